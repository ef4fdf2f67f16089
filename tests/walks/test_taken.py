"""A friend says near which station somebody was taken; a lawyer visits; nobody else who was there is anywhere afterwards."""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from madoguchi.ground.clock import StoppedClock
from madoguchi.tracing.actions import notes as acts
from madoguchi.ui.languages import LANGUAGES
from tests.help.network_of_tests import COOKIES, TODAY, group, next_page
from tests.tracing.conftest import first_of_two
from tests.walks.browsing import Browser
from tests.walks.reading import all_of, text_of, tree

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

CITIES = {
    "新宿": ("新宿警察署", "03-3580-0082"),
    "Umeda (Hankyu)": ("曽根崎警察署", "06-6364-1248"),
    "Nagoya station": ("中村警察署", "052-203-1651"),
    "天神駅": ("中央警察署", "092-733-0333"),
}
"""A station of each of four cities, as people write it; the police station in charge, and a number of the bar."""

BYSTANDERS = {
    "station": "Toyokawa, gọi Bình 090-4444-5555",
    "name": "Nguyễn Văn An và Trần Chim-Sẻ",
    "name of a page": "An chim.yen@example.com",
    "account": "An zalo: chimkhuyen77",
    "text": "Lê Chim-Én cũng ở đó",
}
"""Five people who were there or know of it, as a frightened friend may write of them."""
CANARIES = ("4444-5555", "44445555", "4444 5555", "Bình", "Chim-Sẻ", "chim.yen", "chimkhuyen77", "Chim-Én", "CanaryPhone")
"""What would give one of them away. None is so short that sealed bytes or an id hold it by chance: four digits did, once."""


@pytest.fixture(autouse=True)
def house(tmp_path: Path, settings: Settings) -> None:
    """A house of its own on the day of the walks, with a group of which two people read notes."""
    settings.DATA = tmp_path
    settings.CLOCK = StoppedClock(TODAY)


@pytest.fixture
def friend() -> Browser:
    """Somebody's phone; a group reads notes."""
    group("nagoya")
    first_of_two("nagoya", "hoa", "minh")
    return Browser()


def at_desk(nickname: str) -> Browser:
    """The browser of a caseworker."""
    found = Browser(Client())
    found.client.cookies["desk"] = COOKIES[nickname]
    return found


def sent(friend: Browser, station: str, tag: str = "vi", **more: str | list[str]) -> Browser:
    """A note on its way."""
    return friend.go(f"/{tag}/f/1").press("go", "send", station=station, when="yesterday", hour="14", **more)


def opened(desk: Browser, tag: str = "vi") -> Browser:
    """The first note that waits."""
    return desk.go(f"/desk/{tag}/notes").follow(r"/note/[0-9a-f]{32}")


@pytest.mark.parametrize("station", CITIES)
def test_a_friends_note_leads_to_a_confirmed_visit_in_four_cities(friend: Browser, station: str) -> None:
    police, bar = CITIES[station]
    assert sent(friend, station, called="Nguyễn Văn An", nation="VN", tongue="vi").address == "/vi/f/2"
    desk = opened(at_desk("hoa"), "ja")
    said = desk.main()
    assert police in said
    assert bar in said
    assert "出入国在留管理局" in said
    desk.press("step", "lawyer").press("step", "bureau")
    assert "2026年11月22日（日）に済み。" in desk.main()
    desk.press("go", "seen", seen_on="2026-11-22", hears="alive", consul="no")
    said = desk.main()
    assert "2026年11月22日（日）の面会が確認されました。" in said
    assert "生きていることだけ。場所も理由も言わない。" in said
    desk.press("go", "done")
    assert "一切残っていません" in desk.main()
    assert not list(all_of(tree(desk.go("/desk/ja/notes").page), "table"))


def test_a_station_that_is_not_in_the_table_leads_to_the_desk_that_knows(friend: Browser) -> None:
    sent(friend, "Toyohashi")
    desk = opened(at_desk("minh"), "en")
    assert "This station is not in the table." in desk.main()
    assert "Nobody has verified this. Ask the duty-lawyer desk." in desk.main()
    desk.press("go", "place", prefecture="Aichi")
    assert "052-203-1651" in desk.main()
    desk.press("go", "place", prefecture="Hokkaido")
    assert "No number of this prefecture was read" in desk.main()
    assert "03-3580-0082" in desk.main()
    assert "札幌出入国在留管理局" in desk.main()
    desk.press("go", "seen", hears="where", consul="yes")
    assert "A visit on Sunday 22 November 2026 is confirmed." in desk.main()
    assert "that the person is alive, and where. Not why." in desk.main()


def stored(folder: Path) -> Iterator[bytes]:
    """Every byte that this house keeps: tables as text of their values, files."""
    copy = sqlite3.connect(":memory:")
    connection.connection.backup(copy)
    yield copy.serialize()
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.read_bytes()


def test_five_bystanders_are_nowhere_afterwards(friend: Browser, settings: Settings) -> None:
    friend.client.defaults["HTTP_USER_AGENT"] = "CanaryPhone/9"
    sent(friend, BYSTANDERS["station"], called=BYSTANDERS["name"])
    assert "chỉ viết tên một người" in friend.main(), "a note is about one person"
    sent(friend, BYSTANDERS["station"], called=BYSTANDERS["name of a page"], text=BYSTANDERS["text"])
    sent(friend, "Toyokawa", called=BYSTANDERS["account"], witness=BYSTANDERS["text"])
    desk = at_desk("hoa").go("/desk/vi/notes")
    pages = [desk.go(link).page for link in [link.get("href") or "" for link in all_of(tree(desk.page), "a")] if "/note/" in link]
    assert len(pages) == 2
    assert all("An" in page for page in pages)
    assert [word for word in CANARIES for page in pages if word in page] == []
    kept = [acts.held(first, TODAY) for first in (next_page("hoa"), next_page("minh"))]
    assert [word for word in CANARIES if word in repr([[vars_of(each.note) for each in rows] for rows in kept])] == []
    assert [word for word in CANARIES for content in stored(Path(str(settings.DATA))) if word.encode() in content] == []
    for _ in pages:
        opened(desk).press("go", "done")
    assert [word for word in CANARIES for content in stored(Path(str(settings.DATA))) if word.encode() in content] == []


def vars_of(note: object) -> dict[str, object]:
    return {name: getattr(note, name) for name in ("station", "name", "nation", "tongue")}


def test_a_denunciation_goes_with_one_press_and_its_sender_reads_the_same_thanks_with_why(
    friend: Browser, settings: Settings
) -> None:
    thanked = sent(friend, "Nhà máy Canary ở Toyota, bốn người không giấy tờ").page
    desk = opened(at_desk("hoa"))
    assert "Canary" in desk.main()
    desk.press("go", "denounces")
    assert "Không còn byte nào" in desk.main()
    assert not acts.held(next_page("hoa"), TODAY)
    assert [content for content in stored(Path(str(settings.DATA))) if b"Canary" in content] == []
    again = sent(friend, "Shinjuku").page
    assert _plain(thanked) == _plain(again)
    assert "không giữ danh sách người nào" in friend.main()


def _plain(page: str) -> str:
    return text_of(tree(page))


@pytest.mark.parametrize("tag", [language.tag for language in LANGUAGES])
def test_the_pages_stand_in_every_language(friend: Browser, tag: str) -> None:
    for address in (f"/{tag}/f/1", f"/{tag}/f/2", f"/{tag}/f/3"):
        page = friend.go(address)
        assert page.status == 200
        assert len(list(all_of(tree(page.page), "h1"))) == 1
    friend.go(f"/{tag}/f/3").press("go", "count", when="today", hour="9")
    assert len(list(all_of(tree(friend.page), "ol"))) == 1
    sent(friend, "新宿", tag, nation="CN", fears_state="yes", care=["medicine"])
    desk = opened(at_desk("hoa"), tag)
    assert desk.status == 200
    assert dt.date(2026, 12, 6) == acts.held(next_page("hoa"), TODAY)[0].until
    tree(desk.page)
