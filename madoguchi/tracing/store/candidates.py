"""Candidates, what is told, and relays: the side of whoever left a beacon. Pages of enquirers read `told` and `lines` only."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Max

from madoguchi.tracing.models import Candidate, LineRow, ToldRow
from madoguchi.tracing.terms.entries import Answer, Kind, Step


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate as it is kept."""

    id: str
    search: str
    beacon: str
    search_group: str
    beacon_group: str
    score: int
    parts: tuple[int, ...]
    found_on: dt.date
    step: Step
    via: str
    reader: bytes = field(repr=False)
    vault: int
    released: bytes = field(repr=False)
    for_group: bytes = field(repr=False)
    for_owner: bytes = field(repr=False)
    answer: Answer | None
    confirmed_on: dt.date | None
    yes: str
    reply: bytes = field(repr=False)
    wished: int
    own: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeptTold:
    """What an enquirer is told, as it is kept."""

    id: str
    candidate: str
    answer: Answer
    reply: bytes = field(repr=False)


def _found(row: Candidate) -> Found:
    return Found(
        row.id, row.search_id, row.beacon_id, row.search.organisation, row.beacon.organisation, row.score, tuple(row.parts),
        row.found_on, Step(row.step), row.via, bytes(row.reader), row.vault, bytes(row.released), bytes(row.for_group),
        bytes(row.for_owner), Answer(row.answer) if row.answer else None, row.confirmed_on, row.yes, bytes(row.reply), row.wished,
        bytes(row.own),
    )  # fmt: skip


def add(id_: str, search: str, beacon: str, score: int, parts: Iterable[int], today: dt.date) -> None:
    """A pair that somebody of a group should look at."""
    Candidate.objects.create(
        id=id_, search_id=search, beacon_id=beacon, score=score, parts=sorted(parts), found_on=today, step=Step.FOUND
    )


def candidate(id_: str, *, to_write: bool = False) -> Found | None:
    """One candidate."""
    rows = Candidate.objects.select_for_update() if to_write else Candidate.objects
    row = rows.filter(pk=id_).first()
    return None if row is None else _found(row)


def everyone() -> list[Found]:
    """Every candidate: for the daily run."""
    return [_found(row) for row in Candidate.objects.select_related("search", "beacon").order_by("id")]


def of_beacon(beacon: str) -> list[Found]:
    """The candidates of one beacon, in the order of their ids, which is none."""
    return [_found(row) for row in Candidate.objects.filter(beacon=beacon).select_related("search", "beacon").order_by("id")]


def of_search(search: str) -> list[Found]:
    """The candidates of one search: for the daily run, never for a page of an enquirer."""
    return [_found(row) for row in Candidate.objects.filter(search=search).select_related("search", "beacon").order_by("id")]


def of_group(group: str) -> list[Found]:
    """Candidates of the beacons that a group keeps."""
    rows = Candidate.objects.filter(beacon__organisation=group).select_related("search", "beacon")
    return [_found(row) for row in rows.order_by("-score", "id")]


def to_vouch(group: str) -> list[Found]:
    """Candidates that wait for a word of a group: as the keeper of the search, or as the second group where one keeps both."""
    rows = Candidate.objects.filter(step=Step.ASKED_OUT).select_related("search", "beacon").order_by("id")
    return [_found(row) for row in rows if group == (row.via if row.released else row.search.organisation)]


def change(id_: str, **values: object) -> None:
    """A candidate goes on."""
    Candidate.objects.filter(pk=id_).update(**values)


def under_others(vault: int) -> list[Found]:
    """Keys on their way that are locked under another vault key."""
    rows = Candidate.objects.exclude(vault__in=(0, vault)).exclude(released=b"").select_related("search", "beacon")
    return [_found(row) for row in rows]


# ------------------------------------------------------------------ what is told


def told(search: str) -> KeptTold | None:
    """What the enquirer of a search is told."""
    row = ToldRow.objects.filter(search=search).first()
    return None if row is None else KeptTold(row.id, row.candidate_id, Answer(row.answer), bytes(row.reply))


def told_by(candidate_: str) -> KeptTold | None:
    """What is told on the word of a candidate."""
    row = ToldRow.objects.filter(candidate=candidate_).first()
    return None if row is None else KeptTold(row.id, row.candidate_id, Answer(row.answer), bytes(row.reply))


def tell(id_: str, search: str, candidate_: str, answer: Answer, reply: bytes) -> None:
    """From now on the enquirer is told this."""
    ToldRow.objects.create(id=id_, search_id=search, candidate_id=candidate_, answer=answer, reply=reply)


def stop_telling(id_: str) -> None:
    """The enquirer is told this no more; a relay is gone with every line."""
    ToldRow.objects.filter(pk=id_).delete()


def told_ids() -> list[str]:
    """Everything that is told."""
    return list(ToldRow.objects.values_list("pk", flat=True))


def lines(told_: str) -> list[tuple[int, Kind, bytes]]:
    """The lines of a relay, in order."""
    return [(row.seq, Kind(row.by), bytes(row.sealed)) for row in LineRow.objects.filter(told=told_).order_by("seq")]


def add_line(told_: str, by: Kind, sealed: bytes) -> None:
    """One line more."""
    last = LineRow.objects.filter(told=told_).aggregate(last=Max("seq"))["last"] or 0
    LineRow.objects.create(told_id=told_, seq=last + 1, by=by, sealed=sealed)
