"""A letter says in two languages what its blanks hold. It carries no return number, and no stay to whoever may have to report."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.casework import shelf
from madoguchi.casework.actions import cases, closing, letters
from madoguchi.casework.actions.letters import Draft
from madoguchi.casework.decide.letters import (
    EMPTY,
    Blank,
    Both,
    Kind,
    TemplateError,
    Value,
    as_content,
    checked,
    holds_number,
    proposed,
    put_together,
    read_template,
)
from madoguchi.casework.decide.letters import _read as read_value
from madoguchi.casework.pages.papers import written
from madoguchi.casework.terms import Case, CaseRefused, Changed, Harm, Part
from madoguchi.ground.ids import clause_id
from madoguchi.rules.shelf import law_of
from madoguchi.ui.languages import LANGUAGES
from madoguchi.ui.words import has
from madoguchi.vault.number import ReturnNumber, as_digits, as_words
from tests.casework.network_of_cases import TODAY, Street

pytestmark = pytest.mark.slow
TEMPLATES = sorted(shelf.letters())
PLAIN = "Xin trả lương."


def plain(tag: str, blank: Blank, value: object) -> str:
    """A value as it is, for tests about lines."""
    if isinstance(value, Both):
        return value.ja if tag == "ja" else value.other
    return ",".join(value) if isinstance(value, tuple) else str(value)


# ------------------------------------------------------------------ the files


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_rests_on_clauses_that_exist_and_says_who_has_read_it(name: str) -> None:
    template = shelf.letters()[name]
    assert template.id == name
    for clause in (*template.clauses, *template.see_also):
        assert clause_id(clause) in law_of("JP").clauses
        assert law_of("JP").clauses[clause].version_on(TODAY) is not None, clause
    assert template.read_by or template.to_read


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_a_template_says_of_an_article_stands_in_a_clause_that_it_names(name: str) -> None:
    template = shelf.letters()[name]
    says = any("条" in line.ja for line in template.line)
    assert says == bool(template.clauses)


@pytest.mark.parametrize("tag", [language.tag for language in LANGUAGES])
def test_every_template_and_every_blank_has_its_sentences(tag: str) -> None:
    keys = [f"letter.{each.id}.{part}" for each in shelf.letters().values() for part in ("title", "purpose")]
    keys += [f"letter.{each.id}.caution" for each in shelf.letters().values() if each.has_caution]
    keys += [f"blank.{name}" for name in shelf.blanks()]
    assert [key for key in keys if not has(tag, key)] == []


def test_every_blank_of_the_list_stands_in_a_letter() -> None:
    used = {name for template in shelf.letters().values() for name in template.blanks()}
    assert used == set(shelf.blanks())


LINE = '[[line]]\nja = "{%s}"\nvi = "{%s}"\nen = "{%s}"\n'
HEAD = 'id = "x"\npart = "%s"\nclauses = []\nsee_also = []\nread_by = []\nto_read = []\n[title]\nja = "x"\nvi = "x"\nen = "x"\n'


@pytest.mark.parametrize(
    ("part", "line", "says"),
    [
        ("harm", LINE % ("status", "status", "status"), "something of the stay"),
        ("notes", LINE % ("until", "until", "until"), "something of the stay"),
        ("harm", LINE % ("name", "name", "name"), "not in the list"),
        ("harm", LINE % ("person", "employer", "person"), "other blanks"),
        ("harm", LINE % ("person", "person", "person") + "bold = true\n", "bold"),
    ],
)
def test_a_wrong_template_is_refused_with_its_file(part: str, line: str, says: str) -> None:
    with pytest.raises(TemplateError, match=says) as wrong:
        read_template(HEAD % part + line, "letters/x.toml", shelf.blanks())
    assert str(wrong.value).startswith("letters/x.toml")
    read_template(HEAD % "status" + LINE % ("status", "status", "status"), "letters/x.toml", shelf.blanks())


# ------------------------------------------------------------------ what stands in it


@given(st.text(max_size=40), st.text(max_size=40), st.dates(dt.date(2000, 1, 1), dt.date(2050, 1, 1)))
def test_what_was_kept_is_read_as_it_was_written(line: str, text: str, day: dt.date) -> None:
    values: dict[str, Value] = {"person": line, "story": Both(text, line), "today": day, "papers": ("passport",)}
    content = as_content(values)
    assert {name: read_value(shelf.blanks()[name].kind, value) for name, value in content.items()} == values


@given(
    st.integers(0, (1 << 66) - 1),
    st.sampled_from(["vi", "ja", "en"]),
    st.text(max_size=20),
    st.sampled_from([" ", "-", "　", ". "]),
)
def test_no_return_number_passes_into_a_letter(value: int, language: str, before: str, gap: str) -> None:
    number = ReturnNumber(value)
    if not before[-3:].strip() or not any(sign.isdecimal() for sign in before):
        assert holds_number(f"{before}\n{as_digits(number).replace(' ', gap)}。")
    assert holds_number(f"x\n{' '.join(as_words(number, language))}\nx")


@pytest.mark.parametrize(
    "text", ["090-1234-5678", "2026-12-01 300,000円 三菱 1234567", "1234 5678 9012 3456 7890 12 34", "", "12"]
)
def test_other_numbers_are_no_return_number(text: str) -> None:
    assert not holds_number(text)


def test_a_number_in_full_width_digits_is_noticed() -> None:
    digits = as_digits(ReturnNumber(12345)).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert holds_number(f"番号は{digits}です")


@pytest.mark.parametrize("name", TEMPLATES)
def test_an_empty_letter_is_whole_and_leaves_lines_to_write_on(name: str) -> None:
    template = shelf.letters()[name]
    for other in ("vi", "en"):
        title, lines = put_together(template, shelf.blanks(), {}, other, plain)
        assert title.ja
        assert title.other
        assert all(line.ja and line.other and "{" not in line.ja + line.other for line in lines)
        assert any(EMPTY in line.ja for line in lines)


def test_a_value_stands_in_both_languages() -> None:
    values: dict[str, Value] = {"employer": "ABC株式会社", "wish": Both("お願い", "mong muốn")}
    _, lines = put_together(shelf.letters()["labour-office"], shelf.blanks(), values, "vi", plain)
    assert any("ABC株式会社" in line.ja and "ABC株式会社" in line.other for line in lines)
    assert any("お願い\n" not in line.ja and "お願い" in line.ja and "mong muốn" in line.other for line in lines)


# ------------------------------------------------------------------ in a case


def draft(name: str = "unpaid-wages", **more: object) -> Draft:
    """A letter that says little."""
    template = shelf.letters()[name]
    fields = {"part": template.part, "other": "vi", "values": {"employer": PLAIN}, **more}
    return Draft(template, **fields)  # type: ignore[arg-type]


def test_a_letter_is_kept_in_its_part_and_goes_on_where_it_was_left(street: Street) -> None:
    id_ = street.case()
    which = letters.keep(street.hoa, id_, draft(), TODAY)
    assert which == "harm-1"
    assert letters.keep(street.hoa, id_, draft(which=which, after=1, values={"employer": "B"}), TODAY) == which
    letters.keep(street.hoa, id_, draft("passport"), TODAY)
    found = letters.of_case(cases.opened(street.hoa, id_, TODAY))
    assert [(each.which, each.template, each.values) for each in found] == [
        ("harm-3", "passport", {"employer": PLAIN}),
        ("harm-1", "unpaid-wages", {"employer": "B"}),
    ]


def test_the_second_save_of_a_letter_overwrites_nothing_and_another_letter_is_in_nobodys_way(street: Street) -> None:
    id_ = street.case()
    which = letters.keep(street.hoa, id_, draft(), TODAY)
    letters.keep(street.hoa, id_, draft("passport"), TODAY)
    letters.keep(street.sensei, id_, draft(which=which, after=1, values={"employer": "B"}), TODAY)
    with pytest.raises(Changed):
        letters.keep(street.hoa, id_, draft(which=which, after=1, values={"employer": "C"}), TODAY)
    (kept, _) = letters.of_case(cases.opened(street.hoa, id_, TODAY))
    assert kept.values == {"employer": "B"}


def test_a_letter_about_the_stay_is_not_there_for_a_member_with_a_duty(street: Street) -> None:
    id_ = street.case()
    letters.keep(street.hoa, id_, draft("special-permission"), TODAY)
    letters.keep(street.hoa, id_, draft("statement", part=Part.STATUS), TODAY)
    which = letters.keep(street.hoa, id_, draft("statement", part=Part.NOTES), TODAY)
    found = cases.opened(street.sensei, id_, TODAY)
    assert [each.which for each in letters.of_case(found)] == [which]
    assert "special-permission" not in {each.id for each in letters.possible(street.sensei)}
    with pytest.raises(CaseRefused):
        letters.template_of(street.sensei, "special-permission")
    with pytest.raises(CaseRefused):
        letters.letter_of(found, "status-1")
    with pytest.raises(CaseRefused):
        letters.keep(street.sensei, id_, draft(which="status-1", after=9), TODAY)
    with pytest.raises(CaseRefused):
        letters.keep(street.sensei, id_, draft("statement", part=Part.STATUS), TODAY)


def test_blanks_are_proposed_from_what_this_member_reads_and_never_a_name(street: Street) -> None:
    id_ = street.case("Hoa Sen")
    cases.keep_facts(street.hoa, id_, {"status": "intern_1", "until": dt.date(2027, 3, 1), "place": "here"}, TODAY, 0)
    closing.keep_harm(street.hoa, id_, Harm(violations=frozenset({"passport_held", "unpaid_wages"})), TODAY)
    for who, stay in ((street.hoa, {"status": "intern_1", "until": dt.date(2027, 3, 1)}), (street.sensei, {})):
        found = cases.opened(who, id_, TODAY)
        begun = letters.begun(who, found, shelf.letters()["special-permission"], TODAY)
        assert begun == {"today": TODAY, "group": "Group nagoya", **stay}
        assert letters.begun(who, found, shelf.letters()["passport"], TODAY)["papers"] == ("passport",)
        assert letters.begun(who, found, shelf.letters()["labour-office"], TODAY)["harms"] == ("unpaid_wages", "passport_held")
        for template in shelf.letters().values():
            assert "Hoa Sen" not in str(letters.begun(who, found, template, TODAY))


def test_an_answer_that_is_none_proposes_nothing() -> None:
    case = Case("", "", "", TODAY, None, {})
    assert proposed(shelf.letters()["special-permission"], shelf.blanks(), case, "G", TODAY) == {"today": TODAY, "group": "G"}


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"employer": "x" * 201}, "letter.too_long"),
        ({"employer": as_digits(ReturnNumber(7))}, "letter.has_number"),
    ],
)
def test_what_may_not_stand_in_a_letter_is_refused_and_nothing_is_kept(street: Street, values: dict[str, str], says: str) -> None:
    id_ = street.case()
    with pytest.raises(CaseRefused, match=says):
        letters.keep(street.hoa, id_, draft(values=values), TODAY)
    assert letters.of_case(cases.opened(street.hoa, id_, TODAY)) == ()


def test_what_is_empty_is_not_kept() -> None:
    template, blanks = shelf.letters()["labour-office"], shelf.blanks()
    assert checked(template, blanks, {"office": "", "story": Both(), "harms": (), "nobody": "x"}) == {}
    assert {blank.kind for blank in blanks.values()} == set(Kind)


@pytest.mark.parametrize("other", ["vi", "en"])
def test_every_letter_can_be_drawn_with_everything_that_can_be_ticked(other: str) -> None:
    everything: dict[str, Value] = {name: blank.words for name, blank in shelf.blanks().items() if blank.kind is Kind.TICKS}
    lines = []
    for template in shelf.letters().values():
        title, body = put_together(template, shelf.blanks(), everything, other, written)
        lines += [title, *body]
    assert letters.pdf(lines[0], lines[1:], other).startswith(b"%PDF-")
