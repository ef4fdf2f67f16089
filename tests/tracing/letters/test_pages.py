"""Every page of letters and of the board: for whom it is, in every language, light, labelled, quiet."""

import re
import shutil
import subprocess
from contextlib import ExitStack

import pytest
from pytest_django import Settings

from madoguchi.cleaning.apart import TURNS
from madoguchi.ground.clock import StoppedClock
from madoguchi.help.actions import talk
from madoguchi.network.terms import Known
from madoguchi.tracing import letter_keys, models
from madoguchi.tracing.actions import cards, keeping_letters, letters, notices, opening
from madoguchi.tracing.pages.show_letters import LIMITS
from madoguchi.tracing.terms.letters import Happened
from madoguchi.ui.words import say
from madoguchi.vault.shelf import word_list
from tests.casework.network_of_cases import member
from tests.tracing.entries.test_pages import NOWHERE, OF_DESKS, OF_PEOPLE, TAGS, at, bare, look_over, with_cookie
from tests.tracing.letters.people_of_letters import DAY, LEFT, WEEK, People
from tests.tracing.letters.test_notices import WORDS
from tests.walks.browsing import Browser

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("tag", TAGS)
def test_every_page_for_people_is_whole_light_and_labelled(people: People, settings: Settings, tag: str) -> None:
    settings.CLOCK = StoppedClock(people.today)

    def see(*paths: str) -> None:
        for path in paths:
            look_over(with_cookie(people.cookie), f"/{tag}/{path}", OF_PEOPLE, tag)

    look_over(Browser(), f"/{tag}/f/8", OF_PEOPLE, tag)
    look_over(Browser(), f"/{tag}/notices", OF_PEOPLE, tag)
    see("f/8", "talk/thread")
    people.leaves()
    see("f/8")
    letters.new_card(people.visit, people.today)
    id_ = people.opened()
    opening.told(people.hoa, people.letter, id_, people.today)
    people.asked(Happened.ILLNESS, "kobe")
    see("f/8", "f/9", "talk/opened")
    for name in letter_keys.names():
        letter_keys.destroy(name)
    see("f/8")
    keeping_letters.forget_group("vinh")
    keeping_letters.forget_group("kobe")
    people.leaves()
    keeping_letters.forget_group("vinh")
    see("f/8")
    notices.post(people.hoa, WORDS, people.today, is_agreed=True)
    notices.post(people.hoa, {**WORDS, "place": "PH", "tongue": "tl"}, people.today, is_agreed=True)
    look_over(Browser(), f"/{tag}/notices", OF_PEOPLE, tag)


@pytest.mark.parametrize("tag", TAGS)
def test_every_page_for_caseworkers_is_whole_light_and_labelled(people: People, settings: Settings, tag: str) -> None:
    settings.CLOCK = StoppedClock(people.today)
    desk = f"/desk/{tag}/sealed"
    look_over(at("hoa"), desk, OF_DESKS, tag)
    letter = people.leaves()
    id_ = people.asked()
    look_over(at("thu"), desk, OF_DESKS, tag)
    for step in (
        lambda: None,
        lambda: opening.pass_on(people.thu, id_, people.today),
        lambda: opening.open_page(people.hoa, letter, id_, people.today),
        lambda: opening.told(people.hoa, letter, id_, people.today),
    ):
        step()
        look_over(at("hoa"), f"{desk}/{letter}", OF_DESKS, tag)
    people.today += 5 * WEEK + DAY
    settings.CLOCK = StoppedClock(people.today)
    people.today += WEEK
    settings.CLOCK = StoppedClock(people.today)
    look_over(at("hoa"), desk, OF_DESKS, tag)
    look_over(at("hoa"), f"/desk/{tag}/today", OF_DESKS, tag)
    opening.asked_after(people.hoa, letter, is_well=False, today=people.today)
    look_over(at("hoa"), desk, OF_DESKS, tag)
    notices.post(people.hoa, WORDS, people.today, is_agreed=True)
    look_over(at("hoa"), f"/desk/{tag}/notices", OF_DESKS, tag)


def test_each_page_of_a_desk_is_for_whom_it_says_and_no_other(people: People) -> None:
    member("nagoya", "waits")
    member("nagoya", "quan", Known.UNKNOWN, let_by=people.hoa)
    people.minh()
    letter = people.leaves()
    people.asked()
    paths = {"list": "/desk/ja/sealed", "letter": f"/desk/ja/sealed/{letter}", "board": "/desk/ja/notices"}
    sees: dict[str, set[str]] = {
        "hoa": {"list", "letter", "board"},
        "minh": {"list", "letter", "board"},
        "thu": {"list", "board"},
        "an": {"list", "board"},
        "sensei": set(),
        "quan": set(),
        "waits": set(),
    }
    for who, names in sees.items():
        for name, path in paths.items():
            browser = at(who).go(path)
            assert browser.status == (200 if name in names else 404), (who, name)
            if browser.status == 404 and name == "letter" and who != "waits":
                nowhere = at(who).go(f"/desk/ja/sealed/{NOWHERE}")
                assert (nowhere.status, bare(nowhere.page)) == (404, bare(browser.page)), who
            for method in ("put", "delete", "patch"):
                assert getattr(at(who).client, method)(path).status_code == 405, (who, method, path)
    for path in paths.values():
        assert Browser().go(path).address.startswith("/desk/ja/sign-in"), path


def test_no_form_of_another_desk_changes_anything(people: People) -> None:
    letter = people.leaves()
    id_ = people.asked()
    letters.new_card(people.visit, people.today)
    notices.post(people.hoa, WORDS, people.today, is_agreed=True)
    posted = models.Notice.objects.get().pk

    def tables() -> list[object]:
        return [
            list(table.objects.values_list())
            for table in (models.Letter, models.LetterPart, models.LetterWay, models.Opening, models.Notice)
        ]

    before = tables()
    for who in ("an", "sensei", "hoa"):
        word = re.search(r'name="word" value="([^"]+)"', at(who).go("/desk/ja/today").page)
        assert word
        client = at(who).client
        client.post("/desk/ja/sealed", {"word": word[1], "go": "pass", "on": id_})
        for go in () if who == "hoa" else ("well", "no_answer"):
            client.post("/desk/ja/sealed", {"word": word[1], "go": go, "on": letter})
        for go in ("open", "told") if who == "hoa" else ("ask", "open", "told"):
            form = {"word": word[1], "go": go, "on": id_, "happened": "2", "choice": "kobe"}
            client.post(f"/desk/ja/sealed/{letter}", form)
        if who != "hoa":
            client.post("/desk/ja/notices", {"word": word[1], "go": "down", "on": posted})
    for who in ("hoa", "thu"):
        client = at(who).client
        for path, go in ((f"sealed/{letter}", "ask"), ("sealed", "pass"), ("notices", "down"), ("notices", "post")):
            form = {"go": go, "on": posted if path == "notices" else id_, "happened": "2", "choice": "kobe", "agreed": "yes"}
            client.post(f"/desk/ja/{path}", {**form, **WORDS})
    assert tables() == before


def test_no_form_without_the_word_of_its_visit_does_anything_to_a_letter(people: People, settings: Settings) -> None:
    settings.CLOCK = StoppedClock(people.today)
    people.leaves()
    before = list(models.Letter.objects.values_list())
    for go in ("withdraw", "renew", "card", "well", "leave"):
        answer = with_cookie(people.cookie).client.post("/vi/f/8", {"go": go, "token": "0" * 32, "lawyer": "X"})
        assert answer.status_code == 200
    assert list(models.Letter.objects.values_list()) == before


def test_without_a_visit_no_letter_no_card_and_what_it_is(people: People, settings: Settings) -> None:
    settings.CLOCK = StoppedClock(people.today)
    people.leaves()
    letters.new_card(people.visit, people.today)
    stranger = Browser().go("/vi/f/8")
    assert "Hai người của hai nhóm" in stranger.main()
    for path in ("f/9", "f/10"):
        assert Browser().go(f"/vi/{path}").address == "/vi/f/8"
    sent = Browser()
    sent.client.post("/vi/f/8", {"go": "withdraw"})
    assert models.Letter.objects.count() == 1


def test_a_button_without_a_choice_asks_for_it_and_an_unknown_one_does_nothing(people: People, settings: Settings) -> None:
    settings.CLOCK = StoppedClock(people.today)
    letter = people.leaves()
    desk = at("hoa").go(f"/desk/vi/sealed/{letter}").press("go", "ask")
    assert say("vi", "sealed.problem.case") in desk.main()
    word = re.search(r'name="word" value="([^"]+)"', desk.page)
    assert word
    for path in ("sealed", f"sealed/{letter}", "notices"):
        assert at("hoa").client.post(f"/desk/vi/{path}", {"word": word[1], "go": "dance"}).status_code == 302
    assert not models.Opening.objects.exists()
    token = re.search(r'name="token" value="([^"]+)"', with_cookie(people.cookie).go("/vi/f/8").page)
    assert token
    before = list(models.Letter.objects.values_list())
    assert with_cookie(people.cookie).client.post("/vi/f/8", {"token": token[1], "go": "dance"}).status_code == 303
    assert list(models.Letter.objects.values_list()) == before


def test_a_letter_is_renewed_on_its_page_in_its_last_months(people: People, settings: Settings) -> None:
    people.leaves()
    people.today += 300 * DAY
    settings.CLOCK = StoppedClock(people.today)
    with_cookie(people.cookie).go("/vi/f/8").press("go", "renew")
    assert models.Letter.objects.get().ends_on == people.today + 365 * DAY


def test_a_page_that_stayed_open_after_its_conversation_went_leads_to_the_number(people: People, settings: Settings) -> None:
    settings.CLOCK = StoppedClock(people.today)
    people.leaves()
    letters.new_card(people.visit, people.today)
    open_page = with_cookie(people.cookie).go("/vi/f/8")
    talk.erase(people.visit, people.today)
    assert with_cookie(people.cookie).go("/vi/f/8").address == "/vi/talk/back"
    assert open_page.press("go", "well").address == "/vi/talk/back"
    assert with_cookie(people.cookie).go("/vi/f/9").address == "/vi/talk/back"


def test_every_limit_of_a_letter_stands_on_its_page_before_it_is_left(people: People, settings: Settings) -> None:
    settings.CLOCK = StoppedClock(people.today)
    page = with_cookie(people.cookie).go("/vi/f/8").main()
    assert [name for name in LIMITS if say("vi", f"trouble.limit.{name}") not in page] == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"whom-1": ""}, "xin viết cả hai"),
        ({"say-1": ""}, "xin viết cả hai"),
        ({"whom-1": "", "say-1": "", "lawyer": ""}, "Lá thư chưa nói gì"),
        ({"second": []}, "nhóm thứ hai, khác nhóm thứ nhất"),
        ({"second": ["nagoya"]}, "nhóm thứ hai, khác nhóm thứ nhất"),
        ({"group": "vinh"}, "nhóm"),
        ({"never": "x" * 301}, "quá dài"),
    ],
)
def test_what_is_wrong_with_a_letter_is_said_and_nothing_typed_is_lost(
    people: People, settings: Settings, typed: dict[str, str | list[str]], says: str
) -> None:
    settings.CLOCK = StoppedClock(people.today)
    form: dict[str, str | list[str]] = {
        "whom-1": "Chị Lan",
        "say-1": "Em bị giữ.",
        "lawyer": "Sato",
        "phrase": "Con gà Tèo",
        "group": "nagoya",
        "second": ["vinh"],
    }
    browser = with_cookie(people.cookie).go("/vi/f/8").press("go", "leave", **{**form, **typed})
    assert says in browser.main()
    assert "Con gà Tèo" in browser.page
    assert not models.Letter.objects.exists()


def test_the_card_is_a_pdf_of_two_sides_with_the_words_and_nothing_of_its_owner(people: People, settings: Settings) -> None:
    settings.CLOCK = StoppedClock(people.today)
    people.leaves()
    letters.new_card(people.visit, people.today)
    browser = with_cookie(people.cookie).go("/vi/f/10")
    assert browser.content.startswith(b"%PDF-")
    program = shutil.which("pdftotext")
    assert program, "pdftotext was not found. On Debian: apt install poppler-utils"
    text = subprocess.run([program, "-", "-"], input=browser.content, capture_output=True, check=True).stdout.decode()
    front, back, _ = text.split("\f")
    japanese, vietnamese = letters.card(people.visit, ("ja", "vi"), people.today)
    assert all(word in front for word in japanese)
    assert all(word in " ".join(back.split()) for word in vietnamese)
    assert "弁護士" in front
    assert "luật sư" in back
    for never in ("nagoya", "Group", "Sato", "Lan", *LEFT.seconds):
        assert never not in text


@pytest.mark.parametrize("tag", TAGS)
def test_the_longest_words_fit_onto_the_card(tag: str) -> None:
    sides = [(each, sorted(word_list(each).words, key=len)[-3:]) for each in cards.languages(tag)]
    program = shutil.which("pdfinfo")
    assert program
    told = subprocess.run([program, "-"], input=cards.pdf(sides), capture_output=True, check=True).stdout.decode()
    assert re.search(r"Pages: +2\n", told)
    assert re.search(r"Page size: +242\.\d+ x 153\.\d+ pts", told), "85.6 by 54 millimetres"


def test_where_no_pdf_can_be_made_the_card_says_why(people: People, settings: Settings) -> None:
    settings.CLOCK = StoppedClock(people.today)
    people.leaves()
    letters.new_card(people.visit, people.today)
    with ExitStack() as others:
        while TURNS._room.acquire(blocking=False):  # more wait for their turn than there is room for
            others.callback(TURNS._room.release)
        browser = with_cookie(people.cookie).go("/vi/f/10")
    assert browser.status == 503
    assert say("vi", "letter.pdf.busy") in browser.main()
    assert letters.card(people.visit, ("vi",), people.today)[0][0] in browser.main()
