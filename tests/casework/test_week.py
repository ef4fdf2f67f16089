"""The invented cases of the first week: they agree with the rules and with the house, and touch no table of cases."""

import ast
import datetime as dt
from importlib import resources

import pytest

from madoguchi.casework import shelf
from madoguchi.casework.actions import week
from madoguchi.casework.decide.week import choice_key, chosen, read_theme
from madoguchi.casework.terms import Part
from madoguchi.casework.terms.week import THEMES, Asks, Question, Theme, WeekError
from madoguchi.help import shelf as window
from madoguchi.help.decide.urgent import is_urgent
from madoguchi.network.terms import Circle
from madoguchi.rules.shelf import law_of
from madoguchi.ui.languages import LANGUAGES
from madoguchi.ui.words import bare, has
from tests.gates.tree import PACKAGE

TAGS = [language.tag for language in LANGUAGES]
DIALOGUE = window.dialogue("may_i_stay")
CLAUSES = law_of("JP").clauses


def text_of(name: str) -> str:
    """A file of the week."""
    return resources.files("madoguchi.casework").joinpath("week", f"{name}.toml").read_text(encoding="utf-8")


def question(theme: Theme, id_: str) -> Question:
    """One question of a day."""
    return next(each for each in theme.questions if each.id == id_)


def called(name: str) -> Theme:
    """One day."""
    found = week.theme_called(name)
    assert found is not None
    return found


def test_there_is_one_theme_a_day() -> None:
    assert [(theme.name, theme.day) for theme in week.themes()] == [(name, place) for place, name in enumerate(THEMES, 1)]
    days = [theme.today for theme in week.themes()]
    assert days == [days[0] + dt.timedelta(days=place) for place in range(len(days))]
    assert days[0].weekday() == 0, "a week begins on Monday"


@pytest.mark.parametrize("tag", TAGS)
def test_every_sentence_of_the_week_is_there(tag: str) -> None:
    keys = [theme.key(what) for theme in week.themes() for what in ("title", "story")]
    for theme in week.themes():
        for each in theme.questions:
            keys += [theme.key(each.id), theme.key(each.id, "why"), *(choice_key(theme, each, word) for word in each.choices)]
    assert [key for key in keys if not has(tag, key)] == []


def test_the_rules_have_an_answer_wherever_the_file_asks_them() -> None:
    for theme in week.themes():
        worked = week.house_says(theme)
        for each in theme.questions:
            if each.asks is Asks.DAY:
                assert worked is not None
                assert any(due.day >= theme.today for due in worked.dues), theme.name
            if each.asks is Asks.CAUSE:
                assert worked is not None
                assert worked.causes
                assert set(worked.causes) < set(week.possible_causes(theme)), "there is something to choose from"


def test_what_the_second_day_advises_are_ways_that_the_rules_know() -> None:
    theme = called("position")
    worked = week.house_says(theme)
    assert worked is not None
    assert set(question(theme, "next").cites) <= worked.clauses | {"jp.papers.demand-passport"}


def test_the_fourth_days_way_out_is_one_of_the_rules_and_its_first_message_is_danger_in_every_language() -> None:
    theme = called("urgent")
    worked = week.house_says(theme)
    assert worked is not None
    assert set(question(theme, "taken").cites) <= worked.clauses
    assert question(theme, "danger").good == {"yes"}
    assert [tag for tag in TAGS if not is_urgent(bare(tag, theme.key("story")))] == []


def test_the_third_day_says_what_the_keys_do() -> None:
    closed = {part.value for part in Part if part.circle is Circle.FREE}
    assert question(called("consents"), "never_opens").good == closed


def test_the_words_of_harm_are_those_of_closing() -> None:
    asked = question(called("closing"), "harm")
    assert set(asked.choices) <= set(shelf.lists().violations)


def test_the_week_touches_no_table_of_cases() -> None:
    for name in ("actions/week.py", "pages/week.py", "decide/week.py", "terms/week.py"):
        tree = ast.parse((PACKAGE / "casework" / name).read_text(encoding="utf-8"))
        imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
        assert not {module for module in imported if module.endswith(("casework.store", "casework.models"))}, name
        assert not names & {"store", "cases", "parts", "cards"}, name


def test_choices_are_read_in_the_order_of_the_file_and_nothing_else_is() -> None:
    asked = question(called("listening"), "first")
    assert chosen({"first": "card,<b>,safe"}, asked) == ("safe", "card")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('good = ["safe", "time"]', 'good = ["sleep"]', "a good answer is one of the choices"),
        ('place = "here"', 'place = "moon"', "has no such question, or it takes no"),
        ('asks = "words"', 'asks = "words"\nchoices = ["a"]\ngood = ["a"]', "a choice has choices"),
        ("day = 1", "day = 1\npoints = 5", "unknown key points"),
        ('good = ["safe", "time"]', 'good = ["safe"]\ncites = ["jp.no.such"]', "a clause one of the book"),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence(before: str, after: str, said: str) -> None:
    text = text_of("listening")
    assert before in text
    with pytest.raises(WeekError, match=said):
        read_theme("listening", text.replace(before, after, 1), DIALOGUE, CLAUSES)
