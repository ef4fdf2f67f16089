"""Talk to a group without a name: begin, come back, write, choose who reads, delete. One promise, one transaction each.

The costly step (a number into keys) is done before any transaction, in its turn (`lanes`).
"""

import datetime as dt
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from madoguchi.help import store
from madoguchi.help.actions import consents, stories, visits
from madoguchi.help.actions.stories import PERSON, Next, Said, Story
from madoguchi.help.decide.urgent import is_urgent
from madoguchi.help.lanes import LANES, WaitingRoomFull
from madoguchi.help.terms import LONGEST_MESSAGE, MOST_EVENTS, Message, Reader, Sender, TalkRefused, Thread, Visit
from madoguchi.network.actions import duty_of, organisation_of, organisations, organisations_open, public_key_of
from madoguchi.network.terms import Organisation
from madoguchi.vault.cases import first_case_key
from madoguchi.vault.events import start
from madoguchi.vault.keys import own_keys, shelf_mark, stretched
from madoguchi.vault.number import ReturnNumber, as_digits, as_words, new_number, read_number
from madoguchi.vault.terms import ID_BYTES, CaseId, NumberError, Place, chance
from madoguchi.vault.words import folded

token, token_fits = visits.token, visits.token_fits

# ------------------------------------------------------------------ who could read


def groups_for(language: str) -> tuple[Reader, ...]:
    """The groups that take new conversations: those who speak the language, or all of them where nobody does."""
    speaking = organisations_open(language)
    found = speaking or tuple({group.id: group for tag in ("en", "ja") for group in organisations_open(tag)}.values())
    return tuple(_reader(group, language, reads=False) for group in found)


def _reader(group: Organisation, language: str, *, reads: bool) -> Reader:
    return Reader(
        group.id, group.name, group.about_in(language), group.funded_by, group.certified.value, duty_of(group).value,
        group.languages, group.hours, reads,
    )  # fmt: skip


# ------------------------------------------------------------------ begin and come back


def begin(text: str, language: str, organisations: Sequence[str], answers: str, today: dt.date) -> str:
    """Begin a conversation with some groups; the cookie of the visit. `answers`: what somebody carries along, or nothing."""
    said = checked_text(text)
    open_now = {reader.id for reader in groups_for(language)}
    chosen = [group for group in dict.fromkeys(organisations) if group in open_now]
    if not chosen:
        raise TalkRefused("talk.no_group")
    house, number = store.instance(today), new_number()
    try:
        with LANES.new():
            root = stretched(number, house)
    except WaitingRoomFull:
        raise TalkRefused("talk.busy") from None
    visit = Visit(root, number)
    with transaction.atomic():
        _create(visit, Place(house, CaseId(chance(ID_BYTES))), language, chosen, [said, answers] if answers else [said], today)
        return visits.begin_visit(visit, house)


def _create(visit: Visit, place: Place, language: str, chosen: Sequence[str], texts: Sequence[str], today: dt.date) -> None:
    keys, key = own_keys(visit.root), first_case_key()
    mark = shelf_mark(visit.root)
    store.create(place, mark, keys.seal.public, keys.sign.public, language, start(place), today)
    kept = _found(mark, place)
    for organisation in (PERSON, *chosen):
        stories.hand_key(kept, key, organisation)
    for text in texts:
        stories.write_event(kept, key, keys.sign, Next(Said.MESSAGE, today, text, is_urgent=is_urgent(text)))
        kept = _found(mark, place)
    store.read_by_person(kept.pk, kept.head.seq)


def _found(mark: bytes, place: Place) -> store.Kept:
    kept = store.by_mark(mark, place.instance, to_write=True)
    if kept is None:
        raise TalkRefused("talk.gone")
    return kept


def come_back(typed: str, today: dt.date) -> str | None:
    """The cookie of a new visit for a number; None for a wrong one and for what is none, after the same work.

    TalkRefused where too many wait at this moment.
    """
    house = store.instance(today)
    try:
        number = read_number(typed)
    except NumberError:
        number = ReturnNumber(0)
    try:
        with LANES.known():
            root = stretched(number, house)
    except WaitingRoomFull:
        raise TalkRefused("talk.busy") from None
    if store.by_mark(shelf_mark(root), house) is None:
        return None
    return visits.begin_visit(Visit(root), house)


def visit_of(cookie: str, today: dt.date) -> Visit | None:
    """The visit of a cookie, if it has not ended."""
    return visits.find_visit(cookie, store.instance(today)) if cookie else None


def end_visit(cookie: str) -> None:
    """Leave: the cookie opens nothing any more."""
    visits.forget_visit(cookie)


def number_of(visit: Visit, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The return number as groups of digits and as words; both empty once the person has said that it is kept."""
    if visit.number is None:
        return (), ()
    return tuple(as_digits(visit.number).split()), as_words(visit.number, language)


def confirm_number(cookie: str, typed_last: str, language: str, today: dt.date) -> bool:
    """Whether the last two groups of digits, or the last two words, were typed. If so, the number is forgotten here."""
    house = store.instance(today)
    visit = visits.find_visit(cookie, house)
    if visit is None or visit.number is None:
        return visit is not None
    digits, words = number_of(visit, language)
    if _as_typed(typed_last) not in (_as_typed("".join(digits[-2:])), _as_typed(" ".join(words[-2:]))):
        return False
    visits.keep_again(cookie, replace(visit, number=None), house)
    return True


def _as_typed(text: str) -> str:
    """What is compared of what somebody typed: digits of any script, or words without marks, capitals and gaps."""
    digits = "".join(str(unicodedata.decimal(sign)) for sign in text if sign.isdecimal())
    return digits or "".join(folded(unicodedata.normalize("NFKC", text)).split())


# ------------------------------------------------------------------ read and write


def thread(visit: Visit, language: str, today: dt.date) -> Thread:
    """The whole conversation, oldest message first; what a group has written counts as read from now on."""
    story = _story(visit, today)
    messages = messages_of(story, story.kept.person_read)
    store.read_by_person(story.kept.pk, story.kept.head.seq)
    readers, asked = _readers(story, language), consents.consents_of(story, today)
    return Thread(messages, readers, story.kept.language, stories.ends_on(story.kept), story.kept.is_urgent, asked)


def has_danger(visit: Visit, today: dt.date) -> bool:
    """Whether somebody wrote of danger in this conversation. Opens nothing, and counts nothing as read."""
    kept = store.by_mark(shelf_mark(visit.root), store.instance(today))
    return kept is not None and kept.is_urgent


def _readers(story: Story, language: str) -> tuple[Reader, ...]:
    reading = stories.readers_of(story.kept)
    there = {group.id: group for group in organisations()}
    others = [group for id_, group in there.items() if id_ not in reading and id_ in _offered(story, language)]
    known = [there[id_] for id_ in reading if id_ in there]
    return tuple(_reader(group, language, reads=group.id in reading) for group in (*known, *others))


def messages_of(story: Story, read: int, *, for_group: bool = False) -> tuple[Message, ...]:
    """The messages of a conversation for one of its two sides, oldest first; what comes after `read` is new to it."""
    return tuple(_message(told, story, read, for_group=for_group) for told in story.told if told.said is Said.MESSAGE)


def _message(told: stories.Told, story: Story, read: int, *, for_group: bool) -> Message:
    by_person = told.sender == story.kept.sign_public
    group = None if by_person else organisation_of(stories.organisation_of_sender(told.sender))
    sender = Sender.PERSON if by_person else Sender.GROUP
    is_new = by_person == for_group and told.seq > read
    return Message(told.seq, sender, group.name if group else "", told.text or "", told.day, told.text is None, is_new)


def _story(visit: Visit, today: dt.date, *, to_write: bool = False) -> Story:
    kept = store.by_mark(shelf_mark(visit.root), store.instance(today), to_write=to_write)
    if kept is None:
        raise TalkRefused("talk.gone")
    return stories.open_story(kept, stories.pairs(own_keys(visit.root).seal))


def write(visit: Visit, text: str, today: dt.date) -> None:
    """One message more to every group that reads; TalkRefused where nobody would read it."""
    said = checked_text(text)
    with transaction.atomic():
        story = _story(visit, today, to_write=True)
        if story.kept.head.seq >= MOST_EVENTS:
            raise TalkRefused("talk.long")
        readers = stories.readers_of(story.kept)
        if not any(public_key_of(reader) for reader in readers):
            raise TalkRefused("talk.group_gone" if readers else "talk.no_group")
        key = stories.key_to_write(story.kept, story.keys)
        following = Next(Said.MESSAGE, today, said, is_urgent=is_urgent(said))
        stories.write_event(story.kept, key, own_keys(visit.root).sign, following)


def _offered(story: Story, language: str) -> set[str]:
    """The groups that a person may let read: those offered on a page in this language, or in that of the conversation."""
    return {reader.id for tag in (language, story.kept.language) for reader in groups_for(tag)}


def let_read(visit: Visit, organisation: str, today: dt.date, language: str) -> None:
    """From now on a group reads the whole conversation, also what was written before."""
    with transaction.atomic():
        story = _story(visit, today, to_write=True)
        if organisation not in _offered(story, language):
            raise TalkRefused("talk.no_group")
        key = stories.key_to_write(story.kept, story.keys)
        stories.hand_key(story.kept, key, organisation)
        following = Next(Said.LETS_READ, today, organisation=organisation)
        stories.write_event(story.kept, key, own_keys(visit.root).sign, following)


def refuse(visit: Visit, organisation: str, today: dt.date) -> None:
    """A group reads nothing any more: its keys go, and what comes next is sealed under another. Who has read, has read."""
    with transaction.atomic():
        story = _story(visit, today, to_write=True)
        if organisation not in stories.readers_of(story.kept):
            return
        consents.forget_group(story, organisation, today)
        store.destroy_wraps(story.kept.pk, organisation)
        key = stories.key_to_write(story.kept, story.keys)
        following = Next(Said.REFUSES, today, organisation=organisation)
        stories.write_event(story.kept, key, own_keys(visit.root).sign, following)


def delete_message(visit: Visit, seq: int, today: dt.date) -> None:
    """Delete the text of one message, one's own or a group's: it is gone for everybody."""
    with transaction.atomic():
        story = _story(visit, today, to_write=True)
        store.delete_body(story.kept.pk, seq)


def erase(visit: Visit, today: dt.date) -> None:
    """Delete everything, for everybody."""
    with transaction.atomic():
        kept = store.by_mark(shelf_mark(visit.root), store.instance(today), to_write=True)
        if kept is not None:
            store.erase(kept.pk)


def checked_text(text: str) -> str:
    """A message as it is kept; TalkRefused where there is nothing in it, or too much. Never cut."""
    said = text.strip()
    if not said:
        raise TalkRefused("talk.empty")
    if len(said) > LONGEST_MESSAGE:
        raise TalkRefused("talk.too_long")
    return said
