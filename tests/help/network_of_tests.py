"""A network with groups and members who have signed in, made as an operator would make it."""

import datetime as dt

import pyotp

from madoguchi.network import actions
from madoguchi.network.terms import Desk, Known, Organisation, Signed, Welcome

TODAY = dt.date(2026, 11, 22)


def group(id_: str, *, languages: tuple[str, ...] = ("vi", "ja"), takes_new: bool = True) -> Organisation:
    """A group of the network; nothing in it is true."""
    organisation = Organisation(
        id_, f"Group {id_}", {"en": "helps"}, "donations", Known.NO, Known.NO, languages, "Mondays", takes_new
    )
    refusal = actions.add_organisation(organisation)
    assert refusal is None, refusal
    return organisation


def desk(organisation: str, nickname: str, *, let_by: Desk | None = None) -> Desk:
    """A new member of a group who has just signed in."""
    welcome = actions.add_member(organisation, nickname, TODAY, desk=let_by)
    assert isinstance(welcome, Welcome), welcome
    return signed_in(welcome)


COOKIES: dict[str, str] = {}
"""The cookies of those who have signed in, by nickname."""


def signed_in(welcome: Welcome) -> Desk:
    """The desk of a member."""
    now = dt.datetime.now(dt.UTC)
    code = pyotp.TOTP(pyotp.parse_uri(welcome.code_address).secret).at(now)
    signed = actions.sign_in(welcome.member.nickname, welcome.passphrase, code, TODAY, now)
    assert isinstance(signed, Signed), signed
    COOKIES[welcome.member.nickname] = signed.cookie
    return next_page(welcome.member.nickname)


def next_page(nickname: str) -> Desk:
    """The desk of a member who opens another page."""
    found = actions.desk_of(COOKIES[nickname], TODAY, dt.datetime.now(dt.UTC))
    assert found is not None
    return found
