"""What a council says, folded from its entries, and who may sit there. Pure: values in, values out."""

import datetime as dt
from collections.abc import Iterable

from madoguchi.network.terms import Circle, Member
from madoguchi.network.terms.councils import Said, Spoke, Todo
from madoguchi.vault.terms import CaseId, InstanceId, Place


def place_of(id_: str) -> Place:
    """What a council's seals are bound to: it belongs to no conversation and to no house, so its own id stands in both places."""
    return Place(InstanceId(bytes.fromhex(id_)), CaseId(bytes.fromhex(id_)))


def may_sit(member: Member, circle: Circle) -> bool:
    """Whether a member may hold the key of a council. In the second circle only those without a duty do."""
    return member.ended is None and (circle is Circle.ALL or not member.has_duty)


def of_kind(said: Iterable[Said], spoke: Spoke) -> tuple[Said, ...]:
    """The entries of one kind, newest first."""
    return tuple(reversed([each for each in said if each.spoke is spoke]))


def todos(said: Iterable[Said]) -> tuple[Todo, ...]:
    """The next steps: open ones first, by their day; those without a day behind; what is done last."""
    everything = tuple(said)
    done = {each.content.get("about"): each.day for each in everything if each.spoke is Spoke.DONE}
    found = (Todo(each.seq, each.text(), each.due, done.get(each.seq)) for each in everything if each.spoke is Spoke.STEP)
    return tuple(sorted(found, key=lambda todo: (todo.done_on is not None, todo.due is None, todo.due or dt.date.max, todo.seq)))
