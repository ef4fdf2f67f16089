"""A law book with the changes of a scenario applied: values changed, clauses taken out. What is unchanged stays the same object.

The book that is changed is never touched, and nothing is written anywhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from msgspec.structs import replace as with_values

from madoguchi.ground.dates import Unit
from madoguchi.ground.ids import ClauseId
from madoguchi.lab.terms import Change, LabError
from madoguchi.rules.clauses import Case, Clause, LawBook, Value, Version
from madoguchi.rules.expression import Test
from madoguchi.rules.words import nearest

VALUES = ("length", "at_most", "closes", "opens", "most")
COUNTS = ("window_days", "most", "in_holiday_most", "per_months", "at_most", "places", "about")
ROWS = ("lengths", "cases")
MOST = {"days": 36_525, "weeks": 5_218, "months": 1_200, "years": 100, "hours": 168, "half_hours": 336, "percent": 100}
"""The most that a number of a unit can mean: a hundred years, a week, a whole."""


def changed(law: LawBook, changes: Iterable[Change], without: Iterable[ClauseId], file: str) -> LawBook:
    """The book as a scenario wants it; LabError where a clause, value, unit or day is not there."""
    clauses = dict(law.clauses)
    done: set[tuple[object, ...]] = set()
    for number, change in enumerate(changes):
        where = f"{file}: change[{number}]"
        _there(change.clause, clauses, f"{where}.clause")
        key = (change.clause, change.value, change.on)
        if key in done:
            raise LabError(f"{where}.value changes {change.value} of {change.clause} a second time: keep one of them")
        done.add(key)
        clauses[change.clause] = _changed(clauses[change.clause], change, where)
    for number, id_ in enumerate(out := tuple(without)):
        where = f"{file}: without[{number}]"
        _there(id_, clauses, where)
        _not_named(clauses[id_], (clauses[each] for each in sorted(set(clauses) - set(out))), where)
    kept = {id_: clause for id_, clause in clauses.items() if id_ not in out}
    return LawBook(law.id, kept, law.types) if done or out else law


def _there(id_: str, clauses: Mapping[ClauseId, Clause], where: str) -> None:
    if id_ not in clauses:
        raise LabError(f"{where} is {id_!r}, which is no clause of the law; {nearest(id_, clauses)}")


def _changed(clause: Clause, change: Change, where: str) -> Clause:
    """The clause with the value changed in the version that the change means: the one in force on its day, or every one."""
    meant = clause.versions
    if change.on is not None:
        version = clause.version_on(change.on)
        if version is None:
            raise LabError(f"{where}.on is {change.on}, when {clause.id} was not in force; write a day {_days_of(clause)}")
        meant = (version,)
    holding = [version for version in meant if _read(version, change.value) is not None]
    if not holding:
        known = sorted({name for version in meant for name in _names(version)})
        hint = nearest(change.value, known) if known else "it has no value that can be changed"
        raise LabError(f"{where}.value is {change.value!r}, which {clause.id} does not have; {hint}")
    return replace(clause, versions=tuple(_with(each, change, where) if each in holding else each for each in clause.versions))


def _days_of(clause: Clause) -> str:
    spans = [f"from {version.first_known} to {version.until or 'now'}" for version in clause.versions]
    return " or ".join(spans)


def _names(version: Version) -> list[str]:
    """The values of a version that a scenario can change."""
    plain = [name for name in dict.fromkeys((*VALUES, *COUNTS)) if _read(version, name) is not None]
    return plain + [f"{name}.{row}" for name in ROWS for row in range(len(getattr(version, name, ())))]


def _read(version: Version, path: str) -> Value | int | None:
    """What stands at a path such as `at_most` or `lengths.0`; None where nothing does."""
    name, _, row = path.partition(".")
    if row:
        rows: tuple[Case, ...] = getattr(version, name, ()) if name in ROWS else ()
        return rows[int(row)].length if row.isascii() and row.isdigit() and int(row) < len(rows) else None
    found = getattr(version, name, None)
    if isinstance(found, Value):
        return found if name in VALUES else None
    return found if name in COUNTS and type(found) is int else None


def _with(version: Version, change: Change, where: str) -> Version:
    """The version with the value at the change's path set."""
    before = _read(version, change.value)
    name, _, row = change.value.partition(".")
    if isinstance(before, Value):
        after: Any = _new_value(before, change, where)
    else:
        after = _new_count(version, change, where)
    if row:
        rows: list[Case] = list(getattr(version, name))
        rows[int(row)] = with_values(rows[int(row)], length=after)
        after = tuple(rows)
    return with_values(version, **{name: after})


def _new_value(before: Value, change: Change, where: str) -> Value:
    units = [unit.value for unit in Unit]
    unit = change.unit or before.unit.value
    if unit not in units:
        raise LabError(f"{where}.unit is {unit!r}, which is no unit of time; {nearest(unit, units)}")
    _within(change.n, unit, where)
    return with_values(before, n=change.n, unit=Unit(unit))


def _new_count(version: Version, change: Change, where: str) -> int:
    """A bare number; its unit belongs to the clause and stays."""
    of_limit = getattr(version, "unit", "")
    unit = {"window_days": "days", "about": "days", "per_months": "months", "most": of_limit, "in_holiday_most": of_limit}
    kept = unit.get(change.value, "")
    if change.unit is not None and change.unit != kept:
        raise LabError(f"{where}.unit is {change.unit!r}, but {change.value} is counted in {kept or 'nothing else'}: take it out")
    _within(change.n, kept, where)
    return change.n


def _within(n: int, unit: str, where: str) -> None:
    if n > MOST.get(unit, n):
        raise LabError(f"{where}.n is {n}, more than {unit} can be: write {MOST[unit]} or less")


def _not_named(clause: Clause, others: Iterable[Clause], where: str) -> None:
    """Refuse to take out a clause whose day or count another one uses by name, so that no condition hangs in the air."""
    if clause.name is None:
        return
    for other in others:
        if uses_name(other, clause.name):
            raise LabError(f"{where} is {clause.id}, whose name {clause.name!r} {other.id} uses: take that one out as well")


def uses_name(clause: Clause, name: str) -> bool:
    """Whether a clause asks for the day or count that another clause gives a name to."""
    return any(_uses(part, name) for version in clause.versions for part in _parts(version))


def _parts(version: Version) -> Iterable[object]:
    return (getattr(version, field) for field in version.__struct_fields__)


def _uses(part: object, name: str) -> bool:
    """Whether a name stands anywhere in a value of a clause: as a word, or in a condition."""
    if isinstance(part, Test):
        return name in part.names
    if isinstance(part, str):
        return part == name
    if isinstance(part, tuple):
        return any(_uses(each, name) for each in part)
    fields = getattr(part, "__struct_fields__", None) or ()
    return any(_uses(getattr(part, field), name) for field in fields)


def without_clause(law: LawBook, out: ClauseId) -> tuple[LawBook, tuple[ClauseId, ...]]:
    """A law without a clause and without those that use its name; these as well."""
    gone, names = [out], [law.clauses[out].name]
    while names:
        name = names.pop()
        for clause in law.clauses.values():
            if name is not None and clause.id not in gone and uses_name(clause, name):
                gone.append(clause.id)
                names.append(clause.name)
    return LawBook(law.id, {id_: each for id_, each in law.clauses.items() if id_ not in gone}, law.types), tuple(gone[1:])
