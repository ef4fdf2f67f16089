"""The only code that touches the tables of casework. Takes and returns values; never a queryset, never a decision.

What was given to taskforces stands in a module beside this one.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import BinaryField, Q
from django.db.models.functions import Substr

from madoguchi.casework import models
from madoguchi.casework.terms import Offer, OfferKind, OfferState, Part
from madoguchi.network.terms import Circle
from madoguchi.vault import cases
from madoguchi.vault.events import Head
from madoguchi.vault.terms import CaseId, InstanceId, Place

MARK_BYTES = 16
"""Bytes of a sealed card by which it is known again."""

MOST_ASKED_FOR = 500
"""Rows that a statement asks for by their number."""


@dataclass(frozen=True, slots=True)
class KeptCase:
    """A case as it is kept. `conversation`: the id of its conversation in hexadecimal digits; `talk`: its row.

    `is_leaving`: it stands in the file of a group that goes to another house; until that has an end nothing is written.
    """

    id: str
    conversation: str
    talk: int
    consent: int
    owner: str
    opened_on: dt.date
    closed_on: dt.date | None
    counted: bool
    is_leaving: bool = False


@dataclass(frozen=True, slots=True)
class KeptPart:
    """A part as it is kept. `pk`: its row."""

    pk: int
    case: str
    part: Part
    place: Place
    epoch: int
    head: Head


@dataclass(frozen=True, slots=True)
class KeptWrap:
    """A wrap, which group it is for, and the consent on which that group reads; None for the group that keeps the case."""

    organisation: str
    wrap: cases.Wrap
    consent: int | None


@dataclass(frozen=True, slots=True)
class CardHead:
    """What stands openly about a card. `mark`: another one each time the card is renewed."""

    case: str
    pk: int
    part: Part
    epoch: int
    mark: bytes
    is_closed: bool


# ------------------------------------------------------------------ cases


def _case(row: models.Case) -> KeptCase:
    conversation = bytes(row.conversation.case).hex()
    return KeptCase(
        row.id, conversation, row.conversation_id, row.consent_id, row.organisation, row.opened_on, row.closed_on, row.counted,
        bool(row.conversation.leaves),
    )  # fmt: skip


def add_case(id_: str, talk: int, consent: int, organisation: str, today: dt.date) -> None:
    """A new case of a conversation, on a consent."""
    models.Case.objects.create(id=id_, conversation_id=talk, consent_id=consent, organisation=organisation, opened_on=today)


def case(id_: str, *, to_write: bool = False) -> KeptCase | None:
    """A case by its id."""
    rows = models.Case.objects.filter(id=id_)
    # Locked where somebody writes: two members at once must not both be the next.
    row = (rows.select_for_update(of=("self",)) if to_write else rows).select_related("conversation").first()
    return None if row is None else _case(row)


def case_of_talk(talk: int, organisation: str) -> KeptCase | None:
    """The case that a group keeps of a conversation."""
    row = models.Case.objects.filter(conversation=talk, organisation=organisation).select_related("conversation").first()
    return None if row is None else _case(row)


def close(id_: str, day: dt.date | None) -> None:
    """A case is closed on a day, or open again."""
    models.Case.objects.filter(id=id_).update(closed_on=day)


def to_count(organisation: str, closed_before: dt.date) -> tuple[KeptCase, ...]:
    """Closed cases of a group that were not counted and whose time to change one's mind is over."""
    rows = models.Case.objects.filter(organisation=organisation, counted=False, closed_on__lt=closed_before)
    return tuple(_case(row) for row in rows.select_related("conversation").order_by("id"))


def counted(id_: str) -> None:
    """A case was counted, or its person did not want it."""
    models.Case.objects.filter(id=id_).update(counted=True)


def ending(organisation: str, before: dt.date) -> list[tuple[str, dt.date]]:
    """Open cases of a group whose consent ends before a day, with its last day, the earliest first."""
    rows = models.Case.objects.filter(organisation=organisation, closed_on=None, consent__until__lt=before)
    return list(rows.order_by("consent__until", "id").values_list("id", "consent__until"))


def move_case(id_: str, organisation: str, consent: int) -> None:
    """Another group keeps the case from now on; what the one before held is taken away."""
    row = models.Case.objects.get(id=id_)
    before, row.organisation, row.consent_id = row.organisation, organisation, consent
    row.save(update_fields=["organisation", "consent_id"])
    models.Wrap.objects.filter(part__case=id_, organisation=before).delete()
    models.Card.objects.filter(part__case=id_, organisation=before).delete()
    # What nobody was given is nobody's: it goes.
    models.PartRow.objects.filter(case=id_, wraps__isnull=True).delete()


def is_reader(id_: str, organisation: str, today: dt.date) -> bool:
    """Whether a group may open a case: it keeps it, or was asked to join, has accepted, and the person still agrees."""
    accepted = models.OfferRow.objects.filter(
        case=id_, to=organisation, kind=OfferKind.JOIN, state=OfferState.ACCEPTED, consent__until__gte=today
    )
    return models.Case.objects.filter(id=id_, organisation=organisation).exists() or accepted.exists()


# ------------------------------------------------------------------ parts


def _part(row: models.PartRow, house: InstanceId) -> KeptPart:
    place = _place(row, house)
    return KeptPart(row.pk, row.case_id, Part(row.name), place, row.epoch, Head(row.entries, bytes(row.head)))


def _place(row: models.PartRow, house: InstanceId) -> Place:
    return Place(InstanceId(bytes(row.instance)) if row.instance else house, CaseId(bytes(row.place)))


def parts(case_id: str, house: InstanceId) -> dict[Part, KeptPart]:
    """The parts of a case that exist."""
    found = (_part(row, house) for row in models.PartRow.objects.filter(case=case_id))
    return {part.part: part for part in found}


def add_part(case_id: str, part: Part, place: Place, head: Head) -> KeptPart:
    """A new part without entries."""
    row = models.PartRow.objects.create(case_id=case_id, name=part.value, place=place.case, head=head.hash)
    return _part(row, place.instance)


def drop_part(pk: int) -> None:
    """A part that nobody can open any more."""
    models.PartRow.objects.filter(pk=pk).delete()


def moved_on(pk: int, head: Head, epoch: int) -> None:
    """A part has one entry more."""
    models.PartRow.objects.filter(pk=pk).update(entries=head.seq, head=head.hash, epoch=epoch)


def story(pk: int) -> list[bytes]:
    """All entries of a part, in order."""
    return [bytes(row.sealed) for row in models.EntryRow.objects.filter(part=pk).order_by("seq")]


def add_entry(pk: int, seq: int, entry: bytes) -> None:
    """One entry more."""
    models.EntryRow.objects.create(part_id=pk, seq=seq, sealed=entry)


# ------------------------------------------------------------------ keys


def wraps(pk: int) -> list[KeptWrap]:
    """Every wrap of a part, oldest epoch first."""
    return [
        KeptWrap(row.organisation, cases.Wrap(row.epoch, bytes(row.reader), row.vault, bytes(row.sealed)), row.consent_id)
        for row in models.Wrap.objects.filter(part=pk).order_by("epoch", "pk")
    ]


def add_wrap(pk: int, organisation: str, wrap: cases.Wrap, consent: int | None) -> None:
    """A key for a reader; and that it was handed out, for good."""
    values = {"organisation": organisation, "vault": wrap.vault, "sealed": wrap.sealed, "consent_id": consent}
    models.Wrap.objects.update_or_create(part_id=pk, epoch=wrap.epoch, reader=wrap.reader, defaults=values)
    models.Handed.objects.get_or_create(part_id=pk, epoch=wrap.epoch, reader=wrap.reader)


def handed(pk: int, epoch: int) -> frozenset[bytes]:
    """The public keys that the key of an epoch was ever handed to."""
    rows = models.Handed.objects.filter(part=pk, epoch=epoch)
    return frozenset(bytes(reader) for reader in rows.values_list("reader", flat=True))


def take_keys(case_id: str, organisation: str) -> None:
    """A group reads nothing of a case any more."""
    models.Wrap.objects.filter(part__case=case_id, organisation=organisation).delete()
    models.Card.objects.filter(part__case=case_id, organisation=organisation).delete()


def links(pk: int) -> list[bytes]:
    """What leads from each key back to the one before, in order."""
    return [bytes(row.sealed) for row in models.Link.objects.filter(part=pk).order_by("epoch")]


def add_link(pk: int, epoch: int, link: bytes) -> None:
    """What leads from the key of an epoch to the one before."""
    models.Link.objects.create(part_id=pk, epoch=epoch, sealed=link)


def wraps_under_others(vault: int, house: InstanceId) -> list[tuple[int, Place, cases.Wrap]]:
    """Every wrap that is locked under another vault key, with its row and the place of its part."""
    rows = models.Wrap.objects.exclude(vault=vault).select_related("part")
    return [
        (row.pk, _place(row.part, house), cases.Wrap(row.epoch, bytes(row.reader), row.vault, bytes(row.sealed))) for row in rows
    ]


def replace_wrap(pk: int, old: cases.Wrap, new: cases.Wrap) -> None:
    """The same key under another vault key; not where it has changed meanwhile."""
    models.Wrap.objects.filter(pk=pk, vault=old.vault).update(vault=new.vault, sealed=new.sealed)


# ------------------------------------------------------------------ cards


def put_card(pk: int, organisation: str, epoch: int, sealed: bytes, consent: int | None) -> None:
    """The card of a part for a group, in the place of an older one."""
    values = {"epoch": epoch, "sealed": sealed, "consent_id": consent}
    models.Card.objects.update_or_create(part_id=pk, organisation=organisation, defaults=values)


def card_heads(organisation: str, today: dt.date) -> list[CardHead]:
    """Of the cards of the cases that a group keeps, or has joined and may still read: what stands openly about them."""
    joined = models.OfferRow.objects.filter(
        to=organisation, kind=OfferKind.JOIN, state=OfferState.ACCEPTED, consent__until__gte=today
    )
    ours = Q(part__case__organisation=organisation) | Q(part__case__in=joined.values("case"))
    # Behind the byte of the version every seal begins with chance.
    mark = Substr("sealed", 2, MARK_BYTES, output_field=BinaryField())
    rows = models.Card.objects.filter(ours, organisation=organisation).values_list(
        "part__case", "pk", "part__name", "epoch", mark, "part__case__closed_on"
    )
    names = {part.value: part for part in Part}
    return [
        CardHead(case_id, pk, names[name], epoch, bytes(mark), closed_on is not None)
        for case_id, pk, name, epoch, mark, closed_on in rows
    ]


def sealed_cards(organisation: str, pks: Collection[int]) -> dict[int, bytes]:
    """Some cards of a group, by row."""
    rows = models.Card.objects.filter(organisation=organisation)
    # SQLite takes no list of thousands: where many are asked for, all are read.
    found = (rows if len(pks) > MOST_ASKED_FOR else rows.filter(pk__in=pks)).values_list("pk", "sealed")
    return {pk: bytes(sealed) for pk, sealed in found if pk in pks}


def hold_cards(organisation: str) -> frozenset[int]:
    """The cards of a group that are there, and stay there until this transaction ends."""
    rows = models.Card.objects.filter(organisation=organisation).select_for_update()
    return frozenset(rows.values_list("pk", flat=True))


def roll(organisation: str, circle: Circle) -> bytes | None:
    """What the cards of a circle say together, locked; None where it is to be made anew."""
    found = models.RollRow.objects.filter(organisation=organisation, circle=circle.value).values_list("sealed", flat=True).first()
    return None if found is None else bytes(found)


def keep_roll(organisation: str, circle: Circle, sealed: bytes) -> None:
    """The roll of a circle, in the place of an older one."""
    models.RollRow.objects.bulk_create(
        [models.RollRow(organisation=organisation, circle=circle.value, sealed=sealed)],
        update_conflicts=True,
        unique_fields=["organisation", "circle"],
        update_fields=["sealed"],
    )


# ------------------------------------------------------------------ offers


def _offer(row: models.OfferRow) -> Offer:
    parts_ = tuple(Part(name) for name in row.parts)
    kind, state = OfferKind(row.kind), OfferState(row.state)
    return Offer(row.id, row.case_id, kind, row.by, row.to, parts_, row.made_on, state, row.consent_id, row.asked)


def add_offer(offer: Offer) -> None:
    """A new offer."""
    models.OfferRow.objects.create(
        id=offer.id,
        case_id=offer.case,
        consent_id=offer.consent,
        asked=offer.asked,
        kind=offer.kind,
        by=offer.by,
        to=offer.to,
        parts=[part.value for part in offer.parts],
        made_on=offer.made_on,
        state=offer.state,
    )


def offer(id_: str, *, to_write: bool = False) -> Offer | None:
    """An offer by its id."""
    rows = models.OfferRow.objects.filter(id=id_)
    row = (rows.select_for_update() if to_write else rows).first()
    return None if row is None else _offer(row)


def offers(*, case_id: str | None = None, to: str | None = None) -> tuple[Offer, ...]:
    """The offers of a case, or those that wait for a group, oldest first."""
    waiting = Q(to=to, state=OfferState.OPEN) if to is not None else Q(case=case_id)
    return tuple(_offer(row) for row in models.OfferRow.objects.filter(waiting).order_by("made_on", "id"))


def accept_offer(id_: str) -> None:
    """An offer was accepted."""
    models.OfferRow.objects.filter(id=id_).update(state=OfferState.ACCEPTED)


def drop_offer(id_: str) -> None:
    """An offer was taken back."""
    models.OfferRow.objects.filter(id=id_).delete()


# ------------------------------------------------------------------ what is counted


def add_coded(id_: str, quarter: str, codes: dict[str, object]) -> None:
    """The codes of a closed case, from now on nobody's."""
    models.CodedRow.objects.create(id=id_, quarter=quarter, codes=codes)


def coded() -> Iterable[tuple[str, dict[str, object]]]:
    """All codes with their quarter, in an order that says nothing."""
    return [(row.quarter, row.codes) for row in models.CodedRow.objects.order_by("id")]
