"""A life in another country: what stands for what is said, what nothing stands for is asked, days stay what they were."""

import datetime as dt

import pytest

from madoguchi.rules.carrying import Carried, carry, read_map
from madoguchi.rules.compare import part, side
from madoguchi.rules.shelf import carry_map, law_of, vocabulary
from madoguchi.rules.terms import Event, Fact, Life, LifeError, RuleError
from tests.rules.told import D, event, held

COUNTRIES = ("JP", "KR", "ES", "IT")


def to(country: str, told: Life) -> Carried:
    return carry(told, country, carry_map(), vocabulary())


def statuses(carried: Carried) -> list[object]:
    return [each.fields.get("status") for each in carried.life.events]


def test_a_life_stays_what_it_is_at_home() -> None:
    told = Life("JP", (Fact("status", "jp_student"),), (held(D(2026, 1, 1), "jp_student"),))
    assert to("JP", told) == Carried(told)


@pytest.mark.parametrize(("country", "status"), [("KR", "kr_d2"), ("ES", "es_student"), ("IT", "it_study")])
def test_a_student_is_a_student_everywhere(country: str, status: str) -> None:
    carried = to(country, Life("JP", (Fact("status", "jp_student"),), (held(D(2026, 1, 1), "jp_student", D(2026, 12, 31)),)))
    assert statuses(carried) == [status]
    assert carried.life.facts[0].value == status
    assert [(each.word, each.by) for each in carried.replaced] == [("jp_student", status)]
    assert carried.asked == ()
    assert carried.life.events[0].fields["until"] == D(2026, 12, 31)


@pytest.mark.parametrize(
    ("day", "status"), [(D(2003, 5, 1), "jp_trainee"), (D(2012, 5, 1), "jp_intern_1"), (D(2020, 5, 1), "jp_ssw_1")]
)
def test_a_status_stands_only_for_years_in_which_it_was_there(day: dt.date, status: str) -> None:
    carried = to("JP", Life("KR", (), (event(day, "entered", status="kr_e9"),)))
    assert statuses(carried) == [status]


def test_what_could_be_something_else_says_so() -> None:
    (each,) = to("KR", Life("JP", (), (event(D(2026, 1, 1), "entered", status="jp_engineer"),))).replaced
    assert (each.by, each.others) == ("kr_e7", ("kr_e7_4",))


def test_a_status_that_nobody_has_there_is_asked_and_never_guessed() -> None:
    told = Life("JP", (Fact("status", "jp_long_term_resident", D(2020, 1, 1)),), (held(D(2026, 1, 1), "jp_long_term_resident"),))
    carried = to("IT", told)
    assert statuses(carried) == ["unstated"]
    assert carried.life.facts[0].value is None
    assert [(each.listed, each.word, each.day) for each in carried.asked] == [("status", "jp_long_term_resident", D(2020, 1, 1))]


@pytest.mark.parametrize("word", ["none", "unstated"])
def test_having_no_status_means_the_same_everywhere(word: str) -> None:
    carried = to("ES", Life("KR", (Fact("status", word),), (held(D(2026, 1, 1), word),)))
    assert statuses(carried) == [word]
    assert carried.life.facts[0].value == word
    assert (carried.replaced, carried.asked) == ((), ())


def test_a_request_is_carried_by_what_it_asks_for() -> None:
    filed = event(D(2026, 1, 1), "application.filed", no="1", **{"for": "extension"})
    assert to("ES", Life("JP", (), (filed,))).life.events[0].fields["for"] == "renewal"
    asked = event(D(2026, 1, 1), "application.filed", no="1", **{"for": "special_permission"})
    carried = to("ES", Life("JP", (), (asked,)))
    assert carried.life.events[0].fields["for"] == "special_permission"
    assert [(each.listed, each.word) for each in carried.asked] == [("request", "special_permission")]


def test_a_ground_that_is_a_number_of_one_law_is_not_carried() -> None:
    ended = event(D(2026, 1, 1), "contract.ended", ground="25-1-2")
    carried = to("JP", Life("KR", (), (ended,)))
    assert carried.life.events[0].fields["ground"] == "not_stated"
    assert [(each.listed, each.word) for each in carried.asked] == [("ground", "25-1-2")]
    assert to("KR", Life("KR", (), (ended,))).life.events[0].fields["ground"] == "25-1-2"
    unpaid = event(D(2026, 1, 1), "contract.ended", ground="wages_unpaid")
    assert to("JP", Life("KR", (), (unpaid,))).life.events[0].fields["ground"] == "wages_unpaid"


def test_a_national_of_the_other_country_has_no_permit_to_lose_there() -> None:
    carried = to("KR", Life("JP", (Fact("nationality", "KR"), Fact("age", 30)), ()))
    assert [fact.value for fact in carried.life.facts] == [None, 30]
    assert [(each.listed, each.word) for each in carried.asked] == [("nationality", "KR")]


def test_a_life_told_in_unknown_words_keeps_them_for_the_engine_to_refuse() -> None:
    strange = Event(D(2026, 1, 1), "no.such.event", {"x": "jp_student"})
    assert to("KR", Life("JP", (Fact("no_such_fact", "x"),), (strange,))).life == Life(
        "KR", (Fact("no_such_fact", "x"),), (strange,)
    )


@pytest.mark.parametrize(("home", "there"), [("JP", "VN"), ("VN", "JP")])
def test_no_life_is_carried_to_rules_about_sending_and_return(home: str, there: str) -> None:
    with pytest.raises(LifeError, match="the map knows ES, IT, JP, KR"):
        to(there, Life(home))


@pytest.mark.parametrize("home", COUNTRIES)
@pytest.mark.parametrize("there", COUNTRIES)
def test_every_status_of_a_country_is_carried_or_asked(home: str, there: str) -> None:
    for word in (each for each in vocabulary().lists["status"] if each.startswith(f"{home.lower()}_")):
        carried = to(there, Life(home, (), (held(D(2026, 1, 1), word),)))
        (status,) = statuses(carried)
        if home == there:
            assert status == word
        else:
            assert status == "unstated" if carried.asked else str(status).startswith((f"{there.lower()}_", "any_"))
            assert bool(carried.asked) is not bool(carried.replaced)


MAP = """
place = [{ id = "a", says = "", JP = ["jp_student"], KR = ["kr_d2"] }]
request = []
ground = {}
exists = {}
everywhere = { status = [], request = [] }
"""


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (MAP.replace("jp_student", "jp_studnt"), "'jp_studnt' is not a word of the list 'status'"),
        (MAP.replace("KR =", "XX ="), "carrying.toml: a: \\['XX'\\] are not countries of the vocabulary"),
        (MAP.replace("ground = {}", 'ground = { rain = "KR" }'), "'rain' is not a word of the list 'ground'"),
        (MAP.replace("exists = {}", 'exists = { kr_d3x = { fact = "f" } }'), "'kr_d3x' is not a word of the list 'status'"),
    ],
)
def test_a_wrong_map_is_refused(wrong: str, sentence: str) -> None:
    with pytest.raises(RuleError, match=sentence):
        read_map(wrong, vocabulary())


def test_two_countries_part_where_the_life_takes_another_turn() -> None:
    told = Life("JP", (), (event(D(2025, 2, 1), "entered", how="visa", status="jp_intern_1", until=D(2026, 1, 31)),))
    japan, italy = (side(law_of(c), c, told, carry_map(), vocabulary(), D(2026, 2, 10)) for c in ("JP", "IT"))
    found = part(japan, italy)
    assert found.first is not None
    assert (found.first.day, found.first.what) == (D(2026, 2, 1), "state")
    assert found.first.left == "irregular_lapse"
    assert [each.partition(".")[0] for each in found.parting] == ["jp", "it"]
    assert set(found.parting) <= set(found.first.clauses)
    assert found.differences[0].day < found.first.day, "a deadline of one country only is no turn of the life"


def test_two_countries_that_say_the_same_of_the_days_part_at_a_deadline_or_a_way() -> None:
    told = Life("JP", (), (event(D(2026, 1, 1), "entered", how="visa", status="jp_engineer", until=D(2029, 1, 31)),))
    sides = [side(law_of(c), c, told, carry_map(), vocabulary(), D(2026, 1, 2)) for c in ("JP", "JP")]
    assert part(*sides).first is None
