"""A conversation page by page, a message that has come already, and the forms that bring it."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.help.decide.needs import urgent_for
from madoguchi.help.decide.talking import has_come, pages_of, waits_for_answer
from madoguchi.help.forms.talk import Act, is_from_elsewhere, page_number, pasted, read_said, seq_of
from madoguchi.help.shelf import contacts
from madoguchi.help.terms import Message, Sender
from madoguchi.ui.languages import LANGUAGES

DAY = dt.date(2026, 11, 21)


def message(seq: int, text: str, sender: Sender = Sender.PERSON) -> Message:
    """One message of a conversation."""
    return Message(seq, sender, "", text, DAY, is_removed=False, is_new=False)


@given(st.lists(st.text(max_size=60), max_size=30))
def test_every_message_stands_on_one_page_and_in_its_order(texts: list[str]) -> None:
    messages = [message(seq, text) for seq, text in enumerate(texts, start=1)]
    pages = pages_of(messages, room=50)
    assert [one for page in reversed(pages) for one in page] == messages
    assert all(sum(len(one.text.encode()) for one in page) <= 50 or len(page) == 1 for page in pages)


def test_a_conversation_without_messages_has_one_page() -> None:
    assert pages_of(()) == ((),)
    assert not waits_for_answer(())


def test_a_text_has_come_only_when_it_was_sent_after_the_page_was_shown() -> None:
    messages = [message(1, "a"), message(2, "b", Sender.GROUP), message(3, "a")]
    assert has_come(messages, " a\n", after=2)
    assert not has_come(messages, "a", after=3)
    assert not has_come(messages, "b", after=0)
    assert waits_for_answer(messages)
    assert not waits_for_answer(messages[:2])


def test_a_form_is_read_whole_and_an_unknown_act_does_nothing() -> None:
    said = read_said(QueryDict("go=fly&text=a%0D%0Ab&group=x&group=y&after=x&number=1"))
    assert (said.act, said.text, said.groups, said.after, said.carries) == (Act.HERE, "a\nb", ("x", "y"), 0, False)
    long = "x" * 30_000
    post = QueryDict(mutable=True)
    post["text"] = long
    assert read_said(post).text == long


def test_what_an_act_is_about_stands_in_its_button() -> None:
    assert (read_said(QueryDict("delete=12&go=send")).act, seq_of(read_said(QueryDict("delete=12")))) == (Act.DELETE, 12)
    assert read_said(QueryDict("refuse=nagoya")).on == "nagoya"
    assert seq_of(read_said(QueryDict("delete=-1"))) == 0


def test_what_somebody_wrote_or_typed_prints_nowhere() -> None:
    said = read_said(QueryDict("text=secret&number=4711&token=abc&sealed=def&go=send"))
    assert not any(word in repr(said) for word in ("secret", "4711", "abc", "def"))


def test_a_number_of_several_lines_is_read_as_one() -> None:
    assert pasted(" 1234\n5678\t90 ") == "1234 5678 90"


@pytest.mark.parametrize("said", ["cross-site", "same-site"])
def test_a_form_that_another_site_sent_is_noticed(said: str) -> None:
    assert is_from_elsewhere(RequestFactory().post("/", headers={"Sec-Fetch-Site": said}))


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {}])
def test_a_form_of_ours_and_one_of_an_old_browser_are_taken(headers: dict[str, str]) -> None:
    assert not is_from_elsewhere(RequestFactory().post("/", headers=headers))


@pytest.mark.parametrize(("asked", "page"), [("p=2", 2), ("", 1), ("p=0", 1), ("p=-3", 1), ("p=x", 1), ("p=99999999999999", 1)])
def test_a_page_that_cannot_be_read_is_the_newest(asked: str, page: int) -> None:
    assert page_number(QueryDict(asked)) == page


@pytest.mark.parametrize("tag", [language.tag for language in LANGUAGES])
def test_in_danger_there_is_somebody_to_call_in_every_language(tag: str) -> None:
    found = urgent_for(contacts(), tag)
    assert found
    assert "yorisoi-foreign" in {row.id for row in found}
    assert all(row.may_report != "yes" for row in found)
