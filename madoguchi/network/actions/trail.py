"""The trail: who opened what a person entrusted to a group. Appended to, never changed; each line seals the one before.

A line holds a day, a member, a group and the id of a conversation. The person reads the lines of their own conversation.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction

from madoguchi.network import decide, store
from madoguchi.network.store import FORGOTTEN
from madoguchi.network.store import trail as shelf
from madoguchi.network.store.trail import Line
from madoguchi.network.terms import Act, Desk, Trace, Verified
from madoguchi.network.terms.keeping import KEPT

TRIES = 20
"""So many members may write at the same moment; each takes the next place."""


def note(desk: Desk, act: Act, about: str, today: dt.date) -> None:
    """Write down that the member at this desk did something today; the same once a day."""
    if shelf.has_line(today, desk.member.id, about, act):
        return
    _append(today, desk.member.id, desk.organisation.id, about, act)


def _append(day: dt.date, member: str, group: str, about: str, act: int) -> None:
    for tries_left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                shelf.add_line(_next(day, member, group, about, act))
        except IntegrityError:
            if not tries_left:
                raise
        else:
            return


def _next(day: dt.date, member: str, group: str, about: str, act: int) -> Line:
    last = shelf.last_line()
    seq, before = (last.seq + 1, last.hash) if last else (1, decide.NO_LINE)
    return Line(seq, day, member, group, about, act, decide.line_hash(before, seq, day, member, group, about, str(int(act))))


def told_of(about: str) -> list[dict[str, Any]]:
    """The lines about a conversation as plain values, to go with it to another house."""
    return [
        {"day": line.day, "member": line.member, "organisation": line.organisation, "act": line.act}
        for line in shelf.lines(about)
    ]


def told_again(about: str, lines: Iterable[Mapping[str, Any]], groups: Mapping[str, str]) -> None:
    """The lines that came with a conversation, behind our own, each with its day. `groups`: what each group is called here."""
    for line in lines:
        group = groups.get(line["organisation"], line["organisation"])
        _append(line["day"], line["member"], group, about, Act(line["act"]))


def traces(about: str) -> tuple[Trace, ...]:
    """Who did what with a conversation and its cases, newest first."""
    found = [Trace(line.day, Act(line.act), _name(line), _nickname(line.member)) for line in shelf.lines(about)]
    return tuple(reversed(found))


def _name(line: Line) -> str:
    group = store.organisation(line.organisation)
    return group.name if group else line.organisation


def _nickname(member: str) -> str:
    found = store.member(member)
    return "" if found is None or found.nickname.startswith(FORGOTTEN) else found.nickname


def verify(noted: str = "") -> Verified:
    """Look at every line: a changed, added or missing one does not fit the line before it.

    Whoever can write the whole table can write another whole trail: hand in a head that was noted before, in hexadecimal digits.
    """
    before: Line | None = None
    count, emptied, has_noted = 0, 0, False
    for line in shelf.lines():
        if not _fits(line, before):
            return Verified(count, _head(before), line.seq, has_noted, emptied)
        before, count, emptied = line, count + 1, emptied + (not line.about)
        has_noted = has_noted or line.hash.hex() == noted
    return Verified(count, _head(before), None, has_noted, emptied)


def _fits(line: Line, before: Line | None) -> bool:
    """Whether a line is the one after `before`. What came before the first line that is still kept is gone."""
    if before is None and line.seq != 1:
        return True
    seq, last = (before.seq + 1, before.hash) if before else (1, decide.NO_LINE)
    if not line.about:  # emptied when its group went: its hash still stands between its neighbours
        return line.seq == seq
    words = (line.member, line.organisation, line.about, str(line.act))
    return line.seq == seq and line.hash == decide.line_hash(last, line.seq, line.day, *words)


def _head(line: Line | None) -> str:
    return "" if line is None else line.hash.hex()


def forget_lines(today: dt.date) -> int:
    """Take away the lines that were kept long enough; how many."""
    days = KEPT["network_trailrow"].days
    assert days is not None
    return shelf.drop_lines(today - dt.timedelta(days=days))
