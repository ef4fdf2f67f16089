"""The one file of this room that reads package files: the word lists, kept for the life of the process."""

import hashlib
import tomllib
from functools import cache
from importlib.resources import files

from mnemonic import Mnemonic

from madoguchi.vault.words import WordList, list_of, paired

FINGERPRINTS = {
    "en": "187db04a869dd9bc7be80d21a86497d692c0db6abd3aa8cb6be5d618ff757fae",
    "ja": "a3c2aa5c689341519e8a579e28d2956910313e372b04cf0f31baef40dc44d69c",
    "vi": "7c266cca815d3dcdf7c1621a32254f96193f1cb53555da7e70d1660edd107baa",
}
"""SHA-256 of each list, its words joined by line ends. A list that changes would give every return number another meaning."""


@cache
def _loaded(code: str) -> WordList:
    if code == "vi":
        parts = tomllib.loads((files("madoguchi.vault") / "lists" / "vietnamese.toml").read_text(encoding="utf-8"))
        words = paired(tuple(parts["thing"]), tuple(parts["like"]))
    else:
        words = tuple(Mnemonic({"en": "english", "ja": "japanese"}[code]).wordlist)
    if hashlib.sha256("\n".join(words).encode()).hexdigest() != FINGERPRINTS[code]:
        raise ValueError(f"the word list {code!r} is not the one that return numbers were given out with")
    return list_of(words)


def word_list(language: str) -> WordList:
    """The list that serves a language (`ja-x-easy` is served by `ja`); English where there is no list."""
    code = language.split("-", maxsplit=1)[0]
    return _loaded(code if code in FINGERPRINTS else "en")


def word_lists() -> tuple[WordList, ...]:
    """Every list: a number may be read in any language."""
    return tuple(_loaded(code) for code in FINGERPRINTS)
