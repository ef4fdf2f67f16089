"""From a return number to keys, and from one key to others. Nothing derived here is ever stored but the mark of a locator.

A stolen disk holds SHA-256 of each locator and the instance id; the only way on is to guess all 66 bits through Argon2id.
"""

import hashlib
import hmac
from dataclasses import dataclass

from nacl.bindings import crypto_scalarmult_base, crypto_sign_seed_keypair
from nacl.pwhash import argon2id

from madoguchi.vault.number import ReturnNumber
from madoguchi.vault.terms import ID_BYTES, KEY_BYTES, InstanceId, SealPair, SecretBytes, SignPair, key_of, sized

NUMBER_VERSION = 1
"""The version of what is derived from a number; a longer number or a dearer function gets the next one."""

NUMBER_PASSES = 1
NUMBER_MEMORY = 32 * 1024 * 1024
"""Argon2id over a return number: passes and bytes. The number is long, so the cost stays small enough for every visit."""

_HASH_BYTES = 32
_MOST_BLOCKS = 255


def stretched(number: ReturnNumber, instance: InstanceId) -> SecretBytes:
    """The one costly step, 20 to 65 ms and 32 MiB: never call it inside a transaction, and bound how many run at once."""
    said = bytes([NUMBER_VERSION]) + number.packed()
    salt = sized(instance, ID_BYTES, "an instance id")
    return key_of(argon2id.kdf(KEY_BYTES, said, salt, opslimit=NUMBER_PASSES, memlimit=NUMBER_MEMORY))


def hkdf(secret: bytes, salt: bytes, info: bytes, count: int) -> bytes:
    """HKDF with SHA-256 (RFC 5869): `count` bytes, at most 8,160."""
    if not 0 < count <= _MOST_BLOCKS * _HASH_BYTES:
        raise ValueError(f"HKDF gives 1 to {_MOST_BLOCKS * _HASH_BYTES} bytes, not {count}")
    extracted = hmac.digest(salt or bytes(_HASH_BYTES), secret, "sha256")
    block, given = b"", b""
    for number in range(1, -(-count // _HASH_BYTES) + 1):
        block = hmac.digest(extracted, block + info + bytes([number]), "sha256")
        given += block
    return given[:count]


def derived(key: SecretBytes, purpose: str) -> SecretBytes:
    """Another key of 32 bytes for one purpose; it says nothing about `key` or the keys for other purposes."""
    return key_of(hkdf(key.reveal(), b"", b"madoguchi 1 " + purpose.encode(), KEY_BYTES))


def seal_pair(secret: SecretBytes) -> SealPair:
    """The X25519 pair of a secret of 32 bytes."""
    return SealPair(crypto_scalarmult_base(sized(secret.reveal(), KEY_BYTES, "a key")), secret)


def sign_pair(seed: SecretBytes) -> SignPair:
    """The Ed25519 pair of a seed of 32 bytes."""
    public, secret = crypto_sign_seed_keypair(sized(seed.reveal(), KEY_BYTES, "a seed"))
    return SignPair(public, SecretBytes(secret))


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """What somebody opens and signs with: the person with the number, or a member of a group."""

    seal: SealPair
    sign: SignPair


def own_keys(root: SecretBytes) -> OwnKeys:
    """Both pairs that grow out of one secret: a stretched number, or the key of a member."""
    return OwnKeys(seal_pair(derived(root, "x25519")), sign_pair(derived(root, "ed25519")))


def shelf_mark(root: SecretBytes) -> bytes:
    """32 bytes under which a person's things stand on the shelf: SHA-256 of the locator, which itself is never stored."""
    return hashlib.sha256(derived(root, "locator").reveal()).digest()
