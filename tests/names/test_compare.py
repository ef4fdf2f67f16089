"""Which word answers to which."""

from madoguchi.names import compare, latin
from madoguchi.names.compare import Joins
from madoguchi.names.words import Words


def of(text: str) -> Words:
    """Words with one variant each."""
    return tuple((word,) for word in text.split())


def partners(a: str, b: str, joins: Joins = Joins.NEVER) -> list[tuple[int, int]]:
    """Places that lie against each other."""
    return [(i, j) for i, j, _ in compare.lay(of(a), of(b), latin.rough, joins).pairs]


def test_words_find_their_partners_in_any_order() -> None:
    assert partners("maria santos cruz", "cruz maria santos") == [(0, 1), (1, 2), (2, 0)]


def test_a_dropped_word_is_left_over() -> None:
    laid = compare.lay(of("maria luisa santos"), of("maria santos"), latin.rough)
    assert laid.left_here == (1,)
    assert laid.left_there == ()


def test_a_run_is_cut_by_the_words_of_the_other_side() -> None:
    laid = compare.lay(of("maria santos"), of("santosmaria"), latin.rough)
    assert laid.cut
    assert [pair[2].exact for pair in laid.pairs] == [1.0, 1.0]
    assert compare.lay(of("santosmaria"), of("maria santos"), latin.rough).cut


def test_a_run_that_is_one_of_the_words_is_that_word() -> None:
    laid = compare.lay(of("maria fernandez santos"), of("maria"), latin.rough)
    assert not laid.cut
    assert laid.left_here == (1, 2)


def test_words_written_as_one_are_put_together_where_a_language_does_so() -> None:
    assert partners("kim min ji", "kim minji", Joins.SOMETIMES) == [(0, 0), (1, 1)]


def test_a_letter_alone_answers_to_what_it_may_begin() -> None:
    assert compare.near(("c.",), ("cruz",), latin.rough).both == 1.0
    assert compare.near(("kurusu",), ("c.",), compare.coarse).both == 1.0
    assert compare.near(("c.",), ("maria",), latin.rough).both == 0.0


def test_a_word_nobody_can_read_says_nothing() -> None:
    assert compare.near((), ("lan",), latin.rough).both == 0.5
    assert compare.lay((), of("lan"), latin.rough).pairs == ()


def test_a_form_of_address_may_stand_before_either_name() -> None:
    laid = compare.lay_titled(of("daw mya"), of("mya"), latin.rough)
    assert [pair[2].exact for pair in laid.pairs] == [1.0]
    assert compare.lay_titled(of("mya"), of("daw mya"), latin.rough).left_there == ()
