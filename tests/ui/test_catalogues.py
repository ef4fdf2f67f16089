"""The catalogues of all languages say the same things, and every kanji of easy Japanese can be read."""

import re
from importlib import resources

import pytest
from babel.messages.pofile import read_po

from madoguchi.ui.languages import EASY, LANGUAGES
from madoguchi.ui.words import ABROAD, CATALOGUES, ELSEWHERE, in_catalogues, of_country, places_of, sentences

TAGS = [language.tag for language in LANGUAGES]
KANJI = re.compile(r"[\u3400-\u9fff々〆]")
LONGEST_READING = 10
RUBY = re.compile(r"\{[^{}|]+\|[\u3040-\u30ffー]+\}")


@pytest.mark.parametrize("tag", TAGS)
def test_every_language_has_every_sentence(tag: str) -> None:
    everything = {key for other in TAGS for key in in_catalogues(other, CATALOGUES)}
    assert everything - in_catalogues(tag, CATALOGUES).keys() == set()


@pytest.mark.parametrize(("name", "tag"), list(zip(ABROAD, ("ko", "es", "it"), strict=True)))
def test_the_rules_of_another_country_are_said_in_its_language_and_in_english(name: str, tag: str) -> None:
    there, english = in_catalogues(tag, (name,)), in_catalogues("en", (name,))
    assert english
    assert there.keys() == english.keys()
    assert {key for key, said in there.items() if places_of(said) != places_of(english[key])} == set()
    others = [other for other in (*CATALOGUES, *ABROAD, *ELSEWHERE) if other != name]
    assert english.keys() & in_catalogues("en", tuple(others)).keys() == set(), "a sentence of one country speaks for another"


@pytest.mark.parametrize("tag", TAGS)
def test_a_sentence_has_the_same_places_in_every_language(tag: str) -> None:
    different = {
        key: (places_of(sentences("en")[key]), places_of(said))
        for key, said in sentences(tag).items()
        if places_of(said) != places_of(sentences("en").get(key, ""))
    }
    assert different == {}


def test_every_kanji_of_easy_japanese_stands_inside_its_reading() -> None:
    bare = {key: said for key, said in sentences(EASY).items() if KANJI.search(RUBY.sub("", said))}
    assert bare == {}


def test_a_reading_is_short_enough_for_a_narrow_phone_with_large_letters() -> None:
    """A word with its reading is never broken over two lines: {労働|ろうどう}{基準|きじゅん} fits, one long word does not."""
    readings = {word for said in sentences(EASY).values() for word in RUBY.findall(said)}
    assert [word for word in readings if len(word.partition("|")[2]) > LONGEST_READING + 1] == []


def test_only_easy_japanese_has_readings() -> None:
    assert [key for tag in TAGS if tag != EASY for key, said in sentences(tag).items() if RUBY.search(said)] == []


def test_vietnamese_is_written_with_its_marks() -> None:
    marked = re.compile(r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
    long = [said for said in sentences("vi").values() if len(said) > 25]
    assert [said for said in long if not marked.search(said)] == []


@pytest.mark.parametrize("tag", TAGS)
def test_no_sentence_stands_in_two_catalogues(tag: str) -> None:
    seen: dict[str, str] = {}
    twice = []
    for name in CATALOGUES:
        file = resources.files("madoguchi").joinpath("locale", tag, name)
        assert file.is_file(), f"{name} is missing in {tag}"
        with file.open("rb") as stream:
            keys = [str(message.id) for message in read_po(stream) if message.id]
        twice += [key for key in keys if seen.setdefault(key, name) != name]
    assert twice == []


def test_what_is_said_of_a_life_abroad_is_the_country_s_own_or_one_for_anywhere_else() -> None:
    assert of_country("option.change_workplace", "KR") == "kr.option.change_workplace"
    assert of_country("option.change_workplace", "ES@2026-11-01") == "es.option.change_workplace"
    assert of_country("state.lawful", "KR") == "abroad.state.lawful"
    assert of_country("state.lawful", "JP") == "state.lawful"
    assert of_country("answer.why", "IT") == "answer.why"
