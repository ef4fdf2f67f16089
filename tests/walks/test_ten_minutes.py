"""Two people and one phone set up a new group and answer a test case, with the real command and the real pages, in ten minutes.

The machine's own time is measured. That of hands and eyes is counted in signs and pages, slowly: one sign a second, and ten
seconds for each page and each thing that is looked at. Both numbers are assumptions; nobody was watched.
"""

import re
import time
from dataclasses import dataclass, field
from pathlib import Path

import pyotp
import pytest

from bench.visitor import Visitor, _number_on
from tests.site import madoguchi, running_site

pytestmark = pytest.mark.slow

SIGN, LOOK = 1.0, 10.0
"""Seconds for each sign that is typed, and for each page or drawn code that is looked at."""
MOST_MINUTES = 10
MOST_STEPS = 17
QUESTION, ANSWER = "Đây là thử.", "Chào bạn, chúng tôi đọc được."


@dataclass
class Hands:
    """What two people do, one thing after the other."""

    data: Path
    began: float = field(default_factory=time.monotonic)
    signs: int = 0
    looks: int = 0

    def command(self, *words: str) -> str:
        """Type a command on the laptop, and read what it prints."""
        self.signs += sum(map(len, words)) + len(words) + len("madoguchi")
        self.looks += 1
        ended = madoguchi(*words, data=self.data)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    def opens(self, phone: Visitor, path: str) -> None:
        """Open or press something on the phone."""
        self.looks += 1
        phone.get(path)

    def sends(self, phone: Visitor, path: str, typed: dict[str, str], **pressed: str) -> None:
        """Type into a form on the phone and press its button."""
        self.signs += sum(map(len, typed.values()))
        self.looks += 1
        phone.post(path, {**typed, **pressed})

    def scans(self) -> None:
        """Hold the phone's camera before what the command drew."""
        self.looks += 1

    @property
    def minutes(self) -> float:
        """How long all of it takes."""
        return (time.monotonic() - self.began + self.signs * SIGN + self.looks * LOOK) / 60


def test_two_people_and_one_phone_answer_a_test_case_in_ten_minutes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hands = Hands(tmp_path / "data")
    with running_site("serve", tmp_path / "data") as address:
        hands.command("group", "add", "kobe", "--name", "Kobe", "--languages", "vi,ja")
        told = hands.command("member", "add", "kobe", "lan", "minh", "--may-report", "no")
        lan, minh = re.findall(r"Passphrase: +(\S+)\nCode app: +(\S+)", told)
        phone = Visitor(address)
        # One of them plays somebody who asks; the other one's turn comes on the same phone.
        hands.opens(phone, "/vi/talk")
        hands.sends(phone, "/vi/talk", {"text": QUESTION}, go="send", group="kobe")
        number = _number_on(phone.page)
        hands.sends(phone, "/vi/talk/number", {"number": number[-6:]}, go="check")
        hands.scans()
        _signs_in(hands, phone, "lan", lan)
        there = _answers(hands, phone)
        # It is read by the person, by coming back with the whole number, and by the second member.
        hands.opens(phone, "/vi/talk/back")
        hands.sends(phone, "/vi/talk/back", {"number": number}, go="open")
        assert ANSWER in phone.page
        hands.sends(phone, "/desk/vi/sign-out", {})
        hands.scans()
        _signs_in(hands, phone, "minh", minh)
        hands.opens(phone, there)
        assert QUESTION in phone.page
        assert ANSWER in phone.page
    with capsys.disabled():
        print(f"\ntwo people, one phone: {hands.minutes:.1f} minutes, {hands.looks} steps, {hands.signs} signs typed")  # noqa: T201
    assert hands.looks <= MOST_STEPS
    assert hands.minutes < MOST_MINUTES


def _signs_in(hands: Hands, phone: Visitor, nickname: str, given: tuple[str, str]) -> None:
    passphrase, code_address = given
    code = pyotp.TOTP(pyotp.parse_uri(code_address).secret).now()
    hands.opens(phone, "/desk/vi/sign-in")
    # Hyphens may be left out.
    typed = {"nickname": nickname, "passphrase": passphrase.replace("-", ""), "code": code}
    hands.sends(phone, "/desk/vi/sign-in", typed)
    assert (phone.status, phone.path) == (200, "/desk/vi/today")


def _answers(hands: Hands, phone: Visitor) -> str:
    there = re.search(r'href="(/desk/vi/talk/[0-9a-f]{32})"', phone.page)
    assert there
    hands.opens(phone, there[1])
    assert QUESTION in phone.page
    hands.sends(phone, there[1], {"text": ANSWER})
    return there[1]
