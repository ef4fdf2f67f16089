"""The addresses of cases: all below `/desk/`, where the cookie of a desk is sent."""

from django.urls import path

from madoguchi.casework.pages import case, closing, lists, offers, taskforces, working

urlpatterns = [
    path("desk/<language:tag>/today", lists.today_page, name="today"),
    path("desk/<language:tag>/find", lists.find, name="find"),
    path("desk/<language:tag>/talk/<slug:talk>/case", case.take_up, name="take-up"),
    path("desk/<language:tag>/case/<slug:id_>", case.case, name="case"),
    path("desk/<language:tag>/case/<slug:id_>/work", working.work, name="case-work"),
    path("desk/<language:tag>/case/<slug:id_>/hand", offers.hand, name="case-hand"),
    path("desk/<language:tag>/case/<slug:id_>/close", closing.close, name="case-close"),
    path("desk/<language:tag>/case/<slug:id_>/give", taskforces.give, name="case-give"),
    path("desk/<language:tag>/taskforces", taskforces.taskforces, name="taskforces"),
    path("desk/<language:tag>/taskforce/<slug:id_>", taskforces.taskforce, name="taskforce"),
    path("desk/<language:tag>/offer/<slug:id_>", offers.offer, name="offer"),
]
