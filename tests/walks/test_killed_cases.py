"""The house is killed at any moment while caseworkers write, on both databases: what a page confirmed is there and readable."""

import random
import re
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlencode

import pyotp
import pytest

from bench.visitor import Visitor, begin
from tests.site import madoguchi, running_process
from tests.walks.test_killed import SOAKED, database

__all__ = ["database"]

pytestmark = pytest.mark.slow

PEOPLE = 40 if SOAKED else 2
SOONEST, LATEST = 0.8, 4.0
Holds = Callable[[], bool]


@dataclass
class Journey:
    """One person's case, from the yes to its end, at three browsers: the person's, that of the keeper, that of another group."""

    name: str
    talk: str
    person: Visitor
    keeper: Visitor
    other: Visitor
    case: str = ""
    confirmed: list[tuple[str, Holds]] = field(default_factory=list)
    done: int = 0
    is_over: bool = False

    def at(self, address: str) -> "Journey":
        """The house has another address since it was started again."""
        for visitor in (self.person, self.keeper, self.other):
            visitor.address = address
        return self

    def goes_on(self) -> None:
        """Do one thing after the other, until the end or until the line is cut; what was cut is tried again."""
        acts = list(self._acts())
        while self.done < len(acts):
            what, act, holds = acts[self.done]
            act()
            assert holds(), f"{what} of {self.name}: {self.keeper.status} {self.keeper.path}"
            self.confirmed.append((what, holds))
            self.done += 1
        self.is_over = True

    def _acts(self) -> Iterator[tuple[str, Callable[[], object], Holds]]:
        note, stay, step, theirs = (f"{self.name} {what} Canary" for what in ("ghi chú", "lưu trú", "việc", "của Kobe"))
        yield "case taken up", self._take_up, lambda: bool(self.case) and self.name in self._case()
        yield "step", self._at_case(go="step", text=step, due="2099-01-01", about="other"), lambda: step in self._case()
        yield "part written", self._at_case(go="note", text=note, about="other"), lambda: note in self._case()
        yield "part about the stay", self._at_case(go="note", text=stay, about="stay"), lambda: stay in self._case()
        yield "joining asked for", self._ask_to_join, lambda: self._stands("agree") or self._stands("withdraw", 2)
        yield "joining agreed to", self._agree, lambda: self._stands("withdraw", 2)
        yield "offered", self._offer, lambda: self._is_offered() or self._is_joined()
        yield "hand-over accepted", self._accept, self._is_joined
        yield "written by the other group", lambda: self._write(self.other, theirs), lambda: theirs in self._case()
        yield "causes", self._at_closing(go="causes", none="on"), lambda: "checked" in self.keeper.get(f"{self.case}/close").page
        yield "closed", self._close, self._is_closed

    def _case(self) -> str:
        return self.keeper.get(self.case).page

    def _take_up(self) -> None:
        there = f"/desk/vi/talk/{self.talk}/case"
        self.keeper.get(there)
        if not re.search(r"/case/[0-9a-f]{32}$", self.keeper.path):
            self.keeper.post(there, {"go": "make", "text": self.name})
        self.case = self.keeper.path

    def _at_case(self, **fields: str) -> Callable[[], object]:
        return lambda: self.keeper.get(self.case).post(self.case, fields)

    def _at_closing(self, **fields: str) -> Callable[[], object]:
        return lambda: self.keeper.get(f"{self.case}/close").post(f"{self.case}/close", {**fields, "after": self._after()})

    def _after(self) -> str:
        found = re.findall(r'name="after" value="(\d+)"', self.keeper.page)
        return str(max(map(int, found), default=0))

    def _ask_to_join(self) -> None:
        there = f"{self.case}/hand"
        form = [*self.keeper.get(there).carried().items(), ("go", "ask"), ("kind", "join"), ("to", "kobe"), ("part", "notes")]
        self.keeper.ask("POST", there, urlencode(form))

    def _stands(self, button: str, most: int = 1) -> bool:
        return len(re.findall(rf'name="{button}"', self.person.get("/vi/talk/thread").page)) >= most

    def _agree(self) -> None:
        asked = re.search(r'name="agree" value="(\d+)"', self.person.get("/vi/talk/thread").page)
        if asked:
            self.person.post("/vi/talk/thread", {"agree": asked[1]})

    def _offer(self) -> None:
        there = f"{self.case}/hand"
        self.keeper.get(there).post(there, {"go": "make", "kind": "join", "to": "kobe", "text": f"xin giúp {self.name}"})

    def _offers(self) -> list[str]:
        links = re.findall(r'href="(/desk/vi/offer/[0-9a-f]{32})"', self.other.get("/desk/vi/today").page)
        return [link for link in dict.fromkeys(links) if f"xin giúp {self.name}" in self.other.get(link).page]

    def _is_offered(self) -> bool:
        return bool(self._offers())

    def _is_joined(self) -> bool:
        return self.other.get(self.case).status == 200 and self.name in self.other.page

    def _accept(self) -> None:
        for link in self._offers():
            self.other.get(link).post(link, {"go": "accept"})

    def _write(self, visitor: Visitor, text: str) -> None:
        visitor.get(self.case).post(self.case, {"go": "note", "text": text, "about": "other"})

    def _close(self) -> None:
        there = f"{self.case}/close"
        if not self._is_closed():
            self.keeper.get(there).post(there, {"go": "close"})

    def _is_closed(self) -> bool:
        return 'value="open"' in self.keeper.get(f"{self.case}/close").page


def _signed_in(address: str, nickname: str, member: str) -> Visitor:
    """Somebody at a desk."""
    passphrase, code_address = re.findall(r"Passphrase: +(\S+)\nCode app: +(\S+)", member)[0]
    desk = Visitor(address).get("/desk/vi/sign-in")
    code = pyotp.TOTP(pyotp.parse_uri(code_address).secret).now()
    desk.post("/desk/vi/sign-in", {"nickname": nickname, "passphrase": passphrase, "code": code})
    assert (desk.path, desk.status) == ("/desk/vi/today", 200)
    return desk


def _begun(address: str, keeper: Visitor, other: Visitor) -> list[Journey]:
    """People who have said yes to a case, before anything is killed."""
    journeys: list[Journey] = []
    for number in range(PEOPLE):
        person, _ = begin(address, f"người {number}", ["nagoya"])
        links = re.findall(r'href="/desk/vi/talk/([0-9a-f]{32})"', keeper.get("/desk/vi/today").page)
        (talk,) = set(links) - {journey.talk for journey in journeys}
        there = f"/desk/vi/talk/{talk}/case"
        keeper.get(there).post(there, {"go": "ask"})
        mine, theirs = (Visitor(address, dict(visitor.cookies)) for visitor in (keeper, other))
        journeys.append(Journey(f"Tên{number}", talk, person, mine, theirs))
        journeys[-1].person.get("/vi/talk/number").post("/vi/talk/number", {"go": "sure"})
        journeys[-1]._agree()
    return journeys


def _goes_on(journey: Journey) -> bool:
    """Whether the line was cut."""
    try:
        journey.goes_on()
    except (OSError, HTTPException):
        return True
    return False


def test_every_write_that_was_confirmed_in_a_case_survives(database: str, tmp_path: Path) -> None:
    data, more = tmp_path / "data", {"MADOGUCHI_DATABASE": database} if database else {}
    members = {}
    for group, nickname in (("nagoya", "hoa"), ("kobe", "an")):
        madoguchi("group", "add", group, "--name", group.title(), "--languages", "vi", data=data, **more)
        members[nickname] = madoguchi("member", "add", group, nickname, "--may-report", "no", data=data, **more).stdout
    with running_process("serve", data, **more) as (address, _):
        journeys = _begun(address, *(_signed_in(address, nickname, told) for nickname, told in members.items()))
    chance, cut, kills, idle = random.Random(11), 0, 0, 0  # the same moments in every run
    while not all(journey.is_over for journey in journeys):
        before = sum(journey.done for journey in journeys)
        with running_process("serve", data, **more) as (address, process), ThreadPoolExecutor(4) as pool:
            # On a busy machine nothing may come to its end in so short a life: then the next one is longer.
            killer = threading.Timer(chance.uniform(SOONEST, LATEST) * (1 + idle), process.send_signal, [signal.SIGKILL])
            killer.start()
            cut += sum(pool.map(_goes_on, [journey.at(address) for journey in journeys if not journey.is_over]))
            killer.cancel()
        kills, idle = kills + 1, idle + 1 if sum(journey.done for journey in journeys) == before else 0
    assert cut > 1, "nobody was cut off: the test killed nothing"
    with running_process("serve", data, **more) as (address, _):
        lost = [
            f"{journey.name}: {what}"
            for journey in journeys
            for what, holds in journey.at(address).confirmed
            if not holds() and what not in ("joining asked for", "offered")
        ]
    assert not lost, f"{lost} were confirmed and are gone, after {kills} kills"
    assert "Whole" in madoguchi("trail", "verify", data=data, **more).stdout
