"""The tables of the window when a group goes to another house, or comes from one. Takes and gives plain values, never rows."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q

from madoguchi.help.models import Body, Consent, Conversation, Event, File, Forward, GroupRead, Link, Origin, Wrap
from madoguchi.help.store import Kept, by_case
from madoguchi.help.terms.consents import Purpose
from madoguchi.vault.terms import CaseId, InstanceId, Place

Plain = dict[str, Any]

_CONVERSATION = (
    "mark", "seal_public", "sign_public", "language", "epoch", "events", "head", "person_read", "is_urgent", "began_on",
    "last_on",
)  # fmt: skip
_WRAP = ("epoch", "organisation", "reader", "vault", "sealed")


# ------------------------------------------------------------------ which go


def read_by(organisation: str) -> dict[int, bool]:
    """The conversations that a group reads now, by row: whether others read them too."""
    held = Wrap.objects.exclude(sealed=b"").exclude(organisation="")
    mine = set(held.filter(organisation=organisation).values_list("conversation", flat=True))
    others = set(held.exclude(organisation=organisation).values_list("conversation", flat=True))
    return {pk: pk in others for pk in sorted(mine)}


def ever_read_by(organisation: str) -> frozenset[int]:
    """The conversations that a group reads, or has read, by row."""
    return frozenset(Wrap.objects.filter(organisation=organisation).values_list("conversation", flat=True))


def by_row(pk: int, house: InstanceId) -> Kept | None:
    """A conversation by its row, to write."""
    case = Conversation.objects.filter(pk=pk).values_list("case", flat=True).first()
    return None if case is None else by_case(bytes(case), house, to_write=True)


def freeze(pks: Iterable[int], organisation: str) -> bool:
    """Whether these conversations could be held for a group that goes; not where one goes with another group already."""
    chosen = list(pks)
    if any(Conversation.objects.filter(pk=pk).exclude(leaves="").exists() for pk in chosen):
        return False
    for pk in chosen:
        Conversation.objects.filter(pk=pk).update(leaves=organisation)
    return True


def thaw(organisation: str) -> None:
    """What was held for a group goes on as before."""
    Conversation.objects.filter(leaves=organisation).update(leaves="")


def on_their_way(organisation: str) -> tuple[int, ...]:
    """The conversations that stand in the file of a group, by row."""
    return tuple(Conversation.objects.filter(leaves=organisation).order_by("pk").values_list("pk", flat=True))


# ------------------------------------------------------------------ what goes along


def packed(kept: Kept, organisation: str) -> Plain:
    """A conversation for one of its groups. Of other groups only that they had a key: what comes next needs another one.

    A wrap is what this house locked; whoever calls opens that lock.
    """
    row = Conversation.objects.filter(pk=kept.pk)
    wraps = list(Wrap.objects.filter(conversation=kept.pk).order_by("epoch", "pk").values(*_WRAP))
    ours = Q(organisation=organisation, to="") | Q(to=organisation, purpose=Purpose.HAND_OVER)
    return {
        **row.values(*_CONVERSATION).get(),
        "instance": kept.place.instance,
        "case": kept.place.case,
        "wraps": [wrap if wrap["organisation"] in ("", organisation) else {**wrap, "sealed": b""} for wrap in wraps],
        "links": list(Link.objects.filter(conversation=kept.pk).order_by("epoch").values("epoch", "sealed")),
        "story": list(Event.objects.filter(conversation=kept.pk).order_by("seq").values_list("sealed", flat=True)),
        "bodies": list(Body.objects.filter(conversation=kept.pk).order_by("seq").values("seq", "sealed")),
        "files": list(File.objects.filter(conversation=kept.pk).order_by("pk").values("seq", "name", "sealed")),
        "read": list(GroupRead.objects.filter(conversation=kept.pk, organisation=organisation).values("organisation", "seq")),
        "consents": list(
            Consent.objects.filter(ours, conversation=kept.pk)
            .order_by("pk")
            .values("seq", "purpose", "organisation", "to", "until")
        ),
    }


def is_here(case: bytes, mark: bytes) -> bool:
    """Whether a conversation is here already."""
    return Conversation.objects.filter(Q(case=case) | Q(mark=mark)).exists()


def take_in(given: Mapping[str, Any], house: InstanceId, arrival: bytes) -> int:
    """A conversation in its new house; its row."""
    values = {name: given[name] for name in _CONVERSATION}
    origin = b"" if given["instance"] == house else given["instance"]
    row = Conversation.objects.create(**values, case=given["case"], instance=origin, arrival=arrival, carried=given["events"])
    tables = ((Wrap, "wraps"), (Link, "links"), (Body, "bodies"), (File, "files"), (GroupRead, "read"), (Consent, "consents"))
    for table, name in tables:
        for line in given[name]:
            table.objects.create(conversation=row, **line)
    for seq, event in enumerate(given["story"], start=1):
        Event.objects.create(conversation=row, seq=seq, sealed=event)
    return row.pk


def place_of(given: Mapping[str, Any]) -> Place:
    """Where the seals of a conversation are bound to."""
    return Place(InstanceId(given["instance"]), CaseId(given["case"]))


# ------------------------------------------------------------------ origins


def origins() -> tuple[InstanceId, ...]:
    """The houses from which conversations came, the first one first."""
    return tuple(InstanceId(bytes(row.public_id)) for row in Origin.objects.order_by("pk"))


def add_origin(public_id: InstanceId) -> None:
    """Another house from which a conversation came."""
    Origin.objects.get_or_create(public_id=public_id)


# ------------------------------------------------------------------ what stays, and what is told


def consents_with(pk: int, organisation: str) -> tuple[int, ...]:
    """The questions whose yes ends when a group goes: of it, and about it. Not that by which it handed a case over."""
    about = Q(organisation=organisation) | Q(to=organisation)
    handed_over = Q(organisation=organisation, purpose=Purpose.HAND_OVER)
    rows = Consent.objects.filter(about, conversation=pk).exclude(handed_over)
    return tuple(rows.values_list("seq", flat=True))


def reads_on(pk: int, organisation: str) -> bool:
    """Whether another group reads a conversation."""
    held = Wrap.objects.filter(conversation=pk).exclude(sealed=b"").exclude(organisation__in=("", organisation))
    return held.exists()


def add_forward(mark: bytes, sealed: bytes, until: dt.date) -> None:
    """Where a conversation went."""
    Forward.objects.create(mark=mark, sealed=sealed, until=until)


def forwards(mark: bytes) -> Sequence[bytes]:
    """Where a conversation went, as it is sealed to its person, the first time first."""
    return [bytes(row.sealed) for row in Forward.objects.filter(mark=mark).order_by("pk")]


def drop_forwards(today: dt.date) -> int:
    """Delete what was told long enough; how many."""
    gone, _ = Forward.objects.filter(until__lt=today).delete()
    return gone


def drop_forwards_of(mark: bytes) -> None:
    """A conversation has come back."""
    Forward.objects.filter(mark=mark).delete()


def cases_of(pks: Collection[int]) -> dict[int, str]:
    """The ids of conversations, in hexadecimal digits, by row."""
    rows = Conversation.objects.values_list("pk", "case")
    return {pk: bytes(case).hex() for pk, case in rows if pk in pks}
