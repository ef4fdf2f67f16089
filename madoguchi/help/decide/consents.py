"""What a person has agreed to, folded from the events of a conversation. Never decides who may read; keys do."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from madoguchi.help.terms.consents import KEEPS_THE_CASE, Consent, Purpose, Stands


class Turn(Enum):
    """What happened to a question for consent."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Happened:
    """One event about consents. `about`: the event that asked; `organisation`: who asked, or who was refused as a reader."""

    turn: Turn
    seq: int
    day: dt.date
    about: int = 0
    organisation: str = ""
    asked: Consent | None = None


ANSWERS = {Turn.AGREED: Stands.GIVEN, Turn.DECLINED: Stands.DECLINED}


def consents_after(events: Iterable[Happened], today: dt.date) -> tuple[Consent, ...]:
    """Every question with what became of it, in the order in which they were asked. Past its last day nothing stands."""
    found: dict[int, Consent] = {}
    for event in events:
        if event.turn is Turn.ASKED and event.asked is not None:
            found[event.seq] = event.asked
        elif event.turn is Turn.REFUSED:
            found = {seq: _refused(each, event) for seq, each in found.items()}
        elif event.about in found:
            asked, answered = found[event.about], _answered(found[event.about], event)
            if answered is not asked and event.turn is Turn.AGREED:
                found = {seq: _followed(each, asked) for seq, each in found.items()}
            found[event.about] = answered
    return tuple(_on(consent, today) for consent in found.values())


def _answered(consent: Consent, event: Happened) -> Consent:
    """A question is answered once; what was agreed to can be taken back once."""
    if event.turn in ANSWERS and consent.stands is Stands.OPEN:
        return replace(consent, stands=ANSWERS[event.turn], answered_on=event.day)
    if event.turn is Turn.WITHDRAWN and consent.stands is Stands.GIVEN:
        return replace(consent, stands=Stands.WITHDRAWN, answered_on=event.day)
    return consent


def _followed(earlier: Consent, asked: Consent) -> Consent:
    """The same, agreed to anew: the earlier one has ended, so that taking back the new one takes back both."""
    is_same = (earlier.purpose, earlier.by, earlier.to) == (asked.purpose, asked.by, asked.to)
    return replace(earlier, stands=Stands.ENDED) if is_same and earlier.stands is Stands.GIVEN else earlier


def _refused(consent: Consent, event: Happened) -> Consent:
    """Who may read no more has no consent left, and nothing may go to them."""
    if not ends_with(consent, event.organisation):
        return consent
    if consent.stands is Stands.GIVEN:
        return replace(consent, stands=Stands.WITHDRAWN, answered_on=event.day)
    return replace(consent, stands=Stands.DECLINED, answered_on=event.day) if consent.stands is Stands.OPEN else consent


def ends_with(consent: Consent, organisation: str) -> bool:
    """Whether a consent ends when this group is refused as a reader.

    Not where the group handed the case over: another one keeps it now, and the person did not send that one away.
    """
    gave_it_away = consent.purpose is Purpose.HAND_OVER and consent.by == organisation
    return organisation in (consent.by, consent.to, *consent.groups) and not gave_it_away


def with_rows(consents: Iterable[Consent], rows: frozenset[int]) -> tuple[Consent, ...]:
    """What was given and has no row any more has ended: as that of a group that has handed its case over."""
    return tuple(
        replace(each, stands=Stands.ENDED) if each.stands is Stands.GIVEN and each.seq not in rows else each for each in consents
    )


def of_this_house(consents: Iterable[Consent], groups: frozenset[str], carried: int) -> tuple[Consent, ...]:
    """A question that nobody can act on has ended: of a group that went, or asked in another house and about another group.

    `groups`: those of this house; `carried`: the last event that came from another house. A name there may be another's here.
    """
    return tuple(
        replace(each, stands=Stands.ENDED)
        if each.stands is Stands.OPEN and (each.by not in groups or (each.to and each.seq <= carried))
        else each
        for each in consents
    )


def _on(consent: Consent, today: dt.date) -> Consent:
    # Whoever keeps the case keeps it as long as the conversation, which says the day: nobody loses it between two messages.
    stays = consent.stands is Stands.GIVEN and consent.purpose in KEEPS_THE_CASE
    ends = consent.stands in (Stands.OPEN, Stands.GIVEN) and consent.until < today and not stays
    return replace(consent, stands=Stands.ENDED) if ends else consent


def asks_anew(consents: Iterable[Consent], purpose: Purpose, by: str, to: str) -> bool:
    """Whether the question is open already: nobody is asked the same thing twice at once."""
    return any(each.stands is Stands.OPEN and (each.purpose, each.by, each.to) == (purpose, by, to) for each in consents)


def standing(consents: Iterable[Consent], purpose: Purpose, by: str, to: str = "") -> Consent | None:
    """The newest consent of this purpose that stands."""
    found = [each for each in consents if each.stands is Stands.GIVEN and (each.purpose, each.by, each.to) == (purpose, by, to)]
    return found[-1] if found else None
