"""Letters left before trouble, cards and the board in a real browser: no barrier, nothing too wide, in every language."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.screens.barriers import barriers_on
from tests.screens.test_desk import TAGS
from tests.screens.test_pages import PICTURES, TOO_WIDE
from tests.screens.test_ways_in import NARROW, Office
from tests.site import madoguchi, running_site

WIDE: ViewportSize = {"width": 1200, "height": 900}
SEEN = ("vi", "ja-x-easy")
"""Languages of which pictures are kept: the longest sentences, and the tallest."""
FORM = {
    "whom-1": "Chị Lan ở Vinh, qua nhóm Nghệ An",
    "say-1": "Em còn sống, em đang bị giữ, có luật sư. Đừng gửi tiền cho ai.",
    "never": "Ông Cò môi giới",
    "lawyer": "Luật sư Sato",
    "phrase": "Con gà trống tên Tèo",
}


@pytest.fixture(scope="module")
def office(furnished: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A house with two groups, one member in each, none of whom has a duty to report."""
    data = furnished(tmp_path_factory.mktemp("trouble") / "data")
    told = {}
    for group, nickname in (("one", "lan"), ("two", "thu")):
        madoguchi("group", "add", group, "--name", f"{nickname.title()} group", "--languages", "vi", data=data)
        told[nickname] = madoguchi("member", "add", group, nickname, "--may-report", "no", data=data).stdout
    passphrases = {name: re.findall(r"Passphrase:\s+(\S+)", said)[0] for name, said in told.items()}
    codes = {name: pyotp.TOTP(pyotp.parse_uri(re.findall(r"otpauth:\S+", said)[0]).secret) for name, said in told.items()}
    with running_site("serve", data) as address:
        yield Office(address.replace("127.0.0.1", "localhost"), passphrases, codes)


def looked_at(page: Page, address: str, *paths: str) -> None:
    """Pages in every language, on a narrow phone with large letters and on a wide screen; pictures for whoever looks."""
    for path in paths:
        for tag in TAGS:
            page.goto(f"{address}{path.replace('TAG', tag)}")
            for size in (NARROW, WIDE):
                page.set_viewport_size(size)
                assert barriers_on(page) == [], (tag, path, size)
                for letters in ("200%", "100%"):
                    page.evaluate("size => document.documentElement.style.fontSize = `calc(${size} * 1.125)`", letters)
                    assert page.evaluate(TOO_WIDE) <= 0, (tag, path, letters)
                if tag in SEEN:
                    page.screenshot(path=PICTURES / f"{name_of(path)}-{tag}-{size['width']}.png", full_page=True)


def name_of(path: str) -> str:
    """What the picture of a page is called."""
    return re.sub(r"\W+", "-", re.sub(r"[0-9a-f]{32}", "one", f"trouble {path.replace('TAG/', '')}"))


def person_with_letter(page: Page, address: str) -> None:
    """Somebody who writes to the first group, and leaves a letter with a card."""
    page.goto(f"{address}vi/talk")
    page.fill("[name=text]", "Tôi sợ bị bắt.")
    page.check("[name=group][value=one]")
    page.click("button[name=go][value=send]")
    page.click("button[name=go][value=skip]")
    page.click("button[name=go][value=sure]")
    page.goto(f"{address}vi/f/8")
    looked_at(page, address, "TAG/f/8")
    page.goto(f"{address}vi/f/8")
    for name, text in FORM.items():
        page.fill(f"[name='{name}']", text)
    page.check("[name=group][value=one]")
    page.check("[name=second][value=two]")
    page.check("[name=weeks][value='4']")
    page.click("button[value=leave]")
    page.click("button[value=card]")
    assert page.url.endswith("/vi/f/9")


def opened(lan: Page, thu: Page, address: str) -> str:
    """Both groups open the page for an arrest; the address of the letter."""
    lan.goto(f"{address}desk/vi/sealed")
    letter = str(lan.get_attribute('a[href*="/sealed/"]', "href")).lstrip("/")
    lan.goto(f"{address}{letter}")
    lan.check("[name=happened][value='1']")
    lan.click("button[value=ask]")
    looked_at(thu, address, "desk/TAG/sealed")
    thu.goto(f"{address}desk/vi/sealed")
    thu.click("button[value=pass]")
    looked_at(lan, address, letter.replace("/vi/", "/TAG/"))
    lan.goto(f"{address}{letter}")
    lan.click("button[value=open]")
    return letter


def test_no_page_of_letters_or_of_the_board_has_a_barrier(browser: Browser, office: Office) -> None:
    PICTURES.mkdir(exist_ok=True)
    lan, thu, person = (browser.new_context(viewport=NARROW, bypass_csp=True).new_page() for _ in range(3))
    office.sign_in(lan, "lan", "vi")
    office.sign_in(thu, "thu", "vi")
    address = office.address
    looked_at(browser.new_context(viewport=NARROW, bypass_csp=True).new_page(), address, "TAG/f/8")
    person_with_letter(person, address)
    looked_at(person, address, "TAG/f/9")
    letter = opened(lan, thu, address)
    looked_at(lan, address, letter.replace("/vi/", "/TAG/"))
    lan.goto(f"{address}{letter}")
    lan.click("button[value=told]")
    looked_at(person, address, "TAG/f/8")
    lan.goto(f"{address}desk/vi/notices")
    for name, word in {"asker": "mother", "place": "VN-nghe-an", "since": "year", "tongue": "vi"}.items():
        lan.select_option(f"[name={name}]", word)
    lan.check("[name=agreed]")
    lan.click("button[value=post]")
    looked_at(lan, address, "desk/TAG/notices", "desk/TAG/sealed", "TAG/notices")


def test_a_printed_card_is_as_large_as_a_card_and_nothing_else_is_on_the_paper(browser: Browser, office: Office) -> None:
    page = browser.new_context(viewport=NARROW, bypass_csp=True).new_page()
    person_with_letter(page, office.address)
    page.emulate_media(media="print")
    boxes = [box.bounding_box() for box in page.locator(".wallet").all()]
    of_a_card = 85.6 / 25.4 * 96, 54 / 25.4 * 96
    assert len(boxes) == 2
    for box in boxes:
        assert box is not None
        assert abs(box["width"] - of_a_card[0]) < 2
        assert abs(box["height"] - of_a_card[1]) < 2
    inside = page.evaluate(
        "() => [...document.querySelectorAll('.wallet')].every(box => box.scrollHeight <= box.clientHeight + 1)"
    )
    assert inside, "the words do not fit onto the card"
    assert not page.locator("h1").is_visible()
    page.screenshot(path=PICTURES / "trouble-card-print.png", full_page=True)
