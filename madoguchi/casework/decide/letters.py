"""Letters from templates: reads a template, says what may stand in its blanks, puts both languages together. Text in, lines out.

A template may have a blank that says something of the stay only where the letter lies with what concerns the stay.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

import msgspec

from madoguchi.casework.decide import case as fold
from madoguchi.casework.terms import LONGEST_TEXT, Case, CaseRefused, Entry, Part, Wrote
from madoguchi.ground.ids import ClauseId
from madoguchi.vault.number import read_number
from madoguchi.vault.terms import NumberError

JAPANESE = "ja"
OTHERS = ("vi", "en")
"""The languages that can stand beside Japanese."""

LONGEST_LINE = 200
EMPTY = "＿＿＿＿＿＿"
"""What stands in a blank that was left open: somebody writes there by hand."""

_PLACE = re.compile(r"\{(\w+)\}")
_NUMBER = re.compile(r"\d(?:[^\w\n]{0,3}\d){21}(?![^\w\n]{0,3}\d)")
"""As many digits as a return number has, however they are set apart."""


class Kind(Enum):
    """What stands in a blank."""

    LINE = "line"
    DAY = "day"
    TEXT = "text"
    TICKS = "ticks"
    STATUS = "status"


class Shape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of a template file: unknown keys are refused."""


class Blank(Shape, frozen=True, kw_only=True):
    """A blank. `words`: of ticks, the words themselves, or the name of a fixed list of the room."""

    id: str
    kind: Kind
    words: tuple[str, ...] | str = ()
    from_: str = msgspec.field(name="from", default="")
    from_violations: Mapping[str, str] = {}
    stay: bool = False


class Said(Shape, frozen=True, kw_only=True):
    """The same in the languages of letters. `only_with`: a line is left out where this blank is empty."""

    ja: str
    vi: str
    en: str
    only_with: str = ""

    def in_(self, tag: str) -> str:
        """What is said, in one of these languages."""
        return {"ja": self.ja, "vi": self.vi, "en": self.en}[tag]


class Template(Shape, frozen=True, kw_only=True):
    """A letter with blanks. `clauses`: on which what it says by law rests; `see_also`: what whoever writes it should know.

    `read_by` empty: nobody has read it yet, and the page says so.
    """

    id: str
    part: Part
    title: Said
    line: tuple[Said, ...]
    clauses: tuple[ClauseId, ...]
    see_also: tuple[ClauseId, ...]
    read_by: tuple[str, ...]
    to_read: tuple[str, ...]
    has_caution: bool = False

    def blanks(self) -> tuple[str, ...]:
        """The blanks in the order in which they come."""
        return tuple(dict.fromkeys(name for line in self.line for name in _PLACE.findall(line.ja)))


class _Blanks(Shape, frozen=True, kw_only=True):
    blank: tuple[Blank, ...]


@dataclass(frozen=True, slots=True)
class Both:
    """A text that somebody wrote in both languages."""

    ja: str = field(default="", repr=False)
    other: str = field(default="", repr=False)


Value = str | dt.date | tuple[str, ...] | Both
"""What stands in a blank: a line or a word, a day, ticks, or a text in both languages."""
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that was kept. `which`: by which its pages know it; `seq`: the entry that was saved last."""

    which: str
    part: Part
    template: str
    other: str
    values: Values = field(repr=False)
    seq: int
    day: dt.date
    by: str


class TemplateError(ValueError):
    """A template file that says something wrong."""


def read_blanks(text: str, lists: Mapping[str, tuple[str, ...]]) -> dict[str, Blank]:
    """The closed list of blanks, by id. `lists`: the fixed lists of the room, by name."""
    found = {}
    for blank in msgspec.toml.decode(text, type=_Blanks).blank:
        words = lists[blank.words] if isinstance(blank.words, str) else blank.words
        found[blank.id] = msgspec.structs.replace(blank, words=words)
    return found


def read_template(text: str, file: str, blanks: Mapping[str, Blank]) -> Template:
    """Read a template; TemplateError for the first thing that is wrong."""
    try:
        found = msgspec.toml.decode(text, type=Template)
    except msgspec.DecodeError as wrong:
        raise TemplateError(f"{file}: {wrong}") from wrong
    for line in (found.title, *found.line):
        places = [sorted(_PLACE.findall(line.in_(tag))) for tag in (JAPANESE, *OTHERS)]
        if any(each != places[0] for each in places):
            raise TemplateError(f"{file}: {line.ja!r} has other blanks in another language")
        for name in (*places[0], *([line.only_with] if line.only_with else ())):
            _check_blank(blanks.get(name), name, found.part, file)
    return found


def _check_blank(blank: Blank | None, name: str, part: Part, file: str) -> None:
    if blank is None:
        raise TemplateError(f"{file}: {name!r} is not in the list of blanks")
    if blank.stay and part is not Part.STATUS:
        raise TemplateError(f'{file}: {name!r} says something of the stay: it belongs into a letter with part = "status"')


# ------------------------------------------------------------------ what stands in the blanks


def proposed(template: Template, blanks: Mapping[str, Blank], case: Case, group: str, today: dt.date) -> dict[str, Value]:
    """What the case already says, as far as this desk reads it. Never a name."""
    answers, _ = fold.facts(case)
    violations = fold.harm(case).violations
    found: dict[str, Value] = {}
    for name in template.blanks():
        value = _from_case(blanks[name], {"today": today, "group": group, **_answered(answers)}, violations)
        if value:
            found[name] = value
    return found


def _answered(answers: Mapping[str, Value]) -> dict[str, Value]:
    return {f"answers.{name}": reply for name, reply in answers.items() if reply not in ("dont_know", "rather_not")}


def _from_case(blank: Blank, known: Mapping[str, Value], violations: frozenset[str]) -> Value | None:
    if blank.from_:
        return known.get(blank.from_)
    if blank.kind is Kind.TICKS:
        named = {blank.from_violations.get(each, each) for each in violations}
        return tuple(word for word in blank.words if word in named)
    return None


def checked(template: Template, blanks: Mapping[str, Blank], values: Values) -> dict[str, Value]:
    """The values as they are kept, empty ones left out; CaseRefused where one is too long or holds a return number. Never cut."""
    kept = {name: values[name] for name in template.blanks() if values.get(name) not in ("", (), Both(), None)}
    for name, value in kept.items():
        longest = LONGEST_TEXT if blanks[name].kind is Kind.TEXT else LONGEST_LINE
        for text in _texts(value):
            if len(text) > longest:
                raise CaseRefused("letter.too_long")
            if holds_number(text):
                raise CaseRefused("letter.has_number")
    return kept


def _texts(value: Value) -> tuple[str, ...]:
    if isinstance(value, Both):
        return value.ja, value.other
    return (value,) if isinstance(value, str) else ()


def holds_number(text: str) -> bool:
    """Whether a return number stands in a text: in digits anywhere, or in words on a line of its own."""
    plain = unicodedata.normalize("NFKC", text)
    return any(_is_number(each) for each in (*_NUMBER.findall(plain), *plain.splitlines()))


def _is_number(text: str) -> bool:
    try:
        read_number(text)
    except NumberError:
        return False
    return True


# ------------------------------------------------------------------ as entries write them


def as_content(values: Values) -> dict[str, object]:
    """The values as an entry writes them."""
    return {name: _written(value) for name, value in values.items()}


def _written(value: Value) -> object:
    if isinstance(value, Both):
        return {"ja": value.ja, "other": value.other}
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _read(kind: Kind, written: object) -> Value:
    if kind is Kind.TEXT and isinstance(written, dict):
        return Both(str(written.get("ja", "")), str(written.get("other", "")))
    if kind is Kind.TICKS and isinstance(written, list):
        return tuple(str(word) for word in written)
    if kind is Kind.DAY:
        return fold.day_of(str(written)) or ""
    return str(written)


def letters_of(case: Case, blanks: Mapping[str, Blank]) -> tuple[Letter, ...]:
    """The letters in the parts that this desk reads, newest first; of each, what was saved last."""
    found: dict[str, Letter] = {}
    for part, entries in case.entries.items():
        for entry in entries:
            if entry.wrote is Wrote.LETTER:
                letter = _letter(entry, part, blanks)
                found[letter.which] = letter
    return tuple(sorted(found.values(), key=lambda each: (each.day, each.seq), reverse=True))


def _letter(entry: Entry, part: Part, blanks: Mapping[str, Blank]) -> Letter:
    first = entry.content.get("letter") or entry.seq
    written = entry.content.get("blanks", {})
    assert isinstance(written, dict)
    values = {name: _read(blanks[name].kind, value) for name, value in written.items() if name in blanks}
    which, other = f"{part.value}-{first}", entry.text("other")
    return Letter(which, part, entry.text("template"), other, values, entry.seq, entry.day, entry.by)


# ------------------------------------------------------------------ both languages, line by line


Write = Callable[[str, Blank, Value], str]
"""Writes what stands in a blank in a language."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a letter in Japanese and in the other language. `is_head`: a title, with which a paper of its own begins."""

    ja: str = field(repr=False)
    other: str = field(repr=False)
    is_head: bool = False


def put_together(
    template: Template, blanks: Mapping[str, Blank], values: Values, other: str, write: Write
) -> tuple[Line, tuple[Line, ...]]:
    """The title, and every line that stands in the letter."""

    def in_(tag: str, said: Said) -> str:
        return _PLACE.sub(lambda place: _filled(tag, blanks[place[1]], values, write), said.in_(tag)).rstrip()

    title = Line(template.title.in_(JAPANESE), template.title.in_(other), is_head=True)
    return title, tuple(Line(in_(JAPANESE, each), in_(other, each)) for each in _lines(template, values))


def _lines(template: Template, values: Values) -> Iterator[Said]:
    yield from (line for line in template.line if not line.only_with or values.get(line.only_with))


def _filled(tag: str, blank: Blank, values: Values, write: Write) -> str:
    value = values.get(blank.id)
    return write(tag, blank, value) or EMPTY if value else EMPTY


def ordered(templates: Mapping[str, Template], readable: Sequence[Part]) -> tuple[Template, ...]:
    """The templates for whoever reads these parts."""
    return tuple(template for template in templates.values() if template.part in readable)
