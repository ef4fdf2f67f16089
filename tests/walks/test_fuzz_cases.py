"""Whatever is sent to any form of a case by somebody who may open it: an answer for people, never a broken page."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from madoguchi.casework import shelf
from madoguchi.casework.actions import campaigns, letters
from madoguchi.casework.actions.letters import Draft
from madoguchi.casework.terms import Part
from madoguchi.ground.clock import StoppedClock
from madoguchi.ground.ids import ClauseId
from madoguchi.help.actions.campaigns import campaign_of
from madoguchi.network.actions import memory, weeks
from madoguchi.network.actions.councils import open_council
from madoguchi.network.terms import Circle
from madoguchi.network.terms.councils import CouncilKind
from madoguchi.network.terms.memory import Told
from tests.casework.network_of_cases import TODAY, Street
from tests.help.campaign_files import ID as MEASURE
from tests.help.campaign_files import lay
from tests.walks.browsing import Browser
from tests.walks.reading import all_of, tree
from tests.walks.test_cases import at
from tests.walks.test_fuzz import NASTY

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

FIELDS = (
    "text", "due", "about", "done", "after", "kind", "to", "part", "offer", "as_of", "clauses", "clause", "offices",
    "office", "act",
    "none", "violations", "signs", "redress", "helped", "q_place", "q_status", "q_left_day",
    "q_until", "whole", "a_first", "a_by_when", "a_cause", "a_reply", "begin", "end",
    "q_until", "other", "b_today", "b_person", "b_story_ja", "b_story_other", "b_papers", "b_harms", "b_status", "b_until",
    "have", "letter",
    "nickname", "unseat", "given", "expertise", "language", "there", "take", "give", "part_time",
)  # fmt: skip
ACTS = (
    "step",
    "note",
    "name",
    "renew",
    "count",
    "keep",
    "save",
    "try",
    "ask",
    "make",
    "take_back",
    "harm",
    "causes",
    "close",
    "open",
    "accept",
    "look",
    "sure",
    "confirm",
    "take_away",
    "papers",
    "meet",
    "receipt",
    "granted",
    "refused",
    "sign",
    "give",
    "agenda",
    "decision",
    "paper",
    "seat",
    "answer",
)
THAT = "that taskforce"
"""Stands for the id of the one that is there."""
WORDS = (
    *NASTY,
    "stay",
    "other",
    "join",
    "hand_over",
    "kobe",
    "immigration",
    "late",
    "immigration:late",
    "steps:1",
    "status:1",
    "here",
    "work",
    "harm",
    "causes",
    "position",
    "2026-11-23",
    "jp.stay.permit",
    "vi",
    "2026-11-01",
    "passport",
    "unpaid_wages",
    "harm-1",
    "jp.removal.order",
    "legal",
    "hoa",
    "0.2",
    THAT,
)
LETTERS = (*(f"case/{{id}}/letters/new/{name}" for name in shelf.letters()), "case/{id}/letters/harm-1", "case/{id}/letters/x")
CASE = ("case/{id}", "case/{id}/work", "case/{id}/hand", "case/{id}/close", f"case/{{id}}/measure/{MEASURE}")
WEEK = ("week", "week/position", "week/closing", "week/position/{new}")
TOGETHER = ("case/{id}/give", "me", "rota", "experts", "question/{question}", "taskforces", "taskforce/{taskforce}")
PAGES = (*CASE, *LETTERS, *WEEK, *TOGETHER, "find", "talk/{talk}/case", "offer/{id}", "memory/page/{page}")


values = st.one_of(st.sampled_from(WORDS), st.sampled_from([part.value for part in Part]), st.text(max_size=60))
forms = st.dictionaries(st.sampled_from(FIELDS), st.one_of(values, st.lists(values, max_size=3)), max_size=8)


@pytest.fixture
def hoa(tmp_path: object, settings: Settings) -> tuple[Browser, dict[str, str], str]:
    """A caseworker with a case, its ids, and the word that her forms carry."""
    settings.DATA = tmp_path
    settings.CLOCK = StoppedClock(TODAY)
    street = Street.begin()
    page = memory.write_page(street.hoa, Told("title", "text", (ClauseId("jp.stay.permit"),)), TODAY)
    new = street.sensei.member.id
    weeks.begin_week(street.hoa, new, TODAY)
    weeks.begin_week(street.sensei, street.hoa.member.id, TODAY)
    lay(Path(settings.DATA))
    ids = {"id": street.case(), "talk": street.conversation, "page": str(page), "new": new}
    measure = campaign_of(MEASURE)
    assert measure
    campaigns.ask(street.hoa, ids["id"], measure, TODAY)
    street.agrees()
    letters.keep(street.hoa, ids["id"], Draft(shelf.letters()["passport"], Part.HARM, "vi", {}), TODAY)
    for name, kind in (("question", CouncilKind.QUESTION), ("taskforce", CouncilKind.TASKFORCE)):
        ids[name] = open_council(street.hoa, kind, Circle.ALL, [street.an.member], TODAY, TODAY, text="?", expertise="legal")
    browser = at("hoa").go("/desk/vi/today")
    word = next(box.get("value") or "" for box in all_of(tree(browser.page), "input") if box.get("name") == "word")
    browser.client.raise_request_exception = False
    return browser, ids, word


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=150)
@given(page=st.sampled_from(PAGES), form=forms, go=st.sampled_from(ACTS))
def test_no_form_of_a_case_breaks_a_page(
    hoa: tuple[Browser, dict[str, str], str], page: str, form: dict[str, Any], go: str
) -> None:
    browser, ids, word = hoa
    form = {name: ids["taskforce"] if value == THAT else value for name, value in form.items()}
    answer = browser.client.post(f"/desk/vi/{page.format(**ids)}", {**form, "go": go, "word": word})
    assert answer.status_code < 500, f"{page} with {form!r} {go}"
