"""The addresses of tracing: quiet ones for people, below `/desk/` for caseworkers."""

from django.urls import URLPattern, path

from madoguchi.tracing.pages import notes, taken

FRIENDS: list[URLPattern] = [
    path("<language:tag>/f/1", taken.taken, name="taken"),
    path("<language:tag>/f/2", taken.thanks, name="taken-thanks"),
    path("<language:tag>/f/3", taken.after, name="taken-after"),
    path("desk/<language:tag>/notes", notes.notes, name="notes"),
    path("desk/<language:tag>/note/<slug:id_>", notes.note, name="note"),
]

urlpatterns: list[URLPattern] = [*FRIENDS]
