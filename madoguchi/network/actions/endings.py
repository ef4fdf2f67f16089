"""The end of a membership or a role: by an operator, or by itself after the last day for which somebody was taken on."""

import datetime as dt

from django.db import transaction

from madoguchi.network import decide, store
from madoguchi.network.terms import Circle, Ended, Member, Refusal


def end_member(nickname: str, today: dt.date) -> Ended | Refusal:
    """End a membership: no sign-in from now on, open desks are closed, and a new epoch is asked for."""
    name = decide.tidy_nickname(nickname) or ""
    with transaction.atomic():
        member = store.member_called(name)
        return Refusal.NO_SUCH_MEMBER if member is None else _end(member, today)


def _end(member: Member, today: dt.date) -> Ended:
    store.end_member(member.id, today)
    for circle in Circle:
        store.ask_renewal(member.organisation, circle)
    epochs = store.epochs(member.organisation)
    return Ended(member.organisation, len(store.holders(member.organisation, len(epochs))))


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
