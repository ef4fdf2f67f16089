"""Lives and worked cases as files: what is copied, what is dropped, and what is refused with a word on what to write instead."""

import pytest

from madoguchi.rules.check import check_case
from madoguchi.rules.history import History, in_order
from madoguchi.rules.lives import Told, read_case, read_life
from madoguchi.rules.shelf import law_of, vocabulary
from madoguchi.rules.terms import Event, Fact, Life, LifeError, RuleError
from tests.rules.told import D, event, held, life

HEAD = """id = "T-1"
title = "A life"
country = "JP"
ask_on = 2026-06-01
"""
PERMIT = """
[[event]]
id = "permit"
day = 2026-01-01
kind = "permit.held"
layer = "stay"
status = "jp_engineer"
until = 2026-12-31
"""
LATER = """
[[life]]
id = "later"
like = "main"
ask_on = 2027-01-01
law_on = 2024-06-10
drop = ["permit"]
"""


def told(text: str) -> Told:
    return read_life(HEAD + text, "t.toml", vocabulary())


def refusal(text: str) -> str:
    with pytest.raises(LifeError) as caught:
        read_case(text, "t.toml", vocabulary())
    return str(caught.value)


def test_a_life_file_tells_one_person() -> None:
    found = told(PERMIT)
    assert (found.id, found.ask_on, found.law_on) == ("main", D(2026, 6, 1), None)
    assert [(each.kind, each.id) for each in found.life.events] == [("permit.held", "permit")]


def test_a_file_that_tells_several_people_is_no_life_file() -> None:
    with pytest.raises(LifeError, match=r"this file tells a; a life file tells one person"):
        told('[[life]]\nid = "a"\n')


def test_a_life_that_is_like_another_copies_it_without_what_it_drops() -> None:
    text = HEAD + '\n[[fact]]\nname = "age"\nvalue = 30\n' + PERMIT + LATER
    text += '\n[[fact]]\nlife = "later"\nname = "age"\nvalue = 31\n\n[[event]]\nlife = "later"\nday = 2026-02-01\nkind = "born"\n'
    found = read_case(text, "t.toml", vocabulary()).lives
    assert sorted(found) == ["later", "main"]
    assert (found["later"].ask_on, found["later"].law_on) == (D(2027, 1, 1), D(2024, 6, 10))
    assert [each.kind for each in found["later"].life.events] == ["born"]
    assert [each.value for each in found["later"].life.facts] == [31]
    assert [each.value for each in found["main"].life.facts] == [30]


def test_a_law_for_the_whole_file_is_that_of_every_life() -> None:
    found = read_case(HEAD.replace("ask_on", "law_on = 2024-06-10\nask_on"), "t.toml", vocabulary())
    assert found.lives["main"].law_on == D(2024, 6, 10)


def test_not_knowing_is_told_as_such() -> None:
    found = told('[[fact]]\nname = "age"\nnot_known = true\nfrom = 2026-01-01\nuntil = 2026-02-01\n')
    assert found.life.facts == (Fact("age", None, D(2026, 1, 1), D(2026, 2, 1)),)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("id = ", "t.toml: this is not TOML: "),
        (HEAD.replace("2026-06-01", "2026-02-31"), "this day stands in no calendar"),
        (HEAD + HEAD, "this key stands there twice"),
        (HEAD + f"tags = {'[' * 20_000}", "t.toml: nobody can mean a number or a list as long as one that stands here"),
        (HEAD + f"[[fact]]\nname = 'age'\nvalue = {'9' * 5000}\n", "t.toml: nobody can mean a number or a list as long as"),
        (
            HEAD + "[[life]]\nid = 'a'\n[[life]]\nid = 'a'\n",
            "t.toml: [[life]] a: two lives have this id; give each one of its own",
        ),
        (
            HEAD + "[[event]]\nday = 2026-01-02\nkind = 'entered'\nuntil = 2026-01-01\n",
            "t.toml: [[event]] entered: until: 2026-01-01 lies before 2026-01-02, the day on which it is given",
        ),
        (HEAD + "colour = 3\n", "t.toml: the head: 'colour' is not a key here; write one of"),
        (HEAD.replace('country = "JP"\n', ""), "t.toml: country is missing in the head"),
        (HEAD.replace("ask_on = 2026-06-01\n", ""), "t.toml: ask_on is missing in the head"),
        (HEAD.replace("2026-06-01", '"2026-06-01"'), "t.toml: ask_on: write a day without quotes, such as 2026-06-30"),
        (HEAD.replace("2026-06-01", "2026-06-01T12:00:00"), "t.toml: ask_on: write a day without quotes"),
        (HEAD.replace('"JP"', '"XX"'), "t.toml: country 'XX': write one of ES, IT, JP, KR, VN"),
        (HEAD + "[[fact]]\nname = 'age'\n", "t.toml: [[fact]] age: write value = …, or not_known = true"),
        (HEAD + "[[fact]]\nname = 'age'\nvalue = 3\nnot_known = true\n", "[[fact]] age: write value = …, or not_known = true"),
        (HEAD + "[[fact]]\nname = 'age'\nvalue = 3\nsince = 2026-01-01\n", "[[fact]] age: 'since' is not a key here"),
        (HEAD + "[[fact]]\nname = 'age'\nvalue = 3\nfrom = '2026-01-01'\n", "[[fact]] age: from: write a day without quotes"),
        (HEAD + "[[event]]\nkind = 'born'\n", "[[event]] born: the day is missing; write day = 2026-06-30, without quotes"),
        (
            HEAD + "[[event]]\nday = 2026-01-01\nkind = 'bron'\n",
            "[[event]] bron: this is not a word for an event; write one of born",
        ),
        (HEAD + "[[event]]\nday = 2026-01-01\nkind = 'born'\nwhere = 'x'\n", "[[event]] born: 'where' is not a key here"),
        (HEAD + "[[life]]\nid = 'a'\nlike = 'b'\n", "t.toml: [[life]] a: like = 'b' names no life"),
        (HEAD + "[[life]]\nid = 'a'\nsince = 3\n", "t.toml: [[life]] a: 'since' is not a key here"),
        (HEAD + "[[expect.state]]\nid = 'a'\n", "t.toml: [[expect.state]]: write one of"),
        (HEAD + "[[expect.ask]]\nid = 'age'\nwhen = 3\n", "t.toml: [[expect.ask]] age: 'when' is not a key here"),
        (
            HEAD + "[[expect.ask]]\nlife = 'a'\nid = 'absences'\n",
            "t.toml: [[expect.ask]] absences: no life is called 'a'; write one of main",
        ),
        (HEAD + "[[expect.seen]]\nlayer = 'stay'\n", "t.toml: [[expect.seen]] stay: state is missing"),
        (HEAD + "[[expect.option]]\nid = 'reenter'\nanswer = 'no'\nwhy_fact = 'x'\nor = 'yes'\n", "or: write a list, such as"),
        (HEAD + "[[life]]\nlike = 'main'\n", "the id is missing; write id ="),
        (HEAD + "[[life]]\nid = 3\n", "id: write a word in quotes, not 3"),
        (HEAD + "[[life]]\nid = true\n", "id: write a word in quotes, not true"),
        (HEAD + "[[fact]]\nname = ['age']\nvalue = 3\n", "name: write the word of the fact in quotes"),
        (HEAD + "[[fact]]\nname = 3\nvalue = 3\n", "name: write the word of the fact in quotes"),
        (HEAD + "[[event]]\nday = 2026-01-01\nkind = 3\n", "kind: write the word of the event in quotes"),
        (HEAD + "[[event]]\nday = 3026-01-01\nkind = 'born'\n", "day: 3026-01-01 cannot be meant: write a year between"),
        (HEAD + "[[event]]\nday = [2026]\nkind = 'born'\n", "write a day without quotes, such as 2026-06-30, not a list"),
        (HEAD + "[[event]]\nkind = 'born'\n[event.day]\nyear = 2026\n", "not a table"),
        ("expect = 3\n" + HEAD, "t.toml: expectations are written [[expect.seen]]"),
        ("event = 3\n" + HEAD, "t.toml: [[event]]: write tables with two brackets"),
        (HEAD + "[event]\nday = 2026-01-01\n", "t.toml: [[event]]: write tables with two brackets"),
        ("facts_used = 'x'\n" + HEAD, 'facts_used: write a list of words, such as ["one", "two"]'),
        (HEAD + "[[life]]\nid = 'a'\nlike = 'a'\n", "t.toml: [[life]] a: like goes round in a circle (a -> a)"),
        (
            HEAD + "[[event]]\nday = 2026-01-01\nkind = 'born'\nseq = 'one'\n",
            "[[event]] born: seq: write a whole number, not 'one'",
        ),
        (HEAD + "[[expect.seen]]\nlayer = 'stay'\nstate = 'lawfull'\n", "state: 'lawfull' is not a word of the list 'state'"),
        (
            HEAD + "[[expect.compare]]\nleft = 'main'\nright = 'main'\nwhat = 'luck'\nid = 'x'\nhow = 'equal'\n",
            "what: write one of",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_what_to_write(text: str, sentence: str) -> None:
    assert sentence in refusal(text)


def test_a_meaning_that_nobody_listed_cannot_be_forbidden() -> None:
    with pytest.raises(RuleError, match="'rudeness' is not a word of the list 'must_not_say'"):
        read_case(HEAD + 'must_not_say = ["rudeness"]\n', "t.toml", vocabulary())


def test_a_case_compares_two_lives() -> None:
    text = (
        HEAD
        + PERMIT
        + LATER
        + '[[expect.compare]]\nleft = "main"\nright = "later"\nwhat = "option"\nid = "apply_extension"\nhow = "different"\n'
    )
    assert check_case(read_case(text, "t.toml", vocabulary()), law_of("JP"), vocabulary()) == []


# ------------------------------------------------------------------ words of a life


def broken(wrong: Life) -> str:
    with pytest.raises(LifeError) as caught:
        History(wrong, vocabulary())
    return str(caught.value)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (life(event(D(3026, 1, 1), "born")), "3026-01-01 cannot be meant: write a year between"),
        (life(agee=3), "nothing that we know is called 'agee'; write one of age"),
        (life(age="old"), "fact age: write a whole number, not 'old'"),
        (life(age=True), "fact age: write a whole number, not True"),
        (life(papers=1), "fact papers: write true or false, not 1"),
        (life(born="2001"), "fact born: write a day without quotes"),
        (life(status=3), "fact status: write a word in quotes, not 3"),
        (life(status="jp_studnet"), "fact status: 'jp_studnet' is not a word of the list 'status'; write one of jp_student"),
        (life(event(D(2026, 1, 1), "bron")), "event bron on 2026-01-01: this is not a word for an event"),
        (life(event(D(2026, 1, 1), "born", where="x")), "event born on 2026-01-01: born has no field 'where'"),
        (life(event(D(2026, 1, 1), "permit.held", layer="stay")), "event permit.held on 2026-01-01: status is missing"),
        (life(event(D(2026, 1, 1), "tax.unpaid", wilful="yes")), "event tax.unpaid on 2026-01-01: wilful: write true or false"),
    ],
)
def test_a_word_that_is_not_in_the_vocabulary_is_refused_wherever_it_stands(wrong: Life, sentence: str) -> None:
    assert sentence in broken(wrong)


# ------------------------------------------------------------------ order


def kinds(*events: Event) -> list[str]:
    return [each.kind for each in in_order(events, vocabulary())]


DAY = D(2026, 3, 1)


def test_events_of_one_day_stand_in_the_order_of_their_classes() -> None:
    shuffled = (
        event(DAY, "work.hours", half_hours=1),
        event(DAY, "application.decided", no="1", result="granted"),
        event(DAY, "application.filed", no="1", for_="extension"),
        event(DAY, "contract.signed"),
        event(DAY, "contract.ended", ground="closure"),
        held(DAY, "jp_engineer"),
    )
    assert kinds(*shuffled) == [
        "permit.held",
        "contract.ended",
        "contract.signed",
        "application.filed",
        "application.decided",
        "work.hours",
    ]


def test_a_sequence_told_for_every_event_of_a_day_is_its_order() -> None:
    first, second = Event(DAY, "work.hours", {"half_hours": 1}, 0, 1), Event(DAY, "contract.ended", {"ground": "closure"}, 0, 2)
    assert kinds(second, first) == ["work.hours", "contract.ended"]
    half_told = Event(DAY, "work.hours", {"half_hours": 1}, 0, 1), event(DAY, "contract.ended", ground="closure")
    assert kinds(*half_told) == ["contract.ended", "work.hours"]


def test_two_events_of_one_class_keep_the_order_in_which_they_were_told() -> None:
    assert kinds(event(DAY, "arrested"), event(DAY, "investigation.began")) == ["arrested", "investigation.began"]
    assert kinds(event(DAY, "investigation.began"), event(DAY, "arrested")) == ["investigation.began", "arrested"]


def test_days_stand_in_order_whatever_the_log() -> None:
    assert kinds(event(D(2026, 3, 2), "born"), event(DAY, "departed")) == ["departed", "born"]


def test_a_fact_holds_between_its_days_and_the_last_told_counts() -> None:
    facts = (
        Fact("age", 17, None, D(2026, 2, 28)),
        Fact("age", 18, DAY),
        Fact("schooling", "primary"),
        Fact("schooling", "high_school", DAY),
    )
    history = History(Life("JP", facts), vocabulary())
    assert [history.told("age", day) for day in (D(2026, 2, 28), DAY)] == [(True, 17), (True, 18)]
    assert history.told("children", DAY) == (False, None)
    assert history.told("schooling", DAY) == (True, frozenset({"primary", "high_school"}))
    assert History(life(schooling=None), vocabulary()).told("schooling", DAY) == (True, None)
