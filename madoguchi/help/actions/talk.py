"""Talk to a group without a name: begin, come back, write, choose who reads, delete. One promise, one transaction each.

The costly step (a number into keys) is done before any transaction, in its turn (`lanes`).
"""

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from typing import NoReturn

from django.db import IntegrityError, transaction

from madoguchi.cleaning.terms import Cleaned
from madoguchi.help import erased, store
from madoguchi.help.actions import consents, moving, stories, visits
from madoguchi.help.actions import files as attached
from madoguchi.help.actions.stories import PERSON, Next, Said, Story
from madoguchi.help.decide.talking import has_come
from madoguchi.help.decide.urgent import is_urgent
from madoguchi.help.lanes import LANES, WaitingRoomFull
from madoguchi.help.terms import (
    LONGEST_MESSAGE,
    MOST_EVENTS,
    Message,
    Opened,
    Reader,
    Sender,
    TalkRefused,
    Thread,
    Visit,
)
from madoguchi.help.terms.moving import Moved
from madoguchi.network.actions import duties_of, organisation_of, organisations, organisations_open, public_key_of
from madoguchi.network.terms import Organisation
from madoguchi.vault.cases import first_case_key
from madoguchi.vault.events import start
from madoguchi.vault.keys import own_keys, shelf_mark, stretched
from madoguchi.vault.number import ReturnNumber, as_digits, as_words, new_number, read_number
from madoguchi.vault.terms import ID_BYTES, CaseId, InstanceId, NumberError, Place, SecretBytes, chance
from madoguchi.vault.words import folded

token, token_fits = visits.token, visits.token_fits

# ------------------------------------------------------------------ who could read


def groups_for(language: str) -> tuple[Reader, ...]:
    """The groups that take new conversations: those who speak the language, or all of them where nobody does."""
    return _as_readers(_open_for(language), language)


def _open_for(language: str) -> tuple[Organisation, ...]:
    speaking = organisations_open(language)
    return speaking or tuple({group.id: group for tag in ("en", "ja") for group in organisations_open(tag)}.values())


def _as_readers(groups: Sequence[Organisation], language: str, reading: Container[str] = ()) -> tuple[Reader, ...]:
    duties, moves = duties_of(groups), moving.moves()
    return tuple(
        Reader(
            group.id, group.name, group.about_in(language), group.funded_by, group.certified.value, duties[group.id].value,
            group.languages, group.hours, group.id in reading, moves.get(group.id),
        )
        for group in groups
    )  # fmt: skip


# ------------------------------------------------------------------ begin and come back


@dataclass(frozen=True, slots=True)
class First:
    """A first message as it came in. `answers`: what somebody carries along, or nothing. `page`: chance of the page it was
    written on, by which the same message is known when it comes twice; empty where it is not known.
    """

    text: str = field(repr=False)
    language: str
    organisations: tuple[str, ...]
    answers: str = field(default="", repr=False)
    files: tuple[bytes, ...] = field(default=(), repr=False)
    page: bytes = field(default=b"", repr=False)


def begin(first: First, cookie: str, today: dt.date) -> str:
    """Begin a conversation with some groups; the cookie of the visit. `cookie`: that of an open visit, which ends, or none.

    The same message from the same page begins nothing new: it leads to the conversation that it began.
    """
    said = checked_text(first.text, first.files)
    open_now = {group.id for group in _open_for(first.language)}
    chosen = tuple(group for group in dict.fromkeys(first.organisations) if group in open_now)
    if not chosen:
        raise TalkRefused("talk.no_group")
    house, again = store.instance(today), visits.first_key(first.page, said, chosen, first.answers, first.files)
    there = visits.begun_already(again, cookie, house)
    if there:
        return there
    files, number = attached.cleaned_files(first.files), new_number()
    try:
        with LANES.new():
            root = stretched(number, house)
    except WaitingRoomFull:
        raise TalkRefused("talk.busy") from None
    visit = Visit(root, number, visits.mark_of(again) if again else b"")
    following = [Next(Said.MESSAGE, today, said, is_urgent=is_urgent(said), files=files)]
    if first.answers:
        following.append(Next(Said.MESSAGE, today, first.answers, is_urgent=is_urgent(first.answers)))
    try:
        with transaction.atomic():
            _create(visit, Place(house, CaseId(chance(ID_BYTES))), first.language, chosen, following)
            if again:
                visits.keep_first(again, visit, house)
            made = visits.begin_visit(visit, house)
    except IntegrityError:
        # The same message came over two lines at once, and the other one was quicker.
        return visits.begun_already(again, "", house) or _refuse("talk.busy")
    visits.forget_visit(cookie)
    return made


def _refuse(key: str) -> NoReturn:
    raise TalkRefused(key)


def arrived(visit: Visit) -> None:
    """The browser has its cookie: from now on nothing but cookie and number opens this conversation."""
    if visit.first:
        store.end_visits([visit.first])


def _create(visit: Visit, place: Place, language: str, chosen: Sequence[str], first: Sequence[Next]) -> None:
    keys, key = own_keys(visit.root), first_case_key()
    beginning = store.Beginning(
        place, shelf_mark(visit.root), keys.seal.public, keys.sign.public, language, start(place), len(first)
    )
    kept = store.create(beginning, first[0].day)
    for organisation in (PERSON, *chosen):
        stories.hand_key(kept, key, organisation)
    for following in first:
        kept = stories.write_event(kept, key, keys.sign, following)


def come_back(typed: str, today: dt.date) -> str | tuple[Moved, ...] | None:
    """The cookie of a new visit for a number; None for a wrong one and for what is none, after the same work.

    Where the conversation went to another house: where, which nobody reads without the number. TalkRefused where too many wait
    at this moment.
    """
    house = store.instance(today)
    try:
        number = read_number(typed)
    except NumberError:
        number = ReturnNumber(0)
    went: tuple[Moved, ...] = ()
    for salt in (house, *moving.origins()):
        root = _root_in_turn(number, salt)
        if store.by_mark(shelf_mark(root), house) is not None:
            return visits.begin_visit(Visit(root), house)
        went = (*went, *moving.moved(root))
    return went or None


def _root_in_turn(number: ReturnNumber, salt: InstanceId) -> SecretBytes:
    try:
        with LANES.known():
            return stretched(number, salt)
    except WaitingRoomFull:
        raise TalkRefused("talk.busy") from None


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
    kept, readers, asked = story.kept, _readers(story, language), consents.consents_of(story, today)
    on_its_way = moving.moves().get(kept.leaves)
    return Thread(
        messages, readers, kept.language, stories.ends_on(kept), kept.is_urgent, asked, moving.moved(visit.root), on_its_way
    )


def has_danger(visit: Visit, today: dt.date) -> bool:
    """Whether somebody wrote of danger in this conversation. Opens nothing, and counts nothing as read."""
    kept = store.by_mark(shelf_mark(visit.root), store.instance(today))
    return kept is not None and kept.is_urgent


def _readers(story: Story, language: str) -> tuple[Reader, ...]:
    reading = stories.readers_of(story.kept)
    there = {group.id: group for group in organisations()}
    others = [group for id_, group in there.items() if id_ not in reading and id_ in _offered(story, language)]
    known = [there[id_] for id_ in reading if id_ in there]
    return _as_readers((*known, *others), language, reading)


def messages_of(story: Story, read: int, *, for_group: bool = False) -> tuple[Message, ...]:
    """The messages of a conversation for one of its two sides, oldest first; what comes after `read` is new to it."""
    return tuple(_message(told, story, read, for_group=for_group) for told in story.told if told.said is Said.MESSAGE)


def _message(told: stories.Told, story: Story, read: int, *, for_group: bool) -> Message:
    by_person = told.sender == story.kept.sign_public
    group = None if by_person else organisation_of(stories.organisation_of_sender(told.sender))
    sender = Sender.PERSON if by_person else Sender.GROUP
    is_new = by_person == for_group and told.seq > read
    said = told.body
    files = tuple(replace(held.file, is_removed=held.file.name not in story.files) for held in said.files) if said else ()
    name, text = group.name if group else "", said.text if said else ""
    return Message(told.seq, sender, name, text, told.day, said is None, is_new, files)


def _story(visit: Visit, today: dt.date, *, to_write: bool = False) -> Story:
    kept = store.by_mark(shelf_mark(visit.root), store.instance(today), to_write=to_write)
    if kept is None:
        raise TalkRefused("talk.gone")
    if to_write:
        stories.check_stays(kept)
    return stories.open_story(kept, stories.pairs(own_keys(visit.root).seal))


def write(visit: Visit, text: str, today: dt.date, files: tuple[Cleaned, ...] = ()) -> None:
    """One message more to every group that reads; TalkRefused where nobody would read it."""
    said = checked_text(text, files)
    with transaction.atomic():
        story = _story(visit, today, to_write=True)
        if story.kept.head.seq >= MOST_EVENTS:
            raise TalkRefused("talk.long")
        readers = stories.readers_of(story.kept)
        if not any(public_key_of(reader) for reader in readers):
            raise TalkRefused("talk.group_gone" if readers else "talk.no_group")
        attached.check_room(story.kept, files)
        key = stories.key_to_write(story.kept, story.keys)
        following = Next(Said.MESSAGE, today, said, is_urgent=is_urgent(said), files=files)
        stories.write_event(story.kept, key, own_keys(visit.root).sign, following)


def write_once(visit: Visit, text: str, after: int, files: Sequence[bytes], today: dt.date) -> None:
    """The same, with files; nothing where this very message has come since its page was shown (`after`: the last one there)."""
    checked_text(text, files)
    clean = attached.cleaned_files(files)
    digests = [hashlib.sha256(file.content).hexdigest() for file in clean]
    story = _story(visit, today)
    if not has_come(messages_of(story, story.kept.person_read), text, after, digests):
        write(visit, text, today, clean)


def _offered(story: Story, language: str) -> set[str]:
    """The groups that a person may let read: those offered on a page in this language, or in that of the conversation."""
    return {group.id for tag in (language, story.kept.language) for group in _open_for(tag)}


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
        stories.take_keys(story.kept, organisation)
        key = stories.key_to_write(story.kept, story.keys)
        following = Next(Said.REFUSES, today, organisation=organisation)
        stories.write_event(story.kept, key, own_keys(visit.root).sign, following)


def delete_message(visit: Visit, seq: int, today: dt.date) -> None:
    """Delete one message with its files, one's own or a group's: it is gone for everybody."""
    with transaction.atomic():
        story = _story(visit, today, to_write=True)
        if any(told.seq == seq and told.body is not None for told in story.told):
            erased.note_message(story.kept.place, store.story(story.kept.pk)[seq - 1])
            store.delete_body(story.kept.pk, seq)


def open_file(visit: Visit, name: str, today: dt.date) -> Opened:
    """A file of this conversation; TalkRefused for any other."""
    return attached.open_one(_story(visit, today), name)


def delete_file(visit: Visit, name: str, today: dt.date) -> None:
    """Delete one file, one's own or a group's: it is gone for everybody. Nothing happens where there is none of this name."""
    with transaction.atomic():
        story = _story(visit, today, to_write=True)
        if name in story.files:
            erased.note_file(story.kept.place, bytes.fromhex(name))
            store.delete_file(story.kept.pk, bytes.fromhex(name))


def erase(visit: Visit, today: dt.date) -> tuple[Moved, ...]:
    """Delete everything, for everybody. Where a copy is on its way to another house, or went there: where."""
    with transaction.atomic():
        kept = store.by_mark(shelf_mark(visit.root), store.instance(today), to_write=True)
        if kept is not None:
            on_its_way = moving.moves().get(kept.leaves)
            if on_its_way is not None:
                moving.tell(kept, on_its_way, today)
            erased.note_conversation(kept.place)
            stories.let_go(kept.pk)
            store.erase(kept.pk)
        return tuple(each for each in moving.moved(visit.root) if each.went)


def checked_text(text: str, files: Sequence[object] = ()) -> str:
    """A message as it is kept; TalkRefused where there is nothing in it and no file with it, or too much. Never cut."""
    said = text.strip()
    if not said and not files:
        raise TalkRefused("talk.empty")
    if len(said) > LONGEST_MESSAGE:
        raise TalkRefused("talk.too_long")
    return said
