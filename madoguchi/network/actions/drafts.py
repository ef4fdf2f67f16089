"""Drafts: what somebody has begun to write, sealed to them on the server. Whoever holds the disk reads none, nor of which page.

Sealing needs no secret: what was typed when a desk had closed by itself is kept as well, for the one who had sat there.
"""

import datetime as dt
import hmac

from madoguchi.network.actions.codes import house_key
from madoguchi.network.actions.desks import whose_desk
from madoguchi.network.store import drafts as shelf
from madoguchi.network.terms import DRAFT_DAYS, Desk, Member
from madoguchi.vault.padding import padded, unpadded
from madoguchi.vault.seals import context_of, opened_with, sealed_to
from madoguchi.vault.terms import Unreadable

LONGEST_DRAFT = 100_000
"""Characters; more than any box of ours takes, so that a text which is too long to send is kept whole."""


def draft(desk: Desk, place: str) -> str:
    """What was kept for this place; empty where nothing was."""
    sealed = shelf.at(desk.member.id, _mark(desk.member, place))
    try:
        return "" if sealed is None else unpadded(opened_with(desk.keys.seal, sealed, _for(place))).decode()
    except Unreadable:
        return ""


def keep_draft(member: Member, place: str, text: str, today: dt.date) -> None:
    """Keep what stands in the box; an empty box throws the draft away."""
    if not text.strip():
        shelf.drop(member.id, _mark(member, place))
        return
    sealed = sealed_to(member.seal_public, padded(text[:LONGEST_DRAFT].encode(errors="replace")), _for(place))
    shelf.keep(member.id, _mark(member, place), sealed, today)


def keep_after_close(cookie: str, place: str, text: str, today: dt.date) -> bool:
    """Whether it could be kept: for who had sat at the desk of this cookie, until it closed by itself."""
    member = whose_desk(cookie)
    if member is not None:
        keep_draft(member, place, text, today)
    return member is not None


def drop_draft(desk: Desk, place: str) -> None:
    """It was sent, or is not wanted."""
    shelf.drop(desk.member.id, _mark(desk.member, place))


def forget_drafts(today: dt.date) -> int:
    """Delete drafts that nobody came back to; how many."""
    return shelf.forget(today - dt.timedelta(days=DRAFT_DAYS))


def _mark(member: Member, place: str) -> bytes:
    return hmac.digest(house_key("drafts").reveal(), f"{member.id} {place}".encode(), "sha256")


def _for(place: str) -> bytes:
    return context_of("draft", place.encode())
