"""The addresses of tracing: one list for each part, quiet ones for people, below `/desk/` for caseworkers."""

from django.urls import URLPattern, path

from madoguchi.tracing.pages import desk, look, notes, taken, trace

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

urlpatterns: list[URLPattern] = [*FRIENDS, *ENTRIES]
