"""Conduct, meetings, pages of memory and the first week in a real browser: no barrier, nothing too wide, phone and desktop."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page

from madoguchi.network.decide import IDLE_MINUTES, WARNING_MINUTES
from tests.screens.barriers import barriers_on
from tests.screens.pressing import press
from tests.screens.test_desk import TAGS
from tests.screens.test_pages import PICTURES, TOO_WIDE
from tests.screens.test_ways_in import NARROW, WIDE, Office
from tests.site import madoguchi, running_site

PURPOSE = "Họ hỏi nhóm chúng tôi là ai."
PAGE = "Chúng tôi đi hai người. Viết thư giải trình, và cơ quan đã nhận đơn nộp muộn."


@pytest.fixture(scope="module")
def office(furnished: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A house with one group: `lan`, who reads, and `moi`, who is new."""
    data = furnished(tmp_path_factory.mktemp("conduct") / "data")
    madoguchi("group", "add", "one", "--name", "Nagoya group", "--languages", "vi", data=data)
    told = {name: madoguchi("member", "add", "one", name, "--may-report", "no", data=data).stdout for name in ("lan", "moi")}
    passphrases = {name: re.findall(r"Passphrase:\s+(\S+)", said)[0] for name, said in told.items()}
    codes = {name: pyotp.TOTP(pyotp.parse_uri(re.findall(r"otpauth:\S+", said)[0]).secret) for name, said in told.items()}
    with running_site("serve", data) as address:
        yield Office(address.replace("127.0.0.1", "localhost"), passphrases, codes)


def looked_at(page: Page, office: Office, names: dict[str, str], tags: tuple[str, ...] = tuple(TAGS)) -> None:
    """Every page in every language on a narrow phone, also with large letters; and on a desktop. Pictures are kept to look at."""
    PICTURES.mkdir(exist_ok=True)
    for tag in tags:
        for name, path in names.items():
            page.goto(f"{office.address}desk/{tag}/{path}")
            assert barriers_on(page) == [], (tag, path)
            for letters in ("100%", "200%"):
                page.evaluate("size => document.documentElement.style.fontSize = `calc(${size} * 1.125)`", letters)
                assert page.evaluate(TOO_WIDE) <= 0, (tag, path, letters)
            page.evaluate("document.documentElement.style.fontSize = ''")
            page.screenshot(path=PICTURES / f"conduct-{tag}-{name}.png", full_page=True)
    page.set_viewport_size(WIDE)
    for name, path in names.items():
        page.goto(f"{office.address}desk/ja/{path}")
        page.screenshot(path=PICTURES / f"conduct-wide-{name}.png", full_page=True)
    page.set_viewport_size(NARROW)


def test_pages_of_conduct_memory_and_the_first_week_have_no_barrier(browser: Browser, office: Office) -> None:
    context = browser.new_context(viewport=NARROW)
    context.set_default_timeout(10_000)
    page = context.new_page()
    office.sign_in(page, "lan", "vi")
    a_meeting_alone(page, office)
    memory = a_page_of_memory(page, office)
    page.goto(f"{office.address}desk/vi/week")
    press(page, "button[name=begin]")
    mentor = str(page.get_attribute('a[href*="/week/position/"]', "href"))
    looked_at(
        page, office,
        {"conduct": "conduct", "contacts": "contacts", "memories": "memory", "memory": memory, "week": "week"},
    )  # fmt: skip
    newcomer = browser.new_context(viewport=NARROW)
    new = newcomer.new_page()
    office.sign_in(new, "moi", "vi")
    looked_at(new, office, {"week-question": "week/position"})
    new.goto(f"{office.address}desk/vi/week/position")
    new.fill("#a_by_when", "2026-11-23")
    new.check("input[value=notice]")
    press(new, "form:has([name=whole]) button.act >> nth=0")
    new.wait_for_selector("#answers")
    page.goto(f"{office.address}{mentor.lstrip('/')}")
    page.fill("#text", "Tốt. Hãy hỏi thêm về hộ chiếu.")
    press(page, "form:has(#text) button.act >> nth=0")
    # The sentences of rules and answers are looked at in every language elsewhere.
    looked_at(page, office, {"week-with": mentor.partition("/vi/")[2]}, ("ja-x-easy",))
    looked_at(new, office, {"week-answered": "week/position", "week-closing": "week/closing"}, ("vi", "ja-x-easy"))
    context.close()
    newcomer.close()


def test_a_form_that_was_left_half_filled_is_there_after_signing_in_again(browser: Browser, office: Office) -> None:
    context = browser.new_context(viewport=NARROW)
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.clock.install()
    office.sign_in(page, "lan", "en")
    page.goto(f"{office.address}desk/en/contacts")
    page.select_option("#authority", "city")
    page.check("input[value=other]")
    # The cookie of a desk at which nothing happened for half an hour, as the server sees it then.
    for cookie in context.cookies():
        key, _, mark = cookie["value"].split(".")
        context.add_cookies([{"name": cookie["name"], "value": f"{key}.1.{mark}", "url": office.address}])
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.clock.run_for(6_000)
    page.evaluate("0")
    page.clock.run_for((IDLE_MINUTES - WARNING_MINUTES) * 60_000)
    page.wait_for_selector("#idle:not([hidden])")
    page.clock.run_for((WARNING_MINUTES + 1) * 60_000)
    page.wait_for_url("**/sign-in?to=*")
    office.sign_in(page, "lan", "en")
    page.wait_for_url("**/contacts")
    assert page.input_value("#authority") == "city"
    assert page.is_checked("input[value=other]")
    context.close()


def a_meeting_alone(page: Page, office: Office) -> None:
    """A meeting is typed, comes back as a draft, is warned about, and kept with the reason."""
    page.goto(f"{office.address}desk/vi/contacts")
    page.select_option("#authority", "police")
    page.fill("#met_on", "2026-11-27")
    page.fill("#text", PURPOSE)
    page.wait_for_selector("[data-kept]:not([hidden])")
    page.goto(f"{office.address}desk/vi/group")
    page.goto(f"{office.address}desk/vi/contacts")
    assert (page.input_value("#authority"), page.input_value("#text")) == ("police", PURPOSE)
    press(page, "form:has(#authority) button.act >> nth=0")
    page.wait_for_selector("#why_alone")
    assert barriers_on(page) == []
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / "conduct-vi-alone.png", full_page=True)
    page.fill("#why_alone", "Họ đến mà không báo trước.")
    press(page, "form:has(#authority) button.act >> nth=0")
    page.wait_for_selector("ol.talk .said")


def a_page_of_memory(page: Page, office: Office) -> str:
    """A page that could name somebody is looked at once more; its address below the language."""
    page.goto(f"{office.address}desk/vi/memory/write?clause=jp.stay.late-acceptance")
    page.fill("#title", "Khi nộp đơn muộn")
    page.fill("#text", f"{PAGE} Ngày 14/3/2026, anh Bình, phường Bến Nghé.")
    press(page, "button[value=look]")
    page.wait_for_selector("button[value=sure]")
    assert barriers_on(page) == []
    page.screenshot(path=PICTURES / "conduct-vi-hints.png", full_page=True)
    press(page, "button[value=sure]")
    page.wait_for_url("**/memory/page/*")
    return page.url.partition("/vi/")[2]
