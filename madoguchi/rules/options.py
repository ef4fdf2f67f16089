"""The ways that someone could go, and what the law says of each: yes, no, an office decides, ask, or nobody checked.

`no` beats `unknown`: one failing condition is enough. What is only recalled never gives a yes or a no. There is no likelihood.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from madoguchi.ground.citations import Confidence
from madoguchi.rules.acts import law_day
from madoguchi.rules.clauses import Clause, DoubtRow, Need, Standing, Version
from madoguchi.rules.kinds import Limit, Path, Quota, Right, Route
from madoguchi.rules.names import Look, relative
from madoguchi.rules.sums import money_answer
from madoguchi.rules.terms import Answer, Doubt, NeedResult, Option

if TYPE_CHECKING:
    from madoguchi.rules.inquiry import Inquiry

STATES = frozenset({"summary", "stay", "work"})

NOTHING: tuple[str, ...] = ()

STRONGEST = (Answer.YES, Answer.DISCRETION, Answer.ASK, Answer.UNKNOWN, Answer.NO)
"""Of several ways to one thing the most open one counts."""


def options_of(inquiry: "Inquiry", *, every: bool = False) -> tuple[Option, ...]:
    """The options on the day asked about that concern this life; with `every`, those of all routes, rights and money limits."""
    found: list[Option] = []
    for clause in (*inquiry.table.clauses("route"), *inquiry.table.clauses("right")):
        its_day = law_day(clause, inquiry)
        standing, version = clause.standing(its_day)
        if not isinstance(version, Route | Right) or not (every or _concerns(version, inquiry)):
            continue
        if isinstance(version, Route):
            walks = _of_route(clause, version, standing, inquiry)
            found.extend(walks if its_day == inquiry.day else (replace(walk, law_day=its_day) for walk in walks))
        else:
            found.append(_option(clause, version, standing, inquiry, version.needs, Answer.YES, version.option))
    for clause in inquiry.table.clauses("limit"):
        found.extend(_of_limit(clause, inquiry))
    return tuple(_through_quota(option, inquiry) for option in _that_concern(found))


def _that_concern(found: list[Option]) -> list[Option]:
    """The options, without those only recalled for other lives, which would hide what a checked one says of this life."""
    checked = {option.id for option in found if option.shown and option.checked}
    return [option for option in found if option.shown or option.checked or option.id not in checked]


def _concerns(version: Version, inquiry: "Inquiry") -> bool:
    """Whether an option is worth saying to this person at all."""
    shown_when = getattr(version, "shown_when", None)
    return shown_when is None or shown_when.holds(inquiry.look(inquiry.day)) is True


def _of_route(clause: Clause, version: Route, standing: Standing, inquiry: "Inquiry") -> list[Option]:
    granted = Answer.DISCRETION if version.discretion else Answer.YES
    if version.opened and standing is Standing.IN_FORCE:
        return [_opened(clause, version, inquiry)]
    if version.never and standing is Standing.IN_FORCE:
        return [_never(clause, version, version.never, inquiry)]
    if not version.paths:
        return [_option(clause, version, standing, inquiry, version.needs, granted, version.option)]
    walks = [
        _option(clause, version, standing, inquiry, (_as_need(path), *version.needs), granted, version.option, path)
        for path in version.paths
    ]
    best = min(walks, key=lambda walk: STRONGEST.index(walk.answer))
    whole = replace(best, path=None)
    return [whole, *walks]


def _as_need(path: Path) -> Need:
    return Need(when=path.when, says=path.says)


def _option(
    clause: Clause,
    version: Route | Right,
    standing: Standing,
    inquiry: "Inquiry",
    needs: Iterable[Need],
    granted: Answer,
    word: str,
    path: Path | None = None,
) -> Option:
    look = inquiry.look(inquiry.day)
    needs = tuple(needs)
    shown = version.shown_when is None or version.shown_when.holds(look) is True
    results = _needs(needs, look, version, all_of_them=shown) if standing is Standing.IN_FORCE else ()
    answer, asks = _answer(standing, results, granted)
    doubts = [*_doubts(clause, version.doubts, look, answer), *(_doubts(clause, path.doubts, look, answer) if path else ())]
    checked = version.confidence.is_knowledge
    if not checked:
        would, _ = _answer(standing, tuple(replace(need, checked=True) for need in results), granted)
        doubts += [Doubt(would.value, "only-recalled", clause.id)] if would is not Answer.UNKNOWN else []
        answer, asks = Answer.UNKNOWN, ()
    if answer is Answer.DISCRETION:
        asks = tuple(name for name in getattr(version, "weighs", ()) if look.get(name) is None)
    granted_names = (name for need in needs for name in need.when.names) if answer in (Answer.YES, Answer.DISCRETION) else ()
    return Option(
        word,
        answer,
        clause.id,
        frozenset(version.facts),
        results,
        path=path.id if path else None,
        status=getattr(version, "status", None),
        provisos=_provisos(granted_names, look) if look.taken else (),
        asks=asks,
        doubts=tuple(doubts),
        risks=version.risks,
        bring=version.bring,
        to=getattr(version, "to", None),
        shown=shown,
        checked=checked,
        clauses=(clause.id,),
    )


def _needs(needs: tuple[Need, ...], look: Look, version: Version, *, all_of_them: bool) -> tuple[NeedResult, ...]:
    """What each condition gives. Where nobody will see them, one that surely fails is enough."""
    if not all_of_them:
        for need in needs:
            if need.confidence is not Confidence.RECALLED and need.when.holds(look) is False:
                return (_need(need, look, version),)
    return tuple(_need(need, look, version) for need in needs)


def _need(need: Need, look: Look, version: Version) -> NeedResult:
    holds = need.when.holds(look)
    confidence = need.confidence or version.confidence
    asks = _askable(need.when.missing(look), look) if holds is None else ()
    told = holds is not True or any(_was_told(name, look) for name in need.when.names)
    return NeedResult(need.says, holds, asks, confidence is not Confidence.RECALLED, told)


def _was_told(name: str, look: Look) -> bool:
    """Whether a name reads otherwise than for somebody who told nothing, or a fact behind it was told as it usually is."""
    word = look.history.words.names.get(name)
    fact = name if word is None else word.row.get("fact")
    if fact in look.history.words.facts and look.history.told(str(fact), look.day)[0]:
        return True
    untold = look.of.table.untold
    return name in untold and relative(look.get(name), look.day) != untold[name]


def _askable(names: Iterable[str], look: Look) -> tuple[str, ...]:
    """What a person can be asked. A state that readings differ on is nobody's to tell; one that nothing is told of is."""
    found: list[str] = []
    for name in names:
        if name not in STATES:
            found.append(_asked_as(name, look))
        elif look.of.last_permit(look.day) is None:
            found += [fact for fact in ("status", "stay_until") if not look.history.told(fact, look.day)[0]]
    return tuple(dict.fromkeys(found))


def _asked_as(name: str, look: Look) -> str:
    """The name under which a person is asked: what sets off a day that a window counts, and the fact behind it."""
    named = look.of.table.naming.get(name)
    if named is not None and named.kind == "window":
        return _asked_as(named.versions[-1].anchor, look)
    word = look.history.words.names.get(name)
    return str(word.row.get("asks", name)) if word else name


def _answer(standing: Standing, needs: Sequence[NeedResult], granted: Answer) -> tuple[Answer, tuple[str, ...]]:
    """A condition fails: no. Else something is not told: ask. Else something recalled fails: nobody checked. Else as granted."""
    if standing is Standing.NOT_KNOWN:
        return Answer.UNKNOWN, ()
    if standing is not Standing.IN_FORCE:
        return Answer.NO, ()
    if any(need.holds is False and need.checked for need in needs):
        return Answer.NO, ()
    asks = tuple(dict.fromkeys(name for need in needs if need.holds is None for name in need.asks))
    if asks:
        return Answer.ASK, asks
    if any(need.holds is not True for need in needs):
        return Answer.UNKNOWN, ()
    return granted, ()


def _doubts(clause: Clause, rows: Iterable[DoubtRow], look: Look, answer: Answer) -> list[Doubt]:
    return [
        Doubt(row.reading, row.why, clause.id)
        for row in rows
        if row.reading != answer.value and (row.when is None or row.when.holds(look) is True)
    ]


def _provisos(names: Iterable[str], look: Look) -> tuple[str, ...]:
    """Routine facts behind these names that nobody told and that were taken as usual."""
    behind = set(names)
    for name in tuple(behind):
        word = look.history.words.names.get(name)
        if word is not None and "fact" in word.row:
            behind.add(word.row["fact"])
    return tuple(sorted(behind & look.taken))


def _opened(clause: Clause, version: Route, inquiry: "Inquiry") -> Option:
    """A route that only a complete ground opens (revocation): open where one stands, and the grounds are its reasons."""
    look = inquiry.look(inquiry.day)
    grounds = [run for run in inquiry.runs if run.version.opens == clause.id and _stands(run, inquiry.day)]
    needs = tuple(_need(need, look, version) for need in version.needs)
    facts = frozenset(version.facts) | frozenset(fact for run in grounds for fact in run.facts)
    behind = (*(run.clause.id for run in grounds), clause.id)
    waits = [run for run in inquiry.runs if run.version.opens == clause.id and run.stopped is None]
    if not grounds:
        facts |= frozenset(fact for each in _closed_grounds(clause, inquiry) for fact in each)
        facts |= frozenset(fact for run in waits for fact in run.facts)
        doubts = _ground_doubts(clause, inquiry)
        return Option(version.option, Answer.NO, clause.id, facts, needs, doubts=doubts, clauses=behind)
    excused = all(run.excused is True for run in grounds)
    asks = tuple(
        dict.fromkeys(
            name for run in grounds if run.excused is None and run.version.excuse for name in run.version.excuse.missing(look)
        )
    )
    doubts = (Doubt("no", "justified-reason", grounds[0].clause.id),) if excused else ()
    answer, _ = _answer(Standing.IN_FORCE, needs, Answer.DISCRETION)
    return Option(
        version.option,
        answer,
        clause.id,
        facts,
        needs,
        asks=asks,
        doubts=doubts,
        risks=version.risks,
        bring=version.bring,
        clauses=behind,
    )


def _never(clause: Clause, version: Route, why: str, inquiry: "Inquiry") -> Option:
    """What nobody should rely on, whatever the facts."""
    look = inquiry.look(inquiry.day)
    shown = version.shown_when is None or version.shown_when.holds(look) is True
    known = version.confidence.is_knowledge
    doubts = tuple(_doubts(clause, version.doubts, look, Answer.NO))
    doubts += () if known else (Doubt("no", "only-recalled", clause.id),)
    needs = (NeedResult(why, holds=False, checked=known),)
    return Option(
        version.option,
        Answer.NO if known else Answer.UNKNOWN,
        clause.id,
        frozenset(version.facts),
        needs,
        doubts=doubts,
        risks=version.risks,
        shown=shown,
        checked=known,
        clauses=(clause.id,),
    )


def _stands(run: object, day: dt.date) -> bool:
    return run.complete_on(day) and run.exposed_first <= day  # type: ignore[attr-defined, no-any-return]


def _closed_grounds(clause: Clause, inquiry: "Inquiry") -> list[tuple[str, ...]]:
    """Facts of the grounds that could open the route but do not."""
    return [
        version.facts
        for each in inquiry.table.clauses("clock")
        for version in each.versions[-1:]
        if getattr(version, "opens", None) == clause.id
    ]


def _ground_doubts(clause: Clause, inquiry: "Inquiry") -> tuple[Doubt, ...]:
    """Doubts of grounds in force that do not stand: their operating rules may say otherwise."""
    look = inquiry.look(inquiry.day)
    found: list[Doubt] = []
    for each in inquiry.table.clauses("clock"):
        version = each.version_on(inquiry.day)
        if version is not None and getattr(version, "opens", None) == clause.id:
            found += _doubts(each, [row for row in version.doubts if row.reading in {a.value for a in Answer}], look, Answer.NO)
    return tuple(found)


def _of_limit(clause: Clause, inquiry: "Inquiry") -> list[Option]:
    standing, version = clause.standing(inquiry.day)
    if not isinstance(version, Limit) or version.option is None or version.asked is None:
        return []
    look = inquiry.look(inquiry.day)
    if standing is not Standing.IN_FORCE:  # before a bound was written nobody here knows what could be asked
        answer, asks = (Answer.NO, NOTHING) if standing is Standing.OVER else (Answer.UNKNOWN, NOTHING)
    elif version.when is not None and (holds := version.when.holds(look)) is not True:
        answer, asks = (Answer.UNKNOWN, NOTHING) if holds is False else (Answer.ASK, version.when.missing(look))
    else:
        answer, asks = money_answer(version, inquiry)
    doubts = tuple(_doubts(clause, version.doubts, look, answer))
    if standing is Standing.IN_FORCE and not version.confidence.is_knowledge and answer is not Answer.UNKNOWN:
        doubts, answer, asks = (*doubts, Doubt(answer.value, "only-recalled", clause.id)), Answer.UNKNOWN, NOTHING
    shown = bool(look.get("fee_asked"))
    return [
        Option(
            version.option,
            answer,
            clause.id,
            frozenset(version.facts),
            asks=asks,
            doubts=doubts,
            shown=shown,
            clauses=(clause.id,),
        )
    ]


def _through_quota(option: Option, inquiry: "Inquiry") -> Option:
    """A quota shuts a route before it opens and after it closes; whether a place is left is practice, not law."""
    for clause in inquiry.table.clauses("quota"):
        version = clause.version_on(inquiry.day)
        if not isinstance(version, Quota) or version.option != option.id or option.answer is Answer.NO:
            continue
        if version.when is not None and version.when.holds(inquiry.look(inquiry.day)) is not True:
            continue
        shut = inquiry.day < version.opens or (version.closes is not None and inquiry.day > version.closes)
        answer = Answer.NO if shut else Answer.DISCRETION if option.answer is Answer.YES else option.answer
        return replace(option, answer=answer, facts=option.facts | frozenset(version.facts), clauses=(*option.clauses, clause.id))
    return option
