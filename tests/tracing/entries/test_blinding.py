"""Blinded keys: what meets, what does not, and what a thief of the keys can read off them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.names import match as names
from madoguchi.tracing.decide import spoken
from madoguchi.tracing.decide.blinding import KEY_BYTES, Blinded, LocalBlinder
from madoguchi.tracing.decide.compounds import folded, of_asker, of_denied, of_sought
from madoguchi.tracing.decide.index import CAP_LEAST
from madoguchi.tracing.decide.matching import index_of, is_same_sought, pairings
from madoguchi.tracing.decide.spoken import is_a_name, spoken_cuts
from madoguchi.tracing.pages.show_entries import names_beside
from madoguchi.tracing.terms.entries import Denied, Part, Relation, Written
from madoguchi.vault.seals import new_key
from madoguchi.vault.terms import key_of

BY = LocalBlinder({1: key_of(bytes(32))})
HOAN = Written(("Trần Thị Hoàn",), 1998, "Nghệ An")
GIVEN = [
    "Hùng", "Dũng", "Cường", "Nam", "Hải", "Thắng", "Long", "Minh", "Sơn", "Đức", "Hiếu", "Huy", "Bình", "Tiến", "Toàn", "Phong",
    "Linh", "Duy", "Kiên", "Thịnh", "Quân",
]  # fmt: skip


def beacon(who: Written) -> frozenset[Blinded]:
    """The keys of somebody who left a beacon."""
    return BY.blinded(of_sought(who, spoken_cuts, asks=False))


def search(who: Written) -> frozenset[Blinded]:
    """The keys of a search for somebody."""
    return BY.blinded(of_sought(who, spoken_cuts, asks=True))


@pytest.mark.parametrize(
    "asked",
    [
        HOAN,
        Written(("TRAN THI HOAN",), None, ""),
        Written(("Hoàn Trần Thị",), None, ""),
        Written(("Trần Hoàn",), 1998, ""),
        Written(("Trần Hoàn",), 1999, ""),
        Written(("Hoàn",), 1997, "nghệ an"),
        Written(("ＴＲＡＮ　ＴＨＩ　ＨＯＡＮ",), None, ""),
        Written(("チャン・ティ・ホアン",), None, ""),
        Written(("ﾁｬﾝ･ﾃｨ･ﾎｱﾝ",), None, ""),
        Written(("チャン ホアン",), 1998, ""),
        Written(("陳氏歡",), None, ""),
        Written(("チャンティホアン",), None, ""),
        Written(("ちゃんてぃほあん",), None, ""),
        Written(("チャンホアン",), 1998, ""),
        Written(("TRANTHIHOAN",), None, ""),
        Written(("TRAN T HOAN",), 1998, ""),
        Written(("Traanf Thij Hoanf",), None, ""),
        Written(("トラン・ティ・ホアン",), None, ""),
        Written(("Tran Thj Hoan",), 1998, ""),
        Written(("Trần Thị Hòa",), 1998, "Nghệ An"),
        Written(("Nobody At All", "Trần Thị Hoàn"), None, ""),
    ],
)
def test_other_writings_of_one_person_meet(asked: Written) -> None:
    (found,) = pairings({"s": search(asked)}, {"b": beacon(HOAN)}, {})
    assert found.score > 0


def test_a_long_name_is_found_too() -> None:
    long = Written(("Maria Aparecida dos Santos de Oliveira Silva Souza Pereira Lima",), 1990, "Bahia")
    assert pairings({"s": search(long)}, {"b": beacon(long)}, {}) != ()
    assert len(search(long)) < 1_500


@pytest.mark.parametrize(
    "asked",
    [
        Written(("Trần Thị Hương",), None, ""),  # two pieces alike are no name
        Written(("Hoàn",), None, ""),
        Written(("Hoàn",), 1998, ""),
        Written(("Lê Văn Nam",), 1998, "Nghệ An"),
        Written(("Trần Hoàn",), 1990, ""),
        Written(("Trần Văn Nam",), 1998, "Nghệ An"),  # a family name with year and home is half a village
    ],
)
def test_a_little_in_common_asks_nobody(asked: Written) -> None:
    assert pairings({"s": search(asked)}, {"b": beacon(HOAN)}, {}) == ()


def test_no_key_is_made_of_a_single_piece_of_a_name() -> None:
    words = of_sought(HOAN, spoken_cuts, asks=True) | of_asker(HOAN, Relation.PARENT, "ab", spoken_cuts)
    words |= of_denied([Denied("Trần Thị Hoàn")], spoken_cuts)
    pieces = {reading for cut in spoken_cuts("Trần Thị Hoàn", asks=True) for piece in cut.pieces for reading in piece}
    assert {word for part, word in words if part not in (Part.RELATION, Part.TALK)} & pieces == set()


def test_without_the_key_behind_them_keys_of_two_houses_have_nothing_in_common() -> None:
    other = LocalBlinder({1: new_key()})
    assert BY.blinded(of_sought(HOAN, asks=True)) & other.blinded(of_sought(HOAN, asks=True)) == frozenset()


def test_a_key_says_nothing_of_its_word_but_eight_bytes() -> None:
    assert {key.value.bit_length() <= 8 * KEY_BYTES for key in search(HOAN)} == {True}


def test_two_epochs_meet_and_count_once() -> None:
    old, new = LocalBlinder({1: key_of(bytes(32))}), LocalBlinder({1: key_of(bytes(32)), 2: key_of(b"\x01" * 32)})
    of_old = old.blinded(of_sought(HOAN, asks=False))
    of_both = new.blinded(of_sought(HOAN, asks=False))
    asked = new.blinded(of_sought(HOAN, asks=True))
    (across,) = pairings({"s": asked}, {"b": of_old}, {})
    (both,) = pairings({"s": asked}, {"b": of_both}, {})
    assert across.score == both.score


def test_the_rarer_the_shared_thing_the_likelier_the_pair() -> None:
    others = {name: beacon(Written((f"Nguyễn Thị {name}",), 1998, "Nghệ An")) for name in GIVEN[:10]}
    twins = {"rare": beacon(Written((f"Nguyễn Thị {GIVEN[3]}",), 1998, "Nghệ An")), **others}
    found = pairings({"s": search(Written((f"Nguyễn Thị {GIVEN[3]}",), 1998, "Nghệ An"))}, twins, {})
    assert {found[0].beacon, found[1].beacon} == {"rare", GIVEN[3]}
    assert found[0].score > found[2].score


def test_a_key_that_many_beacons_hold_counts_for_nothing() -> None:
    crowd = {name: beacon(Written((f"Nguyễn Văn {name}",), 1990, "Huế")) for name in GIVEN[: CAP_LEAST + 1]}
    asked = {"s": search(Written(("Nguyễn Văn",), 1990, ""))}
    fewer = {name: crowd[name] for name in list(crowd)[1:]}
    assert len(crowd) == CAP_LEAST + 1
    assert len(pairings(asked, fewer, {})) == CAP_LEAST
    assert pairings(asked, crowd, {}) == ()
    gone = index_of(crowd, 1).frequent.keys()
    kinds = {key.part for keys in crowd.values() for key in keys if key.value in gone}
    assert kinds == {Part.YEAR, Part.HOME, Part.PIECE}


def test_many_searches_or_false_beacons_do_not_hide_the_one_that_is_meant() -> None:
    flood = {f"f{number}": beacon(HOAN) for number in range(CAP_LEAST * 2)}
    searches = {f"s{number}": search(HOAN) for number in range(CAP_LEAST * 2)}
    found = pairings(searches, {"b": beacon(HOAN), **flood}, {})
    assert ("s0", "b") in {(each.search, each.beacon) for each in found}


@pytest.mark.parametrize(
    "denied",
    [
        Denied("Phạm Văn Cò"),
        Denied("cò phạm"),
        Denied("", Relation.RELATIVE),
        Denied(talk="ab"),
    ],
)
def test_a_deny_list_beats_every_match(denied: Denied) -> None:
    asker = BY.blinded(of_asker(Written(("Phạm Văn Cò",)), Relation.RELATIVE, "ab"))
    keys = search(HOAN) | asker
    assert pairings({"s": keys}, {"b": beacon(HOAN)}, {}) != ()
    assert pairings({"s": keys}, {"b": beacon(HOAN)}, {"b": BY.blinded(of_denied([denied]))}) == ()


def test_one_piece_of_a_name_denies_nobody() -> None:
    assert of_denied([Denied("Nguyễn")]) == frozenset()
    assert not is_a_name("Nguyễn")
    assert is_a_name("陳氏歡")


@pytest.mark.parametrize("written", ["ファム・ヴァン・コー", "PHAM VAN CO", "Cò Phạm Văn"])
def test_a_name_is_denied_in_whatever_script_it_is_given(written: str) -> None:
    asker = BY.blinded(of_asker(Written(("Phạm Văn Cò",)), Relation.OTHER, "ab", spoken_cuts))
    assert not asker.isdisjoint(BY.blinded(of_denied([Denied(written)], spoken_cuts)))


def test_one_enquirer_who_looks_for_the_same_name_again_is_noticed() -> None:
    assert is_same_sought(search(HOAN), search(Written(("TRAN THI HOAN",), 1970, "Huế")))
    assert not is_same_sought(search(HOAN), search(Written(("Lê Văn Nam",), 1998, "Nghệ An")))


@pytest.mark.parametrize(
    ("asked", "enough"),
    [
        (Written(("Trần Thị Hoàn",), None, ""), True),
        (Written(("Trần Hoàn",), None, ""), False),
        (Written(("Trần Hoàn",), 1998, ""), True),
        (Written(("Trần Hoàn",), 1999, ""), True),
        (Written(("Trần Hoàn",), 2000, ""), False),
        (Written(("Trần Hoàn",), None, "Nghệ An"), True),
        (Written(("Lê Hoàn",), 1998, "Nghệ An"), False),  # whoever knows two pieces means both
        (Written(("Hoàn",), 1998, "Nghệ An"), True),
        (Written(("Hoàn",), None, "Nghệ An"), False),
    ],
)
def test_what_says_enough(asked: Written, *, enough: bool) -> None:
    assert bool(pairings({"s": search(asked)}, {"b": beacon(HOAN)}, {})) is enough


def test_a_year_that_both_know_and_that_differs_speaks_against() -> None:
    named = "Trần Thị Hoàn"
    others = {
        "silent": beacon(Written((named,), None, "")),
        "other": beacon(Written((named,), 1970, "Huế")),
        "same": beacon(HOAN),
    }
    found = pairings({"s": search(HOAN)}, others, {})
    assert [each.beacon for each in found] == ["same", "silent", "other"]


@given(st.text(max_size=60), st.text(max_size=30))
def test_any_text_can_be_a_name_and_a_home(name: str, home: str) -> None:
    who = Written((name,), None, home)
    assert of_sought(who, spoken_cuts, asks=False) <= of_sought(who, spoken_cuts, asks=True)
    assert folded(folded(name)) == folded(name)


@pytest.mark.parametrize("name", ["Nguyễn Văn An", "グエン ヴァン アン", "陳美玲", "Thapa Magar Sita"])
def test_a_name_that_was_cut_or_compared_stays_in_no_memory(name: str) -> None:
    assert spoken_cuts(name, asks=True)
    assert names.remembered() == 0
    assert not any(memory.cache_info().currsize for memory in vars(spoken).values() if hasattr(memory, "cache_info"))
    assert names_beside([name], ["Nguyen Van An"]).score >= 0
    assert names.remembered() == 0
