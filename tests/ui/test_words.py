"""Sentences by key: whole, escaped, and never a bare key."""

import datetime as dt

import pytest

from madoguchi.ui import words
from madoguchi.ui.languages import LANGUAGES, own_name_of, wished_language, write_day

SATURDAY = dt.date(2026, 10, 31)


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("en", "Saturday 31 October 2026"),
        ("vi", "Thứ Bảy, 31/10/2026"),
        ("ja", "2026年10月31日（土）"),
        ("ja-x-easy", "2026{年|ねん} {10月|じゅうがつ} 31{日|にち}（{土|ど}）"),
    ],
)
def test_a_day_is_written_with_its_weekday_as_the_language_does(tag: str, written: str) -> None:
    assert write_day(tag, SATURDAY) == written


def test_days_with_a_reading_of_their_own_carry_it() -> None:
    assert "{1日|ついたち}" in write_day("ja-x-easy", dt.date(2026, 4, 1))
    assert "{4月|しがつ}" in write_day("ja-x-easy", dt.date(2026, 4, 1))


def test_readings_are_ruby_on_a_page_and_brackets_in_plain_text() -> None:
    assert words.ruby("{答|こた}え") == "<ruby>答<rp>（</rp><rt>こた</rt><rp>）</rp></ruby>え"
    assert words.say("ja-x-easy", "ask.month") == "月（つき）"


def test_what_stands_in_a_place_is_escaped() -> None:
    said = words.say_html("en", "cite.read_by", names="<b>&")
    assert "&lt;b&gt;&amp;" in said
    assert "<b>" not in said


def test_a_japanese_word_in_another_language_says_so() -> None:
    assert '(<span lang="ja">在留期間 満了日</span>)' in words.say_html("vi", "may_i_stay.until.help")


def test_a_missing_sentence_is_an_error_here_and_never_a_key_for_a_person() -> None:
    with pytest.warns(words.MissingWords, match="no sentence 'no.such.key' in vi"):
        said = words.say("vi", "no.such.key")
    assert "no.such.key" not in said
    with pytest.warns(words.MissingWords):
        assert "no.such.key" not in words.say_html("vi", "no.such.key")


def test_a_sentence_of_another_language_is_marked_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {tag: dict(words.sentences(tag)) for tag in ("vi", "en", "ja-x-easy")}
    del found["vi"]["need.title"]
    monkeypatch.setattr(words, "sentences", found.__getitem__)
    with pytest.warns(words.MissingWords):
        said = words.say_html("vi", "need.title")
    assert said.startswith("Chưa có bản tiếng Việt:")
    assert '<span lang="en">What do you need?</span>' in said
    assert '<span lang="ja-x-easy">' in said
    with pytest.warns(words.MissingWords):
        assert "What do you need?" in words.say("vi", "need.title")


def test_a_place_that_nobody_filled_is_noticed() -> None:
    with pytest.warns(words.MissingWords, match="waits for 'day'"):
        assert "…" in words.say("en", "answer.title")


@pytest.mark.parametrize(
    ("accept", "tag"),
    [
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("fr;q=0.9,en;q=0.5,ja;q=0.7", "ja"),
        ("en-US", "en"),
        ("my", "ja-x-easy"),
        ("", "ja-x-easy"),
        ("vi;q=broken,en", "en"),
    ],
)
def test_the_door_opens_in_the_language_that_the_browser_wishes_for(accept: str, tag: str) -> None:
    assert wished_language(accept) == tag


def test_the_picker_begins_with_vietnamese_and_has_names_in_their_own_script() -> None:
    assert [language.tag for language in LANGUAGES] == ["vi", "ja-x-easy", "ja", "en"]
    assert own_name_of("tl") == "Filipino"
    assert own_name_of("ne") == "नेपाली"
    assert own_name_of("no-such-language-at-all") == "no-such-language-at-all"


def test_every_language_is_a_draft_until_two_people_have_read_it() -> None:
    assert all(language.is_draft for language in LANGUAGES if len(language.readers) < 2)
