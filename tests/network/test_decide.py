"""Nicknames, passphrases, codes and hours: what fits, and what is meant."""

import datetime as dt

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.network import decide
from madoguchi.network.terms import Desk, Known, Member, Organisation, Signed, Welcome
from madoguchi.network.terms.keeping import KEPT
from tests.network.people import NOON, organisation

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
MOMENTS = st.integers(1_700_000_000, 2_800_000_000).map(lambda second: dt.datetime.fromtimestamp(second, dt.UTC))


@pytest.mark.parametrize(
    ("id_", "fits"), [("kobe", True), ("k2-b", True), ("k", False), ("Kobe", False), ("2k", False), ("", False)]
)
def test_a_group_has_a_short_plain_id(id_: str, *, fits: bool) -> None:
    assert decide.is_slug(id_) is fits
    assert not decide.is_slug("a" * 41)
    assert not decide.is_slug("kobe\n")


@pytest.mark.parametrize(
    ("typed", "name"),
    [(" Lan ", "lan"), ("ＬＡＮ", "lan"), ("Nguyệt", "nguyệt"), ("みどり", "みどり"), ("lan-2", "lan-2")]
    + [(wrong, None) for wrong in ("", "x", "a b", "a@b", "a.b", "<b>", "lan\n2", "x" * 31)],
)
def test_a_nickname_has_one_writing_and_is_no_address(typed: str, name: str | None) -> None:
    assert decide.tidy_nickname(typed) == name


@given(st.text(max_size=40))
def test_a_tidy_nickname_stays_as_it_is(typed: str) -> None:
    name = decide.tidy_nickname(typed)
    assert name is None or decide.tidy_nickname(name) == name


@given(st.binary(min_size=decide.PASSPHRASE_BYTES, max_size=decide.PASSPHRASE_BYTES))
def test_a_passphrase_is_read_back_however_it_was_typed(chance: bytes) -> None:
    written = decide.written_passphrase(chance)
    meant = decide.tidy_passphrase(written)
    assert len(meant) == decide.PASSPHRASE_SIGNS
    assert meant == decide.tidy_passphrase(written.upper().replace("-", "  ").replace("0", "O").replace("1", "l"))


@given(st.binary(min_size=13, max_size=13), st.binary(min_size=13, max_size=13))
def test_another_hundred_bits_are_another_passphrase(one: bytes, other: bytes) -> None:
    same = int.from_bytes(one, "big") % 2**100 == int.from_bytes(other, "big") % 2**100
    assert (decide.written_passphrase(one) == decide.written_passphrase(other)) is same


@given(MOMENTS, st.integers(-3, 3))
def test_a_code_opens_in_its_half_minute_and_in_the_ones_beside_it(seen_at: dt.datetime, apart: int) -> None:
    step = int(seen_at.timestamp()) // decide.CODE_SECONDS + apart
    code = pyotp.TOTP(SECRET).generate_otp(step)
    found = decide.step_of(SECRET, f" {code[:3]} {code[3:]} ", seen_at)
    if abs(apart) <= decide.STEPS_APART:
        assert found is not None
        assert pyotp.TOTP(SECRET).generate_otp(found) == code
    else:
        assert found is None or pyotp.TOTP(SECRET).generate_otp(found) == code


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "a" * 100, "é"])
def test_what_is_no_code_opens_nothing(typed: str) -> None:
    assert decide.step_of(SECRET, typed, NOON) is None


def test_a_code_in_full_width_digits_is_read() -> None:
    code = decide.code_at(SECRET, NOON)
    assert decide.step_of(SECRET, "".join(chr(ord(digit) + 0xFEE0) for digit in code), NOON) is not None


def test_a_code_opens_once_and_not_after_too_many_wrong_ones() -> None:
    assert decide.code_opens(7, 6, 0)
    assert not decide.code_opens(None, 6, 0)
    assert not decide.code_opens(6, 6, 0)
    assert not decide.code_opens(5, 6, 0)
    assert decide.code_opens(7, 6, decide.WRONG_CODES_A_DAY - 1)
    assert not decide.code_opens(7, 6, decide.WRONG_CODES_A_DAY)


@given(MOMENTS)
def test_a_desk_ends_at_a_whole_hour_after_a_working_day(seen_at: dt.datetime) -> None:
    end = decide.ends_at(seen_at)
    assert (end.minute, end.second, end.microsecond, end.tzinfo) == (0, 0, 0, dt.UTC)
    assert dt.timedelta(hours=8) <= end - seen_at < dt.timedelta(hours=9)


@pytest.mark.parametrize(
    ("tag", "speaks"), [("vi", True), ("ja", True), ("ja-x-easy", True), ("en", False), ("v", False), ("", False)]
)
def test_easy_japanese_is_served_by_who_serves_japanese(tag: str, *, speaks: bool) -> None:
    assert decide.speaks(("vi", "ja"), tag) is speaks


def test_not_known_is_told_as_a_duty() -> None:
    assert organisation(may_report=Known.UNKNOWN).has_duty
    assert organisation(may_report=Known.YES).has_duty
    assert not organisation(may_report=Known.NO).has_duty


def test_what_a_group_does_is_told_in_the_nearest_language_there_is() -> None:
    group = organisation(about={"en": "Advice", "ja": "相談"})
    assert [group.about_in(tag) for tag in ("ja", "ja-x-easy", "en", "vi")] == ["相談", "相談", "Advice", "Advice"]
    assert organisation(about={"vi": "Tư vấn"}).about_in("en") == "Tư vấn"
    assert organisation(about={}).about_in("en") == ""


def test_nothing_secret_is_printed_by_accident() -> None:
    hidden = {
        (cls, name)
        for cls in (Desk, Member, Organisation, Signed, Welcome)
        for name, field in cls.__dataclass_fields__.items()
        if not field.repr
    }
    assert {
        (Desk, "keys"),
        (Desk, "group_keys"),
        (Signed, "cookie"),
        (Welcome, "passphrase"),
        (Welcome, "code_address"),
    } <= hidden


def test_the_code_app_is_told_a_nickname_and_nothing_about_the_house() -> None:
    address = decide.code_address(SECRET, "lan")
    assert address == f"otpauth://totp/lan?secret={SECRET}"


def test_every_keeping_is_a_sentence() -> None:
    assert all(keeping.sentence.endswith(".") and (keeping.days is None or keeping.days >= 0) for keeping in KEPT.values())


@pytest.mark.parametrize("address", ["https://new.example", "http://127.0.0.1:8000/", f"http://{'a' * 56}.onion"])
def test_what_people_can_type_is_an_address(address: str) -> None:
    assert decide.is_address(address)


@pytest.mark.parametrize(
    "address", ["", "new.example", "ftp://new.example", "https://", "https://a b.example", "javascript:https://x", "https://x/y"]
)
def test_what_could_lead_elsewhere_is_no_address(address: str) -> None:
    assert not decide.is_address(address)


@given(st.text("abcđ-", min_size=2, max_size=30), st.from_regex(r"[a-z][a-z0-9-]{1,39}", fullmatch=True), st.integers(0, 99))
def test_another_nickname_can_be_one_and_says_the_group(nickname: str, group: str, number: int) -> None:
    longer = decide.longer_nickname(nickname, group, number)
    assert decide.tidy_nickname(longer) == longer
    assert longer != nickname or len(nickname) == 30


@given(st.binary(min_size=13, max_size=13), st.sampled_from(["-", " ", "", "."]))
def test_the_passphrase_of_a_file_may_be_typed_as_one_likes(chance: bytes, between: str) -> None:
    passphrase = decide.written_passphrase(chance)
    assert decide.spaced_passphrase(passphrase.replace("-", between).upper()) == passphrase
