"""Whatever a group has lived through, it goes with every case, and whoever read one reads it in the new house."""

import os
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from madoguchi.casework.actions import cases, leaving
from madoguchi.casework.terms import Part
from madoguchi.help.actions import inbox, talk
from madoguchi.network import actions as network
from madoguchi.network.terms import Known
from tests.casework.two_houses import TODAY, Houses, Person, arrives, case_of, desk, leaves, member, sign_in, texts
from tests.help.network_of_tests import group

pytestmark = pytest.mark.slow

SOAKED = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
DUTIES = st.sampled_from(list(Known))
PARTS = st.sampled_from([Part.STEPS, Part.NOTES, Part.STATUS, Part.HARM])
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("writes"), st.integers(0, 2)),
        st.tuples(st.just("is answered"), st.integers(0, 2)),
        st.tuples(st.just("deletes"), st.integers(0, 2)),
        st.tuples(st.just("lets Kobe read"), st.integers(0, 2)),
        st.tuples(st.just("refuses Kobe"), st.integers(0, 2)),
        st.tuples(st.just("note"), st.integers(0, 2), PARTS),
        st.tuples(st.just("somebody leaves"), st.integers(0, 2)),
        st.tuples(st.just("somebody comes"), DUTIES),
    ),
    max_size=12,
)
numbers = count()


@dataclass
class Group:
    """A group with its people, cases and colleagues, to which things happen."""

    name: str
    persons: list[Person]
    held: list[str]
    colleagues: list[str]

    @classmethod
    def begins(cls, name: str, people: int) -> "Group":
        """A group with one member, and a case of each person."""
        group(name)
        member(name, f"{name}-0")
        persons = [Person.begins(f"{name}: người {number}", name) for number in range(people)]
        held = [case_of(person, f"{name}-0", f"tên {number}") for number, person in enumerate(persons)]
        return cls(name, persons, held, [f"{name}-0"])

    def happens(self, act: tuple[Any, ...], number: int) -> None:
        """One thing more."""
        what, which = act[0], act[1]
        if what == "somebody comes":
            self.colleagues.append(f"{self.name}-{number + 1}")
            member(self.name, self.colleagues[-1], which, by=self.colleagues[0])
        elif what == "somebody leaves":
            if len(self.colleagues) > 1:
                network.end_member(self.colleagues.pop(), TODAY)
        elif what == "note":
            id_ = self.held[which % len(self.held)]
            cases.add_note(desk(self.colleagues[0]), id_, f"ghi {number}", TODAY, part=act[2])
        else:
            self._said(what, self.persons[which % len(self.persons)], number)

    def _said(self, what: str, person: Person, number: int) -> None:
        match what:
            case "writes":
                talk.write(person.visit, f"tin {number}", TODAY)
            case "is answered":
                inbox.answer(desk(self.colleagues[-1]), person.case(), f"trả lời {number}", TODAY)
            case "deletes":
                talk.delete_message(person.visit, 1, TODAY)
            case "lets Kobe read":
                talk.let_read(person.visit, "kobe", TODAY, "vi")
            case "refuses Kobe":
                talk.refuse(person.visit, "kobe", TODAY)


def test_every_case_is_read_by_whoever_read_it(houses: Houses) -> None:
    with houses.inside("old"):
        group("kobe")
        member("kobe", "an")

        @settings(max_examples=200 if SOAKED else 4, suppress_health_check=list(HealthCheck))
        @given(people=st.integers(1, 3), acts=ACTS)
        def any_history(people: int, acts: list[tuple[Any, ...]]) -> None:
            going = Group.begins(f"group-{next(numbers)}", people)
            for number, act in enumerate(acts):
                going.happens(act, number)
            _goes_and_is_read(houses, going)

        any_history()


def _goes_and_is_read(houses: Houses, going: Group) -> None:
    before = {(id_, nickname): texts(id_, nickname) for id_ in going.held for nickname in going.colleagues}
    said = [person.reads() for person in going.persons]
    file = leaves(going.name)
    with houses.inside("new"):
        receipt = arrives(file).receipt
        for nickname in going.colleagues:
            sign_in(nickname)
        assert {key: texts(*key) for key in before} == before
        assert [person.comes_back() for person in going.persons] == [()] * len(going.persons)
        assert [person.reads() for person in going.persons] == said
    leaving.forget(going.name, receipt, TODAY)
    assert going.name not in {found.id for found in network.organisations()}
    assert network.verify().broken_at is None
