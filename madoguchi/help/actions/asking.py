"""A group asks a person to agree to something, and reads what they answered. A member signs the question.

Rooms above ask here: they never look into a conversation themselves.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from madoguchi.help import store
from madoguchi.help.actions import stories
from madoguchi.help.actions.consents import consents_of
from madoguchi.help.actions.inbox import story_at_desk
from madoguchi.help.actions.stories import Next, Said
from madoguchi.help.decide.consents import asks_anew, standing
from madoguchi.help.terms import MOST_EVENTS, TalkRefused
from madoguchi.help.terms.consents import CONSENT_DAYS, Consent, Purpose
from madoguchi.network.terms import Desk
from madoguchi.vault.terms import InstanceId


@dataclass(frozen=True, slots=True)
class Seen:
    """What a group may know of a conversation without reading its messages. `row`: where rooms above hang what is theirs."""

    row: int
    case: str
    language: str
    last_on: dt.date
    ends_on: dt.date
    consents: tuple[Consent, ...]


def seen(desk: Desk, case: str, today: dt.date) -> Seen:
    """A conversation that this group reads; TalkRefused where it does not, or where there is none."""
    story = story_at_desk(desk, case, today)
    # That somebody is asked about a measure says something of their stay: whoever may have to report does not meet it.
    hidden = frozenset() if desk.free_keys else frozenset({Purpose.CAMPAIGN})
    asked = (each for each in consents_of(story, today) if each.purpose not in hidden)
    ours = tuple(each for each in asked if desk.organisation.id in (each.by, each.to))
    kept = story.kept
    return Seen(kept.pk, case, kept.language, kept.last_on, stories.ends_on(kept), ours)


def ask(
    desk: Desk, case: str, purpose: Purpose, today: dt.date,
    *, to: str = "", parts: tuple[str, ...] = (), groups: tuple[str, ...] = (), until: dt.date = dt.date.max,
) -> None:  # fmt: skip
    """Ask the person; TalkRefused where the same question waits for its answer already.

    `groups`, `until`: of a taskforce, who sits there and its last day. Nothing that is agreed to lasts longer than a year.
    """
    with transaction.atomic():
        story = story_at_desk(desk, case, today, to_write=True)
        if story.kept.head.seq >= MOST_EVENTS:
            raise TalkRefused("talk.long")
        if asks_anew(consents_of(story, today), purpose, desk.organisation.id, to):
            raise TalkRefused("consent.asked_already")
        last_day = min(today + dt.timedelta(days=CONSENT_DAYS), until)
        more = {"purpose": int(purpose), "to": to, "parts": list(parts), "groups": list(groups), "until": last_day.isoformat()}
        key = stories.key_to_write(story.kept, story.keys)
        stories.write_event(story.kept, key, desk.keys.sign, Next(Said.ASKS_CONSENT, today, more=more))
        read = store.read_in(desk.organisation.id).get(story.kept.pk, 0)
        if read == story.kept.head.seq:  # what we ask ourselves is nothing new to us
            store.read_by_group(story.kept.pk, desk.organisation.id, read + 1)


def agreed(desk: Desk, case: str, purpose: Purpose, today: dt.date, *, to: str = "") -> tuple[Consent, int] | None:
    """The consent of this purpose that stands, read from the signed story, and its row; None where there is none."""
    story = story_at_desk(desk, case, today)
    found = standing(consents_of(story, today), purpose, desk.organisation.id, to)
    row = None if found is None else store.consent_row(story.kept.pk, found.seq)
    return None if found is None or row is None else (found, row)


def says_yes(desk: Desk, case: str, purpose: Purpose, today: dt.date, *, to: str) -> bool:
    """Whether the person agrees to something that leaves no row, read from the signed story."""
    return standing(seen(desk, case, today).consents, purpose, desk.organisation.id, to) is not None


def row_of(talk: int, seq: int) -> int | None:
    """The row of a consent that stands, by the row of its conversation and the question; None where there is none."""
    return store.consent_row(talk, seq)


def done_with(row: int) -> None:
    """What a person agreed to has done its part, and stands no more; whoever calls has hung everything elsewhere."""
    store.drop_consent_row(row)


def stop_reading(desk: Desk, case: str, today: dt.date) -> None:
    """This group gives its own keys to a conversation away; its person sees that it reads no more."""
    with transaction.atomic():
        story = story_at_desk(desk, case, today, to_write=True)
        stories.take_keys(story.kept, desk.organisation.id)


def house(today: dt.date) -> InstanceId:
    """The id of this instance, to which rooms above bind what they seal."""
    return store.instance(today)
