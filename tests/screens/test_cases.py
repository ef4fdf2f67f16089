"""Pages of cases in a real browser: nothing too wide on a narrow phone, no barrier, two columns where there is room."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bench.visitor import Visitor, begin
from madoguchi.desk.rehearsal import GROUP as DEMO_GROUP
from madoguchi.ui.languages import LANGUAGES
from tests.screens.barriers import barriers_on
from tests.screens.pressing import press
from tests.screens.test_desk import sign_in
from tests.screens.test_pages import PICTURES, TOO_WIDE
from tests.site import madoguchi, running_site

TAGS = [language.tag for language in LANGUAGES]
STEP = "Gọi công đoàn và hỏi giờ làm việc"
MEASURE = "r-1"
LETTER = "letters/harm-1"
OF_A_CASE = ("", "/work", "/hand", "/close")
PAPERS = ("/letters", f"/{LETTER}", f"/{LETTER}/print", f"/measure/{MEASURE}")
WIDEST = ("vi", "ja-x-easy")
"""The languages that need most room on a narrow phone: pages of papers are looked at in these."""


@pytest.fixture(scope="module")
def demo(furnished: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A demo in which there is another group too; its address, and the passphrase of its member."""
    folder: Path = tmp_path_factory.mktemp("demo")
    with running_site("demo", furnished(folder / "data")) as address:
        printed = (folder / "demo.said").read_text(encoding="utf-8")
        madoguchi("group", "add", "kobe", "--name", "Nhóm Kobe", "--languages", "vi", data=folder / "data")
        madoguchi("member", "add", "kobe", "an", "--may-report", "no", data=folder / "data")
        yield address, re.findall(r"passphrase (\S+)", printed)[0]


def agree(visitor: Visitor) -> None:
    """The person says yes to what is asked."""
    visitor.get("/vi/talk/thread")
    found = re.search(r'name="agree" value="(\d+)"', visitor.page)
    assert found
    visitor.post("/vi/talk/thread", {"agree": found[1]})


def taken_up(page: Page, address: str) -> tuple[Visitor, str]:
    """A case with something in each part; its person, and its id."""
    visitor, number = begin(address, "Tôi cần giúp đỡ.", [DEMO_GROUP])
    assert number
    page.goto("/desk/vi/today")
    talk = str(page.locator("table").first.locator("a").last.get_attribute("href"))  # who wrote last stands last
    page.goto(f"{talk}/case")
    press(page, 'button[value="ask"]')
    agree(visitor)
    page.reload()
    page.fill("#text", "Hoa Sen")
    press(page, 'button[value="make"]')
    case = page.url.rpartition("/")[2]
    page.locator("section[aria-labelledby=steps] summary").click()
    page.fill("#step", STEP)
    page.fill("#due", "2020-01-31")
    press(page, 'button[value="step"]')
    page.goto(f"/desk/vi/case/{case}/work")
    page.select_option("#q_place", "here")
    page.select_option("#q_status", "intern_1")
    press(page, 'button[value="save"]')
    page.goto(f"/desk/vi/case/{case}/hand")
    page.check('input[value="hand_over"]')
    page.check('input[value="kobe"]')
    page.check('input[value="steps"]')
    press(page, 'button[value="ask"]')
    agree(visitor)
    letter_and_measure(page, visitor, f"/desk/vi/case/{case}")
    return visitor, case


def letter_and_measure(page: Page, visitor: Visitor, case: str) -> None:
    """A letter that was kept, and the case prepared for the invented measure of a demo."""
    page.goto(f"{case}/letters/new/labour-office")
    page.fill("#b_story_ja", "賃金が支払われていません。")
    page.fill("#b_story_other", "Tôi không được trả lương.")
    page.check('input[name="about"][value="other"]')
    press(page, 'button[value="save"]')
    page.goto(f"{case}/measure/{MEASURE}")
    press(page, 'button[value="ask"]')
    agree(visitor)
    page.goto(f"{case}/measure/{MEASURE}")
    page.check('input[value="passport"]')
    press(page, 'button[value="papers"]')
    page.locator("section[aria-labelledby=bundle] summary").click()
    press(page, 'button[value="sign"]')


def test_pages_of_cases_have_no_barrier_and_nothing_is_too_wide(browser: Browser, demo: tuple[str, str]) -> None:
    address, passphrase = demo
    context = browser.new_context(base_url=address, viewport={"width": 320, "height": 640})
    page = context.new_page()
    sign_in(page, passphrase, "vi")
    visitor, case = taken_up(page, address)
    PICTURES.mkdir(exist_ok=True)
    for tag in TAGS:
        papers = PAPERS if tag in WIDEST else ()
        for name in ("today", "find", *(f"case/{case}{part}" for part in (*OF_A_CASE, *papers))):
            page.goto(f"/desk/{tag}/{name}")
            assert barriers_on(page) == [], (tag, name)
            for letters in ("100%", "200%"):
                page.evaluate("size => document.documentElement.style.fontSize = `calc(${size} * 1.125)`", letters)
                assert page.evaluate(TOO_WIDE) <= 0, (tag, name, letters)
            page.evaluate("document.documentElement.style.fontSize = ''")
            short = name.replace(case, "one").replace("/", "-")
            page.screenshot(path=PICTURES / f"cases-{tag}-{short}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"/desk/ja/case/{case}")
    left, right = (page.locator(f".broad > :nth-child({place})").bounding_box() for place in (1, 2))
    assert left
    assert right
    assert right["x"] > left["x"] + left["width"] - 1, "what runs stands beside the steps"
    for name in ("today", *(f"case/{case}{part}" for part in (*OF_A_CASE, *PAPERS))):
        page.goto(f"/desk/ja/{name}")
        page.screenshot(path=PICTURES / f"cases-wide-{name.replace(case, 'one').replace('/', '-')}.png", full_page=True)
    context.close()
    the_person_sees_it(browser, address, visitor)


def test_answers_and_ticks_that_were_not_kept_come_back(browser: Browser, demo: tuple[str, str]) -> None:
    """With script a form is a draft a few seconds after something was chosen; what was saved meanwhile is still noticed."""
    address, passphrase = demo
    context = browser.new_context(base_url=address, viewport={"width": 360, "height": 740})
    page, other = context.new_page(), context.new_page()
    sign_in(page, passphrase, "vi")
    _, case = taken_up(page, address)
    PICTURES.mkdir(exist_ok=True)
    work, close = f"/desk/vi/case/{case}/work", f"/desk/vi/case/{case}/close"
    saved_meanwhile(page, other, work, "select[name=q_status] option[value=student]", "save")
    page.select_option("#q_status", "intern_2")
    left_and_come_back(page, work)
    assert page.input_value("#q_status") == "intern_2"
    press(page, 'button[value="save"]')
    assert page.locator("[role=alert]").count() == 1, "what was saved stands beside it"
    page.screenshot(path=PICTURES / "cases-second-save-work.png", full_page=True)
    press(page, 'button[value="save"]')
    saved_meanwhile(page, other, close, "input[value=violence]", "harm")
    page.check("input[value=passport_held]")
    left_and_come_back(page, close)
    assert page.is_checked("input[value=passport_held]")
    press(page, 'button[value="harm"]')
    assert page.locator("[role=alert]").count() == 1
    assert barriers_on(page) == []
    page.screenshot(path=PICTURES / "cases-second-save-close.png", full_page=True)
    context.close()


def saved_meanwhile(page: Page, other: Page, path: str, what: str, button: str) -> None:
    """Both open the same page, and the other one saves first."""
    page.goto(path)
    other.goto(path)
    if "option" in what:
        other.select_option("#q_status", "student")
    else:
        other.check(what)
    press(other, f'button[value="{button}"]')


def left_and_come_back(page: Page, path: str) -> None:
    """Wait until the draft is kept, go away, and open the page again."""
    page.wait_for_selector("[data-kept]:not([hidden])")
    page.goto("/desk/vi/today")
    page.goto(path)


def the_person_sees_it(browser: Browser, address: str, visitor: Visitor) -> None:
    """What was asked and agreed to, and who opened the case, on the telephone of the person."""
    context = browser.new_context(base_url=address, viewport={"width": 320, "height": 640})
    context.add_cookies([{"name": "v", "value": visitor.cookies["v"], "url": address}])
    page = context.new_page()
    for tag in TAGS:
        for name in ("talk/thread", "talk/opened", f"m/{MEASURE}"):
            page.goto(f"/{tag}/{name}")
            assert barriers_on(page) == [], (tag, name)
            assert page.evaluate(TOO_WIDE) <= 0, (tag, name)
            page.screenshot(path=PICTURES / f"cases-person-{tag}-{name.replace('/', '-')}.png", full_page=True)
    context.close()
