"""A group goes to another house, or comes from one: what the network knows of it. The rooms above bring the conversations.

What signs and opens goes along as it lies here: public halves, shares sealed to members, roots locked with passphrases. What
gives one-time codes is locked under the key of this house, so it is opened here and locked anew there. Passkeys belong to one
host name and stay behind; so do drafts, open desks, and what somebody asked two colleagues for.
"""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from madoguchi.network import decide, store
from madoguchi.network.actions.codes import locked_code, opened_code
from madoguchi.network.store import FORGOTTEN, councils
from madoguchi.network.store import leaving as shelf
from madoguchi.network.store import trail as trail_shelf
from madoguchi.network.terms import Departure, NotDone, Refusal
from madoguchi.vault.events import header_of
from madoguchi.vault.seals import context_of
from madoguchi.vault.terms import ID_BYTES, Unreadable, chance

RECEIPT_BYTES = decide.PASSPHRASE_BYTES


@dataclass(frozen=True, slots=True)
class CameIn:
    """A group that is here now. `renamed`: nicknames that somebody else has here, with the new ones."""

    id: str
    name: str
    members: int
    renamed: Mapping[str, str]


# ------------------------------------------------------------------ before


def announce(id_: str, address: str, on: dt.date, today: dt.date) -> Refusal | None:
    """Tell people where a group goes and when. Told again, the newer word counts."""
    if not shelf.is_here(id_):
        return Refusal.NO_SUCH_GROUP
    if not decide.is_address(address):
        return Refusal.ADDRESS_UNFIT
    if shelf.has_left(id_):
        return Refusal.HAS_LEFT
    if on < today:
        return Refusal.DAY_PAST
    shelf.announce(id_, address, on)
    return None


def stay(id_: str) -> Refusal | None:
    """The group does not go: it is told no more, and everything can be done again."""
    if shelf.departure(id_) is None:
        return Refusal.NOT_ANNOUNCED
    shelf.stay(id_)
    return None


def take_back(id_: str) -> None:
    """The file of a group could not be written: everything is as before, and people are still told that it goes."""
    shelf.take_back(id_)


def departure_of(id_: str) -> Departure | None:
    """Where a group goes, if people were told."""
    return shelf.departure(id_)


def departures() -> tuple[Departure, ...]:
    """Every group that goes."""
    return shelf.departures()


# ------------------------------------------------------------------ go


def new_passphrase() -> str:
    """What opens the file of a group; shown once."""
    return decide.written_passphrase(chance(decide.PASSPHRASE_BYTES))


def read_passphrase(typed: str) -> str:
    """The passphrase of a file, as it was made, however it was typed."""
    return decide.spaced_passphrase(typed)


def leave(id_: str, today: dt.date) -> tuple[dict[str, Any], str]:
    """What goes along of a group, and the receipt that the other house will show; from now on nothing of it changes here."""
    found = shelf.departure(id_)
    if found is None:
        raise NotDone(Refusal.NOT_ANNOUNCED if shelf.is_here(id_) else Refusal.NO_SUCH_GROUP)
    if found.left_on is not None:
        raise NotDone(Refusal.HAS_LEFT)
    if today < found.on:
        raise NotDone(Refusal.TOO_EARLY)
    receipt = decide.written_passphrase(chance(RECEIPT_BYTES))
    shelf.leave(id_, today, _mark_of_receipt(receipt))
    packed = shelf.packed(id_)
    packed["members"] = [_member_on_its_way(member) for member in packed["members"]]
    return packed, receipt


def _member_on_its_way(member: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: value for name, value in member.items() if name != "locked_code"}
    if member["ended"] is not None:
        return {**found, "nickname": "", "code": ""}
    try:
        return {**found, "code": opened_code(member["id"], bytes(member["locked_code"]))}
    except Unreadable:  # the house has another key than when they were made: no code opens here either
        return {**found, "code": ""}


def _mark_of_receipt(receipt: str) -> bytes:
    return hashlib.sha256(decide.tidy_passphrase(receipt).encode()).digest()


def kept_by(id_: str) -> Iterator[dict[str, Any]]:
    """What a group keeps for itself, piece by piece, sealed as it is: meetings, and the pages of memory that it wrote."""
    yield from ({"contact": each} for each in shelf.contacts(id_))
    yield from ({"page": each} for each in shelf.pages(id_))


def signers_of(senders: Iterable[bytes], organisation: str, groups: Collection[str]) -> dict[str, Any]:
    """Who of other groups signed this, and what is needed to know them in another house; `groups`: others that are named."""
    known = {sender: member for sender in set(senders) if (member := store.member_signing(sender)) is not None}
    others = {sender: member.organisation for sender, member in known.items() if member.organisation != organisation}
    names = {*others.values(), *groups} - {organisation}
    return {"groups": shelf.named(names), "signers": [{"key": key, "group": group} for key, group in sorted(others.items())]}


# ------------------------------------------------------------------ arrive


def arrive(group: Mapping[str, Any]) -> CameIn:
    """A group with its members, from another house; NotDone where one of the same id is here. Takes nothing new for now."""
    values = group["organisation"]
    if not decide.is_slug(values["id"]):
        raise NotDone(Refusal.SLUG_UNFIT)
    if store.organisation(values["id"]) is not None:
        if not shelf.is_elsewhere(values["id"], values["key_id"]):
            raise NotDone(Refusal.SLUG_TAKEN)
        # It was here before, and went: what stayed of it to check signatures with comes back whole.
        shelf.drop_group(values["id"])
    here = [member for member in group["members"] if member["ended"] is None]
    names = {member["id"]: _free_nickname(member["nickname"], values["id"]) for member in here}
    shelf.take_in(group, [_member_here(member, names) for member in group["members"]], chance(ID_BYTES))
    renamed = {member["nickname"]: names[member["id"]] for member in here if member["nickname"] != names[member["id"]]}
    return CameIn(values["id"], values["name"], len(here), renamed)


def _free_nickname(nickname: str, group: str) -> str:
    tried = (nickname, *(decide.longer_nickname(nickname, group, number) for number in range(100)))
    return next(name for name in tried if not store.is_nickname_taken(name))


def _member_here(member: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    id_ = member["id"]
    found = {name: value for name, value in member.items() if name not in ("code", "nickname")}
    sealed = locked_code(id_, member["code"]) if member["code"] else b""
    return {**found, "nickname": names.get(id_, f"{FORGOTTEN}{id_[:20]}"), "locked_code": sealed}


def keep_again(id_: str, piece: Mapping[str, Any]) -> None:
    """A piece of what a group keeps for itself, in its new house. What somebody else signed opens there for nobody."""
    if "contact" in piece:
        shelf.take_in_contact(id_, piece["contact"])
        return
    if not all(isinstance(word, str) for word in piece["page"]["clauses"]):
        raise Unreadable
    shelf.take_in_page(id_, piece["page"])


def know_signers(others: Mapping[str, Any], today: dt.date) -> dict[str, str]:
    """Remember whoever of other groups signed what arrives; what each of those groups is called here."""
    called = {group["id"]: _called_here(group) for group in others["groups"]}
    for signer in others["signers"]:
        if store.member_signing(signer["key"]) is None:
            id_ = hashlib.sha256(signer["key"]).hexdigest()[:32]
            shelf.add_signer(id_, called[signer["group"]], signer["key"], today)
    return called


def _called_here(group: Mapping[str, Any]) -> str:
    there = shelf.with_key_id(group["key_id"])
    if there is not None:
        return there
    # No group of this house can ever be called so: whoever is named in an old story is never taken for somebody here.
    id_ = f"@{context_of('group elsewhere', group['key_id'])[:8].hex()}"
    shelf.add_elsewhere(id_, group["name"], group["key_id"])
    return id_


# ------------------------------------------------------------------ forget


def may_forget(id_: str, receipt: str) -> Departure:
    """The departure that this receipt ends; NotDone where it is not the right one."""
    found = shelf.departure(id_)
    if found is None or found.left_on is None:
        raise NotDone(Refusal.NOT_LEFT)
    if _mark_of_receipt(receipt) != found.receipt:
        raise NotDone(Refusal.WRONG_RECEIPT)
    return found


def forget_group(id_: str, signers: Collection[bytes], stays: Collection[str], gone: Sequence[str], today: dt.date) -> None:
    """Forget a group; where something stays that it signed, its name and those public halves stay too.

    `stays`, `gone`: ids of conversations that it read, or had read. Pages of memory that others read and councils of others stay.
    """
    import_string(settings.ENDINGS_NOTED_BY)(_mark_of_group(id_))
    trail_shelf.empty_lines(id_, stays=frozenset(stays), gone=gone)
    signed = frozenset(signers) | _leave_councils(id_)
    shelf.drop_kept(id_)
    if shelf.has_pages(id_):
        # Who wrote a page stands inside its seal: it can be any of them.
        signed |= shelf.signing_keys(id_)
    if stays or signed:
        shelf.keep_name_only(id_, signed, today)
    else:
        shelf.drop_group(id_)


def _leave_councils(id_: str) -> frozenset[bytes]:
    """Take every seat of a group, and end what it had opened: nobody is left who closes it. What signed in those that go on."""
    for member in shelf.members_ever(id_):
        store.leave_councils(member)
    own, signed = shelf.signing_keys(id_), set[bytes]()
    for council, story in councils.stories():
        senders = [_sender(entry) for entry in story]
        if own.isdisjoint(senders[:1]):
            signed |= own.intersection(senders)
        else:
            councils.drop(council)
    return frozenset(signed)


def _sender(entry: bytes) -> bytes:
    try:
        return header_of(entry).sender
    except Unreadable:  # changed on the disk: its council opens for nobody
        return b""


def back_again(marks: frozenset[bytes]) -> tuple[str, ...]:
    """Groups that had gone to another house, and that a backup brought back."""
    return tuple(id_ for id_ in shelf.ids_here() if _mark_of_group(id_) in marks)


def _mark_of_group(id_: str) -> bytes:
    """What a departed group is known by here. If it ever comes back, it is by another arrival."""
    return context_of("departed group", store.key_id(id_), shelf.arrival(id_))
