"""The root of all addresses. Never holds a page of a room."""

from django.urls import include, path, register_converter

from madoguchi.ui.languages import LanguageConverter, RuleBookLanguageConverter

# Before the rooms are read: their addresses begin with a language.
register_converter(LanguageConverter, "language")
register_converter(RuleBookLanguageConverter, "rule_book_language")

urlpatterns = [
    path("", include("madoguchi.help.urls")),
    path("", include("madoguchi.network.urls")),
    path("", include("madoguchi.casework.urls")),
    path("", include("madoguchi.tracing.urls")),
    path("", include("madoguchi.rulebook.urls")),
]

handler400 = "madoguchi.web.pages.bad_request"
handler404 = "madoguchi.web.pages.not_found"
handler500 = "madoguchi.web.pages.broken_page"
