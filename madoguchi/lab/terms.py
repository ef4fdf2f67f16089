"""The words of the lab: what a scenario, a practice and a behaviour file say, and what a run gives back. Values only.

Three kinds of file, never mixed: law (`rules/texts`, nothing copied), practice (what offices do) and behaviour (what people do).
"""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec

from madoguchi.ground.ids import ClauseId
from madoguchi.rules.terms import Value

EventRow = Mapping[str, Value]
"""An event as a file writes it: `event` holds its kind, the other keys are its fields (see `rules/words/vocabulary.toml`)."""

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]


class LabError(Exception):
    """A scenario, practice or behaviour file is wrong. The message says file, key, what is wrong, and what to write."""


class Shape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"in_": "in", "while_": "while"}):
    """A table of a file of the lab: unknown keys are refused."""


class Figure(Shape, frozen=True, kw_only=True):
    """A number that was measured or assumed, with its range, unit and source. `source` "assumption" says that nobody measured
    it."""

    n: float
    low: float
    high: float
    unit: str
    source: str
    note: str = ""


# ------------------------------------------------------------------ practice: what offices do


class Granting(Shape, frozen=True, kw_only=True):
    """How long a grant lasts: for people of one status, or for all where `status` is None."""

    status: str | None = None
    n: int
    unit: Literal["days", "months", "years"]
    begins: Literal["decision", "old_until"] = "decision"


class Procedure(Shape, frozen=True, kw_only=True):
    """How an office works through one kind of request.

    `capacity`: decisions per open day as a share of the people of the office (unit "of_people_per_open_day").
    `order`: who comes first within a day: by a keyed mark, or by the person's number (only to compare with other models).
    `withdrawn`: whether a withdrawn ticket still uses its place. `least_days`: no decision earlier than so many days after
    filing.
    `granted`: share of decisions that grant (unit "share"); without it the office grants everything.
    """

    capacity: Figure
    order: Literal["mark", "number"]
    withdrawn: Literal["keeps_place", "frees_place"]
    least_days: Figure | None = None
    granted: Figure | None = None
    grants: tuple[Granting, ...]


class Office(Shape, frozen=True, kw_only=True):
    """An office, its share of all people (unit "share"), when it is closed, and its procedures by word of request."""

    id: str
    share: Figure
    closed: Literal["calendar", "never"]
    procedures: Mapping[str, Procedure]


class Practice(Shape, frozen=True, kw_only=True):
    """What offices do: capacity, order of service, processing times, discretion. Shares of offices add up to one."""

    id: str
    title: str
    office: tuple[Office, ...]


# ------------------------------------------------------------------ behaviour: what people do


class Attribute(Shape, frozen=True, kw_only=True):
    """Something that differs between people: uniform between 0 and 1 at arrival; shrinks by 1 over `gone_after_days` if given."""

    id: str
    gone_after_days: int | None = None
    note: str = ""


class Days(Shape, frozen=True, kw_only=True):
    """A number of days, drawn evenly between two bounds, both counted."""

    least: int
    most: int


class Group(Shape, frozen=True, kw_only=True):
    """People who come for the same reason. `arrives`: the events of the day of arrival, the first of them `entered`.

    `stays_days`: how long the first permission lasts from the day of arrival. `came_days_ago`, `stay_left_days`: for those who
    are there when a run begins: when they arrived, and how many days from the first day on are left of their permission.
    """

    id: str
    share: Figure
    situation: str
    arrives: tuple[EventRow, ...]
    stays_days: Days
    came_days_ago: Days
    stay_left_days: Days


class Rate(Shape, frozen=True, kw_only=True):
    """How often a shock comes, for one group or all, on these days or always. Unit "per_day", "per_month" or "per_year"."""

    rate: Figure
    group: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None


class At(Shape, frozen=True, kw_only=True):
    """A day to decide on, counted from a day that the law sets for the person.

    `anchor`: "permit_until"; "arrival"; "state" (the day the present state began); or the id of a clock clause (its last day).
    `days`: so many days after it (negative: before). From that day on the decision comes again every `every` days while it is
    open to the person; 0: on that day only.
    """

    anchor: str
    days: int
    every: int = 1


class Outcome(Shape, frozen=True, kw_only=True):
    """One thing that a person can do. Either all outcomes of a decision have a `weight` or all have a `utility`.

    With utilities the chance is exp(utility + sum of weighs[attribute] x attribute), divided by the sum over open outcomes.
    `route`: the clause of the option that the law must not refuse; `below`: only while a counter is below a number.
    `emits`: events; `until` of an event may say {days = n}, {least_days = n} (not before the old last day), see `Until`.
    `becomes`: the new situation; `counts`: a counter that goes up; `withdraws`: open requests are taken back;
    `leaves`: the person goes, and a newcomer of the group takes the place the same day; `incentive`: an irregular state that
    follows was chosen, because of what the rules make people do.
    """

    id: str
    weight: Figure | None = None
    utility: Figure | None = None
    weighs: Mapping[str, float] = {}
    route: ClauseId | None = None
    below: Mapping[str, int] = {}
    emits: tuple[EventRow, ...] = ()
    until_days: int | None = None
    becomes: str | None = None
    counts: str | None = None
    withdraws: bool = False
    begins_anew: bool = False
    leaves: bool = False
    incentive: bool = False


class Decision(Shape, frozen=True, kw_only=True):
    """A choice that comes to people: by chance (`ceiling`, `rates`) or on a day (`at`).

    `in_`: situations in which it comes; `while_`: "lawful", "irregular" or "any". `when`: a condition in the names of the rules.
    `open_from`, `open_to`: only on these days. `state_for_days`: only after so many days in the present state.
    `unless_open`: not while a request of this kind waits. Of all that come by chance to the same people on the same terms at
    most one comes on a day: their ceilings together are at most 1 a day. The first decision in the file that changes the
    situation ends the day's.
    """

    id: str
    in_: tuple[str, ...]
    while_: Literal["lawful", "irregular", "any"] = "any"
    ceiling: Figure | None = None
    rates: tuple[Rate, ...] = ()
    at: At | None = None
    when: str | None = None
    open_from: dt.date | None = None
    open_to: dt.date | None = None
    state_for_days: int = 0
    unless_open: str | None = None
    outcome: tuple[Outcome, ...]


class Behaviour(Shape, frozen=True, kw_only=True):
    """What people do: who comes, which situations there are, and which choices come to whom."""

    id: str
    title: str
    situations: tuple[str, ...]
    counters: tuple[str, ...] = ()
    attribute: tuple[Attribute, ...] = ()
    group: tuple[Group, ...]
    decision: tuple[Decision, ...] = ()


# ------------------------------------------------------------------ scenario: one run, as a value


class Change(Shape, frozen=True, kw_only=True):
    """A value of a clause, changed: in the version in force on `on` (default: on every version). `unit` only to change it too."""

    clause: ClauseId
    value: str
    n: Annotated[int, msgspec.Meta(ge=0)]
    unit: str | None = None
    on: dt.date | None = None


class Scenario(Shape, frozen=True, kw_only=True):
    """Everything that a run depends on. `texts`: rule files of its own instead of a country's; `without`: clauses taken out.
    `counted`: how often.
    `slots`: how many clocks and claims one person has room for; without it as many as could ever run at once. Too few end the
    run."""

    id: str
    title: str
    law: str
    texts: tuple[str, ...] = ()
    practice: str
    behaviour: str
    people: Annotated[int, msgspec.Meta(ge=1)]
    first_day: dt.date
    days: Annotated[int, msgspec.Meta(ge=1)] | None = None
    years: Annotated[int, msgspec.Meta(ge=1)] | None = None
    seed: Annotated[int, msgspec.Meta(ge=0)] = 1
    change: tuple[Change, ...] = ()
    without: tuple[ClauseId, ...] = ()
    counted: Literal["month", "day"] = "month"
    slots: Annotated[int, msgspec.Meta(ge=1, le=60)] | None = None
