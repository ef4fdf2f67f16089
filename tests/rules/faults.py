"""Named faults: `test_faults.py` asserts that each is noticed; `python -m tests.rules.faults` writes docs/law/faults.md."""

import sys
from pathlib import Path

from tests.law.reading import FILES
from tests.rules import mistakes as wrong
from tests.rules.claims import claims, noticing
from tests.rules.injection import Fault, injected

FAULTS: tuple[Fault, ...] = (
    Fault("events of a day in reverse class order", wrong.reverse_classes),
    Fault("months by number instead of the civil code", wrong.months_by_number),
    Fault("a law change forgets clocks already running", wrong.law_change_forgets),
    Fault("longer_only read as rebase", wrong.longer_only_shortens),
    Fault("filed before instead of on or before the last day", wrong.filed_before),
    Fault("more than 30 days read as 30 or more", wrong.thirty_days_or_more),
    Fault("the loss on the last day instead of the day after", wrong.loss_on_the_last_day),
    Fault("exposure on the day of the event instead of the day after", wrong.exposure_on_the_day),
    Fault("exposure shown as loss", wrong.exposure_is_loss),
    Fault("closed days ignored", wrong.closed_days_ignored),
    Fault("closed days move the end of the cover", wrong.closed_days_move_the_end),
    Fault("two months from filing instead of from the old last day", wrong.cover_from_filing),
    Fault("permanent residence carries a pending stay", wrong.permanent_residence_carries),
    Fault("seen looks ahead", wrong.looks_ahead),
    Fault("what has not happened yet counts", wrong.tomorrow_counts),
    Fault("days abroad forgotten", wrong.abroad_forgotten),
    Fault("the warning on the later reading", wrong.warns_on_the_later_day),
    Fault("never compares as earliest", wrong.never_is_earliest),
    Fault("two events of one day compare as equal", wrong.order_of_a_day_forgotten),
    Fault("unknown taken as no", wrong.unknown_is_no),
    Fault("routine taken as unknown", wrong.routine_is_unknown),
    Fault("provisos not said", wrong.provisos_forgotten),
    Fault("version by today instead of by act", wrong.version_of_today),
    Fault("a ban by the first law instead of that of the departure", wrong.ban_of_the_earlier_law),
    Fault("a ban that counts the day of leaving only", wrong.day_of_leaving_counts),
    Fault("a departure order after an earlier removal", wrong.removal_forgotten),
    Fault("a ground complete one day early", wrong.complete_early),
    Fault("an excuse ignored", wrong.excuse_ignored),
    Fault("a stopping event ignored", wrong.stops_ignored),
    Fault("ranks ignored", wrong.ranks_ignored),
    Fault("obstacles forgotten", wrong.obstacles_forgotten),
    Fault("a recalled clause answers", wrong.recalled_answers),
    Fault("discretion becomes yes", wrong.discretion_is_yes),
    Fault("a quota forgotten", wrong.quota_forgotten),
    Fault("a week of six days", wrong.a_week_of_six_days),
    Fault("any decision ends every request", wrong.any_decision_decides),
    Fault("every filing taken as proven", wrong.any_receipt_counts),
    Fault("a search brings back a stay that was over", wrong.a_search_revives),
)


# ------------------------------------------------------------------ the table

PAGE = """# Faults that the tests notice

A test that has never failed proves nothing. Each line is a mistake that somebody could make in the engine or in a rule
file; it is put in on purpose, and {claims} claims look: scripted lives on the edges, the {cases} worked cases, and short
runs of three properties.
`tests/rules/test_faults.py` fails as soon as a mistake goes unnoticed.

Made with `python -m tests.rules.faults`. {faults} faults; "by" names up to two of the claims that noticed.

| fault | claims that noticed | by |
| --- | ---: | --- |
"""


def table() -> str:
    """All faults, and how many claims notice each."""
    every = claims()
    rows = []
    for fault in FAULTS:
        with injected(fault):
            found = list(noticing(every))
        rows.append(f"| {fault.name} | {len(found)} | {'; '.join(found[:2])} |\n")
    return PAGE.format(claims=len(every), cases=len(FILES), faults=len(FAULTS)) + "".join(rows)


if __name__ == "__main__":
    page = table()
    Path("docs/law/faults.md").write_text(page, encoding="utf-8")
    sys.stdout.write(page)
