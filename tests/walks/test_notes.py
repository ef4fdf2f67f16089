"""Pages of notes: every role and method, labels and weight in every language, the same thanks for everybody."""

import gzip
import re
from itertools import pairwise

import pytest
from django.test import Client
from django.urls import get_resolver

from madoguchi.network.terms import Known
from madoguchi.tracing.actions import notes as acts
from madoguchi.tracing.terms.notes import Hears, Note, Step, Told, Work
from madoguchi.ui.audience import Audience
from madoguchi.ui.languages import LANGUAGES
from tests.casework.network_of_cases import member
from tests.gates.test_audiences import every_page
from tests.help.network_of_tests import COOKIES, TODAY, group, next_page
from tests.tracing.conftest import first_of_two, house
from tests.walks.browsing import Browser
from tests.walks.reading import all_of, text_of, tree
from tests.walks.test_pages import ANY_PAGE, QUIET, unlabelled

__all__ = ["house"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

TAGS = [language.tag for language in LANGUAGES]
DESK_PAGE = 60 * 1024
PLANTED = "Ueno-Canary"
OPEN = ("f/1", "f/2", "f/3")


@pytest.fixture
def note() -> str:
    """A group with two readers, and the path of a note that waits for them."""
    group("nagoya")
    first_of_two("nagoya", "hoa", "minh")
    assert acts.take(Note(PLANTED, TODAY, name="An"), "nagoya", "vi", TODAY) is None
    (held,) = acts.held(next_page("hoa"), TODAY)
    return f"/desk/ja/note/{held.id}"


@pytest.fixture
def street(note: str) -> str:
    """The same, with a third member, one with a duty, one who waits, and a member of another group."""
    group("kobe")
    member("kobe", "an")
    for nickname, duty in (("lan", Known.NO), ("sensei", Known.YES)):
        member("nagoya", nickname, duty, let_by=next_page("hoa"))
    member("nagoya", "waits")
    return note


def at(nickname: str) -> Browser:
    """The browser of a member."""
    found = Browser(Client())
    found.client.cookies["desk"] = COOKIES[nickname]
    return found


def bare(page: str) -> str:
    """A page without what differs each time."""
    return re.sub(r'nonce="[^"]*"|name="word" value="[^"]*"|[0-9a-f]{32}', "", page)


def test_two_members_see_a_note_and_for_everybody_else_there_is_none(street: str) -> None:
    nowhere = f"/desk/ja/note/{'0' * 32}"
    for who in ("hoa", "minh"):
        assert PLANTED in at(who).go(street).page
    for who in ("lan", "sensei", "waits", "an"):
        browser, none = at(who).go(street), at(who).go(nowhere)
        assert (browser.status, none.status) == (404, 404), who
        assert bare(browser.page) == bare(none.page), who
        assert PLANTED not in at(who).go("/desk/ja/notes").page
        assert street not in at(who).go("/desk/ja/notes").page
        assert PLANTED not in at(who).go("/desk/ja/today").page
    stranger = Browser(Client())
    for path in (street, nowhere, "/desk/ja/notes"):
        assert stranger.go(path).address.startswith("/desk/ja/sign-in"), path
        assert stranger.client.post(path, {"go": "denounces"})["Location"].startswith("/desk/ja/sign-in"), path
        for method in ("put", "delete", "patch"):
            assert getattr(at("hoa").client, method)(path).status_code == 405, (method, path)


def test_today_leads_to_notes_whoever_can_read_them_and_nobody_else(street: str) -> None:
    for who, leads in (("hoa", True), ("minh", True), ("lan", True), ("sensei", False), ("waits", False)):
        links = [link.get("href") for link in all_of(tree(at(who).go("/desk/ja/today").page), "a")]
        assert ("/desk/ja/notes" in links) is leads, who
    assert "まだ始めていない友人からの知らせ：1" in at("hoa").go("/desk/ja/today").main()
    assert "まだ始めていない" not in at("lan").go("/desk/ja/today").main()


def test_no_form_of_anybody_else_changes_or_deletes_a_note(street: str) -> None:
    forms = [
        {"go": "denounces"},
        {"go": "done"},
        {"go": "place", "prefecture": "Aichi", "version": "0"},
        {"go": "seen", "hears": "where", "version": "0"},
        {"go": "step", "step": "lawyer", "version": "0"},
    ]
    before = acts.held(next_page("hoa"), TODAY)
    for who in ("lan", "sensei", "waits", "an"):
        browser = at(who).go("/desk/ja/notes")
        word = re.search(r'name="word" value="([0-9a-f]+)"', browser.page)
        for form in forms:
            browser.client.post(street, {**form, "word": word[1] if word else ""})
        browser.client.post("/desk/ja/notes", {"go": "read", "word": word[1] if word else ""})
    for form in forms:
        at("hoa").client.post(street, form)  # without the word of the visit
    assert acts.held(next_page("hoa"), TODAY) == before
    assert {each.nickname for each in acts.readers_of("nagoya")} == {"hoa", "minh"}, "no third one, and none with a duty"


def test_a_reader_stops_with_one_press_and_another_begins(street: str) -> None:
    at("minh").go("/desk/ja/notes").press("go", "stop")
    assert at("minh").go(street).status == 404
    at("lan").go("/desk/ja/notes").press("go", "read")
    assert at("lan").go(street).status == 404, "the other hands it on with the next page"
    assert PLANTED in at("hoa").go(street).page
    assert PLANTED in at("lan").go(street).page


def test_what_the_other_reader_saved_is_never_overwritten_and_the_page_says_so(note: str) -> None:
    late = at("minh").go(note)
    at("hoa").go(note).press("go", "place", prefecture="Aichi")
    late.press("go", "place", prefecture="Osaka")
    assert "その間にもう一人が変えた" in late.main()
    assert acts.held(next_page("hoa"), TODAY)[0].work.prefecture == "Aichi"


def test_days_that_cannot_be_change_nothing(note: str) -> None:
    at("hoa").go(note).press("go", "told", custody="2026-11-30", custody_more="x", immigration="")
    assert acts.held(next_page("hoa"), TODAY)[0].work.told == {}
    at("hoa").go(note).press("go", "seen", seen_on="2099-01-01")
    assert acts.held(next_page("hoa"), TODAY)[0].work.seen_on == TODAY


def test_what_the_lawyer_told_starts_its_clock(note: str) -> None:
    desk = at("hoa").go(note)
    assert "裁判官が決めた勾留：10日" not in desk.main()
    desk.press("go", "told", custody="2026-11-22")
    assert "裁判官が決めた勾留：10日" in desk.main()
    assert "遅くとも2026年12月2日（水）" in desk.main()
    assert "身柄の拘束はこの知らせより長く続く" in desk.main()


# ------------------------------------------------------------------ whoever sends


def test_everybody_reads_the_same_thanks_without_a_cookie(note: str) -> None:
    pages = []
    for fields in (
        {"station": "Ueno", "called": "An"},
        {"station": PLANTED, "called": "An", "nation": "CN", "fears_state": "yes"},
        {"station": "Xưởng mộc có người trốn"},
    ):
        friend = Browser(Client())
        sent = friend.client.post("/vi/f/1", {"go": "send", "group": "nagoya", "when": "today", **fields})
        assert (sent.status_code, sent["Location"], bytes(sent.content)) == (303, "/vi/f/2", b"")
        assert not friend.client.cookies
        pages.append(bare(friend.go("/vi/f/2").page))
    assert len(set(pages)) == 1


def test_what_cannot_be_sent_stands_in_the_form_again(note: str) -> None:
    friend = Browser(Client()).go("/vi/f/1").press("go", "send", station="", called="Nguyễn Văn An", when="today", nation="VN")
    assert friend.status == 200
    assert "Chưa gửi gì cả" in friend.main()
    assert "Nguyễn Văn An" in friend.page
    friend.press("go", "send", station="Ueno", when="other", day="")
    assert "không ở tương lai" in friend.main()
    friend.press("go", "send", when="other", day="2026-11-21")
    assert friend.address == "/vi/f/2"


def test_a_form_of_another_site_sends_nothing(note: str) -> None:
    friend = Client(headers={"sec-fetch-site": "cross-site"})
    answer = friend.post("/vi/f/1", {"go": "send", "station": "Ueno", "when": "today", "group": "nagoya"})
    assert answer.status_code == 200
    assert len(acts.held(next_page("hoa"), TODAY)) == 1


def test_where_nobody_reads_the_page_says_whom_to_talk_to() -> None:
    page = Browser(Client()).go("/en/f/1")
    assert "Here nobody can take a note at the moment." in page.main()
    assert not list(all_of(tree(page.page), "form"))


def test_the_days_are_counted_for_whoever_waits_and_nothing_is_kept(note: str) -> None:
    page = Browser(Client()).go("/en/f/3").press("go", "count", when="yesterday", hour="9")
    said = page.main()
    assert "By Monday 23 November 2026, about 9:00 at the latest: After an arrest: 48 hours with the police" in said
    assert "By Monday 14 December 2026 at the latest: Arrest and custody for one matter: 23 days at most" in said
    page.press("go", "count", when="other", day="2027-01-01")
    assert "not in the future" in page.main()
    assert not list(all_of(tree(page.page), "ol"))


def test_who_looks_for_somebody_is_led_there() -> None:
    links = [link.get("href") for link in all_of(tree(Browser(Client()).go("/vi/near?n=7").page), "a")]
    assert {"/vi/f/1", "/vi/f/3"} <= set(links)


def test_the_pages_say_who_they_are_for() -> None:
    audiences = {
        page.__name__: getattr(page, "audience", None)
        for page in every_page(get_resolver().url_patterns)
        if "tracing" in page.__module__
    }
    assert {audiences[name] for name in ("taken", "thanks", "after")} == {Audience.ANYONE}
    assert {audiences[name] for name in ("notes", "note")} == {Audience.CASEWORKER}


# ------------------------------------------------------------------ every page


def check(page: Browser, tag: str, most: int) -> None:
    """Language, one heading, labels, ids, levels, weight."""
    top = tree(page.page)
    assert page.status == 200
    assert top.get("lang") == tag
    assert len(list(all_of(top, "h1"))) == 1, page.address
    assert unlabelled(top) == [], page.address
    ids = [each.get("id") for each in top.iter() if each.get("id")]
    assert len(ids) == len(set(ids)), page.address
    levels = [int(heading.tag[-1]) for heading in all_of(top, "h1", "h2", "h3")]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), page.address
    assert len(gzip.compress(page.page.encode())) <= most, page.address


@pytest.mark.parametrize("tag", TAGS)
def test_every_page_is_valid_labelled_and_light(note: str, tag: str) -> None:
    (held,) = acts.held(next_page("hoa"), TODAY)
    full = Work("Tokyo", {Step.LAWYER: TODAY}, dict.fromkeys(Told, TODAY), TODAY, Hears.WHERE, wants_consul=True)
    assert acts.save(next_page("hoa"), held, full, TODAY)
    friend = Browser(Client())
    for address in OPEN:
        check(friend.go(f"/{tag}/{address}"), tag, ANY_PAGE)
        assert [text_of(title) for title in all_of(tree(friend.page), "title")] == [QUIET[tag]]
        first, second = [link.get("href") for link in all_of(tree(friend.page), "a")][:2]
        assert (first, second) == ("/leave", "#main")
        assert not list(all_of(tree(friend.page), "script", "iframe", "img"))
    check(friend.go(f"/{tag}/f/1").press("go", "send", station="", when="today"), tag, ANY_PAGE)
    check(friend.go(f"/{tag}/f/3").press("go", "count", when="today", hour="3"), tag, ANY_PAGE)
    for path in (note, "/desk/ja/notes"):
        check(at("hoa").go(path.replace("/ja/", f"/{tag}/")), tag, DESK_PAGE)
    check(at("hoa").go(note.replace("/ja/", f"/{tag}/")).press("go", "denounces"), tag, DESK_PAGE)
