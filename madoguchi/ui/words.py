"""Sentences by key, in every language, read from the catalogues as they lie in `locale`. Never shows a key to a person.

Notation of easy Japanese: `{在留|ざいりゅう}` is a word with its reading. A missing sentence is a warning: an error in the
tests, and for a person the same sentence in easy Japanese and English, marked as such.
"""

import datetime as dt
import re
import warnings
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib import resources

from babel.messages.pofile import read_po

from madoguchi.ui.languages import EASY, write_day

Place = dt.date | int | str
CATALOGUES = (
    "pages.po",
    "law.po",
    "casework.po",
    "network.po",
    "conduct.po",
    "letters.po",
    "tracing.po",
    "looking.po",
    "trouble.po",
    "frame.po",
    "rulebook.po",
)
"""What people who seek help and those who help them read: whole in every language of the window."""
ABROAD = ("law_kr.po", "law_es.po", "law_it.po")
"""What the clauses of other countries say: whole in English and in the language of the country."""
ELSEWHERE = ("law_abroad.po",)
"""What is said, in English, of a life in another country where the sentence for Japan names Japan's own offices and papers."""
HOME = ("JP", "VN")
"""Countries that the sentences of the window are about."""
FALLBACKS = (EASY, "en")

_RUBY = re.compile(r"\{([^{}|]+)\|([^{}|]+)\}")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+(?:[ ・ー々]*[\u3040-\u30ff\u3400-\u9fff]+)*")
_PLACE = re.compile(r"%\((\w+)\)s")


class MissingWords(UserWarning):
    """A sentence that a language does not have."""


@cache
def sentences(tag: str) -> Mapping[str, str]:
    """All sentences of one language, from all its catalogues."""
    return {**in_catalogues(tag, CATALOGUES), **in_catalogues(tag, ABROAD), **in_catalogues(tag, ELSEWHERE)}


@cache
def in_catalogues(tag: str, names: tuple[str, ...]) -> Mapping[str, str]:
    """The sentences of one language in some of its catalogues; a catalogue that the language has not adds none."""
    found: dict[str, str] = {}
    for name in names:
        file = resources.files("madoguchi").joinpath("locale", tag, name)
        if not file.is_file():
            continue
        with file.open("rb") as stream:
            found |= {str(m.id): str(m.string) for m in read_po(stream) if m.id and m.string}
    return found


def say(tag: str, key: str, /, **places: Place) -> str:
    """The sentence as plain text; readings stand in brackets behind their word."""
    return _RUBY.sub(r"\1（\2）", _whole(tag, key, places))


def bare(tag: str, key: str, /, **places: Place) -> str:
    """The sentence without its readings: to count letters."""
    return _RUBY.sub(r"\1", _whole(tag, key, places))


def searched(tag: str, key: str) -> str:
    """The sentence as it is searched: without readings, its places as they are; empty where the language has it not."""
    return _RUBY.sub(r"\1", sentences(tag).get(key, ""))


def read_out(tag: str, key: str) -> str:
    """The sentence with readings in place of what they stand on, for who types as they speak; empty as for `searched`."""
    return _RUBY.sub(r"\2", sentences(tag).get(key, ""))


def say_html(tag: str, key: str, /, **places: Place) -> str:
    """The sentence as HTML: escaped, readings as ruby, a sentence of another language marked as such."""
    if key in sentences(tag):
        return _marked(tag, ruby(_filled(tag, key, places)))
    found = [(other, _filled(other, key, places)) for other in _missing(tag, key)]
    if not found:
        return ruby(_filled(tag, "words.missing", {}))
    parts = (f'<span lang="{other}">{ruby(text)}</span>' for other, text in found)
    return f"{ruby(_filled(tag, 'words.not_yet', {}))} {' / '.join(parts)}"


def has(tag: str, key: str) -> bool:
    """Whether the language has this sentence."""
    return key in sentences(tag)


def of_country(key: str, country: str) -> str:
    """The key of what is said of a life in a country.

    Outside Japan a sentence may be the country's own (`kr.option.change_workplace`), or one for anywhere else
    (`abroad.state.lawful`).
    """
    code = country.partition("@")[0]
    if code in HOME:
        return key
    for other, names in ((f"{code.lower()}.{key}", ABROAD), (f"abroad.{key}", ELSEWHERE)):
        if other in in_catalogues("en", names):
            return other
    return key


def clause_title(tag: str, clause: str, untranslated: str) -> str:
    """The title of a clause as plain text; as the rule file has it where nobody has translated it yet."""
    key = f"clause.{clause}.title"
    return say(tag, key) if has(tag, key) else untranslated


def places_of(sentence: str) -> frozenset[str]:
    """The named places of a sentence."""
    return frozenset(_PLACE.findall(sentence))


def counted(key: str, count: int) -> str:
    """The key for this count: some languages have another sentence for one."""
    return f"{key}.one" if count == 1 else key


def _marked(tag: str, html: str) -> str:
    # The same character is drawn and read out differently in Japanese: a Japanese word in another language says so.
    return html if tag.startswith("ja") else _JAPANESE.sub(r'<span lang="ja">\g<0></span>', html)


def _whole(tag: str, key: str, places: Mapping[str, Place]) -> str:
    if key in sentences(tag):
        return _filled(tag, key, places)
    found = [_filled(other, key, places) for other in _missing(tag, key)]
    if not found:
        return _filled(tag, "words.missing", {})
    return f"{_filled(tag, 'words.not_yet', {})} {' / '.join(found)}"


def _missing(tag: str, key: str) -> list[str]:
    if key not in in_catalogues("en", ABROAD + ELSEWHERE):
        warnings.warn(MissingWords(f"no sentence {key!r} in {tag}: add it to locale/{tag}"), stacklevel=4)
    return [other for other in FALLBACKS if key in sentences(other)]


def _filled(tag: str, key: str, places: Mapping[str, Place]) -> str:
    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name not in places:
            warnings.warn(MissingWords(f"{key!r} in {tag} waits for {name!r}"), stacklevel=6)
            return "…"
        return _written(tag, places[name])

    return _PLACE.sub(fill, sentences(tag)[key])


def _written(tag: str, place: Place) -> str:
    return write_day(tag, place) if isinstance(place, dt.date) else str(place)


def ruby(text: str) -> str:
    """Escaped HTML with the readings as ruby."""
    # The word is told once: brackets in <rp> serve browsers that do not know ruby.
    return _RUBY.sub(r"<ruby>\1<rp>（</rp><rt>\2</rt><rp>）</rp></ruby>", escape(text))
