"""What of a closed case may be counted: words of the fixed lists and clauses of the law, a quarter of a year, nothing else."""

import datetime as dt
from collections.abc import Iterable, Mapping

from madoguchi.casework.terms import Causes, Coded, Harm

MONTHS_A_QUARTER = 3


def quarter_of(day: dt.date) -> str:
    """The quarter of a day, as in 2026-Q4: the finest time that is ever counted."""
    return f"{day.year}-Q{(day.month - 1) // MONTHS_A_QUARTER + 1}"


def codes_of(causes: Causes, harm: Harm, refused: Iterable[str] = ()) -> dict[str, object]:
    """The codes of a case. Signs of forced labour are prompts for a caseworker and are not among them.

    `refused`: clauses on which an office said no; which measure it was is not counted.
    """
    return {
        "clauses": sorted(causes.clauses),
        "offices": sorted([office, act] for office, act in causes.offices),
        "violations": sorted(harm.violations),
        "redress": sorted(harm.redress),
        "helped": sorted(harm.helped),
        "refused": sorted(frozenset(refused)),
    }


def read_codes(quarter: str, codes: Mapping[str, object]) -> Coded:
    """Codes as those who count get them."""
    lists = {name: value if isinstance(value, list) else [] for name, value in codes.items()}
    offices = tuple((str(office), str(act)) for office, act in lists.get("offices", []))
    words = {
        name: tuple(str(word) for word in lists.get(name, []))
        for name in ("clauses", "violations", "redress", "helped", "refused")
    }
    return Coded(quarter, offices=offices, **words)
