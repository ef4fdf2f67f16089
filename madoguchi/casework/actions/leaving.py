"""A group goes to another house with its cases and keys, and the old one forgets; or a group comes from another house.

Three steps, so that nothing is lost where a file is: the old house writes a file and holds still; the new one takes it in and
says a receipt; only with that the old one forgets. Nobody who does this can read anything: keys stay sealed as they are.
What goes, what stays and what is told to whom: `docs/decisions/0037-a-group-goes-to-another-house.md`.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string

from madoguchi.casework import store
from madoguchi.casework.actions import parts
from madoguchi.casework.store import leaving as shelf
from madoguchi.help import erased
from madoguchi.help.actions import asking, keeping
from madoguchi.help.actions import leaving as talks
from madoguchi.help.store import Kept
from madoguchi.network.actions import end_again, trail
from madoguchi.network.actions import leaving as network
from madoguchi.network.terms import NotDone, Refusal
from madoguchi.vault.cases import VaultKey
from madoguchi.vault.seals import new_key
from madoguchi.vault.terms import Unreadable, key_of
from madoguchi.vault.travelling import read, written

TABLES = {
    "network_organisation": "goes",
    "network_groupkey": "goes",
    "network_member": "goes",
    "network_keyshare": "goes",
    "network_formerkey": "goes",
    "network_trailrow": "goes, and is emptied here",
    "network_departure": "ends",
    "network_signin": "ends",
    "network_passkey": "ends: it belongs to one host name",
    "network_spentchallenge": "stays: it says nothing of a group",
    "network_draft": "ends: where it belongs is known to this house only",
    "network_recovery": "ends: it is asked for anew",
    "network_vouch": "ends with what was vouched for",
    "network_contactrow": "goes",
    "network_memoryrow": "what the group wrote goes; what the network reads stays for the others as well",
    "network_memorywrap": "goes with its page; keys to pages of others end",
    "network_memoryreading": "goes while the page waits; those of other groups end with it",
    "network_profile": "ends: it is locked under a key of this house",
    "network_firstweek": "ends: it is begun anew",
    "network_weekentry": "ends with the week",
    "network_council": "stays for others; ends where the group had opened it, or sits there alone",
    "network_councilkey": "stays with its council: whoever opens it next begins a new epoch",
    "network_seat": "ends",
    "network_councilentry": "stays with its council",
    "help_instance": "stays; its id goes with what is bound to it",
    "help_origin": "stays: numbers given out in other houses open here",
    "help_forward": "stays: the word for each person",
    "help_conversation": "goes, or stays for others",
    "help_groupread": "goes, or ends",
    "help_wrap": "goes, or ends",
    "help_link": "goes, or stays for others",
    "help_event": "goes, or stays for others",
    "help_body": "goes, or stays for others",
    "help_file": "goes, or stays for others",
    "help_consent": "goes, or ends",
    "help_visit": "stays: it opens what is here, for some hours",
    "casework_case": "goes",
    "casework_partrow": "goes",
    "casework_wrap": "goes; those of other groups end",
    "casework_handed": "goes",
    "casework_link": "goes",
    "casework_entryrow": "goes",
    "casework_card": "goes; those of other groups end",
    "casework_offerrow": "ends: what was said about it stands in the case",
    "casework_rollrow": "ends: it is made anew",
    "casework_givenrow": "ends with the case, and with the council",
    "casework_codedrow": "stays: it leads back to nobody",
}
"""What becomes of each table when a group goes. A test fails for one without an answer: give it one, and code that keeps it."""

ON_THE_WAY = 0
"""The number of the lock that wraps have in a file; a house counts its own from 1."""


@dataclass(frozen=True, slots=True)
class Parted:
    """What went into a file. `broken`: conversations that are not whole here; nobody can read them, and they stay behind."""

    conversations: int
    cases: int
    broken: int


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came out of a file. `erased`: conversations that their person had erased here before, and that stay so."""

    group: network.CameIn
    conversations: int
    cases: int
    erased: int
    receipt: str


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What became of the conversations of a group that went: how many are gone, and how many stay for others."""

    gone: int
    stays: int


# ------------------------------------------------------------------ go


def leave(group: str, today: dt.date, *, without_broken: bool) -> tuple[Parted, Iterator[bytes]]:
    """What goes, and the records of its file. Nothing of it changes from now on, so that they can be read while others write.

    NotDone where something is not whole and would be lost, unless `without_broken`. Where no file can be written: `take_back`.
    """
    with transaction.atomic():
        packed, receipt = network.leave(group, today)
        keeps = shelf.talks_of(group)
        chosen = talks.going(group, keeps, today)
        going = tuple(kept for kept in chosen if _is_whole(kept, group, today))
        broken = talks.count_of(group, keeps) - len(going)
        if broken and not without_broken:
            raise NotDone(Refusal.BROKEN_HERE)
        talks.hold(going, group)
    cases = sum(kept.pk in keeps for kept in going)
    lock = VaultKey(ON_THE_WAY, new_key())
    return Parted(len(going), cases, broken), _records(group, packed, going, lock, receipt, today)


def take_back(group: str) -> None:
    """The file of a group could not be written: everything is as before."""
    with transaction.atomic():
        talks.stay(group)
        network.take_back(group)


def _is_whole(kept: Kept, group: str, today: dt.date) -> bool:
    case = store.case_of_talk(kept.pk, group)
    return case is None or all(parts.is_whole(part) for part in store.parts(case.id, asking.house(today)).values())


def _records(
    group: str, packed: Mapping[str, Any], going: Sequence[Kept], lock: VaultKey, receipt: str, today: dt.date
) -> Iterator[bytes]:
    yield written({"group": packed, "lock": lock.key.reveal()})
    pieces = count = 0
    for piece in network.kept_by(group):
        pieces += 1
        yield written({"kept": piece})
    for kept in going:
        # One conversation at a time, so that nobody waits for all of them. Its person may erase it until it is in the file.
        with transaction.atomic():
            record = written(_conversation(kept, group, lock, today)) if talks.is_there(kept, today) else None
        if record is not None:
            count += 1
            yield record
    yield written({"kept_pieces": pieces, "conversations": count, "receipt": receipt})


def _conversation(kept: Kept, group: str, lock: VaultKey, today: dt.date) -> dict[str, Any]:
    talk, case = talks.packed(kept, group, lock), store.case_of_talk(kept.pk, group)
    told = trail.told_of(kept.place.case.hex())
    packed = None if case is None else _case(case.id, group, lock, today)
    signed = talks.senders([*talk["story"], *(entry for part in (packed or {"parts": ()})["parts"] for entry in part["story"])])
    named = {line["organisation"] for line in told} | {each["organisation"] for each in talk["consents"]}
    return {"talk": talk, "case": packed, "trail": told, "others": network.signers_of(signed, group, named)}


def _case(id_: str, group: str, lock: VaultKey, today: dt.date) -> dict[str, Any]:
    places = [(part.pk, part.place) for part in store.parts(id_, asking.house(today)).values()]
    packed = shelf.packed(id_, places, group)
    relocked = ([talks.relocked(wrap, place, lock) for wrap in part["wraps"]] for part, (_, place) in _beside(packed, places))
    return {**packed, "parts": [{**part, "wraps": wraps} for part, wraps in zip(packed["parts"], relocked, strict=True)]}


def _beside(packed: Mapping[str, Any], places: list[Any]) -> Iterator[tuple[Mapping[str, Any], Any]]:
    return zip(packed["parts"], places, strict=True)


def stay(group: str) -> Refusal | None:
    """The group does not go: everything can be done again. Its file must not be taken in anywhere."""
    with transaction.atomic():
        talks.stay(group)
        return network.stay(group)


# ------------------------------------------------------------------ arrive


def arrive(records: Iterable[bytes], today: dt.date) -> Arrived:
    """Take in a group with everything in its file, or nothing at all: NotDone says why."""
    try:
        with transaction.atomic():
            return _arrived(iter(records), today)
    except (Unreadable, KeyError, TypeError, ValueError, AttributeError, IntegrityError) as wrong:
        raise NotDone(Refusal.FILE_DAMAGED) from wrong


def _arrived(records: Iterator[bytes], today: dt.date) -> Arrived:
    first = read(next(records, b""))
    group, lock = network.arrive(first["group"]), VaultKey(ON_THE_WAY, key_of(first["lock"]))
    pieces = conversations = cases = skipped = 0
    for record in map(read, records):
        if "receipt" in record:
            # Nothing may come behind it: asked for, so that the file looks whether this was its end.
            _check(record["kept_pieces"] == pieces, record["conversations"] == conversations + skipped)
            _check(next(records, None) is None)
            return Arrived(group, conversations, cases, skipped, record["receipt"])
        if "kept" in record:
            network.keep_again(group.id, record["kept"])
            pieces += 1
            continue
        came = _conversation_here(record, group.id, lock, today)
        conversations, skipped = conversations + came, skipped + (not came)
        cases += came and record["case"] is not None
    raise Unreadable


def _check(*fits: bool) -> None:
    if not all(fits):
        raise Unreadable


def _conversation_here(record: Mapping[str, Any], group: str, lock: VaultKey, today: dt.date) -> bool:
    called = network.know_signers(record["others"], today)
    kept = talks.arrive(record["talk"], lock, called, today)
    if kept is None:
        return False
    if record["case"] is not None:
        _case_here(record["case"], kept, group, lock, today)
    trail.told_again(kept.place.case.hex(), record["trail"], called)
    return True


def _case_here(given: Mapping[str, Any], kept: Kept, group: str, lock: VaultKey, today: dt.date) -> None:
    house, consent = asking.house(today), asking.row_of(kept.pk, given["consent"])
    _check(consent is not None)
    assert consent is not None
    shelf.take_in(given, kept.pk, consent, group)
    for part in given["parts"]:
        place = talks.place(part["instance"], part["place"])
        wraps = [talks.unlocked_here(wrap, place, lock) for wrap in part["wraps"]]
        shelf.take_in_part({**part, "wraps": wraps}, given["id"], house)
    if not all(parts.is_whole(part) for part in store.parts(given["id"], house).values()):
        raise NotDone(Refusal.STORY_BROKEN)


# ------------------------------------------------------------------ forget


def forget(group: str, receipt: str, today: dt.date) -> Forgotten:
    """The other house has everything: forget the group here, and leave word for each person. NotDone without the receipt."""
    departure = network.may_forget(group, receipt)
    # First the word for each person, for good: whatever happens then, nobody finds nothing.
    with transaction.atomic():
        talks.tell_each(departure, today)
    with transaction.atomic():
        left = talks.forget(group, today)
        shelf.drop_rolls(group)
        _end_above(group)
        network.forget_group(group, _signers(left.stays), left.stays.values(), left.gone, today)
        return Forgotten(len(left.gone), len(left.stays))


def _end_above(group: str) -> None:
    """What rooms above keep for a group, and say themselves what becomes of."""
    for path in settings.WHEN_A_GROUP_GOES:
        import_string(path)(group)


def _signers(stays: Iterable[int]) -> frozenset[bytes]:
    rows = tuple(stays)
    return talks.signers_in(rows) | talks.senders(shelf.stories_of(rows))


def erase_again(today: dt.date) -> int:
    """Erase what a restored backup has brought back: what people erased, memberships that ended, groups that went; how many.

    Called before the house serves, and every day.
    """
    marks, count = erased.known(), keeping.erase_again()
    count += end_again(marks, today)
    for group in network.back_again(marks):
        with transaction.atomic():
            stays = talks.forget_keys(group, today)
            shelf.drop_rolls(group)
            _end_above(group)
            network.forget_group(group, _signers(stays), stays.values(), (), today)
        count += 1
    return count
