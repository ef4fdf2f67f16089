"""A measure is told to everyone; to somebody only as "this may concern you", from their answers, and nothing is kept of it."""

import datetime as dt
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from madoguchi.ground.clock import StoppedClock
from madoguchi.help import shelf
from madoguchi.help.actions import campaigns
from madoguchi.help.actions.standing import where_i_stand
from madoguchi.help.decide.campaigns import concerning, open_on, papers_of, read_campaign
from madoguchi.help.terms import Answers
from madoguchi.help.terms.campaigns import CampaignError
from madoguchi.rules.shelf import law_of
from madoguchi.ui.languages import LANGUAGES
from madoguchi.ui.words import has
from tests.help.campaign_files import ID, NAME, lay, text
from tests.walks.reading import Walker

TODAY = dt.date(2026, 11, 21)
TAGS = [language.tag for language in LANGUAGES]
OVER: Answers = {"place": "here", "status": "intern_1", "until": dt.date(2026, 8, 1), "over": "yes", "filed": "nothing"}
LAWFUL: Answers = {"place": "here", "status": "permanent"}
AWAY: Answers = {**OVER, "place": "abroad", "left_how": "own", "left_day": dt.date(2026, 9, 1)}


@pytest.fixture
def client(tmp_path: Path, settings: Settings) -> Client:
    """Somebody's visit; no database."""
    settings.DATA, settings.CLOCK = tmp_path, StoppedClock(TODAY)
    return Client(headers={"accept-language": "vi"})


# ------------------------------------------------------------------ the files


def test_the_campaigns_of_the_package_can_be_read_and_only_the_invented_one_is_among_them() -> None:
    assert [(each.id, each.invented) for each in shelf.campaigns()] == [("r-1", True)]


@pytest.mark.parametrize("tag", TAGS)
def test_every_paper_has_its_sentence(tag: str) -> None:
    assert [word for word in papers_of(law_of("JP")) if not has(tag, f"bring.{word}")] == []


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (text().replace('["jp.special.permission"]', '["jp.no.such"]'), "no clause"),
        (text().replace('["jp.special.permission"]', '["jp.stay.overstay"]'), "is a route"),
        (text().replace('conditions = ["jp.special.permission"]', "conditions = []"), "at least one"),
        (text().replace('"school-papers"', '"no-such-paper"'), "no rule file speaks of"),
        (text(first="2027-04-01"), "before first_day"),
        (text(id_="Amnesty 2027"), "is not an id"),
        (text().replace('vi = "Để', 'fr = "Để'), "languages"),
        (text().replace('country = "JP"', 'country = "KR"'), "the law of 'JP'"),
        (text().replace("read_by", "read_from"), "read_from"),
        ("id = ", "Invalid value"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name_and_what_is_wrong(wrong: str, says: str) -> None:
    with pytest.raises(CampaignError, match=says) as refused:
        read_campaign(wrong, "measure.toml", law_of("JP"))
    assert str(refused.value).startswith("measure.toml")


def test_a_house_with_a_wrong_file_goes_on_without_it(tmp_path: Path, settings: Settings) -> None:
    settings.DATA = tmp_path
    lay(tmp_path)
    lay(tmp_path, "id = ", "broken.toml")
    (tmp_path / "campaigns" / "strange.toml").write_bytes(b"\xff\xfe")
    assert [each.id for each in campaigns.campaigns()] == [ID]
    assert sum(isinstance(each, CampaignError) for each in campaigns.houses_own()) == 2


def test_a_file_that_was_changed_is_read_anew(tmp_path: Path, settings: Settings) -> None:
    settings.DATA = tmp_path
    lay(tmp_path)
    assert campaigns.campaign_of(ID)
    lay(tmp_path, text(id_="t-2"))
    assert campaigns.campaign_of("t-2")
    assert campaigns.campaign_of(ID) is None


def test_an_invented_measure_is_shown_in_a_demo_only(tmp_path: Path, settings: Settings) -> None:
    settings.DATA = tmp_path
    assert campaigns.campaigns() == ()
    settings.DEMO = True
    assert [each.id for each in campaigns.campaigns()] == ["r-1"]


# ------------------------------------------------------------------ whom it may concern


@given(st.dates(dt.date(2026, 1, 1), dt.date(2028, 1, 1)))
def test_a_measure_is_open_from_its_first_day_to_its_last(day: dt.date) -> None:
    found = read_campaign(text(), "m", law_of("JP"))
    assert bool(open_on([found], day)) == (found.first_day <= day <= dt.date(2027, 3, 31))
    everything = frozenset(law_of("JP").clauses)
    assert concerning([found], everything, day) == open_on([found], day)
    assert concerning([found], frozenset(), day) == ()


def test_a_measure_whose_last_day_nobody_has_said_stays_open() -> None:
    found = read_campaign(text().replace("last_day = 2027-03-31\n", ""), "m", law_of("JP"))
    assert open_on([found], dt.date(2099, 1, 1)) == (found,)


@pytest.mark.parametrize(("answers", "may"), [(OVER, True), (LAWFUL, False), (AWAY, False)])
def test_it_may_concern_whoever_has_one_of_its_ways_not_closed(answers: Answers, *, may: bool) -> None:
    dialogue = shelf.dialogue("may_i_stay")
    found = read_campaign(text(), "m", law_of("JP"))
    routes = where_i_stand(dialogue, answers, TODAY).routes
    assert bool(concerning([found], routes, TODAY)) == may


# ------------------------------------------------------------------ the open pages


def test_without_a_measure_the_door_says_nothing_of_any(client: Client) -> None:
    assert "/vi/m/" not in client.get("/vi/").content.decode()


def test_the_door_and_the_page_tell_everybody_the_same(client: Client, tmp_path: Path) -> None:
    lay(tmp_path)
    door = client.get("/vi/").content.decode()
    assert NAME in door
    assert "/vi/m/t-1" in door
    lay(tmp_path, text(last="2026-11-20"))
    assert NAME not in client.get("/vi/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("tag", TAGS)
def test_the_page_says_for_whom_until_when_which_papers_and_that_nobody_has_read_it(
    client: Client, tmp_path: Path, tag: str
) -> None:
    lay(tmp_path)
    answer = client.get(f"/{tag}/m/t-1")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert not answer.cookies
    assert "jp.special.permission" in page
    assert "jp.removal.order" in page
    assert "https://example.org/measure" in page
    assert page.count("<h1") == 1


@pytest.mark.django_db
def test_a_measure_that_is_over_or_ahead_says_so_and_an_unknown_one_is_nowhere(client: Client, tmp_path: Path) -> None:
    lay(tmp_path, text(last="2026-11-20"))
    assert "Ngày cuối cùng là" in client.get("/vi/m/t-1").content.decode()
    lay(tmp_path, text(first="2027-01-01"))
    assert "bắt đầu từ" in client.get("/vi/m/t-1").content.decode()
    assert client.get("/vi/m/t-9").status_code == 404
    assert client.post("/vi/m/t-1").status_code == 405


@pytest.mark.parametrize(("answers", "may"), [(OVER, True), (LAWFUL, False)])
def test_the_answer_page_says_that_it_may_concern_you(client: Client, tmp_path: Path, answers: Answers, *, may: bool) -> None:
    lay(tmp_path)
    page = Walker(client, "vi").begin().answer_all({name: str(reply) for name, reply in answers.items()}).page
    assert "Bạn có thể nói chuyện với ai?" in page
    assert ("Điều này có thể liên quan đến bạn" in page) == may
    left = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*"))
    assert left == ["campaigns", "campaigns/measure.toml"], "nothing is kept of who may be concerned"
