"""A group reads what was written to it, and answers. Whoever asks has signed in: a desk holds its keys for one request."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from madoguchi.help import store
from madoguchi.help.actions import files as attached
from madoguchi.help.actions import stories
from madoguchi.help.actions.stories import Next, Said, Story
from madoguchi.help.actions.talk import checked_text, messages_of
from madoguchi.help.terms import MOST_EVENTS, Opened, TalkRefused, Thread, Waiting
from madoguchi.network.terms import Desk


def waiting(desk: Desk, today: dt.date, *, unread_only: bool = False) -> tuple[Waiting, ...]:
    """The conversations of a group: urgent ones first, then those that wait longest; nothing of what they say."""
    group = desk.organisation.id
    found, read = store.of_organisation(group, store.instance(today), unread_only=unread_only), store.read_in(group)
    return tuple(
        Waiting(kept.place.case.hex(), kept.language, kept.last_on, kept.head.seq - read.get(kept.pk, 0), kept.is_urgent)
        for kept in found
    )


def read(desk: Desk, case: str, today: dt.date) -> Thread:
    """A conversation as the group reads it; what was written counts as read from now on."""
    story = story_at_desk(desk, case, today)
    before = store.read_in(desk.organisation.id).get(story.kept.pk, 0)
    store.read_by_group(story.kept.pk, desk.organisation.id, story.kept.head.seq)
    ends_on = stories.ends_on(story.kept)
    return Thread(messages_of(story, before, for_group=True), (), story.kept.language, ends_on, story.kept.is_urgent)


def answer(desk: Desk, case: str, text: str, today: dt.date, files: Sequence[bytes] = ()) -> None:
    """Answer in the name of the group: the member signs, the person reads the group's name. Files are cleaned for them too."""
    said = checked_text(text, files)
    attached.check(files)
    story_at_desk(desk, case, today)  # nothing is cleaned for whoever may not write here
    clean = attached.cleaned_files(files)
    with transaction.atomic():
        story = story_at_desk(desk, case, today, to_write=True)
        if story.kept.head.seq >= MOST_EVENTS:
            raise TalkRefused("talk.long")
        attached.check_room(story.kept, clean)
        key = stories.key_to_write(story.kept, story.keys)
        stories.write_event(story.kept, key, desk.keys.sign, Next(Said.MESSAGE, today, said, files=clean))


def open_file(desk: Desk, case: str, name: str, today: dt.date) -> Opened:
    """A file of a conversation that the group reads; TalkRefused for any other."""
    return attached.open_one(story_at_desk(desk, case, today), name)


def story_at_desk(desk: Desk, case: str, today: dt.date, *, to_write: bool = False) -> Story:
    """A conversation that this group reads; TalkRefused where it does not, or where there is none."""
    try:
        wanted = bytes.fromhex(case)
    except ValueError:
        raise TalkRefused("talk.gone") from None
    kept = store.by_case(wanted, store.instance(today), to_write=to_write)
    if kept is None or desk.organisation.id not in stories.readers_of(kept):
        # Whether there is such a conversation is nobody's business who does not read it.
        raise TalkRefused("talk.gone")
    if to_write:
        stories.check_stays(kept)
    return stories.open_story(kept, stories.pairs(*desk.group_keys.values()))
