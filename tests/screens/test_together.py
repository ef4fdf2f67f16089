"""Profiles, the rota, questions and taskforces in a real browser: nothing too wide on a narrow phone, no barrier, by keyboard."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bench.visitor import Visitor, begin
from madoguchi.desk.rehearsal import GROUP as DEMO_GROUP
from madoguchi.ground.clock import WallClock
from madoguchi.ui.languages import LANGUAGES
from tests.screens.barriers import barriers_on
from tests.screens.pressing import press
from tests.screens.test_cases import agree
from tests.screens.test_desk import sign_in
from tests.screens.test_pages import PICTURES, TOO_WIDE
from tests.site import madoguchi, running_site
from tests.walks.living import signed_in

TAGS = [language.tag for language in LANGUAGES]


@pytest.fixture(scope="module")
def demo(furnished: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, str]]:
    """A demo with another group; its address, the passphrase of its member, and what the other member was given."""
    folder: Path = tmp_path_factory.mktemp("demo")
    with running_site("demo", furnished(folder / "data")) as address:
        printed = (folder / "demo.said").read_text(encoding="utf-8")
        madoguchi("group", "add", "kobe", "--name", "Nhóm Kobe", "--languages", "vi,en", data=folder / "data")
        an = madoguchi("member", "add", "kobe", "an", "--may-report", "no", data=folder / "data").stdout
        madoguchi("member", "coordinate", "demo", "2099-12-31", data=folder / "data")
        yield address, re.findall(r"passphrase (\S+)", printed)[0], an


def an_expert(address: str, printed: str) -> Visitor:
    """`an` of Kobe says what she knows, and is on call."""
    an = signed_in(address, "an", printed).get("/desk/vi/me")
    an.post("/desk/vi/me", {"language": "vi", "expertise": "legal", "there": "2.0"})
    return an.get("/desk/vi/rota").post("/desk/vi/rota", {"take": "2.2"})


def typed_and_sent(page: Page) -> tuple[str, str]:
    """A question and a taskforce with something of each kind; their addresses."""
    page.goto("/desk/vi/experts")
    page.fill("#text", "Người lao động có thể tự lấy lại hộ chiếu không?")
    press(page, 'button[value="ask"]')
    question = page.url.rpartition("/")[2]
    page.goto("/desk/vi/taskforces")
    page.fill("#text", "Lấy lại hộ chiếu từ các công ty ở Toyokawa")
    page.fill("#due", (WallClock().today() + dt.timedelta(days=60)).isoformat())
    press(page, 'button[value="open"]')
    page.locator("#seats ~ details summary").first.click()
    page.fill("#nickname", "an")
    press(page, 'button[value="seat"]')
    for go, text in (
        ("step", "Gọi cho thanh tra lao động"),
        ("agenda", "Bắt đầu từ đâu"),
        ("paper", "Bảng không tên"),
        ("decision", "Đi cùng hai người"),
    ):
        page.locator(f"details:has(#text-{go}) summary").click()
        page.fill(f"#text-{go}", text)
        press(page, f'button[value="{go}"]')
    return question, page.url.rpartition("/")[2]


def given(page: Page, address: str, taskforce: str) -> str:
    """A case of which a part lies at the taskforce; its id."""
    visitor, number = begin(address, "Tôi cần giúp đỡ.", [DEMO_GROUP])
    assert number
    page.goto("/desk/vi/today")
    page.goto(f"{page.get_attribute('table a', 'href')}/case")
    press(page, 'button[value="ask"]')
    agree(visitor)
    page.reload()
    page.fill("#text", "Hoa Sen")
    press(page, 'button[value="make"]')
    case = page.url.rpartition("/")[2]
    page.locator("section[aria-labelledby=timeline] summary").click()
    page.fill("#note", "Công ty giữ hộ chiếu của ba người.")
    page.check('details:has(#note) input[value="other"]')
    press(page, 'button[value="note"]')
    page.goto(f"/desk/vi/case/{case}/give")
    page.check(f'form:has(input[value="{taskforce}"]) input[value="notes"]')
    press(page, 'button[value="ask"]')
    the_person_is_asked(page, address, visitor)
    agree(visitor)
    page.reload()
    press(page, 'button[value="give"]')
    return case


def the_person_is_asked(page: Page, address: str, visitor: Visitor) -> None:
    """The question as the person sees it, on a narrow telephone."""
    assert page.context.browser
    context = page.context.browser.new_context(base_url=address, viewport={"width": 320, "height": 640})
    context.add_cookies([{"name": "v", "value": visitor.cookies["v"], "url": address}])
    phone = context.new_page()
    for tag in TAGS:
        phone.goto(f"/{tag}/talk/thread")
        assert barriers_on(phone) == [], tag
        assert phone.evaluate(TOO_WIDE) <= 0, tag
        phone.screenshot(path=PICTURES / f"together-person-{tag}.png", full_page=True)
    context.close()


def test_pages_of_the_network_have_no_barrier_and_nothing_is_too_wide(browser: Browser, demo: tuple[str, str, str]) -> None:
    address, passphrase, printed = demo
    an = an_expert(address, printed)
    context = browser.new_context(base_url=address, viewport={"width": 320, "height": 640})
    page = context.new_page()
    sign_in(page, passphrase, "vi")
    PICTURES.mkdir(exist_ok=True)
    question, taskforce = typed_and_sent(page)
    an.get(f"/desk/vi/question/{question}").post(
        f"/desk/vi/question/{question}", {"go": "answer", "text": "Được, không cần hỏi công ty."}
    )
    case = given(page, address, taskforce)
    names = (
        "today",
        "me",
        "rota",
        "holes",
        "experts",
        f"question/{question}",
        "taskforces",
        f"taskforce/{taskforce}",
        f"case/{case}/give",
    )
    for tag in TAGS:
        for name in names:
            page.goto(f"/desk/{tag}/{name}")
            assert barriers_on(page) == [], (tag, name)
            for letters in ("100%", "200%"):
                page.evaluate("size => document.documentElement.style.fontSize = `calc(${size} * 1.125)`", letters)
                assert page.evaluate(TOO_WIDE) <= 0, (tag, name, letters)
            page.evaluate("document.documentElement.style.fontSize = ''")
            page.screenshot(path=PICTURES / f"together-{tag}-{short(name)}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})
    for name in names:
        page.goto(f"/desk/ja/{name}")
        page.screenshot(path=PICTURES / f"together-wide-{short(name)}.png", full_page=True)
    context.close()


def short(name: str) -> str:
    """A name for a picture, without ids."""
    return re.sub(r"[0-9a-f]{32}", "one", name).replace("/", "-")


def test_a_part_of_the_rota_is_taken_by_keyboard_alone(browser: Browser, demo: tuple[str, str, str]) -> None:
    address, passphrase, _ = demo
    page = browser.new_context(base_url=address).new_page()
    sign_in(page, passphrase, "en")
    page.goto("/desk/en/rota")
    button = page.get_by_role("button", name="I take this Thursday evening")
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="I give it back Thursday evening").wait_for()
    page.context.close()
