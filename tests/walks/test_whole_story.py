"""The whole story as one walk without script, from the door to the last trace: a person in Vietnamese, caseworkers in Japanese.

A union group gets the conversation, a legal group refuses to join, a shelter takes the case over and opens a taskforce. At each
step whoever has a duty to report opens every page that their colleagues have opened, and meets nothing of the stay.
"""

import datetime as dt
import re
from dataclasses import dataclass, field
from pathlib import Path

import pyotp
import pytest
from pytest_django import Settings

from madoguchi.casework import outflow
from madoguchi.casework.terms import COUNT_AFTER_DAYS, Coded
from madoguchi.ground.clock import StoppedClock
from madoguchi.network import actions as network
from madoguchi.network.terms import Known, Welcome
from madoguchi.ui.page import seen_at
from tests.help.network_of_tests import TODAY, group
from tests.printing.test_printed import read
from tests.walks.browsing import Browser
from tests.walks.reading import all_of, text_of, tree
from tests.walks.test_cases import PLANTED, agrees, marks_of_the_stay
from tests.walks.visiting import digits

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

TOLD = "Công ty giữ hộ chiếu của tôi. Tôi không biết hỏi ai."
NICKNAME, ANSWER, STEP, NOTE = "Hoa Sen", "Chào bạn. Chúng tôi giúp bạn.", "労基署に電話する", "社長が三人の旅券を持っている"
DUE, TRIED, UNTIL, LAST = "2026-12-01", "2027-02-01", "2027-03-01", "2027-01-31"
NOT_NOW, NEEDED, PURPOSE, WAGES = (
    "今月は人手が足りません。",
    "泊まる場所が必要です。",
    "旅券を取り戻す",
    "三か月、賃金が払われていません。",
)
LATER = TODAY + dt.timedelta(days=COUNT_AFTER_DAYS + 1)
MANY = 10
WHO = {
    "hoa": ("nagoya", Known.NO),
    "sensei": ("nagoya", Known.YES),
    "an": ("kobe", Known.NO),
    "ken": ("osaka", Known.NO),
    "yakusho": ("osaka", Known.UNKNOWN),
}
WITH_A_DUTY = ("sensei", "yakusho")


@dataclass
class Caseworker(Browser):
    """A browser at a desk, and the pages that it has opened."""

    been: list[str] = field(default_factory=list)

    def _arrive(self, answer: object, address: str) -> "Browser":
        super()._arrive(answer, address)
        self.been.append(self.address)
        return self


@dataclass
class Story:
    """A person, and everybody's way to their desk: `hoa` of the union, `an` of the legal group, `ken` of the shelter; `sensei` of
    the union and `yakusho` of the shelter have a duty to report, or nobody knows.
    """

    ways: dict[str, Welcome]
    desks: dict[str, Caseworker] = field(default_factory=dict)
    someone: Browser = field(default_factory=Browser)
    number: list[str] = field(default_factory=list)
    talk: str = ""
    case: str = ""
    taskforce: str = ""

    def sits_down(self, nickname: str) -> Caseworker:
        """Sign in as the page asks for it."""
        way, desk = self.ways[nickname], self.desks.setdefault(nickname, Caseworker())
        code = pyotp.TOTP(pyotp.parse_uri(way.code_address).secret).at(seen_at())
        desk.go("/desk/ja/today").send(nickname=nickname, passphrase=way.passphrase, code=code)
        assert desk.address == "/desk/ja/today", desk.main()
        return desk

    def lets_read(self, nickname: str, colleague: str) -> None:
        """A colleague is let in."""
        self.desks[nickname].go("/desk/ja/group").send(member=self.ways[colleague].member.id)

    @property
    def hoa(self) -> Caseworker:
        """At the union."""
        return self.desks["hoa"]

    @property
    def an(self) -> Caseworker:
        """At the legal group."""
        return self.desks["an"]

    @property
    def ken(self) -> Caseworker:
        """At the shelter."""
        return self.desks["ken"]

    def opened(self) -> list[str]:
        """Every page that somebody without a duty has opened."""
        return list(dict.fromkeys(path for desk in (self.hoa, self.an, self.ken) for path in desk.been))

    def nothing_of_the_stay_meets_a_duty(self) -> None:
        """Whoever has a duty opens what colleagues have opened so far."""
        met = {(who, path): marks_of_the_stay(self.desks[who].go(path).page) for who in WITH_A_DUTY for path in self.opened()}
        assert {where: marks for where, marks in met.items() if marks} == {}


@pytest.fixture
def story(tmp_path: Path, settings: Settings) -> Story:
    """Three groups; whoever has a duty was let in by a colleague."""
    settings.DATA = tmp_path
    settings.CLOCK = StoppedClock(TODAY)
    ways = {}
    for nickname, (organisation, may_report) in WHO.items():
        if network.organisation_of(organisation) is None:
            group(organisation)
        welcome = network.add_member(organisation, nickname, TODAY, may_report)
        assert isinstance(welcome, Welcome), welcome
        ways[nickname] = welcome
    story = Story(ways)
    for nickname in WHO:
        story.sits_down(nickname)
    story.lets_read("hoa", "sensei")
    story.lets_read("ken", "yakusho")
    return story


def test_from_the_door_to_a_closed_case_and_to_nothing_left(story: Story, settings: Settings) -> None:
    she_walks_in_and_keeps_her_number(story)
    the_union_reads_and_answers(story)
    no_case_begins_before_she_agreed(story)
    what_runs_and_what_is_to_do(story)
    story.nothing_of_the_stay_meets_a_duty()
    the_legal_group_refuses_and_keeps_nothing(story)
    the_shelter_takes_it_over(story)
    the_taskforce_gets_one_part_and_nothing_else(story)
    a_letter_is_printed(story)
    no_case_closes_without_its_cause(story)
    story.nothing_of_the_stay_meets_a_duty()
    she_sees_who_opened_her_case(story)
    it_is_counted_on_her_yes_alone(story, settings)
    with_her_number_she_ends_it_and_nothing_opens_any_more(story)


def buttons(browser: Browser, name: str) -> list[str]:
    """The values of the buttons with this name."""
    return [one.get("value") or "" for one in all_of(tree(browser.page), "button") if one.get("name") == name]


# ------------------------------------------------------------------ at the window, and at the union


def she_walks_in_and_keeps_her_number(story: Story) -> None:
    someone = story.someone.go("/")
    assert "Tiếng Việt" in someone.page, "a door that says every language, also to a browser that wishes for none"
    someone.follow("^/vi/$").follow(r"/near\?n=").follow("/vi/talk$")
    assert "Group nagoya" in someone.main()
    someone.press("go", "send", text=TOLD, group=["nagoya"])
    story.number = digits(someone.page)
    assert len("".join(story.number)) == 22
    someone.press("go", "check", number="0000")
    assert someone.address == "/vi/talk/number", "no number is taken for kept that is not"
    someone.press("go", "check", number="".join(story.number[-2:]))
    assert someone.address == "/vi/talk/thread"
    assert "Group kobe" not in "".join(text_of(each) for each in all_of(tree(someone.page), "h1", "h2"))


def the_union_reads_and_answers(story: Story) -> None:
    hoa = story.hoa.go("/desk/ja/today")
    assert TOLD not in hoa.page, "a list shows work, not people"
    story.talk = hoa.follow(r"/talk/[0-9a-f]{32}$").address
    assert TOLD in hoa.main()
    assert ANSWER in hoa.send(text=ANSWER).main()
    assert ANSWER in story.someone.go("/vi/talk/thread").main()
    assert [desk.go(story.talk).status for desk in (story.an, story.ken)] == [404, 404]


def no_case_begins_before_she_agreed(story: Story) -> None:
    hoa = story.hoa.go(story.talk).follow("/case$").press("go", "ask")
    assert buttons(hoa, "go") == [], "nothing to press before there is an answer"
    assert "Group nagoya muốn giữ một hồ sơ" in story.someone.go("/vi/talk/thread").main()
    agrees(story.someone)
    story.case = hoa.go(hoa.address).press("go", "make", text=NICKNAME).address
    assert re.fullmatch(r"/desk/ja/case/[0-9a-f]{32}", story.case)


def what_runs_and_what_is_to_do(story: Story) -> None:
    hoa, case = story.hoa, story.case
    hoa.go(f"{case}/work").press("go", "try", q_place="here")
    hoa.press("go", "save", q_status="intern_1", q_place="here")
    days = [box.get("name") or "" for box in all_of(tree(hoa.page), "input") if box.get("type") == "date"]
    told = {name: UNTIL for name in days if name == "q_until"}
    assert told
    hoa.press("go", "save", **told)
    assert "2027年3月1日" in hoa.main()
    hoa.press("go", "try", as_of=TRIED)
    assert "2027年2月1日" in hoa.main(), "as it would be on that day"
    assert "2026年11月22日" in hoa.go(case).main(), "trying a day keeps nothing"
    hoa.press("go", "step", text=STEP, due=DUE, about="other")
    hoa.press("go", "step", text=f"{PLANTED} step", about="stay")
    hoa.press("go", "note", text=NOTE, about="other")
    hoa.press("go", "note", text=f"{PLANTED} note", about="stay")
    main = hoa.go("/desk/ja/today").main()
    assert STEP in main
    assert NICKNAME in main


# ------------------------------------------------------------------ other groups


def asked_to(story: Story, kind: str, to: str, *parts: str) -> None:
    """The union asks the person, who agrees, and then the other group."""
    hoa = story.hoa
    hoa.go(f"{story.case}/hand").press("go", "ask", kind=kind, to=to, part=list(parts))
    assert "make" not in buttons(hoa, "go"), "no group is asked before its person agreed"
    agrees(story.someone)
    hoa.go(f"{story.case}/hand").press("go", "make", text=NEEDED)


def the_legal_group_refuses_and_keeps_nothing(story: Story) -> None:
    asked_to(story, "join", "kobe", "notes")
    an = story.an.go("/desk/ja/today").follow("/offer/")
    assert NEEDED in an.main()
    assert NOTE not in an.page, "nothing of the case before they joined"
    offer = an.address
    an.press("go", "refuse", text=NOT_NOW)
    assert [an.go(path).status for path in (offer, story.case, story.talk)] == [404, 404, 404]
    for page in (story.case, f"{story.case}/hand"):
        assert NOT_NOW in story.hoa.go(page).main()
        assert "Group kobe" in story.hoa.main()
    assert "Group kobe tham gia" not in story.someone.go("/vi/talk/thread").page, "nobody helps her who said no"


def the_shelter_takes_it_over(story: Story) -> None:
    asked_to(story, "hand_over", "osaka", "steps", "notes", "status", "harm")
    ken = story.ken.go("/desk/ja/today").follow("/offer/")
    assert "この会話" in ken.main(), "everything that goes along is named"
    story.nothing_of_the_stay_meets_a_duty()
    ken.press("go", "accept")
    assert (ken.address, ken.status) == (story.case, 200)
    for said in (STEP, NOTE, f"{PLANTED} note", NICKNAME):
        assert said in ken.main()
    assert TOLD in ken.go(story.talk).main(), "who keeps a case can answer its person"
    assert story.hoa.go(story.case).status == 404
    story.hoa.go(story.talk)
    assert "Group osaka" in story.someone.go("/vi/talk/thread").main()


def the_taskforce_gets_one_part_and_nothing_else(story: Story) -> None:
    ken, an = story.ken, story.an
    story.taskforce = ken.go("/desk/ja/taskforces").press("go", "open", text=PURPOSE, due=LAST, about="stay").address
    ken.press("go", "seat", nickname="an")
    ken.go(f"{story.case}/give").press("go", "ask", part=["notes"])
    assert "give" not in buttons(ken, "go"), "nothing is given before its person agreed"
    assert "Group kobe, Group osaka" in story.someone.go("/vi/talk/thread").main()
    agrees(story.someone)
    ken.go(f"{story.case}/give").press("go", "give")
    main = an.go("/desk/ja/taskforces").follow("/taskforce/").main()
    assert an.address == story.taskforce
    assert NOTE in main
    assert [said for said in (PLANTED, STEP, NICKNAME, ANSWER, NOT_NOW) if said in an.page] == []
    assert [an.go(path).status for path in (story.case, story.talk, f"{story.case}/give")] == [404, 404, 404]


# ------------------------------------------------------------------ to the end


def a_letter_is_printed(story: Story) -> None:
    ken = story.ken.go(f"{story.case}/letters").follow("/new/labour-office")
    ken.press("go", "save", about="other", b_employer="株式会社サンプル", b_story_ja=WAGES, b_story_other="Ba tháng không lương.")
    letter = ken.address
    assert WAGES in ken.follow("/print$").main()
    assert NICKNAME not in ken.main(), "nothing of the case stands on a paper"
    made = ken.go(f"{letter}/pdf").content
    assert "".join(WAGES.split()) in "".join(read(made).split())


def no_case_closes_without_its_cause(story: Story) -> None:
    ken = story.ken.go(story.case).follow("/close$").press("go", "close")
    assert "「なし」" in ken.main()
    ken.press("go", "causes", clauses=["jp.stay.special-period"], office="immigration", act="late")
    ken.press("go", "harm", violations=["passport_held", "unpaid_wages"], helped=["union"])
    ken.press("go", "close")
    assert "2026年11月22日（日）に終了" in ken.go(story.case).main()


def she_sees_who_opened_her_case(story: Story) -> None:
    found = story.desks["yakusho"].go("/desk/ja/find").press("go", "find", text=NICKNAME)
    found.press("open", story.case.rpartition("/")[2], reason="covering")
    assert (found.address, marks_of_the_stay(found.page)) == (story.case, [])
    main = story.someone.go("/vi/talk/thread").follow("/talk/opened$").main()
    for said in ("hoa", "ken", "sensei", "thay đồng nghiệp", "Group kobe đọc những phần đó trong nhóm công tác"):
        assert said in main


def it_is_counted_on_her_yes_alone(story: Story, settings: Settings) -> None:
    ken = story.ken.go(story.case).press("go", "count")
    agrees(story.someone)
    ken.go("/desk/ja/today")
    assert list(outflow.coded_cases()) == [], "not while it is news"
    settings.CLOCK = StoppedClock(LATER)
    assert ken.go("/desk/ja/today").address.startswith("/desk/ja/sign-in"), "a desk closes by itself"
    for nickname in WHO:
        story.sits_down(nickname)
    assert list(outflow.coded_cases()) == [
        Coded(
            "2026-Q4", ("jp.stay.special-period",), (("immigration", "late"),), ("passport_held", "unpaid_wages"), (), ("union",)
        )
    ]


def with_her_number_she_ends_it_and_nothing_opens_any_more(story: Story) -> None:
    someone = Browser().go("/vi/talk/back").press("go", "open", number=" ".join(story.number))
    assert ANSWER in someone.main()
    someone.press("go", "end").press("go", "erase")
    assert [name for name, cookie in someone.client.cookies.items() if cookie.value] == []
    assert NOTE not in story.an.go(story.taskforce).page
    hers = [path for path in story.opened() if "/talk/" in path or "/case/" in path]
    assert len(hers) > MANY
    assert {path for path in hers for who in WHO if story.desks[who].go(path).status != 404} == set()
    assert ANSWER not in someone.go("/vi/talk/back").press("go", "open", number=" ".join(story.number)).page
    assert someone.address == "/vi/talk/back"
