"""Whatever is sent to any form, in whatever order and length: an answer for people, never a broken page."""

from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from madoguchi.help.actions import talk
from madoguchi.network.forms import form_word
from tests.help.network_of_tests import COOKIES, TODAY, desk, group

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

FIELDS = (
    "text", "group", "number", "token", "sealed", "go", "at", "change", "reply", "year", "month", "day", "delete", "allow",
    "refuse", "agree", "decline", "withdraw", "carry", "carried", "after", "word", "nickname", "passphrase", "code", "member",
    "answers", "challenge", "tried", "key", "made", "name", "remove", "to", "page", "unfile", "file",
    "whole", "authority", "met_on", "second", "why_alone", "about", "title", "clause", "clauses", "begin", "end", "from",
)  # fmt: skip
ACTS = (
    "keep",
    "send",
    "check",
    "skip",
    "sure",
    "end",
    "erase",
    "open",
    "here",
    "next",
    "back",
    "sheet",
    "carry",
    "delete",
    "look",
    "sure",
    "confirm",
    "ask",
    "take_away",
)
NASTY = (
    "",
    "0",
    "-1",
    "9" * 30,
    "\x00",
    "\u202e",
    "%00",
    "<b>",
    "'\"",
    "one",
    "nagoya",
    "2026-02-30",
    "2026-11-20",
    "police",
    "memory",
    "jp.stay.permit",
    "０１２３",
    "𝟘" * 22,
    "a" * 30_000,
)

values = st.one_of(st.sampled_from(NASTY), st.sampled_from(ACTS), st.text(max_size=60))
forms = st.dictionaries(st.sampled_from(FIELDS), st.one_of(values, st.lists(values, max_size=3)), max_size=8)


def addresses() -> list[str]:
    """Every address of the house, with something in each of its places."""
    return sorted(set(_below(get_resolver().url_patterns, "/")))


def _below(patterns: list[Any], start: str) -> list[str]:
    found: list[str] = []
    for each in patterns:
        path = start.rstrip("/") + "/" + str(each.pattern) if str(each.pattern) else start
        if isinstance(each, URLResolver):
            found += _below(each.url_patterns, path)
        elif isinstance(each, URLPattern):
            found.append(path)
    places = dict.fromkeys(
        ("<slug:case>", "<slug:name>", "<slug:talk>", "<slug:id_>", "<slug:theme>", "<str:clause>"), "0" * 32
    ) | {"<language:tag>": "vi"}
    return [_filled(path, places) for path in found]


def _filled(path: str, places: dict[str, str]) -> str:
    for place, value in places.items():
        path = path.replace(place, value)
    return path.partition("<")[0]


@pytest.fixture
def someone(tmp_path: object, settings: Settings) -> Client:
    """A browser in which a conversation and a desk are open."""
    settings.DATA = tmp_path
    group("nagoya")
    desk("nagoya", "hoa")
    client = Client(raise_request_exception=False)
    client.cookies["desk"] = COOKIES["hoa"]
    return client


def test_every_address_is_tried() -> None:
    assert {"/vi/talk", "/vi/talk/thread", "/vi/talk/back", "/vi/talk/number", "/vi/ask", "/desk/vi/sign-in"} <= set(addresses())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=80)
@given(address=st.sampled_from(addresses()), form=forms, ways=st.tuples(st.booleans(), st.booleans(), st.booleans()))
def test_no_form_breaks_a_page(someone: Client, address: str, form: dict[str, Any], ways: tuple[bool, bool, bool]) -> None:
    is_ours, is_open, by_post = ways
    if is_open and someone.cookies.get("v") is None:
        someone.cookies["v"] = talk.begin(talk.First("một câu", "vi", ("nagoya",)), "", TODAY)
    cookie = someone.cookies["v"].value if someone.cookies.get("v") else ""
    words = {"word": form_word(COOKIES["hoa"]), **({"token": talk.token(cookie)} if cookie else {})}
    sent = {**form, **words} if is_ours else form
    answer = someone.post(address, sent) if by_post else someone.get(address, sent)
    assert answer.status_code < 500, f"{'POST' if by_post else 'GET'} {address} with {sent!r}"
