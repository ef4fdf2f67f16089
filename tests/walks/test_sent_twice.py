"""A first message that is sent twice over a bad line begins one conversation, and shows its number to nobody else."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django import Settings

from bench import visitor
from madoguchi.ground.clock import StoppedClock
from madoguchi.help import models
from madoguchi.help.forms.talk import chance_of, page_seal
from tests.site import madoguchi, running_process
from tests.walks.conftest import TODAY as STOPPED
from tests.walks.visiting import TEXT, Visitor, digits, two_groups

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def form(client: Client) -> dict[str, str | list[str]]:
    """A page with a first message, filled in."""
    two_groups()
    page = Visitor(client).go("/vi/talk").value_of("page")
    assert page
    return {"go": "send", "text": TEXT, "group": ["nagoya"], "page": page}


def sent(form: dict[str, str | list[str]], client: Client | None = None) -> Visitor:
    """Where the form leads to, in a browser that has no cookie yet."""
    return Visitor(client or Client())._arrive("/vi/talk", "post", dict(form))


def lost(form: dict[str, str | list[str]]) -> None:
    """Send the form; the answer is lost on its way, and the cookie with it."""
    answer = Client().post("/vi/talk", form)
    assert answer.status_code == 303


def test_whoever_sends_it_again_after_a_lost_answer_gets_the_same_number(form: dict[str, str | list[str]]) -> None:
    lost(form)
    lost(form)
    first = sent(form)
    assert models.Conversation.objects.count() == 1
    assert len(digits(first.page)) == 6
    first.press("go", "skip").press("go", "sure")
    assert first.page.count("Công ty giữ hộ chiếu") == 1


def test_once_the_number_was_shown_the_form_opens_nothing_any_more(form: dict[str, str | list[str]]) -> None:
    first = sent(form)
    other = sent(form)
    assert models.Conversation.objects.count() == 2
    assert digits(other.page) != digits(first.page)


def test_going_back_and_sending_again_in_the_same_browser_keeps_the_conversation(form: dict[str, str | list[str]]) -> None:
    browser = Client()
    first = digits(sent(form, browser).page)
    assert digits(sent(form, browser).page) == first
    assert models.Conversation.objects.count() == 1


@pytest.mark.parametrize("other", [{"text": "Người khác"}, {"group": ["kobe"]}, {"group": ["nagoya", "kobe"]}])
def test_somebody_else_with_a_copy_of_the_page_never_sees_the_number(
    form: dict[str, str | list[str]], other: dict[str, str]
) -> None:
    lost(form)
    stranger = sent({**form, **other})
    assert models.Conversation.objects.count() == 2
    mine = sent(form)
    assert models.Conversation.objects.count() == 2
    assert digits(mine.page) != digits(stranger.page)


def test_who_knows_the_text_but_not_the_page_begins_something_new(form: dict[str, str | list[str]]) -> None:
    lost(form)
    for page in ("", "x", "made-up.2026-11-21", str(form["page"])[:-1] + "x", page_seal(STOPPED)):
        sent({**form, "page": page})
    assert models.Conversation.objects.count() == 6


def test_leaving_ends_what_the_form_would_open(form: dict[str, str | list[str]]) -> None:
    browser = Client()
    assert browser.post("/vi/talk", form).status_code == 303
    browser.get("/leave")
    assert models.Visit.objects.count() == 0
    sent(form)
    assert models.Conversation.objects.count() == 2


def test_a_page_of_yesterday_means_nothing(settings: Settings) -> None:
    page = page_seal(STOPPED)
    assert chance_of(page, STOPPED)
    assert chance_of(page, STOPPED + dt.timedelta(days=1)) == b""
    settings.CLOCK = StoppedClock(STOPPED)
    settings.SECRET_KEY = "another house " * 5
    assert chance_of(page, STOPPED) == b""


def test_what_the_form_would_open_ends_within_two_hours_and_nothing_is_kept_for_a_page(form: dict[str, str | list[str]]) -> None:
    assert models.Visit.objects.count() == 0
    lost(form)
    now = dt.datetime.now(dt.UTC)
    short, long = sorted(row.ends_at - now for row in models.Visit.objects.all())
    assert short <= dt.timedelta(hours=2) < long
    models.Visit.objects.update(ends_at=now)
    sent(form)
    assert models.Conversation.objects.count() == 2


def test_sent_over_several_lines_at_once_it_begins_one_conversation(furnished: Callable[[Path], Path], tmp_path: Path) -> None:
    data = furnished(tmp_path / "data")
    madoguchi("group", "add", "one", "--name", "One", "--languages", "vi", data=data)
    madoguchi("member", "add", "one", "somebody", data=data)
    with running_process("serve", data) as (address, _):
        page = visitor.Visitor(address).get("/vi/talk").carried()["page"]
        fields = {"page": page, "text": TEXT, "go": "send", "group": "one"}
        lines = [visitor.Visitor(address) for _ in range(6)]
        # Each browser gets its cookie, and none has opened the page with the number yet.
        with ThreadPoolExecutor(len(lines)) as pool:
            list(pool.map(lambda line: line._once("POST", "/vi/talk", urlencode(fields)), lines))
        numbers = {tuple(digits(line.get("/vi/talk/number").page)) for line in lines}
    assert [line.status for line in lines] == [200] * 6
    assert [len(number) for number in numbers] == [6]
