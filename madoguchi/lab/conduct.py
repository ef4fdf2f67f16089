"""Practice and behaviour as tables for the kernel: who comes, what they can choose, and what follows from it."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from madoguchi.ground.ids import ClauseId
from madoguchi.lab.conditions import Programs
from madoguchi.lab.days import NEVER, number
from madoguchi.lab.draws import stream_of
from madoguchi.lab.forms import Form, form
from madoguchi.lab.laying_out import LaidOut
from madoguchi.lab.practised import REFUSED, decided, practised
from madoguchi.lab.reading import per_day
from madoguchi.lab.rows import in_force
from madoguchi.lab.tables import Ints, ints
from madoguchi.lab.terms import Behaviour, Decision, EventRow, LabError, Outcome, Practice
from madoguchi.lab.turns import occasions
from madoguchi.rules.clauses import LawBook
from madoguchi.rules.kinds import Route
from madoguchi.rules.words import Vocabulary

Floats = NDArray[np.float64]


class Conduct(NamedTuple):
    """The tables. Rows of occasions `k_` and what they bring `m_` (`turns.py`), of decisions `d_`, of outcomes `o_`, of groups
    `g_`, of procedures of offices `p_` (`practised.py`).
    """

    d_stream: NDArray[np.uint64]
    d_out: Ints
    d_utility: Ints
    turn_from: Ints
    turn: Ints
    race_from: Ints
    race: Ints
    fixed_from: Ints
    fixed: Ints
    watch_from: Ints
    watch: Ints
    k_place: Ints
    k_stream: NDArray[np.uint64]
    k_kind: Ints
    k_clause: Ints
    k_days: Ints
    k_every: Ints
    k_when: Ints
    k_from: Ints
    k_to: Ints
    k_wait: Ints
    k_unless: Ints
    k_block: Ints
    k_plain: Ints
    k_sure: Ints
    k_waits: Floats
    k_member: Ints
    m_decision: Ints
    m_below: Floats
    m_part: Floats
    r_from: Ints
    r_group: Ints
    r_since: Ints
    r_until: Ints
    r_ratio: Floats
    o_weight: Floats
    o_weighs: Floats
    o_route: Ints
    o_below: Ints
    o_becomes: Ints
    o_counts: Ints
    o_flags: Ints
    o_until: Ints
    o_event: Ints
    o_events: Ints
    route: Ints
    a_gone: Ints
    g_share: Floats
    g_situation: Ints
    g_days: Ints
    g_event: Ints
    g_events: Ints
    start_stream: np.uint64
    order_stream: np.uint64
    grant_stream: np.uint64
    p_request: Ints
    p_order: Ints
    p_frees: Ints
    p_least: Ints
    p_granted: Floats
    p_grant_from: Ints
    p_grant: Ints
    grant_cols: NDArray[np.uint16]
    granted_form: Ints
    refused_form: int
    withdrawn_form: int


TAKES_BACK, GOES, CHOOSES, BEGINS_ANEW = 1, 2, 4, 8
"""What an outcome does beside its events, one bit each."""


# ------------------------------------------------------------------ forms of events that can happen


def form_of(row: EventRow, *, dated: bool) -> Form:
    """The form of an event as a file writes it."""
    return form(str(row["event"]), {name: value for name, value in row.items() if name != "event"}, dated=dated)


def _takes_until(kind: str) -> bool:
    return kind in ("entered", "permit.granted", "permit.changed", "permit.revoked", "order.issued")


def outcome_form(row: EventRow, outcome: Outcome) -> Form:
    """The form of an event of an outcome: where the outcome gives a number of days, those that can carry a last day do."""
    return form_of(row, dated=outcome.until_days is not None and _takes_until(str(row["event"])))


def forms_of(behaviour: Behaviour) -> set[Form]:
    """Every form of event that people and offices can bring about."""
    found: set[Form] = set()
    for group in behaviour.group:
        found |= {form_of(row, dated=place == 0) for place, row in enumerate(group.arrives)}
    for decision in behaviour.decision:
        found |= {outcome_form(row, outcome) for outcome in decision.outcome for row in outcome.emits}
    asked = {each for each in found if each.kind == "application.filed"}
    if asked:
        found |= {form("application.decided", {"result": REFUSED}), form("application.withdrawn")}
        found |= {decided(each) for each in asked}
    return found


# ------------------------------------------------------------------ laid out


class _Laying:
    def __init__(
        self, laid: LaidOut, law: LawBook, words: Vocabulary, behaviour: Behaviour, seed: int, programs: Programs
    ) -> None:
        self.laid, self.law, self.words, self.behaviour, self.seed, self.programs = laid, law, words, behaviour, seed, programs
        self.forms = laid.forms.numbers
        self.situations = list(behaviour.situations)
        self.counters = list(behaviour.counters)
        self.attributes = [attribute.id for attribute in behaviour.attribute]
        self.routes: list[tuple[int, int, int]] = []
        self.route_of: dict[ClauseId, int] = {}
        self.events: list[int] = []
        self.event_from: list[int] = [0]

    def rates(self, decision: Decision) -> list[tuple[int, int, int, float]]:
        """Rows (group, first day, last day, share of the ceiling)."""
        if decision.ceiling is None:
            return []
        ceiling = per_day(decision.ceiling)
        groups = [group.id for group in self.behaviour.group]
        return [
            (
                groups.index(row.group) if row.group else -1,
                number(row.since) if row.since else 0,
                number(row.until) if row.until else NEVER,
                per_day(row.rate) / ceiling if ceiling else 0.0,
            )
            for row in decision.rates
        ]

    def route(self, clause_id: ClauseId | None) -> int:
        """The number of an option of the law: days of force and the program of its conditions, row by row; -1 for none."""
        if clause_id is None:
            return -1
        if clause_id not in self.route_of:
            clause = self.law.clauses[clause_id]
            found = []
            for first, last, version in in_force(clause):
                assert isinstance(version, Route)
                low, high = self.laid.book.days(first, last)
                found.append((low, high, self.programs.all_of([need.when for need in version.needs], clause_id)))
            self.route_of[clause_id] = len(self.routes)
            self.routes += [*found, (-1, -1, -1)]
        return self.route_of[clause_id]

    def outcome(self, outcome: Outcome) -> tuple[tuple[float, ...], tuple[int, ...]]:
        """One outcome as numbers: what it weighs, and what it does."""
        figure = outcome.utility or outcome.weight
        assert figure is not None
        weighs = [outcome.weighs.get(attribute, 0.0) for attribute in self.attributes]
        does = (outcome.withdraws, outcome.leaves, outcome.incentive, outcome.begins_anew)
        flags = sum(bit for bit, yes in zip((TAKES_BACK, GOES, CHOOSES, BEGINS_ANEW), does, strict=True) if yes)
        if len(outcome.below) > 1:
            raise LabError(f"outcome {outcome.id}: the lab compares one counter, not {len(outcome.below)}")
        below = next(iter(outcome.below.items()), None)
        self.events += [self.forms[outcome_form(row, outcome)] for row in outcome.emits]
        self.event_from.append(len(self.events))
        return (figure.n, *weighs), (
            self.route(outcome.route),
            self.counters.index(below[0]) * 256 + below[1] if below else -1,
            self.situations.index(outcome.becomes) if outcome.becomes else -1,
            self.counters.index(outcome.counts) if outcome.counts else -1,
            flags,
            -1 if outcome.until_days is None else outcome.until_days,
        )


def conduct(laid: LaidOut, law: LawBook, words: Vocabulary, practice: Practice, behaviour: Behaviour, seed: int) -> Conduct:
    """The tables of practice and behaviour. Uses the programs of `laid`: call `programs_done` after it."""
    laying = _Laying(laid, law, words, behaviour, seed, laid.book.programs)
    outcomes = _outcomes(laying)
    return Conduct(
        start_stream=np.uint64(stream_of(seed, "start")),
        order_stream=np.uint64(stream_of(seed, "order")),
        grant_stream=np.uint64(stream_of(seed, "grant")),
        **_decisions(laying),
        **occasions(laid, words, behaviour, seed),
        **outcomes,
        **_groups(laying),
        **practised(laid, words, practice),
    )


def _decisions(laying: _Laying) -> dict[str, Any]:
    """What a decision leads to, and how often those come that come by chance: rates as shares of the ceiling."""
    decisions = laying.behaviour.decision
    rates = [laying.rates(decision) for decision in decisions]
    rows = [row for each in rates for row in each]
    return {
        "d_stream": np.array([stream_of(laying.seed, f"decision {decision.id}") for decision in decisions], np.uint64),
        "d_out": ints(list(np.cumsum([0, *(len(decision.outcome) for decision in decisions)]))),
        "d_utility": ints([int(decision.outcome[0].utility is not None) for decision in decisions]),
        "r_from": ints(list(np.cumsum([0, *(len(each) for each in rates)]))),
        "r_group": ints([row[0] for row in rows]),
        "r_since": ints([row[1] for row in rows]),
        "r_until": ints([row[2] for row in rows]),
        "r_ratio": np.array([row[3] for row in rows] or [0.0], np.float64),
    }


def _outcomes(laying: _Laying) -> dict[str, Any]:
    """What decisions can end in."""
    found = [laying.outcome(outcome) for decision in laying.behaviour.decision for outcome in decision.outcome]
    wide = max(len(laying.attributes), 1)
    names = ("o_route", "o_below", "o_becomes", "o_counts", "o_flags", "o_until")
    return {
        "o_weight": np.array([weighs[0] for weighs, _ in found] or [0.0], np.float64),
        "o_weighs": np.array([[*weighs[1:]] or [0.0] for weighs, _ in found] or [[0.0] * wide], np.float64),
        **{name: ints([does[place] for _, does in found]) for place, name in enumerate(names)},
        "o_event": ints(laying.event_from),
        "o_events": ints(laying.events),
        "route": np.array(laying.routes or [(-1, -1, -1)], np.int32),
    }


def _groups(laying: _Laying) -> dict[str, Any]:
    """Who comes, with which events of arrival."""
    groups = laying.behaviour.group
    arrivals = [[laying.forms[form_of(row, dated=place == 0)] for place, row in enumerate(group.arrives)] for group in groups]
    spans = [[n for each in (g.stays_days, g.came_days_ago, g.stay_left_days) for n in (each.least, each.most)] for g in groups]
    return {
        "a_gone": ints([attribute.gone_after_days or 0 for attribute in laying.behaviour.attribute]),
        "g_share": np.cumsum([group.share.n for group in groups]),
        "g_situation": ints([laying.situations.index(group.situation) for group in groups]),
        "g_days": np.array(spans, np.int32),
        "g_event": ints(list(np.cumsum([0, *(len(rows) for rows in arrivals)]))),
        "g_events": ints([each for rows in arrivals for each in rows]),
    }
