"""One-time codes as they lie on the disk: locked under a key of this house, so that a stolen database alone makes no code."""

import base64
import hmac

from django.utils.crypto import salted_hmac

from madoguchi.vault.seals import context_of, locked, unlocked
from madoguchi.vault.terms import SecretBytes, key_of

CODE_SECRET_BYTES = 20


def code_secret(drawn: bytes) -> str:
    """Random bytes as a code app reads them."""
    return base64.b32encode(drawn).decode()


def locked_code(member: str, secret: str) -> bytes:
    """What gives a member's codes, as it lies in the table."""
    return locked(house_key("codes"), secret.encode(), _for_code(member))


def opened_code(member: str, sealed: bytes) -> str:
    """What gives a member's codes; Unreadable if the key of the house is another one."""
    return unlocked(house_key("codes"), sealed, _for_code(member)).decode()


def code_mark(member: str, step: int) -> bytes:
    """What stands for a used code. A step is a time to half a minute; under a key it says nothing to who has the tables alone."""
    return hmac.digest(house_key("used codes").reveal(), f"{member} {step}".encode(), "sha256")


def house_key(purpose: str) -> SecretBytes:
    """A key of this house for one purpose, from its secret key."""
    return key_of(salted_hmac("madoguchi.network", purpose, algorithm="sha256").digest())


def _for_code(member: str) -> bytes:
    return context_of("one-time code", member.encode())
