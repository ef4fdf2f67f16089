"""Every page of looking for somebody: for whom it is, in every language, light, labelled, quiet."""

import gzip
import re

import pytest
from pytest_django import Settings

from madoguchi.ground.clock import StoppedClock
from madoguchi.network.terms import Known
from madoguchi.tracing import models
from madoguchi.tracing.actions import beacons, candidates, families, filing, relays
from madoguchi.tracing.terms.entries import Answer, Ground
from madoguchi.ui.languages import LANGUAGES
from tests.casework.network_of_cases import COOKIES, member
from tests.help.network_of_tests import next_page
from tests.tracing.entries.network_of_entries import ASKED, Village, cookie_of, visit
from tests.walks.browsing import Browser
from tests.walks.reading import all_of, tree
from tests.walks.test_pages import unlabelled

pytestmark = pytest.mark.slow

TAGS = [language.tag for language in LANGUAGES]
OF_PEOPLE, OF_DESKS = 30 * 1024, 80 * 1024
NOWHERE = "0" * 32


def at(nickname: str) -> Browser:
    """The browser of a caseworker who has signed in."""
    next_page(nickname)
    browser = Browser()
    browser.client.cookies["desk"] = COOKIES[nickname]
    return browser


def with_cookie(cookie: str) -> Browser:
    """The telephone of somebody with an open visit."""
    browser = Browser()
    browser.client.cookies["v"] = cookie
    return browser


def bare(page: str) -> str:
    """A page without what differs each time."""
    return re.sub(r'nonce="[^"]*"|name="word" value="[^"]*"|[0-9a-f]{32}', "", page)


def look_over(browser: Browser, path: str, most: int, tag: str) -> None:
    """One page, as somebody with any telephone gets it."""
    browser.go(path)
    assert browser.status == 200, path
    page = tree(browser.page)
    assert page.get("lang") == tag
    assert len(list(all_of(page, "h1"))) == 1, path
    assert unlabelled(page) == [], path
    ids = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(ids) == len(set(ids)), path
    assert len(gzip.compress(browser.content)) <= most, path
    assert "http://" not in browser.page.replace("http://www.w3.org", ""), path
    assert browser.page.count("<title>") == 1
    assert "%(" not in browser.page


@pytest.mark.parametrize("tag", TAGS)
def test_every_page_for_people_is_whole_light_and_labelled(village: Village, settings: Settings, tag: str) -> None:
    for path in ("f/4", "f/5", "f/7"):
        settings.CLOCK = StoppedClock(village.today)
        look_over(Browser(), f"/{tag}/{path}", OF_PEOPLE, tag)
    candidate = village.asked()
    refused = cookie_of(today=village.today)
    (one,) = families.standings(visit(refused), village.today)
    filing.refuse(village.thu, one.id, Ground.TWICE, village.today)
    village.answers(candidate, Answer.RELAY, "Con khỏe.")
    relays.write_as_enquirer(visit(village.mother), village.told().id, "Mẹ đây.", village.today)
    settings.CLOCK = StoppedClock(village.today)
    for cookie in (village.mother, village.daughter, refused):
        for path in ("f/5", "f/6", "f/7", "talk/thread"):
            look_over(with_cookie(cookie), f"/{tag}/{path}", OF_PEOPLE, tag)


@pytest.mark.parametrize("tag", TAGS)
def test_every_page_for_caseworkers_is_whole_light_and_labelled(village: Village, settings: Settings, tag: str) -> None:
    settings.CLOCK = StoppedClock(village.today)
    village.leaves()
    waits = cookie_of()
    (enquiry,) = families.standings(visit(waits), village.today)
    for path in ("tracing", f"tracing/{enquiry.id}"):
        look_over(at("thu"), f"/desk/{tag}/{path}", OF_DESKS, tag)
    village.asks()
    village.night()
    (row,) = candidates.queue(village.hoa)
    pair = f"/desk/{tag}/tracing/pair/{row.id}"
    steps = (
        lambda: None,
        lambda: candidates.ask_out(village.hoa, row.id, "", village.today),
        lambda: candidates.vouch(village.thu, row.id, village.today),
        lambda: candidates.review(village.hoa, row.id, village.today),
        lambda: candidates.present(village.hoa, row.id, village.today),
        lambda: beacons.decide_on(visit(village.daughter), row.id, Answer.ALIVE, "", village.today),
    )
    settings.CLOCK = StoppedClock(village.today)
    for step in steps:
        step()
        look_over(at("hoa"), pair, OF_DESKS, tag)
        look_over(at("thu"), f"/desk/{tag}/tracing", OF_DESKS, tag)


def test_each_page_of_a_desk_is_for_whom_it_says_and_no_other(village: Village) -> None:
    member("nagoya", "waits")
    member("vinh", "quan", Known.UNKNOWN, let_by=village.thu)
    village.leaves()
    (enquiry,) = families.standings(visit(cookie_of()), village.today)
    village.asks()
    village.night()
    (row,) = candidates.queue(village.hoa)
    paths = {"list": "/desk/ja/tracing", "enquiry": f"/desk/ja/tracing/{enquiry.id}", "pair": f"/desk/ja/tracing/pair/{row.id}"}
    sees: dict[str, set[str]] = {
        "thu": {"list", "enquiry"},
        "hoa": {"list", "pair"},
        "an": {"list"},
        "sensei": set(),
        "quan": set(),
        "waits": set(),
    }
    for who, names in sees.items():
        for name, path in paths.items():
            browser = at(who).go(path)
            assert browser.status == (200 if name in names else 404), (who, name)
            if browser.status == 404 and name != "list" and who != "waits":
                nowhere = at(who).go(f"{path.rpartition('/')[0]}/{NOWHERE}")
                assert (nowhere.status, bare(nowhere.page)) == (404, bare(browser.page)), (who, name)
            for method in ("put", "delete", "patch"):
                assert getattr(at(who).client, method)(path).status_code == 405, (who, method, path)
    for path in paths.values():
        assert Browser().go(path).address.startswith("/desk/ja/sign-in"), path


def test_no_form_of_another_desk_changes_anything(village: Village) -> None:
    village.leaves()
    (enquiry,) = families.standings(visit(cookie_of()), village.today)
    village.asks()
    village.night()
    (row,) = candidates.queue(village.hoa)

    def tables() -> list[object]:
        return [list(table.objects.values_list()) for table in (models.Entry, models.Candidate, models.Keys)]

    before = tables()
    for who in ("an", "sensei", "thu"):
        browser = at(who).go("/desk/ja/today")
        word = re.search(r'name="word" value="([^"]+)"', browser.page)
        assert word
        for go in ("ask_out", "open", "present", "reject", "confirm"):
            browser.client.post(f"/desk/ja/tracing/pair/{row.id}", {"word": word[1], "go": go, "choice": "kobe"})
        browser.client.post("/desk/ja/tracing", {"word": word[1], "go": "vouch", "on": row.id})
        for go in () if who == "thu" else ("file", "refuse"):
            browser.client.post(f"/desk/ja/tracing/{enquiry.id}", {"word": word[1], "go": go, "choice": "1"})
    assert tables() == before


def test_no_form_without_the_word_of_its_visit_does_anything(village: Village) -> None:
    candidate = village.asked()
    village.answers(candidate, Answer.ALIVE)
    search = village.told().id
    before = [list(table.objects.values_list()) for table in (models.Entry, models.Candidate, models.ToldRow)]
    for go, path in (("end", "f/6"), ("renew", "f/6"), ("end", "f/7"), ("answer", "f/7")):
        for cookie in (village.mother, village.daughter):
            form = {"go": go, "on": search if path == "f/6" else candidate, "choice": "1", "token": "0" * 32}
            assert with_cookie(cookie).client.post(f"/vi/{path}", form).status_code == 200
    assert [list(table.objects.values_list()) for table in (models.Entry, models.Candidate, models.ToldRow)] == before


def test_nobody_acts_on_what_is_not_theirs(village: Village) -> None:
    candidate = village.asked()
    village.answers(candidate, Answer.RELAY)
    search, stranger = village.told().id, cookie_of(ASKED, today=village.today)
    before = [list(table.objects.values_list()) for table in (models.ToldRow, models.LineRow, models.Put, models.Candidate)]
    for cookie, path in (
        (stranger, "f/6"),
        (village.daughter, "f/6"),
        (stranger, "f/7"),
        (village.mother, "f/7"),
    ):
        page = with_cookie(cookie).go(f"/vi/{path}").page
        token = re.search(r'name="token" value="([^"]+)"', page)
        if token is None:
            continue
        for go in ("answer", "renew", "end", "write", "question"):
            form = {"token": token[1], "go": go, "on": search if path == "f/6" else candidate, "text": "x", "number": "1"}
            if not (path == "f/7" and go in ("end", "renew")):
                with_cookie(cookie).client.post(f"/vi/{path}", {**form, "choice": "1"})
    assert [
        list(table.objects.values_list()) for table in (models.ToldRow, models.LineRow, models.Put, models.Candidate)
    ] == before


def test_a_form_of_another_site_begins_nothing(village: Village) -> None:
    form = {"names": "Trần Thị Hoàn", "own_name": "Sáu", "relation": "parent", "group": "vinh", "go": "ask"}
    answer = Browser().client.post("/vi/f/5", form, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 200
    assert not models.Entry.objects.exists()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"names": " "}, "Xin viết tên, ít nhất một cách"),
        ({"own_name": ""}, "Xin viết tên bạn"),
        ({"born": "mười"}, "bốn chữ số"),
        ({"born": "1700"}, "bốn chữ số"),
        ({"relation": ""}, "Xin chọn bạn là gì"),
        ({"group": "nowhere"}, "nhóm"),
        ({"sign": "x" * 501}, "quá dài"),
        ({"names": "a b\n" * 3 + "\n".join(f"c d{number}" for number in range(5))}, "quá dài"),
    ],
)
def test_what_is_wrong_with_a_form_is_said_and_nothing_typed_is_lost(village: Village, typed: dict[str, str], says: str) -> None:
    form = {"names": "Trần Thị Hoàn", "own_name": "Nguyễn Sáu", "relation": "parent", "group": "vinh", "message": "Mẹ khỏe."}
    browser = Browser().go("/vi/f/5").press("go", "ask", **{**form, **typed})
    assert says in browser.main()
    assert "Mẹ khỏe." in browser.page
    assert not models.Entry.objects.exists()
