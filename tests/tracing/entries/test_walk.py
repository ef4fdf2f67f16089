"""The story without script, in Vietnamese: Nghệ An asks through a group, and reads what her daughter said, and no more."""

import datetime as dt

import pytest
from pytest_django import Settings

from madoguchi.ground.clock import StoppedClock
from madoguchi.tracing.actions import daily
from tests.casework.network_of_cases import COOKIES, TODAY
from tests.help.network_of_tests import next_page
from tests.tracing.entries.network_of_entries import Village
from tests.walks.browsing import Browser

pytestmark = pytest.mark.slow

ASKS = {
    "names": "Trần Thị Hoàn\nTRAN THI HOAN",
    "born": "1998",
    "home": "Nghệ An",
    "own_name": "Nguyễn Thị Sáu",
    "own_home": "Nghệ An",
    "relation": "parent",
    "sign": "Con gà trống tên Tèo",
    "message": "Mẹ khỏe. Con ở đâu cũng được.",
    "group": "vinh",
}
SILENT = "Không có tin nào chúng tôi được phép chuyển."


@pytest.fixture
def nights(village: Village, settings: Settings) -> "Nights":
    """The village, with days that go by for its pages too."""
    return Nights(settings)


class Nights:
    """Days with their batch."""

    def __init__(self, settings: Settings) -> None:
        # Before the day on which everybody signed in: a desk of later would have closed by itself.
        self.settings, self.today = settings, TODAY - dt.timedelta(days=60)
        settings.CLOCK = StoppedClock(self.today)

    def pass_by(self, count: int = 1) -> None:
        """So many nights."""
        for _ in range(count):
            self.today += dt.timedelta(days=1)
            self.settings.CLOCK = StoppedClock(self.today)
            daily.run(self.today)


def at(nickname: str) -> Browser:
    """The browser of a caseworker who has signed in."""
    next_page(nickname)
    browser = Browser()
    browser.client.cookies["desk"] = COOKIES[nickname]
    return browser


def kept(browser: Browser) -> Browser:
    """Somebody who has written their number down."""
    return browser.press("go", "skip").press("go", "sure")


def left_beacon() -> Browser:
    """A daughter who finds the page by herself, and leaves her name."""
    daughter = Browser().go("/vi/near?n=7").follow("/f/7$")
    assert "Im lặng là an toàn" in daughter.main()
    daughter.press("go", "leave", names="Trần Thị Hoàn", born="1998", home="Nghệ An", group="nagoya")
    kept(daughter).follow("/f/7$")
    assert "Chưa có ai hỏi" in daughter.main()
    return daughter


def asked_for() -> Browser:
    """A mother who reads what we cannot do before she writes what she knows; a caseworker files it."""
    mother = Browser().go("/vi/").follow("n=7").follow("/f/4$")
    assert "Chúng tôi không nói cho ai biết một người đang ở đâu" in mother.main()
    assert "vì nợ" in mother.main()
    mother.follow("/f/5$").press("go", "ask", **ASKS)
    kept(mother).follow("/f/6$")
    assert "Một người của nhóm đọc" in mother.main()
    at("thu").go("/desk/ja/today").follow("/tracing$").follow(r"/tracing/[0-9a-f]{32}$").press("go", "file")
    return mother


def shown_by_two() -> str:
    """Two caseworkers of two groups; the address of the pair."""
    hoa = at("hoa").go("/desk/vi/today").follow("/tracing$").follow("/pair/")
    assert "Hoàn" not in hoa.page
    hoa.press("go", "ask_out")
    at("thu").go("/desk/vi/tracing").press("go", "vouch")
    hoa.go(hoa.address).press("go", "open")
    assert "Con gà trống tên Tèo" in hoa.main()
    hoa.press("go", "present")
    return hoa.address


def reads(mother: Browser) -> str:
    """What the mother reads today."""
    return mother.go("/vi/f/6").main()


def test_nghe_an_asks_and_reads_what_her_daughter_lets_her_read(nights: Nights) -> None:
    daughter, mother = left_beacon(), asked_for()
    nights.pass_by()
    assert SILENT in reads(mother)
    pair = shown_by_two()

    daughter.go("/vi/f/7")
    assert "Con gà trống tên Tèo" in daughter.main()
    assert "Chưa ai chứng minh" in daughter.main()
    daughter.press("go", "answer", choice="3")
    assert "Câu trả lời của bạn đang chờ" in daughter.main()
    assert SILENT in reads(mother)
    at("hoa").go(pair).press("go", "confirm")
    nights.pass_by(3)
    assert SILENT in reads(mother)
    nights.pass_by()
    assert "họ còn sống. Hiện họ không muốn liên lạc" in reads(mother)

    daughter.go("/vi/f/7").press("go", "answer", choice="4", text="Con khỏe. Con nhớ mẹ.")
    at("hoa").go(pair).press("go", "confirm")
    nights.pass_by(4)
    assert "Con khỏe. Con nhớ mẹ." in reads(mother)
    daughter.go("/vi/f/7").press("go", "answer", choice="1")
    assert SILENT in reads(mother)


def test_two_who_agreed_write_to_each_other_and_one_press_ends_it(nights: Nights) -> None:
    daughter, mother = left_beacon(), asked_for()
    nights.pass_by()
    pair = shown_by_two()
    daughter.go("/vi/f/7").press("go", "answer", choice="5")
    at("hoa").go(pair).press("go", "confirm")
    nights.pass_by(4)
    mother.go("/vi/f/6").press("go", "write", text="Mẹ đây, con ăn cơm chưa?")
    assert "Mẹ đây" in mother.main()
    assert "Mẹ đây" in daughter.go("/vi/f/7").main()
    daughter.press("go", "write", text="Gọi con số 090-1234-5678")
    assert "không có đường dẫn" in daughter.main()
    assert "090-1234-5678" in daughter.page
    daughter.press("go", "write", text="Con ăn rồi mẹ.")
    assert "Con ăn rồi mẹ." in mother.go("/vi/f/6").main()
    daughter.press("go", "answer", choice="1")
    assert SILENT in mother.go("/vi/f/6").main()
    assert "Con ăn rồi" not in mother.page


def test_a_refusal_is_in_writing_and_deletes_what_was_written(nights: Nights) -> None:
    family = Browser().go("/vi/f/5").press("go", "ask", **ASKS)
    thu = at("thu").go("/desk/vi/tracing").follow(r"/tracing/[0-9a-f]{32}$")
    thu.press("go", "refuse", choice="1")
    family.go("/vi/f/6")
    assert "Chúng tôi không tìm ai vì nợ" in family.main()
    assert "Hoàn" not in family.main()


def test_whoever_says_they_ask_for_a_company_is_told_why_not_and_nothing_is_kept(nights: Nights) -> None:
    from madoguchi.help.models import Conversation

    browser = Browser().go("/vi/f/5").press("go", "ask", **{**ASKS, "relation": "not_for_this"})
    assert "Chúng tôi không làm việc này" in browser.main()
    assert "Trần Thị Hoàn" in browser.page
    assert not Conversation.objects.exists()


def test_whoever_may_have_to_report_finds_no_such_page(nights: Nights) -> None:
    sensei = at("sensei")
    assert sensei.go("/desk/vi/tracing").status == 404
    assert "/tracing" not in " ".join(sensei.go("/desk/vi/today").page.split('href="'))
