"""Invented laws for tests: one clause of each kind, written the way a rule file is, with only what the test is about."""

from madoguchi.rules.clauses import LawBook
from tests.rules.told import book

CITED = """law = "Act of X"
article = "Art. 1"
instrument = "act"
source = { title = "Act of X", address = "https://example.org/x" }
fact = "xx-fact"
confidence = "verified_in_source"
"""
ALWAYS = "since = 1990-01-01"


def clause(id_: str, kind: str, *lines: str, versions: tuple[str, ...] = (ALWAYS,), cited: str = CITED) -> str:
    """The text of one clause. `lines` are its own keys; each of `versions` holds the keys of one version."""
    head = [f'[[clause]]\nid = "xx.{id_}"\nkind = "{kind}"\ntitle = "A rule of X"', *lines]
    tables = [f"[[clause.version]]\n{version}\n{cited}" for version in versions]
    return "\n".join([*head, *tables]) + "\n"


PERMIT = clause(
    "stay.permit",
    "permission",
    'starts = [{ event = "permit.held", where = "layer == stay" }, { event = "permit.granted", where = "layer == stay" }, '
    '{ event = "application.decided", where = "result == granted" }]',
    'until_field = "until"',
    'deadline = "permit_end"',
)
"""A permission that lasts until a day."""

CALENDAR = clause(
    "calendar.days",
    "calendar",
    'months = ["civil"]',
    "closed_weekdays = [5, 6]",
    'closed_yearly = ["12-31"]',
    "holidays_from = 2024-01-01",
    "holidays_until = 2028-12-31",
    "holidays = [2026-05-04, 2026-05-05]",
)
"""Offices are closed on weekends, on two days in May and on the last day of the year."""

OVERSTAY = clause("stay.overstay", "penalty", 'of = "overstay"', 'amounts = [{ name = "fine_max", n = 300, unit = "yen" }]')


def law(*clauses: str) -> LawBook:
    """An invented law book: permits, and what the test adds."""
    return book("\n".join((PERMIT, *clauses)))


def clock(*lines: str, versions: tuple[str, ...] = (ALWAYS,), id_: str = "job.search", rank: int = 10) -> str:
    """A clock that starts when a contract ends and shows a day as deadline `job_search`."""
    return clause(
        id_,
        "clock",
        f"rank = {rank}",
        'starts = ["contract.ended"]',
        'stops = ["contract.signed"]',
        'deadline = "job_search"',
        *lines,
        versions=versions,
    )


def months(n: int) -> str:
    """A length in months, as a rule file writes it."""
    return f'length = {{ n = {n}, unit = "months" }}'


def days(n: int) -> str:
    """A length in days, as a rule file writes it."""
    return f'length = {{ n = {n}, unit = "days" }}'
