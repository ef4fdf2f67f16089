"""Answers travel sealed in the form, and a broken seal is said."""

import datetime as dt

import pytest
from django.http import QueryDict

from madoguchi.help import shelf
from madoguchi.help.forms.answers import LONGEST_SEALED, SealBroken, read_turn, seal, unseal
from madoguchi.help.terms import Go, Reply, Typed

MAY_I_STAY = shelf.dialogue("may_i_stay")
ANSWERS: dict[str, Reply] = {"place": "here", "until": dt.date(2026, 11, 30), "status": "dont_know"}


def test_what_is_sealed_is_read_again() -> None:
    assert unseal(seal(ANSWERS), MAY_I_STAY) == ANSWERS


def test_a_question_that_we_do_not_know_is_left_out() -> None:
    assert unseal(seal({**ANSWERS, "name": "x"}), MAY_I_STAY) == ANSWERS


@pytest.mark.parametrize("sealed", ["", "x", seal(ANSWERS)[:-1], seal(ANSWERS) + "x", "x" * (LONGEST_SEALED + 1)])
def test_a_broken_seal_is_said(sealed: str) -> None:
    with pytest.raises(SealBroken):
        unseal(sealed, MAY_I_STAY)


def test_a_form_is_read_with_what_was_typed_cut_to_a_sensible_length() -> None:
    post = QueryDict(mutable=True)
    post.update({"sealed": seal(ANSWERS), "at": "until", "year": "2" * 100, "go": "sideways"})
    turn = read_turn(post, MAY_I_STAY)
    assert (turn.at, turn.go, turn.typed) == ("until", Go.NEXT, Typed(year="2" * 20))


def test_change_names_the_question_to_go_to() -> None:
    post = QueryDict(mutable=True)
    post.update({"sealed": seal(ANSWERS), "change": "status", "at": "no-such-question"})
    turn = read_turn(post, MAY_I_STAY)
    assert (turn.at, turn.go) == ("status", Go.CHANGE)
