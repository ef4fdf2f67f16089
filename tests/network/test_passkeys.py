"""What is asked of a browser, and that only a right answer to the very question is taken. No table, no page."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from webauthn.helpers import bytes_to_base64url, encode_cbor

from madoguchi.network import passkeys
from madoguchi.network.passkeys import Made
from madoguchi.network.terms import Site
from tests.network.authenticator import PRESENT, VERIFIED, Authenticator

SITE = Site("window.example", "https://window.example")
MAKE, USE = b"m" * 32, b"u" * 32
TO_MAKE, TO_USE = passkeys.to_make(SITE, MAKE, b"w" * 16, "lan", []), passkeys.to_use(SITE, USE)
LIES: list[dict[str, Any]] = [
    {"origin": "https://window.example.evil.example"},
    {"origin": "http://window.example"},
    {"origin": "https://other.window.example"},
    {"says": {"host": "evil.example"}},
    {"says": {"challenge": bytes_to_base64url(b"x" * 32)}},
    {"says": {"type": "payment.get"}},
    {"flags": PRESENT},
    {"flags": VERIFIED},
]


def device(**different: Any) -> Authenticator:
    """A device at our site."""
    return Authenticator(**{"origin": SITE.origin, **different})


def known(there: Authenticator) -> Made:
    """The passkey of a device, taken."""
    made = passkeys.made(SITE, MAKE, there.make(TO_MAKE))
    assert made is not None
    return made


def test_a_passkey_is_made_and_used() -> None:
    there = device()
    made = known(there)
    assert made.credential == there.credential
    answer = there.use(TO_USE)
    assert passkeys.credential_of(answer["tried"]) == there.credential
    assert passkeys.used(SITE, USE, answer["tried"], made) == 1
    assert passkeys.key_in(answer["key"]) is not None


@pytest.mark.parametrize("lie", LIES, ids=str)
def test_an_answer_for_another_page_site_or_question_is_none(lie: dict[str, Any]) -> None:
    assert passkeys.made(SITE, MAKE, device(**lie).make(TO_MAKE)) is None
    there = device()
    made = known(there)
    for name, value in lie.items():
        setattr(there, name, value)
    assert passkeys.used(SITE, USE, there.use(TO_USE)["tried"], made) is None


def test_a_count_that_does_not_grow_is_noticed() -> None:
    there = device()
    made = known(there)
    first = there.use(TO_USE)["tried"]
    assert passkeys.used(SITE, USE, first, replace(made, count=1)) is None
    # One that never counts is taken each time: against repeating stands that a challenge is answered once.
    there = device(counts=False)
    assert passkeys.used(SITE, USE, there.use(TO_USE)["tried"], known(there)) == 0


def test_another_key_under_the_same_name_opens_nothing() -> None:
    there, thief = device(), device()
    made = known(there)
    thief.credential = there.credential
    assert passkeys.used(SITE, USE, thief.use(TO_USE)["tried"], made) is None
    assert passkeys.used(SITE, USE, there.use(TO_USE)["tried"], replace(made, credential=b"x" * 32)) is None


def test_who_sends_a_certificate_is_no_browser() -> None:
    answer = json.loads(device().make(TO_MAKE))
    whole = encode_cbor({"fmt": "packed", "attStmt": {"alg": -7, "sig": b"s", "x5c": [b"c"]}, "authData": bytes(37)})
    answer["response"]["attestationObject"] = bytes_to_base64url(whole)
    assert passkeys.made(SITE, MAKE, json.dumps(answer)) is None


@given(st.data())
def test_whatever_is_sent_is_taken_or_refused_and_breaks_nothing(data: st.DataObject) -> None:
    there = device()
    made, used = there.make(TO_MAKE), there.use(TO_USE)["tried"]
    answer = json.loads(data.draw(st.sampled_from([made, used])))
    path = data.draw(st.sampled_from([(), ("id",), ("type",), *(("response", name) for name in answer["response"])]))
    nasty = data.draw(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.binary(max_size=80).map(bytes_to_base64url),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
            max_leaves=5,
        )
    )
    if not path:
        answer = nasty
    elif len(path) == 1:
        answer[path[0]] = nasty
    else:
        answer["response"][path[1]] = nasty
    said = data.draw(st.sampled_from([json.dumps(answer), json.dumps(answer)[:-1], "[" * 5_000, "x" * 20_000, ""]))
    assert passkeys.made(SITE, MAKE, said) is None
    assert passkeys.used(SITE, USE, said, Made(there.credential, b"no key", 0)) is None
    assert isinstance(passkeys.credential_of(said), bytes)


@given(st.binary(max_size=200))
def test_cbor_that_is_none_of_a_browser_breaks_nothing(content: bytes) -> None:
    answer = json.loads(device().make(TO_MAKE))
    answer["response"]["attestationObject"] = bytes_to_base64url(content)
    assert passkeys.made(SITE, MAKE, json.dumps(answer)) is None
    whole = encode_cbor({"fmt": "none", "attStmt": {}, "authData": bytes(32) + b"\x45" + bytes(20) + content})
    answer["response"]["attestationObject"] = bytes_to_base64url(whole)
    assert passkeys.made(SITE, MAKE, json.dumps(answer)) is None


@pytest.mark.parametrize("typed", ["", "00", "zz" * 32, "00" * 33, "0" * 63])
def test_what_is_no_key_is_none(typed: str) -> None:
    assert passkeys.key_in(typed) is None
