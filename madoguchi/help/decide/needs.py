"""What people come with, and which contacts fit. Never asks who somebody is."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from madoguchi.help.terms import Contact, Telephone

TOPICS = ("law", "stay", "work", "violence", "health", "refuge", "home", "embassy", "daily")

URGENT = ("violence", "daily", "health")
"""Topics of which a number stands first where somebody may be in danger."""


@dataclass(frozen=True, slots=True)
class Need:
    """One of the seven choices. Its number stands in the address, because a word would stay in the phone's history.

    `page`: the page of its own that it has; without one it leads to the numbers. `more`: further pages and what they are called.
    """

    number: int
    key: str
    topics: tuple[str, ...]
    leads_to_ask: bool = False
    page: str = ""
    more: tuple[tuple[str, str], ...] = ()


NEEDS = (
    Need(1, "need.talk", ("law", "daily"), page="talk"),
    Need(2, "need.held", ("work", "law")),
    Need(3, "need.left_work", ("work", "law"), leads_to_ask=True),
    Need(4, "need.may_i_stay", ("law", "stay"), page="ask"),
    Need(5, "need.hurt", ("health", "violence")),
    # Not the embassy first: whoever fears their own State talks to a group before.
    Need(6, "need.home", ("home", "law", "daily", "embassy"), leads_to_ask=True),
    Need(
        7,
        "need.looking",
        ("embassy", "law"),
        more=(
            ("look", "look.start"),
            ("trace", "trace.link"),
            ("taken", "taken.title"),
            ("taken-after", "next.title"),
            ("notices", "notices.title"),
        ),
    ),
)
BY_NUMBER: Mapping[str, Need] = {str(need.number): need for need in NEEDS}


def sorted_for(contacts: Sequence[Contact], topics: Sequence[str], language: str) -> tuple[tuple[str, tuple[Contact, ...]], ...]:
    """Contacts by topic: the topics of the need first; inside a topic, those for readers of the language first."""
    order = [*topics, *(topic for topic in TOPICS if topic not in topics)]
    found = ((topic, [contact for contact in contacts if contact.topic == topic]) for topic in order)
    return tuple(
        (topic, tuple(sorted(rows, key=lambda row: not is_for_readers_of(row, language)))) for topic, rows in found if rows
    )


def is_for_readers_of(contact: Contact, tag: str) -> bool:
    """Whether the page shows it openly: it speaks the language, or it is Japanese and does not say what else it speaks.

    Of embassies only those of a country whose language this is: they serve their own nationals.
    """
    language = _spoken(tag)
    if contact.topic == "embassy":
        return contact.speaks[:1] == (language,)
    return language in contact.speaks or (language == "ja" and not contact.speaks)


def urgent_for(contacts: Sequence[Contact], tag: str) -> tuple[Contact, ...]:
    """Whom to call in danger: one of each topic, for readers of the language; who must report only where there is nobody else."""
    mine = sorted((row for row in contacts if is_for_readers_of(row, tag)), key=lambda row: row.may_report == "yes")
    first = (next((row for row in mine if row.topic == topic), None) for topic in URGENT)
    return tuple(row for row in first if row is not None)


def lines_for(contact: Contact, tag: str) -> tuple[Telephone, ...]:
    """Its telephones, the line of the language first."""
    return tuple(sorted(contact.telephones, key=lambda line: line.language != _spoken(tag)))


def _spoken(tag: str) -> str:
    # Easy Japanese is Japanese on the telephone.
    return tag.partition("-")[0]


def report_key(contact: Contact) -> str:
    """The key of the sentence on whether they may have to tell the immigration office."""
    return f"near.reports.{contact.may_report}"


def funded_key(contact: Contact) -> str:
    """The key of the sentence on whether the State pays for it."""
    return f"near.funded.{contact.state_funded}"


def how_old(contact: Contact, today: dt.date) -> str:
    """Whether a number is fresh, expired, or was never dated."""
    if contact.checked_on is None:
        return "undated"
    return "checked" if contact.is_fresh(today) else "expired"
