"""The one file of this room that reads package files: word lists and rule texts, cached for the life of the process."""

import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from madoguchi.rules.carrying import CarryMap, read_map
from madoguchi.rules.clauses import LawBook
from madoguchi.rules.reader import read_book
from madoguchi.rules.term_map import TermMap, read_terms
from madoguchi.rules.terms import CaseRef
from madoguchi.rules.words import Vocabulary, read_vocabulary

_HERE = files("madoguchi.rules")

COUNTRIES: dict[str, tuple[str, ...]] = {"JP": ("jp", "vn"), "KR": ("kr",), "ES": ("es",), "IT": ("it",), "VN": ("vn",)}
"""Which folders of rule texts answer for a country: where people go to is read together with where they came from."""


@cache
def vocabulary() -> Vocabulary:
    """The closed word lists."""
    words = _HERE / "words"
    return read_vocabulary(
        (words / "vocabulary.toml").read_text(encoding="utf-8"), (words / "names.toml").read_text(encoding="utf-8")
    )


def _texts(folder: str) -> dict[str, str]:
    place: Traversable = _HERE / "texts" / folder
    return {
        f"texts/{folder}/{file.name}": file.read_text(encoding="utf-8") for file in place.iterdir() if file.name.endswith(".toml")
    }


@cache
def law_of(country: str) -> LawBook:
    """The clauses that answer for a country (`JP`, `KR`, `ES`, `IT`, `VN`)."""
    texts: dict[str, str] = {}
    for folder in COUNTRIES[country]:
        texts |= _texts(folder)
    return read_book(country, texts, vocabulary())


@cache
def carry_map() -> CarryMap:
    """What stands for what when a life is read under another country's rules."""
    return read_map((_HERE / "words" / "carrying.toml").read_text(encoding="utf-8"), vocabulary())


@cache
def term_map() -> TermMap:
    """What a permission is called in each country, and what it is there."""
    return read_terms((_HERE / "words" / "terms.toml").read_text(encoding="utf-8"))


@cache
def cases_index() -> tuple[CaseRef, ...]:
    """The worked cases that test the rules: which facts each of them rests on."""
    rows = tomllib.loads((_HERE / "texts" / "cases.toml").read_text(encoding="utf-8"))["case"]
    return tuple(CaseRef(row["id"], row["title"], tuple(row["facts"]), row["disputable"]) for row in rows)
