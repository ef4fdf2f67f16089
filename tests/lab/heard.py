"""The forms of events that a law listens to: for scripted lives under any law, without a word about any country.

From each trigger, and from each name that a condition of a clock, a claim or a window asks for: the values under which it
listens, and one form that it does not listen to.
"""

import ast
import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import islice, product
from typing import Any

from madoguchi.ground.dates import ONE_DAY, Counting, Length, Unit, last_day
from madoguchi.lab.forms import NEEDS_NUMBER, Form, form
from madoguchi.rules.clauses import LawBook, Trigger
from madoguchi.rules.clauses import Value as LawValue
from madoguchi.rules.expression import Scope, Test
from madoguchi.rules.kinds import Pending
from madoguchi.rules.terms import Value
from madoguchi.rules.words import Vocabulary

KINDS = ("permission", "clock", "pending", "window", "limit", "bar")
"""The kinds of clauses that the kernel works out: what only routes and rights ask for changes no state."""
DATED = ("entered", "permit.granted", "permit.changed", "permit.revoked", "order.issued", "application.decided")
ALWAYS: tuple[tuple[str, Mapping[str, Value]], ...] = (
    ("departed", {"how": "own"}), ("departed", {"how": "deported"}), ("application.withdrawn", {}),
    ("application.decided", {"result": "refused"}), ("application.decided", {"result": "granted"}),
    ("entered", {"how": "without_permission"}), ("order.issued", {"what": "deportation"}), ("permit.revoked", {}),
)  # fmt: skip
"""What can happen under every law."""
PROOFS = {"receipt": "receipt.given", "processing": "processing.notified"}
"""What proves a request, by what the law lets it carry from."""
NOT_TOLD_BY_EVENTS = frozenset({"permit.held"})
MOST_STATUSES = 8
SOME_DAY, FARTHEST = dt.date(2021, 3, 10), 1_200
MOST_OF_A_TRIGGER = 6

Fields = dict[str, Value]


def forms_heard(law: LawBook, words: Vocabulary) -> list[Form]:
    """Every form of event that scripted lives under a law are made of."""
    statuses = statuses_of(law, words)
    found: dict[Form, None] = {}
    told = [*ALWAYS, *(each for trigger in triggers(law, words) for each in told_by(trigger, words))]
    carried = {
        version.covers_from for clause in law.of_kind("pending") for version in clause.versions if isinstance(version, Pending)
    }
    told += [(PROOFS[each], {}) for each in sorted(carried & PROOFS.keys())]
    for kind, fields in told:
        if kind not in NOT_TOLD_BY_EVENTS:
            for whole in completed(kind, dict(fields), statuses, words):
                found |= dict.fromkeys(forms_of(kind, whole, words))
    return list(found)


def statuses_of(law: LawBook, words: Vocabulary) -> list[str]:
    """Statuses that the law speaks of, those of the most clauses first."""
    counted: dict[str, int] = {}
    for clause in law.clauses.values():
        for version in clause.versions:
            for status in getattr(version, "statuses", ()):
                counted[status] = counted.get(status, 0) + 1
    for status in literals(law, "status", words):
        counted[status] = counted.get(status, 0) + 1
    named = [status for status in counted if status.startswith(law.id.lower())]
    return sorted(named, key=lambda status: (-counted[status], status))[:MOST_STATUSES]


def days_around(law: LawBook) -> list[dt.date]:
    """First and last days of force of every version, each with the day before and after."""
    versions = [version for clause in law.clauses.values() for version in clause.versions]
    found = {day for version in versions for day in (version.since, version.until, version.in_force_on) if day}
    return sorted({day + n * ONE_DAY for day in found for n in (-1, 0, 1)})


def gaps_around(law: LawBook) -> list[int]:
    """Days between two events that lie about the lengths of clocks, claims and windows."""
    clauses = (clause for kind in ("permission", "clock", "pending", "window") for clause in law.of_kind(kind))
    values = {value.length for clause in clauses for version in clause.versions for value in values_in(version)}
    counted = {(after(SOME_DAY, length) - SOME_DAY).days for length in values if length.unit is not Unit.WORKING_DAYS}
    counted |= {length.n + 2 * (length.n // 5) for length in values if length.unit is Unit.WORKING_DAYS}
    near = {n + off for n in counted for off in (-1, 0, 1, 2)}
    return sorted({n for n in near if 0 <= n < FARTHEST} | {0, 1, 2, 28, 29, 30, 31, 59, 60, 61, 62, 89, 90, 91, 92})


def after(day: dt.date, length: Length) -> dt.date:
    """The last day of a length by the civil way of counting."""
    return last_day(day, length, Counting.CIVIL)


def values_in(part: object) -> Iterator[LawValue]:
    """Every length in a value of a clause."""
    if isinstance(part, LawValue):
        yield part
    for each in part if isinstance(part, tuple) else (getattr(part, name) for name in getattr(part, "__struct_fields__", ())):
        yield from values_in(each)


def literals(law: LawBook, field: str, words: Vocabulary) -> Iterator[str]:
    """The words that triggers compare a field with."""
    for clause in law.clauses.values():
        for version in clause.versions:
            for trigger in within(version):
                for told in (trigger.where, trigger.unless):
                    for fields in satisfying(told.tree, {}, words) if told else ():
                        if isinstance(fields.get(field), str):
                            yield str(fields[field])


def within(part: object) -> Iterator[Trigger]:
    """Every trigger in a value of a clause."""
    if isinstance(part, Trigger):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from within(each)
    else:
        for name in getattr(part, "__struct_fields__", ()):
            yield from within(getattr(part, name))


def tests_in(part: object) -> Iterator[Test]:
    """Every condition in a value of a clause that asks about a person."""
    if isinstance(part, Test):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from tests_in(each)
    elif not isinstance(part, Trigger):
        for name in getattr(part, "__struct_fields__", ()):
            yield from tests_in(getattr(part, name))


def triggers(law: LawBook, words: Vocabulary) -> Iterator[Trigger]:
    """Triggers of the clauses, and of the names that their conditions ask for."""
    asked: set[str] = set()
    for kind in KINDS:
        for clause in law.of_kind(kind):
            for version in clause.versions:
                yield from within(version)
                asked |= {name for test in tests_in(version) for name in test.names}
                asked |= {*getattr(version, "latest_of", ()), *getattr(version, "earliest_of", ())}
                asked |= {name for name in (getattr(version, "anchor", None), getattr(version, "parted_by", None)) if name}
    for name in sorted(asked & set(words.names)):
        row = words.names[name].row
        for listed in ("of", "ended", "else_day_of"):
            for each in row.get(listed, ()):
                yield trigger_of(each, words)
        if words.names[name].how in ("latest", "latest_is"):
            yield from with_values(row, words)


def trigger_of(row: object, words: Vocabulary) -> Trigger:
    if isinstance(row, str):
        return Trigger(row)
    assert isinstance(row, Mapping)
    types = {name: type_.removesuffix("?") for name, type_ in words.events[row["event"]].fields.items()}
    where, unless = (Scope(types, words).parse(row[key]) if key in row else None for key in ("where", "unless"))
    return Trigger(row["event"], where, unless)


def with_values(row: Mapping[str, Any], words: Vocabulary) -> Iterator[Trigger]:
    """Events with some values of the field that a name reads."""
    for each in row["of"]:
        kind = each if isinstance(each, str) else each["event"]
        type_ = words.events[kind].field_type(row["field"])
        values = {"bool": ["true", "false"], "int": ["1", "3"]}.get(str(type_)) or sorted(words.lists.get(str(type_), ()))[:3]
        for value in [*row.get("words", ()), *values]:
            if type_ is not None:
                quoted = f"{row['field']} == {value}" if type_ in ("bool", "int") else f"{row['field']} in ['{value}']"
                yield trigger_of({"event": kind, "where": quoted}, words)


# ------------------------------------------------------------------ from a trigger to fields


def told_by(trigger: Trigger, words: Vocabulary) -> Iterator[tuple[str, Fields]]:
    """Events that a trigger listens to, and one that it does not."""
    yield trigger.event, {}
    for test in (trigger.where, trigger.unless):
        if test is not None:
            types = words.events[trigger.event]
            for fields in islice(satisfying(test.tree, {}, words), MOST_OF_A_TRIGGER):
                if all(types.field_type(name) is not None for name in fields):
                    yield trigger.event, fields


def satisfying(node: ast.expr, told: Fields, words: Vocabulary) -> Iterator[Fields]:
    """Fields under which a condition holds; what it says of a field by `not` is left out."""
    match node:
        case ast.BoolOp(op=ast.Or(), values=values):
            for value in values:
                yield from satisfying(value, told, words)
        case ast.BoolOp(values=values):
            every = [list(islice(satisfying(value, {}, words), 3)) or [{}] for value in values]
            for parts in product(*every):
                yield {**told, **{name: value for part in parts for name, value in part.items()}}
        case ast.Name(id=name):
            yield {**told, name: True}
        case ast.Compare(left=ast.Name(id=name), ops=[op], comparators=[right]):
            yield from ({**told, name: value} for value in compared(op, right, words))


def compared(op: ast.cmpop, right: ast.expr, words: Vocabulary) -> Iterator[Value]:
    """Values for which a comparison holds; none where it says what a field is not."""
    if isinstance(op, ast.In) and isinstance(right, ast.List):
        yield from map(literal, right.elts)
    elif isinstance(op, ast.In) and isinstance(right, ast.Name):
        yield from sorted(words.groups[right.id][1])[:3]
    elif not isinstance(op, ast.NotEq | ast.NotIn):
        yield beside(literal(right), op)


def beside(value: Value, op: ast.cmpop) -> Value:
    """A value for which a comparison with another one holds."""
    step = {ast.Gt: 1, ast.Lt: -1}.get(type(op), 0)
    return value + step if isinstance(value, int) and not isinstance(value, bool) else value


def literal(node: ast.expr) -> Value:
    value = node.id if isinstance(node, ast.Name) else node.value if isinstance(node, ast.Constant) else ""
    assert isinstance(value, str | int)
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def completed(kind: str, fields: Fields, statuses: list[str], words: Vocabulary) -> Iterator[Fields]:
    """The same with what every such event says: a status, a layer, or the first word of a list."""
    types = words.events[kind].fields
    fields = {name: value for name, value in fields.items() if not types[name].startswith("date")}
    whole: Fields = {}
    for name, type_ in types.items():
        if name not in fields and (name != "no" or kind not in NEEDS_NUMBER) and not type_.endswith("?") and name != "status":
            whole[name] = 3 if type_ == "int" else True if type_ == "bool" else "stay" if type_ == "layer" else "a"
            if type_ in words.lists and type_ != "layer":
                whole[name] = sorted(words.lists[type_])[0]
    if "status" in types and "status" not in fields and (not types["status"].endswith("?") or kind == "entered"):
        if fields.get("how") in ("without_permission", "false_papers"):
            yield {**whole, **fields}
        else:
            few = statuses if {**whole, **fields}.get("layer", "stay") == "stay" else statuses[:1]
            yield from ({**whole, **fields, "status": status} for status in few)
    else:
        yield {**whole, **fields}


def forms_of(kind: str, fields: Fields, words: Vocabulary) -> Iterator[Form]:
    """Forms of an event: what gives a permission says its last day."""
    dates = [name for name, type_ in words.events[kind].fields.items() if type_.startswith("date")]
    gives = kind in DATED and fields.get("result") not in ("refused", "inadmissible")
    outside = fields.get("how") in ("without_permission", "false_papers") or fields.get("what") == "deportation"
    dated = bool({"until", "leave_by"} & set(dates)) and not outside
    if dated:
        yield form(kind, fields, dated=True)
    if not dated or not gives or kind in ("permit.revoked", "order.issued"):
        yield form(kind, fields)
