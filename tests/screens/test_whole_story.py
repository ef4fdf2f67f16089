"""The whole story in a real browser: a person on a narrow telephone in Vietnamese, caseworkers at a desk in Japanese.

The same walk as `tests/walks/test_whole_story.py`, on a house that runs as it would for people: what is looked at here is whether
each page on the way can be read and pressed. What is counted a month later needs a clock of its own, and is claimed there.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page

from madoguchi.ground.clock import WallClock
from tests.screens.barriers import barriers_on
from tests.screens.conftest import Visit
from tests.screens.pressing import press
from tests.screens.test_pages import TOO_WIDE, keep_picture
from tests.site import madoguchi, running_site

TOLD, ANSWER = "Công ty giữ hộ chiếu của tôi. Tôi không biết hỏi ai.", "Chào bạn. Chúng tôi giúp bạn."
NICKNAME, STEP, NOTE, PLANTED = "Hoa Sen", "労基署に電話する", "社長が三人の旅券を持っている", "KỲ-HẠN-LƯU-TRÚ"
NEEDED, NOT_NOW, PURPOSE, WAGES = (
    "泊まる場所が必要です。",
    "今月は人手が足りません。",
    "旅券を取り戻す",
    "三か月、賃金が払われていません。",
)
DAY = dt.timedelta(days=1)
GROUPS = {"nagoya": "名古屋ユニオン", "kobe": "神戸法律相談会", "osaka": "大阪シェルター"}
MEMBERS = {"hoa": ("nagoya", "no"), "an": ("kobe", "no"), "ken": ("osaka", "no"), "yakusho": ("osaka", "yes")}
NARROW, BROAD = {"width": 320, "height": 640}, {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def house(
    furnished: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """A house with three groups; its address, and passphrase and code of each member."""
    data = furnished(tmp_path_factory.mktemp("story") / "data")
    with running_site("serve", data) as address:
        ways = {}
        for id_, name in GROUPS.items():
            added = madoguchi("group", "add", id_, "--name", name, "--languages", "vi,ja", data=data)
            assert added.returncode == 0, added.stderr
        for nickname, (group, may_report) in MEMBERS.items():
            said = madoguchi("member", "add", group, nickname, "--may-report", may_report, data=data)
            ways[nickname] = re.findall(r"Passphrase: +(\S+)|(otpauth://\S+)", said.stdout)
        yield address, {nickname: [a or b for a, b in found] for nickname, found in ways.items()}


@pytest.fixture(scope="module")
def live_site(house: tuple[str, dict[str, list[str]]]) -> str:
    """The address of that house."""
    return house[0]


@dataclass
class Story:
    """The telephone of the person, and the desks of those who are there."""

    phone: Page
    desks: dict[str, Page]
    case: str = ""
    taskforce: str = ""

    def agrees(self) -> None:
        """The person says yes to the question that waits."""
        self.phone.goto("/vi/talk/thread")
        press(self.phone, "button[name=agree] >> nth=0")
        self.phone.wait_for_url("**/talk/thread#agreed")

    def look(self, page: Page, name: str) -> None:
        """A page of the way has no barrier, and nothing is too wide."""
        # From its top: further down, what lies under the line at the top of the screen would count as too small to press.
        page.evaluate("scrollTo(0, 0)")
        assert barriers_on(page) == [], name
        assert page.evaluate(TOO_WIDE) <= 0, name
        keep_picture(page, f"story-{name}")

    def nothing_of_the_stay_meets_a_duty(self, *paths: str) -> None:
        """Whoever has a duty opens these pages."""
        page = self.desks["yakusho"]
        for path in paths:
            page.goto(path)
            assert PLANTED not in page.content(), path


def sits_down(page: Page, nickname: str, way: list[str]) -> None:
    """Sign in as the page asks for it."""
    passphrase, uri = way
    page.goto("/desk/ja/today")
    page.fill("#nickname", nickname)
    page.fill("#passphrase", passphrase)
    page.fill("#code", pyotp.TOTP(pyotp.parse_uri(uri).secret).now())
    press(page, "form:has(#code) button.act >> nth=0")
    page.wait_for_url("**/desk/ja/today")


@pytest.fixture
def story(visit: Visit, house: tuple[str, dict[str, list[str]]]) -> Story:
    """Everybody sits at their desk, and a colleague let in whoever has a duty."""
    desks = {}
    for nickname, way in house[1].items():
        desks[nickname] = visit(java_script_enabled=True, viewport=BROAD).new_page()
        sits_down(desks[nickname], nickname, way)
    desks["ken"].goto("/desk/ja/group")
    press(desks["ken"], "form:has(input[name=member]) button.act")
    return Story(visit(java_script_enabled=True, viewport=NARROW).new_page(), desks)


def test_from_the_door_to_a_closed_case_and_to_nothing_left(story: Story) -> None:
    talk = she_is_read_and_answered(story)
    a_case_is_taken_up(story, talk)
    the_legal_group_refuses(story)
    the_shelter_takes_it_over(story)
    the_taskforce_gets_one_part(story)
    a_letter_is_printed(story)
    the_case_closes_with_its_cause(story)
    nothing_opens_any_more(story, talk)


def she_is_read_and_answered(story: Story) -> str:
    phone, hoa = story.phone, story.desks["hoa"]
    phone.goto("/")
    press(phone, "a[href='/vi/']")
    story.look(phone, "need")
    press(phone, "a[href*='near?n='] >> nth=0")
    story.look(phone, "near")
    press(phone, "a[href='/vi/talk']")
    phone.fill("textarea[name=text]", TOLD)
    phone.check("input[value=nagoya]")
    story.look(phone, "talk")
    press(phone, "button[value=send]")
    story.look(phone, "number")
    phone.fill("#number", "".join(phone.locator("p.number span").all_inner_texts()[-2:]))
    press(phone, "button[value=check]")
    phone.wait_for_url("**/talk/thread")
    hoa.goto("/desk/ja/today")
    story.look(hoa, "today")
    press(hoa, "table a")
    hoa.fill("#text", ANSWER)
    story.look(hoa, "desk-talk")
    press(hoa, "form:has(#text) button.act")
    phone.reload()
    assert ANSWER in phone.inner_text("main")
    story.look(phone, "thread")
    return hoa.url.partition("#")[0]


def a_case_is_taken_up(story: Story, talk: str) -> None:
    phone, hoa = story.phone, story.desks["hoa"]
    press(hoa, "a[href$='/case']")
    story.look(hoa, "take-up")
    press(hoa, "button[value=ask]")
    phone.goto("/vi/talk/thread")
    story.look(phone, "asked-for-a-case")
    story.agrees()
    story.look(phone, "agreed")
    hoa.goto(f"{talk}/case")
    hoa.fill("#text", NICKNAME)
    press(hoa, "button[value=make]")
    story.case = hoa.url
    worked_out(story, hoa)
    for section, box, text in (("steps", "#step", STEP), ("timeline", "#note", NOTE), ("timeline", "#note", PLANTED)):
        hoa.click(f"section[aria-labelledby={section}] summary")
        hoa.fill(box, text)
        if box == "#step":
            hoa.fill("#due", (WallClock().today() + 7 * DAY).isoformat())
        if text != PLANTED:
            hoa.check(f"details:has({box}) input[value=other]")
        press(hoa, f"details:has({box}) button.act")
    assert PLANTED in hoa.inner_text("main")
    story.look(hoa, "case")


def worked_out(story: Story, hoa: Page) -> None:
    """What runs for her, kept; and what would on another day, only looked at."""
    until, tried = (WallClock().today() + days * DAY for days in (100, 60))
    hoa.goto(f"{story.case}/work")
    hoa.select_option("#q_place", "here")
    hoa.select_option("#q_status", "intern_1")
    press(hoa, "button[value=save]")
    hoa.fill("#q_until", until.isoformat())
    press(hoa, "button[value=save]")
    hoa.fill("#as_of", tried.isoformat())
    press(hoa, "button[value=try]")
    assert f"{tried.year}年{tried.month}月{tried.day}日" in hoa.inner_text("main")
    story.look(hoa, "work-what-if")
    hoa.goto(story.case)


def asked_to(story: Story, kind: str, to: str, *parts: str) -> None:
    """The union asks the person, who agrees, and then the other group."""
    hoa = story.desks["hoa"]
    hoa.goto(f"{story.case}/hand")
    for value in (kind, to, *parts):
        hoa.check(f"form:has(button[value=ask]) input[value={value}]")
    press(hoa, "button[value=ask]")
    story.phone.goto("/vi/talk/thread")
    story.look(story.phone, f"asked-to-{kind}")
    story.agrees()
    hoa.goto(f"{story.case}/hand")
    hoa.fill("textarea[name=text]", NEEDED)
    story.look(hoa, f"hand-{kind}")
    press(hoa, "button[value=make]")


def the_legal_group_refuses(story: Story) -> None:
    asked_to(story, "join", "kobe", "notes")
    an, hoa = story.desks["an"], story.desks["hoa"]
    an.goto("/desk/ja/today")
    press(an, "a[href*='/offer/']")
    assert NOTE not in an.content()
    an.fill("#text", NOT_NOW)
    story.look(an, "offer-to-join")
    press(an, "button[value=refuse]")
    an.wait_for_url("**/desk/ja/today")
    answer = an.goto(story.case)
    assert answer
    assert answer.status == 404
    story.look(an, "gone")
    hoa.goto(story.case)
    assert NOT_NOW in hoa.inner_text("main")


def the_shelter_takes_it_over(story: Story) -> None:
    asked_to(story, "hand_over", "osaka", "steps", "notes", "status", "harm")
    ken = story.desks["ken"]
    ken.goto("/desk/ja/today")
    story.look(ken, "today-with-an-offer")
    press(ken, "a[href*='/offer/']")
    story.look(ken, "offer-to-take-over")
    story.nothing_of_the_stay_meets_a_duty("/desk/ja/today", ken.url)
    press(ken, "button[value=accept]")
    ken.wait_for_url(story.case)
    assert PLANTED in ken.inner_text("main")
    story.look(ken, "case-taken-over")
    story.nothing_of_the_stay_meets_a_duty(story.case, f"{story.case}/work", f"{story.case}/letters", f"{story.case}/close")
    story.desks["yakusho"].goto(story.case)
    story.look(story.desks["yakusho"], "case-of-a-member-with-a-duty")


def the_taskforce_gets_one_part(story: Story) -> None:
    ken, an = story.desks["ken"], story.desks["an"]
    ken.goto("/desk/ja/taskforces")
    ken.fill("#text", PURPOSE)
    ken.fill("#due", (WallClock().today() + 60 * DAY).isoformat())
    story.look(ken, "taskforces")
    press(ken, "button[value=open]")
    story.taskforce = ken.url
    ken.click("details:has(#nickname) summary")
    ken.fill("#nickname", "an")
    press(ken, "button[value=seat]")
    ken.goto(f"{story.case}/give")
    ken.check("input[value=notes]")
    story.look(ken, "give")
    press(ken, "button[value=ask]")
    story.phone.goto("/vi/talk/thread")
    story.look(story.phone, "asked-for-a-taskforce")
    story.agrees()
    ken.reload()
    press(ken, "button[value=give]")
    an.goto("/desk/ja/taskforces")
    press(an, "a[href*='/taskforce/']")
    main = an.inner_text("main")
    assert NOTE in main
    assert [said for said in (PLANTED, STEP, NICKNAME, ANSWER) if said in an.content()] == []
    story.look(an, "taskforce")


def a_letter_is_printed(story: Story) -> None:
    ken = story.desks["ken"]
    ken.goto(f"{story.case}/letters")
    story.look(ken, "letters")
    press(ken, "a[href$='/new/labour-office']")
    ken.fill("#b_employer", "株式会社サンプル")
    ken.fill("#b_story_ja", WAGES)
    ken.check("input[name=about][value=other]")
    press(ken, "button[value=save]")
    story.look(ken, "letter")
    press(ken, "a[href$='/print']")
    assert WAGES in ken.inner_text("main")
    ken.emulate_media(media="print")
    keep_picture(ken, "story-letter-on-paper")
    ken.emulate_media(media="screen")
    story.look(ken, "letter-print")


def the_case_closes_with_its_cause(story: Story) -> None:
    ken, phone = story.desks["ken"], story.phone
    ken.goto(f"{story.case}/close")
    story.look(ken, "close")
    ken.select_option("#clause", "jp.stay.special-period")
    ken.select_option("#office", "immigration")
    ken.select_option("#act", "late")
    press(ken, "button[value=causes]")
    for word in ("passport_held", "unpaid_wages", "union"):
        ken.check(f"input[value={word}]")
    press(ken, "button[value=harm]")
    press(ken, "button[value=close]")
    ken.goto(story.case)
    assert "終了" in ken.inner_text("main p.mark")
    story.look(ken, "case-closed")
    press(ken, "button[value=count]")
    phone.goto("/vi/talk/thread")
    story.look(phone, "asked-to-be-counted")
    story.agrees()
    press(phone, "a[href$='/talk/opened']")
    assert [who for who in ("hoa", "ken", "yakusho", "神戸法律相談会") if who not in phone.inner_text("main")] == []
    story.look(phone, "opened")


def nothing_opens_any_more(story: Story, talk: str) -> None:
    phone = story.phone
    phone.goto("/vi/talk/thread")
    press(phone, "button[value=end]")
    story.look(phone, "erase")
    press(phone, "button[value=erase]")
    story.look(phone, "erased")
    story.desks["an"].goto(story.taskforce)
    assert NOTE not in story.desks["an"].content()
    for desk in story.desks.values():
        for path in (talk, story.case, f"{story.case}/work", f"{story.case}/close", f"{story.case}/letters"):
            answer = desk.goto(path)
            assert answer
            assert answer.status == 404, path
