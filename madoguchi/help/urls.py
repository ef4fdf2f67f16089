"""The addresses of the window: short, and quiet about what somebody reads."""

from django.urls import path

from madoguchi.help.pages import campaigns, files, inbox, opened, talk, window

urlpatterns = [
    path("", window.door, name="door"),
    path("leave", window.leave, name="leave"),
    path("<language:tag>/", window.need, name="need"),
    path("<language:tag>/ask", window.ask, name="ask"),
    path("<language:tag>/talk", talk.talk, name="talk"),
    path("<language:tag>/talk/number", talk.number, name="talk-number"),
    path("<language:tag>/talk/thread", talk.thread, name="talk-thread"),
    path("<language:tag>/talk/opened", opened.opened, name="talk-opened"),
    path("<language:tag>/talk/back", talk.back, name="talk-back"),
    path("<language:tag>/talk/files", files.files, name="talk-files"),
    path("<language:tag>/talk/file/<slug:name>", talk.file, name="talk-file"),
    path("<language:tag>/m/<slug:name>", campaigns.campaign, name="campaign"),
    path("<language:tag>/near", window.near, name="near"),
    path("<language:tag>/keep", window.keep, name="keep"),
    path("<language:tag>/traces", window.traces, name="traces"),
    path("desk/<language:tag>/", inbox.inbox, name="inbox"),
    path("desk/<language:tag>/talk/<slug:case>", inbox.conversation, name="desk-talk"),
    path("desk/<language:tag>/talk/<slug:case>/file/<slug:name>", inbox.file, name="desk-file"),
]
