"""What must hold for every answer, whatever the life: no guess, no likelihood, no default in place of a fact."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from madoguchi.ground.citations import Confidence
from madoguchi.rules.clauses import Standing
from madoguchi.rules.kinds import Route
from madoguchi.rules.terms import Answer, Life, Option, Position
from tests.rules.strategies import LAW, NOT_ROUTINE, ROUTINE, WORDS, Asked, boundary_lives, lives, value_for
from tests.rules.told import ask, with_facts


def by_clause(of: Position) -> dict[tuple[str, str, str | None], Option]:
    return {(each.clause, each.id, each.path): each for each in of.options}


@given(lives())
def test_every_clause_that_is_named_exists(asked: Asked) -> None:
    position = ask(asked.life, asked.day)
    named = [clause for span in (*position.seen, *position.held) for clause in span.clauses]
    named += [clause for each in position.deadlines for clause in each.clauses]
    named += [clause for each in position.options for clause in (each.clause, *each.clauses)]
    named += [clause for each in position.questions for clause in each.clauses]
    named += [each.clause for each in position.numbers] + [each.clause for each in position.bars]
    named += [each.clause for each in position.redress] + [each.clause for each in position.doubts]
    named += [each.clause for each in position.answers if each.clause]
    assert set(named) - set(LAW.clauses) == set()


@given(lives())
def test_every_state_with_a_clause_cites_a_fact(asked: Asked) -> None:
    position = ask(asked.life, asked.day)
    assert all(span.facts for span in position.seen if span.clauses)
    assert all(each.facts for each in position.deadlines)
    assert all(each.facts for each in position.options)
    assert all(each.facts for each in position.numbers)
    assert all(each.facts for each in position.bars)


@given(lives())
def test_a_warning_never_comes_after_the_last_day_by_any_reading(asked: Asked) -> None:
    for each in ask(asked.life, asked.day).deadlines:
        assert each.warn <= each.day
        # Of a ban the later reading is the careful one: nobody should come back a day too early.
        assert all(each.warn <= day for day in each.readings) or each.id == "bar_end"
        assert each.rolled is None or each.rolled > each.day


@given(lives())
def test_deadlines_stand_in_the_order_in_which_to_act(asked: Asked) -> None:
    warned = [each.warn for each in ask(asked.life, asked.day).deadlines]
    assert warned == sorted(warned)


@given(lives())
def test_an_unknown_fact_is_a_question_and_never_a_no(asked: Asked) -> None:
    for each in ask(asked.life, asked.day).options:
        if each.answer is Answer.ASK:
            assert each.asks
        if each.answer is Answer.NO and each.needs and not opened(each):
            assert any(need.holds is False and need.checked for need in each.needs)


def opened(option: Option) -> bool:
    """Whether the way is open only while a ground stands: then the missing ground is the reason for a no."""
    return any(isinstance(version, Route) and version.opened for version in LAW.clauses[option.clause].versions)


@given(lives())
def test_a_question_names_something_that_a_person_can_tell(asked: Asked) -> None:
    for question in ask(asked.life, asked.day).questions:
        assert question.name in WORDS.facts or question.name in WORDS.names
        assert question.clauses
        assert question.name not in ("summary", "stay", "work")


@given(lives())
def test_nobody_is_asked_what_they_told(asked: Asked) -> None:
    told = {fact.name for fact in asked.life.facts if fact.value not in (None, "unstated", "not_stated")}
    assert told & {question.name for question in ask(asked.life, asked.day).questions} == set()


@given(lives())
def test_nothing_is_open_while_one_of_its_conditions_fails_or_is_not_known(asked: Asked) -> None:
    for each in ask(asked.life, asked.day).options:
        if each.answer in (Answer.YES, Answer.DISCRETION) and each.path is not None:
            assert all(need.holds is True for need in each.needs)
        if any(need.holds is False and need.checked for need in each.needs):
            assert each.answer is Answer.NO or not each.checked


@given(lives())
def test_what_is_only_recalled_never_answers_yes_or_no(asked: Asked) -> None:
    position = ask(asked.life, asked.day)
    for each in position.options:
        standing, version = LAW.clauses[each.clause].standing(asked.day)
        if version.confidence is Confidence.RECALLED and standing is Standing.IN_FORCE and not getattr(version, "acts", ()):
            assert each.answer is Answer.UNKNOWN
        assert each.checked or each.answer is Answer.UNKNOWN
    for deadline in position.deadlines:
        versions = [version for clause in deadline.clauses for version in LAW.clauses[clause].versions]
        assert not deadline.checked or any(version.confidence.is_knowledge for version in versions)


@given(lives())
def test_a_free_decision_of_an_office_never_becomes_a_yes(asked: Asked) -> None:
    for each in ask(asked.life, asked.day).options:
        versions = LAW.clauses[each.clause].versions
        if all(isinstance(version, Route) and version.discretion for version in versions):
            assert each.answer is not Answer.YES


@given(lives())
def test_a_rule_of_another_day_answers_neither_yes_nor_perhaps(asked: Asked) -> None:
    for each in ask(asked.life, asked.day).options:
        clause = LAW.clauses[each.clause]
        standing, version = clause.standing(asked.day)
        if standing is not Standing.IN_FORCE and not getattr(version, "acts", ()):
            assert each.answer in (Answer.NO, Answer.UNKNOWN)
        if standing is Standing.NOT_KNOWN and not getattr(version, "acts", ()):
            assert each.answer is Answer.UNKNOWN


# ------------------------------------------------------------------ what nobody told


@given(lives())
def test_what_is_taken_as_usual_stands_as_a_proviso_and_was_not_told(asked: Asked) -> None:
    told = {fact.name for fact in asked.life.facts}
    for each in ask(asked.life, asked.day).options:
        assert set(each.provisos) <= set(ROUTINE)
        assert not set(each.provisos) & told


@given(lives())
def test_telling_what_was_taken_as_usual_changes_no_answer_and_leaves_no_proviso(asked: Asked) -> None:
    told = {fact.name for fact in asked.life.facts}
    usual = {name: value for name, value in ROUTINE.items() if name not in told}
    before, after = by_clause(ask(asked.life, asked.day)), by_clause(ask(with_facts(asked.life, **usual), asked.day))
    assert {key: each.answer for key, each in before.items()} == {key: each.answer for key, each in after.items()}
    assert all(each.provisos == () for each in after.values())


@given(lives(), st.sampled_from(sorted(ROUTINE)))
def test_i_do_not_know_is_never_taken_as_usual(asked: Asked, name: str) -> None:
    position = ask(with_facts(asked.life, **{name: None}), asked.day)
    assert all(name not in each.provisos for each in position.options)


@given(boundary_lives(), st.sampled_from(NOT_ROUTINE), st.data())
def test_telling_more_never_turns_an_answer_round(asked: Asked, name: str, data: DataObject) -> None:
    """What was answered without a fact stays answered that way whatever the fact turns out to be."""
    value = data.draw(value_for(WORDS.facts[name].type, asked.day))
    without, told = with_facts(asked.life, **{name: None}), with_facts(asked.life, **{name: value})
    before, after = by_clause(ask(without, asked.day)), by_clause(ask(told, asked.day))
    sure = (Answer.YES, Answer.NO, Answer.DISCRETION)
    assert {key: each.answer for key, each in before.items() if each.answer in sure} == {
        key: after[key].answer for key, each in before.items() if each.answer in sure
    }


SUMS = frozenset({"work.hours", "convicted"})


@given(lives())
def test_a_life_told_twice_is_the_same_life(asked: Asked) -> None:
    """The same document read twice; only hours are summed and sentences counted, as they are told."""
    events = tuple(event for event in asked.life.events if event.kind not in SUMS)
    once, twice = Life("JP", asked.life.facts, events), Life("JP", asked.life.facts, (*events, *events))
    before, after = by_clause(ask(once, asked.day)), by_clause(ask(twice, asked.day))
    assert {key: each.answer for key, each in before.items()} == {key: each.answer for key, each in after.items()}


@given(lives())
def test_who_asks_in_another_country_is_answered_without_days_abroad(asked: Asked) -> None:
    position = ask(replace(asked.life, country="VN"), asked.day)
    assert all(span.state != "abroad" for span in position.seen)
