"""Somebody was taken, in a real browser: no barrier, nothing too wide with large letters, for the friend and at the desk."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page

from tests.screens.barriers import barriers_on
from tests.screens.test_desk import TAGS
from tests.screens.test_pages import TOO_WIDE
from tests.screens.test_ways_in import NARROW, Office
from tests.site import madoguchi, running_site


@pytest.fixture(scope="module")
def office(furnished: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A house with one group of two, none of whom has a duty to report."""
    data = furnished(tmp_path_factory.mktemp("taken") / "data")
    madoguchi("group", "add", "one", "--name", "Nagoya group", "--languages", "vi", data=data)
    told = {name: madoguchi("member", "add", "one", name, "--may-report", "no", data=data).stdout for name in ("lan", "moi")}
    passphrases = {name: re.findall(r"Passphrase:\s+(\S+)", said)[0] for name, said in told.items()}
    codes = {name: pyotp.TOTP(pyotp.parse_uri(re.findall(r"otpauth:\S+", said)[0]).secret) for name, said in told.items()}
    with running_site("serve", data) as address:
        yield Office(address.replace("127.0.0.1", "localhost"), passphrases, codes)


def looked_at(page: Page, address: str) -> None:
    """A page on a narrow phone, also with large letters."""
    page.goto(address)
    assert barriers_on(page) == [], address
    for letters in ("100%", "200%"):
        page.evaluate("size => document.documentElement.style.fontSize = `calc(${size} * 1.125)`", letters)
        assert page.evaluate(TOO_WIDE) <= 0, (address, letters)


def test_a_friend_a_family_and_a_reader_meet_no_barrier(browser: Browser, office: Office) -> None:
    context = browser.new_context(viewport=NARROW)
    context.set_default_timeout(10_000)
    page = context.new_page()
    for name in ("lan", "moi"):
        office.sign_in(page, name, "vi")
        if name == "lan":
            page.goto(f"{office.address}desk/vi/group")
            page.locator('form:has(input[name="member"]) button').click()
        page.goto(f"{office.address}desk/vi/notes")
        page.locator('button[value="read"]').click()
    friend = browser.new_context(viewport=NARROW, java_script_enabled=False).new_page()
    friend.goto(f"{office.address}vi/f/1")
    friend.locator("#station").fill("Shinjuku")
    friend.locator('button[value="send"]').click()
    assert friend.url.endswith("/vi/f/2")
    for tag in TAGS:
        for path in ("f/1", "f/2", "f/3"):
            looked_at(page, f"{office.address}{tag}/{path}")
    page.goto(f"{office.address}desk/vi/notes")
    note = page.locator("table a").get_attribute("href") or ""
    for tag in TAGS:
        for path in (note.replace("/vi/", f"/{tag}/"), f"/desk/{tag}/notes"):
            looked_at(page, f"{office.address.rstrip('/')}{path}")
