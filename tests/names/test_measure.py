"""Numbers about the comparison, and files that cannot give any."""

import itertools

import pytest

from madoguchi.names import measure
from madoguchi.names.terms import PairsError

GOOD = """form_a,form_b,same_person,language,script_a,script_b,provenance
Maria Santos,マリア・サントス,1,fil,Latn,Kana,attested
Maria Santos,ジュン・クルス,0,fil,Latn,Kana,attested-edit
김민지,Kim Min-ji,1,ko,Hang,Latn,rule
김민지,Park Su-bin,0,ko,Hang,Latn,rule
सीता राई,Sita Rai,1,ne,Deva,Latn,rule
"""


def test_an_auc_is_the_share_of_right_orders_and_a_tie_is_half() -> None:
    assert measure.auc([(True, 0.9), (False, 0.1)]) == 1.0
    assert measure.auc([(True, 0.1), (False, 0.9)]) == 0.0
    assert measure.auc([(True, 0.5), (False, 0.5)]) == 0.5
    assert measure.auc([(True, 0.9), (True, 0.3), (False, 0.5)]) == 0.5
    assert measure.auc([(True, 0.9)]) is None


def test_recall_is_counted_where_precision_still_holds() -> None:
    assert measure.recall_at(0.95, [(True, 0.9), (True, 0.8), (False, 0.7), (True, 0.6)]) == pytest.approx(2 / 3)
    assert measure.recall_at(0.95, [(False, 0.9), (True, 0.8)]) == 0.0
    assert measure.recall_at(0.95, [(True, 0.5), (False, 0.5)]) == 0.0
    assert measure.recall_at(0.95, []) == 0.0


def test_a_measure_tells_the_whole_and_its_parts() -> None:
    ticks = itertools.count(0.0, 0.5)
    found = measure.measure(measure.read_pairs(GOOD), lambda: next(ticks))
    assert found.pairs == 5
    assert found.auc == 1.0
    assert found.recall_at_precision_95 == 1.0
    assert found.pairs_per_second == 10.0
    assert found.attested == 1.0
    assert found.by_language == {"fil": 1.0, "ko": 1.0}
    assert found.by_scripts == {"Hang-Latn": 1.0, "Kana-Latn": 1.0}


def test_columns_beside_the_three_may_be_missing() -> None:
    pairs = measure.read_pairs("form_a,form_b,same_person\na,b,0\na,a,1\n")
    assert [pair.same for pair in pairs] == [False, True]
    assert pairs[0].scripts == ""


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("", 1, ""),
        ("form_a;form_b;same_person\na;b;1\n", 1, ""),
        ("form_a\tform_b\tsame_person\na\tb\t1\n", 1, ""),
        ("form_a,form_a,form_b,same_person\na,a,b,1\n", 1, "form_a"),
        ("form_a,form_b\na,b\n", 1, "same_person"),
        ("form_a,form_b,same_person\na,b,1\na,b,perhaps\n", 3, "same_person"),
        ("form_a,form_b,same_person\na,,1\n", 2, "form_b"),
        ("form_a,form_b,same_person\na,b\n", 2, "same_person"),
        ("form_a,form_b,same_person\na,b,1,c\n", 2, ""),
        ("form_a,form_b,same_person\na,b,1\n", 2, "same_person"),
        ('form_a,form_b,same_person\n"a,b,1\n', 2, ""),
    ],
)
def test_a_file_that_gives_no_numbers_says_where_it_is_wrong(text: str, line: int, column: str) -> None:
    with pytest.raises(PairsError) as refused:
        measure.read_pairs(text)
    assert (refused.value.line, refused.value.column) == (line, column)
    assert f"line {line}" in str(refused.value)


def test_a_mark_at_the_beginning_other_line_ends_and_spaces_change_nothing() -> None:
    plain = "form_a,form_b,same_person\na,b,0\na,a,1\n"
    assert measure.read_pairs(plain.replace("\n", "\r\n").replace(",0", ", 0 ")) == measure.read_pairs(plain)
