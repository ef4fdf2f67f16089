"""Somebody looks rules up: any day, any country, any of seven languages; finds, compares, prints, reads by program."""

import gzip
import json
from itertools import pairwise

import pytest
from django.test import Client

from madoguchi.rulebook.terms import COUNTRIES
from madoguchi.rules.shelf import law_of
from madoguchi.ui.languages import RULE_BOOK
from madoguchi.ui.words import sentences
from tests.walks.reading import all_of, text_of, tree

pytestmark = pytest.mark.slow

TAGS = [language.tag for language in RULE_BOOK]
ANY_PAGE = 100 * 1024
PAGES = [
    "rules",
    "rules/of/kr",
    "rules/of/es?q=arraigo",
    "rules/of/it?on=2005-03-01",
    "rules/of/jp/changes?from=2024-06-01&to=2024-06-30",
    "rules/of/it/changes?from=2012-07-01&to=2012-08-01",
    "rules/beside?on=2008-01-01",
    "rules/beside",
    "rules/same-life",
    "rules/same-life?life=work-lost&left=KR&right=IT",
    "rules/jp.stay.special-period?on=2024-06-10",
    "rules/it.receipt.renewal",
]
LIFE = (
    'country = "KR"\nask_on = 2026-06-01\n[[event]]\nday = 2025-01-01\nkind = "entered"\nstatus = "kr_e9"\nuntil = 2026-01-31\n'
)


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_whole_in_every_language_and_light(client: Client, tag: str, address: str) -> None:
    answer = client.get(f"/{tag}/{address}")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert len(gzip.compress(answer.content)) <= ANY_PAGE
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies
    page = tree(text)
    assert page.get("lang") == tag
    assert len(list(all_of(page, "h1"))) == 1
    levels = [int(heading.tag[-1]) for heading in all_of(page, "h1", "h2", "h3")]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert sentences(tag)["words.missing"] not in text


@pytest.mark.parametrize("tag", ["ko", "es", "it"])
def test_who_reads_only_the_rule_book_is_sent_to_no_page_of_the_window_in_a_language_it_has_not(client: Client, tag: str) -> None:
    page = tree(client.get(f"/{tag}/rules").content.decode())
    own = [href for link in all_of(page, "a") if (href := link.get("href") or "").startswith(f"/{tag}/")]
    assert own
    assert [href for href in own if client.get(href).status_code != 200][:3] == []
    assert client.get(f"/{tag}/").status_code == client.get(f"/{tag}/talk").status_code == 404


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_clause_of_a_country_can_be_read_and_is_listed(client: Client, country: str) -> None:
    listed = client.get(f"/en/rules/of/{country.lower()}").content.decode()
    for place, clause in enumerate(law_of(country).clauses):
        assert f"/en/rules/{clause}" in listed
        if place % 12 == 0:
            for day in ("", "?on=1995-01-01", "?on=2031-01-01"):
                assert client.get(f"/en/rules/{clause}{day}").status_code == 200, (clause, day)


def test_a_clause_speaks_the_language_of_its_country_and_of_the_page(client: Client) -> None:
    text = client.get("/vi/rules/jp.stay.special-period?on=2024-06-10").content.decode()
    assert "Quy định" in text or "quy định" in text
    assert sentences("ja")["clause.jp.stay.special-period.says"] in text
    assert "it.receipt.renewal" in text, "a cousin"


def test_words_are_looked_for_and_what_is_not_found_says_what_to_do(client: Client) -> None:
    found = client.get("/en/rules/of/jp?q=departure+order").content.decode()
    assert "jp.leave.departure-order" in found
    assert "jp.work.hours-limit" not in found
    none = client.get("/en/rules/of/jp?q=unicorn").content.decode()
    assert sentences("en")["rules.found.none"] in none
    hostile = client.get("/en/rules/of/jp", {"q": "<script>alert(1)</script>" * 50})
    assert hostile.status_code == 200
    assert "<script>alert" not in hostile.content.decode()


@pytest.mark.parametrize(
    "address",
    ["of/jp?on=yesterday", "of/jp/changes?from=2024-13-01", "beside?on=0001-01-01", "jp.stay.special-period?on=2024-02-30"],
)
def test_a_day_that_cannot_be_read_is_said(client: Client, address: str) -> None:
    answer = client.get(f"/en/rules/{address}")
    assert answer.status_code == 400
    assert "Please write it as in 2024-06-10" in answer.content.decode()


def test_a_country_that_we_do_not_have_leads_to_one_that_we_have(client: Client) -> None:
    assert "Japan" in client.get("/en/rules/of/xx").content.decode()


def test_what_changed_stands_with_before_and_after(client: Client) -> None:
    page = client.get("/en/rules/of/jp/changes?from=2024-06-09&to=2024-06-10").content.decode()
    assert "jp.supervision.ask" in page
    assert "jp.leave.departure-order" in page
    assert sentences("en")["changes.before"] in page


def test_the_same_life_parts_where_the_clause_is_marked(client: Client) -> None:
    page = client.get("/en/rules/same-life?life=nothing-filed&left=JP&right=IT").content.decode()
    assert sentences("en")["life.parting"] in page
    assert 'class="asked"' in page
    assert page.index("They part first on Thursday 1 February 2024") < page.index("Sixty days")
    asked = [each for each in all_of(tree(page), "li") if each.get("class") == "asked"]
    assert len(asked) == 2, "one on each side"
    assert "jp_intern_1" in page


def test_a_life_of_ones_own_is_read_and_nothing_of_it_is_kept(client: Client) -> None:
    form = {"own": LIFE, "left": "KR", "right": "ES", "life": "work-lost"}
    answer = client.post("/en/rules/same-life", form)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "kr_e9" in answer.content.decode()


@pytest.mark.parametrize(
    ("own", "why"),
    [
        ("country = ", "this is not TOML"),
        (LIFE.replace("kr_e9", "kr_e99"), "not a word of the list"),
        (LIFE.replace('"KR"', '"VN"'), "no life can be carried"),
        (LIFE + "# " + "x" * 20_000, "it has more than 20000 letters"),
        (LIFE.replace("2025-01-01", "2025-02-31"), "this day stands in no calendar"),
    ],
)
def test_a_life_that_cannot_be_read_comes_back_with_why(client: Client, own: str, why: str) -> None:
    answer = client.post("/en/rules/same-life", {"own": own, "left": "KR", "right": "JP"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert why in page
    box = next(each for each in all_of(tree(page), "textarea"))
    assert text_of(box).split() == own.split(), "nothing that was typed is lost"


def test_a_word_that_is_in_no_list_is_refused_also_where_the_life_is_carried_on_both_sides(client: Client) -> None:
    answer = client.post("/en/rules/same-life", {"own": LIFE.replace("kr_e9", "kr_e99"), "left": "ES", "right": "JP"})
    assert answer.status_code == 400
    assert "not a word of the list" in answer.content.decode()


@pytest.mark.parametrize("key", ["left_day", "right_day", "on"])
def test_a_day_of_a_law_that_cannot_be_read_is_said_beside_the_life(client: Client, key: str) -> None:
    answer = client.get(f"/en/rules/same-life?{key}=2026-02-31")
    assert answer.status_code == 400
    assert "We could not read this day" in answer.content.decode()


@pytest.mark.parametrize("day", ["1900-01-01", "2200-12-31"])
@pytest.mark.parametrize("address", ["beside", "of/kr", "jp.stay.special-period", "same-life"])
def test_the_first_and_the_last_day_that_can_be_asked_about_are_answered(client: Client, address: str, day: str) -> None:
    assert client.get(f"/en/rules/{address}?on={day}").status_code == 200


def test_programs_read_the_same_book(client: Client) -> None:
    book = json.loads(client.get("/rules/it.json?on=2020-01-01").content)
    assert (book["country"], book["on"]) == ("IT", "2020-01-01")
    assert {row["id"] for row in book["clauses"]} == set(law_of("IT").clauses)
    clause = json.loads(client.get("/rules/jp.stay.special-period.json?on=2005-01-01").content)
    assert clause["standing"] == "in_force"
    assert client.get("/rules/jp.stay.special-period.json?on=soon").status_code == 400
    assert client.get("/rules/jp.no.such.json").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_rule_book_is_only_read(client: Client, method: str) -> None:
    for address in ("/en/rules", "/en/rules/of/jp", "/en/rules/beside", "/rules/jp.json", "/en/rules/of/jp/changes"):
        assert getattr(client, method)(address).status_code == 405
