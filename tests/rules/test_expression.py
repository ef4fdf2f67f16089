"""Conditions: what may be written, what is refused with a hint, and what "not known" does to `and`, `or`, `not`."""

import datetime as dt
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from madoguchi.rules.expression import NEVER, Known, Moment, Scope
from madoguchi.rules.shelf import vocabulary

TYPES = {
    "a": "bool",
    "b": "bool",
    "c": "bool",
    "age": "int",
    "children": "int",
    "status": "status",
    "last_status": "status",
    "nationality": "nationality",
    "schooling": "school*",
    "declared_on": "date",
    "finding_on": "date",
    "investigation_on": "date",
    "for": "request",
    "from": "absence",
    "to": "text",
}
SCOPE = Scope(TYPES, vocabulary())


class Known3:
    """A view on a few names; what is not there is not known."""

    def __init__(self, values: Mapping[str, Known | None]) -> None:
        self.values = values

    def get(self, name: str) -> Known | None:
        return self.values.get(name)


def holds(text: str, /, **values: Known | None) -> bool | None:
    return SCOPE.parse(text).holds(Known3(values))


def on(day: dt.date, place: int = -1) -> Moment:
    return Moment(day.toordinal(), place)


def refused(text: str) -> str:
    with pytest.raises(ValueError, match=r".") as caught:
        SCOPE.parse(text)
    return str(caught.value)


# ------------------------------------------------------------------ three values

TRUTHS: SearchStrategy[bool | None] = st.sampled_from([True, False, None])


def kleene_and(*values: bool | None) -> bool | None:
    return False if False in values else None if None in values else True


def kleene_or(*values: bool | None) -> bool | None:
    return True if True in values else None if None in values else False


def kleene_not(value: bool | None) -> bool | None:  # noqa: FBT001 - a truth value
    return None if value is None else not value


@given(TRUTHS, TRUTHS, TRUTHS)
def test_and_or_not_follow_kleene(a: bool | None, b: bool | None, c: bool | None) -> None:  # noqa: FBT001 - truth values
    told = {"a": a, "b": b, "c": c}
    assert holds("a and b and c", **told) is kleene_and(a, b, c)
    assert holds("a or b or c", **told) is kleene_or(a, b, c)
    assert holds("not a", **told) is kleene_not(a)
    assert holds("a and (b or not c)", **told) is kleene_and(a, kleene_or(b, kleene_not(c)))
    assert holds("not (a and b)", **told) is kleene_or(kleene_not(a), kleene_not(b))


FORMS = [
    "a and b", "a or not b", "age < 18 and a", "children >= 2 or b", "status == jp_student", "status != last_status",
    "status in [jp_student, jp_dependent] or a", "status not in [jp_student]", "high_school in schooling",
    "declared_on < finding_on", "declared_on >= '2024-06-10' and not a", "3 <= children", "nationality == VN",
]  # fmt: skip

VALUES: SearchStrategy[dict[str, Known]] = st.fixed_dictionaries(
    {
        "a": st.booleans(),
        "b": st.booleans(),
        "age": st.integers(0, 30),
        "children": st.integers(0, 4),
        "status": st.sampled_from(["jp_student", "jp_dependent", "jp_ssw_1"]),
        "last_status": st.sampled_from(["jp_student", "none"]),
        "nationality": st.sampled_from(["VN", "JP"]),
        "schooling": st.frozensets(st.sampled_from(["high_school", "primary"]), min_size=1),
        "declared_on": st.builds(on, st.dates(dt.date(2024, 6, 1), dt.date(2024, 6, 20)), st.integers(-1, 5)),
        "finding_on": st.builds(on, st.dates(dt.date(2024, 6, 1), dt.date(2024, 6, 20)), st.integers(-1, 5)),
    }
)


@given(st.sampled_from(FORMS), VALUES, st.data())
def test_learning_a_fact_never_turns_round_what_was_certain(text: str, values: dict[str, Known], data: st.DataObject) -> None:
    hidden = data.draw(st.sets(st.sampled_from(sorted(values))))
    before = SCOPE.parse(text).holds(Known3({name: None if name in hidden else value for name, value in values.items()}))
    after = SCOPE.parse(text).holds(Known3(values))
    assert after is not None
    assert before in (None, after)


@given(st.sampled_from(FORMS), VALUES)
def test_a_condition_names_what_nobody_told(text: str, values: dict[str, Known]) -> None:
    test = SCOPE.parse(text)
    assert test.missing(Known3({})) == tuple(sorted(test.names))
    assert test.missing(Known3(values)) == ()
    assert test.text == text


# ------------------------------------------------------------------ what may be written


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("age == 18", {"age": 18}, True),
        ("age != 18", {"age": 18}, False),
        ("age < 18", {"age": 18}, False),
        ("age <= 18", {"age": 18}, True),
        ("age > 18", {"age": 18}, False),
        ("age >= 18", {"age": 18}, True),
        ("18 > age", {"age": 17}, True),
        ("18 > age", {"age": 18}, False),
        ("18 <= age", {}, None),
        ("age < children", {"age": 1, "children": 2}, True),
        ("age < children", {"age": 1}, None),
        ("a == true", {"a": True}, True),
        ("a == false", {"a": True}, False),
        ("status == jp_student", {"status": "jp_student"}, True),
        ("jp_student == status", {"status": "jp_dependent"}, False),
        ("status == last_status", {"status": "none", "last_status": "none"}, True),
        ("status in [jp_student, jp_dependent]", {"status": "jp_dependent"}, True),
        ("status in table_2", {"status": "jp_permanent"}, True),
        ("status not in table_2", {"status": "jp_permanent"}, False),
        ("status not in table_2", {}, None),
        ("high_school in schooling", {"schooling": frozenset({"high_school"})}, True),
        ("high_school not in schooling", {"schooling": frozenset({"primary"})}, True),
        ("high_school in schooling", {}, None),
        ("schooling in [high_school, university]", {"schooling": frozenset({"primary", "university"})}, True),
        ("schooling in [high_school]", {"schooling": frozenset({"primary"})}, False),
        ("for == extension", {"for": "extension"}, True),
        ("for in [extension, renewal]", {"for": "landing"}, False),
        ("from == country", {"from": "country"}, True),
        ("to == 'shelter'", {"to": "shelter"}, True),
        ("declared_on == '2024-06-10'", {"declared_on": on(dt.date(2024, 6, 10), 7)}, True),
        ("'2024-06-10' <= declared_on", {"declared_on": on(dt.date(2024, 6, 9))}, False),
    ],
)
def test_the_forms_a_condition_may_take(text: str, values: Mapping[str, Known], expected: bool | None) -> None:  # noqa: FBT001 - a truth value
    assert SCOPE.parse(text).holds(Known3(values)) is expected


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("age + 1 > 18", "compares no name that we know"),
        ("age > 17 + 1", "is not a int"),
        ("len(status) > 2", "compares no name that we know"),
        ("today()", "is not allowed: compare names, and join with and, or, not"),
        ("a if b else c", "is not allowed"),
        ("0 < age < 18", "is not allowed"),
        ("True", "is not allowed"),
        ("lambda: a", "is not allowed"),
        ("a and", "cannot read the condition"),
        ("age", "is a int: compare it with something"),
        ("not age", "is a int: compare it with something"),
        ("aged > 18", "compares no name that we know"),
        ("wet", "nothing is called 'wet'"),
        ("age == jp_student", "'jp_student' in 'age == jp_student' is not a int; write a int"),
        ("age == true", "is not a int"),
        ("age == 1.5", "is not a int"),
        ("a == 1", "is not a bool"),
        ("status == jp_studnet", "is not a status; write one of jp_student"),
        ("status == 'x'", "is not a status"),
        ("status < jp_student", "a status compares only with == and !="),
        ("a < true", "a bool compares only with == and !="),
        ("status is jp_student", "compares only with == and !="),
        ("status == nationality", "compares a status with a nationality"),
        ("schooling == high_school", "holds several words: write `word in schooling`"),
        ("jp_student in status", "holds one status, not several: write =="),
        ("status in table_9", "after `in`"),
        ("status in (jp_student, jp_dependent)", "after `in`"),
        ("status in [jp_student, 3]", "'3' in"),
        ("status in lawful_states", "is a group of state words, not of status"),
        ("3 in [1, 2]", "write a name on the left of `in`"),
        ("declared_on == '10 June 2024'", "is not a date"),
        ("declared_on == 2024", "is not a date"),
        ("declared_on < age", "compares a date with a int"),
    ],
)
def test_anything_else_is_refused_with_a_hint(text: str, hint: str) -> None:
    assert hint in refused(text)


def test_a_condition_too_long_to_read_is_refused() -> None:
    assert "is too long" in refused(" and ".join(["a"] * 4000))


# ------------------------------------------------------------------ days

MORNING, EVENING = on(dt.date(2024, 6, 20), 3), on(dt.date(2024, 6, 20), 8)


def test_two_events_of_one_day_compare_by_their_place_in_the_log() -> None:
    assert holds("investigation_on < declared_on", investigation_on=MORNING, declared_on=EVENING) is True
    assert holds("declared_on < investigation_on", investigation_on=MORNING, declared_on=EVENING) is False
    assert holds("declared_on == investigation_on", investigation_on=MORNING, declared_on=EVENING) is False


def test_a_day_without_a_place_compares_by_the_day_alone() -> None:
    plain = on(dt.date(2024, 6, 20))
    assert holds("declared_on <= investigation_on", investigation_on=plain, declared_on=EVENING) is True
    assert holds("declared_on == investigation_on", investigation_on=plain, declared_on=EVENING) is True
    assert holds("declared_on < '2024-06-20'", declared_on=MORNING) is False


def test_what_never_happened_is_later_than_everything() -> None:
    assert holds("declared_on < finding_on", declared_on=EVENING, finding_on=NEVER) is True
    assert holds("finding_on < declared_on", declared_on=EVENING, finding_on=NEVER) is False
    assert holds("finding_on >= '2999-01-01'", finding_on=NEVER) is True
    assert NEVER.day == dt.date.max


def test_what_nobody_told_is_neither_earlier_nor_later() -> None:
    assert holds("declared_on < finding_on", declared_on=EVENING) is None
    assert holds("finding_on < '2024-06-20'") is None
