"""Drafts: nothing that somebody typed is lost, also when the desk has closed; and nobody else reads it."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from madoguchi.ground.clock import StoppedClock
from madoguchi.network import actions
from madoguchi.network.decide import IDLE_MINUTES
from madoguchi.network.models import Draft
from madoguchi.network.pages import at_desk, box_of, was_sent
from madoguchi.network.terms import DRAFT_DAYS, Desk, Welcome
from madoguchi.web.urls import urlpatterns as real
from tests.gates.tree import PACKAGE
from tests.network.people import TODAY, House
from tests.network.test_pages import hidden, sign_in

on_sqlite = pytest.mark.parametrize("house", ["sqlite_house"], indirect=True)
"""What does not hang on the database is tried on one: each member costs two stretched passphrases."""
pytestmark = [pytest.mark.slow, pytest.mark.urls(__name__)]
TEXT = "Chúng tôi nghe bạn.\nHãy giữ lại bảng lương."


@at_desk
def box(request: HttpRequest, desk: Desk, tag: str, case: str) -> HttpResponse:
    """A page with one box, as rooms above this one have."""
    if request.method == "POST":
        was_sent(request, desk)
        return HttpResponse("sent")
    return HttpResponse(str(dict(box_of(request, desk, ""))))


urlpatterns = [path("desk/<language:tag>/box/<slug:case>", box, name="box"), *real]
HERE = "/desk/en/box/one"


class Minutes:
    """A clock that goes on when it is told to."""

    def __init__(self, day: dt.date) -> None:
        self._clock, self.passed = StoppedClock(day), 0

    def today(self) -> dt.date:
        """The day."""
        return self._clock.today()

    def seen_at(self) -> dt.datetime:
        """Some minutes after noon."""
        return self._clock.seen_at() + dt.timedelta(minutes=self.passed)


@pytest.fixture
def clock(house: House, settings: Settings) -> Minutes:
    """The clock of the house."""
    clock = settings.CLOCK = Minutes(TODAY)
    settings.DESK_FIRST = "desk-group"
    house.now = clock.seen_at()
    house.group()
    return clock


@pytest.fixture
def lan(house: House, clock: Minutes) -> Welcome:
    """A member."""
    return house.member("lan")


@pytest.fixture
def client(house: House, lan: Welcome) -> Client:
    """Their browser, signed in."""
    client = Client()
    sign_in(client, house, lan)
    return client


def word(client: Client) -> str:
    """What the forms of this desk carry."""
    return hidden(client.get("/desk/en/group").content.decode())["word"]


def test_every_form_that_keeps_drafts_says_where_it_is_sent() -> None:
    """The script of a desk sends a draft to the address that its form names; it has no other."""
    templates = (path for room in ("help", "network", "casework") for path in (PACKAGE / room / "templates").rglob("*.html"))
    forms = [form for each in templates for form in re.findall(r"<form\b.*?</form>", each.read_text(encoding="utf-8"), re.DOTALL)]
    keeping = [form for form in forms if "network/draft.html" in form or 'name="whole"' in form]
    assert len(keeping) > 10
    assert [form.splitlines()[0] for form in keeping if "action=" not in form.splitlines()[0]] == []


def test_a_draft_is_kept_found_again_in_any_language_and_gone_when_it_was_sent(client: Client) -> None:
    fields = {"word": word(client), "text": TEXT}
    assert client.post(HERE, {**fields, "go": "keep"})["Location"] == HERE
    assert client.get(HERE).content.decode() == str({"text": TEXT, "is_draft": True})
    assert TEXT.partition("\n")[0] in client.get("/desk/vi/box/one").content.decode()
    assert "'text': ''" in client.get("/desk/en/box/two").content.decode()
    client.post(HERE, {**fields, "text": "", "go": "keep"})
    assert Draft.objects.count() == 0, "an empty box is no draft"
    client.post(HERE, {**fields, "go": "keep"})
    assert client.post(HERE, fields).content == b"sent"
    assert Draft.objects.count() == 0


def signed_in_again(client: Client, house: House, who: Welcome, clock: Minutes, way: str) -> str:
    """Where a member arrives who signs in again at this address."""
    clock.passed += 5
    house.now = clock.seen_at()
    fields = hidden(client.get(way).content.decode())
    typed = {"nickname": who.member.nickname, "passphrase": who.passphrase, "code": house.code(who)}
    return str(client.post("/desk/en/sign-in", {"word": fields["word"], "to": fields["to"], **typed})["Location"])


@on_sqlite
@pytest.mark.parametrize("minutes", [IDLE_MINUTES, 10 * 60])
def test_what_was_typed_at_a_desk_that_closed_by_itself_waits_behind_the_sign_in(
    house: House, lan: Welcome, client: Client, clock: Minutes, minutes: int
) -> None:
    fields = {"word": word(client), "text": TEXT}
    clock.passed += minutes
    way = str(client.post(HERE, fields)["Location"])
    assert way == "/desk/en/sign-in?to=%2Fdesk%2Fen%2Fbox%2Fone&kept=yes"
    page = client.get(way).content.decode()
    assert "What you wrote is kept for you and was not sent." in page
    assert TEXT.partition("\n")[0] not in page, "nobody else at this computer reads it"
    other = house.member("minh")
    assert signed_in_again(client, house, other, clock, way) == HERE
    assert "'text': ''" in client.get(HERE).content.decode(), "another member does not see it"
    client.cookies.clear()
    assert signed_in_again(client, house, lan, clock, way) == HERE
    assert client.get(HERE).content.decode() == str({"text": TEXT, "is_draft": True})


@on_sqlite
def test_where_nobody_knows_who_sat_there_the_text_is_shown_again(house: House, client: Client, lan: Welcome) -> None:
    fields = {"word": word(client), "text": TEXT}
    actions.sign_out(client.cookies["desk"].value)
    page = client.post(HERE, fields).content.decode()
    assert TEXT.partition("\n")[0] in page
    assert "Not sent" in page
    assert Draft.objects.count() == 0


@on_sqlite
def test_a_form_from_elsewhere_plants_no_draft(client: Client, clock: Minutes) -> None:
    for passed in (0, IDLE_MINUTES):
        clock.passed = passed
        for forged in ({}, {"word": "0" * 64}):
            client.post(HERE, {"text": "planted", "go": "keep", **forged})
    assert Draft.objects.count() == 0


@on_sqlite
def test_every_page_at_a_desk_begins_the_half_hour_anew(client: Client, clock: Minutes) -> None:
    for _ in range(4):
        clock.passed += IDLE_MINUTES - 1
        assert client.get(HERE).status_code == 200
    stays = {"word": word(client)}
    clock.passed += IDLE_MINUTES - 1
    assert client.post("/desk/en/stay", stays)["Location"] == "/desk/en/group"
    clock.passed += IDLE_MINUTES - 1
    assert client.get(HERE).status_code == 200
    clock.passed += IDLE_MINUTES
    assert client.get(HERE)["Location"] == "/desk/en/sign-in?to=%2Fdesk%2Fen%2Fbox%2Fone"


@on_sqlite
@pytest.mark.parametrize(
    "way",
    [
        "//evil.example/desk/",
        "https://evil.example",
        "/vi/",
        "/desk/en/sign-out",
        "/desk/../leave",
        "/desk/en/nothing",
        "x" * 999,
    ],
)
def test_the_way_back_leads_to_a_page_of_a_desk_only(house: House, lan: Welcome, clock: Minutes, way: str) -> None:
    client = Client()
    fields = hidden(client.get("/desk/en/sign-in", {"to": way}).content.decode())
    assert fields["to"] == ""
    typed = {"nickname": "lan", "passphrase": lan.passphrase, "code": house.code(lan)}
    assert client.post("/desk/en/sign-in", {"word": fields["word"], "to": way, **typed})["Location"] == "/desk/en/group"


@on_sqlite
def test_the_disk_shows_neither_text_nor_page_nor_length(house: House, client: Client) -> None:
    fields = {"word": word(client), "go": "keep"}
    for case, text in (("one", "ngắn"), ("two", "dài hơn nhiều " * 20)):
        client.post(f"/desk/en/box/{case}", {**fields, "text": text})
    short, long = house.rows("network_draft")
    assert {len(cell) for cell in short if isinstance(cell, bytes)} == {len(cell) for cell in long if isinstance(cell, bytes)}
    written = repr([short, long]) + "".join(
        cell.decode("latin-1") for row in (short, long) for cell in row if isinstance(cell, bytes)
    )
    assert "box" not in written
    assert "ng\\u1eafn" not in written.encode("unicode_escape").decode()


def test_a_draft_nobody_comes_back_to_is_forgotten(house: House, client: Client) -> None:
    client.post(HERE, {"word": word(client), "text": TEXT, "go": "keep"})
    actions.forget(TODAY + dt.timedelta(days=DRAFT_DAYS), house.now)
    assert Draft.objects.count() == 1
    actions.forget(TODAY + dt.timedelta(days=DRAFT_DAYS + 1), house.now)
    assert Draft.objects.count() == 0


@on_sqlite
@pytest.mark.parametrize("leave", [lambda client: client.get("/leave")])
def test_leaving_from_a_desk_signs_out(house: House, client: Client, leave: Callable[[Client], HttpResponse]) -> None:
    kept = client.cookies["desk"].value
    away = leave(client)
    assert away.status_code == 302
    assert away["Location"].startswith("https://")
    assert away.cookies["desk"].value == ""
    assert house.rows("network_signin") == []
    client.cookies["desk"] = kept
    assert client.get(HERE).status_code == 302
