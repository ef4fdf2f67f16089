"""The end of a membership or a role: by an operator, or by itself after the last day for which somebody was taken on."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from madoguchi.network import decide, store
from madoguchi.network.store import leaving
from madoguchi.network.terms import Circle, Ended, Member, Refusal
from madoguchi.vault.seals import context_of


def end_member(nickname: str, today: dt.date) -> Ended | Refusal:
    """End a membership: no sign-in from now on, open desks are closed, and a new epoch is asked for."""
    name = decide.tidy_nickname(nickname) or ""
    with transaction.atomic():
        member = store.member_called(name)
        if member is None:
            return Refusal.NO_SUCH_MEMBER
        # Ended here alone, they would still be a member in the other house.
        return Refusal.HAS_LEFT if leaving.has_left(member.organisation) else _end(member, today)


def _end(member: Member, today: dt.date) -> Ended:
    import_string(settings.ENDINGS_NOTED_BY)(mark_of_membership(member.id))
    store.end_member(member.id, today)
    for circle in Circle:
        store.ask_renewal(member.organisation, circle)
    epochs = store.epochs(member.organisation)
    return Ended(member.organisation, len(store.holders(member.organisation, len(epochs))))


def mark_of_membership(member: str) -> bytes:
    """What the end of a membership is known by, so that no backup brings it back. Nobody is made a member with an old id."""
    return context_of("ended membership", member.encode())


def end_again(marks: frozenset[bytes], today: dt.date) -> int:
    """End every membership that had ended before a backup was put back; how many."""
    back = [member for member in store.members_now() if mark_of_membership(member.id) in marks]
    with transaction.atomic():
        for member in back:
            _end(member, today)
    return len(back)


def end_due(today: dt.date) -> int:
    """End every membership whose last day is past; how many. Asked at each sign-in and each page of a desk."""
    due = store.members_due(today)
    if due:
        with transaction.atomic():
            for member in due:
                _end(member, today)
    return len(due)


def set_until(nickname: str, until: dt.date | None, today: dt.date) -> Refusal | None:
    """Say which day is the last one of a membership, or that there is none."""
    member = store.member_called(decide.tidy_nickname(nickname) or "")
    if member is None:
        return Refusal.NO_SUCH_MEMBER
    if until is not None and until < today:
        return Refusal.DAY_PAST
    if leaving.has_left(member.organisation):
        return Refusal.HAS_LEFT
    store.set_until(member.id, until)
    return None


def set_coordinates(nickname: str, until: dt.date | None, today: dt.date) -> Refusal | None:
    """Say until which day a member looks after the rota of the network, or that they do not. The role ends by itself."""
    member = store.member_called(decide.tidy_nickname(nickname) or "")
    if member is None:
        return Refusal.NO_SUCH_MEMBER
    if until is not None and until < today:
        return Refusal.DAY_PAST
    store.set_coordinates_until(member.id, until)
    return None
