"""Searches, beacons, and the questions of a search. What an enquirer's pages ask stands here."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Max

from madoguchi.tracing.models import Entry, Keys, Put
from madoguchi.tracing.terms.entries import Kind, State


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry as it is kept. `row`: the conversation on which it hangs."""

    id: str
    row: int
    kind: Kind
    state: State
    group: str
    language: str
    made_on: dt.date
    ends_on: dt.date
    ground: int
    for_owner: bytes = field(repr=False)
    for_group: bytes = field(repr=False)
    payload: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question as it is kept."""

    number: int
    listed: int
    put_on: dt.date
    own: bytes = field(repr=False)
    answer: bytes = field(repr=False)


def _kept(row: Entry) -> Kept:
    return Kept(
        row.id, row.conversation_id, Kind(row.kind), State(row.state), row.organisation, row.language, row.made_on, row.ends_on,
        row.ground, bytes(row.for_owner), bytes(row.for_group), bytes(row.payload),
    )  # fmt: skip


def add(entry: Kept) -> None:
    """A new entry."""
    Entry.objects.create(
        id=entry.id, conversation_id=entry.row, kind=entry.kind, state=entry.state, organisation=entry.group,
        language=entry.language, made_on=entry.made_on, ends_on=entry.ends_on, for_owner=entry.for_owner,
        for_group=entry.for_group, payload=entry.payload,
    )  # fmt: skip


def entry(id_: str, *, to_write: bool = False) -> Kept | None:
    """One entry by its id."""
    rows = Entry.objects.select_for_update() if to_write else Entry.objects
    row = rows.filter(pk=id_).first()
    return None if row is None else _kept(row)


def of_row(row: int, kind: Kind) -> list[Kept]:
    """The entries of one conversation, the newest last."""
    return [_kept(each) for each in Entry.objects.filter(conversation=row, kind=kind).order_by("made_on", "id")]


def asked_of(group: str, today: dt.date) -> list[Kept]:
    """Enquiries that wait for a caseworker of a group, the oldest first."""
    rows = Entry.objects.filter(organisation=group, kind=Kind.SEARCH, state=State.ASKED, ends_on__gte=today)
    return [_kept(each) for each in rows.order_by("made_on", "id")]


def open_rows(kind: Kind, today: dt.date) -> dict[str, int]:
    """Every open entry of a kind with the conversation on which it hangs, by id; nothing of what it says is read."""
    rows = Entry.objects.filter(kind=kind, state=State.OPEN, ends_on__gte=today).order_by("id")
    return dict(rows.values_list("id", "conversation_id"))


def filed_on(group: str, day: dt.date) -> int:
    """How many searches a group filed on a day."""
    return Entry.objects.filter(organisation=group, kind=Kind.SEARCH, filed_on=day).count()


def file(id_: str, day: dt.date, ends_on: dt.date) -> None:
    """An enquiry becomes a search."""
    Entry.objects.filter(pk=id_).update(state=State.OPEN, filed_on=day, ends_on=ends_on)


def refuse(id_: str, ground: int, ends_on: dt.date) -> None:
    """An enquiry is refused: why stays for its owner, what it said goes."""
    Keys.objects.filter(entry=id_).delete()
    Put.objects.filter(search=id_).delete()
    values = {"state": State.REFUSED, "ground": ground, "ends_on": ends_on}
    Entry.objects.filter(pk=id_).update(**values, payload=b"", for_group=b"", for_owner=b"")


def renew(id_: str, ends_on: dt.date) -> None:
    """An entry stays until a later day."""
    Entry.objects.filter(pk=id_).update(ends_on=ends_on)


def say_anew(id_: str, payload: bytes) -> None:
    """An entry says something else."""
    Entry.objects.filter(pk=id_).update(payload=payload)


def drop(id_: str) -> None:
    """An entry with its keys and everything that hangs on it."""
    Entry.objects.filter(pk=id_).delete()


def drop_ended(today: dt.date) -> int:
    """Entries whose last day is past; how many."""
    due = list(Entry.objects.filter(ends_on__lt=today).values_list("pk", flat=True))
    Entry.objects.filter(pk__in=due).delete()
    return len(due)


def drop_of_group(group: str) -> None:
    """What a group kept."""
    Entry.objects.filter(organisation=group).delete()


def last_days(row: int | None = None) -> dict[int, dt.date]:
    """The last day of the entries on each conversation, or on one."""
    rows = Entry.objects.all() if row is None else Entry.objects.filter(conversation=row)
    return dict(rows.values_list("conversation").annotate(last=Max("ends_on")))


# ------------------------------------------------------------------ questions to enquirers


def questions(id_: str) -> list[KeptQuestion]:
    """What an enquirer was asked, in order."""
    rows = Put.objects.filter(search=id_).order_by("number")
    return [KeptQuestion(row.number, row.listed, row.put_on, bytes(row.own), bytes(row.answer)) for row in rows]


def put_question(id_: str, listed: int, day: dt.date, own: bytes = b"") -> None:
    """The next question of a search."""
    last = Put.objects.filter(search=id_).aggregate(last=Max("number"))["last"] or 0
    Put.objects.create(search_id=id_, number=last + 1, listed=listed, put_on=day, own=own)


def answer(id_: str, number: int, sealed: bytes) -> None:
    """What an enquirer said; said again, it replaces what stood there."""
    Put.objects.filter(search=id_, number=number).update(answer=sealed)


def owners() -> dict[str, str]:
    """Every entry with the group that keeps it."""
    return dict(Entry.objects.values_list("pk", "organisation"))
