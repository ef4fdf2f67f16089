"""The languages of the window, in the order of the picker: names in their own script, no flags. Never guesses who reads."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

READERS_NEEDED = 2


@dataclass(frozen=True, slots=True)
class Language:
    """One language. `readers`: native speakers recorded as having read it; fewer than two: its pages say "draft"."""

    tag: str
    own_name: str
    locale: str
    day_pattern: str
    direction: str = "ltr"
    readers: tuple[str, ...] = ()

    @property
    def is_draft(self) -> bool:
        """Whether its pages must say that they are not yet read."""
        return len(self.readers) < READERS_NEEDED


EASY = "ja-x-easy"
LANGUAGES: tuple[Language, ...] = (
    Language("vi", "Tiếng Việt", "vi", "EEEE, dd/MM/yyyy"),
    Language(EASY, "やさしい にほんご", "ja", ""),
    Language("ja", "日本語", "ja", "y年M月d日（E）"),
    Language("en", "English", "en", "EEEE d MMMM y"),
)
BY_TAG: Mapping[str, Language] = {language.tag: language for language in LANGUAGES}
RULE_BOOK: tuple[Language, ...] = (
    *LANGUAGES,
    Language("ko", "한국어", "ko", "y년 M월 d일 (E)"),
    Language("es", "Español", "es", "EEEE d 'de' MMMM 'de' y"),
    Language("it", "Italiano", "it", "EEEE d MMMM y"),
)
"""Languages in which the rules can be read: those of the window, and those of the countries whose rules they are."""
ALL_TAGS: Mapping[str, Language] = {language.tag: language for language in RULE_BOOK}
OWN_LANGUAGE: Mapping[str, str] = {"JP": "ja", "VN": "vi", "KR": "ko", "ES": "es", "IT": "it"}
"""The language in which a country makes its rules."""

_MONTHS = ("いち", "に", "さん", "し", "ご", "ろく", "しち", "はち", "く", "じゅう", "じゅういち", "じゅうに")
_WEEKDAYS = (("月", "げつ"), ("火", "か"), ("水", "すい"), ("木", "もく"), ("金", "きん"), ("土", "ど"), ("日", "にち"))
_DAYS = {
    1: "ついたち", 2: "ふつか", 3: "みっか", 4: "よっか", 5: "いつか", 6: "むいか", 7: "なのか", 8: "ようか",
    9: "ここのか", 10: "とおか", 14: "じゅうよっか", 20: "はつか", 24: "にじゅうよっか",
}  # fmt: skip


def write_day(tag: str, day: dt.date) -> str:
    """The day with its weekday, as the language writes it; easy Japanese in ruby notation."""
    language = ALL_TAGS[tag]
    if tag != EASY:
        return format_date(day, language.day_pattern, locale=language.locale)
    kanji, kana = _WEEKDAYS[day.weekday()]
    # Days of the month have readings of their own (1日 is not "いちにち"): the whole group carries the ruby.
    number = f"{{{day.day}日|{_DAYS[day.day]}}}" if day.day in _DAYS else f"{day.day}{{日|にち}}"
    return f"{day.year}{{年|ねん}} {{{day.month}月|{_MONTHS[day.month - 1]}がつ}} {number}（{{{kanji}|{kana}}}）"


def wished_language(accept: str) -> str:
    """The first of our languages that the browser's Accept-Language wishes for; easy Japanese if it wishes for none of them."""
    wishes: list[tuple[float, int, str]] = []
    for place, part in enumerate(accept.split(",")[:20]):
        tag, _, weight = part.strip().partition(";q=")
        try:
            wishes.append((-float(weight or 1), place, tag.strip().lower()))
        except ValueError:
            continue
    for _, _, tag in sorted(wishes):
        for ours in (tag, tag.split("-")[0]):
            if ours in BY_TAG:
                return ours
    return EASY


class LanguageConverter:
    """The first part of every address: one of our tags and nothing else."""

    regex = "|".join(BY_TAG)

    def to_python(self, value: str) -> str:
        """The tag as it is."""
        return value

    def to_url(self, value: str) -> str:
        """The tag as it is."""
        return value


class RuleBookLanguageConverter(LanguageConverter):
    """The first part of an address of the rule book, which more languages have."""

    regex = "|".join(ALL_TAGS)


@cache
def own_name_of(code: str) -> str:
    """The name of any language in its own script; the code itself where Babel does not know it."""
    try:
        locale = Locale.parse("fil" if code == "tl" else code)
    except (UnknownLocaleError, ValueError):
        return code
    return (locale.get_display_name() or code).partition(" (")[0]
