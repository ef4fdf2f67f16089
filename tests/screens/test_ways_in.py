"""Ways into a desk in a real browser, with devices that Chromium makes up: passkeys, idle warning, drafts, recovery."""

import datetime as dt
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, ViewportSize

from bench.visitor import begin
from madoguchi.network.decide import IDLE_MINUTES, WARNING_MINUTES, steps_in_force
from madoguchi.ui.words import sentences
from tests.screens.barriers import barriers_on
from tests.screens.test_desk import TAGS
from tests.screens.test_pages import PICTURES, TOO_WIDE
from tests.site import madoguchi, running_site

NARROW: ViewportSize = {"width": 320, "height": 640}
WIDE: ViewportSize = {"width": 1280, "height": 800}
SAYS = sentences("en")


@dataclass
class Office:
    """A house with one group, and what its members were told once. `address` names this machine as a passkey can know it."""

    address: str
    passphrase: dict[str, str]
    codes: dict[str, pyotp.TOTP]
    used: dict[str, int] = field(default_factory=dict)

    def code(self, nickname: str) -> str:
        """The earliest code in force that opens after the one before: three within a minute, without waiting for the clock."""
        last = self.used.get(nickname, 0)
        while last >= (steps := steps_in_force(dt.datetime.now(dt.UTC)))[-1]:
            time.sleep(1)
        step = self.used[nickname] = max(last + 1, steps[0])
        return self.codes[nickname].generate_otp(step)

    def sign_in(self, page: Page, nickname: str, tag: str = "en") -> None:
        """Passphrase and code, as without any passkey."""
        if not re.search("/sign-in", page.url):
            page.goto(f"{self.address}desk/{tag}/sign-in")
        page.fill("#nickname", nickname)
        page.fill("#passphrase", self.passphrase[nickname])
        page.fill("#code", self.code(nickname))
        page.click("form button.act:not([data-passkey])")
        page.wait_for_url(lambda url: "sign-in" not in url)


@pytest.fixture(scope="module")
def office(furnished: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The house, running."""
    data = furnished(tmp_path_factory.mktemp("office") / "data")
    madoguchi("group", "add", "one", "--name", "Nagoya group", "--languages", "vi", data=data)
    told = {name: madoguchi("member", "add", "one", name, data=data).stdout for name in ("lan", "minh", "hoa")}
    passphrases = {name: re.findall(r"Passphrase:\s+(\S+)", said)[0] for name, said in told.items()}
    codes = {name: pyotp.TOTP(pyotp.parse_uri(re.findall(r"otpauth:\S+", said)[0]).secret) for name, said in told.items()}
    with running_site("serve", data) as address:
        yield Office(address.replace("127.0.0.1", "localhost"), passphrases, codes)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser with script."""
    context = browser.new_context(viewport=NARROW)
    context.set_default_timeout(10_000)
    yield context
    context.close()


@dataclass
class Devices:
    """What Chromium makes up: authenticators, of which one at a time answers."""

    page: Page

    def __post_init__(self) -> None:
        self.line = self.page.context.new_cdp_session(self.page)
        self.line.send("WebAuthn.enable")
        self.ids: list[str] = []

    def add(self, *, gives_key: bool = True, transport: str = "internal") -> str:
        """A device on which the finger of its owner lies; the others wait."""
        options: dict[str, Any] = {
            "protocol": "ctap2",
            "ctap2Version": "ctap2_1",
            "transport": transport,
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "hasPrf": gives_key,
            "automaticPresenceSimulation": True,
        }
        made: str = self.line.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
        self.ids.append(made)
        self.touch(made)
        return made

    def touch(self, device: str) -> None:
        """From now on this one answers, and no other."""
        for id_ in self.ids:
            self.line.send("WebAuthn.setAutomaticPresenceSimulation", {"authenticatorId": id_, "enabled": id_ == device})


def make_passkey(page: Page, office: Office, nickname: str, name: str) -> None:
    """Add one on the page of the own passkeys."""
    page.goto(f"{office.address}desk/en/passkeys")
    page.fill("#name", name)
    page.fill("#passphrase", office.passphrase[nickname])
    page.click("main form:has(#name) button.act")
    page.click("text=Make the passkey")
    page.wait_for_selector(f"text={name}")


def sign_in_by_passkey(page: Page, office: Office) -> None:
    """Without nickname, passphrase and code."""
    page.context.clear_cookies()
    page.goto(f"{office.address}desk/en/sign-in")
    page.click(f"text={SAYS['passkey.sign_in']}")


def look(page: Page, name: str) -> None:
    """No barrier, nothing too wide, and a picture of both widths to look at."""
    for width, size in ((320, NARROW), (1280, WIDE)):
        page.set_viewport_size(size)
        assert page.evaluate(TOO_WIDE) <= 0, (name, width)
        PICTURES.mkdir(exist_ok=True)
        page.screenshot(path=PICTURES / f"ways-{name}-{width}.png", full_page=True)
    page.set_viewport_size(NARROW)
    # From the top: under the bar that stays, a half-covered link would count as a small one.
    page.evaluate("scrollTo(0, 0)")
    assert barriers_on(page) == [], name


def test_two_passkeys_open_the_desk_each_and_one_that_was_removed_does_not(office: Office, context: BrowserContext) -> None:
    page = context.new_page()
    office.sign_in(page, "hoa")
    devices = Devices(page)
    first = devices.add()
    make_passkey(page, office, "hoa", "office computer")
    second = devices.add(transport="usb")
    make_passkey(page, office, "hoa", "key ring")
    assert page.inner_text("main").count(SAYS["passkey.opens"]) == 2
    look(page, "two-passkeys-en")
    answers: list[dict[str, str]] = []

    def keep(request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/sign-in"):
            answers.append(dict(parse_qsl(request.post_data or "", keep_blank_values=True)))

    page.on("request", keep)
    for device in (first, second):
        devices.touch(device)
        sign_in_by_passkey(page, office)
        page.wait_for_url("**/desk/en/today")
        assert SAYS["inbox.none"] in page.inner_text("main")
    replayed = context.request.post(f"{office.address}desk/en/sign-in", form={**answers[-1]}, max_redirects=0)
    assert replayed.status == 200
    assert SAYS["desk.again"] in replayed.text(), "the cookie it was for is gone"
    page.goto(f"{office.address}desk/en/passkeys")
    page.click("text=Remove office computer")
    devices.touch(first)
    sign_in_by_passkey(page, office)
    page.wait_for_selector(f"text={SAYS['desk.refused'][:20]}")
    look(page, "refused-en")


def test_a_device_that_gives_no_key_stands_in_place_of_the_code(office: Office, context: BrowserContext) -> None:
    page = context.new_page()
    office.sign_in(page, "minh")
    Devices(page).add(gives_key=False)
    make_passkey(page, office, "minh", "old phone")
    assert "It stands in place of the code" in page.inner_text("main")
    sign_in_by_passkey(page, office)
    page.wait_for_selector("text=This passkey opens nothing by itself")
    look(page, "no-key-en")
    page.fill("#nickname", "minh")
    page.fill("#passphrase", office.passphrase["minh"])
    page.click(f"text={SAYS['passkey.instead']}")
    page.wait_for_url("**/desk/en/today")


def test_under_another_name_of_this_machine_no_passkey_is_asked_for(office: Office, context: BrowserContext) -> None:
    page = context.new_page()
    Devices(page).add()
    page.goto(f"{office.address.replace('localhost', '127.0.0.1')}desk/en/sign-in")
    page.click(f"text={SAYS['passkey.sign_in']}")
    page.wait_for_selector(f"text={SAYS['passkey.failed'][:20]}")


def test_without_script_the_page_says_what_works(office: Office, browser: Browser) -> None:
    context = browser.new_context(viewport=NARROW, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{office.address}desk/en/sign-in")
    assert SAYS["passkey.script"] in page.inner_text("main")
    assert not page.is_visible("[data-passkey]")
    assert page.is_visible("#passphrase")
    context.close()


def test_a_desk_says_when_it_closes_and_the_draft_is_there_after_signing_in(office: Office, context: BrowserContext) -> None:
    assert begin(office.address, "Tôi cần giúp đỡ.", ["one"])[1]
    page = context.new_page()
    page.clock.install()
    office.sign_in(page, "lan")
    page.click("table a")
    page.fill("#text", "Chúng tôi nghe bạn.")
    page.clock.run_for(6_000)
    page.wait_for_selector(f"text={SAYS['draft.kept']}")
    look(page, "draft-kept-en")
    page.clock.run_for((IDLE_MINUTES - WARNING_MINUTES) * 60_000)
    page.wait_for_selector("#idle:not([hidden])")
    assert page.evaluate("document.activeElement.closest('#idle') !== null")
    look(page, "idle-en")
    page.click(f"text={SAYS['idle.stay']}")
    page.wait_for_selector("#idle", state="hidden")
    page.fill("#text", "Chúng tôi nghe bạn. Hãy giữ bảng lương.")
    # The cookie of a desk at which nothing happened for half an hour, as the server sees it then.
    for cookie in context.cookies():
        key, _, mark = cookie["value"].split(".")
        context.add_cookies([{"name": cookie["name"], "value": f"{key}.1.{mark}", "url": office.address}])
    # The draft goes first: its answer is a page too, and idleness counts from there.
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.clock.run_for(6_000)
    page.evaluate("0")
    page.clock.run_for((IDLE_MINUTES + 1) * 60_000)
    page.wait_for_url("**/sign-in?to=*")
    assert SAYS["desk.closed"] in page.inner_text("main")
    office.sign_in(page, "lan")
    page.wait_for_url("**/talk/*")
    assert page.input_value("#text") == "Chúng tôi nghe bạn. Hãy giữ bảng lương."
    assert SAYS["draft.there"] in page.inner_text("main")


def test_without_a_line_nothing_that_was_typed_leaves_the_screen_and_what_was_sent_is_no_draft(
    office: Office, context: BrowserContext
) -> None:
    assert begin(office.address, "Tôi cần giúp đỡ.", ["one"])[1]
    page = context.new_page()
    page.clock.install()
    office.sign_in(page, "lan")
    page.click("table a")
    context.set_offline(offline=True)
    page.fill("#text", "Một câu dài.")
    page.clock.run_for((IDLE_MINUTES + 2) * 60_000)
    page.wait_for_selector(f"text={SAYS['draft.not_kept']}")
    assert page.input_value("#text") == "Một câu dài."
    assert "/talk/" in page.url
    context.set_offline(offline=False)
    page.click(f"text={SAYS['idle.stay']}")
    page.wait_for_selector("#idle", state="hidden")
    page.fill("#text", "Chúng tôi nghe bạn.")
    page.click("main form button.act >> nth=0")
    page.wait_for_url("**#last")
    assert "Chúng tôi nghe bạn." in page.inner_text("main")
    page.reload()
    assert page.input_value("#text") == ""
    assert SAYS["draft.there"] not in page.inner_text("main")


def test_the_pages_about_ways_in_have_no_barrier_in_any_language(office: Office, context: BrowserContext) -> None:
    page = context.new_page()
    office.sign_in(page, "minh")
    for tag in TAGS:
        page.goto(f"{office.address}desk/{tag}/lost")
        page.fill("#nickname", "lan")
        look(page, f"lost-{tag}")
        page.click("main button.act")
        page.wait_for_selector("dl")
        look(page, f"new-way-{tag}")
        for name in ("sign-in", "passkeys", "recoveries", "group", ""):
            page.goto(f"{office.address}desk/{tag}/{name}")
            look(page, f"{name or 'inbox'}-{tag}")
