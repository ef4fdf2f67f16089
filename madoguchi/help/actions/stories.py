"""A conversation as keys and sealed things: who reads it, what comes next, what an event says. Asks the vault and the store.

Whoever calls holds the transaction; nothing costly happens here.
"""

import datetime as dt
import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from django.conf import settings
from django.utils.module_loading import import_string

from madoguchi.cleaning.terms import Cleaned
from madoguchi.help import body, erased, keyring, store
from madoguchi.help.body import Body, Held
from madoguchi.help.terms import KEPT_DAYS, Attachment, TalkRefused
from madoguchi.network.actions import public_key_of, signer
from madoguchi.vault import cases
from madoguchi.vault.chain import checked
from madoguchi.vault.events import CaseKey, Header, Opened, head_after, header_of, open_event, seal_event
from madoguchi.vault.files import opened_file, sealed_file
from madoguchi.vault.padding import padded, unpadded
from madoguchi.vault.seals import context_of, locked, new_key, unlocked
from madoguchi.vault.terms import ID_BYTES, BrokenChain, Place, SealPair, SignPair, Unreadable, chance, key_of

PERSON = ""
"""As an organisation: the person themselves."""


class Said(IntEnum):
    """What kind of event it is."""

    MESSAGE = 1
    LETS_READ = 2
    REFUSES = 3
    ASKS_CONSENT = 20
    AGREES = 21
    DECLINES = 22
    WITHDRAWS = 23


OF_THE_PERSON = frozenset({Said.LETS_READ, Said.REFUSES, Said.AGREES, Said.DECLINES, Said.WITHDRAWS})
"""Only the person says these: whoever else signs one has broken the story."""


@dataclass(frozen=True, slots=True)
class Told:
    """One event that was opened. `body` is None where the event has none, or where it was deleted."""

    seq: int
    said: Said
    sender: bytes
    day: dt.date
    organisation: str
    body: Body | None
    more: Mapping[str, object] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Story:
    """A conversation that was opened: its row, its keys by epoch, what was told, and the names of the files that are there."""

    kept: store.Kept
    keys: Mapping[int, CaseKey] = field(repr=False)
    told: tuple[Told, ...]
    files: frozenset[str] = frozenset()


def open_story(kept: store.Kept, reader: Mapping[bytes, SealPair]) -> Story:
    """The whole conversation for somebody with one of these pairs; TalkRefused where it cannot be read whole."""
    keys = _keys(kept, reader)
    events = store.story(kept.pk)
    try:
        checked(events, kept.place, known=kept.head, may_write=lambda header: _may_write(kept, header))
        bodies = store.bodies(kept.pk)
        told = [_told(open_event(event, kept.place, keys[header_of(event).epoch]), kept, bodies) for event in events]
    except (BrokenChain, Unreadable, KeyError, ValueError) as broken:
        raise TalkRefused("talk.unreadable") from broken
    return Story(kept, keys, tuple(told), frozenset(name.hex() for name in store.file_names(kept.pk)))


def is_whole(kept: store.Kept) -> bool:
    """Whether the events are the whole and ordered story, signed by who may write; no key is needed to see that."""
    try:
        checked(store.story(kept.pk), kept.place, known=kept.head, may_write=lambda header: _may_write(kept, header))
    except BrokenChain:
        return False
    return True


def _keys(kept: store.Kept, reader: Mapping[bytes, SealPair]) -> dict[int, CaseKey]:
    """Every key of a conversation, from the newest that the reader holds."""
    for each in reversed(store.wraps(kept.pk)):
        pair = reader.get(each.wrap.reader)
        if pair is None or each.is_destroyed:
            continue
        try:
            newest = cases.unwrapped(each.wrap, kept.place, pair, keyring.numbered(each.wrap.vault))
            return cases.keys_back(newest, store.links(kept.pk)[: newest.epoch - 1], kept.place)
        except Unreadable:
            break
    raise TalkRefused("talk.unreadable")


def _may_write(kept: store.Kept, header: Header) -> bool:
    by_person = header.sender == kept.sign_public
    if header.kind in OF_THE_PERSON or by_person:
        return by_person
    return signer(header.sender) is not None


def _told(opened: Opened, kept: store.Kept, bodies: Mapping[int, bytes]) -> Told:
    content = json.loads(opened.content.reveal())
    seq, said = opened.header.seq, None
    if "key" in content and seq in bodies:
        text_key = key_of(b64decode(content["key"]))
        laid_out = unpadded(unlocked(text_key, bodies[seq], _for_text(kept.place, seq)))
        # Events of before there were files name no layout.
        said = body.read(laid_out, content.get("layout", body.TEXT_ONLY))
    day = dt.date.fromisoformat(content["day"])
    more = content.get("more", {})
    return Told(seq, Said(opened.header.kind), opened.header.sender, day, content.get("organisation", PERSON), said, more)


def _for_text(place: Place, seq: int) -> bytes:
    return context_of("text", place.instance, place.case, seq.to_bytes(8, "big"))


# ------------------------------------------------------------------ writing


def readers_of(kept: store.Kept) -> tuple[str, ...]:
    """The groups that read a conversation now, in the order in which they came."""
    held = [each for each in store.wraps(kept.pk) if each.organisation != PERSON and not each.is_destroyed]
    return tuple(dict.fromkeys(each.organisation for each in held))


def hand_key(kept: store.Kept, key: CaseKey, organisation: str) -> None:
    """The key of an epoch for the person or for a group; a group that nobody could open gets none."""
    if organisation == PERSON:
        public = kept.seal_public
    else:
        found = public_key_of(organisation)
        if found is None:
            raise TalkRefused("talk.group_gone")
        public = found[1]
    store.add_wrap(kept.pk, organisation, cases.wrapped(key, kept.place, public, keyring.newest()))


def check_stays(kept: store.Kept) -> None:
    """TalkRefused where this conversation is on its way to another house: what was written now would be lost."""
    if kept.leaves:
        raise TalkRefused("talk.moving")


def take_keys(kept: store.Kept, organisation: str) -> None:
    """A group reads this conversation no more: its keys go, and no backup brings them back. Who has read, has read."""
    taken = [each.wrap for each in store.wraps(kept.pk) if each.organisation == organisation and not each.is_destroyed]
    erased.note_wraps(kept.place, taken, store.story(kept.pk))
    store.destroy_wraps(kept.pk, organisation)


def key_to_write(kept: store.Kept, keys: Mapping[int, CaseKey]) -> CaseKey:
    """The key of the next event: the newest, or one of a new epoch where somebody holds that one who reads no more."""
    newest = keys[max(keys)]
    wraps, readers = store.wraps(kept.pk), readers_of(kept)
    now = {kept.seal_public} | {found[1] for each in readers if (found := public_key_of(each)) is not None}
    handed = {each.wrap.reader for each in wraps if each.wrap.epoch == newest.epoch}
    if not cases.needs_new_key(handed, now):
        return newest
    following, link = cases.next_case_key(newest, kept.place)
    store.add_link(kept.pk, following.epoch, link)
    for organisation in (PERSON, *readers):
        if organisation == PERSON or public_key_of(organisation) is not None:
            hand_key(kept, following, organisation)
    return following


@dataclass(frozen=True, slots=True)
class Next:
    """What the next event is to say. `organisation`: whom an event is about that lets somebody read, or refuses.

    `more`: what a question for consent, or the answer to one, says besides.
    """

    said: Said
    day: dt.date
    text: str | None = None
    organisation: str = PERSON
    is_urgent: bool = False
    files: tuple[Cleaned, ...] = ()
    more: Mapping[str, object] = field(default_factory=dict)


def write_event(kept: store.Kept, key: CaseKey, sender: SignPair, following: Next) -> store.Kept:
    """Write one event behind the others, with text and files beside it under keys that start from the one in the event.

    The conversation as it stands afterwards.
    """
    content: dict[str, object] = {"day": following.day.isoformat()}
    if following.more:
        content["more"] = dict(following.more)
    if following.organisation != PERSON:
        content["organisation"] = following.organisation
    seq = kept.head.seq + 1
    if following.text is not None:
        text_key = new_key()
        said = Body(following.text, tuple(_put_away(kept, seq, file) for file in following.files))
        content |= {"key": b64encode(text_key.reveal()).decode(), "layout": body.layout_for(said)}
        store.add_body(kept.pk, seq, locked(text_key, padded(body.written(said)), _for_text(kept.place, seq)))
    event = seal_event(json.dumps(content).encode(), kept.place, key, sender, kind=int(following.said), after=kept.head)
    store.add_event(kept.pk, seq, event)
    return store.moved_on(kept, head_after(event), key.epoch, following.day, is_urgent=following.is_urgent)


def _put_away(kept: store.Kept, seq: int, file: Cleaned) -> Held:
    """Seal a clean file under a key of its own; what its message says of it."""
    name, key = chance(ID_BYTES), new_key()
    sealed = b"".join(sealed_file([file.content], len(file.content), key, kept.place, name))
    store.add_file(kept.pk, seq, name, sealed)
    digest = hashlib.sha256(file.content).hexdigest()
    return Held(Attachment(name.hex(), file.kind, len(file.content), file.notes, digest), key)


def open_file(kept: store.Kept, held: Held) -> bytes | None:
    """A file of this conversation, whole; None where it was deleted. TalkRefused where it cannot be read."""
    name = bytes.fromhex(held.file.name)
    sealed = store.file(kept.pk, name)
    try:
        return None if sealed is None else b"".join(opened_file([sealed], held.key, kept.place, name))
    except Unreadable as broken:
        raise TalkRefused("talk.unreadable") from broken


def ends_on(kept: store.Kept) -> dt.date:
    """The day on which a conversation is erased if nobody writes: later where a case keeps it, or what else hangs on it."""
    last = kept.last_on + dt.timedelta(days=KEPT_DAYS)
    hangs: list[dt.date] = [day for path in settings.KEEP_CONVERSATIONS for day in import_string(path)(kept.pk).values()]
    return max(last, store.case_until(kept.pk) or last, *hangs)


def organisation_of_sender(sender: bytes) -> str:
    """The group for which somebody signed; "" where nobody knows any more."""
    member = signer(sender)
    return member.organisation if member is not None else ""


def pairs(*own: SealPair) -> dict[bytes, SealPair]:
    """Pairs by their public half."""
    return {pair.public: pair for pair in own}


def let_go(pk: int) -> None:
    """A conversation is about to go: rooms above end what they keep for it outside the tables."""
    for path in settings.WHEN_A_CONVERSATION_GOES:
        import_string(path)(pk)
