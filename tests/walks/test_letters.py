"""Letters without script: begun from what the case says, seen in both languages, kept, printed, taken along as a PDF."""

import re
from pathlib import Path

import pytest
from pytest_django import Settings

from madoguchi.ground.clock import StoppedClock
from madoguchi.vault.number import ReturnNumber, as_digits
from tests.casework.network_of_cases import TODAY, Street
from tests.printing.test_printed import read
from tests.walks.browsing import Browser
from tests.walks.reading import all_of, tree
from tests.walks.test_cases import at, taken_up

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

STORY, STORY_VI = "三か月、賃金が支払われませんでした。", 'Ba tháng không được trả lương. #import "x"'
FILLED = {"b_person": "Nguyễn Thị Hoa", "b_employer": "株式会社サンプル", "b_story_ja": STORY, "b_story_other": STORY_VI}


@pytest.fixture
def street(tmp_path: Path, settings: Settings) -> Street:
    """Two groups and a person who wrote to one of them."""
    settings.DATA = tmp_path
    settings.CLOCK = StoppedClock(TODAY)
    return Street.begin()


def test_from_a_template_to_a_paper_in_two_languages(street: Street) -> None:
    _, hoa = taken_up(street)
    case = hoa.address
    hoa.follow("/close$").press("go", "harm", violations=["unpaid_wages"])
    hoa.go(case).follow("/letters$").follow("/new/labour-office")
    # What the case says stands there already, and no name.
    assert "Group nagoya" in hoa.page
    assert "賃金が払われない" in hoa.main()
    assert "Hoa Sen" not in "".join(box.get("value") or "" for box in all_of(tree(hoa.page), "input"))
    assert "まだだれも読んでいません" in hoa.main()
    hoa.press("go", "try", **FILLED)
    assert STORY_VI in hoa.main()
    assert "/new/labour-office" in hoa.address, "only looked at"
    hoa.press("go", "save", about="other")
    assert hoa.address == f"{case}/letters/harm-2"
    assert STORY in hoa.main()
    hoa.go(f"{case}/letters/harm-2/print")
    paper = [line for line in hoa.main().splitlines() if line.strip()]
    assert any(STORY in line for line in paper)
    assert "Hoa Sen" not in hoa.main(), "nothing of the case stands on a paper"
    made = hoa.go(f"{case}/letters/harm-2/pdf")
    assert made.content.startswith(b"%PDF-")
    text = "".join(read(made.content).split())
    for said in (STORY, STORY_VI, "株式会社サンプル", "Nguyễn Thị Hoa", "労働基準法第104条第1項"):
        assert "".join(said.split()) in text
    number = re.search(r"\d{3}-\d{3}", hoa.go(case).main())
    assert number
    assert number[0] not in text


def test_a_pdf_is_handed_over_under_a_name_that_says_nothing_and_is_kept_by_no_browser(street: Street) -> None:
    _, hoa = taken_up(street)
    hoa.follow("/letters$").follow("/new/power").press("go", "save", about="other", b_person="X")
    answer = hoa.client.get(f"{hoa.address}/pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    assert answer["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "sandbox" in answer["Content-Security-Policy"]


def test_what_was_typed_stands_in_its_blanks_again(street: Street) -> None:
    _, hoa = taken_up(street)
    hoa.follow("/letters$").follow("/new/labour-office")
    wrong = {**FILLED, "b_work_from": "31.12.2026", "b_person": as_digits(ReturnNumber(99))}
    hoa.press("go", "save", about="other", **wrong)
    assert "2026-12-01のように" in hoa.main()
    for typed in (wrong["b_person"], STORY, STORY_VI, "株式会社サンプル", "31.12.2026"):
        assert typed in hoa.page.replace("&quot;", '"')
    hoa.press("go", "save", about="other", b_work_from="2026-01-05")
    assert "本人が戻るための番号が入っています" in hoa.main()
    assert as_digits(ReturnNumber(99)) in hoa.page
    hoa.press("go", "save", about="other", b_person="Hoa")
    assert hoa.address.endswith("/letters/harm-1")


def test_the_second_save_of_a_letter_shows_both(street: Street) -> None:
    _, hoa = taken_up(street)
    hoa.follow("/letters$").follow("/new/passport").press("go", "save", about="other", b_employer="A社")
    other = at("sensei").go(hoa.address)
    hoa.press("go", "save", b_employer="B社")
    other.press("go", "save", b_employer="C社")
    assert "上書きしていません" in other.main()
    assert "B社 御中" in other.main()
    assert "C社 御中" in other.main()
    other.press("go", "save")
    assert "C社" in at("hoa").go(hoa.address).page


def test_where_no_pdf_can_be_made_the_letter_says_why_and_stays(street: Street) -> None:
    _, hoa = taken_up(street)
    hoa.follow("/letters$").follow("/new/passport").press("go", "save", about="other", b_employer="😀社")
    failed = hoa.go(f"{hoa.address}/pdf")
    assert failed.status == 503
    assert "描けない文字" in failed.main()
    assert "😀社" in failed.page


def test_somebody_elses_address_is_nowhere(street: Street) -> None:
    _, hoa = taken_up(street)
    case = hoa.address
    for path in (
        "letters/new/no-such",
        "letters/harm-1",
        "letters/harm-1/pdf",
        "letters/status-1/print",
        "letters/core-1",
        "letters/x",
    ):
        assert Browser(hoa.client).go(f"{case}/{path}").status == 404, path
