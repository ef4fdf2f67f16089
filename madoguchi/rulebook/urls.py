"""The addresses of the rule book: stable, so that a rule can be cited as it stood on a day."""

from django.urls import path

from madoguchi.rulebook import pages

urlpatterns = [
    path("<language:tag>/rules", pages.rules, name="rules"),
    path("<language:tag>/rules/<str:clause>", pages.rule, name="rule"),
]
