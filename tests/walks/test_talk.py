"""A person talks to a group: from the door to the number, the answer and the end. What was typed is never lost."""

import datetime as dt
import re

import pytest
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import Settings

from madoguchi.help.actions import inbox
from madoguchi.help.terms import LONGEST_MESSAGE
from madoguchi.network.terms import Desk
from madoguchi.ui.words import say, sentences
from tests.walks.conftest import TODAY
from tests.walks.reading import Walker, all_of, text_of, tree
from tests.walks.test_may_i_stay import INTERN
from tests.walks.visiting import TEXT, Visitor, begun, digits, only_case, two_groups, words

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
COOKIE = "v"


@pytest.fixture
def nagoya() -> Desk:
    """A caseworker of a group in Nagoya; another group is there too."""
    return two_groups()


@pytest.fixture
def visitor(client: Client, nagoya: Desk) -> Visitor:
    """Somebody at the door."""
    return Visitor(client)


@pytest.mark.parametrize("tag", ["vi", "ja"])
def test_a_person_walks_from_the_door_to_an_answer_and_to_the_end(visitor: Visitor, nagoya: Desk, tag: str) -> None:
    visitor.go(f"/{tag}/")
    assert {f"/{tag}/talk", f"/{tag}/talk/back"} <= set(visitor.links())
    begun(visitor, tag)
    assert (visitor.address, visitor.status) == (f"/{tag}/talk/number", 200)
    first, number = digits(visitor.page), words(visitor.page)
    assert ([len(part) for part in first], len(number)) == ([4, 4, 4, 4, 4, 2], 7)
    assert digits(visitor.again().page) == first
    visitor.press("go", "check", number="".join(first[-2:]))
    assert visitor.address == f"/{tag}/talk/thread"
    assert "Tôi &lt;không&gt; biết làm gì &amp; hỏi ai." in visitor.page
    assert say(tag, "talk.thread.waiting") in visitor.page

    answered_and_ended(visitor, nagoya, tag)
    visitor.go(f"/{tag}/talk/back").press("go", "open", number=" ".join(first))
    assert say(tag, "talk.back.wrong", days=90) in visitor.page


def answered_and_ended(visitor: Visitor, nagoya: Desk, tag: str) -> None:
    """The group answers, the person reads, writes, deletes, and ends it."""
    inbox.answer(nagoya, only_case(nagoya), "Chào bạn. Group Nagoya.", TODAY)
    visitor.again()
    assert "Chào bạn. Group Nagoya." in visitor.page
    assert say(tag, "talk.thread.new", count=1) in visitor.page
    assert say(tag, "talk.thread.new", count=1) not in visitor.again().page

    visitor.press("go", "send", text="Cảm ơn.")
    assert visitor.page.count("Cảm ơn.") == 1
    assert [row.text for row in inbox.read(nagoya, only_case(nagoya), TODAY).messages][-1] == "Cảm ơn."
    sent = re.findall(r'name="delete" value="(\d+)"', visitor.page)
    visitor.press("delete", sent[0])
    assert "biết làm gì" not in visitor.page
    assert say(tag, "talk.message_gone") in visitor.page

    visitor.press("go", "end")
    assert visitor.heading() == say(tag, "talk.erase.title")
    visitor.press("go", "erase")
    assert visitor.heading() == say(tag, "talk.erased.title")
    assert not visitor.client.cookies[COOKIE].value
    assert inbox.waiting(nagoya, TODAY) == ()


def test_the_number_opens_the_conversation_again_in_either_writing(visitor: Visitor) -> None:
    begun(visitor)
    number, in_words = digits(visitor.page), words(visitor.page)
    for typed in ("".join(number), "-".join(number), " ".join(in_words), "\n".join(in_words).upper()):
        visitor.client.get("/leave")
        visitor.go("/ja/talk/thread")
        assert visitor.heading() == say("ja", "talk.have_number")
        visitor.go("/ja/talk/back").press("go", "open", number=typed)
        assert visitor.address == "/ja/talk/thread", typed
        assert "Công ty giữ hộ chiếu" in visitor.page
        # Whoever came with the number has it: it is not shown again.
        assert visitor.go("/ja/talk/number").address == "/ja/talk/thread"


def test_a_wrong_number_an_unknown_one_and_what_is_none_get_the_same_sentence_and_stay_in_the_field(visitor: Visitor) -> None:
    for typed in ("1234 5678 9012 3456 7890 12", "1234", "chào", ""):
        visitor.go("/vi/talk/back").press("go", "open", number=typed)
        assert visitor.page.count(say("vi", "talk.back.wrong", days=90)) == 1
        assert visitor.value_of("number") == typed
        assert COOKIE not in visitor.client.cookies


def test_a_wrong_end_of_the_number_is_said_and_the_number_stays(visitor: Visitor) -> None:
    begun(visitor).press("go", "check", number="9999")
    assert visitor.page.count(say("vi", "talk.number.problem")) == 2
    assert visitor.value_of("number") == "9999"
    assert visitor.press("go", "check", number=" ".join(words(visitor.page)[-2:])).address == "/vi/talk/thread"
    assert visitor.go("/vi/talk/number").address == "/vi/talk/thread"


def test_the_question_can_be_skipped_only_with_a_second_step_and_then_the_number_can_still_be_seen(visitor: Visitor) -> None:
    begun(visitor).press("go", "skip")
    assert visitor.heading() == say("vi", "talk.sure.title")
    visitor.press("go", "sure")
    assert say("vi", "talk.thread.unchecked") in visitor.page
    assert len(digits(visitor.go("/vi/talk/number").page)) == 6


def test_no_cookie_before_a_conversation_is_open_and_one_after(visitor: Visitor, settings: Settings) -> None:
    for address in ("/vi/", "/vi/talk", "/vi/talk/back", "/vi/talk/number", "/vi/talk/thread"):
        assert visitor.go(address).status == 200
    visitor.go("/vi/talk").press("go", "send", text="", group=["nagoya"])
    assert not visitor.client.cookies
    settings.COOKIES_SECURE = True
    answer = visitor.client.post("/vi/talk", {"go": "send", "text": TEXT, "group": ["nagoya"]})
    assert answer.status_code == 303
    # On TLS a browser takes it from this very host only.
    (name,) = answer.cookies
    assert name == f"__Host-{COOKIE}"
    cookie = answer.cookies[name]
    said = {name: cookie[name] for name in ("path", "httponly", "samesite", "secure", "expires", "max-age", "domain")}
    assert said == {
        "path": "/",
        "httponly": True,
        "samesite": "Strict",
        "secure": True,
        "expires": "",
        "max-age": "",
        "domain": "",
    }


def test_leaving_ends_the_visit_on_the_server_and_drops_the_cookie_by_its_name(visitor: Visitor) -> None:
    begun(visitor)
    kept = visitor.client.cookies[COOKIE].value
    away = visitor.client.get("/leave")
    assert (away.cookies[COOKIE].value, away.cookies[COOKIE]["path"], away.cookies[COOKIE]["max-age"]) == ("", "/", 0)
    visitor.client.cookies[COOKIE] = kept
    assert visitor.go("/vi/talk/thread").heading() == say("vi", "talk.have_number")


def test_nobody_is_kept_from_leaving_by_a_broken_house(visitor: Visitor) -> None:
    begun(visitor)

    def breaks(*_: object) -> None:
        raise OperationalError

    with connection.execute_wrapper(breaks):
        away = visitor.client.get("/leave")
    assert (away.status_code, away.cookies[COOKIE].value) == (302, "")


def test_a_reload_and_a_button_pressed_twice_send_once(visitor: Visitor) -> None:
    begun(visitor).press("go", "skip").press("go", "sure")
    before = visitor.page
    visitor.press("go", "send", text="Tin thứ hai")
    visitor.page = before
    visitor.press("go", "send", text="Tin thứ hai")
    assert visitor.again().page.count("Tin thứ hai") == 1
    assert visitor.press("go", "send", text="Tin thứ hai").page.count("Tin thứ hai") == 2


@pytest.mark.parametrize(
    ("text", "groups", "key"),
    [("", ["nagoya"], "talk.empty"), (" \n", ["nagoya"], "talk.empty"), (TEXT, [], "talk.no_group"),
     ("ộ" * (LONGEST_MESSAGE + 1), ["nagoya"], "talk.too_long")],
)  # fmt: skip
def test_what_cannot_be_sent_yet_is_said_at_the_top_and_at_the_field_and_kept(
    visitor: Visitor, text: str, groups: list[str], key: str
) -> None:
    visitor.go("/vi/talk").press("go", "send", text=text, group=groups)
    assert visitor.page.count(sentences("vi")[key]) == 2
    assert visitor.value_of("text") == text
    chosen = [box.get("value") for box in all_of(tree(visitor.page), "input") if box.get("checked") is not None]
    assert chosen == groups
    link = next(link for link in all_of(tree(visitor.page), "a") if text_of(link) == sentences("vi")[key])
    assert f'id="{(link.get("href") or "").removeprefix("#")}"' in visitor.page


@pytest.mark.parametrize(("text", "key"), [("", "talk.empty"), ("あ" * (LONGEST_MESSAGE + 1), "talk.too_long")])
def test_a_message_that_cannot_be_sent_is_kept_in_the_box(visitor: Visitor, text: str, key: str) -> None:
    begun(visitor).press("go", "skip").press("go", "sure").press("go", "send", text=text)
    assert sentences("vi")[key] in visitor.page
    assert visitor.value_of("text") == text


def test_a_form_without_the_token_does_nothing_and_loses_nothing(visitor: Visitor, nagoya: Desk) -> None:
    begun(visitor)
    number = digits(visitor.page)
    visitor.press("go", "check", number="".join(number[-2:]), token="x")
    assert sentences("vi")["talk.problem.token"] in visitor.page
    visitor.press("go", "skip").press("go", "sure", token="")
    assert visitor.address == "/vi/talk/number"
    visitor.go("/vi/talk/thread")
    for name, value in (("go", "send"), ("go", "erase"), ("refuse", "nagoya")):
        visitor.client.post("/vi/talk/thread", {name: value, "text": "lạ"})
    visitor.press("go", "send", text="Chưa gửi", token="0" * 32)
    assert sentences("vi")["talk.problem.token"] in visitor.page
    assert visitor.value_of("text") == "Chưa gửi"
    told = inbox.read(nagoya, only_case(nagoya), TODAY).messages
    assert [row.text for row in told] == [TEXT]


@pytest.mark.parametrize("address", ["/vi/talk", "/vi/talk/back"])
def test_a_form_that_another_site_sends_opens_nothing(visitor: Visitor, address: str) -> None:
    begun(visitor)
    number = " ".join(digits(visitor.page))
    visitor.client.cookies.clear()
    form = {"go": "send" if address == "/vi/talk" else "open", "text": TEXT, "group": ["nagoya"], "number": number}
    answer = visitor.client.post(address, form, headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, dict(answer.cookies)) == (200, {})
    assert sentences("vi")["talk.problem.token"] in answer.content.decode()


def test_what_was_written_when_the_visit_ended_is_shown_and_goes_on_with_the_number(visitor: Visitor, nagoya: Desk) -> None:
    begun(visitor)
    number = digits(visitor.page)
    visitor.go("/vi/talk/thread")
    visitor.client.cookies.clear()
    visitor.press("go", "send", text="Viết rất lâu")
    assert sentences("vi")["talk.lost"] in visitor.page
    assert visitor.value_of("text") == "Viết rất lâu"
    visitor.press("go", "open", number="1234")
    assert visitor.value_of("text") == "Viết rất lâu"
    visitor.press("go", "open", number=" ".join(number))
    assert visitor.address == "/vi/talk/thread"
    assert "Viết rất lâu" in visitor.page
    assert [row.text for row in inbox.read(nagoya, only_case(nagoya), TODAY).messages][-1] == "Viết rất lâu"


def test_what_was_written_can_begin_a_new_conversation(visitor: Visitor) -> None:
    begun(visitor).press("go", "skip").press("go", "sure")
    visitor.client.cookies.clear()
    visitor.press("go", "send", text="Viết rất lâu").press("go", "carry")
    assert (visitor.address, visitor.value_of("text")) == ("/vi/talk", "Viết rất lâu")


def test_another_language_keeps_what_was_typed_and_chosen(visitor: Visitor) -> None:
    visitor.go("/vi/talk")
    visitor.client.post("/vi/talk", {})
    page = visitor.client.post("/ja/talk", {"go": "here", "text": TEXT, "group": ["kobe"]}).content.decode()
    visitor.page = page
    assert visitor.value_of("text") == TEXT
    assert [box.get("value") for box in all_of(tree(page), "input") if box.get("checked") is not None] == ["kobe"]


def test_answers_go_along_only_when_they_were_brought_and_the_box_was_ticked(visitor: Visitor, nagoya: Desk) -> None:
    walker = Walker(visitor.client, "vi").begin().answer_all(INTERN)
    visitor.page, visitor.address = walker.page, "/vi/ask"
    visitor.press("go", "carry")
    assert visitor.address == "/vi/talk"
    assert 'name="carried" value="yes">' in visitor.page
    shown = [element.text for element in all_of(tree(visitor.page), "p") if element.get("class") == "said"]
    assert len(shown) == 2
    visitor.press("go", "send", text=TEXT, group=["nagoya"], carried="yes")
    told = [row.text for row in inbox.read(nagoya, only_case(nagoya), TODAY).messages]
    assert told == [TEXT, "\n\n".join(text or "" for text in shown)]
    assert "2026-11-30" in told[1]
    assert INTERN["passport"] not in visitor.page

    visitor.client.cookies.clear()
    visitor.page, visitor.address = walker.page, "/vi/ask"
    visitor.press("go", "carry").press("go", "send", text="Không kèm", group=["kobe"]).press("go", "skip").press("go", "sure")
    assert visitor.page.count('class="said"') == 1


def test_without_answers_the_page_does_not_ask_about_them(visitor: Visitor) -> None:
    assert 'name="carried"' not in visitor.go("/vi/talk").page


def test_another_group_is_let_in_and_one_is_stopped(visitor: Visitor, nagoya: Desk) -> None:
    begun(visitor).press("go", "skip").press("go", "sure")
    visitor.press("allow", "kobe")
    assert 'name="refuse" value="kobe"' in visitor.page
    visitor.press("refuse", "nagoya", text="Đang viết dở")
    assert 'name="allow" value="nagoya"' in visitor.page
    assert visitor.value_of("text") == "Đang viết dở"
    visitor.press("refuse", "kobe")
    assert sentences("vi")["talk.readers.none"] in visitor.page


def test_words_of_danger_bring_telephone_numbers_before_everything_else(visitor: Visitor) -> None:
    begun(visitor, "en", "He beats me and he has a knife.")
    assert visitor.page.index("Are you in danger?") < visitor.page.index('class="number"')
    assert visitor.page.index("tel:119") < visitor.page.index('class="number"')
    assert "Old: we read this number on a page of" in visitor.page
    visitor.press("go", "skip").press("go", "sure")
    assert visitor.page.index("Are you in danger?") < visitor.page.index("He beats me")
    calm = begun(Visitor(Client()), "en")
    assert "Are you in danger?" not in calm.page


def test_what_a_group_is_stands_beside_its_box(visitor: Visitor) -> None:
    main = visitor.go("/en/talk").page
    for said in ("Group nagoya", "donations", "Mondays", "Tiếng Việt", "No authority has certified this group."):
        assert said in main
    assert main.index("tel:119") < main.index("<form")


def test_without_a_group_the_page_leads_to_telephone_numbers(client: Client) -> None:
    page = client.get("/en/talk").content.decode()
    assert sentences("en")["talk.groups.none"] in page
    assert "<textarea" not in page
    assert "/en/near" in page


def test_a_number_stands_in_no_address(visitor: Visitor) -> None:
    begun(visitor)
    number = digits(visitor.page)
    seen = [link for link in visitor.links() if any(part in link for part in number)]
    visitor.press("go", "check", number="".join(number[-2:]))
    assert (seen, [link for link in visitor.links() if any(part in link for part in number[:-1])]) == ([], [])


def test_a_conversation_says_on_which_day_it_is_erased(visitor: Visitor) -> None:
    begun(visitor).press("go", "skip").press("go", "sure")
    day = TODAY + dt.timedelta(days=90)
    assert say("vi", "talk.ends", day=day) in visitor.page


def test_the_pages_about_what_is_kept_speak_of_conversations(client: Client) -> None:
    keep = client.get("/en/keep").content.decode()
    assert "90 days after the last contact, or until you erase it" in keep
    assert "The groups that you chose, and whoever has your number" in keep
    assert "(cookie)" in client.get("/en/traces").content.decode()
