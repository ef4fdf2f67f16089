"""The trail: who opened what a person entrusted to a group. Appended to, never changed; each line seals the one before.

A line holds a day, a member, a group and the id of a conversation. The person reads the lines of their own conversation.
"""

import datetime as dt

from django.db import IntegrityError, transaction

from madoguchi.network import decide, store
from madoguchi.network.store import FORGOTTEN
from madoguchi.network.store import trail as shelf
from madoguchi.network.store.trail import Line
from madoguchi.network.terms import KEPT, Act, Desk, Trace, Verified

TRIES = 20
"""So many members may write at the same moment; each takes the next place."""


def note(desk: Desk, act: Act, about: str, today: dt.date) -> None:
    """Write down that the member at this desk did something today; the same once a day."""
    if shelf.has_line(today, desk.member.id, about, act):
        return
    for tries_left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                shelf.add_line(_next(desk, act, about, today))
        except IntegrityError:
            if not tries_left:
                raise
        else:
            return


def _next(desk: Desk, act: Act, about: str, today: dt.date) -> Line:
    last = shelf.last_line()
    seq, before = (last.seq + 1, last.hash) if last else (1, decide.NO_LINE)
    member, group = desk.member.id, desk.organisation.id
    return Line(seq, today, member, group, about, act, decide.line_hash(before, seq, today, member, group, about, str(int(act))))


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
    count, has_noted = 0, False
    for line in shelf.lines():
        if not _fits(line, before):
            return Verified(count, _head(before), line.seq, has_noted)
        before, count = line, count + 1
        has_noted = has_noted or line.hash.hex() == noted
    return Verified(count, _head(before), None, has_noted)


def _fits(line: Line, before: Line | None) -> bool:
    """Whether a line is the one after `before`. What came before the first line that is still kept is gone."""
    if before is None and line.seq != 1:
        return True
    seq, last = (before.seq + 1, before.hash) if before else (1, decide.NO_LINE)
    words = (line.member, line.organisation, line.about, str(line.act))
    return line.seq == seq and line.hash == decide.line_hash(last, line.seq, line.day, *words)


def _head(line: Line | None) -> str:
    return "" if line is None else line.hash.hex()


def forget_lines(today: dt.date) -> int:
    """Take away the lines that were kept long enough; how many."""
    days = KEPT["network_trailrow"].days
    assert days is not None
    return shelf.drop_lines(today - dt.timedelta(days=days))
