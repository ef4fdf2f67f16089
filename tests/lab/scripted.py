"""Lives that look for trouble: scripted event by event, with gaps and last days that lie on the edges of the law.

Trouble sits on the last day of a permission, one day to either side, at the length of a clock, on the day a law begins, and where
several things happen on one day. Lives drawn evenly seldom go there; these go nowhere else. A life is a function of its number.
"""

import datetime as dt
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import NamedTuple

from madoguchi.lab.days import day_of, number
from madoguchi.lab.forms import Form, Forms, form, numbered
from madoguchi.lab.laying_out import LaidOut, LeftOut, lay_out, lay_out_what_fits
from madoguchi.lab.layout import Layout
from madoguchi.lab.lives import Happening, lived
from madoguchi.lab.replay import Compared, Lived, life_of
from madoguchi.lab.run import MOST_SLOTS
from madoguchi.lab.states import DERIVED
from madoguchi.lab.timelines import Difference
from madoguchi.lab.whole import CARRIES, DEEMS, DOES, MAY_CUT
from madoguchi.lab.whole_laying import deemed_forms
from madoguchi.rules.clauses import LawBook
from madoguchi.rules.shelf import law_of, vocabulary
from madoguchi.rules.terms import Value
from tests.lab.heard import FARTHEST, days_around, forms_heard, gaps_around
from tests.rules.strategies import days_of_the_law, gaps

WORDS = vocabulary()
STATUSES = (
    "jp_intern_1", "jp_student", "jp_ssw_1", "jp_spouse_of_national", "jp_engineer", "jp_dependent", "jp_permanent",
    "jp_temporary_visitor",
)  # fmt: skip
GROUNDS = ("dismissal", "resigned", "violence", "wages_unpaid", "not_stated")

ROWS: tuple[tuple[str, Mapping[str, Value]], ...] = (
    *((kind, {"ground": ground}) for kind in ("contract.ended", "workplace.left") for ground in GROUNDS),
    *(("application.filed", {"for": what}) for what in ("extension", "change_of_status", "permanent_residence", "first_status")),
    ("application.filed", {"for": "special_permission"}),
    ("application.decided", {"result": "refused"}),
    ("application.withdrawn", {}),
    ("entered", {"how": "without_permission"}),
    ("permit.granted", {"layer": "stay", "status": "jp_permanent"}),
    ("permit.granted", {"layer": "work", "status": "jp_side_work_28"}),
    ("workplace.closed", {}), ("transfer.arranged", {}), ("change.requested", {"ground": "violence"}),
    ("activity.ended", {"ground": "dismissal"}), ("activity.ended", {}), ("activity.resumed", {}),
    ("contract.signed", {}), ("contract.signed", {"same_field": True, "hours_week": 40}), ("offer.received", {}),
    ("work.began", {"permitted": True, "field": "construction"}), ("work.began", {"permitted": False, "field": "restaurant"}),
    ("work.ended", {}), ("work.pattern", {"half_hours_week": 40}), ("work.pattern", {"half_hours_week": 56}),
    ("work.pattern", {"half_hours_week": 57}), ("work.pattern", {"half_hours_week": 100, "in_holiday": True}),
    ("work.hours", {"half_hours": 8}), ("work.hours", {"half_hours": 16}), ("work.hours", {"half_hours": 16, "in_holiday": True}),
    ("work.hours", {"half_hours": 17, "in_holiday": True}), ("work.hours", {"half_hours": 40}),
    ("school.left", {"how": "withdrew"}), *(("school.graduated", {"level": level}) for level in ("university", "language")),
    ("school.entered", {"level": "vocational"}), ("school.entered", {"level": "language", "midway": True}),
    ("marriage.ended", {"how": "divorce"}), ("marriage.began", {}), ("separation.began", {"ground": "violence"}),
    ("separation.began", {"ground": "not_stated"}), ("address.moved", {}), ("address.moved", {"to": "shelter"}),
    *(("notified", {"what": what}) for what in ("address", "organisation", "spouse", "employer_change")),
    ("registered", {"where": "municipality"}), ("asylum.filed", {"no": "a"}), ("asylum.withdrawn", {"no": "a"}),
    *(("asylum.decided", {"no": "a", "result": "refused", "final": final}) for final in (False, True)),
    ("asylum.decided", {"no": "a", "result": "granted", "final": True}), ("appeal.filed", {}), ("decision.notified", {}),
    ("permit.revoked", {"ground": "false_documents"}), ("order.issued", {"what": "departure_order"}),
    ("order.issued", {"what": "deportation"}), ("order.cancelled", {}), ("detention.began", {"after_order": False}),
    ("detention.began", {"after_order": True}), ("detention.ended", {"how": "provisional"}),
    *((kind, {"what": what}) for kind in ("measure.began", "measure.ended") for what in ("supervision", "provisional_release")),
    ("finding.notified", {}), ("declared", {"wish": "leave_promptly"}), ("appeared", {}), ("investigation.began", {}),
    ("arrested", {}), ("departed", {"how": "own"}), ("departed", {"how": "deported"}), ("departed", {"how": "departure_order"}),
    ("born", {}), ("child.born", {}), ("service.asked", {"service": "birth"}),
    ("tax.unpaid", {"wilful": True}), ("tax.unpaid", {"wilful": False}), ("victim.identified", {"of": "domestic_violence"}),
    ("proceeding.began", {"what": "divorce_mediation"}), ("proceeding.ended", {"what": "divorce_mediation"}),
    ("convicted", {"of": "drug", "months": 14, "suspended": False}), ("convicted", {"of": "theft", "months": 6}),
    ("obstacle.began", {"what": "epidemic"}), ("obstacle.ended", {"what": "epidemic"}), ("passport.taken", {}),
    ("complaint.filed", {"about": "wages"}), ("wages.unpaid", {}), ("fee.asked", {"what": "deposit"}),
)  # fmt: skip
"""Events without a last day of their own."""

DATED: tuple[tuple[str, Mapping[str, Value]], ...] = (
    *(("entered", {"how": "visa", "status": status}) for status in STATUSES),
    *((kind, {"layer": "stay", "status": status}) for kind in ("permit.granted", "permit.changed") for status in STATUSES),
    ("permit.granted", {"layer": "stay", "status": "jp_student", "length_months": 1}),
    ("permit.granted", {"layer": "work", "status": "jp_side_work_28"}),
    ("application.decided", {"result": "granted"}), ("application.decided", {"result": "granted", "status": "jp_ssw_1"}),
    ("application.decided", {"result": "granted_other", "status": "jp_designated_activities"}),
    ("permit.revoked", {"ground": "no_activity"}),
    *(("order.issued", {"what": "departure_order", "path": path}) for path in ("came_forward", "declared_before_finding")),
)  # fmt: skip
"""Events that give a last day."""

OFTEN = frozenset({"application.filed", "application.decided", "contract.ended", "school.left", "notified", "permit.granted"})
INSIDE = frozenset({"entered", "permit.revoked"})
"""What does not happen to somebody of whom nothing was told: nobody revokes what was never given. Under another law than
Japan's such a person files nothing either: the kernel does not doubt whether there was a stay of which nobody told."""
ABOUT_REQUESTS = frozenset(
    {"application.filed", "application.decided", "application.withdrawn", "receipt.given", "processing.notified"}
)
ENDS_A_REQUEST = ("application.decided", "application.withdrawn")
LASTS = (10, 29, 30, 31, 32, 59, 60, 61, 90, 91, 92, 180, 182, 365, 366, 730)
AROUND_AN_END = (-60, -31, -30, -1, 0, 1, 2, 3, 30, 31, 59, 60, 61, 62, 63, 91, 92)
AFTERWARDS = (0, 1, 30, 62, 92, 400)
FIRST, LAST = dt.date(1995, 1, 1), dt.date(2044, 12, 31)
EARLIEST, LATEST = dt.date(2003, 6, 1), dt.date(2028, 6, 1)
ASKED_FROM = dt.date(2010, 7, 1)
"""The day from which the bounds on hours were read: before it nobody knows them, and a life is not asked about."""
MOST_OPEN = 5
GOES_ON = 0.3
"""How often, in a life that is aimed, a request is followed at once by what proves it, or the proof by what speaks against it."""


class Scripted(NamedTuple):
    """One life: what happened, in the order of the log, and the day on which it is asked about."""

    number: int
    happenings: tuple[Happening, ...]
    until: int


@dataclass(frozen=True)
class Stage:
    """A law laid out for the forms of events that the lives of a test are made of."""

    law: LawBook
    laid: LaidOut
    layout: Layout
    days: tuple[dt.date, ...]
    gaps: tuple[int, ...]
    asked_from: int = 0
    left_out: LeftOut = ()
    aimed: bool = False
    """Whether a life goes where the clocks that it started run out, and tells mostly of what takes, gives and carries."""

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """All forms."""
        return self.laid.forms.every

    @cached_property
    def likely(self) -> tuple[tuple[Form, ...], ...]:
        """Who comes; what happens to who is there; what of that happens often; what happens to who was never told of."""
        comes = tuple(each for each in self.forms if each.kind == "entered")
        comes = comes or tuple(each for each in self.forms if each.kind == "permit.granted")
        inside = tuple(each for each in self.forms if each.kind not in ("entered", "born"))
        often = tuple(each for each in inside if (self._matters(each) if self.aimed else each.kind in OFTEN))
        untold = INSIDE | ABOUT_REQUESTS if self.aimed else INSIDE
        return comes, inside, often or inside, tuple(each for each in self.forms if each.kind not in untold)

    def _matters(self, each: Form) -> bool:
        """Whether a form starts, stops or revives what takes or carries a stay, holds it up, or is about a request."""
        law, number = self.laid.law, self.laid.forms.numbers[each]
        if each.kind in ABOUT_REQUESTS or law.form_obstacle[number] >= 0:
            return True
        takes = (law.row_cuts > 0) | (law.row_more[:, CARRIES] > 0) | (law.row_more[:, DEEMS] > 0)
        takes |= (law.row_more[:, DOES] & MAY_CUT > 0) | (law.row_exposes > 0)
        started = law.start[law.start_from[number] : law.start_from[number + 1], 5]
        return bool(takes[started].any() or (law.row_ends[:, number] & takes).any() or law.row_revives[:, number].any())

    @cached_property
    def follows(self) -> Mapping[int, tuple[Form, ...]]:
        """What goes on with a request: what proves it after the filing, what speaks against it after the proof."""
        law = self.laid.law
        against = law.row_ends[law.row_kind == DERIVED].any(axis=0)
        asked = set(law.row_more[law.row_kind == DERIVED, DOES] >> 1) - {0}
        proofs = tuple(each for each, at in self.laid.forms.numbers.items() if law.form_proof[at] in asked)
        ends = tuple(each for each, at in self.laid.forms.numbers.items() if against[at])
        filed = {at: proofs for each, at in self.laid.forms.numbers.items() if each.kind == "application.filed"}
        return filed | {self.laid.forms.numbers[each]: ends for each in proofs}

    @cached_property
    def after(self) -> Mapping[int, tuple[int, ...]]:
        """For each form days about the ends of the clocks that it starts."""
        law, day = self.laid.law, self.laid.law.cols.shape[1] // 2
        found: dict[int, tuple[int, ...]] = {}
        for form_ in range(1, len(self.forms) + 1):
            rows = law.start[law.start_from[form_] : law.start_from[form_ + 1], 5]
            columns = {int(at) for row in rows for at in (law.row_low[row], law.row_high[row]) if at >= 0}
            counted = {int(law.cols[at, day]) - law.first - day for at in columns}
            found[form_] = tuple(sorted({n + off for n in counted for off in (-1, 0, 1, 2, 3) if 0 <= n + off < FARTHEST}))
        return found

    def ordered(self, told: Iterable[Happening]) -> tuple[Happening, ...]:
        """Events by day, within a day by class and then as told."""
        rank = self.laid.law.rank
        return tuple(sorted(told, key=lambda each: (each.day, rank[each.form])))


@cache
def japan() -> Stage:
    """The law of Japan, and every event that its clauses listen to."""
    found = [form(kind, fields) for kind, fields in ROWS] + [form(kind, fields, dated=True) for kind, fields in DATED]
    days = tuple(day for day in days_of_the_law() if EARLIEST <= day <= LATEST)
    return replace(stage(law_of("JP"), numbered(found, WORDS), days, tuple(gaps())), asked_from=number(ASKED_FROM))


@cache
def under_law(country: str) -> Stage:
    """The law of a country, as much of it as the kernel keeps, and events in the forms that its own clauses listen to."""
    law = law_of(country)
    forms = numbered([*forms_heard(law, WORDS), *deemed_forms(law)], WORDS)
    laid, left_out = lay_out_what_fits(law, forms, number(FIRST), number(LAST))
    days = tuple(day for day in days_around(law) if EARLIEST <= day <= LATEST)
    layout = laid.layout(slots=MOST_SLOTS, requests=MOST_OPEN + 1)
    return Stage(laid.book.law, laid, layout, days, tuple(gaps_around(law)), left_out=left_out, aimed=True)


def stage(
    law: LawBook, forms: Forms, days: Sequence[dt.date], spaces: Sequence[int], slots: int = 30, requests: int = 6
) -> Stage:
    """A law laid out for a test."""
    laid = lay_out(law, forms, number(FIRST), number(LAST))
    return Stage(law, laid, laid.layout(slots=slots, requests=requests), tuple(days), tuple(spaces))


# ------------------------------------------------------------------ one life


class _Writing:
    """A life while it is written."""

    def __init__(self, on: Stage, chance: random.Random) -> None:
        self.on, self.chance = on, chance
        base = chance.choice(on.days) if chance.random() < 0.6 else day_of(chance.randrange(number(EARLIEST), number(LATEST)))
        self.day = number(base) - chance.choice(on.gaps) if chance.random() < 0.5 else number(base)
        self.told: list[Happening] = []
        self.open: list[int] = []
        self.asked = 0
        self.inside = False

    def step(self) -> None:
        """One more event, and the day of the next."""
        chosen = self._form()
        request = self._request(chosen)
        if request is None:
            return
        last = self.day + self.chance.choice(LASTS) if chosen.dated else 0
        self.inside = chosen in self.on.likely[0] or (self.inside and chosen.kind != "departed")
        self.told.append(Happening(self.day, self.on.laid.forms.numbers[chosen], last, request))
        if last and self.chance.random() < 0.6:
            self.day = max(self.day, last + self.chance.choice(AROUND_AN_END))
        elif self.on.aimed and self.on.after[self.told[-1].form] and self.chance.random() < 0.4:
            self.day += self.chance.choice(self.on.after[self.told[-1].form])
        else:
            self.day += self.chance.choice(self.on.gaps) if self.chance.random() < 0.7 else self.chance.choice((0, 0, 1))

    def _form(self) -> Form:
        comes, inside, often, outside = self.on.likely
        goes_on = self.on.follows.get(self.told[-1].form, ()) if self.on.aimed and self.told and self.inside else ()
        if goes_on and self.chance.random() < GOES_ON:
            return self.chance.choice(goes_on)
        if not self.inside:
            return self.chance.choice(comes if self.told or self.chance.random() < 0.9 else outside)
        return self.chance.choice(often if self.chance.random() < (0.8 if self.on.aimed else 0.5) else inside)

    def _request(self, chosen: Form) -> int | None:
        """Which request an act is about: -1 for other events, None where there is none to be about."""
        if chosen.kind == "application.filed":
            if len(self.open) >= MOST_OPEN:
                return None
            self.open.append(self.asked)
            self.asked += 1
            return self.open[-1]
        if chosen.kind in ENDS_A_REQUEST:
            return self.open.pop(self.chance.randrange(len(self.open))) if self.open else None
        return -1


def scripted(on: Stage, place: int) -> Scripted:
    """The life with this number."""
    chance = random.Random(place)
    writing = _Writing(on, chance)
    for _ in range(chance.randrange(2, 14)):
        writing.step()
    until = max(writing.day, on.asked_from) + chance.choice(AFTERWARDS)
    return Scripted(place, on.ordered(writing.told), until)


def every(on: Stage, first: int, after: int) -> Iterator[Scripted]:
    """The lives with these numbers; those to whom nothing happens are left out."""
    return (life for place in range(first, after) if (life := scripted(on, place)).happenings)


def told(on: Stage, until: dt.date, *happened: tuple[dt.date, str, Mapping[str, Value], dt.date | None]) -> Scripted:
    """One life told by hand, for what chance seldom writes: day, kind, fields, last day given. Decided is what was filed last."""
    found, requests = [], 0
    for day, kind, fields, last in happened:
        requests += kind == "application.filed"
        about = requests - 1 if kind.startswith("application.") else -1
        at = on.laid.forms.numbers[form(kind, fields, dated=last is not None)]
        found.append(Happening(number(day), at, number(last) if last else 0, about))
    return Scripted(-1, on.ordered(found), number(until))


# ------------------------------------------------------------------ both engines


def parting(on: Stage, life: Scripted, other: Stage | None = None) -> list[Difference]:
    """Where the engines part. `other`: a stage whose tables the kernel reads instead, with a fault in them."""
    kernel = other or on
    happenings = life.happenings if other is None else other.ordered(life.happenings)
    over, diary, _ = lived(kernel.laid, kernel.layout, happenings, life.until)
    if over:
        return [Difference("room for slots or requests", day_of(life.until), "full", "never full")]
    told = life_of(on.laid, on.law.id, life.happenings)
    return Compared(kernel.laid, WORDS, told, diary, day_of(life.until)).differences()


def shown(laid: LaidOut, life: Scripted | Lived, found: Sequence[Difference]) -> str:
    """A life and where the engines part, to read."""
    lines = [f"life {life.number}, asked about on {day_of(life.until)}"]
    for each in life.happenings:
        until = f" until {day_of(each.last)}" if each.last else ""
        request = f" request {each.request}" if each.request >= 0 else ""
        lines.append(f"  {day_of(each.day)} {laid.forms.every[each.form - 1]}{until}{request}")
    return "\n".join([*lines, *(f"  ! {each}" for each in found[:3])])


def all_agree(on: Stage, first: int, after: int) -> None:
    """The engines agree on the lives with these numbers, or the first life on which they part is shown."""
    for life in every(on, first, after):
        found = parting(on, life)
        assert not found, shown(on.laid, life, found)
