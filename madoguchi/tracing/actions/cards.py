"""A card for a wallet, in two languages: I want a lawyer, a number to call, three words. No name, no return number, no group."""

from collections.abc import Sequence

from madoguchi.printing import apart
from madoguchi.printing.terms import Line, Paper, Sheet, Style
from madoguchi.ui.words import bare

JAPANESE, ELSE = "ja", "en"
LINE_TO_WRITE_ON = "\n" + "＿" * 14
"""No house keeps a telephone number of a group: it is written by hand."""


def languages(tag: str) -> tuple[str, str]:
    """The languages of the two sides: Japanese for whoever holds its owner, and the owner's own."""
    return JAPANESE, ELSE if tag.startswith(JAPANESE) else tag


def pdf(sides: Sequence[tuple[str, Sequence[str]]]) -> bytes:
    """Both sides as a PDF of the size of a card; NotPrinted says why there is none. Never call it inside a transaction."""
    (left, left_words), (right, right_words) = sides
    rows = (
        (Style.HEAD, bare(left, "card.want"), bare(right, "card.want")),
        (Style.LINE, bare(left, "card.call"), bare(right, "card.call")),
        (Style.LINE, LINE_TO_WRITE_ON, LINE_TO_WRITE_ON),
        (Style.LINE, bare(left, "card.word"), bare(right, "card.word")),
        (Style.WORD, " · ".join(left_words), " · ".join(right_words)),
    )
    lines = tuple(Line(style, here, there) for style, here, there in rows)
    return apart.printed(Paper(bare(left, "card.title"), left, right, lines, Sheet.CARD))
