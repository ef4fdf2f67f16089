"""Sealing: to a public key, under a key, under a visit's key, under a passphrase. Every seal is bound to what it is for.

Each sealed thing begins with a version byte. What it is for is its *context*: the same bytes opened for another purpose, another
case or another reader are Unreadable. A seal to a public key does not say who made it: what must have an author is signed.
"""

import hashlib
import unicodedata

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    crypto_box_seal,
    crypto_box_seal_open,
)
from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id

from madoguchi.vault.terms import (
    KEY_BYTES,
    Draw,
    InstanceId,
    SealPair,
    SecretBytes,
    Unreadable,
    chance,
    key_of,
    same_bytes,
    sized,
)

VERSION = b"\x01"
NONCE_BYTES = 24
CONTEXT_BYTES = 32

PASSPHRASE_PASSES = 3
PASSPHRASE_MEMORY = 64 * 1024 * 1024
"""Argon2id over a passphrase: passes and bytes. People choose passphrases, so a guess costs more than one of a return number."""

_SALT_BYTES = 16


def context_of(purpose: str, *parts: bytes) -> bytes:
    """32 bytes that stand for a purpose and the ids that go with it. Each part carries its length: no two lists give the same."""
    whole = hashlib.blake2b(digest_size=CONTEXT_BYTES, person=b"madoguchi for 1")
    for part in (purpose.encode(), *parts):
        whole.update(len(part).to_bytes(4, "big") + part)
    return whole.digest()


def sealed_to(public: bytes, content: bytes, context: bytes) -> bytes:
    """Sealed so that only the secret half of `public` opens it: version, then a libsodium sealed box over context and content."""
    sized(public, KEY_BYTES, "a public key")
    return VERSION + crypto_box_seal(sized(context, CONTEXT_BYTES, "a context") + content, public)


def opened_with(pair: SealPair, sealed: bytes, context: bytes) -> bytes:
    """What was sealed to this pair for this context; Unreadable otherwise."""
    if sealed[:1] != VERSION:
        raise Unreadable
    try:
        inner = crypto_box_seal_open(sealed[1:], pair.public, pair.secret.reveal())
    except (CryptoError, ValueError, TypeError):
        raise Unreadable from None
    if not same_bytes(inner[:CONTEXT_BYTES], context):
        raise Unreadable
    return inner[CONTEXT_BYTES:]


def locked(key: SecretBytes, content: bytes, context: bytes, draw: Draw = chance) -> bytes:
    """Locked under a key: version, nonce, XChaCha20-Poly1305 with version and context as what goes with it."""
    nonce = draw(NONCE_BYTES)
    return VERSION + nonce + crypto_aead_xchacha20poly1305_ietf_encrypt(content, VERSION + context, nonce, key.reveal())


def unlocked(key: SecretBytes, sealed: bytes, context: bytes) -> bytes:
    """What was locked under this key for this context; Unreadable otherwise."""
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    if sealed[:1] != VERSION:
        raise Unreadable
    try:
        return crypto_aead_xchacha20poly1305_ietf_decrypt(body, VERSION + context, nonce, key.reveal())
    except (CryptoError, ValueError, TypeError):
        raise Unreadable from None


def new_key(draw: Draw = chance) -> SecretBytes:
    """A key nobody has: for a case, a file, a visit, a member, the vault."""
    return key_of(draw(KEY_BYTES))


def kept_for_visit(secret: SecretBytes, visit: SecretBytes, instance: InstanceId, draw: Draw = chance) -> bytes:
    """A secret as it may lie on the disk between two pages: only the visit's key, which lies in the one cookie, opens it."""
    return locked(visit, secret.reveal(), context_of("visit", instance), draw)


def taken_in_visit(kept: bytes, visit: SecretBytes, instance: InstanceId) -> SecretBytes:
    """The secret that was kept for this visit; Unreadable with any other cookie."""
    return SecretBytes(unlocked(visit, kept, context_of("visit", instance)))


def locked_by_passphrase(secret: SecretBytes, passphrase: str, owner: bytes, draw: Draw = chance) -> bytes:
    """A member's key as it lies on the disk: salt, then locked under the stretched passphrase. Costs about 0.2 s and 64 MiB.

    `owner` is the member's public key, so that nobody is handed another member's key.
    """
    salt = draw(_SALT_BYTES)
    return salt + locked(_stretched_passphrase(passphrase, salt), secret.reveal(), context_of("sign-in", owner), draw)


def unlocked_by_passphrase(sealed: bytes, passphrase: str, owner: bytes) -> SecretBytes:
    """The member's key; Unreadable if the passphrase or the member is another one."""
    salt = sealed[:_SALT_BYTES]
    if len(salt) != _SALT_BYTES:
        raise Unreadable
    return SecretBytes(unlocked(_stretched_passphrase(passphrase, salt), sealed[_SALT_BYTES:], context_of("sign-in", owner)))


def _stretched_passphrase(passphrase: str, salt: bytes) -> SecretBytes:
    # Keyboards differ in how they put marks on letters; the same passphrase must open from all of them.
    said = unicodedata.normalize("NFKC", passphrase).encode()
    return key_of(argon2id.kdf(KEY_BYTES, said, salt, opslimit=PASSPHRASE_PASSES, memlimit=PASSPHRASE_MEMORY))
