"""Practice, behaviour and scenario files: text in, checked values out. A wrong one is refused: file, key, what to write.

Never a default for a number, and nothing half-read. Whether the files fit each other and the law: `check_together`.
"""

import math
from collections.abc import Collection, Iterable

from madoguchi.lab.changes import changed
from madoguchi.lab.forms import NEEDS_NUMBER
from madoguchi.lab.places import TO_WRITE, Place, read_file
from madoguchi.lab.terms import (
    At,
    Behaviour,
    Days,
    Decision,
    EventRow,
    Figure,
    Group,
    Office,
    Outcome,
    Practice,
    Procedure,
    Scenario,
)
from madoguchi.rules.clauses import LawBook
from madoguchi.rules.expression import Scope
from madoguchi.rules.words import Vocabulary, check_value, nearest

YEAR = 365.25
RATES = {"per_day": 1.0, "per_month": 12 / YEAR, "per_year": 1 / YEAR}
"""Units of a chance in time, and how much of each a day is."""

ANCHORS = ("permit_until", "arrival", "state")

NEARLY = 1e-6


def read_practice(name: str, text: str, words: Vocabulary) -> Practice:
    """Read what offices do; LabError at the first thing that is wrong."""
    practice = read_file(Practice, name, text)
    _practice(practice, Place(name), words)
    return practice


def read_behaviour(name: str, text: str, words: Vocabulary) -> Behaviour:
    """Read what people do; LabError at the first thing that is wrong."""
    behaviour = read_file(Behaviour, name, text)
    _behaviour(behaviour, Place(name), words)
    return behaviour


def read_scenario(name: str, text: str) -> Scenario:
    """Read one run as a value; LabError at the first thing that is wrong."""
    scenario = read_file(Scenario, name, text)
    if (scenario.days is None) == (scenario.years is None):
        raise Place(name, "days").wrong("and years: write one of them, and only one")
    return scenario


def per_day(figure: Figure) -> float:
    """A chance per day, month or year as a chance per day."""
    if figure.unit == "per_day":
        return figure.n
    return float(1 - (1 - figure.n) ** RATES[figure.unit])


# ------------------------------------------------------------------ numbers


def _figure(figure: Figure, place: Place, units: Collection[str], most: float = math.inf, least: float = 0.0) -> None:
    if not figure.source.strip():
        raise place.key("source").wrong(f"is empty: {TO_WRITE['source']}")
    place.key("unit").known(figure.unit, units, "unit here")
    if not figure.low <= figure.n <= figure.high:
        raise place.wrong(f"says low = {figure.low}, n = {figure.n}, high = {figure.high}: write low <= n <= high")
    if figure.low < least or figure.high > most:
        bounds = "0 or more" if most == math.inf else "between 0 and 1"
        raise place.wrong(f"says low = {figure.low}, high = {figure.high}: a number here is {bounds}")


def _shares(figures: Iterable[Figure], place: Place) -> None:
    total = math.fsum(figure.n for figure in figures)
    if abs(total - 1) > NEARLY:
        raise place.key("share").wrong(f"adds up to {total:.6g} over all of them: write shares that add up to 1")


def _whole(number: int | None, place: Place, least: int = 0) -> None:
    if number is not None and number < least:
        raise place.wrong(f"is {number}: write {least} or more")


# ------------------------------------------------------------------ what offices do


def _practice(practice: Practice, file: Place, words: Vocabulary) -> None:
    file.key("office").once(office.id for office in practice.office)
    for number, office in enumerate(practice.office):
        place = file.key("office").item(number, office.id)
        _figure(office.share, place.key("share"), ("share",), most=1)
        for request, procedure in office.procedures.items():
            at = place.key("procedures").key(request)
            at.known(request, words.lists["request"], "request")
            _procedure(procedure, at, words)
    _shares((office.share for office in practice.office), file.key("office"))
    for request in sorted({request for office in practice.office for request in office.procedures}):
        if not any(_decides(office, request) for office in practice.office):
            place = file.key("office").key("procedures").key(request).key("capacity")
            raise place.wrong("is zero in every office that has people: write a capacity above 0 in one of them")


def _decides(office: Office, request: str) -> bool:
    procedure = office.procedures.get(request)
    return procedure is not None and procedure.capacity.n * office.share.n > 0


def _procedure(procedure: Procedure, place: Place, words: Vocabulary) -> None:
    _figure(procedure.capacity, place.key("capacity"), ("of_people_per_open_day",))
    if procedure.least_days is not None:
        _figure(procedure.least_days, place.key("least_days"), ("days",))
    if procedure.granted is not None:
        _figure(procedure.granted, place.key("granted"), ("share",), most=1)
    place.key("grants").once(granting.status for granting in procedure.grants)
    for number, granting in enumerate(procedure.grants):
        at = place.key("grants").item(number)
        _whole(granting.n, at.key("n"), 1)
        if granting.status is not None:
            at.key("status").known(granting.status, words.lists["status"], "word of the list 'status'")


# ------------------------------------------------------------------ what people do


def _behaviour(behaviour: Behaviour, file: Place, words: Vocabulary) -> None:
    file.key("situations").once(behaviour.situations)
    for key, named in (("counters", behaviour.counters), ("attribute", tuple(each.id for each in behaviour.attribute))):
        if named:
            file.key(key).once(named)
    for number, attribute in enumerate(behaviour.attribute):
        _whole(attribute.gone_after_days, file.key("attribute").item(number, attribute.id).key("gone_after_days"), 1)
    file.key("group").once(group.id for group in behaviour.group)
    for number, group in enumerate(behaviour.group):
        _group(group, file.key("group").item(number, group.id), behaviour, words)
    _shares((group.share for group in behaviour.group), file.key("group"))
    if behaviour.decision:
        file.key("decision").once(decision.id for decision in behaviour.decision)
    for number, decision in enumerate(behaviour.decision):
        _decision(decision, file.key("decision").item(number, decision.id), behaviour, words)


def _group(group: Group, place: Place, behaviour: Behaviour, words: Vocabulary) -> None:
    _figure(group.share, place.key("share"), ("share",), most=1)
    place.key("situation").known(group.situation, behaviour.situations, "situation of this file")
    if not group.arrives or group.arrives[0].get("event") != "entered":
        raise place.key("arrives").wrong('does not begin with a coming in: write { event = "entered", … } first')
    _events(group.arrives, place.key("arrives"), words)
    for key in ("stays_days", "came_days_ago", "stay_left_days"):
        days: Days = getattr(group, key)
        _whole(days.least, place.key(key).key("least"))
        if days.most < days.least:
            raise place.key(key).wrong(f"says least = {days.least}, most = {days.most}: write least <= most")


def _events(rows: Iterable[EventRow], place: Place, words: Vocabulary) -> None:
    for number, row in enumerate(rows):
        at = place.item(number)
        kind = row.get("event")
        if not isinstance(kind, str):
            raise at.key("event").wrong("is missing: write the kind of the event in quotes")
        at.key("event").known(kind, words.events, "event")
        fields = words.events[kind].fields
        for key, value in row.items():
            if key != "event":
                _field(key, value, kind, at, words)
        for key, type_ in fields.items():
            if key not in row and not type_.endswith("?") and not _numbered(kind, key):
                raise at.key(key).wrong(f"is missing: every {kind} says it")


def _numbered(kind: str, key: str) -> bool:
    """Whether the run fills in a field: the number of a request."""
    return key == "no" and kind in NEEDS_NUMBER


def _field(key: str, value: object, kind: str, place: Place, words: Vocabulary) -> None:
    type_ = words.events[kind].field_type(key)
    if type_ is None:
        raise place.key(key).wrong(f"is no field of {kind}; {nearest(key, words.events[kind].fields)}")
    if type_ == "date":
        raise place.key(key).wrong("is a day, which the run fills in: take it out, and write until_days beside emits")
    if _numbered(kind, key):
        raise place.key(key).wrong("is the number of a request, which the run fills in: take it out")
    try:
        check_value(words, type_, value, "")
    except ValueError as error:
        raise place.key(key).wrong(f"cannot be {value!r}{error}") from error


def _decision(decision: Decision, place: Place, behaviour: Behaviour, words: Vocabulary) -> None:
    place.key("in").once(decision.in_)
    for situation in decision.in_:
        place.key("in").known(situation, behaviour.situations, "situation of this file")
    if (decision.ceiling is None) == (decision.at is None):
        raise place.key("ceiling").wrong("and at: write one of them, and only one, to say when the choice comes")
    _when_it_comes(decision, place, behaviour)
    if decision.unless_open is not None:
        place.key("unless_open").known(decision.unless_open, words.lists["request"], "word of the list 'request'")
    _whole(decision.state_for_days, place.key("state_for_days"))
    if decision.open_from and decision.open_to and decision.open_to < decision.open_from:
        raise place.key("open_to").wrong(f"is before open_from ({decision.open_from}): both are days on which it is open")
    place.key("outcome").once(outcome.id for outcome in decision.outcome)
    for number, outcome in enumerate(decision.outcome):
        _outcome(outcome, place.key("outcome").item(number, outcome.id), behaviour, words)
    _chances(decision, place.key("outcome"))


def _when_it_comes(decision: Decision, place: Place, behaviour: Behaviour) -> None:
    if decision.at is not None:
        _at(decision.at, place.key("at"))
    if decision.ceiling is not None:
        _ceiling(decision.ceiling, place.key("ceiling"))
    for number, rate in enumerate(decision.rates):
        at = place.key("rates").item(number)
        if decision.ceiling is None:
            raise at.wrong("has no ceiling above it: rates belong to choices that come by chance")
        _figure(rate.rate, at.key("rate"), RATES, most=1)
        if per_day(rate.rate) > per_day(decision.ceiling) + 1e-12:
            raise at.key("rate").wrong(
                f"is {per_day(rate.rate):.6g} a day, above the ceiling of {per_day(decision.ceiling):.6g}: raise the ceiling"
            )
        if rate.group is not None:
            at.key("group").known(rate.group, [group.id for group in behaviour.group], "group of this file")
        if rate.since and rate.until and rate.until < rate.since:
            raise at.key("until").wrong(f"is before since ({rate.since}): both are days on which the rate holds")


def _ceiling(ceiling: Figure, place: Place) -> None:
    _figure(ceiling, place, RATES, most=1)
    if ceiling.n >= 1 and ceiling.unit != "per_day":
        raise place.wrong(f"says 1 {ceiling.unit}, and what is certain within that time comes every day: write less than 1")


def _at(at: At, place: Place) -> None:
    if "." not in at.anchor:
        place.key("anchor").known(at.anchor, ANCHORS, "anchor (nor the id of a clock clause)")
    _whole(at.every, place.key("every"))


def _outcome(outcome: Outcome, place: Place, behaviour: Behaviour, words: Vocabulary) -> None:
    _events(outcome.emits, place.key("emits"), words)
    if outcome.becomes is not None:
        place.key("becomes").known(outcome.becomes, behaviour.situations, "situation of this file")
    if outcome.counts is not None:
        place.key("counts").known(outcome.counts, behaviour.counters, "counter of this file")
    for counter, below in outcome.below.items():
        place.key("below").key(counter).known(counter, behaviour.counters, "counter of this file")
        _whole(below, place.key("below").key(counter), 1)
    for attribute in outcome.weighs:
        place.key("weighs").key(attribute).known(attribute, [each.id for each in behaviour.attribute], "attribute of this file")
    _until_days(outcome, place, words)
    if outcome.leaves != any(row["event"] == "departed" for row in outcome.emits):
        raise place.key("leaves").wrong("does not agree with emits: who leaves emits departed, and who emits departed leaves")


def _until_days(outcome: Outcome, place: Place, words: Vocabulary) -> None:
    if outcome.until_days is None:
        return
    _whole(outcome.until_days, place.key("until_days"))
    if not any(type_ == "date?" for row in outcome.emits for type_ in words.events[str(row["event"])].fields.values()):
        raise place.key("until_days").wrong("has no event to end: none of emits holds a day")


def _chances(decision: Decision, place: Place) -> None:
    """Either all outcomes have a weight or all have a utility; weights do not add up to nothing."""
    by_weight = decision.outcome[0].weight is not None
    for number, outcome in enumerate(decision.outcome):
        at = place.item(number, outcome.id)
        if (outcome.weight is None) is (outcome.utility is None) or (outcome.weight is not None) is not by_weight:
            raise at.wrong("has to have a weight or a utility, and the same of the two as the other outcomes: write one of them")
        if outcome.weight is not None:
            _figure(outcome.weight, at.key("weight"), ("weight", "share"))
            if outcome.weighs:
                raise at.key("weighs").wrong("belongs to a utility: write utility instead of weight, or take it out")
        if outcome.utility is not None:
            _figure(outcome.utility, at.key("utility"), ("utility",), least=-math.inf)
    if by_weight and not any(outcome.weight and outcome.weight.n > 0 for outcome in decision.outcome):
        raise place.key("weight").wrong("is 0 in every outcome: write a weight above 0 in one of them")


# ------------------------------------------------------------------ do the files fit each other and the law?


def check_together(scenario: Scenario, practice: Practice, behaviour: Behaviour, law: LawBook, words: Vocabulary) -> None:
    """Refuse references to what is not there. `law` is the book before the scenario's changes."""
    file = Place(f"scenarios/{scenario.id}.toml")
    file.key("practice").known(scenario.practice, [practice.id], "practice file that was read")
    file.key("behaviour").known(scenario.behaviour, [behaviour.id], "behaviour file that was read")
    changed(law, scenario.change, scenario.without, file.file)
    for number, office in enumerate(practice.office):
        if office.closed == "calendar" and not law.of_kind("calendar"):
            place = Place(f"practice/{practice.id}.toml").key("office").item(number, office.id)
            raise place.key("closed").wrong(f'is "calendar", but the law of {law.id} has no calendar clause: write "never"')
    scope = Scope(law.types, words)
    for number, decision in enumerate(behaviour.decision):
        place = Place(f"behaviour/{behaviour.id}.toml").key("decision").item(number, decision.id)
        _decision_in_law(decision, place, law, scope)
        for request in _filed(decision):
            _every_office(request, practice, decision.id)


def _decision_in_law(decision: Decision, place: Place, law: LawBook, scope: Scope) -> None:
    if decision.at is not None and decision.at.anchor not in ANCHORS:
        clocks = [str(clause.id) for clause in law.of_kind("clock")]
        place.key("at").key("anchor").known(decision.at.anchor, (*ANCHORS, *clocks), "clock clause of the law")
    if decision.when is not None:
        try:
            scope.parse(decision.when)
        except ValueError as error:
            raise place.key("when").wrong(f"is no condition: {error}") from error
    for number, outcome in enumerate(decision.outcome):
        if outcome.route is not None:
            at = place.key("outcome").item(number, outcome.id).key("route")
            at.known(outcome.route, [str(clause.id) for clause in law.of_kind("route")], "route clause of the law")


def _filed(decision: Decision) -> list[str]:
    """The requests that outcomes of a decision file."""
    rows = [row for outcome in decision.outcome for row in outcome.emits]
    return [str(row["for"]) for row in rows if row["event"] == "application.filed"]


def _every_office(request: str, practice: Practice, decision: str) -> None:
    for number, office in enumerate(practice.office):
        if request not in office.procedures:
            place = Place(f"practice/{practice.id}.toml").key("office").item(number, office.id).key("procedures")
            raise place.key(request).wrong(f"is missing: decision {decision} files such requests in every office")
