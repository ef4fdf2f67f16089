"""Keys out of a number: the standard's own examples, and that nothing tells anything of anything else."""

import copy
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.vault.keys import derived, hkdf, own_keys, seal_pair, shelf_mark, sign_pair, stretched
from madoguchi.vault.number import ReturnNumber
from madoguchi.vault.terms import InstanceId, SecretBytes, key_of, same_bytes
from tests.vault.written import INSTANCE, secret

# RFC 5869, appendix A, cases 1 to 3: secret, salt, info, length, result.
HKDF_CASES = [
    (
        "0b" * 22,
        "000102030405060708090a0b0c",
        "f0f1f2f3f4f5f6f7f8f9",
        42,
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
    ),
    (
        bytes(range(0x50)).hex(),
        bytes(range(0x60, 0xB0)).hex(),
        bytes(range(0xB0, 0x100)).hex(),
        82,
        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
        "cc30c58179ec3e87c14c01d5c1f3434f1d87",
    ),
    (
        "0b" * 22,
        "",
        "",
        42,
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
    ),
]


@pytest.mark.parametrize(("given_secret", "salt", "info", "count", "result"), HKDF_CASES)
def test_hkdf_gives_what_the_standard_gives(given_secret: str, salt: str, info: str, count: int, result: str) -> None:
    assert hkdf(bytes.fromhex(given_secret), bytes.fromhex(salt), bytes.fromhex(info), count).hex() == result


@pytest.mark.parametrize("count", [0, 8161])
def test_hkdf_refuses_lengths_it_cannot_give(count: int) -> None:
    with pytest.raises(ValueError, match="1 to 8160"):
        hkdf(b"secret", b"", b"", count)


def test_a_number_gives_other_keys_at_another_instance_and_the_same_at_the_same() -> None:
    number = ReturnNumber(1)
    here, again = stretched(number, INSTANCE), stretched(ReturnNumber(1), INSTANCE)
    assert here == again
    assert here != stretched(number, InstanceId(bytes(16)))
    assert here != stretched(ReturnNumber(2), INSTANCE)


def test_an_instance_id_has_sixteen_bytes() -> None:
    with pytest.raises(ValueError, match="16 bytes, not 15"):
        stretched(ReturnNumber(1), InstanceId(bytes(15)))


def test_what_grows_out_of_one_key_are_different_keys() -> None:
    keys = own_keys(secret("root"))
    grown = [keys.seal.secret.reveal(), keys.sign.secret.reveal()[:32], shelf_mark(secret("root")), secret("root").reveal()]
    assert len(set(grown)) == 4
    assert keys == own_keys(secret("root"))
    assert keys.seal.public != own_keys(secret("other")).seal.public


def test_the_shelf_mark_is_the_hash_of_the_locator_and_not_the_locator() -> None:
    locator = derived(secret("root"), "locator").reveal()
    assert shelf_mark(secret("root")) == hashlib.sha256(locator).digest() != locator


@pytest.mark.parametrize("count", [0, 31, 33])
def test_a_key_of_another_length_is_refused(count: int) -> None:
    for make in (seal_pair, sign_pair):
        with pytest.raises(ValueError, match=f"32 bytes, not {count}"):
            make(SecretBytes(bytes(count)))
    with pytest.raises(ValueError, match="32 bytes"):
        key_of(bytes(count))


@given(st.binary(max_size=40), st.binary(max_size=40))
def test_secrets_are_the_same_only_if_their_bytes_are(one: bytes, other: bytes) -> None:
    assert (SecretBytes(one) == SecretBytes(other)) is (one == other) is same_bytes(one, other)


def test_a_secret_prints_as_dots_and_is_neither_copied_nor_hashed() -> None:
    keys = own_keys(secret("root"))
    assert "•••" in repr(keys)
    for half in (keys.seal.secret, keys.sign.secret):
        assert half.reveal().hex() not in repr(keys)
        assert repr(half.reveal()) not in repr(keys)
    assert secret("root") != secret("root").reveal()
    with pytest.raises(TypeError, match="seal it"):
        copy.deepcopy(secret("root"))
    with pytest.raises(TypeError, match="unhashable"):
        hash(secret("root"))
