"""Ask those who know, without names: a question goes to everybody in the network who knows the field, and the answers come back.

What says something about somebody's stay goes to those without a duty to report only, because nobody else may sit where it lies.
"""

import datetime as dt

from madoguchi.network.actions import councils
from madoguchi.network.actions.profiles import listed
from madoguchi.network.decide import councils as decide
from madoguchi.network.decide.rota import knowing
from madoguchi.network.terms import Circle, Desk, Member, NotDone, Refusal
from madoguchi.network.terms.councils import QUESTION_DAYS, CouncilKind, Sitting, Spoke
from madoguchi.network.terms.profiles import Expertise


def experts(desk: Desk, expertise: Expertise, circle: Circle) -> tuple[Member, ...]:
    """Who would get a question of this desk: everybody else who knows the field and may read it."""
    others = (each.member for each in knowing(listed(), expertise) if each.member.id != desk.member.id)
    return tuple(member for member in others if decide.may_sit(member, circle))


def ask(desk: Desk, expertise: Expertise | None, circle: Circle, text: str, today: dt.date) -> str:
    """Send a question to those who know; its id. It has no place for a case or a name. NotDone where nobody would get it."""
    said = councils.checked_text(text)
    found = experts(desk, expertise, circle) if expertise else ()
    if expertise is None or not found:
        raise NotDone(Refusal.NOBODY_KNOWS)
    last_day = today + dt.timedelta(days=QUESTION_DAYS)
    return councils.open_council(desk, CouncilKind.QUESTION, circle, found, last_day, today, text=said, expertise=expertise.value)


def answer(desk: Desk, id_: str, text: str, today: dt.date) -> None:
    """Answer, or ask back. Whoever got the question reads it, and nobody else."""
    councils.write(desk, id_, Spoke.ANSWER, today, text=councils.checked_text(text))


def of_desk(desk: Desk, today: dt.date) -> tuple[Sitting, ...]:
    """Questions that this member asked or got, the newest first."""
    return councils.of_desk(desk, CouncilKind.QUESTION, today)


def unanswered(desk: Desk, today: dt.date) -> int:
    """How many questions of others wait for a word of this member."""
    sittings = of_desk(desk, today)
    return sum(all(each.by is None or each.by.id != desk.member.id for each in sitting.said) for sitting in sittings)
