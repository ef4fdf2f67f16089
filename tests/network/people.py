"""An invented network: groups and members, made and signed in as in the real house."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pyotp
from django.db.backends.base.base import BaseDatabaseWrapper

from madoguchi.network import actions
from madoguchi.network.terms import Desk, Known, Organisation, Refusal, Signed, Welcome

TODAY = dt.date(2026, 11, 22)
NOON = dt.datetime(2026, 11, 22, 3, 10, tzinfo=dt.UTC)
LATER = dt.timedelta(minutes=5)


def organisation(id_: str = "kobe", **different: Any) -> Organisation:
    """A group of the network."""
    usual: dict[str, Any] = {
        "name": "Kobe group",
        "about": {"en": "Advice about work", "ja": "仕事の相談"},
        "funded_by": "members",
        "certified": Known.UNKNOWN,
        "may_report": Known.UNKNOWN,
        "languages": ("vi", "ja"),
        "hours": "Mondays",
        "takes_new": True,
    }
    return Organisation(id=id_, **{**usual, **different})


@dataclass
class House:
    """A house in which things are done one after the other; each sign-in comes a little later than the one before."""

    connection: BaseDatabaseWrapper
    now: dt.datetime = NOON
    made: dict[str, Welcome] = field(default_factory=dict)

    def group(self, id_: str = "kobe", **different: Any) -> None:
        """A group that is in the network."""
        assert actions.add_organisation(organisation(id_, **different)) is None

    def member(self, nickname: str, group: str = "kobe", *, desk: Desk | None = None) -> Welcome:
        """A new member."""
        welcome = actions.add_member(group, nickname, TODAY, desk=desk)
        assert isinstance(welcome, Welcome), welcome
        self.made[nickname] = welcome
        return welcome

    def code(self, welcome: Welcome) -> str:
        """What the member's code app shows now."""
        return codes_of(welcome).at(self.now)

    def sign_in(self, welcome: Welcome) -> str:
        """The cookie of a member who signs in."""
        self.now += LATER
        signed = actions.sign_in(welcome.member.nickname, welcome.passphrase, self.code(welcome), TODAY, self.now)
        assert isinstance(signed, Signed), signed
        return signed.cookie

    def at(self, cookie: str) -> Desk:
        """The desk of a cookie."""
        desk = actions.desk_of(cookie, TODAY, self.now)
        assert desk is not None
        return desk

    def desk(self, welcome: Welcome) -> Desk:
        """The desk of a member who signs in."""
        return self.at(self.sign_in(welcome))

    def refused(self, nickname: str, passphrase: str, code: str) -> Refusal:
        """What somebody hears who cannot sign in."""
        answer = actions.sign_in(nickname, passphrase, code, TODAY, self.now)
        assert isinstance(answer, Refusal)
        return answer

    def rows(self, table: str) -> list[tuple[Any, ...]]:
        """Everything in a table, as it lies there."""
        with self.connection.cursor() as cursor:
            cursor.execute(f'select * from "{table}"')  # noqa: S608 the name of one of our tables
            return [tuple(bytes(cell) if isinstance(cell, memoryview) else cell for cell in row) for row in cursor.fetchall()]

    def tables(self) -> list[str]:
        """The tables of this room."""
        return [name for name in self.connection.introspection.table_names() if name.startswith("network_")]


def codes_of(welcome: Welcome) -> pyotp.TOTP:
    """The member's code app."""
    codes = pyotp.parse_uri(welcome.code_address)
    assert isinstance(codes, pyotp.TOTP)
    return codes
