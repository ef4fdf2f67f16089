"""Two people on one case: the second save shows the difference, and what was ticked when a desk closed comes back."""

import datetime as dt

import pytest
from pytest_django import Settings

from madoguchi.casework.actions.closing import redress_routes
from madoguchi.ground.clock import StoppedClock
from madoguchi.network.decide import IDLE_MINUTES
from madoguchi.network.models import Draft
from tests.casework.network_of_cases import TODAY, Street
from tests.walks.browsing import Browser
from tests.walks.reading import all_of, text_of, tree
from tests.walks.test_cases import at, street, taken_up, word_of

__all__ = ["street"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
CLAUSE, OTHER = "jp.stay.special-period", "jp.stay.permit"
ROUTE = redress_routes()[0]


class Later:
    """The clock of the house when nothing has happened at a desk for half an hour."""

    def today(self) -> dt.date:
        """The day."""
        return TODAY

    def seen_at(self) -> dt.datetime:
        """So much later than the last page."""
        return dt.datetime.now(dt.UTC) + dt.timedelta(minutes=IDLE_MINUTES + 1)


def section(browser: Browser, name: str) -> str:
    """What a section of the page says."""
    return next(text_of(each) for each in all_of(tree(browser.page), "section") if each.get("aria-labelledby") == name)


def ticked(browser: Browser) -> set[str]:
    """What is ticked on the page."""
    boxes = (box for box in all_of(tree(browser.page), "input") if box.get("type") == "checkbox")
    return {box.get("value") or "" for box in boxes if box.get("checked") is not None}


def test_the_second_save_of_ticks_and_causes_shows_what_each_has_and_overwrites_nothing(street: Street) -> None:
    _, hoa = taken_up(street)
    close = f"{hoa.address}/close"
    other = at("hoa").go(close)
    hoa.go(close).press("go", "harm", violations=["unpaid_wages"], redress=[ROUTE])
    other.press("go", "harm", violations=["passport_held"], helped=["union"])
    for said in ("上書きしていません", "賃金", "旅券"):
        assert said in other.main()
    assert ticked(hoa.go(close)) == {"unpaid_wages", ROUTE}
    assert ticked(other) == {"passport_held", "union"}
    other.press("go", "harm")
    assert ticked(hoa.go(close)) == {"passport_held", "union"}
    # Causes: also an office and "nothing" are a difference.
    other.go(close)
    hoa.press("go", "causes", clauses=[CLAUSE], office="immigration", act="late")
    other.press("go", "causes", none="yes")
    assert "上書きしていません" in other.main()
    assert "なし" in other.main()
    assert ticked(hoa.go(close)) >= {CLAUSE, "immigration:late"}


def test_answers_that_were_not_kept_come_back_when_the_desk_had_closed(street: Street, settings: Settings) -> None:
    _, hoa = taken_up(street)
    work = f"{hoa.address}/work"
    other = at("hoa").go(work)
    fields = {"q_place": "here", "q_status": "intern_1", "whole": "work", "after": "0", "word": word_of(hoa.go(work))}
    settings.CLOCK = Later()
    away = hoa.client.post(work, {**fields, "go": "save"})
    assert away["Location"].endswith("&kept=yes")
    settings.CLOCK = StoppedClock(TODAY)
    assert "下書き" in hoa.go(work).main()
    chosen = {one.get("value") for one in all_of(tree(hoa.page), "option") if one.get("selected") is not None}
    assert {"here", "intern_1"} <= chosen
    # A colleague has kept others meanwhile: the draft knows what its page had shown.
    other.press("go", "save", q_place="abroad")
    hoa.press("go", "save")
    assert "上書きしていません" in hoa.main()
    hoa.press("go", "save")
    assert Draft.objects.count() == 0
    assert "下書き" not in hoa.go(work).main().partition("下書きとして")[0]


def test_ticks_of_the_two_forms_of_closing_are_two_drafts(street: Street) -> None:
    _, hoa = taken_up(street)
    close = f"{hoa.address}/close"
    hoa.go(close).press("go", "keep", whole="harm", violations=["violence"])
    word = word_of(hoa)
    hoa.client.post(close, {"word": word, "whole": "causes", "go": "keep", "clauses": OTHER, "none": "yes", "after": "0"})
    assert Draft.objects.count() == 2
    assert ticked(hoa.go(close)) == {"violence", OTHER, "yes"}
    hoa.press("go", "harm")
    assert Draft.objects.count() == 1, "only the form that was sent"
    assert ticked(hoa.go(close)) == {"violence", OTHER, "yes"}
    # Nobody else meets them.
    assert ticked(at("sensei").go(close)) == {"violence"}


def test_a_letter_that_was_half_written_comes_back_when_the_desk_had_closed(street: Street, settings: Settings) -> None:
    _, hoa = taken_up(street)
    there = f"{hoa.address}/letters/new/statement"
    fields = {
        "b_story_ja": "三か月",
        "b_story_other": "Ba tháng",
        "other": "vi",
        "about": "other",
        "whole": "letter",
        "after": "0",
    }
    word = word_of(hoa.go(there))
    settings.CLOCK = Later()
    away = hoa.client.post(there, {**fields, "word": word, "go": "save"})
    assert away["Location"].endswith("&kept=yes")
    settings.CLOCK = StoppedClock(TODAY)
    assert "下書き" in hoa.go(there).main()
    assert "三か月" in hoa.page
    hoa.press("go", "save", about="other")
    assert hoa.address.endswith("/letters/notes-1")
    assert Draft.objects.count() == 0


def test_a_day_that_is_none_takes_no_other_answer_along(street: Street) -> None:
    _, hoa = taken_up(street)
    hoa.go(f"{hoa.address}/work").press("go", "save", q_place="abroad", q_left_day="31.12.2025")
    assert "2026-12-01のように" in hoa.main()
    chosen = {one.get("value") for one in all_of(tree(hoa.page), "option") if one.get("selected") is not None}
    assert "abroad" in chosen


def test_where_nobody_knows_who_sat_there_a_whole_form_is_shown_again(street: Street) -> None:
    _, hoa = taken_up(street)
    hoa.client.post(f"{hoa.address}/work", {"whole": "work", "q_place": "abroad", "go": "save"})
    page = hoa.client.post(f"{hoa.address}/work", {"whole": "work", "q_place": "abroad", "go": "save"}).content.decode()
    assert "q_place: abroad" in page
    assert Draft.objects.count() == 0


def test_a_page_of_memory_is_found_from_a_case_whose_clauses_it_is_about(street: Street) -> None:
    _, hoa = taken_up(street)
    case = hoa.address
    hoa.go("/desk/ja/memory/write").press(
        "go", "look", title="届出が遅れた", text="理由を書いた。", clause="jp.notify.organisation"
    )
    left = {"q_place": "here", "q_status": "intern_2", "q_ended": "work_left", "q_until": "2027-05-31"}
    hoa.go(f"{case}/work").press("go", "try", **left)
    hoa.press("go", "save", q_ended_day="2026-11-10", q_ended="work_left")
    assert "届出が遅れた" in section(hoa.go(case), "runs")
    assert "届出が遅れた" not in at("sensei").go(case).page
