"""The story without script, in Vietnamese: Nghệ An asks through a group, a beacon lies at the window, and what is told is what she said."""

import datetime as dt
from pathlib import Path

import pytest
from pytest_django import Settings

from madoguchi.ground.clock import StoppedClock
from madoguchi.tracing.actions import daily
from tests.casework.network_of_cases import COOKIES, TODAY
from tests.help.network_of_tests import next_page
from tests.tracing.network_of_entries import Village
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


def test_nghe_an_asks_and_reads_what_her_daughter_lets_her_read(nights: Nights) -> None:
    daughter = Browser().go("/vi/").follow("/look$").follow("/trace$")
    assert "Im lặng là an toàn" in daughter.main()
    daughter.press("go", "leave", names="Trần Thị Hoàn", born="1998", home="Nghệ An", group="nagoya")
    kept(daughter).follow("/trace$")
    assert "Chưa có ai hỏi" in daughter.main()

    mother = Browser().go("/vi/").follow("/look$")
    assert "Chúng tôi không nói cho ai biết một người đang ở đâu" in mother.main()
    assert "vì nợ" in mother.main()
    mother.follow("/look/ask$").press("go", "ask", **ASKS)
    kept(mother).follow("/look/status$")
    assert "Một người của nhóm đọc" in mother.main()

    at("thu").go("/desk/ja/today").follow("/tracing$").follow(r"/tracing/[0-9a-f]{32}$").press("go", "file")
    nights.pass_by()
    assert SILENT in mother.go("/vi/look/status").main()

    hoa = at("hoa").go("/desk/vi/today").follow("/tracing$").follow("/pair/")
    assert "Hoàn" not in hoa.page
    hoa.press("go", "ask_out")
    at("thu").go("/desk/vi/tracing").press("go", "vouch")
    hoa.go(hoa.address).press("go", "open")
    assert "Con gà trống tên Tèo" in hoa.main()
    hoa.press("go", "present")
    pair = hoa.address

    daughter.go("/vi/trace")
    assert "Con gà trống tên Tèo" in daughter.main()
    assert "Chưa ai chứng minh" in daughter.main()
    daughter.press("go", "answer", choice="3")
    assert "Câu trả lời của bạn đang chờ" in daughter.main()
    assert SILENT in mother.go("/vi/look/status").main()
    at("hoa").go(pair).press("go", "confirm")
    nights.pass_by(3)
    assert SILENT in mother.go("/vi/look/status").main()
    nights.pass_by()
    assert "họ còn sống. Hiện họ không muốn liên lạc" in mother.go("/vi/look/status").main()

    daughter.go("/vi/trace").press("go", "answer", choice="4", text="Con khỏe. Con nhớ mẹ.")
    at("hoa").go(pair).press("go", "confirm")
    nights.pass_by(4)
    assert "Con khỏe. Con nhớ mẹ." in mother.go("/vi/look/status").main()

    daughter.go("/vi/trace").press("go", "answer", choice="1")
    assert SILENT in mother.go("/vi/look/status").main()


def test_a_refusal_is_in_writing_and_deletes_what_was_written(nights: Nights) -> None:
    family = Browser().go("/vi/look/ask").press("go", "ask", **ASKS)
    thu = at("thu").go("/desk/vi/tracing").follow(r"/tracing/[0-9a-f]{32}$")
    thu.press("go", "refuse", choice="1")
    family.go("/vi/look/status")
    assert "Chúng tôi không tìm ai vì nợ" in family.main()
    assert "Hoàn" not in family.main()


def test_whoever_says_they_ask_for_a_company_is_told_why_not_and_nothing_is_kept(nights: Nights) -> None:
    from madoguchi.help.models import Conversation

    browser = Browser().go("/vi/look/ask").press("go", "ask", **{**ASKS, "relation": "not_for_this"})
    assert "Chúng tôi không làm việc này" in browser.main()
    assert "Trần Thị Hoàn" in browser.page
    assert not Conversation.objects.exists()


def test_whoever_may_have_to_report_finds_no_such_page(nights: Nights) -> None:
    sensei = at("sensei")
    assert sensei.go("/desk/vi/tracing").status == 404
    assert "/tracing" not in " ".join(sensei.go("/desk/vi/today").page.split('href="'))
