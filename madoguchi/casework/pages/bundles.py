"""What stands in a bundle of papers for a measure, line by line."""

from collections.abc import Sequence

from madoguchi.casework import shelf
from madoguchi.casework.actions import letters
from madoguchi.casework.actions.cases import Opened
from madoguchi.casework.decide import campaigns as fold
from madoguchi.casework.decide.letters import JAPANESE, Line, put_together
from madoguchi.casework.pages.papers import written
from madoguchi.help.terms.campaigns import Campaign
from madoguchi.network.terms import Desk
from madoguchi.ui.languages import write_day
from madoguchi.ui.page import today
from madoguchi.ui.words import bare

NONE = "－"


def bundle_lines(desk: Desk, found: Opened, measure: Campaign, chosen: Sequence[str], other: str) -> list[Line]:
    """Everything that stands in a bundle: for which measure, who signs, which papers, and the letters that were chosen."""
    have = fold.prepared(found.case, measure.id).papers
    title = both(other, "bundle.title")
    lines = [
        Line(title.ja, title.other, is_head=True),
        Line(measure.name[JAPANESE], measure.name[other]),
        Line(write_day(JAPANESE, today()), write_day(other, today())),
        both(other, "bundle.by", by=desk.organisation.name),
        _listed(other, "bundle.have", fold.papers_in_order(have, measure.papers)),
        _listed(other, "bundle.missing", [word for word in measure.papers if word not in have]),
    ]
    for letter in letters.of_case(found):
        if letter.which in chosen and letter.template in shelf.letters():
            title, body = put_together(shelf.letters()[letter.template], shelf.blanks(), letter.values, other, written)
            lines += [title, *body]
    return lines


def both(other: str, key: str, **places: str) -> Line:
    """A sentence in Japanese and in the other language."""
    return Line(bare(JAPANESE, key, **places), bare(other, key, **places))


def _listed(other: str, key: str, words: Sequence[str]) -> Line:
    """The names of papers, one a line, below what they are."""
    ja, beside = (
        "\n".join([bare(tag, key), *(f"・{bare(tag, f'bring.{word}')}" for word in words)] if words else [bare(tag, key), NONE])
        for tag in (JAPANESE, other)
    )
    return Line(ja, beside)
