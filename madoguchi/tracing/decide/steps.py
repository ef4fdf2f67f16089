"""Whom to call in which order, and who may hear what. The person in custody decides; nobody else is asked in their place."""

from dataclasses import dataclass

from madoguchi.tracing.decide.places import takes_anybody
from madoguchi.tracing.terms.notes import Hears, Kin, Note, Step, Work
from madoguchi.tracing.terms.places import Way

TOLD_REGARDLESS = frozenset({"CN"})
"""Nationals of whom the consul is told whether they ask for it or not: `jp.arrest.consul-china`."""
NOT_LISTED = frozenset({"other"})
"""Some other States have the same by treaty; which ones nobody has read (`jp-consul-other-bilateral`)."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """What somebody may hear from the group: the key of a sentence."""

    who: str
    key: str


def steps_for(note: Note, way: Way, work: Work) -> tuple[Step, ...]:
    """The steps of this note, in order. What the person wants is asked once somebody has seen them, never before."""
    outside = note.kin is not Kin.YES and takes_anybody(way) is not True
    first = (Step.LAWYER, *((Step.OWN_LAWYER,) if outside else ()), Step.BUREAU, Step.VISIT)
    if work.seen_on is None:
        return first
    return (*first, Step.DEPARTURE, Step.WISHES, *((Step.FAMILY,) if may_tell_family(work) else ()))


def may_tell_family(work: Work) -> bool:
    """Whether the person lets the family hear anything."""
    return work.seen_on is not None and work.hears in (Hears.ALIVE, Hears.WHERE)


def hearings(note: Note, work: Work) -> tuple[Hearing, ...]:
    """Who may hear what, as it stands now."""
    return (
        Hearing("lawyer", "hears.lawyer"),
        Hearing("police", "hears.police"),
        Hearing("bureau", "hears.bureau"),
        Hearing("consul", _consul(note, work)),
        Hearing("family", f"hears.family.{work.hears.value if work.seen_on else Hears.NOT_ASKED.value}"),
        Hearing("teller", "hears.teller"),
    )


def _consul(note: Note, work: Work) -> str:
    if note.nation in TOLD_REGARDLESS:
        return "hears.consul.regardless"
    if note.nation in NOT_LISTED and not work.wants_consul:
        return "hears.consul.not_listed"
    if work.seen_on is None or work.wants_consul is None:
        return "hears.consul.not_asked"
    return "hears.consul.yes" if work.wants_consul else "hears.consul.no"
