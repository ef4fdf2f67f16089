"""The addresses of the network: all below `/desk/`, where the cookie of a desk is sent."""

from django.urls import path

from madoguchi.network import pages

urlpatterns = [
    path("desk/<language:tag>/sign-in", pages.sign_in, name="sign-in"),
    path("desk/<language:tag>/sign-out", pages.sign_out, name="sign-out"),
    path("desk/<language:tag>/group", pages.group, name="desk-group"),
]
