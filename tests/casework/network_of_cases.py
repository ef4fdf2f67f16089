"""Two groups, somebody who wrote to one of them, and caseworkers with and without a duty to report."""

import datetime as dt
import sqlite3
from dataclasses import dataclass

from django.db import connection

from madoguchi.casework.actions import cases
from madoguchi.help import keyring
from madoguchi.help.actions import asking, consents, inbox, talk
from madoguchi.help.terms import Visit
from madoguchi.help.terms.consents import Purpose
from madoguchi.network import actions as network
from madoguchi.network.terms import Desk, Known, Welcome
from tests.help.network_of_tests import COOKIES, TODAY, group, next_page, signed_in

TEXT = "Tôi đã bỏ chỗ làm. Công ty giữ hộ chiếu."
YEAR = dt.timedelta(days=365)


def member(organisation: str, nickname: str, may_report: Known = Known.NO, *, let_by: Desk | None = None) -> Desk:
    """A new member of a group, signed in, whose duty is known."""
    welcome = network.add_member(organisation, nickname, TODAY, may_report, desk=let_by)
    assert isinstance(welcome, Welcome), welcome
    return signed_in(welcome)


@dataclass
class Kept:
    """A house as it stands: its tables, its vault keys, who has signed in, and the person's cookie."""

    tables: sqlite3.Connection
    keys: dict[str, bytes]
    cookies: dict[str, str]
    cookie: str

    @classmethod
    def of(cls, cookie: str) -> "Kept":
        """A copy of the house of this moment."""
        tables = sqlite3.connect(":memory:")
        connection.connection.backup(tables)
        keys = {path.name: path.read_bytes() for path in keyring.folder().iterdir()}
        return cls(tables, keys, dict(COOKIES), cookie)

    def put_back(self) -> str:
        """The house is as it was, but that everybody has just opened a page; the person's cookie."""
        connection.ensure_connection()
        self.tables.backup(connection.connection)
        keyring.folder().mkdir(parents=True, exist_ok=True)
        for name, content in self.keys.items():
            (keyring.folder() / name).write_bytes(content)
        now = dt.datetime.now(dt.UTC)
        COOKIES.update({nickname: network.cookie_now(cookie, now) for nickname, cookie in self.cookies.items()})
        return self.cookie


_FIRST: list[Kept] = []


@dataclass
class Street:
    """Nagoya with `hoa` (no duty) and `sensei` (a public office); Kobe with `an`; a person who wrote to Nagoya."""

    cookie: str = ""

    @classmethod
    def begin(cls) -> "Street":
        """Everybody is there: they sign in once for all the tests of a process, and each test gets a copy of that house."""
        if connection.vendor != "sqlite" or network.organisations():
            return cls._begun()
        if not _FIRST:
            street = cls._begun()
            _FIRST.append(Kept.of(street.cookie))
        return cls(_FIRST[0].put_back())

    @classmethod
    def _begun(cls) -> "Street":
        group("nagoya")
        group("kobe")
        hoa = member("nagoya", "hoa")
        member("nagoya", "sensei", Known.YES, let_by=hoa)
        member("kobe", "an")
        return cls(talk.begin(talk.First(TEXT, "vi", ("nagoya",)), "", TODAY))

    @property
    def hoa(self) -> Desk:
        """A caseworker of Nagoya without a duty, at a page of now."""
        return next_page("hoa")

    @property
    def sensei(self) -> Desk:
        """A member of Nagoya who works for a public office."""
        return next_page("sensei")

    @property
    def an(self) -> Desk:
        """A caseworker of Kobe."""
        return next_page("an")

    @property
    def visit(self) -> Visit:
        """The person."""
        found = talk.visit_of(self.cookie, TODAY)
        assert found is not None
        return found

    @property
    def conversation(self) -> str:
        """The conversation with Nagoya."""
        (row,) = inbox.waiting(self.hoa, TODAY)
        return row.case

    def agrees(self, today: dt.date = TODAY) -> None:
        """The person says yes to everything that is asked."""
        for each in talk.thread(self.visit, "vi", today).consents:
            consents.agree(self.visit, each.seq, today)

    def withdraws(self, purpose: Purpose) -> None:
        """The person takes back what they agreed to."""
        for each in talk.thread(self.visit, "vi", TODAY).consents:
            if each.purpose is purpose:
                consents.withdraw(self.visit, each.seq, TODAY)

    def case(self, nickname: str = "Hoa Sen") -> str:
        """A case of Nagoya, on the person's consent."""
        asking.ask(self.hoa, self.conversation, Purpose.CASE, TODAY)
        self.agrees()
        return cases.take_up(self.hoa, self.conversation, nickname, TODAY)


__all__ = ["COOKIES", "TEXT", "TODAY", "YEAR", "Street", "member"]
