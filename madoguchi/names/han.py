"""How Han signs are read: in Mandarin, in Hong Kong, in Korea, in Viet Nam, in Japan."""

from collections import Counter
from functools import cache, lru_cache
from itertools import product

from madoguchi.names import chinese, japanese, shelf, vietnamese
from madoguchi.names.spelling import apart, respelt, rules

_MANDARIN, _CANTONESE, _KOREAN, _VIETNAMESE, _ON = range(1, 6)
Readings = tuple[str, ...]


def is_han(sign: str) -> bool:
    """Whether a sign is a Han sign, with the mark that repeats one."""
    return (
        "\u3400" <= sign <= "\u9fff" or "\U00020000" <= sign <= "\U0003134f" or sign in "々〆ヶ" or "\uf900" <= sign <= "\ufaff"
    )


@cache
def _table() -> dict[str, tuple[Readings, ...]]:
    return {row[0]: tuple(tuple(column.split()) for column in (*row, *[""] * (6 - len(row)))) for row in shelf.rows("han.tsv")}


@cache
def _kun() -> dict[str, Readings]:
    return {row[0]: tuple(row[1].split()) for row in shelf.rows("kun.tsv")}


def _read(sign: str, column: int) -> Readings:
    row = _table().get(sign)
    return row[column] if row else ()


@cache
def _sino_vietnamese() -> dict[str, Readings]:
    return {row[0]: tuple(row[1].split()) for row in shelf.rows("sino_vietnamese.tsv")}


@cache
def families_abroad() -> dict[str, Readings]:
    """Spellings of a family name outside the mainland, by its sign (both shapes)."""
    spellings = {row[0]: tuple(row[1].split()) for row in shelf.rows("families_abroad.tsv")}
    return spellings | {simple: spellings[full] for full, simple in _SIMPLIFIED.items()}


_SIMPLIFIED = dict(
    zip(
        "陳黃張吳劉楊鄭許謝馮鄧葉蘇羅盧鍾鐘顏蕭馬溫孫湯莊呂區歐鄺關譚趙錢龔龍陸簡韓",
        "陈黄张吴刘杨郑许谢冯邓叶苏罗卢钟锺颜萧马温孙汤庄吕区欧邝关谭赵钱龚龙陆简韩",
        strict=True,
    )
)


@lru_cache(maxsize=1 << 16)
def vietnamese_readings(sign: str) -> Readings:
    """A sign in Vietnamese, with marks."""
    return tuple(dict.fromkeys(_sino_vietnamese().get(sign, ()) + _read(sign, _VIETNAMESE)))


@lru_cache(maxsize=1 << 16)
def vietnamese_sounds(sign: str) -> Readings:
    """A sign in Vietnamese, as kana sounds."""
    return tuple(dict.fromkeys(sound for word in vietnamese_readings(sign) for sound in vietnamese.sounds(word)))


@lru_cache(maxsize=1 << 16)
def pinyin(signs: str) -> tuple[tuple[str, ...], ...]:
    """Signs in Mandarin, syllable by syllable: the usual reading, and up to three others."""
    each = [_read(sign, _MANDARIN)[:2] or ("",) for sign in signs]
    return tuple(product(*each))[:4]


# Signs that are read otherwise as a family name than anywhere else. Several: people differ.
_AS_FAMILY = {
    "朴": ("piao",), "单": ("shan",), "單": ("shan",), "曾": ("zeng",), "解": ("xie",), "仇": ("qiu",), "查": ("zha",),
    "翟": ("zhai", "di"), "冼": ("xian",), "缪": ("miao",), "繆": ("miao",), "覃": ("qin", "tan"), "乐": ("yue", "le"),
    "樂": ("yue", "le"), "区": ("ou",), "區": ("ou",), "任": ("ren",), "葛": ("ge",), "盖": ("ge", "gai"), "召": ("shao",),
    "种": ("chong",), "繁": ("po",), "折": ("she",), "燕": ("yan",), "宁": ("ning",), "甯": ("ning",), "那": ("na",),
    "纪": ("ji",), "紀": ("ji",), "华": ("hua",), "華": ("hua",), "尹": ("yin",), "员": ("yun",), "尉": ("wei", "yu"),
}  # fmt: skip


FAMILIES_OF_TWO = frozenset(
    """欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 皇甫 南宫 南宮 慕容 尉迟 尉遲 夏侯 公孙 公孫 令狐 西门 西門 司空 鮮于 獨孤 东方 東方
    司徒 长孙 長孫 宇文 端木 轩辕 軒轅""".split()  # noqa: SIM905
)


def pinyin_of_family(signs: str) -> tuple[tuple[str, ...], ...]:
    """A family name in Mandarin."""
    return tuple((one,) for one in _AS_FAMILY[signs]) if signs in _AS_FAMILY else pinyin(signs)


@lru_cache(maxsize=1 << 16)
def hangul(signs: str) -> Readings:
    """Signs in Korean, as Hangul."""
    each = [_read(sign, _KOREAN)[:3] or ("",) for sign in signs]
    return tuple("".join(one) for one in product(*each))[:6]


@lru_cache(maxsize=1 << 16)
def on_sounds(signs: str) -> Readings:
    """Signs as a Japanese clerk reads them off: readings from Chinese."""
    each = [_read(sign, _ON)[:3] or ("",) for sign in signs]
    return tuple("".join(one) for one in product(*each))[:9]


@lru_cache(maxsize=1 << 16)
def japanese_readings(signs: str) -> japanese.Index:
    """Every way each sign may be read in a Japanese name."""
    found: list[Readings] = []
    for place, sign in enumerate(signs):
        own = signs[place - 1] if sign == "々" and place else sign
        plain = tuple(dict.fromkeys(_read(own, _ON) + _kun().get(own, ())))
        found.append(tuple(dict.fromkeys(form for reading in plain for form in japanese.softened(reading))))
    return japanese.by_first_letter(tuple(found))


# ------------------------------------------------------------------------------ Hong Kong and beyond

_HONG_KONG = rules(
    (r"^[zc]", "ch"), (r"^jyu", "yu"), (r"^j", "y"), (r"^gw", "kw"), (r"^g", "k"), (r"^b", "p"), (r"^d", "t"), (r"oeng", "eung"),
    (r"oek", "euk"), (r"eoi", "ui"), (r"eo", "u"), (r"yun", "yuen"), (r"yut", "yuet"), (r"ou", "o"), (r"aa", "a"),
    (r"(?<=[aeiou])u", "u"),
)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def abroad(signs: str) -> Readings:
    """Signs as spelt in Hong Kong."""
    each = [tuple(respelt(one, _HONG_KONG) for one in _read(sign, _CANTONESE)[:1]) or ("",) for sign in signs]
    return tuple("".join(one) for one in product(*each))[:2]


@cache
def _pinyin_by_hong_kong() -> dict[str, Readings]:
    """For each spelling of Hong Kong the syllables of pinyin that the usual signs with it have, the commonest first."""
    counts: dict[str, Counter[str]] = {}
    for place, readings in zip(range(_KNOWN), _table().values(), strict=False):
        for cantonese in readings[_CANTONESE][:1]:
            for syllable in readings[_MANDARIN][:1]:
                counts.setdefault(respelt(cantonese, _HONG_KONG), Counter())[syllable] += 2 if place < _COMMON else 1
    return {spelt: tuple(syllable for syllable, _ in found.most_common(4)) for spelt, found in counts.items()}


@lru_cache(maxsize=1 << 16)
def from_hong_kong(word: str) -> tuple[tuple[str, ...], ...]:
    """A word spelt as in Hong Kong as pinyin, every likely way it may be meant; empty when it is none."""
    known = _pinyin_by_hong_kong()
    parts = apart(word, known, _SIGNS_OF_A_GIVEN_NAME)
    return tuple(product(*(known[part] for part in parts)))[:12] if parts else ()


_SIGNS_OF_A_GIVEN_NAME = 2


@cache
def pinyin_of_families_abroad() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Pinyin of a family name by its spellings outside the mainland: ng is wu and huang."""
    found: dict[str, dict[tuple[str, ...], None]] = {}
    for sign, spellings in families_abroad().items():
        for one in spellings:
            found.setdefault(one, {}).update(dict.fromkeys(pinyin_of_family(sign)[:1]))
    return {spelt: tuple(each) for spelt, each in found.items()}


# -------------------------------------------------------- read off by way of a sign that nobody wrote


@cache
def _on_by_pinyin() -> dict[str, Readings]:
    return _likeliest(_MANDARIN)


@cache
def _on_by_hangul() -> dict[str, Readings]:
    return _likeliest(_KOREAN)


# The table begins with the usual signs.
_COMMON = 1200
_KNOWN = 3000
_OF_A_FAMILY = 20
"""A sign that is a family's stands in one of every few names."""


def _likeliest(column: int) -> dict[str, Readings]:
    """For each reading the three readings from Chinese that the commonest signs with it have."""
    counts: dict[str, Counter[str]] = {}
    for place, (sign, readings) in enumerate(_table().items()):
        weight = _OF_A_FAMILY if sign in families_abroad() else 3 if place < _COMMON else 2 if place < _KNOWN else 1
        for reading in readings[column][:2]:
            for sound in readings[_ON][:1]:
                counts.setdefault(reading, Counter())[sound] += weight
    return {reading: tuple(sound for sound, _ in sounds.most_common(3)) for reading, sounds in counts.items()}


@lru_cache(maxsize=1 << 16)
def on_sounds_of_pinyin(syllables: tuple[str, ...]) -> Readings:
    """How Mandarin syllables may be read off in Japan, when only their letters are known."""
    each = [_on_by_pinyin().get(one, ()) for one in syllables]
    return tuple("".join(one) for one in product(*each))[:64]


@lru_cache(maxsize=1 << 16)
def on_sounds_of_hangul(syllables: str) -> Readings:
    """How Hangul may be read off in Japan, when only its letters are known."""
    each = [_on_by_hangul().get(one, ()) for one in syllables]
    return tuple("".join(one) for one in product(*each))[:64]


@cache
def _on_by_ear() -> dict[str, Readings]:
    """What is read off for a syllable of Mandarin that is known by its kana alone."""
    found: dict[str, dict[str, None]] = {}
    for syllable, readings in _on_by_pinyin().items():
        for sound in chinese.sounds((syllable,)):
            found.setdefault(sound, {}).update(dict.fromkeys(readings[:3]))
    return {sound: tuple(readings) for sound, readings in found.items()}


@lru_cache(maxsize=1 << 14)
def on_sounds_by_ear(run: str) -> Readings:
    """How kana for Mandarin may be read off in Japan, one or two syllables; empty when it is no Mandarin."""
    known = _on_by_ear()
    found = dict.fromkeys(known.get(run, ()))
    for place in range(1, len(run)):
        heads, tails = known.get(run[:place], ()), known.get(run[place:], ())
        found.update(dict.fromkeys(head + tail for head in heads for tail in tails))
    return tuple(found)


def open_tables() -> None:
    """Reads all tables, and what is worked out of them."""
    for table in (
        _table, _kun, _sino_vietnamese, families_abroad, pinyin_of_families_abroad, _pinyin_by_hong_kong, _on_by_pinyin,
        _on_by_hangul, _on_by_ear,
    ):  # fmt: skip
        table()


# The commonest family names of China, as letters.
FAMILIES_IN_PINYIN = frozenset(
    """wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie song tang
    deng han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng su wei lv lu ding ren yao shen
    zhong cui tan fan liao shi jin jia xia fu fang zou xiong bai meng qin qiu hou yin xue yan lei long tao hao kong
    mao qian dai wan gu mo qi""".split()  # noqa: SIM905
)
