"""The addresses of tracing."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
