"""What every script shares: width, case, marks, and where one word of a name ends.

Never guesses a language; it only takes away what no reader of a name would miss.
"""

import re
import unicodedata

# An apostrophe and a hyphen join (Jun'ichi, Sang-eun), everything else that is no letter parts.
_JOINING = re.compile("['’‘`ʼ´\\-‐‑]")
_PARTING = re.compile(r"[\s・･、，,;/_–—=＝．.·()（）\[\]0-9०-९၀-၉\"“”।၊။*]+")
_ASIDE = re.compile(r"\([^)]*\)|（[^）]*）")


def plain(text: str) -> str:
    """One width, one case, composed letters: what two keyboards would agree on."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold()).translate(_USUAL_SHAPES)


# Shapes of a sign that stand in family registers and on old papers, and that the tables of readings do not have.
_USUAL_SHAPES = str.maketrans("髙﨑濵桒圡敎尙靑淸槪鄕栁𠮷", "高崎浜桑土教尚青清概郷柳吉")


def words(text: str) -> list[str]:
    """The words of a plain text, without what stands in brackets and without signs."""
    spaced = text.replace("・", " ").replace("-", "").replace(",", " ")
    if spaced.replace(" ", "").isalpha() and "ʼ" not in spaced:
        return spaced.split()
    aside = _ASIDE.sub(" ", text) if "(" in text or "（" in text else text
    bare = _JOINING.sub("", aside if _PARTING.sub("", aside) else text)
    return [word for word in _PARTING.split(bare) if word]


def unmarked(word: str) -> str:
    """A Latin word in the 26 letters: passports drop the marks."""
    if word.isascii():
        return word
    spelt = word.translate(_WITHOUT_MARK_OF_THEIR_OWN)
    return "".join(sign for sign in unicodedata.normalize("NFD", spelt) if not unicodedata.combining(sign))


_WITHOUT_MARK_OF_THEIR_OWN = str.maketrans(
    {"đ": "d", "ø": "o", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
