"""A person's whole path: from the door to the answer and the sheet, without script, and nothing stays behind."""

import re

import pytest
from django.test import Client

from madoguchi.ui.languages import LANGUAGES
from tests.walks.reading import Walker, all_of, text_of, tree

INTERN = {
    "place": "here", "status": "intern_2", "until": "2026-11-30", "filed": "nothing", "ended": "work_left",
    "ended_day": "2026-02-10", "why_work": "wages_unpaid", "other_work": "yes", "other_work_day": "2026-02-20",
    "passport": "employer", "forced": "no", "met": "no", "wish": "go_now",
}  # fmt: skip
TAGS = [language.tag for language in LANGUAGES]


def test_a_vietnamese_intern_walks_from_the_door_to_the_sheet(client: Client) -> None:
    door = client.get("/").content.decode()
    assert "Bạn cần gì?" in door
    addresses = [link.get("href") for link in all_of(tree(door), "a")]
    assert "/vi/ask" in addresses
    walker = Walker(client, "vi").begin().answer_all(INTERN)
    headings = [text_of(heading) for heading in all_of(tree(walker.page), "h2")]
    order = ["Tình trạng của bạn thế nào?", "Đến khi nào?", "Tại sao?", "Bạn có thể làm gì?", "Cần mang theo gì?",
             "Bạn có thể nói chuyện với ai?"]  # fmt: skip
    assert [heading for heading in headings if heading in order] == order
    assert "Thứ Bảy, 21/11/2026" in walker.page
    assert "Chưa có ai đọc lại quy định này." in walker.page
    assert "30/11/2026" in walker.page
    walker.send(go="sheet")
    languages = {element.get("lang") for element in all_of(tree(walker.page), "div") if element.get("lang")}
    assert languages == {"vi", "ja"}
    assert walker.send(go="answer").page.count("<h1>") == 1


@pytest.mark.parametrize("tag", TAGS)
def test_who_knows_nothing_still_arrives(client: Client, tag: str) -> None:
    walker = Walker(client, tag).begin().answer_all({})
    assert walker.seen[0] == "place"
    assert walker.seen[-1] == ""
    assert walker.send(go="sheet").page


@pytest.mark.parametrize("tag", TAGS)
def test_the_answer_is_whole_in_every_language(client: Client, tag: str) -> None:
    walker = Walker(client, tag).begin().answer_all(INTERN)
    page = tree(walker.page)
    assert len(list(all_of(page, "h1"))) == 1
    assert not re.search(r"%\(|\{[^{}]*\|", walker.page)


def test_back_keeps_what_was_answered(client: Client) -> None:
    walker = Walker(client, "vi").begin().answer("here").answer("intern_2").answer("2026-11-30")
    walker.send(go="back")
    assert walker.at == "until"
    boxes = {
        box.get("name"): box.get("value")
        for box in all_of(tree(walker.page), "input")
        if box.get("name") in ("year", "month", "day")
    }
    assert boxes == {"year": "2026", "month": "11", "day": "30"}
    walker.send(go="back")
    chosen = [box.get("value") for box in all_of(tree(walker.page), "input") if box.get("checked") is not None]
    assert (walker.at, chosen) == ("status", ["intern_2"])


def test_another_language_keeps_the_answers_and_the_question(client: Client) -> None:
    walker = Walker(client, "vi").begin().answer("here").answer("student")
    walker.tag = "ja-x-easy"
    walker.send(go="here")
    assert walker.at == "until"
    assert "<ruby>" in walker.page
    assert walker.answer("2027-03-31").at == "filed"


def test_an_answer_can_be_changed_from_the_end(client: Client) -> None:
    walker = Walker(client, "vi").begin().answer_all(INTERN)
    walker.send(change="passport")
    assert walker.at == "passport"
    assert walker.answer("no").at == ""


@pytest.mark.parametrize(
    ("typed", "said"), [({}, "Bạn hãy chọn một câu trả lời"), ({"year": "26", "month": "2", "day": "1"}, "bốn chữ số")]
)
def test_a_mistake_is_said_at_the_top_and_at_the_field_and_what_was_typed_is_kept(
    client: Client, typed: dict[str, str], said: str
) -> None:
    walker = Walker(client, "vi").begin().answer("here").answer("student").send(go="next", **typed)
    assert walker.at == "until"
    assert walker.page.count(said) == 2
    page = tree(walker.page)
    link = next(link for link in all_of(page, "a") if said in text_of(link))
    target = (link.get("href") or "").removeprefix("#")
    assert [box.get("type") or "text" for box in all_of(page, "input") if box.get("id") == target]
    assert all(f'value="{word}"' in walker.page for word in typed.values())


def test_a_day_that_nobody_knows_is_said_before_everything_else(client: Client) -> None:
    walker = Walker(client, "en").begin().answer_all({**INTERN, "ended_day": "dont_know"})
    assert "We cannot say for certain. You told us something without a day" in walker.page
    assert walker.page.index("without a day") < walker.page.index("Where do you stand?")


def test_going_to_the_office_is_never_said_before_its_risk(client: Client) -> None:
    page = Walker(client, "en").begin().answer_all(INTERN).page
    options = page.index('id="options"')
    assert page.index("Before you go to the immigration office") < page.index('class="option"', options)


def test_answers_that_cannot_be_read_begin_again_and_say_so(client: Client) -> None:
    walker = Walker(client, "en").begin().answer("here")
    walker.sealed = "broken"
    assert "Nothing was kept" in walker.answer("student").page
    assert walker.at == "place"


def test_nothing_that_was_answered_stands_in_an_address(client: Client) -> None:
    walker = Walker(client, "vi").begin().answer_all(INTERN)
    for link in all_of(tree(walker.page), "a", "form", "button"):
        address = (link.get("href") or "") + (link.get("action") or "") + (link.get("formaction") or "")
        # A rule that is named in an answer has its own name in its address; it says nothing of who reads it.
        own = address if address.startswith("/") and "/rules/" not in address else ""
        assert not any(word in own for word in INTERN.values() if word != "no"), address
        assert "sealed" not in address
