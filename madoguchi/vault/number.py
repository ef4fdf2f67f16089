"""The return number: 66 random bits, written as 22 digits or as 7 words. Either writing gives the same number.

Digits: the value as 20 digits and two check digits by ISO 7064 MOD 97-10, which notice every wrong digit and every swap.
Words: six words of 11 bits each and a check word; the check is a polynomial over 2,048 elements with a different factor for
each position, so that it notices every wrong word and every swap of any two.
Reading never says what was typed, and never fixes it: a number that was nearly right belongs to somebody else, or to nobody.
"""

import unicodedata
from typing import Never, final

from madoguchi.vault.shelf import word_list, word_lists
from madoguchi.vault.terms import Draw, Mistake, NumberError, SecretBytes, chance
from madoguchi.vault.words import WordList, folded

BITS = 66
DIGITS = 20
CHECK_DIGITS = 2
WORDS = 6

_ALL_DIGITS = DIGITS + CHECK_DIGITS
_PACKED_BYTES = 9
WORD_BITS = 11
WORD_MASK = (1 << WORD_BITS) - 1
_REDUCING = 0x805  # x^11 + x^2 + 1, primitive: the first 2,047 powers of x differ, so every position has its own factor
_LONG_MARK = "ー"  # what a Japanese keyboard gives where others give a dash


@final
class ReturnNumber:
    """The value behind both writings; prints as dots."""

    __slots__ = ("_value",)

    def __init__(self, value: int) -> None:
        if not 0 <= value < 1 << BITS:
            raise ValueError(f"a return number has {BITS} bits")
        self._value = SecretBytes(value.to_bytes(_PACKED_BYTES, "big"))

    def packed(self) -> bytes:
        """The value in 9 bytes, the first bits first."""
        return self._value.reveal()

    def __repr__(self) -> str:
        return "ReturnNumber(•••)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ReturnNumber) and self._value == other._value

    __hash__ = None  # type: ignore[assignment]  # as for SecretBytes

    def __reduce__(self) -> Never:
        raise TypeError("a return number is not pickled, copied into a cache or sent anywhere")


def new_number(draw: Draw = chance) -> ReturnNumber:
    """A number nobody has: 66 bits of chance."""
    return ReturnNumber(int.from_bytes(draw(_PACKED_BYTES), "big") >> (8 * _PACKED_BYTES - BITS))


def check_digits(value: int) -> int:
    """The two digits that make value and check together leave 1 when divided by 97."""
    return 98 - value * 100 % 97


def as_digits(number: ReturnNumber) -> str:
    """`1234 5678 9012 3456 7890 12`."""
    value = int.from_bytes(number.packed(), "big")
    digits = f"{value:0{DIGITS}d}{check_digits(value):0{CHECK_DIGITS}d}"
    return " ".join(digits[start : start + 4] for start in range(0, _ALL_DIGITS, 4))


def as_words(number: ReturnNumber, language: str) -> tuple[str, ...]:
    """Six words and the check word, in the list that serves a language."""
    value = int.from_bytes(number.packed(), "big")
    places = [value >> WORD_BITS * back & WORD_MASK for back in reversed(range(WORDS))]
    words = word_list(language).words
    return tuple(words[place] for place in (*places, _times_x(_folded_up(places))))


def read_number(typed: str) -> ReturnNumber:
    """The number that somebody typed, in either writing; NumberError says what is wrong with it."""
    plain = unicodedata.normalize("NFKC", typed)
    digits = any(sign.isdecimal() for sign in plain)
    pieces = folded(plain).split()
    if digits:
        return _from_digits(plain)
    if not pieces:
        raise NumberError(Mistake.EMPTY)
    return _from_words(pieces)


def _from_digits(plain: str) -> ReturnNumber:
    digits = ""
    for sign in plain:
        if sign.isdecimal():
            digits += str(unicodedata.decimal(sign))
        elif sign.isalpha() and sign != _LONG_MARK:
            raise NumberError(Mistake.LETTER, len(digits) + 1)
    if len(digits) != _ALL_DIGITS:
        raise NumberError(Mistake.TOO_FEW if len(digits) < _ALL_DIGITS else Mistake.TOO_MANY)
    value = int(digits[:DIGITS])
    # Compared as a number of two digits, not by the remainder: 01 and 98 leave the same one.
    if check_digits(value) != int(digits[DIGITS:]) or value >> BITS:
        raise NumberError(Mistake.MISTYPED)
    return ReturnNumber(value)


def _from_words(pieces: list[str]) -> ReturnNumber:
    readings = [places_in(pieces, listed) for listed in word_lists()]
    # No word stands in two lists, so the list that reads furthest is the one that was meant.
    places = max(readings, key=lambda reading: next((at for at, place in enumerate(reading) if place is None), len(reading)))
    if None in places:
        elsewhere = any(place is not None for reading in readings if reading is not places for place in reading)
        raise NumberError(Mistake.MIXED if elsewhere else Mistake.UNKNOWN_WORD, places.index(None) + 1)
    known = [place for place in places if place is not None]
    if len(known) != WORDS + 1:
        raise NumberError(Mistake.TOO_FEW if len(known) <= WORDS else Mistake.TOO_MANY)
    if _folded_up(known):
        raise NumberError(Mistake.MISTYPED)
    value = 0
    for place in known[:WORDS]:
        value = value << WORD_BITS | place
    return ReturnNumber(value)


def places_in(pieces: list[str], listed: WordList) -> list[int | None]:
    """Where each word stands in a list; a word of two syllables may be written as two pieces or as one. None: not there."""
    found: list[int | None] = []
    at = 0
    while at < len(pieces):
        alone, pair = listed.places.get(pieces[at]), listed.places.get("".join(pieces[at : at + 2]))
        at += 2 if alone is None and pair is not None else 1
        found.append(pair if alone is None else alone)
    return found


def _times_x(element: int) -> int:
    """An element of the field with 2,048 elements, times x."""
    doubled = element << 1
    return doubled ^ _REDUCING if doubled >> WORD_BITS else doubled


def _folded_up(places: list[int]) -> int:
    """The polynomial of the words; 0 when they end with their check word."""
    total = 0
    for place in places:
        total = _times_x(total) ^ place
    return total
