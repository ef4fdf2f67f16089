"""What rule files say about the law itself: ties and circles that are mistakes, and hardships that are the law's own."""

from madoguchi.rules.findings import Finding, findings
from madoguchi.rules.shelf import law_of, vocabulary
from tests.rules.invented import CITED, clause, clock, days, law, months


def found(*clauses: str, word: str) -> list[Finding]:
    return [each for each in findings(law(*clauses), vocabulary()) if each.word == word]


EXPOSES = 'exposes = "lawful_revocable"'


def test_the_law_of_japan_has_no_mistake_that_must_be_mended() -> None:
    assert [each for each in findings(law_of("JP"), vocabulary()) if each.serious] == []


def test_serious_findings_come_first() -> None:
    every = findings(law(clock(days(14), EXPOSES, 'opens = "xx.no.such"')), vocabulary())
    assert [each.serious for each in every] == sorted((each.serious for each in every), reverse=True)
    assert every[0].serious


def test_a_tie_without_rank_is_a_mistake() -> None:
    unranked = clock(days(14), EXPOSES).replace("rank = 10\n", "")
    assert [(each.clause, each.serious) for each in found(unranked, word="tie")] == [("xx.job.search", True)]
    same = (clock(days(14), EXPOSES), clock(days(14), EXPOSES, id_="job.other"))
    assert ["rank 10 is also that of" in each.sentence for each in found(*same, word="tie")] == [True]
    assert found(clock(days(14), EXPOSES), clock(days(14), EXPOSES, id_="job.other", rank=11), word="tie") == []
    assert found(clock(days(14)), clock(days(14), id_="job.other"), word="tie") == []


def test_a_clock_of_no_length_must_not_open_itself_again() -> None:
    circle = (clock(days(0), 'opens = "xx.job.other"'), clock(days(0), 'opens = "xx.job.search"', id_="job.other"))
    assert [each.clause for each in found(*circle, word="cycle")] == ["xx.job.other", "xx.job.search"]
    straight = (clock(days(0), 'opens = "xx.job.other"'), clock(days(0), id_="job.other"))
    assert found(*straight, word="cycle") == []
    slow = (clock(days(0), 'opens = "xx.job.other"'), clock(months(1), 'opens = "xx.job.search"', id_="job.other"))
    assert found(*slow, word="cycle") == []


def test_a_longer_circle_is_found_too() -> None:
    names = ("job.a", "job.b", "job.c")
    circle = [
        clock(days(0), f'opens = "xx.{after}"', id_=name) for name, after in zip(names, (*names[1:], names[0]), strict=True)
    ]
    assert len(found(*circle, word="cycle")) == 3
    tail = clock(days(0), 'opens = "xx.job.a"', id_="job.tail")
    assert "xx.job.tail" not in {each.clause for each in found(*circle, tail, word="cycle")}


def test_what_a_clock_opens_must_exist() -> None:
    assert [each.clause for each in found(clock(days(0), 'opens = "xx.no.such"'), word="opens")] == ["xx.job.search"]


def test_a_state_that_no_route_of_right_leads_out_of_is_a_finding_about_the_law() -> None:
    free = clause(
        "special.stay", "route", 'option = "special_permission"', "discretion = true",
        'needs = [{ when = "summary in irregular_states", says = "x" }]',
    )  # fmt: skip
    states = vocabulary().groups["irregular_states"][1]
    assert len(found(free, word="no-lawful-exit")) == len(states)
    by_right = free.replace("discretion = true", "discretion = false")
    assert found(by_right, word="no-lawful-exit") == []
    one = free.replace("discretion = true", "discretion = false").replace(
        "summary in irregular_states", "summary == irregular_lapse"
    )
    assert len(found(one, word="no-lawful-exit")) == len(states) - 1
    leaving = by_right.replace("special_permission", "departure_order")
    assert len(found(leaving, word="no-lawful-exit")) == len(states)


def test_a_clock_that_only_an_office_can_stop_is_a_finding() -> None:
    helpless = clock(days(14), EXPOSES).replace('stops = ["contract.signed"]', 'stops = ["departed", "permit.granted"]')
    assert [each.clause for each in found(helpless, word="nobody-can-stop")] == ["xx.job.search"]
    assert found(clock(days(14), EXPOSES), word="nobody-can-stop") == []


def test_who_has_read_a_rule_is_said() -> None:
    assert [each.sentence for each in found(word="not-read")] == [
        "1 of 1 clauses have versions that nobody is recorded to have read"
    ]
    read = clause("stay.permit", "permission", 'starts = ["born"]', cited=CITED + 'read_by = ["somebody"]\n')
    from madoguchi.rules.reader import read_book

    book = read_book("XX", {"xx.toml": read}, vocabulary())
    assert [each for each in findings(book, vocabulary()) if each.word == "not-read"] == []


def test_what_is_only_recalled_or_still_to_come_is_said() -> None:
    recalled = clause("old.way", "route", 'option = "leave_normally"', cited=CITED.replace("verified_in_source", "recalled"))
    assert [each.clause for each in found(recalled, word="recalled")] == ["xx.old.way"]
    coming = clause("new.stay", "permission", 'starts = ["born"]', "announce = true", versions=("since = 2030-01-01",))
    assert [each.clause for each in found(coming, word="to-come")] == ["xx.new.stay"]
