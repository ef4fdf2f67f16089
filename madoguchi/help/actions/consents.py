"""What a person is asked to agree to: read the questions, agree, decline, take back. The person signs; nobody answers for them.

What was agreed to also lies openly as a row, on which rooms above hang what they keep for it: when the row goes, that goes.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction

from madoguchi.help import erased, store
from madoguchi.help.actions import stories
from madoguchi.help.actions.stories import Next, Said, Story, Told
from madoguchi.help.decide.consents import Happened, Turn, consents_after, ends_with, of_this_house, with_rows
from madoguchi.help.terms import TalkRefused, Visit
from madoguchi.help.terms.consents import LEAVES_NO_ROW, TALK, Consent, Purpose, Stands
from madoguchi.network.actions import organisations, traces
from madoguchi.network.terms import Trace
from madoguchi.vault.events import CaseKey
from madoguchi.vault.keys import own_keys, shelf_mark

TURNS = {
    Said.ASKS_CONSENT: Turn.ASKED,
    Said.AGREES: Turn.AGREED,
    Said.DECLINES: Turn.DECLINED,
    Said.WITHDRAWS: Turn.WITHDRAWN,
    Said.REFUSES: Turn.REFUSED,
}


def consents_of(story: Story, today: dt.date) -> tuple[Consent, ...]:
    """Every question of a conversation with what became of it."""
    told = consents_after((_happened(told) for told in story.told if told.said in TURNS), today)
    rows = store.consent_seqs(story.kept.pk) | _without_row(story, told)
    here = frozenset(group.id for group in organisations())
    return of_this_house(with_rows(told, rows), here, story.kept.carried)


def _without_row(story: Story, consents: Iterable[Consent]) -> frozenset[int]:
    """What stands without a row. Taken back once, it stands no more, whatever a backup that was put back says."""
    given = [each.seq for each in consents if each.purpose in LEAVES_NO_ROW and each.stands is Stands.GIVEN]
    if not given:
        return frozenset()
    taken_back, events = erased.known(), store.story(story.kept.pk)
    return frozenset(seq for seq in given if erased.mark_of_consent(story.kept.place, events[seq - 1]) not in taken_back)


def _happened(told: Told) -> Happened:
    turn, about = TURNS[told.said], told.more.get("about", 0)
    assert isinstance(about, int)
    if turn is not Turn.ASKED:
        return Happened(turn, told.seq, told.day, about, told.organisation)
    by = stories.organisation_of_sender(told.sender)
    parts, until = told.more["parts"], dt.date.fromisoformat(str(told.more["until"]))
    assert isinstance(parts, list)
    purpose = Purpose(int(str(told.more["purpose"])))
    groups = told.more.get("groups", [])
    assert isinstance(groups, list)
    to = str(told.more["to"])
    asked = Consent(told.seq, purpose, by, to, tuple(parts), until, told.day, Stands.OPEN, groups=tuple(groups))
    return Happened(turn, told.seq, told.day, organisation=by, asked=asked)


def agree(visit: Visit, seq: int, today: dt.date) -> None:
    """Agree to what an event asked. Where this conversation goes along, the other group reads it from now on."""
    with transaction.atomic():
        story, consent = _asked(visit, seq, today, Stands.OPEN)
        if story is None or consent is None:
            return
        key = stories.key_to_write(story.kept, story.keys)
        if TALK in consent.parts:
            stories.hand_key(story.kept, key, consent.to)
        _say(visit, story, key, Said.AGREES, seq, today)
        if consent.purpose not in LEAVES_NO_ROW:
            store.add_consent(story.kept.pk, seq, consent.purpose, consent.by, consent.to, consent.until)


def decline(visit: Visit, seq: int, today: dt.date) -> None:
    """Say no to what an event asked; nothing else changes."""
    with transaction.atomic():
        story, _ = _asked(visit, seq, today, Stands.OPEN)
        if story is not None:
            _say(visit, story, stories.key_to_write(story.kept, story.keys), Said.DECLINES, seq, today)


def withdraw(visit: Visit, seq: int, today: dt.date) -> None:
    """Take back what was agreed to: what hangs on it is gone, and a group that read because of it reads no more."""
    with transaction.atomic():
        story, consent = _asked(visit, seq, today, Stands.GIVEN)
        if story is None or consent is None:
            return
        _end(story, [seq])
        if TALK in consent.parts:
            stories.take_keys(story.kept, consent.to)
        _say(visit, story, stories.key_to_write(story.kept, story.keys), Said.WITHDRAWS, seq, today)


def forget_group(story: Story, organisation: str, today: dt.date) -> None:
    """A group was refused: nothing stands any more that it asked for, or that was to go to it."""
    given = (each for each in consents_of(story, today) if each.stands is Stands.GIVEN)
    _end(story, [each.seq for each in given if ends_with(each, organisation)])


def _end(story: Story, seqs: Sequence[int]) -> None:
    """The person's yes to these questions stands no more, and no backup brings it back."""
    events = store.story(story.kept.pk)
    erased.note_consents(story.kept.place, [events[seq - 1] for seq in seqs])
    store.drop_consents(story.kept.pk, seqs)


def traces_of(visit: Visit, today: dt.date) -> tuple[Trace, ...] | None:
    """Who opened what of this person, newest first; None where the conversation is gone."""
    kept = store.by_mark(shelf_mark(visit.root), store.instance(today))
    return None if kept is None else traces(kept.place.case.hex())


def _asked(visit: Visit, seq: int, today: dt.date, stands: Stands) -> tuple[Story | None, Consent | None]:
    """The conversation and the question, if it stands like this; neither where it was answered meanwhile."""
    kept = store.by_mark(shelf_mark(visit.root), store.instance(today), to_write=True)
    if kept is None:
        raise TalkRefused("talk.gone")
    stories.check_stays(kept)
    story = stories.open_story(kept, stories.pairs(own_keys(visit.root).seal))
    found = _with_seq(consents_of(story, today), seq)
    return (story, found) if found is not None and found.stands is stands else (None, None)


def _with_seq(consents: Iterable[Consent], seq: int) -> Consent | None:
    return next((each for each in consents if each.seq == seq), None)


def _say(visit: Visit, story: Story, key: CaseKey, said: Said, seq: int, today: dt.date) -> None:
    stories.write_event(story.kept, key, own_keys(visit.root).sign, Next(said, today, more={"about": seq}))
