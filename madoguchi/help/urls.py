"""The addresses of the window: short, and quiet about what somebody reads."""

from django.urls import path

from madoguchi.help import pages

urlpatterns = [
    path("", pages.door, name="door"),
    path("leave", pages.leave, name="leave"),
    path("<language:tag>/", pages.need, name="need"),
    path("<language:tag>/ask", pages.ask, name="ask"),
    path("<language:tag>/near", pages.near, name="near"),
    path("<language:tag>/keep", pages.keep, name="keep"),
    path("<language:tag>/traces", pages.traces, name="traces"),
]
