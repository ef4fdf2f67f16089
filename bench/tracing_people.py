"""Invented people for `bench.tracing_index`, and how their names are written: by offices, employers, families in a hurry.

Kana are made here from spelling conventions and from hand-written pieces, without `madoguchi.names`. Pinyin comes from the open
table of Han signs in the project. Same seed, same people.
"""

import random
import re
import unicodedata
from dataclasses import dataclass, field

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
    return random.Random("/".join(map(str, purpose)))  # noqa: S311


# ------------------------------------------------------------------------------------------------- kana

_ROWS = {
    "": "ア イ ウ エ オ", "k": "カ キ ク ケ コ", "g": "ガ ギ グ ゲ ゴ", "s": "サ シ ス セ ソ", "z": "ザ ジ ズ ゼ ゾ",
    "t": "タ ティ トゥ テ ト", "ch": "チャ チ チュ チェ チョ", "d": "ダ ディ ドゥ デ ド", "n": "ナ ニ ヌ ネ ノ", "h": "ハ ヒ フ ヘ ホ",
    "f": "ファ フィ フ フェ フォ", "b": "バ ビ ブ ベ ボ", "v": "ヴァ ヴィ ヴ ヴェ ヴォ", "p": "パ ピ プ ペ ポ", "m": "マ ミ ム メ モ",
    "y": "ヤ イ ユ イエ ヨ", "r": "ラ リ ル レ ロ", "ny": "ニャ ニ ニュ ニェ ニョ", "j": "ジャ ジ ジュ ジェ ジョ", "sh": "シャ シ シュ シェ ショ",
    "tor": "トラ トリ トル トレ トロ", "ng": "ガ ギ グ ゲ ゴ", "nng": "ンガ ンギ ング ンゲ ンゴ", "ku": "クア クイ ク クエ クオ",
    "ts": "ツァ ツィ ツ ツェ ツォ", "w": "ワ ウィ ウ ウェ ウォ", "l": "ラ リ ル レ ロ",
}  # fmt: skip
_KANA = {onset: dict(zip("aiueo", row.split(), strict=True)) for onset, row in _ROWS.items()}
# By the speech of the north, of the south, and letter by letter.
_ONSETS = {
    "": ("", "", ""), "c": ("k", "k", "k"), "ch": ("ch", "ch", "ch"), "d": ("z", "y", "d"), "đ": ("d", "d", "d"),
    "gh": ("g", "g", "g"), "gi": ("z", "y", "j"), "kh": ("k", "k", "h"), "l": ("r", "r", "r"), "ng": ("ng", "ng", "nng"),
    "ngh": ("ng", "ng", "nng"), "nh": ("ny", "ny", "ny"), "ph": ("f", "f", "f"), "qu": ("ku", "ku", "ku"), "r": ("z", "r", "r"),
    "th": ("t", "t", "t"), "tr": ("ch", "ch", "tor"), "v": ("v", "y", "v"), "x": ("s", "s", "s"),
}  # fmt: skip
_CODAS = {"": "", "n": "ン", "ng": "ン", "nh": "ン", "m": "ム", "p": "ップ", "t": "ット", "c": "ック", "ch": "ック"}
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
    if onset == "v":
        starts: tuple[str, ...] = ("v", "b", "v")
    else:
        starts = _ONSETS.get(onset, (onset,) * 3)
    says = []
    for place, start in enumerate(starts):
        sung = "ai" if (vowels, coda) == ("a", "nh") and place != 1 else vowels
        head = _KANA[start][sung[0]]
        tail = "".join(_KANA[""][vowel] for vowel in sung[1:])
        says.append(head + tail + ("ー" if not coda and not tail and place == 0 else "") + _CODAS[coda])
    return tuple(dict.fromkeys(says))


_INITIALS = {"b": "b", "p": "p", "m": "m", "f": "f", "d": "d", "t": "t", "n": "n", "l": "r", "g": "g", "k": "k", "h": "h", "j": "j",
             "q": "ch", "x": "sh", "zh": "j", "ch": "ch", "sh": "sh", "r": "r", "z": "z", "c": "ts", "s": "s", "y": "", "w": "", "": ""}  # fmt: skip
_FINALS = {
    "ang": "aン", "eng": "oン", "ong": "oン", "iang": "iアン", "ian": "iエン", "iao": "iアオ", "iong": "iオン", "iu": "iウ", "ing": "iン",
    "in": "iン", "ie": "iエ", "ia": "iア", "uang": "uアン", "uan": "uアン", "uai": "uアイ", "ui": "uイ", "un": "uン", "ua": "uア",
    "uo": "uオ", "ue": "uエ", "van": "uアン", "vn": "uン", "ve": "uエ", "v": "u", "ai": "aイ", "ei": "eイ", "ao": "aオ", "ou": "oウ", "an": "aン",
    "en": "eン", "a": "a", "o": "o", "e": "a", "i": "i", "u": "u", "er": "aル",
}  # fmt: skip
_ALONE = {"yi": "イ", "ya": "ヤ", "ye": "イエ", "yao": "ヤオ", "you": "ヨウ", "yan": "イエン", "yin": "イン", "yang": "ヤン", "ying": "イン",
          "yong": "ヨン", "yu": "ユー", "yue": "ユエ", "yuan": "ユアン", "yun": "ユン", "wu": "ウー", "wa": "ワ", "wo": "ウォ", "wai": "ワイ",
          "wei": "ウェイ", "wan": "ワン", "wen": "ウェン", "wang": "ワン", "weng": "ウォン", "zhi": "ジー", "chi": "チー", "shi": "シー",
          "ri": "リー", "zi": "ズー", "ci": "ツー", "si": "スー"}  # fmt: skip


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


def _weighted(rows: list[str]) -> tuple[list[str], list[float]]:
    split = [row.partition(":") for row in rows]
    return [one.replace("_", " ") for one, _, _ in split], [float(weight or 1) for _, _, weight in split]


_HANDED = {name: _weighted(getattr(tokens, name)) for name in
           ("VI_FAMILIES", "VI_WOMEN", "VI_MEN", "VI_GIVEN_WOMEN", "VI_GIVEN_MEN")}  # fmt: skip
_HOMES = {tongue: _weighted(rows) for tongue, rows in tokens.HOMES.items()}


def _pick(chance: random.Random, name: str) -> str:
    choices, weights = _HANDED[name]
    return chance.choices(choices, weights)[0]


def _vi(chance: random.Random) -> Name:
    sex = chance.choice(("WOMEN", "MEN"))
    middle = _pick(chance, f"VI_{sex}").split()
    double = [_pick(chance, f"VI_GIVEN_{sex}")] if chance.random() < 0.15 else []  # noqa: PLR2004
    said = [_pick(chance, "VI_FAMILIES"), *middle, *double, _pick(chance, f"VI_GIVEN_{sex}")]
    return Name("vi", tuple(Piece(one, tokens.VI_HAN.get(one, ""), vietnamese_kana(one)) for one in said), (0, len(said) - 1))


def _zh(chance: random.Random) -> Name:
    signs = chance.choices(tokens.ZH_FAMILIES, [1 / (place + 5) for place in range(len(tokens.ZH_FAMILIES))])
    given = chance.choices(tokens.ZH_GIVEN, k=1 if chance.random() < 0.2 else 2)  # noqa: PLR2004
    return Name("zh", (_signs(signs[0]), _signs("".join(given))), (0, 1))


def _signs(signs: str) -> Piece:
    syllables = han.pinyin(signs)[0]
    return Piece("".join(syllables).capitalize(), signs, ("".join(map(chinese_kana, syllables)),))


def _ko(chance: random.Random) -> Name:
    family = chance.choices(tokens.KO_FAMILIES, [1 / (place + 2) for place in range(len(tokens.KO_FAMILIES))])[0]
    given = chance.sample(tokens.KO_GIVEN, 2)
    spelt = chance.choice((1, 2, 2))
    pieces = (
        Piece(family[spelt].capitalize(), family[0], (family[3],)),
        Piece(given[0][spelt].capitalize() + chance.choice(("-", " ", "")) + given[1][spelt], given[0][0] + given[1][0],
              (given[0][3] + given[1][3],)),
    )  # fmt: skip
    return Name("ko", pieces, (0, 1))


def _row(row: tuple[str, ...]) -> Piece:
    return Piece(row[-2], row[0] if len(row) > 2 else "", (row[-1],))  # noqa: PLR2004


def _rows_of(chance: random.Random, tongue: str, *lists: tokens.Tokens) -> Name:
    pieces = tuple(_row(chance.choice(rows)) for rows in lists)
    return Name(tongue, pieces, (0, len(pieces) - 1))


def _th(chance: random.Random) -> Name:
    given, *parts = chance.choice(tokens.TH_GIVEN), *chance.choices(tokens.TH_PARTS, k=3)
    family = tuple("".join(column) for column in zip(*parts, strict=True))
    return Name("th", (_row(given), _row((family[0], family[1].capitalize(), family[2]))), (0, 1))


def name_of(tongue: str, chance: random.Random) -> Name:
    """A name as somebody from there may have it."""
    many = chance.random()
    if tongue in ("vi", "zh", "ko", "th"):
        return {"vi": _vi, "zh": _zh, "ko": _ko, "th": _th}[tongue](chance)
    if tongue == "ne":
        middle = () if many < 0.3 else (tokens.NE_MIDDLE,) if many < 0.8 else (tokens.NE_GIVEN,)  # noqa: PLR2004
        return _rows_of(chance, tongue, tokens.NE_GIVEN, *middle, tokens.NE_FAMILIES)
    if tongue == "my":
        return _rows_of(chance, tongue, *(tokens.MY,) * (2 if many < 0.2 else 3 if many < 0.8 else 4))  # noqa: PLR2004
    first, last = (getattr(tokens, f"{tongue.upper()}_{part}") for part in ("GIVEN", "FAMILIES"))
    middle = () if many < 0.25 else (first,) if many < 0.6 or tongue == "id" else (first, last)  # noqa: PLR2004
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
        choices, weights = _HOMES[name.tongue if name.tongue in _HOMES else ""]
        home = chance.choices(choices, weights)[0]
        made.append(Person(name, born, home if name.tongue == "vi" else f"{name.tongue} {home}"))
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
    if way == 2 and at + 1 < len(text):  # noqa: PLR2004
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
    kinds: dict[str, int] = field(default_factory=dict)

    def shorter(self, name: Name) -> list[Piece]:
        """Without the pieces in the middle."""
        return [name.pieces[name.outer[0]], name.pieces[name.outer[1]]]

    def latin(self, name: Name) -> str:
        """In letters, one way of many."""
        pieces = list(name.pieces)
        way = self.chance.choices(("full", "mrz", "order", "comma", "typo", "nomiddle", "vi"), (5, 5, 5, 4, 4, 4, 9))[0]
        if way == "vi" and name.tongue in ("vi", "my"):
            way = self.chance.choice(("telex", "nospace", "initial") if name.tongue == "vi" else ("nospace",))
        plain = [unmarked(each.latin) for each in pieces]
        match way:
            case "mrz":
                return " ".join(plain).upper()
            case "order":
                return " ".join(each.latin for each in (*pieces[1:], pieces[0]))
            case "comma":
                return plain[0].upper() + ", " + " ".join(plain[1:])
            case "typo":
                return typed_wrongly(" ".join(plain), self.chance)
            case "nomiddle":
                return " ".join(each.latin for each in self.shorter(name))
            case "telex":
                return " ".join(_telex(each.latin) for each in pieces)
            case "nospace":
                return "".join(plain).upper() if name.tongue == "vi" else "".join(plain)
            case "initial":
                return " ".join((plain[0], *(one[0] for one in plain[1:-1]), plain[-1])).upper()
        return " ".join(each.latin for each in pieces)

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
        if self.chance.random() < 0.6:  # noqa: PLR2004
            word = word.translate(_SMALL)
        if self.chance.random() < 0.5:  # noqa: PLR2004
            word = word.replace("ー", "")
        return word.replace("ッ", "") if self.chance.random() < 0.4 else word  # noqa: PLR2004

    def native(self, name: Name) -> str:
        """In the signs of the country; empty where there are none."""
        between = " " if name.tongue in ("ne", "th") else ""
        return between.join(each.native for each in name.pieces) if all(each.native for each in name.pieces) else ""

    def form(self, name: Name, script: str = "") -> tuple[str, str]:
        """A form, and its script: that one, or one of those in which such names are written."""
        has_native = name.tongue != "vi" or self.chance.random() < 0.5  # noqa: PLR2004
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
