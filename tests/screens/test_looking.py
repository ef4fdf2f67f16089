"""Looking for somebody in a real browser: no barrier, nothing too wide, in every language, on a narrow phone."""

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
    """A house with one group: `lan`, who may not report."""
    data = furnished(tmp_path_factory.mktemp("looking") / "data")
    madoguchi("group", "add", "one", "--name", "Nagoya group", "--languages", "vi", data=data)
    told = madoguchi("member", "add", "one", "lan", "--may-report", "no", data=data).stdout
    passphrase = re.findall(r"Passphrase:\s+(\S+)", told)[0]
    code = pyotp.TOTP(pyotp.parse_uri(re.findall(r"otpauth:\S+", told)[0]).secret)
    with running_site("serve", data) as address:
        yield Office(address.replace("127.0.0.1", "localhost"), {"lan": passphrase}, {"lan": code})


def looked_at(page: Page, address: str, paths: tuple[str, ...]) -> None:
    """Every page in every language, also with large letters."""
    for path in paths:
        for tag in TAGS:
            page.goto(f"{address}{path.replace('TAG', tag)}")
            assert barriers_on(page) == [], (tag, path)
            for letters in ("100%", "200%"):
                page.evaluate("size => document.documentElement.style.fontSize = `calc(${size} * 1.125)`", letters)
                assert page.evaluate(TOO_WIDE) <= 0, (tag, path, letters)


def filled(page: Page, address: str, path: str, **fields: str) -> None:
    """A form that somebody fills and sends."""
    page.goto(f"{address}vi/{path}")
    for name, text in fields.items():
        page.fill(f"[name={name}]", text)
    if page.locator("[name=relation]").count():
        page.check("[name=relation][value=parent]")
    page.check("[name=group]")
    page.click("button.act[name=go]")


def test_no_page_of_looking_for_somebody_has_a_barrier(browser: Browser, office: Office) -> None:
    desk = browser.new_context(viewport=NARROW, bypass_csp=True).new_page()
    office.sign_in(desk, "lan", "vi")  # before anybody has signed in nobody can read what families write, and no form is shown
    family = browser.new_context(viewport=NARROW, bypass_csp=True).new_page()
    looked_at(family, office.address, ("TAG/f/4", "TAG/f/5", "TAG/f/7"))
    names = {"names": "Trần Thị Hoàn", "home": "Nghệ An", "born": "1998"}
    filled(family, office.address, "f/5", **names, own_name="Nguyễn Thị Sáu", message="Mẹ khỏe.")
    looked_at(family, office.address, ("TAG/f/6",))
    sought = browser.new_context(viewport=NARROW, bypass_csp=True).new_page()
    filled(sought, office.address, "f/7", **names)
    looked_at(sought, office.address, ("TAG/f/7",))
    desk.goto(f"{office.address}desk/vi/tracing")
    enquiry = str(desk.get_attribute('a[href*="/tracing/"]', "href")).lstrip("/").replace("/vi/", "/TAG/")
    looked_at(desk, office.address, ("desk/TAG/tracing", enquiry))
