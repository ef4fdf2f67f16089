"""The addresses of the rule book: stable, so that a rule can be cited as it stood on a day."""

from django.urls import path

from madoguchi.rulebook import pages

urlpatterns = [
    path("rules/<str:name>.json", pages.data, name="rule-data"),
    path("<rule_book_language:tag>/rules", pages.rules, name="rules"),
    path("<rule_book_language:tag>/rules/of/<slug:country>", pages.rules, name="rules-of"),
    path("<rule_book_language:tag>/rules/of/<slug:country>/changes", pages.changes, name="rule-changes"),
    path("<rule_book_language:tag>/rules/beside", pages.side_by_side, name="rules-beside"),
    path("<rule_book_language:tag>/rules/same-life", pages.same_life, name="same-life"),
    path("<rule_book_language:tag>/rules/<str:clause>", pages.rule, name="rule"),
]
