"""A caseworker signs in, reads what waits and answers, without script: and only for the own group."""

import datetime as dt
import re
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import Settings

from madoguchi.help.actions import inbox, talk
from madoguchi.help.terms import LONGEST_MESSAGE
from madoguchi.network import actions as network
from madoguchi.network.terms import Desk, NewWay, Welcome
from madoguchi.ui.languages import LANGUAGES
from tests.help.network_of_tests import COOKIES, TODAY, desk, group, next_page, signed_in
from tests.walks.reading import all_of, text_of, tree

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TEXT = "Tôi cần giúp đỡ."


@pytest.fixture(autouse=True)
def data_folder(tmp_path: object, settings: Settings) -> None:
    """A data folder of its own for the vault keys."""
    settings.DATA = tmp_path


@pytest.fixture
def nagoya() -> Desk:
    """A caseworker of a group in Nagoya, signed in."""
    group("nagoya")
    return desk("nagoya", "hoa")


@pytest.fixture
def caseworker(client: Client, nagoya: Desk) -> Client:
    """The browser of that caseworker."""
    client.cookies["desk"] = COOKIES[nagoya.member.nickname]
    return client


def begun(text: str = TEXT) -> str:
    """Somebody has written; the cookie of their visit."""
    return talk.begin(text, "vi", ["nagoya"], "", TODAY)


def link(page: str) -> str:
    """The address of the first conversation of the list."""
    found = re.search(r'href="(/desk/[a-z-]+/talk/[0-9a-f]{32})"', page)
    assert found
    return found[1]


def word(page: str) -> str:
    """What the forms of the page carry."""
    found = re.search(r'name="word" value="([0-9a-f]+)"', page)
    assert found
    return found[1]


@pytest.mark.parametrize("tag", [language.tag for language in LANGUAGES])
def test_what_waits_is_read_and_answered_in_every_language(caseworker: Client, tag: str) -> None:
    cookie = begun()
    page = caseworker.get(f"/desk/{tag}/").content.decode()
    tree(page)
    assert TEXT not in page, "a list shows work, not people"
    there = link(page)
    one = caseworker.get(there).content.decode()
    tree(one)
    assert TEXT in one
    sent = caseworker.post(there, {"word": word(one), "text": "Chúng tôi nghe bạn."})
    assert sent.status_code == 302
    assert "Chúng tôi nghe bạn." in caseworker.get(there).content.decode()
    visit = talk.visit_of(cookie, TODAY)
    assert visit is not None
    assert [message.text for message in talk.thread(visit, "vi", TODAY).messages] == [TEXT, "Chúng tôi nghe bạn."]
    assert len(list(all_of(tree(caseworker.get(f"/desk/{tag}/").content.decode()), "h1"))) == 1


def test_danger_stands_first(caseworker: Client) -> None:
    begun("Tôi muốn hỏi về hợp đồng.")
    begun("Có người đánh tôi, tôi sợ họ giết tôi.")
    page = tree(caseworker.get("/desk/en/").content.decode())
    rows = [text_of(row) for row in all_of(page, "tr")][1:]
    assert "Danger" in rows[0]
    assert "Danger" not in rows[1]


def test_nobody_reads_without_signing_in(client: Client, nagoya: Desk) -> None:
    begun()
    for path in ("/desk/vi/", "/desk/vi/talk/" + "0" * 32, "/desk/vi/group"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/desk/vi/sign-in?to={quote(path, safe='')}")


def test_another_group_gets_the_same_page_for_a_conversation_it_may_not_read_and_for_none(caseworker: Client) -> None:
    begun()
    theirs = link(caseworker.get("/desk/vi/").content.decode())
    group("osaka")
    desk("osaka", "ken")
    caseworker.cookies["desk"] = COOKIES["ken"]
    assert "talk/" not in caseworker.get("/desk/vi/").content.decode()
    nowhere = f"/desk/vi/talk/{'0' * 32}"
    pages = []
    for path in (theirs, nowhere):
        answer = caseworker.get(path)
        assert answer.status_code == 404
        pages.append(re.sub(r"nonce=\"[^\"]*\"", "", answer.content.decode()).replace(path.rsplit("/", 1)[1], ""))
    assert pages[0] == pages[1]


def test_an_answer_that_cannot_be_sent_stands_in_the_box_again(caseworker: Client) -> None:
    begun()
    there = link(caseworker.get("/desk/vi/").content.decode())
    page = caseworker.get(there).content.decode()
    long = "x" * (LONGEST_MESSAGE + 1)
    again = caseworker.post(there, {"word": word(page), "text": long}).content.decode()
    assert long in again
    assert 'role="alert"' in again


def test_a_form_without_the_word_of_the_visit_sends_nothing(caseworker: Client) -> None:
    cookie = begun()
    there = link(caseworker.get("/desk/vi/").content.decode())
    page = caseworker.post(there, {"text": "forged"}).content.decode()
    tree(page)
    assert "forged" in page, "shown again, and not sent"
    visit = talk.visit_of(cookie, TODAY)
    assert visit is not None
    assert [message.text for message in talk.thread(visit, "vi", TODAY).messages] == [TEXT]


def test_an_answer_that_was_typed_while_the_desk_closed_is_not_lost(caseworker: Client) -> None:
    cookie = begun()
    there = link(caseworker.get("/desk/vi/").content.decode())
    page = caseworker.get(there).content.decode()
    del caseworker.cookies["desk"]
    assert "câu trả lời dài" in caseworker.post(there, {"word": word(page), "text": "câu trả lời dài"}).content.decode()
    visit = talk.visit_of(cookie, TODAY)
    assert visit is not None
    assert len(talk.thread(visit, "vi", TODAY).messages) == 1


def test_what_was_erased_while_a_caseworker_typed_is_said_and_the_text_is_not_lost(caseworker: Client) -> None:
    cookie = begun()
    there = link(caseworker.get("/desk/vi/").content.decode())
    page = caseworker.get(there).content.decode()
    visit = talk.visit_of(cookie, TODAY)
    assert visit is not None
    talk.erase(visit, TODAY)
    answer = caseworker.post(there, {"word": word(page), "text": "một câu dài"})
    assert answer.status_code == 404
    assert "một câu dài" in answer.content.decode()


def test_what_somebody_answered_before_they_lost_their_keys_is_still_read(nagoya: Desk) -> None:
    cookie = begun()
    (row,) = inbox.waiting(nagoya, TODAY)
    inbox.answer(nagoya, row.case, "Chúng tôi nghe bạn.", TODAY)
    colleagues = [desk("nagoya", name, let_by=nagoya) for name in ("minh", "lan")]
    way = network.ask_new_way("hoa", TODAY)
    assert isinstance(way, NewWay)
    assert [network.vouch_for(colleague, way.spoken_code, TODAY) for colleague in colleagues] == [None, None]
    assert network.desk_of(COOKIES["hoa"], TODAY, dt.datetime.now(dt.UTC)) is None
    again = signed_in(Welcome(nagoya.member, way.passphrase, way.code_address))
    visit = talk.visit_of(cookie, TODAY)
    assert visit is not None
    talk.write(visit, "Cảm ơn.", TODAY)
    said = [TEXT, "Chúng tôi nghe bạn.", "Cảm ơn."]
    assert [message.text for message in inbox.read(again, row.case, TODAY).messages] == said
    assert [message.text for message in inbox.read(next_page("minh"), row.case, TODAY).messages] == said
    assert [message.text for message in talk.thread(visit, "vi", TODAY).messages] == said
    inbox.answer(again, row.case, "Không có gì.", TODAY)
    assert talk.thread(visit, "vi", TODAY).messages[-1].text == "Không có gì."


def test_the_pages_are_light(caseworker: Client) -> None:
    for number in range(20):
        begun(f"{TEXT} {number}")
    page = caseworker.get("/desk/vi/", headers={"accept-encoding": "gzip"})
    one = caseworker.get(link(caseworker.get("/desk/vi/").content.decode()), headers={"accept-encoding": "gzip"})
    assert len(page.content) <= 60 * 1024
    assert len(one.content) <= 80 * 1024
