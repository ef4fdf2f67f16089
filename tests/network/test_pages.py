"""The pages of a desk: the cookie, the word against forged forms, and that nobody without a desk sees anything of it."""

import gzip
import re
from collections.abc import Iterator
from http.cookies import Morsel
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import Settings

from madoguchi.ground.clock import StoppedClock
from madoguchi.network import actions, forms
from madoguchi.network.terms import Welcome
from madoguchi.ui.audience import Audience
from madoguchi.ui.languages import LANGUAGES
from madoguchi.ui.words import sentences
from tests.network.people import TODAY, House
from tests.walks.reading import all_of, tree

pytestmark = pytest.mark.slow

TAGS = [language.tag for language in LANGUAGES]
CASEWORKERS = 60 * 1024


@pytest.fixture
def client(house: House, settings: Settings) -> Client:
    """A browser, on the stopped day of the house."""
    clock = StoppedClock(TODAY)
    settings.CLOCK = clock
    settings.DESK_FIRST = "desk-group"
    house.now = clock.seen_at()
    return Client()


@pytest.fixture
def lan(house: House) -> Welcome:
    """The first member of a group."""
    house.group()
    return house.member("lan")


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page."""
    boxes = all_of(tree(page), "input")
    return {box.get("name", ""): box.get("value", "") for box in boxes if box.get("type") == "hidden"}


def sign_in(client: Client, house: House, who: Welcome, **different: str) -> Any:
    """What the browser sees after the form was sent."""
    word = hidden(client.get("/desk/en/sign-in").content.decode())["word"]
    typed = {"nickname": who.member.nickname, "passphrase": who.passphrase, "code": house.code(who), "word": word}
    return client.post("/desk/en/sign-in", {**typed, **different})


def cookie(client: Client) -> Morsel[str]:
    """The one cookie of the browser."""
    (name,) = client.cookies
    assert name in ("desk", "__Host-desk")
    return client.cookies[name]


def test_a_caseworker_signs_in_sees_the_group_and_signs_out(client: Client, house: House, lan: Welcome) -> None:
    arrived = sign_in(client, house, lan)
    assert (arrived.status_code, arrived["Location"]) == (302, "/desk/en/group")
    page = client.get("/desk/en/group").content.decode()
    assert "You are signed in as lan." in page
    assert "Kobe group: the group" in page
    left = client.post("/desk/en/sign-out", {"word": hidden(page)["word"]})
    assert (left.status_code, left["Location"]) == (302, "/desk/en/sign-in")
    assert left["Clear-Site-Data"] == '"cache"'
    assert left.cookies["desk"].value == ""
    assert house.rows("network_signin") == []
    assert client.get("/desk/en/group").status_code == 302


@pytest.mark.parametrize(("secure", "flag"), [(True, True), (False, "")])
def test_the_cookie_stays_at_the_desk(
    client: Client, house: House, lan: Welcome, settings: Settings, *, secure: bool, flag: Any
) -> None:
    settings.COOKIES_SECURE = secure
    client.get("/desk/en/sign-in")
    before = cookie(client).value
    sign_in(client, house, lan)
    after = cookie(client)
    assert after.value != before
    assert (after["path"], after["httponly"], after["samesite"], after["secure"]) == ("/", True, "Strict", flag)
    assert after.key == ("__Host-desk" if secure else "desk")
    assert (after["max-age"], after["expires"], after["domain"]) == ("", "", "")
    assert actions.desk_of(before, TODAY, house.now) is None


def without_chance(page: str) -> str:
    """A page without what is drawn anew each time, and without the nickname that was typed."""
    return re.sub(r'nonce="[^"]*"|data-use="[^"]*"|name="challenge" value="[^"]*"|value="nobody"|value="lan"', "", page)


def test_a_refused_sign_in_looks_the_same_whatever_was_wrong(client: Client, house: House, lan: Welcome) -> None:
    other = house.member("minh")
    wrong = [{"passphrase": other.passphrase}, {"code": "000000"}, {"code": house.code(other)}, {"passphrase": "", "code": ""}]
    answers = [sign_in(client, house, lan, **each) for each in wrong]
    unknown = sign_in(client, house, lan, nickname="nobody")
    pages = [without_chance(answer.content.decode()) for answer in (*answers, unknown)]
    assert len(set(pages)) == 1
    assert {answer.status_code for answer in answers} == {200}
    assert sentences("en")["desk.refused"] in pages[0]
    assert lan.passphrase not in answers[1].content.decode()
    assert house.rows("network_signin") == []


def test_a_form_from_elsewhere_signs_nobody_in(client: Client, house: House, lan: Welcome) -> None:
    client.get("/desk/en/sign-in")
    typed = {"nickname": "lan", "passphrase": lan.passphrase, "code": house.code(lan)}
    for word in ({}, {"word": ""}, {"word": "0" * 64}, {"word": forms.form_word("00" * 32)}):
        assert client.post("/desk/en/sign-in", {**typed, **word}).status_code == 200
    # A browser without our cookie, such as one that another site has sent here.
    assert Client().post("/desk/en/sign-in", typed).status_code == 200
    assert house.rows("network_signin") == []


def test_a_form_from_elsewhere_acts_on_nothing_at_a_desk(client: Client, house: House, lan: Welcome) -> None:
    waits = house.member("waits")
    sign_in(client, house, lan)
    for word in ({}, {"word": ""}, {"word": "0" * 64}):
        answer = client.post("/desk/en/group", {"member": waits.member.id, **word})
        assert (answer.status_code, answer["Location"]) == (302, "/desk/en/group")
        assert client.post("/desk/en/sign-out", word).status_code == 302
    desk = actions.desk_of(cookie(client).value, TODAY, house.now)
    assert desk is not None
    assert [member.nickname for member in actions.waiting_colleagues(desk)] == ["waits"]


def test_a_colleague_lets_somebody_read(client: Client, house: House, lan: Welcome) -> None:
    waits = house.member("waits")
    sign_in(client, house, lan)
    page = client.get("/desk/en/group").content.decode()
    assert "Let waits read" in page
    answer = client.post("/desk/en/group", {"member": waits.member.id, "word": hidden(page)["word"]})
    assert answer.status_code == 302
    assert "Let waits read" not in client.get("/desk/en/group").content.decode()
    assert list(house.desk(waits).group_keys) == [1]


def test_who_waits_is_told_so(client: Client, house: House, lan: Welcome) -> None:
    sign_in(client, house, house.member("waits"))
    page = client.get("/desk/en/group").content.decode()
    assert sentences("en")["desk.you_wait"] in page
    assert "Let waits read" not in page


def test_signing_in_again_closes_the_desk_before(client: Client, house: House, lan: Welcome) -> None:
    sign_in(client, house, lan)
    other = house.member("minh")
    sign_in(client, house, other)
    assert len(house.rows("network_signin")) == 1
    assert "signed in as minh" in client.get("/desk/en/group").content.decode()


def for_caseworkers(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """Every address whose page is for caseworkers."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from for_caseworkers(pattern.url_patterns)
        elif getattr(pattern.callback, "audience", None) is Audience.CASEWORKER:
            yield pattern


def addresses() -> list[str]:
    """An address of every page for caseworkers, in English; other parts of an address are made up."""
    found = []
    for pattern in for_caseworkers(get_resolver().url_patterns):
        parts = {name: "en" if name == "tag" else "0" * 32 for name in pattern.pattern.converters}
        assert pattern.name is not None
        found.append(reverse(pattern.name, kwargs=parts))
    return found


def test_every_page_for_caseworkers_lies_where_the_cookie_is_sent_and_leads_to_the_sign_in(client: Client) -> None:
    wanted = {"group", "sign-out", "stay", "passkeys", "recoveries"}
    assert {f"/desk/en/{name}" for name in wanted} <= set(addresses())
    for address in addresses():
        assert address.startswith("/desk/"), address
        answers = [client.get(address), client.post(address, {"word": "x"})]
        for answer in answers:
            sent_away = answer.status_code == 302 and answer["Location"].partition("?")[0] == "/desk/en/sign-in"
            assert sent_away or answer.status_code == 405, address
        assert any(answer.status_code == 302 for answer in answers), address


def test_the_pages_are_light_valid_and_quiet_in_every_language(client: Client, house: House, lan: Welcome) -> None:
    house.member("waits")
    answers = [(tag, client.get(f"/desk/{tag}/{name}")) for tag in TAGS for name in ("sign-in", "lost")]
    sign_in(client, house, lan)
    answers += [(tag, client.get(f"/desk/{tag}/{name}")) for tag in TAGS for name in ("group", "passkeys", "recoveries")]
    for tag, answer in answers:
        page = answer.content.decode()
        assert tree(page).get("lang") == tag
        assert len(gzip.compress(answer.content)) < CASEWORKERS
        assert answer["Cache-Control"] == "no-store"
        assert not list(all_of(tree(page), "iframe", "img"))
        # Scripts of ours only: each bears the word of this answer, and none is fetched from anywhere.
        for script in all_of(tree(page), "script"):
            assert script.get("src") is None
            assert f"'nonce-{script.get('nonce')}'" in answer["Content-Security-Policy"]
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert [other for other in TAGS if other != tag and f"/desk/{other}/" not in page] == []
        labelled = {label.get("for") for label in all_of(tree(page), "label")}
        assert {box.get("id") for box in all_of(tree(page), "input") if box.get("type") != "hidden"} <= labelled


def test_a_page_that_does_not_exist_speaks_the_language_of_its_address(client: Client) -> None:
    answer = client.get("/desk/vi/nothing")
    assert answer.status_code == 404
    assert 'lang="vi"' in answer.content.decode()
    assert "/desk/ja/nothing" in answer.content.decode()


def test_the_code_stands_on_the_page_in_a_demo_only(client: Client, house: House, settings: Settings) -> None:
    assert "This is a demo" not in client.get("/desk/en/sign-in").content.decode()
    settings.DEMO = True
    assert actions.rehearsal_code(house.now) in client.get("/desk/en/sign-in").content.decode()
