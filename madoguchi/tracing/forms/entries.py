"""What comes in with the forms of searches and beacons. What somebody typed is shown again on any error."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from django.http import QueryDict

from madoguchi.tracing.terms.entries import Answer, Asked, Denied, Ground, Left, Relation, TracingRefused, Written

NOT_FOR = "not_for_this"
"""What somebody chooses who asks for a company, an office or a debt: then nothing is kept."""
LONGEST_FIELD = 2_000
LONGEST_ID = 40


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields as they came."""

    names: str = field(default="", repr=False)
    born: str = field(default="", repr=False)
    home: str = field(default="", repr=False)
    relation: str = ""
    own_name: str = field(default="", repr=False)
    own_home: str = field(default="", repr=False)
    sign: str = field(default="", repr=False)
    message: str = field(default="", repr=False)
    denied: str = field(default="", repr=False)
    denied_relations: tuple[str, ...] = ()
    group: str = ""
    page: str = field(default="", repr=False)
    is_agreed: bool = False


def read_typed(post: QueryDict) -> Typed:
    """Read the form of a search or of a beacon."""

    def text(name: str) -> str:
        return post.get(name, "")[:LONGEST_FIELD].replace("\r\n", "\n").strip()

    return Typed(
        text("names"), text("born"), text("home"), text("relation"), text("own_name"), text("own_home"), text("sign"),
        text("message"), text("denied"), tuple(post.getlist("deny"))[: len(Relation)], text("group"), text("page"),
        "agreed" in post,
    )  # fmt: skip


def asked_of(typed: Typed) -> Asked:
    """The enquiry; TracingRefused where it cannot be taken as it is."""
    if typed.relation == NOT_FOR:
        raise TracingRefused("look.problem.not_for_this")
    relation = {each.value: each for each in Relation}.get(typed.relation)
    if relation is None:
        raise TracingRefused("look.problem.relation")
    sought = Written(_lines(typed.names), _year(typed.born), typed.home)
    asker = Written(_lines(typed.own_name), None, typed.own_home)
    return Asked(sought, asker, relation, typed.sign, typed.message)


def left_of(typed: Typed) -> Left:
    """The beacon; TracingRefused where it cannot be taken as it is."""
    relations = {each.value: each for each in Relation}
    names = tuple(Denied(name) for name in _lines(typed.denied))
    whole = tuple(Denied("", relations[each]) for each in typed.denied_relations if each in relations)
    return Left(Written(_lines(typed.names), _year(typed.born), typed.home), (*names, *whole))


def typed_of(left: Left) -> Typed:
    """A beacon as it stands, to be changed."""
    return Typed(
        names="\n".join(left.sought.names),
        born="" if left.sought.born is None else str(left.sought.born),
        home=left.sought.home,
        denied="\n".join(each.name for each in left.denied if each.name),
        denied_relations=tuple(each.relation.value for each in left.denied if each.relation and not each.name),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for each in text.splitlines() if (line := " ".join(each.split()))))


def _year(text: str) -> int | None:
    if not text:
        return None
    number = whole(text)
    if not number:
        raise TracingRefused("look.problem.year")
    return number


def whole(text: str) -> int:
    """A whole number of a few digits of any script; 0 where it is none."""
    return int(text) if text.isdecimal() and len(text) <= len("9999") else 0


@dataclass(frozen=True, slots=True)
class Act:
    """A button with what stands beside it. `on`: the search, candidate or question that it is about."""

    go: str = ""
    on: str = ""
    number: int = 0
    text: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    choice: str = ""


def read_act(post: QueryDict) -> Act:
    """Read any other form of these pages."""
    text = post.get("text", "")[:LONGEST_FIELD].replace("\r\n", "\n").strip()
    number = whole(post.get("number", ""))
    return Act(post.get("go", ""), post.get("on", "")[:LONGEST_ID], number, text, post.get("token", ""), post.get("choice", ""))


Word = TypeVar("Word", Answer, Ground)


def _of_number(kind: Callable[[int], Word], text: str) -> Word | None:
    try:
        return kind(whole(text))
    except ValueError:
        return None


def answer_of(act: Act) -> Answer | None:
    """Which answer was chosen."""
    return _of_number(Answer, act.choice)


def ground_of(act: Act) -> Ground | None:
    """Which ground was chosen."""
    return _of_number(Ground, act.choice)
