"""What is only recalled is not knowledge."""

from madoguchi.ground.citations import Confidence, Instrument


def test_only_what_somebody_read_is_knowledge() -> None:
    assert [each for each in Confidence if not each.is_knowledge] == [Confidence.RECALLED]


def test_every_kind_of_text_has_a_word_of_its_own() -> None:
    assert len({each.value for each in Instrument}) == len(Instrument)
