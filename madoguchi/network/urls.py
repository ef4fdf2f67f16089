"""The addresses of the network: all below `/desk/`."""

from django.urls import path

from madoguchi.network import pages
from madoguchi.network.pages import conduct, experts, keys, memory, rota, sign_in

urlpatterns = [
    path("desk/<language:tag>/sign-in", sign_in.sign_in, name="sign-in"),
    path("desk/<language:tag>/lost", sign_in.lost, name="desk-lost"),
    path("desk/<language:tag>/sign-out", pages.sign_out, name="sign-out"),
    path("desk/<language:tag>/stay", pages.stay, name="desk-stay"),
    path("desk/<language:tag>/group", pages.group, name="desk-group"),
    path("desk/<language:tag>/passkeys", keys.passkeys, name="desk-passkeys"),
    path("desk/<language:tag>/recoveries", keys.recoveries, name="desk-recoveries"),
    path("desk/<language:tag>/conduct", conduct.conduct, name="conduct"),
    path("desk/<language:tag>/contacts", conduct.contacts, name="contacts"),
    path("desk/<language:tag>/memory", memory.pages, name="memories"),
    path("desk/<language:tag>/memory/write", memory.write, name="memory-write"),
    path("desk/<language:tag>/memory/of/<str:clause>", memory.about, name="memory-about"),
    path("desk/<language:tag>/memory/page/<slug:id_>", memory.page, name="memory"),
    path("desk/<language:tag>/me", rota.profile, name="desk-profile"),
    path("desk/<language:tag>/rota", rota.rota, name="desk-rota"),
    path("desk/<language:tag>/holes", rota.holes, name="desk-holes"),
    path("desk/<language:tag>/experts", experts.experts, name="desk-experts"),
    path("desk/<language:tag>/question/<slug:id_>", experts.question, name="desk-question"),
]
