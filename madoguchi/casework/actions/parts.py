"""One part of a case as keys and sealed entries: who reads it, what comes next, what an entry says. Asks the vault and the store.

Whoever calls holds the transaction; nothing costly happens here.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from madoguchi.casework import store
from madoguchi.casework.terms import MOST_ENTRIES, CaseRefused, Entry, Part, Wrote
from madoguchi.help import keyring
from madoguchi.network.actions import public_key_of, signer
from madoguchi.network.terms import Desk
from madoguchi.vault import cases
from madoguchi.vault.chain import checked
from madoguchi.vault.events import CaseKey, Opened, head_after, header_of, open_event, seal_event, start
from madoguchi.vault.terms import ID_BYTES, BrokenChain, CaseId, InstanceId, Place, Unreadable, chance


@dataclass(frozen=True, slots=True)
class Open:
    """A part that was opened: its row, its keys by epoch, and what was written."""

    kept: store.KeptPart
    keys: Mapping[int, CaseKey] = field(repr=False)
    entries: tuple[Entry, ...]

    def newest(self, wrote: Wrote) -> int:
        """The last entry of a kind; 0 where there is none."""
        return max((entry.seq for entry in self.entries if entry.wrote is wrote), default=0)


def open_part(desk: Desk, kept: store.KeptPart) -> Open | None:
    """A part with everything in it; None where this desk holds no key to it. CaseRefused where it cannot be read whole."""
    keys = _keys(desk, kept)
    if keys is None:
        return None
    sealed = store.story(kept.pk)
    try:
        checked(sealed, kept.place, known=kept.head, may_write=lambda header: signer(header.sender) is not None)
        entries = [_entry(open_event(each, kept.place, keys[header_of(each).epoch]), kept.part) for each in sealed]
    except (BrokenChain, Unreadable, KeyError) as broken:
        raise CaseRefused("case.unreadable") from broken
    return Open(kept, keys, tuple(entries))


def is_whole(kept: store.KeptPart) -> bool:
    """Whether its entries are the whole and ordered story, signed by members; no key is needed to see that."""
    try:
        checked(store.story(kept.pk), kept.place, known=kept.head, may_write=lambda header: signer(header.sender) is not None)
    except BrokenChain:
        return False
    return True


def _keys(desk: Desk, kept: store.KeptPart) -> dict[int, CaseKey] | None:
    """Every key of a part, from the newest that the desk holds."""
    held = {pair.public: pair for pair in desk.keys_of(kept.part.circle).values()}
    for each in reversed(store.wraps(kept.pk)):
        pair = held.get(each.wrap.reader)
        if pair is None or each.organisation != desk.organisation.id:
            continue
        try:
            newest = cases.unwrapped(each.wrap, kept.place, pair, keyring.numbered(each.wrap.vault))
            return cases.keys_back(newest, store.links(kept.pk)[: newest.epoch - 1], kept.place)
        except Unreadable as broken:
            raise CaseRefused("case.unreadable") from broken
    return None


def _entry(opened: Opened, part: Part) -> Entry:
    content = json.loads(opened.content.reveal())
    member = signer(opened.header.sender)
    day = dt.date.fromisoformat(content.pop("day"))
    by, group = (member.nickname, member.organisation) if member else ("", "")
    return Entry(opened.header.seq, part, Wrote(opened.header.kind), day, by, group, content)


def begin_part(desk: Desk, case: str, part: Part, house: InstanceId) -> Open:
    """A part that nobody has written into yet, with its key for the group of this desk."""
    if not desk.keys_of(part.circle):
        raise CaseRefused("case.no_key")
    place = Place(house, CaseId(chance(ID_BYTES)))
    kept = store.add_part(case, part, place, start(place))
    key = cases.first_case_key()
    hand_key(kept, key, desk.organisation.id, None)
    return Open(kept, {key.epoch: key}, ())


def hand_key(kept: store.KeptPart, key: CaseKey, organisation: str, consent: int | None) -> None:
    """The key of an epoch for a group; CaseRefused where nobody there could open it."""
    found = public_key_of(organisation, kept.part.circle)
    if found is None:
        raise CaseRefused("case.nobody_reads")
    store.add_wrap(kept.pk, organisation, cases.wrapped(key, kept.place, found[1], keyring.newest()), consent)


def readers_of(kept: store.KeptPart) -> dict[str, int | None]:
    """The groups that read a part, each with the consent on which it does."""
    return {each.organisation: each.consent for each in store.wraps(kept.pk)}


def key_to_write(part: Open) -> CaseKey:
    """The key of the next entry: the newest, or one of a new epoch where somebody holds that one who reads no more."""
    newest = part.keys[max(part.keys)]
    readers = readers_of(part.kept)
    now = {found[1] for each in readers if (found := public_key_of(each, part.kept.part.circle)) is not None}
    if not cases.needs_new_key(store.handed(part.kept.pk, newest.epoch), now):
        return newest
    following, link = cases.next_case_key(newest, part.kept.place)
    store.add_link(part.kept.pk, following.epoch, link)
    for organisation, consent in readers.items():
        if public_key_of(organisation, part.kept.part.circle) is not None:
            hand_key(part.kept, following, organisation, consent)
    return following


def write(desk: Desk, part: Open, wrote: Wrote, today: dt.date, **content: object) -> None:
    """Write one entry behind the others; the member signs."""
    kept = part.kept
    if kept.head.seq >= MOST_ENTRIES:
        raise CaseRefused("case.full")
    key = key_to_write(part)
    said = json.dumps({"day": today.isoformat(), **content}).encode()
    entry = seal_event(said, kept.place, key, desk.keys.sign, kind=int(wrote), after=kept.head)
    store.add_entry(kept.pk, kept.head.seq + 1, entry)
    store.moved_on(kept.pk, head_after(entry), key.epoch)
