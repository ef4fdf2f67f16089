"""The only code that touches the tables of the window. Takes and returns values; never a queryset, never a decision."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Length

from madoguchi.help.models import Body, Consent, Conversation, Event, File, GroupRead, Instance, Link, Visit, Wrap
from madoguchi.help.terms.consents import KEEPS_THE_CASE, Purpose
from madoguchi.vault import cases
from madoguchi.vault.events import Head
from madoguchi.vault.terms import CaseId, InstanceId, Place, chance


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation as it is kept. `pk`: its row. `leaves`: the group whose file it stands in, or nothing.

    `arrival`, `carried`: by which arrival it is here, and how many events came along; empty and 0 where it began here.
    """

    pk: int
    place: Place
    seal_public: bytes = field(repr=False)
    sign_public: bytes = field(repr=False)
    language: str
    epoch: int
    head: Head
    person_read: int
    is_urgent: bool
    last_on: dt.date
    leaves: str = ""
    arrival: bytes = field(default=b"", repr=False)
    carried: int = 0


@dataclass(frozen=True, slots=True)
class KeptWrap:
    """A wrap and whose it is: "" for the person. `is_destroyed`: handed out once, and taken away."""

    organisation: str
    wrap: cases.Wrap
    is_destroyed: bool


def instance(today: dt.date) -> InstanceId:
    """The id of this instance; made when it is first asked for, and then always the same."""
    made = instance_if_made()
    if made is not None:
        return made
    try:
        with transaction.atomic():
            row = Instance.objects.create(pk=1, public_id=chance(16), made_on=today)
    except IntegrityError:  # another process was quicker
        row = Instance.objects.get(pk=1)
    return InstanceId(bytes(row.public_id))


def instance_if_made() -> InstanceId | None:
    """The id of this instance, where anybody has asked for it yet."""
    row = Instance.objects.filter(pk=1).first()
    return None if row is None else InstanceId(bytes(row.public_id))


# ------------------------------------------------------------------ conversations


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is known of a conversation before its first event. `events`: how many its person is about to write."""

    place: Place
    mark: bytes = field(repr=False)
    seal_public: bytes = field(repr=False)
    sign_public: bytes = field(repr=False)
    language: str
    head: Head
    events: int


def create(new: Beginning, today: dt.date) -> Kept:
    """A new conversation without events; what its person is about to write counts as read by them."""
    row = Conversation.objects.create(
        case=new.place.case, mark=new.mark, seal_public=new.seal_public, sign_public=new.sign_public, language=new.language,
        head=new.head.hash, person_read=new.events, began_on=today, last_on=today,
    )  # fmt: skip
    return _kept(row, new.place.instance)


def by_mark(mark: bytes, house: InstanceId, *, to_write: bool = False) -> Kept | None:
    """The conversation that a number leads to."""
    return _first(Conversation.objects.filter(mark=mark), house, to_write=to_write)


def by_case(case: bytes, house: InstanceId, *, to_write: bool = False) -> Kept | None:
    """A conversation by its case id."""
    return _first(Conversation.objects.filter(case=case), house, to_write=to_write)


def _first(rows: QuerySet[Conversation], house: InstanceId, *, to_write: bool) -> Kept | None:
    # Locked where somebody writes: two senders at once must not both be the next. SQLite locks the whole file anyway.
    row = (rows.select_for_update() if to_write else rows).first()
    return None if row is None else _kept(row, house)


def _kept(row: Conversation, house: InstanceId) -> Kept:
    return Kept(
        row.pk, Place(InstanceId(bytes(row.instance)) if row.instance else house, CaseId(bytes(row.case))),
        bytes(row.seal_public), bytes(row.sign_public), row.language, row.epoch, Head(row.events, bytes(row.head)),
        row.person_read, row.is_urgent, row.last_on, row.leaves, bytes(row.arrival), row.carried,
    )  # fmt: skip


def conversations(house: InstanceId) -> list[Kept]:
    """Every conversation, the oldest first."""
    return [_kept(row, house) for row in Conversation.objects.order_by("pk")]


def of_organisation(organisation: str, house: InstanceId, *, unread_only: bool = False) -> list[Kept]:
    """The conversations that a group reads: urgent ones first, then those that wait longest."""
    # Asked of the wraps themselves: across the join, one destroyed wrap of anybody would hide a conversation from everybody.
    held = Wrap.objects.filter(organisation=organisation).exclude(sealed=b"").values("conversation")
    rows = Conversation.objects.filter(pk__in=held)
    if unread_only:
        read = GroupRead.objects.filter(organisation=organisation, conversation=OuterRef("pk")).values("seq")
        rows = rows.filter(events__gt=Coalesce(Subquery(read), 0))
    return [_kept(row, house) for row in rows.order_by("-is_urgent", "last_on", "pk")]


def mark_of(pk: int) -> bytes:
    """By which a conversation is found."""
    return bytes(Conversation.objects.values_list("mark", flat=True).get(pk=pk))


def case_of(pk: int) -> str:
    """The case id of a conversation, as it stands in addresses."""
    return bytes(Conversation.objects.values_list("case", flat=True).get(pk=pk)).hex()


def moved_on(kept: Kept, head: Head, epoch: int, today: dt.date, *, is_urgent: bool) -> Kept:
    """The story of a conversation has one event more."""
    values = {"events": head.seq, "head": head.hash, "epoch": epoch, "last_on": today}
    Conversation.objects.filter(pk=kept.pk).update(**values, **({"is_urgent": True} if is_urgent else {}))
    return replace(kept, head=head, epoch=epoch, last_on=today, is_urgent=kept.is_urgent or is_urgent)


def read_by_person(pk: int, seq: int) -> None:
    """The person has read up to an event."""
    Conversation.objects.filter(pk=pk).update(person_read=seq)


def read_by_group(pk: int, organisation: str, seq: int) -> None:
    """A group has read up to an event; what another has read is another matter."""
    GroupRead.objects.update_or_create(conversation_id=pk, organisation=organisation, defaults={"seq": seq})


def read_in(organisation: str) -> dict[int, int]:
    """Up to which event a group has read each conversation, by row; nothing where it has opened none."""
    return dict(GroupRead.objects.filter(organisation=organisation).values_list("conversation", "seq"))


def erase(pk: int) -> None:
    """A conversation with everything that hangs on it."""
    Conversation.objects.filter(pk=pk).delete()


def erase_before(day: dt.date, today: dt.date, needed: frozenset[int] = frozenset()) -> int:
    """Conversations without a contact since a day, without a case whose last day is still to come, and not `needed` above."""
    held = Consent.objects.filter(purpose__in=KEEPS_THE_CASE, until__gte=today).values("conversation")
    # Locked first: somebody who writes at this moment is waited for, and keeps what they were told is kept.
    rows = Conversation.objects.select_for_update().filter(last_on__lt=day).exclude(pk__in=held).exclude(pk__in=needed)
    due = list(rows.values_list("pk", flat=True))
    Conversation.objects.filter(pk__in=due, last_on__lt=day).delete()
    return len(due)


# ------------------------------------------------------------------ keys


def wraps(pk: int) -> list[KeptWrap]:
    """Every wrap of a conversation, oldest epoch first."""
    return [
        KeptWrap(row.organisation, cases.Wrap(row.epoch, bytes(row.reader), row.vault, bytes(row.sealed)), not row.sealed)
        for row in Wrap.objects.filter(conversation=pk).order_by("epoch", "pk")
    ]


def add_wrap(pk: int, organisation: str, wrap: cases.Wrap) -> None:
    """A key for a reader; one that was destroyed is there again."""
    row = Wrap(
        conversation_id=pk, organisation=organisation, epoch=wrap.epoch, reader=wrap.reader, vault=wrap.vault, sealed=wrap.sealed
    )
    Wrap.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["conversation", "epoch", "reader"],
        update_fields=["organisation", "vault", "sealed"],
    )


def destroy_wraps(pk: int, organisation: str) -> None:
    """Take every key of a group away; that it was handed out stays known."""
    Wrap.objects.filter(conversation=pk, organisation=organisation).update(sealed=b"")
    GroupRead.objects.filter(conversation=pk, organisation=organisation).delete()


def destroy_wrap(pk: int, wrap: cases.Wrap) -> None:
    """Take one key away; that it was handed out stays known."""
    Wrap.objects.filter(conversation=pk, epoch=wrap.epoch, reader=wrap.reader).update(sealed=b"")


@dataclass(frozen=True, slots=True)
class HeldWrap:
    """A wrap and the conversation that it belongs to."""

    case: bytes
    wrap: cases.Wrap


def wraps_under_others(vault: int) -> list[HeldWrap]:
    """Every wrap that is locked under another vault key."""
    rows = Wrap.objects.exclude(vault=vault).exclude(sealed=b"").select_related("conversation")
    return [
        HeldWrap(bytes(row.conversation.case), cases.Wrap(row.epoch, bytes(row.reader), row.vault, bytes(row.sealed)))
        for row in rows
    ]


def replace_wrap(pk: int, old: cases.Wrap, new: cases.Wrap) -> None:
    """The same key under another vault key; not where the wrap was destroyed meanwhile."""
    rows = Wrap.objects.filter(conversation=pk, epoch=old.epoch, reader=old.reader).exclude(sealed=b"")
    rows.update(vault=new.vault, sealed=new.sealed)


def links(pk: int) -> list[bytes]:
    """What leads from each key back to the one before, in order."""
    return [bytes(row.sealed) for row in Link.objects.filter(conversation=pk).order_by("epoch")]


def add_link(pk: int, epoch: int, link: bytes) -> None:
    """What leads from the key of an epoch to the one before."""
    Link.objects.create(conversation_id=pk, epoch=epoch, sealed=link)


# ------------------------------------------------------------------ events and texts


def story(pk: int) -> list[bytes]:
    """All events, in order."""
    return [bytes(row.sealed) for row in Event.objects.filter(conversation=pk).order_by("seq")]


def add_event(pk: int, seq: int, event: bytes) -> None:
    """One event more."""
    Event.objects.create(conversation_id=pk, seq=seq, sealed=event)


def bodies(pk: int) -> dict[int, bytes]:
    """The sealed texts by event."""
    return {row.seq: bytes(row.sealed) for row in Body.objects.filter(conversation=pk)}


def add_body(pk: int, seq: int, body: bytes) -> None:
    """The sealed text of an event."""
    Body.objects.create(conversation_id=pk, seq=seq, sealed=body)


def delete_body(pk: int, seq: int) -> None:
    """Take the text of an event away, and the files that came with it."""
    Body.objects.filter(conversation=pk, seq=seq).delete()
    File.objects.filter(conversation=pk, seq=seq).delete()


# ------------------------------------------------------------------ files


def add_file(pk: int, seq: int, name: bytes, sealed: bytes) -> None:
    """A sealed file of an event."""
    File.objects.create(conversation_id=pk, seq=seq, name=name, sealed=sealed)


def file(pk: int, name: bytes) -> bytes | None:
    """A sealed file, if it belongs to this conversation and was not deleted."""
    row = File.objects.filter(conversation=pk, name=name).first()
    return None if row is None else bytes(row.sealed)


def file_names(pk: int) -> list[bytes]:
    """The files of a conversation that are there, in the order in which they came. Their contents are not read."""
    return [bytes(name) for name in File.objects.filter(conversation=pk).order_by("pk").values_list("name", flat=True)]


def room_of_files(pk: int) -> int:
    """Bytes that the files of a conversation take."""
    found = File.objects.filter(conversation=pk).aggregate(room=Sum(Length("sealed")))["room"]
    return found or 0


def delete_file(pk: int, name: bytes) -> None:
    """Take one file away."""
    File.objects.filter(conversation=pk, name=name).delete()


# ------------------------------------------------------------------ consents


def add_consent(pk: int, seq: int, purpose: Purpose, organisation: str, to: str, until: dt.date) -> None:
    """The person agrees to what was asked in an event; agreed to anew, what hung on it before hangs on it still."""
    Consent.objects.update_or_create(
        conversation_id=pk, purpose=purpose, organisation=organisation, to=to, defaults={"seq": seq, "until": until}
    )


def drop_consents(pk: int, seqs: Iterable[int]) -> None:
    """The person agrees no more; what hangs on it goes too."""
    Consent.objects.filter(conversation=pk, seq__in=list(seqs)).delete()


def drop_consent_row(row: int) -> None:
    """A consent has done its part: nothing hangs on it any more."""
    Consent.objects.filter(pk=row).delete()


def consent_seqs(pk: int) -> frozenset[int]:
    """The questions of a conversation to which the person's yes still stands here."""
    return frozenset(Consent.objects.filter(conversation=pk).values_list("seq", flat=True))


def consent_row(pk: int, seq: int) -> int | None:
    """The row on which rooms above hang what they keep for a consent; None where the person does not agree."""
    return Consent.objects.filter(conversation=pk, seq=seq).values_list("pk", flat=True).first()


def drop_ended_consents(today: dt.date) -> None:
    """What was agreed to until a day that is past, except what keeps a case: that ends with its conversation."""
    Consent.objects.filter(until__lt=today).exclude(purpose__in=KEEPS_THE_CASE).delete()


def case_until(pk: int) -> dt.date | None:
    """The last day on which somebody's case keeps a conversation here."""
    rows = Consent.objects.filter(conversation=pk, purpose__in=KEEPS_THE_CASE).order_by("-until")
    return rows.values_list("until", flat=True).first()


# ------------------------------------------------------------------ visits


def keep_visit(mark: bytes, sealed: bytes, ends_at: dt.datetime) -> None:
    """What a visit needs, sealed; anew where it is already there."""
    Visit.objects.bulk_create(
        [Visit(mark=mark, sealed=sealed, ends_at=ends_at)],
        update_conflicts=True,
        unique_fields=["mark"],
        update_fields=["sealed", "ends_at"],
    )


def visit(mark: bytes, now: dt.datetime) -> tuple[bytes, dt.datetime] | None:
    """What a visit needs, and the hour in which it ends, if it has not ended."""
    row = Visit.objects.filter(mark=mark, ends_at__gt=now).first()
    return None if row is None else (bytes(row.sealed), row.ends_at)


def keep_first(mark: bytes, sealed: bytes, now: dt.datetime, ends_at: dt.datetime) -> None:
    """What a message that is sent twice is known by; IntegrityError where the other one was quicker."""
    Visit.objects.filter(mark=mark, ends_at__lte=now).delete()
    Visit.objects.create(mark=mark, sealed=sealed, ends_at=ends_at)


def prolong_visit(mark: bytes, ends_at: dt.datetime) -> None:
    """A visit goes on until a later hour; nothing is written twice in an hour."""
    Visit.objects.filter(mark=mark, ends_at__lt=ends_at).update(ends_at=ends_at)


def end_visits(marks: Iterable[bytes] = (), *, before: dt.datetime | None = None) -> None:
    """Forget some visits, or all that ended before an hour."""
    rows = Visit.objects.filter(mark__in=list(marks)) if before is None else Visit.objects.filter(ends_at__lte=before)
    rows.delete()
