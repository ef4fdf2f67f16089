"""The pages in a real browser: barriers, keyboard, narrow screens, large letters, print. Pictures are kept to look at."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from madoguchi.ui.languages import LANGUAGES
from tests.screens.barriers import barriers_on
from tests.screens.conftest import Visit
from tests.screens.pressing import press

TAGS = [language.tag for language in LANGUAGES]
PLAIN = [
    "",
    "near?n=5",
    "near?n=6",
    "keep",
    "traces",
    "rules",
    "rules/jp.stay.special-period?on=2024-06-10",
    "rules/jp.no.such",
    "nothing",
]
PICTURES = Path(__file__).parents[2] / "screenshots"
INTERN = {
    "place": "here", "status": "intern_2", "until": "2040-11-30", "filed": "nothing", "ended": "work_left",
    "ended_day": "2026-02-10", "why_work": "wages_unpaid", "passport": "employer", "met": "no", "wish": "go_now",
}  # fmt: skip
STANDS_OUT = """() => { const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 }"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
COVERED = """() => { const at = document.activeElement, bar = document.querySelector('.leave');
  if (at === document.body || bar.contains(at)) return '';
  const box = at.getBoundingClientRect(), edge = bar.getBoundingClientRect().bottom;
  return box.bottom <= edge + 1 || (box.top < edge - 1 && box.height < innerHeight / 2) ? at.outerHTML : '' }"""


def at_question(page: Page) -> str:
    """Which question the page asks; empty on the answer."""
    return page.locator("input[name=at]").get_attribute("value") or ""


def answer(page: Page, reply: str) -> None:
    """Answer the question of the page with the mouse."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", reply):
        page.check("input[value=day]")
        for name, part in zip(("year", "month", "day"), reply.split("-"), strict=True):
            page.fill(f"input[name={name}]", part)
    else:
        page.check(f"input[name=reply][value={reply}]")
    press(page, "button[value=next]")


def every_page(page: Page, tag: str) -> Iterator[str]:
    """Show every page of a language, one after the other."""
    for address in PLAIN:
        page.goto(f"/{tag}/{address}")
        yield address.split("?")[0] or "need"
    page.goto(f"/{tag}/ask")
    for _ in range(60):
        question = at_question(page)
        if not question:
            break
        yield f"ask-{question}"
        if question == "until":
            press(page, "button[value=next]")
            yield "ask-problem"
        answer(page, INTERN.get(question, "dont_know"))
    yield "answer"
    page.click("button[value=sheet]")
    page.wait_for_selector(".sheet")
    yield "sheet"


def keep_picture(page: Page, name: str) -> None:
    """Keep a picture outside the tree that is committed, for a person to look at."""
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"{name.replace('/', '-')}.png", full_page=True)


@pytest.mark.parametrize("tag", TAGS)
def test_no_page_has_a_barrier(visit: Visit, tag: str) -> None:
    page = visit(java_script_enabled=True).new_page()
    found = {}
    for name in every_page(page, tag):
        keep_picture(page, f"{tag}-{name}")
        if barriers := barriers_on(page):
            found[name] = barriers
    assert found == {}


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_colours_can_be_read_by_night_and_by_day(visit: Visit, scheme: str) -> None:
    page = visit(java_script_enabled=True, color_scheme=scheme).new_page()
    for name in every_page(page, "vi"):
        assert barriers_on(page) == [], name
    keep_picture(page, f"vi-sheet-{scheme}")


@pytest.mark.parametrize("tag", TAGS)
def test_nothing_scrolls_sideways_on_the_narrowest_phone_with_large_letters(visit: Visit, tag: str) -> None:
    page = visit(java_script_enabled=True, viewport={"width": 320, "height": 640}).new_page()
    wide = {}
    for name in every_page(page, tag):
        for letters in ("100%", "200%"):
            page.evaluate("size => document.documentElement.style.fontSize = `calc(${size} * 1.125)`", letters)
            if (over := page.evaluate(TOO_WIDE)) > 0:
                wide[name, letters] = over
            if name in ("need", "ask-status", "answer"):
                keep_picture(page, f"narrow-{letters.removesuffix('%')}-{tag}-{name}")
    assert wide == {}


@pytest.mark.parametrize("tag", ["vi", "ja-x-easy"])
def test_the_bar_never_covers_what_has_the_focus(visit: Visit, tag: str) -> None:
    page = visit(java_script_enabled=True, viewport={"width": 320, "height": 480}).new_page()
    for name in every_page(page, tag):
        if name.startswith("ask") and name not in ("ask-status", "ask-until", "ask-problem"):
            continue
        for key in ["Tab"] * 40 + ["Shift+Tab"] * 40:
            page.keyboard.press(key)
            assert page.evaluate(COVERED) == "", name


def test_the_keyboard_alone_is_enough_from_the_door_to_the_answer(visit: Visit) -> None:
    page = visit(java_script_enabled=True, locale="vi-VN").new_page()
    page.goto("/")
    tab_to(page, "a[href='/vi/ask']")
    page.keyboard.press("Enter")
    page.wait_for_selector("input[name=at]", state="attached")
    for _ in range(40):
        question = at_question(page)
        if not question:
            break
        choose_by_keyboard(page, "here" if question == "place" else "student" if question == "status" else "dont_know")
        tab_to(page, "button[value=next]")
        page.keyboard.press("Enter")
        page.wait_for_function("before => document.querySelector('input[name=at]').value !== before", arg=question)
    assert page.locator("h2#what").count() == 1


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the element has the focus, and see that the focus can be seen."""
    for _ in range(80):
        page.keyboard.press("Tab")
        assert page.evaluate(STANDS_OUT), page.evaluate("() => document.activeElement.outerHTML")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"Tab never came to {wanted}")


def choose_by_keyboard(page: Page, reply: str) -> None:
    """Go into the choices with Tab and along them with the arrow keys."""
    tab_to(page, "input[name=reply]")
    for _ in range(40):
        if page.evaluate("wanted => document.activeElement.value === wanted && document.activeElement.checked", reply):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrow keys never came to {reply}")


def test_everything_works_with_script_off(browser_page: Page) -> None:
    names = list(every_page(browser_page, "vi"))
    assert names[-2:] == ["answer", "sheet"]


def test_a_page_is_one_request(visit: Visit) -> None:
    page = visit(java_script_enabled=True).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/vi/")
    page.wait_for_load_state("networkidle")
    assert [address for address in asked if not address.startswith("data:")] == [page.url]


def test_forced_colours_keep_the_focus_and_the_buttons_visible(visit: Visit) -> None:
    page = visit(java_script_enabled=True, forced_colors="active").new_page()
    page.goto("/vi/ask")
    keep_picture(page, "vi-forced-colours")
    tab_to(page, "button[value=next]")
    border = page.evaluate("() => getComputedStyle(document.activeElement).borderTopStyle")
    assert border == "solid"


@pytest.mark.parametrize("tag", TAGS)
def test_the_sheet_is_one_page_of_paper(visit: Visit, tag: str) -> None:
    page = visit(java_script_enabled=True).new_page()
    assert list(every_page(page, tag))[-1] == "sheet"
    printed = page.pdf(prefer_css_page_size=True)
    PICTURES.mkdir(exist_ok=True)
    (PICTURES / f"{tag}-sheet.pdf").write_bytes(printed)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    # The end of the stay is the day that must never be left out for want of room.
    assert "2040" in page.inner_text(".sheet")
    page.emulate_media(media="print")
    assert not page.locator(".leave").is_visible()
    assert not page.locator(".languages").is_visible()
