"""Nobody reads boxes: the fonts of this machine can draw every character we write.

Reads the character maps of the font files; a screenshot could only be guessed at.
"""

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from fontTools.ttLib import TTCollection, TTFont

from tests.gates.tree import PACKAGE

LOCALE = PACKAGE / "locale"
NO_FONTCONFIG = "fc-match was not found. On Debian: apt install fontconfig fonts-noto-core fonts-noto-cjk"
# What a browser asks fontconfig for when a page says `lang` and "sans-serif".
FAMILIES = ("sans-serif:lang={lang}", "sans-serif")


@cache
def fonts_for(lang: str) -> tuple[tuple[str, int], ...]:
    """File and index of the fonts that fontconfig gives for the language, best first."""
    program = shutil.which("fc-match")
    assert program, NO_FONTCONFIG
    wished = FAMILIES[0].format(lang=lang)
    listed = subprocess.run([program, "-s", wished, "-f", "%{file}\t%{index}\n"], capture_output=True, text=True, check=True)
    rows = [line.split("\t") for line in listed.stdout.splitlines()]
    return tuple((file, int(index) & 0xFFFF) for file, index in rows if file.endswith((".ttf", ".otf", ".ttc")))


@cache
def drawn_by(file: str, index: int) -> frozenset[int]:
    """The characters that the font has a glyph for."""
    if file.endswith(".ttc"):
        with TTCollection(file, lazy=True) as fonts:
            return frozenset(fonts.fonts[index].getBestCmap() or {})
    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap() or {})


def characters_of(catalogue: Path) -> set[str]:
    """Every character that a person may read in this catalogue."""
    with catalogue.open("rb") as stream:
        text = "".join(str(message.string) for message in read_po(stream) if message.id)
    return {character for character in text if not character.isspace()}


def without_glyph(characters: set[str], lang: str) -> str:
    """Those that no font of the language's list can draw."""
    missing = characters
    for font in fonts_for(lang):
        missing = {character for character in missing if ord(character) not in drawn_by(*font)}
        if not missing:
            break
    return "".join(sorted(missing))


CATALOGUES = sorted(LOCALE.glob("*/*.po"))


def test_there_are_catalogues_to_read() -> None:
    assert CATALOGUES, f"no message catalogue lies in {LOCALE}"


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: "/".join(path.parts[-2:]))
def test_every_character_of_a_catalogue_can_be_drawn(catalogue: Path) -> None:
    lang = re.sub(r"-x-.*", "", catalogue.parent.name)
    assert without_glyph(characters_of(catalogue), lang) == ""


# Letters that need a font made for the language: the first one in the list must have them, or a word
# is drawn from two fonts, which looks broken.
SAMPLES = {"vi": "ếộữẵỷđươ", "ja": "在留資格失業期限窓口ざいりゅうカード、。「」"}


@pytest.mark.parametrize("lang", SAMPLES)
def test_the_first_font_for_a_language_is_made_for_it(lang: str) -> None:
    first = fonts_for(lang)[0]
    missing = [character for character in SAMPLES[lang] if ord(character) not in drawn_by(*first)]
    assert missing == [], f"{first[0]} cannot draw {missing}. On Debian: apt install fonts-noto-core fonts-noto-cjk"


def test_a_missing_glyph_would_be_noticed() -> None:
    assert without_glyph({"a", "\U0010fffd"}, "vi") == "\U0010fffd"
