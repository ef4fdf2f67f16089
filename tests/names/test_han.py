"""How Han signs are read, country by country."""

from madoguchi.names import han


def test_one_sign_is_read_in_five_ways() -> None:
    assert han.pinyin("陳")[0] == ("chen",)
    assert han.hangul("陳") == ("진",)
    assert "trần" in han.vietnamese_readings("陳")
    assert "tin" in han.on_sounds("陳")
    assert han.abroad("陳") == ("chan",)


def test_a_family_name_is_read_its_own_way_in_korea() -> None:
    assert "김" in han.hangul("金")


def test_simplified_signs_have_the_readings_of_the_full_ones() -> None:
    assert han.pinyin("陈") == han.pinyin("陳")
    assert han.families_abroad()["陈"] == han.families_abroad()["陳"]


def test_an_unknown_sign_reads_as_nothing_and_stops_nobody() -> None:
    assert han.pinyin("\u3fff") == (("",),)
    assert han.vietnamese_readings("\u3fff") == ()


def test_letters_alone_are_read_off_by_way_of_the_commonest_signs() -> None:
    assert "tyo" in han.on_sounds_of_pinyin(("zhang",))
    assert "rin" in han.on_sounds_of_hangul("림")
    assert han.on_sounds_of_pinyin(("xyz",)) == ()


def test_kana_for_mandarin_is_read_off_by_ear() -> None:
    assert "tyo" in han.on_sounds_by_ear("zyan")
    assert "syohei" in han.on_sounds_by_ear("syaopin")
    assert han.on_sounds_by_ear("gwen") == ()


def test_a_sign_may_be_read_otherwise_as_a_family() -> None:
    assert ("piao",) in han.pinyin_of_family("朴")
    assert han.pinyin_of_family("陈") == han.pinyin("陈")


def test_spellings_of_hong_kong_are_brought_to_pinyin_where_they_can_be() -> None:
    assert ("jian", "guo") in han.from_hong_kong("kinkwok")
    assert ("huang",) in han.pinyin_of_families_abroad()["wong"]
    assert han.from_hong_kong("santos") == ()
