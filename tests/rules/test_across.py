"""The term map, and the questions across countries: answered by clauses in force on the day, and by nothing else."""

import datetime as dt

import pytest

from madoguchi.rules.across import answers
from madoguchi.rules.clauses import LawBook
from madoguchi.rules.shelf import law_of, term_map, vocabulary
from madoguchi.rules.term_map import CONCEPTS, Imprecise, Term, clauses_of, read_terms, terms_on
from tests.rules.invented import clause, clock, law, months

NOW = dt.date(2026, 6, 1)
CUTS = 'rank = 1\nstarts = ["contract.ended"]\ndeadline = "job_search"\ncuts = true'


def said(book: LawBook, question: str, day: dt.date = NOW) -> list[tuple[str, str, str]]:
    (found,) = (each for each in answers({"JP": book}, vocabulary(), day) if each.question == question)
    return [(each.clause, each.actor, each.value) for each in found.by_country["JP"]]


def window(keys: str = "") -> str:
    meets = 'meets = [{ event = "application.filed", where = "for == extension" }]'
    return clause(
        "a.w", "window", 'anchor = "permit_until"\ndeadline = "extension_filing"', meets, keys, versions=("since = 2000-01-01",)
    )


def test_who_alone_may_file_can_end_the_stay_by_doing_nothing() -> None:
    assert said(law(window()), "silence") == [("xx.a.w", "self", "")]
    assert said(law(window('who_can_act = ["employer"]')), "silence") == [("xx.a.w", "employer", "")]


def test_a_filing_that_the_stay_does_not_hang_on_ends_nothing() -> None:
    assert said(law(window().replace('"permit_until"', '"entered_on"')), "silence") == []


def test_a_clock_that_takes_the_stay_names_whose_act_stops_it() -> None:
    own = clause("a.c", "clock", CUTS, 'stops = ["application.filed"]', versions=(f"since = 2000-01-01\n{months(1)}",))
    theirs = own.replace('["application.filed"]', '[{ event = "application.filed", where = "by == employer" }]')
    assert said(law(own), "silence") == [("xx.a.c", "self", "1 months")]
    assert said(law(theirs), "silence") == [("xx.a.c", "employer", "1 months")]
    assert said(law(own.replace("cuts = true", "may_cut = true")), "silence") == [("xx.a.c", "self", "1 months")]
    assert said(law(own.replace("cuts = true", 'exposes = "lawful_revocable"')), "silence") == []


def test_a_silent_office_refuses_where_the_law_says_so() -> None:
    deems = clause(
        "a.d",
        "clock",
        'starts = ["application.filed"]\nof_request = true\ndeems = "refused"',
        versions=(f"since = 2000-01-01\n{months(3)}",),
    )
    assert said(law(deems), "silence") == [("xx.a.d", "office", "3 months")]


def test_the_end_of_work_sets_clocks_going() -> None:
    book = law(clock(versions=(f"since = 2000-01-01\nuntil = 2019-12-31\n{months(3)}", f"since = 2020-01-01\n{months(6)}")))
    assert said(book, "after_work") == [("xx.job.search", "", "6 months")]
    assert said(book, "after_work", dt.date(2010, 1, 1)) == [("xx.job.search", "", "3 months")]
    assert said(book, "after_work", dt.date(1999, 1, 1)) == []


def test_the_first_day_that_can_be_asked_about_is_answered_though_no_life_reaches_back_from_it() -> None:
    assert said(law_of("JP"), "way_back", dt.date(1900, 1, 1)) == []


def test_what_is_only_recalled_answers_no_question() -> None:
    sure = clock(versions=(f"since = 2000-01-01\n{months(3)}",))
    assert said(law(sure.replace("verified_in_source", "recalled")), "after_work") == []


def test_japan_answers_as_its_clauses_say() -> None:
    japan = law_of("JP")
    assert ("jp.stay.special-period", "", "2 months") in said(japan, "waiting")
    assert said(japan, "waiting", dt.date(2005, 1, 1)) == [("jp.stay.special-period", "", "")]
    assert ("jp.special.permission", "", "discretion") in said(japan, "way_back")
    assert ("jp.revoke.three-months", "", "3 months") in said(japan, "after_work")
    assert said(japan, "after_work", dt.date(2003, 1, 1)) == []


@pytest.mark.parametrize("country", ["JP", "KR", "ES", "IT"])
@pytest.mark.parametrize("concept", CONCEPTS)
def test_every_country_has_a_word_for_every_concept_today(country: str, concept: str) -> None:
    assert terms_on(term_map().term, concept, country, NOW)


@pytest.mark.parametrize("term", [*term_map().term, *term_map().imprecise], ids=lambda term: term.id)
def test_what_a_term_says_rests_on_clauses(term: Term | Imprecise) -> None:
    day = term.day if isinstance(term, Imprecise) else min(term.until or NOW, NOW)
    assert clauses_of(term, law_of(term.country), day), f"no clause in force on {day} encodes {term.facts}"


def test_a_word_stood_for_its_years_only() -> None:
    assert [term.id for term in terms_on(term_map().term, "work_permit", "ES", dt.date(2003, 6, 1))] == ["wp-es-old"]
    assert [term.id for term in terms_on(term_map().term, "work_permit", "ES", dt.date(2004, 6, 1))] == ["wp-es"]
    assert terms_on(term_map().term, "work_permit", "KR", dt.date(2003, 6, 1)) == ()


def test_a_concept_that_nobody_listed_is_refused() -> None:
    row = 'id="a"\nconcept="weather"\ncountry="JP"\ncalled=""\nsays=""\nsince=2000-01-01\nconfidence="recalled"\n'
    row += "facts=[]\nmisleading=[]\n"
    with pytest.raises(ValueError, match="\\['weather'\\] are not concepts: write one of work_permit"):
        read_terms(f"[[term]]\n{row}")


def test_what_only_another_reading_gives_keeps_no_stay() -> None:
    pending = clause("a.p", "pending", 'requests = ["extension"]', versions=("since = 2000-01-01",))
    assert said(law(pending), "waiting") == [("xx.a.p", "", "")]
    assert said(law(pending.replace('requests = ["extension"]', 'requests = ["extension"]\nreading = true')), "waiting") == []
