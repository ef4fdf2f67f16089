"""Talking to a group in a real browser: barriers, keyboard, narrow screens, large letters, size of what is pressed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from madoguchi.ui.languages import LANGUAGES
from tests.cleaning import made
from tests.screens.barriers import barriers_on
from tests.screens.conftest import Visit
from tests.screens.pressing import press
from tests.screens.test_pages import COVERED, TOO_WIDE, keep_picture, tab_to
from tests.site import madoguchi, running_site

TAGS = [language.tag for language in LANGUAGES]
GROUPS = {
    "nagoya": ("vi,ja,en", "no", "no", "Công đoàn Nagoya 名古屋ふれあいユニオン・相談部"),
    "kobe": ("vi,ja,en", "yes", "unknown", "NGO Kobe"),
}
TEXT = {
    "calm": "Công ty giữ hộ chiếu của tôi.\nTôi không biết làm gì.",
    "danger": "He beats me and he has a knife. 殴られました。血が出ています。Chồng tôi đánh tôi, cầm dao.",
}
PRESSED = "button, summary, textarea, label.choice, .big a, input:not([type=hidden], [type=checkbox])"
SMALL = f"""() => [...document.querySelectorAll('main :is({PRESSED})')].filter(one => one.getClientRects().length
  && (one.getBoundingClientRect().height < 48 || parseFloat(getComputedStyle(one).fontSize) < 16)).map(one => one.outerHTML)"""


@pytest.fixture(scope="module")
def live_site(furnished: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real site with two groups whom somebody can write to."""
    data = furnished(tmp_path_factory.mktemp("talking"))
    with running_site("serve", data) as address:
        for id_, (languages, certified, may_report, name) in GROUPS.items():
            words = ["--name", name, "--languages", languages, "--certified", certified, "--may-report", may_report]
            words += [
                "--about",
                "vi=Tư vấn về việc làm và tiền lương",
                "--about",
                "en=Advice about work and pay",
                "--hours",
                "10-17",
            ]
            added = madoguchi("group", "add", id_, *words, "--funded-by", "donations", data=data)
            assert added.returncode == 0, added.stderr
            added = madoguchi("member", "add", id_, f"{id_}-an", data=data)
            assert added.returncode == 0, added.stderr
        yield address


def begin(page: Page, tag: str, text: str) -> None:
    """Begin a conversation with the first group."""
    page.goto(f"/{tag}/talk")
    page.fill("textarea[name=text]", text)
    page.check("input[name=group] >> nth=0")
    press(page, "button[value=send]")


def every_page(page: Page, tag: str, text: str) -> Iterator[str]:
    """Show every page of a conversation, one after the other."""
    page.goto(f"/{tag}/talk")
    yield "talk"
    press(page, "button[value=send]")
    yield "talk-problem"
    begin(page, tag, text)
    yield "number"
    page.fill("input[name=number]", "1234")
    press(page, "button[value=check]")
    yield "number-problem"
    press(page, "button[value=skip]")
    yield "number-sure"
    press(page, "button[value=sure]")
    page.fill("textarea[name=text]", "Tin thứ hai. 二つ目です。")
    press(page, "button[value=send]")
    yield "thread"
    for one in page.query_selector_all("main details"):
        one.query_selector("summary").click()  # type: ignore[union-attr]  # a fold has one
    yield "thread-open"
    yield from every_page_of_files(page, tag)
    press(page, "button[value=end]")
    yield "erase"
    press(page, "button[value=erase]")
    yield "erased"
    page.goto(f"/{tag}/talk/back")
    page.fill("textarea[name=number]", "1234 5678 9012 3456 7890 12")
    press(page, "button[value=open]")
    yield "back-problem"


def every_page_of_files(page: Page, tag: str) -> Iterator[str]:
    """Send files, and one that is not taken; read what becomes of them."""
    choose(page, made.jpeg(), made.paper(), made.wav())
    press(page, "button[value=send]")
    for one in page.query_selector_all("ul.files details"):
        one.query_selector("summary").click()  # type: ignore[union-attr]  # a fold has one
    yield "files-sent"
    choose(page, made.png(), made.video())
    press(page, "button[value=send]")
    yield "files-problem"
    page.goto(f"/{tag}/talk/files")
    yield "files-about"
    page.goto(f"/{tag}/talk/thread")


def choose(page: Page, *contents: bytes) -> None:
    """Choose files."""
    files = [{"name": "x.bin", "mimeType": "application/octet-stream", "buffer": content} for content in contents]
    page.set_input_files("input[type=file]", files)  # type: ignore[arg-type]  # a list of such dictionaries is allowed


def test_a_picture_opens_in_the_browser_and_saves_nothing(visit: Visit) -> None:
    page = visit().new_page()
    begin(page, "vi", TEXT["calm"])
    press(page, "button[value=skip]")
    press(page, "button[value=sure]")
    choose(page, made.jpeg())
    press(page, "button[value=send]")
    page.click("ul.files a")
    page.wait_for_url("**/talk/file/*")
    assert page.locator("img").evaluate_all("all => all.map(one => one.naturalWidth)") == [240]


def test_a_page_with_files_stays_light(visit: Visit) -> None:
    page = visit().new_page()
    begin(page, "vi", TEXT["calm"])
    press(page, "button[value=skip]")
    press(page, "button[value=sure]")
    for _ in range(3):
        choose(page, made.jpeg(), made.png(), made.paper())
        press(page, "button[value=send]")
    answer = page.goto("/vi/talk/thread")
    assert answer is not None
    assert len(answer.body()) <= 30_000
    assert page.locator("img").count() == 0


@pytest.mark.parametrize("tag", TAGS)
def test_no_page_of_a_conversation_has_a_barrier(visit: Visit, tag: str) -> None:
    page = visit(java_script_enabled=True).new_page()
    found = {}
    for name in every_page(page, tag, TEXT["danger"]):
        keep_picture(page, f"{tag}-{name}")
        # After sending, the page stands at its end, and what the bar covers there would be told as too small to press.
        page.evaluate("() => scrollTo(0, 0)")
        if barriers := barriers_on(page):
            found[name] = barriers
    assert found == {}


def test_a_conversation_can_be_read_by_night(visit: Visit) -> None:
    page = visit(java_script_enabled=True, color_scheme="dark").new_page()
    for name in every_page(page, "vi", TEXT["calm"]):
        page.evaluate("() => scrollTo(0, 0)")
        assert barriers_on(page) == [], name
        keep_picture(page, f"dark-vi-{name}")


@pytest.mark.parametrize("tag", TAGS)
def test_a_conversation_fits_the_narrowest_phone_with_large_letters(visit: Visit, tag: str) -> None:
    page = visit(java_script_enabled=True, viewport={"width": 320, "height": 640}).new_page()
    wrong = {}
    for name in every_page(page, tag, TEXT["calm"]):
        for letters in ("100%", "200%") if tag == "vi" else ("200%",):
            page.evaluate("size => document.documentElement.style.fontSize = `calc(${size} * 1.125)`", letters)
            found = (page.evaluate(TOO_WIDE), page.evaluate(SMALL))
            if found != (0, []):
                wrong[name, letters] = found
            keep_picture(page, f"narrow-{letters.removesuffix('%')}-{tag}-{name}")
    assert wrong == {}


def test_the_bar_never_covers_what_has_the_focus(visit: Visit) -> None:
    page = visit(java_script_enabled=True, viewport={"width": 320, "height": 480}).new_page()
    for name in every_page(page, "vi", TEXT["calm"]):
        for key in ["Tab"] * 25 + ["Shift+Tab"] * 25:
            page.keyboard.press(key)
            assert page.evaluate(COVERED) == "", name


def test_the_keyboard_alone_is_enough_from_the_door_to_the_conversation(visit: Visit) -> None:
    page = visit(java_script_enabled=True, locale="vi-VN").new_page()
    page.goto("/")
    tab_to(page, "a[href='/vi/talk']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/vi/talk")
    tab_to(page, "textarea")
    page.keyboard.type("Xin chào")
    tab_to(page, "input[name=group]")
    page.keyboard.press("Space")
    tab_to(page, "button[value=send]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/talk/number")
    ends = page.locator("ul.number li").all_inner_texts()[-2:]
    tab_to(page, "input[name=number]")
    page.keyboard.type(" ".join(ends))
    page.keyboard.press("Enter")
    page.wait_for_url("**/talk/thread")
    assert page.locator(".said").all_inner_texts() == ["Xin chào"]


def test_a_copied_number_can_be_pasted_and_opens_the_conversation_with_script_off(visit: Visit) -> None:
    page = visit().new_page()
    begin(page, "vi", TEXT["calm"])
    copies = [page.inner_text("p.number"), page.inner_text("ul.number")]
    for copy in copies:
        page.context.clear_cookies()
        page.goto("/ja/talk/back")
        page.fill("textarea[name=number]", copy)
        press(page, "button[value=open]")
        assert "hộ chiếu" in page.inner_text(".said")


def test_leave_now_closes_the_conversation(visit: Visit, outside_requests: list[str]) -> None:
    context = visit()
    page = context.new_page()
    begin(page, "vi", TEXT["calm"])
    assert [cookie["name"] for cookie in context.cookies()] == ["v"]
    answer = context.request.get("/leave", max_redirects=0)
    assert answer.status == 302
    assert context.cookies() == []
    page.goto("/vi/talk/thread")
    assert page.locator("textarea[name=number]").count() == 1
    assert outside_requests == []
