"""The addresses of cases: all below `/desk/`, where the cookie of a desk is sent."""

from django.urls import path

from madoguchi.casework.pages import campaigns, case, closing, letters, lists, offers, taskforces, week, working

urlpatterns = [
    path("desk/<language:tag>/today", lists.today_page, name="today"),
    path("desk/<language:tag>/find", lists.find, name="find"),
    path("desk/<language:tag>/talk/<slug:talk>/case", case.take_up, name="take-up"),
    path("desk/<language:tag>/case/<slug:id_>", case.case, name="case"),
    path("desk/<language:tag>/case/<slug:id_>/work", working.work, name="case-work"),
    path("desk/<language:tag>/case/<slug:id_>/hand", offers.hand, name="case-hand"),
    path("desk/<language:tag>/case/<slug:id_>/close", closing.close, name="case-close"),
    path("desk/<language:tag>/week", week.week, name="week"),
    path("desk/<language:tag>/week/<slug:theme>", week.day, name="week-day"),
    path("desk/<language:tag>/week/<slug:theme>/<slug:id_>", week.accompany, name="week-with"),
    path("desk/<language:tag>/case/<slug:id_>/letters", letters.all_letters, name="case-letters"),
    path("desk/<language:tag>/case/<slug:id_>/letters/new/<slug:template>", letters.new_letter, name="case-letter-new"),
    path("desk/<language:tag>/case/<slug:id_>/letters/<slug:which>", letters.letter, name="case-letter"),
    path("desk/<language:tag>/case/<slug:id_>/letters/<slug:which>/print", letters.print_letter, name="case-letter-print"),
    path("desk/<language:tag>/case/<slug:id_>/letters/<slug:which>/pdf", letters.letter_pdf, name="case-letter-pdf"),
    path("desk/<language:tag>/case/<slug:id_>/measure/<slug:name>", campaigns.campaign, name="case-campaign"),
    path("desk/<language:tag>/case/<slug:id_>/measure/<slug:name>/<slug:seq>/pdf", campaigns.bundle_pdf, name="case-bundle-pdf"),
    path(
        "desk/<language:tag>/case/<slug:id_>/measure/<slug:name>/<slug:seq>/file", campaigns.bundle_file, name="case-bundle-file"
    ),
    path("desk/<language:tag>/case/<slug:id_>/give", taskforces.give, name="case-give"),
    path("desk/<language:tag>/taskforces", taskforces.taskforces, name="taskforces"),
    path("desk/<language:tag>/taskforce/<slug:id_>", taskforces.taskforce, name="taskforce"),
    path("desk/<language:tag>/offer/<slug:id_>", offers.offer, name="offer"),
]
