"""What a browser is asked about passkeys, and whether its answer is good. Values in, values out; the library checks signatures.

Nothing here holds a key of ours. An authenticator that knows the extension `prf` gives 32 bytes that only it can make, for a
fixed question of ours; those lock a member's root. Other authenticators give a yes and nothing more.
"""

import hashlib
import json
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    bytes_to_base64url,
    options_to_json_dict,
    parse_attestation_object,
    parse_authentication_credential_json,
    parse_registration_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AttestationConveyancePreference,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from madoguchi.network.terms import Site
from madoguchi.vault.terms import KEY_BYTES, SecretBytes, key_of

CHALLENGE_BYTES = 32
LONGEST_ANSWER = 8 * 1024
"""Characters of what a browser sends; a longer one is none."""

QUESTION = hashlib.sha256(b"madoguchi 1 passkey").digest()
"""What `prf` is asked, of every passkey the same: who signs in without a nickname is not known yet. Each answers differently."""

PATIENCE = 120_000
"""Milliseconds that a browser waits for a finger."""

# What a broken answer can raise in the library, and in what it reads CBOR and keys with.
_BROKEN = (
    WebAuthnException,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    OverflowError,
    RecursionError,
    struct.error,
)


@dataclass(frozen=True, slots=True)
class Made:
    """A passkey that a browser has made."""

    credential: bytes = field(repr=False)
    public_key: bytes = field(repr=False)
    count: int


def to_make(site: Site, challenge: bytes, who: bytes, nickname: str, there: Iterable[bytes]) -> str:
    """What the browser is asked to make, as JSON. `there`: passkeys that are not made twice on one device."""
    options = generate_registration_options(
        rp_id=site.host,
        # Whatever stands here is shown on the device: no word about what this house is.
        rp_name=site.host,
        user_name=nickname,
        user_id=who,
        challenge=challenge,
        timeout=PATIENCE,
        attestation=AttestationConveyancePreference.NONE,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in there],
    )
    return _with_question(options_to_json_dict(options))


def to_use(site: Site, challenge: bytes) -> str:
    """What the browser is asked to sign, as JSON: by any passkey of this site, so that nobody types a nickname."""
    options = generate_authentication_options(
        rp_id=site.host, challenge=challenge, timeout=PATIENCE, user_verification=UserVerificationRequirement.REQUIRED
    )
    return _with_question(options_to_json_dict(options))


def _with_question(options: dict[str, Any]) -> str:
    return json.dumps({**options, "extensions": {"prf": {"eval": {"first": bytes_to_base64url(QUESTION)}}}})


def made(site: Site, challenge: bytes, answer: str) -> Made | None:
    """The passkey that was made for this challenge at this site by somebody who showed that it is them; None otherwise."""
    if len(answer) > LONGEST_ANSWER:
        return None
    try:
        said = parse_registration_credential_json(answer)
        statement = parse_attestation_object(said.response.attestation_object).att_stmt
        # We ask for no certificate that would tell which device it is; whoever sends one is no browser.
        if statement.x5c or statement.ver:
            return None
        checked = verify_registration_response(
            credential=said,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except _BROKEN:
        return None
    return Made(checked.credential_id, checked.credential_public_key, checked.sign_count)


def credential_of(answer: str) -> bytes:
    """Which passkey a browser says it used; empty where it says none."""
    try:
        return parse_authentication_credential_json(answer).raw_id if len(answer) <= LONGEST_ANSWER else b""
    except _BROKEN:
        return b""


def used(site: Site, challenge: bytes, answer: str, passkey: Made) -> int | None:
    """How often the passkey was used by now, if it signed this challenge at this site; None where anything is wrong."""
    try:
        checked = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.count,
            require_user_verification=True,
        )
    except _BROKEN:
        return None
    return checked.new_sign_count if checked.credential_id == passkey.credential else None


def key_in(typed: str) -> SecretBytes | None:
    """The 32 bytes that `prf` gave, from hexadecimal; None where it gave none."""
    try:
        return key_of(bytes.fromhex(typed)) if len(typed) == 2 * KEY_BYTES else None
    except ValueError:
        return None
