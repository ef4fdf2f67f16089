"""The addresses of tracing: one list for each part, short and quiet for people, below `/desk/` for caseworkers."""

from django.urls import URLPattern, path

from madoguchi.tracing.pages import desk, look, trace

entries: list[URLPattern] = [
    path("<language:tag>/look", look.look, name="look"),
    path("<language:tag>/look/ask", look.ask, name="look-ask"),
    path("<language:tag>/look/status", look.status, name="look-status"),
    path("<language:tag>/trace", trace.trace, name="trace"),
    path("desk/<language:tag>/tracing", desk.tracing, name="tracing"),
    path("desk/<language:tag>/tracing/<slug:id_>", desk.enquiry, name="tracing-enquiry"),
    path("desk/<language:tag>/tracing/pair/<slug:id_>", desk.pair, name="tracing-pair"),
]

urlpatterns: list[URLPattern] = [*entries]
