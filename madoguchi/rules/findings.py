"""What the rule files say about the law itself: findings, not errors. And the ties and cycles that are errors.

A finding is for people who argue for better rules: a state without a lawful way out, a clock that nobody can stop, a rule that
nobody has read yet, values that were only recalled.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from madoguchi.ground.ids import ClauseId
from madoguchi.rules.clauses import Clause, LawBook, Version
from madoguchi.rules.expression import Known
from madoguchi.rules.kinds import Clock, Permission, Route
from madoguchi.rules.reader import NO_RANK
from madoguchi.rules.words import Vocabulary

WAYS_BACK = "ways_back"
"""The group of words of `names.toml` that says which ways lead back to a permission to stay."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `serious`: the file must be mended before anyone relies on it."""

    clause: ClauseId | None
    word: str
    sentence: str
    serious: bool = False


def findings(law: LawBook, words: Vocabulary) -> tuple[Finding, ...]:
    """Everything worth saying about a law book, serious things first."""
    found = [
        *_ties(law),
        *_cycles(law),
        *_no_way_out(law, words),
        *_cannot_stop(law),
        *_not_read(law),
        *_recalled(law),
        *_future(law),
    ]
    return tuple(sorted(found, key=lambda each: (not each.serious, each.word, each.clause or "")))


def _latest(clause: Clause) -> Version:
    return clause.versions[-1]


def _cutting(law: LawBook) -> list[Clause]:
    return [c for c in law.of_kind("clock") if any(isinstance(v, Clock) and (v.cuts or v.exposes) for v in c.versions)]


def _ties(law: LawBook) -> Iterator[Finding]:
    """Two clocks that can end at the same midnight on one layer need ranks that differ: one of them is the cause."""
    ranked: dict[tuple[str, int], Clause] = {}
    for clause in _cutting(law):
        if clause.rank == NO_RANK:
            yield Finding(
                clause.id, "tie", f"{clause.file}: add rank = …: it can end on the same day as another clock", serious=True
            )
            continue
        other = ranked.setdefault((clause.layer.value, clause.rank), clause)
        if other is not clause:
            yield Finding(
                clause.id, "tie", f"{clause.file}: rank {clause.rank} is also that of {other.id}: choose another", serious=True
            )


def _cycles(law: LawBook) -> Iterator[Finding]:
    """A clock of no length that opens itself again, directly or through others, would never come to an end."""
    opens = {
        c.id: {v.opens for v in c.versions if isinstance(v, Clock) and v.opens and _no_length(v)} for c in law.of_kind("clock")
    }
    for start, opened in opens.items():
        seen: set[ClauseId] = set()
        waiting = set(opened)
        while waiting:
            reached = waiting.pop()
            if reached == start:
                yield Finding(start, "cycle", f"{law.clauses[start].file}: a clock of no length opens itself again", serious=True)
                break
            if reached not in seen:
                seen.add(reached)
                waiting |= opens.get(reached, set())
    for clause in law.of_kind("clock"):
        for name in {v.opens for v in clause.versions if isinstance(v, Clock) and v.opens}:
            if name not in law.clauses:
                yield Finding(clause.id, "opens", f"{clause.file}: opens {name}, which is not a clause", serious=True)


def _no_length(version: Clock) -> bool:
    return version.length is not None and version.length.n == 0


class _OnlyTheState:
    """Somebody of whom nothing is known but the state of the stay."""

    def __init__(self, state: str) -> None:
        self.state = state

    def get(self, name: str, /) -> Known | None:
        """The state, whichever layer is asked; nothing else is known."""
        return self.state if name in ("summary", "stay") else None


def _no_way_out(law: LawBook, words: Vocabulary) -> Iterator[Finding]:
    """Irregular states from which no route leads that the law itself opens: every way is an office's free decision."""
    back = words.groups[WAYS_BACK][1]
    routes = [v for c in law.of_kind("route") if isinstance(v := _latest(c), Route) and not v.discretion and v.never is None]
    for state in sorted(words.groups["irregular_states"][1]):
        # A late renewal leads back only for some days, which no state tells.
        if not any(r.option in back and r.option != "renew_late" and _can_hold_in(r, state) for r in routes):
            sentence = f"from {state} no route gives a status back as of right: every way to stay is a free decision of an office"
            yield Finding(None, "no-lawful-exit", f"{law.id}: {sentence}")


def _can_hold_in(route: Route, state: str) -> bool:
    """Whether no condition of the route shuts out whoever is in the state."""
    return all(need.when.holds(_OnlyTheState(state)) is not False for need in route.needs)


def _cannot_stop(law: LawBook) -> Iterator[Finding]:
    """Clocks that only an office can stop, not the person they run against."""
    acts = {
        "permit.changed",
        "permit.granted",
        "permit.revoked",
        "application.decided",
        "departed",
        "detention.ended",
        "order.cancelled",
    }
    for clause in law.of_kind("clock"):
        version = _latest(clause)
        if isinstance(version, Clock) and (version.exposes or version.cuts) and not {t.event for t in version.stops} - acts:
            yield Finding(
                clause.id, "nobody-can-stop", "only an office or leaving stops this clock; nothing that the person can file does"
            )


def _not_read(law: LawBook) -> Iterator[Finding]:
    unread = [c for c in law.clauses.values() if any(not v.read_by for v in c.versions)]
    if unread:
        yield Finding(
            None, "not-read", f"{len(unread)} of {len(law.clauses)} clauses have versions that nobody is recorded to have read"
        )


def _recalled(law: LawBook) -> Iterator[Finding]:
    for clause in law.clauses.values():
        if not _latest(clause).confidence.is_knowledge:
            yield Finding(clause.id, "recalled", "rests on memory: pages say `ask a person` until somebody has checked it")


def _future(law: LawBook) -> Iterator[Finding]:
    for clause in law.clauses.values():
        for version in clause.versions:
            if isinstance(version, Permission) and version.announce and version.since:
                yield Finding(clause.id, "to-come", f"takes effect on {version.since}: check it again before that day")
