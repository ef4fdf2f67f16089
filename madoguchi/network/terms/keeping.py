"""How long the rows of each table of the network stay."""

from collections.abc import Mapping
from dataclasses import dataclass

from madoguchi.network.terms import DRAFT_DAYS, TOLD_DAYS
from madoguchi.network.terms.memory import WAITING_DAYS
from madoguchi.network.terms.weeks import ENTRY_DAYS


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long rows of a table stay, in words, and in days after the day that the words name. None: with the group."""

    sentence: str
    days: int | None


KEPT: Mapping[str, Keeping] = {
    "network_organisation": Keeping("Until the operator removes the group; it says nothing about a person.", None),
    "network_departure": Keeping("Until the group is forgotten here, or stays.", None),
    "network_groupkey": Keeping("As long as the group: old conversations are opened with old keys.", None),
    "network_member": Keeping(
        "The nickname until a year after the membership ended; what checks their signatures as long as the group.", 365
    ),
    "network_keyshare": Keeping("Until the membership ends; deleted on that day.", 0),
    "network_trailrow": Keeping("Three years: days, members, and ids of conversations that say nothing by themselves.", 1095),
    "network_signin": Keeping(
        "Until sign-out or the hour at which it ends, nine hours at most; deleted when the next member signs in.", 0
    ),
    "network_passkey": Keeping("Until its member removes it, or the membership ends.", 0),
    "network_spentchallenge": Keeping("Until the hour in which it is too old to be used again.", 0),
    "network_draft": Keeping("Until it is sent or thrown away.", DRAFT_DAYS),
    "network_recovery": Keeping(
        "Two days while nobody has vouched; then the day on which it happened, for the group.", TOLD_DAYS
    ),
    "network_vouch": Keeping("As long as what was vouched for.", TOLD_DAYS),
    "network_profile": Keeping("Until its member changes it, or the membership ends.", 0),
    "network_council": Keeping("Until its last day, or until whoever opened it closes it; with every key and entry.", 0),
    "network_councilkey": Keeping("As long as its council.", 0),
    "network_seat": Keeping("As long as its council, or until its member leaves it.", 0),
    "network_councilentry": Keeping("As long as its council.", 0),
    "network_formerkey": Keeping("As long as the group: what was signed before a recovery is checked with it.", None),
    "network_contactrow": Keeping("Three years, as the trail: for whoever is asked about a meeting later.", 1095),
    "network_memoryrow": Keeping(
        f"Until the group that wrote it takes it away; {WAITING_DAYS} days where nobody read it a second time.", WAITING_DAYS
    ),
    "network_memorywrap": Keeping("As long as its page.", None),
    "network_memoryreading": Keeping("As long as its page.", None),
    "network_firstweek": Keeping("Until a mentor ends the week, or the membership ends.", None),
    "network_weekentry": Keeping("Until the week ends.", ENTRY_DAYS),
}
"""The `forget` command reads this. A table of this room without a line here fails a test."""
