"""Invented people for `bench.tracing_index`, and how their names are written: by offices, employers, families in a hurry.

Kana are made here from spelling conventions and from hand-written pieces, without `madoguchi.names`. Pinyin comes from the open
table of Han signs in the project. Same seed, same people.
"""

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from bench import tracing_tokens as tokens
from madoguchi.names import han
from madoguchi.tracing.terms.entries import Written

SHARES = {"vi": 62, "zh": 9, "ne": 6, "my": 6, "id": 5, "tl": 5, "ko": 3, "pt": 3, "th": 1}
"""Of a hundred people."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a name: as families spell it, in the signs of the country, and the kana somebody may write for it."""

    latin: str
    native: str
    kana: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A name in pieces, family first where the language has it first. `outer`: the places that are never left out."""

    tongue: str
    pieces: tuple[Piece, ...]
    outer: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented."""

    name: Name
    born: int
    home: str


def stream(*purpose: object) -> random.Random:
    """Chance with a name."""
    return random.Random("/".join(map(str, purpose)))


# ------------------------------------------------------------------------------------------------- kana

_KANA: dict[str, dict[str, str]] = {
    onset: dict(zip("aiueo", row.split(), strict=True)) for onset, row in tokens.FILE["rows"].items()
}
_ONSETS: dict[str, list[str]] = tokens.FILE["vi_onsets"]
_CODAS: dict[str, str] = tokens.FILE["vi_codas"]
_SYLLABLE = re.compile(r"(ngh|ng|nh|gh|gi(?=[aeou])|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?([aeiouy]+)(ng|nh|ch|[cmnpt])?$")


def bare(text: str) -> str:
    """Without marks; đ stays."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


def unmarked(text: str) -> str:
    """In the letters of a passport."""
    return bare(text).replace("đ", "d").replace("Đ", "D")


def vietnamese_kana(syllable: str) -> tuple[str, ...]:
    """A Vietnamese syllable in the katakana of three conventions."""
    found = _SYLLABLE.match(bare(syllable).casefold())
    assert found is not None, syllable
    onset, vowels, coda = found[1] or "", found[2].replace("y", "i"), found[3] or ""
    vowels = vowels if onset != "qu" else vowels.removeprefix("i") or vowels
    vowels = vowels.replace("uie", "ue")  # グエン, as everybody writes it
    starts = ["v", "b", "v"] if onset == "v" else _ONSETS.get(onset, [onset] * 3)
    says = []
    for place, start in enumerate(starts):
        sung = "ai" if (vowels, coda) == ("a", "nh") and place != 1 else vowels
        head = _KANA[start][sung[0]]
        tail = "".join(_KANA[""][vowel] for vowel in sung[1:])
        says.append(head + tail + ("ー" if not coda and not tail and place == 0 else "") + _CODAS[coda])
    return tuple(dict.fromkeys(says))


_INITIALS: dict[str, str] = tokens.FILE["zh_initials"]
_FINALS: dict[str, str] = tokens.FILE["zh_finals"]
_ALONE: dict[str, str] = tokens.FILE["zh_alone"]


def chinese_kana(syllable: str) -> str:
    """A syllable of pinyin in katakana."""
    if syllable in _ALONE:
        return _ALONE[syllable]
    if syllable == "er":
        return "アル"
    initial = next(one for one in (syllable[:2], syllable[:1], "") if one in _INITIALS)
    final = syllable[len(initial) :]
    final = "v" + final[1:] if initial in ("j", "q", "x") and final.startswith("u") else final
    vowel, rest = _FINALS[final][0], _FINALS[final][1:]
    onset = _INITIALS[initial]
    if onset in ("j", "ch", "sh") and rest[:1] in "アオウエ" and rest and vowel == "i":
        return _KANA[onset]["iaoue"["アオウエ".index(rest[0]) + 1]] + rest[1:]
    return _KANA[onset][vowel] + rest


# ---------------------------------------------------------------------------------------------- people


_HANDED = {
    name: tokens.weighted(tokens.words(name)) for name in ("vi_families", "vi_women", "vi_men", "vi_given_women", "vi_given_men")
}
_HAN = dict(pair.split(":") for pair in tokens.words("vi_han"))
_HOMES = tokens.weighted(tokens.words("vi_homes"))
_ROWS = {
    name: tokens.rows(name)
    for name in (
        "ko_families", "ko_given", "ne_given", "ne_middle", "ne_families", "my", "th_given", "th_parts", "tl_given",
        "tl_families", "id_given", "id_families", "pt_given", "pt_families",
    )
}  # fmt: skip
_ZH_FAMILIES, _ZH_GIVEN = tokens.words("zh_families"), tokens.words("zh_given")
_OTHER_HOMES = 40


def _pick(chance: random.Random, name: str) -> str:
    choices, weights = _HANDED[name]
    return chance.choices(choices, weights)[0]


def _vi(chance: random.Random) -> Name:
    sex = chance.choice(("women", "men"))
    middle = _pick(chance, f"vi_{sex}").split()
    double = [_pick(chance, f"vi_given_{sex}")] if chance.random() < 0.15 else []
    said = [_pick(chance, "vi_families"), *middle, *double, _pick(chance, f"vi_given_{sex}")]
    return Name("vi", tuple(Piece(one, _HAN.get(one, ""), vietnamese_kana(one)) for one in said), (0, len(said) - 1))


def _zh(chance: random.Random) -> Name:
    signs = chance.choices(_ZH_FAMILIES, [1 / (place + 5) for place in range(len(_ZH_FAMILIES))])
    given = chance.choices(_ZH_GIVEN, k=1 if chance.random() < 0.2 else 2)
    return Name("zh", (_signs(signs[0]), _signs("".join(given))), (0, 1))


def _signs(signs: str) -> Piece:
    syllables = han.pinyin(signs)[0]
    return Piece("".join(syllables).capitalize(), signs, ("".join(map(chinese_kana, syllables)),))


def _ko(chance: random.Random) -> Name:
    family = chance.choices(_ROWS["ko_families"], [1 / (place + 2) for place in range(len(_ROWS["ko_families"]))])[0]
    given = chance.sample(_ROWS["ko_given"], 2)
    spelt = chance.choice((1, 2, 2))
    pieces = (
        Piece(family[spelt].capitalize(), family[0], (family[3],)),
        Piece(given[0][spelt].capitalize() + chance.choice(("-", " ", "")) + given[1][spelt], given[0][0] + given[1][0],
              (given[0][3] + given[1][3],)),
    )  # fmt: skip
    return Name("ko", pieces, (0, 1))


def _row(row: tuple[str, ...]) -> Piece:
    return Piece(row[-2], row[0] if len(row) > 2 else "", (row[-1],))


def _rows_of(chance: random.Random, tongue: str, *lists: tuple[tokens.Row, ...]) -> Name:
    pieces = tuple(_row(chance.choice(rows)) for rows in lists)
    return Name(tongue, pieces, (0, len(pieces) - 1))


def _th(chance: random.Random) -> Name:
    given, *parts = chance.choice(_ROWS["th_given"]), *chance.choices(_ROWS["th_parts"], k=3)
    family = tuple("".join(column) for column in zip(*parts, strict=True))
    return Name("th", (_row(given), _row((family[0], family[1].capitalize(), family[2]))), (0, 1))


def name_of(tongue: str, chance: random.Random) -> Name:
    """A name as somebody from there may have it."""
    many = chance.random()
    if tongue in ("vi", "zh", "ko", "th"):
        return {"vi": _vi, "zh": _zh, "ko": _ko, "th": _th}[tongue](chance)
    if tongue == "ne":
        middle: tuple[tuple[tokens.Row, ...], ...] = (
            () if many < 0.3 else (_ROWS["ne_middle"],) if many < 0.8 else (_ROWS["ne_given"],)
        )
        return _rows_of(chance, tongue, _ROWS["ne_given"], *middle, _ROWS["ne_families"])
    if tongue == "my":
        return _rows_of(chance, tongue, *(_ROWS["my"],) * (2 if many < 0.2 else 3 if many < 0.8 else 4))
    first, last = (_ROWS[f"{tongue}_{part}"] for part in ("given", "families"))
    middle = () if many < 0.25 else (first,) if many < 0.6 or tongue == "id" else (first, last)
    return _rows_of(chance, tongue, first, *middle, last)


def names(count: int, seed: object, shares: dict[str, int] | None = None) -> list[Name]:
    """Names as they come: the common ones often."""
    chance = stream("names", seed)
    mix = shares or SHARES
    return [name_of(tongue, chance) for tongue in chance.choices(list(mix), list(mix.values()), k=count)]


def people(found: list[Name], count: int, seed: object) -> list[Person]:
    """People of these names; where there are fewer names than people, namesakes."""
    chance = stream("people", seed)
    made = []
    for place in range(count):
        name = found[place] if len(found) == count else chance.choice(found)
        born = int(chance.triangular(1960, 2007, 1996))
        home = chance.choices(*_HOMES)[0] if name.tongue == "vi" else f"{name.tongue} {chance.randrange(_OTHER_HOMES)}"
        made.append(Person(name, born, home))
    return made


# ---------------------------------------------------------------------------------------- writings

_TELEX = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_DOUBLED = {"â": "aa", "ê": "ee", "ô": "oo", "đ": "dd", "ă": "aw", "ơ": "ow", "ư": "uw"}


def _telex(word: str) -> str:
    tone, letters = "", ""
    for sign in unicodedata.normalize("NFC", word):
        apart = unicodedata.normalize("NFD", sign)
        tone += "".join(_TELEX.get(mark, "") for mark in apart)
        letter = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in _TELEX))
        doubled = _DOUBLED.get(letter.casefold(), letter)
        letters += doubled.capitalize() if letter.isupper() else doubled
    return letters + tone


def typed_wrongly(text: str, chance: random.Random) -> str:
    """One typing error: a letter left out, twice, exchanged with its neighbour, or another."""
    places = [place for place, sign in enumerate(text) if sign.isalpha()]
    at = chance.choice(places[1:] or places)
    way = chance.randrange(4)
    if way == 0:
        return text[:at] + text[at + 1 :]
    if way == 1:
        return text[:at] + text[at] + text[at:]
    if way == 2 and at + 1 < len(text):
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + chance.choice("aeinhgtrs") + text[at + 1 :]


_SMALL = str.maketrans("ァィゥェォャュョ", "アイウエオヤユヨ")
_HALF = dict(
    zip("アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンァィゥェォャュョッー・",
        "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｧｨｩｪｫｬｭｮｯｰ･", strict=True)
)  # fmt: skip


def _narrow(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.replace("ヴ", "ウ\u3099"))
    return "".join(_HALF.get(sign, {"\u3099": "ﾞ", "\u309a": "ﾟ"}.get(sign, sign)) for sign in apart)


def _hiragana(text: str) -> str:
    return "".join(chr(ord(sign) - 0x60) if "ァ" <= sign <= "ヶ" else sign for sign in text)


@dataclass(frozen=True, slots=True)
class Hand:
    """Whoever writes names, with their habits."""

    chance: random.Random

    def shorter(self, name: Name) -> list[Piece]:
        """Without the pieces in the middle."""
        return [name.pieces[name.outer[0]], name.pieces[name.outer[1]]]

    def latin(self, name: Name) -> str:
        """In letters, one way of many."""
        way = self.chance.choices(("full", "mrz", "order", "comma", "typo", "nomiddle", "vi"), (5, 5, 5, 4, 4, 4, 9))[0]
        if way == "vi":
            way = self.chance.choice({"vi": ("telex", "nospace", "initial"), "my": ("nospace",)}.get(name.tongue, ("full",)))
        pieces, marked = name.pieces, [each.latin for each in name.pieces]
        plain = [unmarked(each) for each in marked]
        written_: dict[str, Callable[[], str]] = {
            "full": lambda: " ".join(marked),
            "mrz": lambda: " ".join(plain).upper(),
            "order": lambda: " ".join((*marked[1:], marked[0])),
            "comma": lambda: f"{plain[0].upper()}, {' '.join(plain[1:])}",
            "typo": lambda: typed_wrongly(" ".join(plain), self.chance),
            "nomiddle": lambda: " ".join(each.latin for each in self.shorter(name)),
            "telex": lambda: " ".join(_telex(each.latin) for each in pieces),
            "nospace": lambda: "".join(plain).upper() if name.tongue == "vi" else "".join(plain),
            "initial": lambda: " ".join((plain[0], *(one[0] for one in plain[1:-1]), plain[-1])).upper(),
        }
        return written_[way]()

    def kana(self, name: Name) -> str:
        """In kana, one way of many."""
        pieces = list(name.pieces)
        way = self.chance.choices(("kana", "half", "noise", "short", "order", "hira"), (45, 9, 25, 12, 4, 5))[0]
        if way == "short":
            pieces = self.shorter(name)
        if way == "order":
            pieces = [*pieces[1:], pieces[0]]
        habit = self.chance.randrange(3)
        said = [each.kana[min(habit, len(each.kana) - 1)] for each in pieces]
        between = self.chance.choices(("・", " ", "\u3000", ""), (4, 3, 3, 2))[0]
        if way == "noise":
            said = [self._noisy(one) for one in said]
        text = (" " if way == "half" else between).join(said)
        return _narrow(text) if way == "half" else _hiragana(text) if way == "hira" else text

    def _noisy(self, word: str) -> str:
        if self.chance.random() < 0.6:
            word = word.translate(_SMALL)
        if self.chance.random() < 0.5:
            word = word.replace("ー", "")
        return word.replace("ッ", "") if self.chance.random() < 0.4 else word

    def native(self, name: Name) -> str:
        """In the signs of the country; empty where there are none."""
        between = " " if name.tongue in ("ne", "th") else ""
        return between.join(each.native for each in name.pieces) if all(each.native for each in name.pieces) else ""

    def form(self, name: Name, script: str = "") -> tuple[str, str]:
        """A form, and its script: that one, or one of those in which such names are written."""
        has_native = name.tongue != "vi" or self.chance.random() < 0.5
        native = self.native(name) if has_native else ""
        mix = (("latin", 46), ("kana", 42), ("native", 12 if name.tongue == "vi" else 25))
        there = [each for each in mix if each[0] != "native" or native]
        wanted = script or self.chance.choices([one for one, _ in there], [share for _, share in there])[0]
        if wanted == "native":
            return (native, wanted) if native else self.form(name, "latin")
        return (self.latin(name), wanted) if wanted == "latin" else (self.kana(name), wanted)


def other_script(hand: Hand, name: Name, than: str) -> str:
    """A form in any script but one."""
    while True:
        text, script = hand.form(name)
        if script != than:
            return text


def written(person: Person, names_: tuple[str, ...], *, with_born: bool, with_home: bool) -> Written:
    """Somebody as registered or asked for."""
    return Written(names_, person.born if with_born else None, person.home if with_home else "")
