"""Which of the meanings that must never be said does a text carry? By keys and phrases, in every language. Changes no text."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files

from madoguchi.desk.show import told
from madoguchi.ground.ids import ClauseId
from madoguchi.rules.clauses import LawBook, LawOf, Standing
from madoguchi.rules.explain import OFFICE_RISK, explain, risks_of
from madoguchi.rules.terms import Answer, Position
from madoguchi.ui.languages import LANGUAGES
from madoguchi.ui.words import HOME

OPEN = (Answer.YES, Answer.DISCRETION, Answer.ASK)


@cache
def never_said() -> dict[str, dict[str, list[str]]]:
    """For each id of `must_not_say`: keys of sentences that carry it (`keys`), and phrases in each language."""
    return tomllib.loads((files("madoguchi.rules") / "words" / "never_said.toml").read_text(encoding="utf-8"))


def meanings(law: LawBook, position: Position) -> Iterator[str]:
    """The ids that anything shown for a position carries, in any language in which it is shown."""
    said = list(explain(law, position).sentences())
    yield from by_structure(law, position)
    for word, rows in never_said().items():
        by_key = any(fnmatchcase(sentence.key, pattern) for sentence in said for pattern in rows.get("keys", ()))
        if by_key or any(in_text(word, tag, told(tag, sentence, law.id)) for tag in languages_of(law) for sentence in said):
            yield word


def languages_of(law: LawBook) -> tuple[str, ...]:
    """The languages in which we say anything about lives under a law: outside Japan and Viet Nam, English only."""
    home = law.id.partition("@")[0] in HOME
    return tuple(language.tag for language in LANGUAGES) if home else ("en",)


def by_structure(law: LawBook, position: Position) -> Iterator[str]:
    """Meanings that no phrase gives away: an office named without its risk, a repealed rule that still answers."""
    shown = [option for option in position.options if option.shown and option.answer in OPEN]
    if any(option.to == "immigration" and OFFICE_RISK not in risks_of(option) for option in shown):
        yield "go_to_office_without_warning"
    if any(_repealed(law, option.clause, position.day) for option in shown):
        yield "old_rule_as_now"
    ahead = [deadline for deadline in position.deadlines if deadline.day >= position.day]
    if any(_repealed(law, deadline.clauses[0], position.day) for deadline in ahead):
        yield "deadline_today_from_old_law"


def _repealed(law: LawBook, clause: ClauseId, day: dt.date) -> bool:
    """Whether a rule is over on the day and does not reach on by its own terms (for what started or was done before)."""
    standing, version = law.clauses[clause].standing(day)
    return standing is Standing.OVER and version.law_of is LawOf.DAY


def in_text(word: str, lang: str, text: str) -> bool:
    """Whether a text of a language carries a meaning by one of its phrases."""
    phrases = never_said()[word].get(lang, [])
    return any(re.search(phrase, text, re.IGNORECASE) for phrase in phrases)
