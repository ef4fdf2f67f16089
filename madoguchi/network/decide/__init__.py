"""Decisions about groups, members and sign-in: values in, values out. Never draws chance, reads a table or asks the time."""

import datetime as dt
import re
import unicodedata

import pyotp

from madoguchi.network.terms import LONGEST_ADDRESS, LONGEST_NICKNAME, LONGEST_SLUG, Circle, Known
from madoguchi.vault.seals import context_of
from madoguchi.vault.terms import ID_BYTES, GroupId

SHORTEST_NAME = 2

PASSPHRASE_BYTES = 13
PASSPHRASE_SIGNS = 20
"""20 signs of 5 bits: 100 bits, more than anybody can try. Made by us, because what people choose can be guessed."""

SIGN_IN_HOURS = 8
"""A working day; written down as the next whole hour, so that nine hours are the most."""

IDLE_MINUTES = 30
"""A desk at which nothing happened for so long is closed: somebody went to the door, and the screen is still there."""
WARNING_MINUTES = 2
"""So long before, a page with script says so."""

CODE_SECONDS = 30
STEPS_APART = 1
"""A code of the step before or after this one opens too: telephones are a little fast or slow."""

WRONG_CODES_A_DAY = 10
"""Behind the right passphrase. With three codes in force out of a million, a day of guessing opens one door in 33,000."""

_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"
_READ_AS = str.maketrans({"o": "0", "i": "1", "l": "1"})
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?/?")
_SLUG = re.compile(rf"[a-z][a-z0-9-]{{{SHORTEST_NAME - 1},{LONGEST_SLUG - 1}}}")


def is_slug(text: str) -> bool:
    """Whether a group may have this id."""
    return _SLUG.fullmatch(text) is not None


def tidy_nickname(typed: str) -> str | None:
    """The one writing of a nickname, in small letters; None where it cannot be one. Letters of any script, digits, hyphens."""
    name = unicodedata.normalize("NFKC", typed.strip().casefold())
    fits = SHORTEST_NAME <= len(name) <= LONGEST_NICKNAME
    return name if fits and all(unicodedata.category(sign)[0] in "LMN" or sign == "-" for sign in name) else None


def longer_nickname(nickname: str, group: str, number: int) -> str:
    """Another nickname for somebody whose own one is taken in the house they come to: with their group behind it."""
    end = f"-{group}{number or ''}"[-(LONGEST_NICKNAME - SHORTEST_NAME) :]
    return nickname[: LONGEST_NICKNAME - len(end)] + end


def is_address(text: str) -> bool:
    """Whether somebody could type this as the address of a house."""
    return _ADDRESS.fullmatch(text) is not None and len(text) <= LONGEST_ADDRESS


def written_passphrase(chance: bytes) -> str:
    """Random bytes as four signs in each of five groups; no two signs look alike."""
    value = int.from_bytes(chance, "big")
    signs = "".join(_SIGNS[value >> 5 * place & 31] for place in range(PASSPHRASE_SIGNS))
    return "-".join(signs[start : start + 4] for start in range(0, PASSPHRASE_SIGNS, 4))


def tidy_passphrase(typed: str) -> str:
    """What was meant: without gaps, hyphens and capitals; o is read as 0, i and l as 1."""
    plain = unicodedata.normalize("NFKC", typed).casefold()
    return "".join(sign for sign in plain if sign.isalnum()).translate(_READ_AS)


def spaced_passphrase(typed: str) -> str:
    """What was meant, with hyphens as we write them."""
    plain = tidy_passphrase(typed)
    return "-".join(plain[start : start + 4] for start in range(0, len(plain), 4))


def code_address(secret: str, nickname: str) -> str:
    """What a code app reads. Names neither this house nor the group: the list of such an app is easily seen."""
    return pyotp.TOTP(secret, interval=CODE_SECONDS).provisioning_uri(name=nickname)


def code_at(secret: str, seen_at: dt.datetime) -> str:
    """The code of this moment."""
    return pyotp.TOTP(secret, interval=CODE_SECONDS).at(seen_at)


def steps_in_force(seen_at: dt.datetime) -> range:
    """The steps whose codes open now."""
    now = int(seen_at.timestamp()) // CODE_SECONDS
    return range(now - STEPS_APART, now + STEPS_APART + 1)


def step_of(secret: str, typed: str, seen_at: dt.datetime) -> int | None:
    """The step whose code was typed; None where it is no code of now. All steps are tried, so that all take the same time."""
    code = "".join(sign for sign in unicodedata.normalize("NFKC", typed) if sign.isalnum())
    codes = pyotp.TOTP(secret, interval=CODE_SECONDS)
    found = None
    for step in steps_in_force(seen_at):
        if pyotp.utils.strings_equal(codes.generate_otp(step), code):
            found = step
    return found


def code_opens(step: int | None, last_step: int, wrong_codes: int) -> bool:
    """Whether the code is of now, was not used before, and not too many wrong ones came today."""
    return step is not None and step > last_step and wrong_codes < WRONG_CODES_A_DAY


def ends_at(seen_at: dt.datetime) -> dt.datetime:
    """The whole hour at which a sign-in of now ends."""
    return whole_hour_after(seen_at + dt.timedelta(hours=SIGN_IN_HOURS))


def minute_of(seen_at: dt.datetime) -> int:
    """The minute of an instant, counted from 1970."""
    return int(seen_at.timestamp()) // 60


def is_idle(minute: int, seen_at: dt.datetime) -> bool:
    """Whether nothing happened at a desk for too long; `minute`: that of its last page."""
    return minute_of(seen_at) - minute >= IDLE_MINUTES


def whole_hour_after(instant: dt.datetime) -> dt.datetime:
    """The instant itself where it is a whole hour, else the next one, in UTC."""
    end = instant.astimezone(dt.UTC)
    whole = end.replace(minute=0, second=0, microsecond=0)
    return whole if whole == end else whole + dt.timedelta(hours=1)


def speaks(languages: tuple[str, ...], tag: str) -> bool:
    """Whether one of a group's languages serves readers of this one: easy Japanese is Japanese."""
    return tag in languages or tag.partition("-")[0] in {language.partition("-")[0] for language in languages}


def circle_id(key_id: bytes, circle: Circle) -> GroupId:
    """What the keys of a circle are bound to: for the second one an id of its own, so that no share of one passes for another."""
    return GroupId(key_id if circle is Circle.ALL else context_of("circle", key_id, circle.value.encode())[:ID_BYTES])


def told_duty(*duties: Known) -> Known:
    """What people are told of a group, from its own word and those of its members: one who may have to report is enough."""
    if Known.YES in duties:
        return Known.YES
    return Known.UNKNOWN if Known.UNKNOWN in duties else Known.NO


NO_LINE = bytes(32)
"""What the first line of a trail comes after."""


def line_hash(before: bytes, seq: int, day: dt.date, *words: str) -> bytes:
    """The hash of a line of the trail, over everything in it and the line before."""
    return context_of("trail", before, seq.to_bytes(8, "big"), day.isoformat().encode(), *(word.encode() for word in words))
