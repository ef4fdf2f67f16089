"""Practice and behaviour as tables for the kernel: who comes, which choices come to whom, and what offices do with requests."""

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from madoguchi.ground.dates import Counting, Length, Unit, last_day
from madoguchi.ground.ids import ClauseId
from madoguchi.lab.conditions import Programs, condition, status_code
from madoguchi.lab.days import EPOCH, NEVER, Days, day_of, number
from madoguchi.lab.draws import stream_of
from madoguchi.lab.forms import Form, form
from madoguchi.lab.laying_out import LaidOut
from madoguchi.lab.reading import per_day
from madoguchi.lab.rows import in_force
from madoguchi.lab.tables import Ints, ints
from madoguchi.lab.terms import Behaviour, Decision, EventRow, LabError, Outcome, Practice, Procedure
from madoguchi.rules.clauses import LawBook
from madoguchi.rules.kinds import Route
from madoguchi.rules.words import Vocabulary

Floats = NDArray[np.float64]
SHOCK, PERMIT_UNTIL, ARRIVAL, STATE, CLOCK_LAST = range(5)
GRANTED, REFUSED, WITHDRAWN = "granted", "refused", "withdrawn"


class Conduct(NamedTuple):
    """The tables. Rows of decisions `d_`, of outcomes `o_`, of groups `g_`, of procedures of offices `p_`."""

    d_stream: NDArray[np.uint64]
    turn_from: Ints
    turn: Ints
    d_kind: Ints
    d_clause: Ints
    d_days: Ints
    d_every: Ints
    d_when: Ints
    d_from: Ints
    d_to: Ints
    d_wait: Ints
    d_unless: Ints
    d_block: Ints
    d_log: Floats
    d_out: Ints
    d_utility: Ints
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


@dataclass(frozen=True)
class Office:
    """One office of a run: its people [low, high), and for every procedure the decisions of each day."""

    id: str
    low: int
    high: int
    procedures: tuple[str, ...]
    capacity: NDArray[np.int64]
    """Shape (procedures, days of the run)."""


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


def decided(asked: Form) -> Form:
    """The form of the grant of a request: of the status that was asked for, or of the one held."""
    status = asked.get("status")
    return form("application.decided", {"result": GRANTED} | ({"status": status} if status else {}), dated=True)


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

    def kind(self, decision: Decision) -> tuple[int, int]:
        """What brings a decision: chance, or a day of the law; with the number of the clock's clause."""
        if decision.at is None:
            return SHOCK, 0
        named = {"permit_until": PERMIT_UNTIL, "arrival": ARRIVAL, "state": STATE}
        if decision.at.anchor in named:
            return named[decision.at.anchor], 0
        causes = self.laid.causes
        clause = ClauseId(decision.at.anchor)
        return CLOCK_LAST, causes.index(clause) + 1 if clause in causes else 0

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
        **_chances(laying),
        **outcomes,
        **_groups(laying),
        **_practice(laid, words, practice),
    )


def _decisions(laying: _Laying) -> dict[str, Any]:
    """When decisions come, and under which conditions."""
    decisions = laying.behaviour.decision
    requests = sorted(laying.words.lists["request"])
    kinds = [laying.kind(decision) for decision in decisions]
    turns = _turns(laying, decisions)
    conditions = [condition(decision.when, laying.words) if decision.when else None for decision in decisions]
    return {
        "d_stream": np.array([stream_of(laying.seed, f"decision {decision.id}") for decision in decisions], np.uint64),
        "turn_from": ints(list(np.cumsum([0, *(len(each) for each in turns)]))),
        "turn": ints([at for each in turns for at in each]),
        "d_kind": ints([kind for kind, _ in kinds]),
        "d_clause": ints([clause for _, clause in kinds]),
        "d_days": ints([decision.at.days if decision.at else 0 for decision in decisions]),
        "d_every": ints([decision.at.every if decision.at else 0 for decision in decisions]),
        "d_when": ints([laying.programs.add(test, each.id) for test, each in zip(conditions, decisions, strict=True)]),
        "d_from": ints([number(decision.open_from) if decision.open_from else 0 for decision in decisions]),
        "d_to": ints([number(decision.open_to) if decision.open_to else NEVER for decision in decisions]),
        "d_wait": ints([decision.state_for_days for decision in decisions]),
        "d_unless": ints([laying.programs.set_of([requests.index(d.unless_open)]) if d.unless_open else -1 for d in decisions]),
        "d_out": ints(list(np.cumsum([0, *(len(decision.outcome) for decision in decisions)]))),
        "d_utility": ints([int(decision.outcome[0].utility is not None) for decision in decisions]),
    }


def _chances(laying: _Laying) -> dict[str, Any]:
    """How often shocks come: ceilings, and rates as shares of them."""
    rates = [laying.rates(decision) for decision in laying.behaviour.decision]
    rows = [row for each in rates for row in each]
    ceilings = [per_day(decision.ceiling) if decision.ceiling else 0.0 for decision in laying.behaviour.decision]
    return {
        "d_block": ints([_block(rate) for rate in ceilings]),
        "d_log": np.array([1 / math.log1p(-rate) if 0 < rate < 1 else 0.0 for rate in ceilings], np.float64),
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


def _turns(laying: _Laying, decisions: tuple[Decision, ...]) -> list[list[int]]:
    """The decisions that come to people by situation and by state (lawful, irregular, neither), in the order of the file."""
    states = ("lawful", "irregular", "neither")
    return [
        [at for at, decision in enumerate(decisions) if situation in decision.in_ and decision.while_ in ("any", state)]
        for situation in laying.situations
        for state in states
    ]


def _block(rate: float) -> int:
    """Days of a block as a power of two: about one candidate each."""
    return 15 if rate <= 0 else max(0, min(15, round(math.log2(1 / rate))))


def procedures_of(practice: Practice) -> list[tuple[str, str, Procedure]]:
    """Every procedure of every office, in the order of their numbers."""
    return [
        (office.id, request, office.procedures[request]) for office in practice.office for request in sorted(office.procedures)
    ]


def _practice(laid: LaidOut, words: Vocabulary, practice: Practice) -> dict[str, Any]:
    every = procedures_of(practice)
    requests = sorted(words.lists["request"])
    book = laid.book
    grants: list[tuple[int, int, int]] = []
    starts = [0]
    columns: list[Days] = []
    known: dict[Length, int] = {}
    for _, _, procedure in every:
        for grant in procedure.grants:
            length = Length(grant.n, Unit(grant.unit))
            if length not in known:
                known[length] = len(columns)
                columns.append(
                    np.array(
                        [
                            min(last_day(day_of(day), length, Counting.CIVIL).toordinal() - EPOCH, NEVER - 1)
                            for day in range(book.first, book.last + 1)
                        ],
                        np.uint16,
                    )
                )
            status = status_code(grant.status, words) if grant.status else -1
            grants.append((status, known[length], int(grant.begins == "old_until")))
        starts.append(len(grants))
    numbers = laid.forms.numbers
    refused, withdrawn = form("application.decided", {"result": REFUSED}), form("application.withdrawn")
    return {
        "p_request": ints([requests.index(request) for _, request, _ in every]),
        "p_order": ints([int(procedure.order == "mark") for _, _, procedure in every]),
        "p_frees": ints([int(procedure.withdrawn == "frees_place") for _, _, procedure in every]),
        "p_least": ints([int(procedure.least_days.n) if procedure.least_days else 0 for _, _, procedure in every]),
        "p_granted": np.array([procedure.granted.n if procedure.granted else 1.0 for _, _, procedure in every] or [1.0]),
        "p_grant_from": ints(starts),
        "p_grant": np.array(grants or [(0, 0, 0)], np.int32),
        "grant_cols": np.array(columns, np.uint16) if columns else np.zeros((1, 1), np.uint16),
        "granted_form": ints([0, *(numbers[decided(each)] for each in laid.asked)]),
        "refused_form": numbers.get(refused, 0),
        "withdrawn_form": numbers.get(withdrawn, 0),
    }


def offices_of(practice: Practice, people: int, days: int, closed: NDArray[np.bool_]) -> tuple[Office, ...]:
    """Every office with its people, who stay with it, and its decisions of each day. `closed`: days on which offices are
    closed."""
    bounds = [0, *(round(people * share) for share in np.cumsum([office.share.n for office in practice.office]))]
    bounds[-1] = people
    found = []
    for place, office in enumerate(practice.office):
        low, high = bounds[place], bounds[place + 1]
        opened = np.ones(days, np.bool_) if office.closed == "never" else ~closed
        rates = [office.procedures[request].capacity.n * (high - low) for request in sorted(office.procedures)]
        capacity = np.zeros((len(rates), days), np.int64)
        for k, rate in enumerate(rates):
            total = np.floor(np.cumsum(opened) * rate + 1e-9).astype(np.int64)
            capacity[k] = np.diff(total, prepend=0)
        found.append(Office(office.id, low, high, tuple(sorted(office.procedures)), capacity))
    return tuple(found)
