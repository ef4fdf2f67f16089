"""The desk of a caseworker in a real browser: a demo's member signs in on a narrow phone, with and without script."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bench.visitor import begin
from madoguchi.desk.rehearsal import GROUP as DEMO_GROUP
from madoguchi.ui.languages import LANGUAGES
from tests.cleaning import made
from tests.screens.barriers import barriers_on
from tests.screens.pressing import press
from tests.screens.test_pages import PICTURES, TOO_WIDE
from tests.site import running_site

TAGS = [language.tag for language in LANGUAGES]


@pytest.fixture(scope="module")
def demo(furnished: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of a demo, and the passphrase that it prints."""
    folder: Path = tmp_path_factory.mktemp("demo")
    with running_site("demo", furnished(folder / "data")) as address:
        printed = (folder / "demo.said").read_text(encoding="utf-8")
        yield address, re.findall(r"passphrase (\S+)", printed)[0]


TRIED: set[tuple[str, str]] = set()
"""Whose codes were handed in already."""


def sign_in(page: Page, passphrase: str, tag: str, nickname: str = "demo") -> None:
    """Sign in as a member of the demo, whose code stands on the page; a code opens once for each, so it waits for a new one."""
    for _ in range(70):
        page.goto(f"/desk/{tag}/sign-in")
        found = re.search(r"\b\d{6}\b", page.inner_text("form:has(#code)"))
        assert found
        if (nickname, found[0]) in TRIED:  # ten wrong ones would end the day
            page.wait_for_timeout(1000)
            continue
        TRIED.add((nickname, found[0]))
        page.fill("#nickname", nickname)
        page.fill("#passphrase", passphrase)
        page.fill("#code", found[0])
        press(page, "form:has(#code) button.act >> nth=0")
        if "sign-in" not in page.url:
            return
        page.wait_for_timeout(1000)
    raise AssertionError("the demo never opened")


@pytest.mark.parametrize("script", [True, False])
def test_the_desk_has_no_barrier_and_nothing_is_too_wide(browser: Browser, demo: tuple[str, str], *, script: bool) -> None:
    address, passphrase = demo
    context = browser.new_context(base_url=address, viewport={"width": 320, "height": 640}, java_script_enabled=script)
    page = context.new_page()
    sign_in(page, passphrase, "en", "demo" if script else "demo-two")  # somebody else, who need not wait for the next code
    visitor, number = begin(address, "Tôi cần giúp đỡ.", [DEMO_GROUP])
    assert number
    sent = visitor.get("/vi/talk/thread").post_files("/vi/talk/thread", {"go": "send", "text": ""}, made.jpeg(), made.paper())
    assert sent.page.count("/vi/talk/file/") == 2
    page.goto("/desk/en/")
    case = str(page.get_attribute("table a", "href")).rpartition("/")[2]
    for tag in TAGS if script else []:
        for name in ("sign-in", "group", "", f"talk/{case}"):
            page.goto(f"/desk/{tag}/{name}")
            if page.locator("details:has(img)").count():
                page.click("details:has(img) summary")
                page.wait_for_function("() => [...document.images].every(one => one.complete && one.naturalWidth === 240)")
            assert barriers_on(page) == [], (tag, name)
            for letters in ("100%", "200%"):
                page.evaluate("size => document.documentElement.style.fontSize = `calc(${size} * 1.125)`", letters)
                assert page.evaluate(TOO_WIDE) <= 0, (tag, name, letters)
            PICTURES.mkdir(exist_ok=True)
            page.screenshot(path=PICTURES / f"desk-{tag}-{name.partition('/')[0] or 'inbox'}.png", full_page=True)
    page.goto("/desk/en/group")
    page.click("main form button")
    page.wait_for_url("**/sign-in")
    # The word of the sign-in page needs a cookie of its own; nobody sits behind it.
    page.goto("/desk/en/group")
    assert page.url.partition("?")[0].endswith("/desk/en/sign-in")
    context.close()
