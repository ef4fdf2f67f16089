"""What every page keeps to: weight, headers, titles, labels, one heading, no other site, no trace."""

import gzip
import re
from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from madoguchi.rules.shelf import law_of
from madoguchi.ui.languages import LANGUAGES
from madoguchi.ui.words import sentences
from madoguchi.web import pages as web_pages
from tests.walks.reading import Walker, all_of, text_of, tree
from tests.walks.test_may_i_stay import INTERN

pytestmark = pytest.mark.slow

FIRST_PAGE = 14 * 1024
ANY_PAGE = 30 * 1024
TAGS = [language.tag for language in LANGUAGES]
QUIET = {"vi": "Ghi chú", "ja": "メモ", "ja-x-easy": "メモ", "en": "Notes"}
PLAIN = [
    "",
    "ask",
    "near",
    "near?n=5",
    "keep",
    "traces",
    "rules",
    "rules/jp.stay.special-period?on=2024-06-10",
    "rules/jp.no.such",
    "nothing",
]


VISITED: dict[str, list[tuple[str, str]]] = {}
"""What was read, by language: many tests ask something of the same pages on the same day."""


def every_page(client: Client, tag: str) -> list[tuple[str, str]]:
    """Every page of a language by what it is."""
    if tag not in VISITED:
        VISITED[tag] = list(_visited(client, tag))
    return VISITED[tag]


def _visited(client: Client, tag: str) -> Iterator[tuple[str, str]]:
    for address in PLAIN:
        yield address, client.get(f"/{tag}/{address}").content.decode()
    walker = Walker(client, tag).begin()
    while walker.at:
        yield f"ask {walker.at}", walker.page
        walker.answer(INTERN.get(walker.at, "dont_know"))
    yield "answer", walker.page
    yield "sheet", walker.send(go="sheet").page


@pytest.mark.parametrize("tag", TAGS)
def test_every_page_is_valid_and_has_one_heading_a_language_and_labels(client: Client, tag: str) -> None:
    for name, text in every_page(client, tag):
        page = tree(text)
        assert page.get("lang") == tag, name
        assert page.get("dir") == "ltr", name
        assert len(list(all_of(page, "h1"))) == 1, name
        assert unlabelled(page) == [], name
        levels = [int(heading.tag[-1]) for heading in all_of(page, "h1", "h2", "h3")]
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), (name, levels)


def unlabelled(page: Element) -> list[str]:
    """Fields that no label speaks for."""
    inside = {box for label in all_of(page, "label") for box in all_of(label, "input", "select", "textarea")}
    named = {label.get("for") for label in all_of(page, "label")}
    return [
        box.get("name") or "?"
        for box in all_of(page, "input", "select", "textarea")
        if box.get("type") != "hidden" and box.get("hidden") is None and box not in inside and box.get("id") not in named - {None}
    ]


@pytest.mark.parametrize("tag", TAGS)
def test_the_way_out_comes_first_in_reading_order(client: Client, tag: str) -> None:
    for name, text in every_page(client, tag):
        first, second = [link.get("href") for link in all_of(tree(text), "a")][:2]
        assert (first, second) == ("/leave", "#main"), name


@pytest.mark.parametrize("tag", TAGS)
def test_every_page_is_light(client: Client, tag: str) -> None:
    weights = {name: len(gzip.compress(text.encode())) for name, text in every_page(client, tag)}
    assert weights[""] <= FIRST_PAGE
    assert {name: weight for name, weight in weights.items() if weight > ANY_PAGE} == {}


@pytest.mark.parametrize("tag", TAGS)
def test_titles_are_quiet_and_nothing_comes_from_another_site(client: Client, tag: str) -> None:
    for name, text in every_page(client, tag):
        page = tree(text)
        if not name.startswith("rules"):
            assert [text_of(title) for title in all_of(page, "title")] == [QUIET[tag]], name
        assert not list(all_of(page, "script", "iframe", "object", "embed", "img")), name
        assert [link.get("href") for link in all_of(page, "link")] == ["data:,"], name
        outside = [link for link in all_of(page, "a") if (link.get("href") or "").startswith("http")]
        assert all("noreferrer" in (link.get("rel") or "") for link in outside), name


@pytest.mark.parametrize("tag", TAGS)
def test_every_page_shows_all_languages_and_says_that_it_is_a_draft(client: Client, tag: str) -> None:
    for name, text in every_page(client, tag):
        for language in LANGUAGES:
            assert language.own_name in text, (name, language.tag)
    assert "Draft: two native speakers" in client.get("/en/").content.decode()


def test_the_first_page_is_one_response_without_a_cookie(client: Client) -> None:
    door = client.get("/", headers={"accept-encoding": "gzip"})
    assert len(door.content) <= FIRST_PAGE
    assert door["Vary"].startswith("Accept-Language")
    assert not door.cookies
    nonce = re.search(r"'nonce-([^']+)'", door["Content-Security-Policy"])
    assert nonce is not None
    assert f'nonce="{nonce[1]}"'.encode() in gzip.decompress(door.content)


def test_leaving_goes_to_the_dull_page_and_asks_the_browser_to_forget(client: Client, settings: Settings) -> None:
    away = client.get("/leave")
    assert (away.status_code, away["Location"]) == (302, settings.LEAVE_TO)
    assert away["Clear-Site-Data"] == '"cache"'
    assert away["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("get", "/vi/none", 404), ("post", "/vi/near", 405), ("put", "/vi/ask", 405), ("get", "/de/", 404)],
)
def test_a_broken_page_says_what_happened_that_nothing_was_lost_and_what_to_do(
    client: Client, method: str, path: str, status: int
) -> None:
    answer = getattr(client, method)(path)
    assert answer.status_code == status
    text = answer.content.decode()
    assert "Không có gì được lưu" in text
    assert "/vi/near" in text
    assert str(status) not in re.sub(r"<style.*?</style>", "", text, flags=re.DOTALL)


def test_a_page_that_broke_on_our_side_takes_the_blame() -> None:
    answer = web_pages.broken_page(RequestFactory().get("/en/ask"))
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.content.decode()
    # It may have broken after a message was kept.
    assert "look whether your text arrived" in answer.content.decode()
    assert "Nothing was kept" not in answer.content.decode()


def test_an_expired_number_is_shown_as_such(client: Client) -> None:
    page = client.get("/en/near").content.decode()
    assert "Old: we read this number on a page of Friday 1 November 2019." in page
    assert "They may have to tell the immigration office about you." in page


def test_what_is_not_built_yet_leads_to_people_and_says_so(client: Client) -> None:
    page = client.get("/en/near?n=2").content.decode()
    assert "Someone keeps my papers or my pay" in page
    assert "We do not have a page of our own for this yet." in page


@pytest.mark.parametrize("need", [3, 6])
def test_who_left_or_goes_home_finds_the_question_before_the_numbers_and_a_warning_before_embassies(
    client: Client, need: int
) -> None:
    page = client.get(f"/vi/near?n={need}").content.decode()
    main = page[page.index("<main") :]
    assert "/vi/ask" in main
    assert main.index("/vi/ask") < main.index("tel:0")
    assert main.index(sentences("vi")["near.embassy_warning"]) < main.index("tel:+818035909136")


@pytest.mark.parametrize("tag", TAGS)
def test_every_clause_can_be_read_on_any_day(client: Client, tag: str) -> None:
    for clause in list(law_of("JP").clauses)[:: 9 if tag == "en" else 40]:
        for day in ("", "?on=1995-01-01", "?on=2024-06-10", "?on=2031-01-01"):
            assert client.get(f"/{tag}/rules/{clause}{day}").status_code == 200, (clause, day)


def test_a_day_that_cannot_be_read_shows_today_and_how_to_write_it(client: Client) -> None:
    answer = client.get("/en/rules/jp.stay.special-period?on=yesterday")
    assert answer.status_code == 400
    assert "Please write it as in 2024-06-10" in answer.content.decode()


def test_a_rule_that_we_do_not_have_leads_to_the_list(client: Client) -> None:
    answer = client.get("/en/rules/jp.no.such")
    assert answer.status_code == 404
    assert "/en/rules" in answer.content.decode()


def test_the_rule_book_shows_law_source_and_who_has_read_it(client: Client) -> None:
    page = client.get("/en/rules/jp.stay.special-period?on=2024-06-10").content.decode()
    clause = law_of("JP").clauses["jp.stay.special-period"]  # type: ignore[index]
    assert all(version.source.address.replace("&", "&amp;") in page for version in clause.versions)
    assert "Nobody has read this rule yet." in page
    assert "This is the rule on the day you asked about." in page
