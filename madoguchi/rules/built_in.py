"""Names that the engine works out from permits, states and bans, for conditions to ask (`is = "built_in"` in names.toml)."""

from collections.abc import Mapping
from functools import lru_cache

from madoguchi.ground.dates import ONE_DAY, age_on
from madoguchi.rules.bars import is_barred
from madoguchi.rules.clauses import Trigger
from madoguchi.rules.expression import NEVER, Known, Moment
from madoguchi.rules.names import Look, NameReader, name_readers
from madoguchi.rules.stays import rolled
from madoguchi.rules.terms import Layer
from madoguchi.rules.words import Vocabulary

SHORT_PERIOD = 30
"""Days: a period granted for no longer has no special period (Art. 20(6))."""

PRESENT = tuple(
    Trigger(kind) for kind in ("entered", "registered", "born", "permit.held", "permit.granted", "asylum.filed", "work.began")
)
"""Events that show somebody in the country."""

NEAR = 14 * ONE_DAY
"""How long before its last day a permission's closed last day is worth a word. Ours, not the law's."""


def _status(look: Look) -> Known | None:
    claim = look.of.last_permit(look.day)
    if claim is None:
        told = look.fact("status")
        return None if told == "unstated" else told
    if claim.status in (None, "unstated"):
        return None
    if claim.may_cover(look.day) or claim.covers(look.day) or look.get("extension_open"):
        return str(claim.status)
    return "none"


def _last_status(look: Look) -> Known | None:
    claim = look.of.last_permit(look.day)
    told = look.fact("status_before") or look.fact("status")
    status = claim.status if claim else told
    return None if status in (None, "unstated") else status


def _permit_until(look: Look) -> Known | None:
    claim = look.of.last_permit(look.day)
    if claim is None or claim.until is None:
        return look.fact("stay_until")
    return Moment(claim.until.toordinal())


def _over_30(look: Look) -> Known | None:
    claim = look.of.last_permit(look.day)
    if claim is None or claim.granted_days is None:
        look.taken.add("period_over_30_days")
        return True
    return bool(claim.granted_days > SHORT_PERIOD)


def _layer(layer: Layer) -> NameReader:
    def read(look: Look) -> Known | None:
        span = look.of.state(layer, look.day)
        return None if span is None or span.state == "uncertain" else str(span.state)

    return read


def _age(look: Look) -> Known | None:
    born = look.fact("born")
    if isinstance(born, Moment):
        return age_on(born.day, look.day)
    births = [event.day for event in look.history.by_kind.get("born", ()) if event.day <= look.day]
    return age_on(births[0], look.day) if births else look.fact("age")


def _age_at_entry(look: Look) -> Known | None:
    """As told; somebody born here came at birth; else from the day of birth and the first day of coming."""
    told = look.fact("age_at_entry")
    if told is not None or look.get("born_here"):
        return told if told is not None else 0
    born, came = look.fact("born"), look.history.by_kind.get("entered", ())
    return age_on(born.day, came[0].day) if isinstance(born, Moment) and came else None


def _irregular_on(look: Look) -> Known | None:
    """As told, else the first day of the last run of irregular days; never where all were lawful, None where nobody knows."""
    told = look.fact("irregular_since")
    if told is not None:
        return told
    spans = [s for s in look.of.seen if s.layer is Layer.SUMMARY and s.first <= look.day and s.state != "abroad"]
    if not spans or spans[-1].state == "uncertain":
        return None
    first = NEVER
    for span in reversed(spans):
        if span.state not in look.history.words.groups["irregular_states"][1]:
            break
        first = Moment(span.first.toordinal())
    return first


def _landing_barred(look: Look) -> Known | None:
    return is_barred(look.of, look.day, look.of.purpose)


def _ground_complete(look: Look) -> Known | None:
    return any(run.version.opens and run.complete_on(look.day) for run in look.of.runs)


def _side_work(look: Look) -> Known | None:
    return any(c.layer is Layer.WORK and c.covers(look.day) and c.known_from <= look.day for c in look.of.permits)


def _status_at_claim(look: Look) -> Known | None:
    filed = [e for e in look.history.by_kind.get("asylum.filed", ()) if e.day <= look.day]
    day = filed[-1].day if filed else look.day
    claim = look.of.last_permit(day)
    if claim is None:
        without = look.get("entered_without_permission") or look.fact("status") == "none" or look.fact("overstayed")
        return False if without else None
    return bool(claim.covers(day) or claim.may_cover(day))


def _landing_told(look: Look) -> Known | None:
    """Whether the day of landing is told. Nobody is without one, so that it is never no, only not known."""
    came = (*look.history.by_kind.get("entered", ()), *look.history.by_kind.get("born", ()))
    return True if any(event.day <= look.day for event in came) else None


def _asylum_claims(look: Look) -> Known | None:
    filed = [e for e in look.history.by_kind.get("asylum.filed", ()) if e.day <= look.day]
    told = {e.fields.get("no", e.order) for e in filed}  # one claim may be told of twice
    return max([len(told), *(e.whole("times") for e in filed)])


def _activity_ended(look: Look) -> Known | None:
    """The activity is that of the status: school for students, work for those who came to work; nobody's part-time job."""
    status = look.get("status")
    if look.get("activity_stopped"):
        return True
    if status == "jp_student":
        return look.get("left_school")
    if status == "jp_dependent":
        return False
    return look.get("job_ended") or (status is None and look.get("left_school"))


def _notice_overdue(look: Look) -> Known | None:
    return any(mark.state == "overdue" and mark.covers(look.day) for mark in look.of.picture.registration)


def _activity_ended_before_claim(look: Look) -> Known | None:
    claim = look.get("claim_on")
    assert isinstance(claim, Moment)
    ended: Known | None = look.of.look(claim.day).get("activity_ended")
    return ended


def _closed_day_helps(look: Look) -> Known | None:
    """The last day of a stay, or of a clock that rolls: a fortnight before it, until the day to which it moves."""
    claim = look.of.last_permit(look.day)
    moved = rolled(claim.until, look.of.table.counter) if claim and claim.until else None
    ends = [(claim.until, moved)] if claim and moved else []
    ends += [(run.ends[0], run.moved) for run in look.of.runs if run.moved and run.stopped is None]
    return any(last - NEAR <= look.day <= until for last, until in ends)


def _overstay_only(look: Look) -> Known | None:
    span = look.of.state(Layer.SUMMARY, look.day)
    if span is None or span.state == "uncertain":
        return None
    if span.state in ("tolerated", "removal_order"):
        return True if look.of.last_permit(look.day) else None
    return bool(span.state == "irregular_lapse")


def _unbroken_since(look: Look) -> Known | None:
    """Since when somebody is in the country without a break: as told, else the first day after the last return that shows it."""
    told = look.fact("reside_since")
    if told is not None:
        return told
    gone = look.history.last((Trigger("departed"),), look.day)
    shown = [e.day for e in look.history.happened(PRESENT, look.day, gone.order if gone else -1)]
    facts = () if gone else (look.fact("registered_since"), look.fact("irregular_since"))
    shown += [fact.day for fact in facts if isinstance(fact, Moment)]
    return Moment(min(shown).toordinal()) if shown else None


def _here_longer(look: Look) -> Known | None:
    """Whether the stay began before what shows it: not known where the first thing told is a permission already held."""
    gone = look.history.last((Trigger("departed"),), look.day)
    shown = look.history.happened(PRESENT, look.day, gone.order if gone else -1)
    untold = bool(shown) and shown[0].kind == "permit.held" and "since" not in shown[0].fields
    return None if untold and look.fact("reside_since") is None else False


def _deemed(result: str) -> NameReader:
    """Whether the silence of an office stands for such a decision about a request, and no real one has come since."""

    def read(look: Look) -> Known | None:
        last = {e.fields["no"]: e for e in look.history.by_kind.get("application.decided", ()) if e.day <= look.day}
        return any(bool(e.deemed) and e.fields["result"] == result for e in last.values())

    return read


def _with_permit_since(look: Look) -> Known | None:
    """The first day of the stay that permits and waiting requests hold without a break; None where its beginning is not told."""
    held = [c for c in look.of.claims if c.layer is Layer.STAY and not c.reading and c.state in ("lawful", "lawful_pending")]
    first = look.day + ONE_DAY
    behind = None
    while earlier := [c for c in held if c.covers(first - ONE_DAY) and c.first < first]:
        behind = min(earlier, key=lambda c: c.first)
        first = behind.first
    if behind is None or behind.given_on is None or behind.place < 0:  # a status told as a fact tells no beginning
        return look.fact("reside_since")
    return Moment(first.toordinal())


BUILT_IN: dict[str, NameReader] = {
    "today": lambda look: Moment(look.day.toordinal()),
    "age": _age,
    "status": _status,
    "last_status": _last_status,
    "permit_until": _permit_until,
    "period_over_30_days": _over_30,
    "summary": _layer(Layer.SUMMARY),
    "stay": _layer(Layer.STAY),
    "work": _layer(Layer.WORK),
    "age_at_entry": _age_at_entry,
    "irregular_on": _irregular_on,
    "landing_barred": _landing_barred,
    "ground_complete": _ground_complete,
    "side_work_held": _side_work,
    "status_at_claim": _status_at_claim,
    "asylum_claims": _asylum_claims,
    "landing_told": _landing_told,
    "activity_ended": _activity_ended,
    "notice_overdue": _notice_overdue,
    "activity_ended_before_claim": _activity_ended_before_claim,
    "closed_day_helps": _closed_day_helps,
    "overstay_only": _overstay_only,
    "unbroken_since": _unbroken_since,
    "here_longer": _here_longer,
    "silence_granted": _deemed("granted"),
    "silence_refused": _deemed("refused"),
    "with_permit_since": _with_permit_since,
}


@lru_cache(maxsize=4)
def readers_of(words: Vocabulary) -> Mapping[str, NameReader]:
    """How the names of a vocabulary are read: the same in every law book, and laid out once."""
    return name_readers(words, BUILT_IN)
