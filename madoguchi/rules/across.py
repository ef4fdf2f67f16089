"""Questions that cross countries, answered by the clauses themselves: nobody types these answers.

The questions are those of the term map: who can end a stay by doing nothing, what runs when the work ends, whether a request that
waits keeps the stay, and whether there is a standing way back. Read off the kinds and keys of the clauses in force on a day; the
last one is asked of the engine with an invented life.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

import msgspec

from madoguchi.ground.ids import ClauseId
from madoguchi.rules.clauses import Clause, LawBook, Value, Version
from madoguchi.rules.engine import position
from madoguchi.rules.findings import WAYS_BACK
from madoguchi.rules.history import FIRST_YEAR
from madoguchi.rules.kinds import Clock, Pending, Window
from madoguchi.rules.terms import Answer, Event, Layer, Life
from madoguchi.rules.words import Vocabulary

WORK_ENDS = frozenset(
    {"contract.ended", "workplace.left", "workplace.closed", "activity.ended", "work.ended", "jobseeker.registered"}
)
YEARS_WITHOUT = 365 * 4
"""How long the invented life of the last question has been without permission."""


class Answering(msgspec.Struct, frozen=True):
    """A clause that answers a question: whose act it is about, and what it fixes (such as `3 months`). Empty: neither."""

    clause: ClauseId
    actor: str = ""
    value: str = ""


class Answered(msgspec.Struct, frozen=True):
    """One question, and the clauses of each country that answer it. No clause: no rule of ours says so."""

    question: str
    by_country: Mapping[str, tuple[Answering, ...]]


def answers(laws: Mapping[str, LawBook], words: Vocabulary, day: dt.date) -> tuple[Answered, ...]:
    """Every question, answered by the law of each country as it stood on `day`."""
    found = [
        Answered(question, {country: tuple(ask(law, day)) for country, law in laws.items()}) for question, ask in READ_OFF.items()
    ]
    back = {country: tuple(_way_back(country, law, words, day)) for country, law in laws.items()}
    return (*found, Answered("way_back", back))


def _in_force(law: LawBook, kind: str, day: dt.date) -> Iterator[tuple[Clause, Version]]:
    for clause in law.of_kind(kind):
        version = clause.version_on(day)
        if version is not None and version.confidence.is_knowledge:
            yield clause, version


def _silence(law: LawBook, day: dt.date) -> Iterator[Answering]:
    """Who can end the stay by doing nothing: who alone may file, whose clock cuts, and the office whose silence refuses."""
    for clause, version in _in_force(law, "window", day):
        if isinstance(version, Window) and clause.layer is Layer.STAY and version.meets and _is_about_the_stay(version):
            for actor in version.who_can_act or ("self",):
                yield Answering(clause.id, actor)
    for clause, version in _in_force(law, "clock", day):
        if isinstance(version, Clock) and version.deems == "refused":
            yield Answering(clause.id, "office", _length(version.length))
        elif isinstance(version, Clock) and clause.layer is Layer.STAY and (version.cuts or version.may_cut):
            yield from (Answering(clause.id, actor, _length(version.length)) for actor in _who_stops(version))


def _is_about_the_stay(version: Window) -> bool:
    """Whether the window hangs on the last day of a permission, or is closed to the person whose stay it is about."""
    return version.anchor == "permit_until" or bool(version.who_can_act)


def _who_stops(version: Clock) -> tuple[str, ...]:
    """Whose act stops a clock: named by the condition on the event, else the person's own."""
    named = [word for trigger in version.stops if trigger.where for word in ("employer", "office") if word in trigger.where.text]
    return tuple(dict.fromkeys(named)) or ("self",)


def _after_work(law: LawBook, day: dt.date) -> Iterator[Answering]:
    """Clocks of the stay that the end of work sets going."""
    for clause, version in _in_force(law, "clock", day):
        if isinstance(version, Clock) and clause.layer is Layer.STAY and WORK_ENDS & {t.event for t in version.starts}:
            yield Answering(clause.id, value=_length(version.length))


def _waiting(law: LawBook, day: dt.date) -> Iterator[Answering]:
    """What a request that waits carries, and for how long at most."""
    for clause, version in _in_force(law, "pending", day):
        if isinstance(version, Pending) and clause.layer is Layer.STAY and not version.reading:
            yield Answering(clause.id, value=_length(version.at_most))


def _way_back(country: str, law: LawBook, words: Vocabulary, day: dt.date) -> Iterator[Answering]:
    """Ways to a permission that do not stand closed for somebody who came lawfully and has been without one for four years."""
    ended = day - dt.timedelta(days=YEARS_WITHOUT)
    came = ended - dt.timedelta(days=365)
    if came.year < FIRST_YEAR:
        return  # no life reaches so far back, and no rule of ours
    life = Life(country, (), (Event(came, "entered", {"how": "visa", "status": "unstated", "until": ended}, 1),))
    for option in position(law, words, life, day).options:
        open_ = option.answer in (Answer.YES, Answer.DISCRETION, Answer.ASK)
        if open_ and option.path is None and option.id in words.groups[WAYS_BACK][1]:
            yield Answering(option.clause, value=option.answer.value)


def _length(value: Value | None) -> str:
    return f"{value.n} {value.unit.value}" if value else ""


READ_OFF: Mapping[str, Callable[[LawBook, dt.date], Iterator[Answering]]] = {
    "silence": _silence,
    "after_work": _after_work,
    "waiting": _waiting,
}
