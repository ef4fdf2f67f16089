"""Friend's notes: take one, read, work, discard. Two members of a group hold its key, and after fourteen days nobody does.

Whoever sends one gets no number and no answer of their own: nothing here could tell that somebody is known. What is discarded is
noted as gone before its bytes go, so that no backup brings it back.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from madoguchi.help import erased, keyring
from madoguchi.help.actions import asking
from madoguchi.network.actions import departure_of, member_of, organisations_open
from madoguchi.network.actions.written import checked, signed
from madoguchi.network.terms import Desk, Known, Member, Organisation
from madoguchi.tracing.decide import notes as decide
from madoguchi.tracing.store import notes as shelf
from madoguchi.tracing.store.notes import ONLY_EPOCH, Kept
from madoguchi.tracing.terms.notes import KEPT_DAYS, MOST_NOTES, READERS, Held, Note, Offered, Unfit, Work
from madoguchi.vault import cases
from madoguchi.vault.cases import Wrap
from madoguchi.vault.events import CaseKey
from madoguchi.vault.padding import padded, unpadded
from madoguchi.vault.seals import context_of, locked, new_key, unlocked
from madoguchi.vault.terms import ID_BYTES, CaseId, Place, Unreadable, chance

NEW = 0
"""The version of what nobody has worked on yet."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line on Today: which page, the key of the sentence, how many."""

    page: str
    key: str
    count: int


# ------------------------------------------------------------------ who reads


def offered(language: str) -> tuple[Offered, ...]:
    """The groups that take notes now: those who speak the language, or all of them where nobody does.

    A group whose members may have to report is none of them, nor one that is about to leave this house.
    """
    speaking = _taking(organisations_open(language))
    others = {group.id: group for tag in ("en", "ja", "vi") for group in organisations_open(tag)}
    return speaking or _taking(tuple(others.values()))


def _taking(groups: tuple[Organisation, ...]) -> tuple[Offered, ...]:
    with_readers = shelf.groups_with_readers(READERS)
    return tuple(Offered(group.id, group.name) for group in groups if group.id in with_readers and _may_take(group))


def _may_take(group: Organisation) -> bool:
    return group.may_report is not Known.YES and departure_of(group.id) is None


def may_read_notes(desk: Desk) -> bool:
    """Whether this member can be one of the two: a colleague has let them read, and they have no duty to report."""
    return bool(desk.group_keys) and not desk.member.has_duty


def readers_of(organisation: str) -> tuple[Member, ...]:
    """Who of a group reads notes: two at most."""
    found = (member_of(id_) for id_ in shelf.readers(organisation)[:READERS])
    return tuple(member for member in found if member is not None)


def be_reader(desk: Desk, today: dt.date) -> None:
    """This member reads notes from now on, if there are not two already."""
    if may_read_notes(desk) and len(shelf.readers(desk.organisation.id)) < READERS:
        shelf.add_reader(desk.member.id, today)


def stop_reading(desk: Desk) -> None:
    """This member reads none any more, nor those that are there."""
    shelf.drop_reader(desk.member.id)


# ------------------------------------------------------------------ take one


def take(note: Note, organisation: str, language: str, today: dt.date) -> Unfit | None:
    """Keep a note for two people of a group; None when it is kept. Seals before it writes: nothing open touches the disk."""
    tidy = decide.tidied(note, today)
    refusal = decide.unfit(tidy, today)
    if refusal is not None:
        return refusal
    found = next((group for group in offered(language) if group.id == organisation), None)
    readers = readers_of(organisation) if found else ()
    if len(readers) < READERS or shelf.count(organisation) >= MOST_NOTES:
        return Unfit.NOBODY
    id_, key = chance(ID_BYTES).hex(), new_key()
    place = _place(id_, today)
    sealed = locked(key, padded(decide.said(tidy)), _for(id_, "note"))
    wraps = {each.id: cases.wrapped(CaseKey(ONLY_EPOCH, key), place, each.seal_public, keyring.newest()) for each in readers}
    with transaction.atomic():
        shelf.add(Kept(id_, organisation, today + dt.timedelta(days=KEPT_DAYS), sealed, NEW, b""), wraps)
    return None


def _place(id_: str, today: dt.date) -> Place:
    return Place(asking.house(today), CaseId(bytes.fromhex(id_)))


def _for(id_: str, what: str) -> bytes:
    return context_of("friend's note", id_.encode(), what.encode())


# ------------------------------------------------------------------ read


def held(desk: Desk, today: dt.date) -> tuple[Held, ...]:
    """The notes that this member reads, those that go first before the others. What is past its last day goes now."""
    forget_past(today)
    if not _reads(desk):
        return ()
    found = (_opened(desk, kept, wrap, today) for kept, wrap in shelf.with_key(desk.member.id))
    return tuple(note for note in found if note is not None)


def _reads(desk: Desk) -> bool:
    return may_read_notes(desk) and desk.member.id in {reader.id for reader in readers_of(desk.organisation.id)}


def one(desk: Desk, id_: str, today: dt.date) -> Held | None:
    """One note; None where there is none for this member: nobody learns which of the two it is."""
    forget_past(today)
    found = shelf.one_with_key(id_, desk.member.id) if _reads(desk) else None
    return None if found is None else _opened(desk, *found, today)


def _opened(desk: Desk, kept: Kept, wrap: Wrap, today: dt.date) -> Held | None:
    key = _key(desk, kept, wrap, today)
    if key is None:
        return None
    try:
        note = decide.heard(unpadded(unlocked(key.key, kept.sealed, _for(kept.id, "note"))))
        work = _work(kept, key)
    except Unreadable:  # changed on the disk
        return None
    _hand_on(kept, key, today)
    return Held(kept.id, kept.until, note, work, kept.version)


def _key(desk: Desk, kept: Kept, wrap: Wrap, today: dt.date) -> CaseKey | None:
    try:
        return cases.unwrapped(wrap, _place(kept.id, today), desk.keys.seal, keyring.numbered(wrap.vault))
    except Unreadable:  # sealed to keys that this member has lost, or its vault key is gone
        return None


def _work(kept: Kept, key: CaseKey) -> Work:
    if not kept.version:
        return Work()
    written = checked(unlocked(key.key, kept.work, _for(kept.id, "work")), _for(kept.id, "work"))
    return decide.work_heard(written.said)


def _hand_on(kept: Kept, key: CaseKey, today: dt.date) -> None:
    """Where one of the two is another member by now, or has other keys, this one gets the key; whoever is none loses it.

    So a note never hangs on one person alone, and never on three.
    """
    has, readers = shelf.keys_of(kept.id), readers_of(kept.organisation)
    for reader in readers:
        if has.get(reader.id) != reader.seal_public:
            wrap = cases.wrapped(key, _place(kept.id, today), reader.seal_public, keyring.newest())
            shelf.add_key(kept.id, reader.id, wrap)
    shelf.drop_keys(kept.id, has.keys() - {reader.id for reader in readers})


def line_on_today(desk: Desk, today: dt.date) -> Line | None:
    """Where the way to notes stands on Today, and how many wait; None for who cannot read them."""
    if not may_read_notes(desk):
        return None
    fresh = sum(note.version == NEW for note in held(desk, today))
    return Line("notes", "notes.wait" if fresh else "notes.title", fresh)


# ------------------------------------------------------------------ work


def save(desk: Desk, before: Held, work: Work, today: dt.date) -> bool:
    """Keep what was done; False where the other reader saved meanwhile, or the note is gone."""
    found = shelf.one_with_key(before.id, desk.member.id)
    key = None if found is None else _key(desk, *found, today)
    if key is None or work == before.work:
        return key is not None
    context = _for(before.id, "work")
    return shelf.save_work(before.id, before.version, locked(key.key, signed(desk, decide.work_said(work), context), context))


def discard(desk: Desk, id_: str, today: dt.date) -> bool:
    """Throw a note away: a denunciation, or one that has done its work. No byte of it stays, and no backup brings it back."""
    if one(desk, id_, today) is None:
        return False
    erased.note_other(mark_of(id_))
    gone = shelf.drop([id_]) == 1
    shelf.leave_no_bytes()
    return gone


def mark_of(id_: str) -> bytes:
    """What a note that was thrown away is known by."""
    return context_of("friend's note gone", id_.encode())


# ------------------------------------------------------------------ forget


def forget_past(today: dt.date) -> int:
    """Delete every note whose last day is over; how many. Asked at each page of a desk about notes, and every day."""
    gone = shelf.past(today)
    if not gone:
        return 0
    count = shelf.drop(gone)
    shelf.leave_no_bytes()
    return count


def erase_again(marks: frozenset[bytes]) -> int:
    """Throw away once more what a restored backup has brought back; how many."""
    gone = [id_ for id_ in shelf.all_ids() if mark_of(id_) in marks]
    return shelf.drop(gone)


def forget_group(organisation: str) -> None:
    """A group went to another house: its notes end here, they do not travel. None was taken since it announced that it goes."""
    for id_ in shelf.all_ids(organisation):
        erased.note_other(mark_of(id_))
        shelf.drop([id_])
    shelf.drop_readers(organisation)
