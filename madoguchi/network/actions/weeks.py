"""A newcomer's first week: who is new, what they answered, what a mentor wrote. Kept small, and gone when the week is over.

Each entry is sealed twice, to the newcomer and to the group: whoever is new has perhaps not been let read yet, and a mentor is
any colleague who can.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping

from madoguchi.network import store
from madoguchi.network.actions.written import Written, authors, nickname_of, open_at, open_with, seal_for, signed
from madoguchi.network.store import weeks as shelf
from madoguchi.network.terms import Circle, Desk, Member, Sealed
from madoguchi.network.terms.weeks import ENTRY_DAYS, LONGEST_NOTE, MOST_ENTRIES, KeptEntry, WeekDay, WeekNote
from madoguchi.vault.seals import context_of, sealed_to


def is_newcomer(member: Member) -> bool:
    """Whether a member is new."""
    return shelf.is_new(member.id)


def newcomers(desk: Desk) -> tuple[Member, ...]:
    """The members of this group who are new."""
    return shelf.newcomers(desk.organisation.id)


def is_mentor(desk: Desk, member: str) -> bool:
    """Whether who sits here can accompany this newcomer: a colleague who can read, and not the newcomer."""
    return bool(desk.group_keys) and member != desk.member.id and any(one.id == member for one in newcomers(desk))


def begin_week(desk: Desk, member: str, today: dt.date) -> None:
    """A colleague is new from now on; nothing happens where the member is of another group, or sits here."""
    there = any(one.id == member for one in store.members_of(desk.organisation.id))
    if there and desk.group_keys and member != desk.member.id:
        shelf.begin(member, today)


def end_week(desk: Desk, member: str) -> None:
    """A mentor says that somebody is new no more; what they answered goes."""
    if is_mentor(desk, member):
        shelf.end(member)


def keep_answers(desk: Desk, theme: str, answers: Mapping[str, str], today: dt.date) -> bool:
    """Whether the answers of the newcomer at this desk were kept; what they answered before on this theme counts no more."""
    return shelf.is_new(desk.member.id) and _keep(desk, desk.member, theme, {"answers": dict(answers)}, today)


def note_to(desk: Desk, member: str, theme: str, text: str, today: dt.date) -> bool:
    """Whether a mentor's note was kept: short, and with something in it."""
    said, newcomer = text.strip(), store.member(member)
    if newcomer is None or not is_mentor(desk, member) or not 0 < len(said) <= LONGEST_NOTE:
        return False
    return _keep(desk, newcomer, theme, {"note": said}, today)


def _keep(desk: Desk, newcomer: Member, theme: str, said: Mapping[str, object], today: dt.date) -> bool:
    context = _for(newcomer.id, theme)
    text = signed(desk, {**said, "day": today.isoformat()}, context)
    group = seal_for(desk.organisation.id, Circle.ALL, text, context)
    if group is None:
        return False
    own = sealed_to(newcomer.seal_public, text, context)
    return shelf.add(newcomer.id, KeptEntry(theme, today, group.epoch, own, group.content), MOST_ENTRIES)


def own_week(desk: Desk) -> Mapping[str, WeekDay]:
    """The own week, by theme."""
    found = shelf.entries(desk.member.id)
    opened = [(each.theme, open_with(desk.keys.seal, each.for_newcomer, _for(desk.member.id, each.theme))) for each in found]
    return _days(desk.member, opened)


def week_of(desk: Desk, member: str) -> Mapping[str, WeekDay]:
    """A newcomer's week as a mentor sees it, by theme; empty where this desk is none of theirs."""
    newcomer = store.member(member)
    if newcomer is None or not is_mentor(desk, member):
        return {}
    opened = [
        (each.theme, open_at(desk, Sealed(Circle.ALL, each.epoch, each.for_group), _for(member, each.theme)))
        for each in shelf.entries(member)
    ]
    return _days(newcomer, opened)


def _days(newcomer: Member, opened: list[tuple[str, Written | None]]) -> Mapping[str, WeekDay]:
    days: dict[str, WeekDay] = defaultdict(WeekDay)
    who = authors((written for _, written in opened if written is not None), newcomer.organisation)
    for theme, written in opened:
        author = None if written is None else who.get(written.signer)
        if written is None or author is None:
            continue
        before, answers = days[theme], written.said.get("answers")
        if isinstance(answers, dict) and author.id == newcomer.id:
            days[theme] = WeekDay(answers, before.notes)
        elif "note" in written.said and author.id != newcomer.id:
            day = dt.date.fromisoformat(str(written.said["day"]))
            note = WeekNote(nickname_of(author), day, str(written.said["note"]))
            days[theme] = WeekDay(before.answers, (*before.notes, note))
    return dict(days)


def forget_entries(today: dt.date) -> int:
    """Delete what was answered in a week that nobody ended; how many."""
    return shelf.forget(today - dt.timedelta(days=ENTRY_DAYS))


def _for(member: str, theme: str) -> bytes:
    return context_of("first week", member.encode(), theme.encode())
