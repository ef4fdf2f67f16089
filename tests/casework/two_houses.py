"""Two houses with databases, folders and keys of their own, and what happened in the old one before a group went."""

import datetime as dt
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.core import serializers
from django.db import connections, transaction
from django.test import override_settings

from madoguchi.casework import models
from madoguchi.casework.actions import cards, cases, leaving, offers
from madoguchi.casework.decide import case as fold
from madoguchi.casework.terms import CaseRefused, OfferKind, Part
from madoguchi.ground.clock import StoppedClock
from madoguchi.help import models as help_models
from madoguchi.help.actions import asking, consents, inbox, talk
from madoguchi.help.terms import TalkRefused, Visit
from madoguchi.help.terms.consents import Purpose
from madoguchi.help.terms.moving import Moved
from madoguchi.network import actions as network
from madoguchi.network import models as network_models
from madoguchi.network.actions import leaving as network_leaving
from madoguchi.network.terms import Known, NotDone, Refusal, Signed, Welcome
from madoguchi.vault.keys import shelf_mark
from madoguchi.vault.number import as_digits
from madoguchi.vault.travelling import opened_records, read, sealed_records, written
from tests.cleaning import made
from tests.help.network_of_tests import group
from tests.network.people import codes_of

TODAY = dt.date(2026, 11, 22)
ADDRESS = "https://other.example"
PASSPHRASE = "abcd-efgh"
"""Files of these tests are opened by many; each costs a passphrase."""
KEYS = {"old": "old-" * 20, "new": "new-" * 20}
COOKIES: dict[str, str] = {}
NOW = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)


@dataclass
class Houses:
    """Two houses with databases, data folders and keys of their own; `inside` one of them everything happens there."""

    databases: dict[str, dict[str, Any]]
    folders: dict[str, Path]

    @contextmanager
    def inside(self, name: str) -> Iterator[None]:
        """Be in one of the houses."""
        before, kept = connections["default"], connections.settings["default"]
        connections.settings["default"] = connections.configure_settings({"default": dict(self.databases[name])})["default"]
        del connections["default"]
        try:
            with override_settings(DATA=self.folders[name], SECRET_KEY=KEYS[name], CLOCK=StoppedClock(TODAY)):
                yield
        finally:
            connections["default"].close()
            connections.settings["default"] = kept
            connections["default"] = before

    def tables(self, name: str) -> bytes:
        """Everything in the tables of a house."""
        with self.inside(name), connections["default"].cursor() as cursor:
            found = []
            for table in connections["default"].introspection.table_names(cursor):
                cursor.execute(f'select * from "{table}"')  # noqa: S608 one of our tables
                found.append(repr([[bytes(c) if isinstance(c, memoryview) else c for c in row] for row in cursor.fetchall()]))
        return "\n".join(found).encode()


TABLES = [
    *(getattr(network_models, name) for name in ("Organisation", "Departure", "GroupKey", "Member", "KeyShare", "FormerKey")),
    *(getattr(network_models, name) for name in ("ContactRow", "MemoryRow", "MemoryWrap", "MemoryReading")),
    *(getattr(network_models, name) for name in ("Profile", "FirstWeek", "WeekEntry")),
    *(getattr(network_models, name) for name in ("Council", "CouncilKey", "Seat", "CouncilEntry")),
    *(getattr(help_models, name) for name in ("Conversation", "Wrap", "Link", "Event", "Body", "File", "GroupRead", "Consent")),
    *(getattr(models, name) for name in ("Case", "PartRow", "Wrap", "Handed", "Link", "EntryRow", "Card", "RollRow")),
    *(getattr(models, name) for name in ("OfferRow", "GivenRow")),
]


def copied() -> str:
    """A backup of the tables."""
    return str(serializers.serialize("json", [row for table in TABLES for row in table.objects.all()]))


def put_back(copy: str) -> None:
    """The tables as they were."""
    for table in reversed(TABLES):
        table.objects.all().delete()
    with transaction.atomic():
        for row in serializers.deserialize("json", copy):
            row.save()


WELCOMES: dict[str, Welcome] = {}


def member(organisation: str, nickname: str, may_report: Known = Known.NO, *, by: str = "") -> None:
    """A new member, who has signed in."""
    welcome = network.add_member(organisation, nickname, TODAY, may_report, desk=desk(by) if by else None)
    assert isinstance(welcome, Welcome), welcome
    WELCOMES[nickname] = welcome
    sign_in(nickname)


def sign_in(nickname: str, *, called: str = "", at: dt.datetime = NOW) -> None:
    """Sign in with what a member was given once."""
    welcome = WELCOMES[nickname]
    signed = network.sign_in(called or nickname, welcome.passphrase, codes_of(welcome).at(at), TODAY, at)
    assert isinstance(signed, Signed), signed
    COOKIES[nickname] = signed.cookie


def desk(nickname: str) -> Any:
    """The desk of a member, at a page of now."""
    found = network.desk_of(COOKIES[nickname], TODAY, NOW)
    assert found is not None
    return found


@dataclass
class Person:
    """Somebody with a conversation and its number."""

    cookie: str
    number: str

    @classmethod
    def begins(cls, text: str, *groups: str, files: tuple[bytes, ...] = ()) -> "Person":
        """They write to some groups."""
        cookie = talk.begin(talk.First(text, "vi", groups, files=files), "", TODAY)
        visit = talk.visit_of(cookie, TODAY)
        assert visit
        assert visit.number
        return cls(cookie, as_digits(visit.number))

    @property
    def visit(self) -> Visit:
        """Their visit."""
        found = talk.visit_of(self.cookie, TODAY)
        assert found
        return found

    def comes_back(self) -> tuple[Moved, ...] | None:
        """They type their number; nothing where it opens."""
        found = talk.come_back(self.number, TODAY)
        if isinstance(found, str):
            self.cookie = found
            return ()
        return found

    def reads(self) -> list[str]:
        """What they read."""
        return [message.text for message in talk.thread(self.visit, "vi", TODAY).messages]

    def case(self) -> str:
        """The id of the conversation."""
        row = help_models.Conversation.objects.get(mark=shelf_mark(self.visit.root))
        return bytes(row.case).hex()

    def agrees(self) -> None:
        """They say yes to everything."""
        for each in talk.thread(self.visit, "vi", TODAY).consents:
            consents.agree(self.visit, each.seq, TODAY)


def case_of(person: Person, nickname: str, name: str) -> str:
    """A case of a member's group, with a step, a note and something about the stay."""
    asking.ask(desk(nickname), person.case(), Purpose.CASE, TODAY)
    person.agrees()
    id_ = cases.take_up(desk(nickname), person.case(), name, TODAY)
    cases.add_step(desk(nickname), id_, f"việc của {name}", TODAY, TODAY, part=Part.STEPS)
    cases.add_note(desk(nickname), id_, f"ghi chú về {name}", TODAY, part=Part.NOTES)
    cases.add_note(desk(nickname), id_, f"lưu trú của {name}", TODAY, part=Part.STATUS)
    return id_


def texts(id_: str, nickname: str) -> set[str]:
    """What a member reads in a case."""
    return {entry.text("text") for entry in fold.timeline(cases.opened(desk(nickname), id_, TODAY).case)}


def leaves(of: str = "nagoya") -> bytes:
    """The file of a group that goes today."""
    assert network_leaving.announce(of, ADDRESS, TODAY, TODAY) is None
    with transaction.atomic():
        _, records = leaving.leave(of, TODAY, without_broken=False)
        return b"".join(sealed_records(records, PASSPHRASE))


def arrives(file: bytes) -> leaving.Arrived:
    """Take a file in."""
    return leaving.arrive(opened_records(io.BytesIO(file), PASSPHRASE), TODAY)


@dataclass
class Lived:
    """What happened in the old house: three people, of whom two have a case; and what was read there."""

    alone: Person
    both: Person
    without: Person
    first: str
    second: str
    before: dict[str, set[str]]
    cut: set[str]
    listed: object
    trail: set[object]
    welcomes: dict[str, Welcome]
    cookies: dict[str, str]

    @classmethod
    def here(cls) -> "Lived":
        """Nagoya with two members and Kobe with one; one person alone with Nagoya, one with both, one with both and no case."""
        group("nagoya")
        group("kobe")
        member("nagoya", "hoa")
        member("nagoya", "sensei", Known.YES, by="hoa")
        member("kobe", "an")
        alone = Person.begins("chỉ Nagoya đọc", "nagoya", files=(made.jpeg(),))
        both = Person.begins("hai nhóm đọc", "nagoya", "kobe")
        without = Person.begins("không có hồ sơ", "nagoya", "kobe")
        inbox.answer(desk("an"), both.case(), "Kobe trả lời", TODAY)
        inbox.answer(desk("hoa"), without.case(), "Nagoya trả lời", TODAY)
        first, second = case_of(alone, "hoa", "Sen"), case_of(both, "hoa", "Cúc")
        kobe_joins(both, second)
        before = {id_: texts(id_, "hoa") for id_ in (first, second)}
        cut, listed = texts(first, "sensei"), cards.of_desk(desk("hoa"), TODAY)
        return cls(alone, both, without, first, second, before, cut, listed, traced(alone), dict(WELCOMES), dict(COOKIES))

    def copy(self) -> "Lived":
        """The same people for one more test."""
        people = {name: replace(getattr(self, name)) for name in ("alone", "both", "without")}
        return replace(self, **people)


def kobe_joins(person: Person, case: str) -> None:
    """Kobe joins a case of Nagoya on the person's yes, and writes into it."""
    offers.ask(desk("hoa"), case, OfferKind.JOIN, "kobe", (Part.NOTES,), TODAY, talk=True)
    person.agrees()
    offers.make(desk("hoa"), case, OfferKind.JOIN, "kobe", "xin giúp", TODAY)
    (shown,) = offers.waiting(desk("an"), TODAY)
    offers.accept(desk("an"), shown.offer.id, TODAY)
    cases.add_note(desk("an"), case, "Kobe viết vào hồ sơ", TODAY, part=Part.NOTES)


def traced(person: Person) -> set[object]:
    """Who opened what, as the person reads it."""
    return {(trace.day, trace.act, trace.nickname) for trace in consents.traces_of(person.visit, TODAY) or ()}


def readers(person: Person) -> list[str]:
    """The groups that read a conversation."""
    return [reader.id for reader in talk.thread(person.visit, "vi", TODAY).readers if reader.reads]


def why(act: Callable[[], object]) -> Refusal:
    """Why something was not done."""
    with pytest.raises(NotDone) as refused:
        act()
    return refused.value.refusal


def refused(act: Callable[[], object]) -> str:
    """The sentence with which a page answers."""
    try:
        act()
    except (TalkRefused, CaseRefused) as found:
        return found.key
    return "nothing was refused"


def records_of(group_id: str = "nagoya") -> list[Any]:
    """What stands in the file of a group that goes today, opened."""
    assert network_leaving.announce(group_id, ADDRESS, TODAY, TODAY) is None
    with transaction.atomic():
        _, records = leaving.leave(group_id, TODAY, without_broken=False)
        return [read(record) for record in records]


def taken_in(records: list[Any]) -> leaving.Arrived:
    """The same records taken in, as somebody with the passphrase could have written them."""
    return leaving.arrive([written(record) for record in records], TODAY)


def talk_of(person: Person) -> Any:
    """What a person reads who comes back."""
    assert person.comes_back() == ()
    return talk.thread(person.visit, "vi", TODAY)
