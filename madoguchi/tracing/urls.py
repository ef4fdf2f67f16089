"""The addresses of tracing: one list for each part, quiet ones for people, below `/desk/` for caseworkers."""

from django.urls import URLPattern, path

from madoguchi.tracing.pages import desk, look, notes, notices, sealed, taken, trace, trouble

FRIENDS: list[URLPattern] = [
    path("<language:tag>/f/1", taken.taken, name="taken"),
    path("<language:tag>/f/2", taken.thanks, name="taken-thanks"),
    path("<language:tag>/f/3", taken.after, name="taken-after"),
    path("desk/<language:tag>/notes", notes.notes, name="notes"),
    path("desk/<language:tag>/note/<slug:id_>", notes.note, name="note"),
]

ENTRIES: list[URLPattern] = [
    path("<language:tag>/f/4", look.look, name="look"),
    path("<language:tag>/f/5", look.ask, name="look-ask"),
    path("<language:tag>/f/6", look.status, name="look-status"),
    path("<language:tag>/f/7", trace.trace, name="trace"),
    path("desk/<language:tag>/tracing", desk.tracing, name="tracing"),
    path("desk/<language:tag>/tracing/<slug:id_>", desk.enquiry, name="tracing-enquiry"),
    path("desk/<language:tag>/tracing/pair/<slug:id_>", desk.pair, name="tracing-pair"),
]

LETTERS: list[URLPattern] = [
    path("<language:tag>/f/8", trouble.trouble, name="trouble"),
    path("<language:tag>/f/9", trouble.card, name="trouble-card"),
    path("<language:tag>/f/10", trouble.card_pdf, name="trouble-card-pdf"),
    path("desk/<language:tag>/sealed", sealed.sealed, name="sealed"),
    path("desk/<language:tag>/sealed/<slug:id_>", sealed.sealed_letter, name="sealed-letter"),
]

NOTICES: list[URLPattern] = [
    path("<language:tag>/notices", notices.notices, name="notices"),
    path("desk/<language:tag>/notices", notices.desk_notices, name="desk-notices"),
]

urlpatterns: list[URLPattern] = [*FRIENDS, *ENTRIES, *LETTERS, *NOTICES]
