"""Passkeys: make one, use one, take one away. One that gives a key opens the root by itself; others stand in place of the code.

The way in that nobody can take away is passphrase and code; a passkey is always a second one. A passkey that gives no key never
opens anything alone: the house would have to be able to open the root itself, and then whoever holds its disk could.
"""

import datetime as dt
import json
from typing import Any

from django.db import transaction

from madoguchi.network import passkeys
from madoguchi.network.actions import desks
from madoguchi.network.actions.challenges import new_challenge, opened_challenge, spend
from madoguchi.network.passkeys import Made
from madoguchi.network.store import passkeys as shelf
from madoguchi.network.terms import (
    LONGEST_PASSKEY_NAME,
    MOST_PASSKEYS,
    Desk,
    KeptPasskey,
    Passkey,
    Refusal,
    Shown,
    Signed,
    Site,
)
from madoguchi.vault.keys import derived
from madoguchi.vault.padding import padded, unpadded
from madoguchi.vault.seals import context_of, locked, opened_with, sealed_to, unlocked
from madoguchi.vault.terms import SealPair, SecretBytes, Unreadable, key_of

SIGN_IN, MAKE, TRY = "sign in", "make", "try"
"""What a challenge is for; one for another purpose is none."""


# ------------------------------------------------------------------ signing in


def question(cookie: str, site: Site, seen_at: dt.datetime) -> dict[str, str]:
    """What the sign-in page asks a browser, with the sealed challenge; empty without a cookie."""
    visit = desks.visit_key(cookie)
    if visit is None:
        return {}
    challenge, sealed = new_challenge(visit, SIGN_IN, seen_at)
    return {"use": passkeys.to_use(site, challenge), "challenge": sealed}


def sign_in_by_passkey(shown: Shown, cookie: str, site: Site, seen_at: dt.datetime) -> Signed | Refusal:
    """Open a desk with a passkey alone. One that gives no key is told so, whether we know it or not."""
    key, passkey = passkeys.key_in(shown.key), shelf.with_credential(passkeys.credential_of(shown.tried))
    if key is None:
        return Refusal.PASSKEY_GIVES_NO_KEY
    if passkey is None or not passkey.locked_root:
        return Refusal.NOT_SIGNED_IN
    try:
        root = key_of(unlocked(derived(key, "passkey root"), passkey.locked_root, _for_root(passkey.credential)))
    except (Unreadable, ValueError):
        return Refusal.NOT_SIGNED_IN
    return _signed_in(passkey, root, shown, cookie, site, seen_at)


def sign_in_without_code(
    nickname: str, passphrase: str, shown: Shown, cookie: str, site: Site, today: dt.date, seen_at: dt.datetime
) -> Signed | Refusal:
    """Open a desk with the passphrase, and a passkey in place of the code. One answer, whatever does not fit."""
    door = desks.door_of(nickname, today)
    root = desks.root_behind(door, passphrase)
    if isinstance(root, Refusal):
        return root
    passkey = shelf.with_credential(passkeys.credential_of(shown.tried))
    if root is None or passkey is None or passkey.member != door.member:
        return Refusal.NOT_SIGNED_IN
    return _signed_in(passkey, root, shown, cookie, site, seen_at)


def _signed_in(
    passkey: KeptPasskey, root: SecretBytes, shown: Shown, cookie: str, site: Site, seen_at: dt.datetime
) -> Signed | Refusal:
    visit, own = desks.visit_key(cookie), desks.own_pair(root)
    challenge = None if visit is None else opened_challenge(visit, SIGN_IN, shown.challenge, seen_at)
    said = _own(passkey, own)
    if challenge is None or said is None or passkey.host != site.host:
        return Refusal.NOT_SIGNED_IN
    count = passkeys.used(site, challenge, shown.tried, Made(passkey.credential, passkey.public_key, said["count"]))
    with transaction.atomic():
        if count is None or not spend(challenge, seen_at):
            return Refusal.NOT_SIGNED_IN
        shelf.keep_own(passkey.id, _locked_own(own.public, passkey.credential, said["name"], count))
        return desks.opened_desk(passkey.member, root, seen_at)


# ------------------------------------------------------------------ the own ones


def passkeys_of(desk: Desk) -> tuple[Passkey, ...]:
    """The passkeys of who sits here, the oldest first; one whose name does not open is left without one."""
    found = [(row, _own(row, desk.keys.seal)) for row in shelf.of_member(desk.member.id)]
    return tuple(Passkey(row.id, own["name"] if own else "", row.host, row.since, bool(row.locked_root)) for row, own in found)


def to_make(desk: Desk, passphrase: str, cookie: str, site: Site, seen_at: dt.datetime) -> dict[str, str] | Refusal:
    """What the page asks a browser in order to make one. Only for who knows the passphrase: an open desk alone makes none."""
    there, visit = shelf.of_member(desk.member.id), desks.visit_key(cookie)
    if len(there) >= MOST_PASSKEYS:
        return Refusal.PASSKEYS_FULL
    root = desks.root_behind(desks.door_of(desk.member.nickname, seen_at.date()), passphrase)
    if isinstance(root, Refusal):
        return root
    if root is None or visit is None:
        return Refusal.PASSPHRASE_WRONG
    (make, make_sealed), (use, use_sealed) = (new_challenge(visit, purpose, seen_at) for purpose in (MAKE, TRY))
    known = [row.credential for row in there if row.host == site.host]
    asked = passkeys.to_make(site, make, bytes.fromhex(desk.member.id), desk.member.nickname, known)
    return {"make": asked, "use": passkeys.to_use(site, use), "challenge": f"{make_sealed}.{use_sealed}"}


def take(
    desk: Desk, name: str, answer: str, shown: Shown, cookie: str, site: Site, today: dt.date, seen_at: dt.datetime
) -> Refusal | None:
    """Take a passkey that the browser has made; None when it is done. One that gave a key was tried once, and locks the root."""
    visit, (make_sealed, _, use_sealed) = desks.visit_key(cookie), shown.challenge.partition(".")
    make = None if visit is None else opened_challenge(visit, MAKE, make_sealed, seen_at)
    made = None if make is None else passkeys.made(site, make, answer)
    root = desks.root_at(cookie, seen_at)
    if visit is None or make is None or made is None or root is None:
        return Refusal.PASSKEY_UNFIT
    locked_root, key = b"", passkeys.key_in(shown.key)
    if key is not None:
        use = opened_challenge(visit, TRY, use_sealed, seen_at)
        count = None if use is None else passkeys.used(site, use, shown.tried, made)
        if use is None or count is None or not spend(use, seen_at):
            return Refusal.PASSKEY_UNFIT
        made = Made(made.credential, made.public_key, count)
        locked_root = locked(derived(key, "passkey root"), root.reveal(), _for_root(made.credential))
    if not spend(make, seen_at):
        return Refusal.PASSKEY_UNFIT
    called = " ".join(name.split())[:LONGEST_PASSKEY_NAME]
    own = _locked_own(desk.keys.seal.public, made.credential, called, made.count)
    row = KeptPasskey(0, desk.member.id, site.host, made.credential, made.public_key, locked_root, own, today)
    return None if shelf.add(row, MOST_PASSKEYS) else Refusal.PASSKEYS_FULL


def remove_passkey(desk: Desk, id_: str) -> None:
    """Take one of the own passkeys away. Never the last way in: passphrase and code stay."""
    if id_.isascii() and id_.isdigit() and len(id_) <= len("999999999"):
        shelf.remove(desk.member.id, int(id_))


def _for_root(credential: bytes) -> bytes:
    return context_of("passkey root", credential)


def _for_own(credential: bytes) -> bytes:
    return context_of("passkey", credential)


def _locked_own(public: bytes, credential: bytes, name: str, count: int) -> bytes:
    return sealed_to(public, padded(json.dumps({"name": name, "count": count}).encode()), _for_own(credential))


def _own(passkey: KeptPasskey, own: SealPair) -> dict[str, Any] | None:
    try:
        found = json.loads(unpadded(opened_with(own, passkey.locked_own, _for_own(passkey.credential))))
    except Unreadable:
        return None
    assert isinstance(found, dict)  # we wrote it
    return found
