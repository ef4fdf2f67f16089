"""The sheet for the counter: the answer in the person's language and in Japanese, side by side. No name, one page."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from madoguchi.help.decide.saying import IF, grouped, paired
from madoguchi.rules.explain import Cite, Explanation
from madoguchi.rules.terms import Sentence
from madoguchi.ui.languages import EASY
from madoguchi.ui.words import bare, say_html

CITES = 3
ROOM = {"what": 8, "until": 10, "options": 9, "bring": 3, "ask": 3}
"""Printed lines that each part may take on the one page. What is left out stands on the page with the answer."""

END_OF_STAY = frozenset({"deadline.permit_end", "past.permit_end"})

LETTERS_A_LINE = {"ja": 27, EASY: 25}
LATIN_A_LINE = 44


Line = tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One row: the same sentences in both languages. `style`: head, part or line."""

    style: str
    mine: SafeString
    theirs: SafeString


def other_language(tag: str) -> str:
    """The language beside the person's own: Japanese, or easy Japanese for who reads Japanese."""
    return EASY if tag == "ja" else "ja"


def of(told: Explanation, *, certain: bool) -> Explanation:
    """The explanation for the sheet: what is not certain is said first, and the end of the stay before other days."""
    what = told.what if certain or says_both(told) else (Sentence("answer.not_certain"), *told.what)
    until = sorted(told.until_when, key=lambda sentence: sentence.key not in END_OF_STAY)
    return replace(told, what=what, until_when=tuple(until))


def says_both(told: Explanation) -> bool:
    """Whether two states are told, of which one holds."""
    return any(IF in sentence.key for sentence in told.what)


def pairs(told: Explanation, tag: str) -> list[Pair]:
    """The rows of the sheet: of each part as much as fits on one page."""
    rows = [_pair("head", (Sentence("sheet.title", {"day": told.day}),), tag)]
    left_out = False
    room = dict(ROOM)
    for part, lines in _parts(told):
        if part == "what" and says_both(told):
            _make_room(room, lines, tag)
        shown = _that_fit(lines, room[part], tag)
        left_out |= len(shown) < len(lines)
        if shown:
            rows += [_pair("part", (Sentence(f"sheet.{part}"),), tag), *(_pair("line", line, tag) for line in shown)]
    ends = ["sheet.more", "sheet.please"] if left_out else ["sheet.please"]
    return rows + [_pair("line", (Sentence(key),), tag) for key in ends]


def cites(told: Explanation) -> list[Cite]:
    """Where the rules stand that the sheet speaks of, each once."""
    found = [reason.cite for reason in told.why] + [choice.cite for choice in told.options]
    return list({cite.clause: cite for cite in found}.values())[:CITES]


def _parts(told: Explanation) -> Iterator[tuple[str, list[Line]]]:
    # Of a state that holds only if something is so: when, and which. What follows from it stands on the page.
    yield "what", [line[:2] for line in paired(told.what)]
    yield "until", [(sentence,) for sentence in told.until_when]
    yield "options", [(first.title, first.answer) for first, *_ in grouped(told.options)]
    yield "bring", [(sentence,) for sentence in told.bring]
    yield "ask", [(sentence,) for sentence in told.ask]


def _make_room(room: dict[str, int], lines: list[Line], tag: str) -> None:
    """Both states stand on the sheet or none; what they take beyond their room is taken from the ways to go."""
    needed = sum(_height(line, tag) for line in lines)
    room["options"] -= max(needed - room["what"], 0)
    room["what"] = max(needed, room["what"])


def _that_fit(lines: list[Line], room: int, tag: str) -> list[Line]:
    shown = []
    for line in lines:
        room -= _height(line, tag)
        if room < 0:
            break
        shown.append(line)
    return shown


def _height(sentences: Line, tag: str) -> int:
    """How many printed lines the longer side takes."""
    return max(_side_height(sentences, side) for side in (tag, other_language(tag)))


def _side_height(sentences: Line, tag: str) -> int:
    letters = sum(len(bare(tag, sentence.key, **sentence.places)) + 1 for sentence in sentences)
    lines = -(-letters // LETTERS_A_LINE.get(tag, LATIN_A_LINE))
    # Readings above the words make a line taller.
    return lines + (lines + 2) // 3 if tag == EASY else lines


def _pair(style: str, sentences: Line, tag: str) -> Pair:
    return Pair(style, _both(sentences, tag), _both(sentences, other_language(tag)))


def _both(sentences: Line, tag: str) -> SafeString:
    first, *rest = (mark_safe(say_html(tag, each.key, **each.places)) for each in sentences)  # noqa: S308 escaped there
    # Of an option the title comes first, and stands out from what the law says of it.
    return format_html("<strong>{}</strong> {}", first, rest[0]) if rest else first
