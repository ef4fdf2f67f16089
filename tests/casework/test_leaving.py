"""A group goes to another house with its cases and keys, and the old one forgets: on both databases, between two real houses."""

import datetime as dt
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections, transaction
from pytest_django import DjangoDbBlocker, Settings

from madoguchi.casework import models
from madoguchi.casework.actions import cards, cases, leaving, offers
from madoguchi.casework.decide import case as fold
from madoguchi.casework.terms import OfferKind, Part
from madoguchi.ground.clock import StoppedClock
from madoguchi.help import keyring
from madoguchi.help import models as help_models
from madoguchi.help.actions import asking, consents, inbox, keeping, talk
from madoguchi.help.terms import Moved, Visit
from madoguchi.help.terms.consents import Purpose, Stands
from madoguchi.network import actions as network
from madoguchi.network import models as network_models
from madoguchi.network.actions import leaving as network_leaving
from madoguchi.network.terms import Known, Refusal, Signed, Welcome
from madoguchi.vault.keys import shelf_mark
from madoguchi.vault.number import as_digits
from madoguchi.vault.travelling import opened_records, sealed_records
from madoguchi.web.databases import database_settings
from tests.cleaning import made
from tests.help.network_of_tests import group
from tests.network.conftest import new_postgres_house
from tests.network.people import codes_of

pytestmark = pytest.mark.slow

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
    settings: Settings

    @contextmanager
    def inside(self, name: str) -> Iterator[None]:
        """Be in one of the houses."""
        before, kept = connections["default"], connections.settings["default"]
        connections.settings["default"] = connections.configure_settings({"default": dict(self.databases[name])})["default"]
        del connections["default"]
        self.settings.DATA, self.settings.SECRET_KEY = self.folders[name], KEYS[name]
        try:
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


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def houses(
    request: pytest.FixtureRequest, tmp_path: Path, settings: Settings, django_db_blocker: DjangoDbBlocker
) -> Iterator[Houses]:
    """Two houses on one kind of database."""
    folders = {name: tmp_path / name for name in KEYS}
    for folder in folders.values():
        folder.mkdir()
    if request.param == "sqlite":
        databases = {name: database_settings("", folder) for name, folder in folders.items()}
    else:
        postgres = request.getfixturevalue("postgres")
        databases = {name: new_postgres_house(postgres) for name in KEYS}
    settings.CLOCK = StoppedClock(TODAY)
    found = Houses(databases, folders, settings)
    with django_db_blocker.unblock():
        for name in KEYS:
            with found.inside(name):
                call_command("migrate", interactive=False, verbosity=0)
        yield found


WELCOMES: dict[str, Welcome] = {}


def member(organisation: str, nickname: str, may_report: Known = Known.NO, *, by: str = "") -> None:
    """A new member, who has signed in."""
    welcome = network.add_member(organisation, nickname, TODAY, may_report, desk=desk(by) if by else None)
    assert isinstance(welcome, Welcome), welcome
    WELCOMES[nickname] = welcome
    sign_in(nickname)


def sign_in(nickname: str, *, called: str = "") -> None:
    """Sign in with what a member was given once."""
    welcome = WELCOMES[nickname]
    signed = network.sign_in(called or nickname, welcome.passphrase, codes_of(welcome).at(NOW), TODAY, NOW)
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
        return cls(alone, both, without, first, second, before, cut, listed, traced(alone))


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


def test_everything_is_read_in_the_new_house_and_the_old_one_forgets(houses: Houses) -> None:
    with houses.inside("old"):
        lived, file = Lived.here(), leaves()
    with houses.inside("new"):
        arrived = arrives(file)
        assert (arrived.conversations, arrived.cases, arrived.erased) == (2, 2, 0)
        assert dict(arrived.group.renamed) == {}
        for nickname in ("hoa", "sensei"):
            sign_in(nickname)
        _every_case_is_read(lived)
        _every_person_comes_in(lived)
        _it_goes_on(lived)
    with houses.inside("old"):
        forgotten = leaving.forget("nagoya", arrived.receipt, TODAY)
        assert (forgotten.gone, forgotten.stays) == (1, 2)
        _people_are_told(lived)
        _others_go_on(lived)
        _nobody_of_the_group_is_here()


def _every_case_is_read(lived: Lived) -> None:
    assert {id_: texts(id_, "hoa") for id_ in (lived.first, lived.second)} == lived.before
    assert "Kobe viết vào hồ sơ" in lived.before[lived.second]
    assert cards.of_desk(desk("hoa"), TODAY) == lived.listed
    # What concerns the stay only for whoever has no duty to report.
    assert texts(lived.first, "sensei") == lived.cut
    assert ("lưu trú của Sen" in lived.before[lived.first], "lưu trú của Sen" in lived.cut) == (True, False)


def _every_person_comes_in(lived: Lived) -> None:
    alone, both = lived.alone, lived.both
    assert alone.comes_back() == both.comes_back() == ()
    assert alone.reads() == ["chỉ Nagoya đọc"]
    (photo,) = talk.thread(alone.visit, "vi", TODAY).messages[0].files
    assert talk.open_file(alone.visit, photo.name, TODAY).content.startswith(b"\xff\xd8\xff")
    assert traced(alone) >= lived.trail
    assert both.reads() == ["hai nhóm đọc", "Kobe trả lời"]
    assert readers(both) == ["nagoya"]
    # What another group said is still said by it; it is no group of this house.
    assert [message.name for message in talk.thread(both.visit, "vi", TODAY).messages] == ["", "Group kobe"]
    assert [found.id for found in network.organisations()] == ["nagoya"]
    assert talk.come_back(lived.without.number, TODAY) is None


def _it_goes_on(lived: Lived) -> None:
    talk.write(lived.alone.visit, "tin mới", TODAY)
    inbox.answer(desk("hoa"), lived.alone.case(), "trả lời mới", TODAY)
    assert lived.alone.reads()[-1] == "trả lời mới"
    cases.add_note(desk("hoa"), lived.second, "viết ở nhà mới", TODAY, part=Part.NOTES)
    keeping.turn_keys(TODAY + dt.timedelta(days=31))
    assert keyring.newest().number == 2
    assert texts(lived.second, "hoa") >= {*lived.before[lived.second], "viết ở nhà mới"}
    assert lived.both.reads() == ["hai nhóm đọc", "Kobe trả lời"]
    lived.both.agrees()
    case_of(Person.begins("người mới", "nagoya") if network.resume("nagoya") is None else lived.alone, "hoa", "Mai")
    assert network.verify().broken_at is None


def _people_are_told(lived: Lived) -> None:
    there = Moved("Group nagoya", ADDRESS, TODAY)
    assert lived.alone.comes_back() == (there,)
    # Where others read as well, the person and those others go on.
    assert lived.both.comes_back() == lived.without.comes_back() == ()
    assert talk.thread(lived.both.visit, "vi", TODAY).moved == (there,)
    assert talk.thread(lived.without.visit, "vi", TODAY).moved == (replace(there, went=False),)
    # A stranger is told what a stranger is always told.
    assert talk.come_back("1111 2222 3333 4444 5555 66", TODAY) is None


def _others_go_on(lived: Lived) -> None:
    thread = talk.thread(lived.both.visit, "vi", TODAY)
    assert readers(lived.both) == ["kobe"]
    assert Stands.GIVEN not in {each.stands for each in thread.consents}
    talk.write(lived.both.visit, "chỉ cho Kobe", TODAY)
    assert inbox.read(desk("an"), lived.both.case(), TODAY).messages[-1].text == "chỉ cho Kobe"
    assert lived.without.reads() == ["không có hồ sơ", "Nagoya trả lời"]
    assert not models.Case.objects.exists()
    assert cards.of_desk(desk("an"), TODAY) == ()


def _nobody_of_the_group_is_here() -> None:
    assert network.desk_of(COOKIES["hoa"], TODAY, NOW) is None
    assert network.add_member("nagoya", "quay-lai", TODAY) is Refusal.NO_SUCH_GROUP
    assert [found.id for found in network.organisations()] == ["kobe"]
    verified = network.verify()
    assert verified.broken_at is None
    assert verified.emptied > 0


def test_nothing_of_the_group_is_left_in_the_files_of_the_old_house(houses: Houses) -> None:
    with houses.inside("old"):
        group("kobe")
        member("kobe", "an")
        group("nagoya")
        member("nagoya", "hoàng-yến")
        person = Person.begins("chỉ Nagoya đọc", "nagoya")
        id_ = case_of(person, "hoàng-yến", "Sen")
        case, members = person.case(), [row.id for row in network_models.Member.objects.filter(organisation="nagoya")]
        publics = [bytes(row.public) for row in network_models.GroupKey.objects.filter(organisation="nagoya")]
        file = leaves()
    with houses.inside("new"):
        receipt = arrives(file).receipt
    with houses.inside("old"):
        leaving.forget("nagoya", receipt, TODAY)
    hidden = ["nagoya", "Group nagoya", "hoàng-yến", id_, case, ADDRESS, *members]
    written = [text.encode() for text in hidden] + [bytes.fromhex(case), *publics]
    tables = houses.tables("old")
    assert b"kobe" in tables
    assert [each for each in written if each in tables or repr(each)[2:-1].encode() in tables] == []
    files = {path: path.read_bytes() for path in houses.folders["old"].rglob("*") if path.is_file()}
    assert files
    assert [(path, each) for path, content in files.items() for each in written if each in content] == []
    # The word for the person is there all the same.
    with houses.inside("old"):
        assert person.comes_back() == (Moved("Group nagoya", ADDRESS, TODAY),)
