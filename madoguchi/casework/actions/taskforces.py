"""Give parts of a case to a taskforce, on the person's consent: as they stand today, without whose case it is.

What is given is sealed under a key of its own, which is wrapped for the key of the taskforce. It hangs on the case, the consent
and the taskforce, and goes with whichever goes first. What is written into the case later, the taskforce never sees.
"""

import datetime as dt

from django.db import transaction

from madoguchi.casework.actions import cases
from madoguchi.casework.actions.cases import Opened
from madoguchi.casework.decide import giving
from madoguchi.casework.store import given as shelf
from madoguchi.casework.terms import CaseRefused, Given, Part
from madoguchi.help import keyring
from madoguchi.help.actions import asking
from madoguchi.help.terms.consents import Purpose
from madoguchi.network import actions as network
from madoguchi.network.actions import councils
from madoguchi.network.terms import Act, Circle, Desk, Member, NotDone, Refusal
from madoguchi.network.terms.councils import CouncilKind, Sitting
from madoguchi.vault import cases as vault
from madoguchi.vault.chain import checked
from madoguchi.vault.events import open_event, seal_event, start
from madoguchi.vault.padding import LARGEST_BUCKET, LENGTH_BYTES
from madoguchi.vault.terms import ID_BYTES, BrokenChain, CaseId, Place, Unreadable, chance

GIVEN = 1
"""The one kind of event in the story of something given."""


def taskforce(desk: Desk, id_: str, today: dt.date, *, to_write: bool = False) -> Sitting:
    """A taskforce at which the member sits; NotDone where there is none, or where it is something else."""
    sitting = councils.opened(desk, id_, today, to_write=to_write)
    if sitting.council.kind is not CouncilKind.TASKFORCE:
        raise NotDone(Refusal.NO_SUCH_COUNCIL)
    return sitting


def possible_parts(found: Opened, sitting: Sitting) -> tuple[Part, ...]:
    """The parts of a case that this desk reads and that taskforce may: what concerns the stay, only where nobody has a duty."""
    there = (part for part in giving.GIVABLE if part in found.open)
    return tuple(part for part in there if part.circle is Circle.ALL or sitting.council.circle is Circle.FREE)


# ------------------------------------------------------------------ the group that gives


def ask(desk: Desk, case: str, id_: str, wanted: tuple[Part, ...], today: dt.date) -> None:
    """Ask the person whether these parts may be given to the groups that sit there today, until the taskforce ends."""
    found, sitting = _ours(desk, case, today), taskforce(desk, id_, today)
    chosen = tuple(part for part in possible_parts(found, sitting) if part in wanted)
    if not chosen:
        raise CaseRefused("give.no_part")
    last_day, words = sitting.council.last_day, tuple(part.value for part in chosen)
    asking.ask(
        desk, found.kept.conversation, Purpose.TASKFORCE, today, to=id_, parts=words, groups=sitting.groups, until=last_day
    )


def _ours(desk: Desk, case: str, today: dt.date, *, to_write: bool = False) -> Opened:
    found = cases.opened_quietly(desk, case, today, to_write=to_write)
    if found.kept.owner != desk.organisation.id:
        raise CaseRefused("case.not_yours")
    return found


def give(desk: Desk, case: str, id_: str, today: dt.date) -> None:
    """Give what the person agreed to, as it stands today. One yes gives once."""
    with transaction.atomic():
        found = _ours(desk, case, today, to_write=True)
        # Held until the end: nobody of another group sits down while this is given.
        sitting = taskforce(desk, id_, today, to_write=True)
        agreed = asking.agreed(desk, found.kept.conversation, Purpose.TASKFORCE, today, to=id_)
        if agreed is None:
            raise CaseRefused("give.no_consent")
        consent, row = agreed
        if any((each.consent, each.asked) == (row, consent.seq) for each in shelf.of_case(case)):
            raise CaseRefused("give.given_already")
        if not set(sitting.groups) <= set(consent.groups):
            # Another group sat down since the person was asked: they agreed to the others only.
            raise CaseRefused("give.new_group")
        parts = tuple(part for part in possible_parts(found, sitting) if part.value in consent.parts)
        if {part.value for part in parts} != set(consent.parts):
            raise CaseRefused("offer.not_all")
        shelf.add(_sealed(desk, found, sitting, parts, (row, consent.seq), today))
        network.note(desk, Act.GAVE_TO_TASKFORCE, found.kept.conversation, today)


def _sealed(
    desk: Desk, found: Opened, sitting: Sitting, parts: tuple[Part, ...], consent: tuple[int, int], today: dt.date
) -> shelf.KeptGiven:
    text = giving.written(found.case, parts, today)
    if len(text) + LENGTH_BYTES > LARGEST_BUCKET:
        raise CaseRefused("give.too_much")
    id_, key = chance(ID_BYTES).hex(), vault.first_case_key()
    place = Place(asking.house(today), CaseId(bytes.fromhex(id_)))
    content = seal_event(text, place, key, desk.keys.sign, kind=GIVEN, after=start(place))
    wrap = vault.wrapped(key, place, sitting.pairs[max(sitting.pairs)].public, keyring.newest())
    row, asked = consent
    council, by, conversation = sitting.council.id, desk.organisation.id, found.kept.conversation
    return shelf.KeptGiven(id_, found.kept.id, conversation, council, row, asked, by, today, wrap, content)


def given_of(case: str) -> dict[int, shelf.KeptGiven]:
    """What of a case lies at taskforces, by the question that its person agreed to."""
    return {each.asked: each for each in shelf.of_case(case)}


def take_back(desk: Desk, case: str, id_: str, today: dt.date) -> None:
    """The group that keeps the case takes back what was given of it; nothing happens where it is gone already."""
    _ours(desk, case, today)
    shelf.drop(id_, case)


# ------------------------------------------------------------------ the taskforce


def given_to(desk: Desk, sitting: Sitting, today: dt.date) -> tuple[Given, ...]:
    """What was given to a taskforce, and a line in the trail that each person can read."""
    found = []
    for kept in shelf.lies_at(sitting.council.id, today):
        case = _opened(kept, sitting, today)
        if case is not None:
            found.append(case)
            if kept.by != desk.organisation.id:
                network.note(desk, Act.READ_IN_TASKFORCE, kept.conversation, today)
    return tuple(found)


def _opened(kept: shelf.KeptGiven, sitting: Sitting, today: dt.date) -> Given | None:
    place = Place(asking.house(today), CaseId(bytes.fromhex(kept.id)))
    pair = next((pair for pair in sitting.pairs.values() if pair.public == kept.wrap.reader), None)
    if pair is None:
        return None
    try:
        checked([kept.content], place, known=None, may_write=lambda header: _is_of(header.sender, kept.by))
        key = vault.unwrapped(kept.wrap, place, pair, keyring.numbered(kept.wrap.vault))
        text = open_event(kept.content, place, key).content.reveal()
    except (BrokenChain, Unreadable):
        return None
    return Given(kept.id, kept.by, kept.given_on, giving.read(text, kept.by))


def _is_of(sender: bytes, organisation: str) -> bool:
    member = network.signer(sender)
    return member is not None and member.organisation == organisation


def seat(desk: Desk, id_: str, member: Member, today: dt.date) -> None:
    """Let a member sit down. While something of a person lies there, nobody of a group that they did not agree to."""
    with transaction.atomic():
        sitting = taskforce(desk, id_, today, to_write=True)
        if member.organisation not in sitting.groups and shelf.lies_at(id_, today):
            raise NotDone(Refusal.NEW_GROUP)
        councils.seat(desk, id_, member, today)
