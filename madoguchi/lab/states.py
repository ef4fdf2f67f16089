"""States as small numbers, in the order in which the best claim wins, and what the kernel remembers of a person in one byte."""

from typing import Final

from madoguchi.rules.timeline import BEST_FIRST

STATES: Final = ("", *BEST_FIRST, "lawful_revocable", "lawful_breach", "irregular_lapse", "irregular_entry", "abroad")
"""Number of a state is its place; 0: nothing told yet. The states of claims come first, best first (`rules/timeline.py`)."""

LAWFUL, PENDING, NO_STATUS, GRACE, DEPARTURE, REMOVAL, TOLERATED, UNCERTAIN = range(1, 9)
REVOCABLE, BREACH, LAPSE, WITHOUT, ABROAD = range(9, 14)

EXPOSURES: Final = {"lawful_revocable": REVOCABLE, "in_grace": GRACE, "lawful_breach": BREACH}

IRREGULAR: Final = frozenset({REMOVAL, TOLERATED, LAPSE, WITHOUT})
LAWFUL_STATES: Final = frozenset({LAWFUL, PENDING, NO_STATUS, GRACE, DEPARTURE, REVOCABLE, BREACH})
"""As `rules.engine.LAWFUL` says."""

# Flags of a person, one bit each.
DEAD, GONE, SHORT, NOTIFIED, UNLAWFUL_ENTRY, TOLD, CHOSEN, CUT = (1 << bit for bit in range(8))
"""The permission was cut; the person is abroad; the period granted is 30 days or less; a notice was given; came without
permission; something was ever claimed; the irregular state was chosen; `CUT`: cut by a clock of which readings part."""

DEFINITION, INCENTIVE, CAPACITY = 1, 2, 3
MECHANISMS: Final = ("", "definition", "incentive", "capacity")
"""Why somebody became irregular: the rule says so, the rules make people do so, or an office did not decide in time."""
SETTLED = 1 << 5
"""Beside the state of who is abroad, where that of the irregular has why: the night found what ended last, of all that ended."""

# Kinds of rows that a slot can hold.
CLOCK, CLAIM, DERIVED, SIDE = 1, 2, 3, 4

# What a form of event gives.
GIVES_PERMIT, GIVES_CLAIM, GIVES_SIDE_WORK = 0, 1, 2

# What a row of the diary says.
DIARY_STATE, DIARY_RUN, DIARY_STOP, DIARY_PERMIT, DIARY_COVER, DIARY_PASSED, DIARY_BAR, DIARY_RECEIPT, DIARY_ENDS, DIARY_LEFT = (
    range(1, 11)
)
