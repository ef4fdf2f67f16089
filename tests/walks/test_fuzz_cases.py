"""Whatever is sent to any page of a desk by somebody who may open it: an answer for people, never a broken page.

Pages, fields and buttons are read from the address map and from the templates: what is new there is tried too.
"""

import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from madoguchi.casework.actions import offers
from madoguchi.casework.terms import OfferKind, Part
from madoguchi.help import shelf
from madoguchi.network import actions as network
from madoguchi.network.forms import form_word
from tests.casework.network_of_cases import COOKIES, TODAY, Street
from tests.gates.tree import PACKAGE
from tests.walks.test_fuzz import NASTY, addresses

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

ROOMS = ("help", "network", "casework", "tracing")
TEMPLATES = [path.read_text("utf-8") for room in ROOMS for path in sorted((PACKAGE / room / "templates").rglob("*.html"))]
# Wherever it stands: a box may be handed its name by the template around it.
_BOX, _VALUE = re.compile(r'\bname="([a-z_]+)"'), re.compile(r'\bvalue="([a-z_]+)"')
QUESTIONS = [f"q_{question.id}" for question in shelf.dialogue("may_i_stay").questions]
FIELDS = sorted({name for text in TEMPLATES for name in _BOX.findall(text)} - {"word", "token", "file"}) + QUESTIONS
WORDS = sorted({value for text in TEMPLATES for value in _VALUE.findall(text)})
PAGES = [path for path in addresses() if path.startswith("/desk/")]
NOBODY = "0" * 32
SITTING = ("hoa", "an", "sensei")
"""Who keeps the case, who was asked to join it, who may have to report."""


def test_every_field_and_page_is_tried() -> None:
    assert {"text", "due", "done", "clauses", "offices", "elements", "reason", "member", "remove"} <= set(FIELDS)
    assert {"hand_over", "take_back", "accept", "harm", "causes", "keep"} <= set(WORDS)
    assert len([path for path in PAGES if NOBODY in path]) > 7


@pytest.fixture
def ids(tmp_path: object, settings: Settings) -> list[str]:
    """A case that is offered to another group; the ids of everything in it."""
    settings.DATA = tmp_path
    street = Street.begin()
    case = street.case()
    offers.ask(street.hoa, case, OfferKind.JOIN, "kobe", (Part.STEPS,), TODAY, talk=True)
    street.agrees()
    offers.make(street.hoa, case, OfferKind.JOIN, "kobe", "xin giúp", TODAY)
    (shown,) = offers.waiting(street.an, TODAY)
    return [case, street.conversation, shown.offer.id, *(member.id for member in network.members_of("nagoya"))]


def at_desk(nickname: str) -> Client:
    """The browser of a member who sits at a desk."""
    client = Client(raise_request_exception=False)
    client.cookies["desk"] = COOKIES[nickname]
    return client


@st.composite
def sent(draw: st.DrawFn, ids: list[str]) -> dict[str, Any]:
    """A form: some fields with something in them that could stand there, or could not."""
    parts = [part.value for part in Part]
    likely = st.sampled_from(
        [*WORDS, *parts, *ids, "nagoya", "kobe", "steps:1", "status:1", "immigration:late", "1", "2027-01-01"]
    )
    values = st.one_of(likely, st.sampled_from(NASTY), st.text(max_size=60))
    given = st.one_of(values, st.lists(values, max_size=3))
    form = draw(st.dictionaries(st.sampled_from(FIELDS), given, max_size=8))
    return {**form, "go": draw(st.sampled_from(WORDS))}


def test_no_form_of_a_desk_breaks_a_page(ids: list[str]) -> None:
    pages = [path.replace(NOBODY, id_) for path in PAGES for id_ in (ids if NOBODY in path else [""])]

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=120)
    @given(path=st.sampled_from(pages), who=st.sampled_from(SITTING), form=sent(ids), method=st.sampled_from(["post", "get"]))
    def any_form(path: str, who: str, form: dict[str, Any], method: str) -> None:
        client = at_desk(who)
        with transaction.atomic():
            # Nothing stays: the next form meets the same case, and whoever was signed out sits there again.
            answer = getattr(client, method)(path, {**form, "word": form_word(COOKIES[who])})
            after = at_desk("hoa").get(f"/desk/vi/case/{ids[0]}").status_code
            transaction.set_rollback(True)
        assert answer.status_code < 500, f"{who}: {method} {path} with {form!r}"
        assert after < 500, f"the case, after {who}: {path} with {form!r}"

    any_form()
