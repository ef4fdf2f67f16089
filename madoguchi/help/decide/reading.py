"""Reads a dialogue file and refuses a wrong one with a sentence. Text in, dialogue out; never a default for an answer."""

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from madoguchi.help.terms import (
    OPEN_REPLIES,
    Choice,
    Condition,
    Dialogue,
    DialogueError,
    Filling,
    FromAnswer,
    Kind,
    Question,
    Span,
    Supposition,
    Telling,
)

DAY_ANSWERS = frozenset({"past", "ahead", "told", *OPEN_REPLIES})
SUPPOSED_DAYS = frozenset({"today", "yesterday", "lately", *OPEN_REPLIES})
OWN_DAYS = frozenset({"today", "before_all"})
KEYS = {
    "question": frozenset({"id", "kind", "help", "span", "only_if", "choices"}),
    "choice": frozenset({"id", "value", "only_if", "untold"}),
    "telling": frozenset({"when", "fact", "event", "value", "day", "fields"}),
    "supposition": frozenset({"id", "when", "question", "answers", "days"}),
    "settling": frozenset({"asks", "by"}),
}


def read_dialogue(text: str, file: str) -> Dialogue:
    """Read a dialogue; raises DialogueError for the first thing that is wrong."""
    try:
        raw = tomllib.loads(text)
        return _dialogue(raw)
    except tomllib.TOMLDecodeError as error:
        raise DialogueError(f"{file}: {error}") from error
    except DialogueError as error:
        raise DialogueError(f"{file}: {error}") from error


def _dialogue(raw: Mapping[str, Any]) -> Dialogue:
    id_ = str(raw["id"])
    raw = _with_groups(raw, raw.get("groups", {}))
    earlier: dict[str, Question] = {}
    for row in raw["question"]:
        question = _question(row, id_, earlier)
        if question.id in earlier:
            raise DialogueError(f"question {question.id!r} stands twice: give one of them another id")
        earlier[question.id] = question
    tellings = tuple(_telling(row, earlier) for row in raw["tells"])
    supposed = tuple(_supposition(row, id_, earlier) for row in raw.get("supposes", ()))
    settled = {name: by for row in raw.get("settles", ()) for name, by in _settling(row, earlier)}
    return Dialogue(id_, str(raw["country"]), tuple(earlier.values()), tellings, supposed, settled)


def _with_groups(raw: Any, groups: Mapping[str, Sequence[str]]) -> Any:
    """The same file with `@group` written out, so that a long list of answers stands in one place."""
    if isinstance(raw, dict):
        return {name: _with_groups(part, groups) for name, part in raw.items()}
    if not isinstance(raw, list):
        return raw
    found: list[Any] = []
    for part in raw:
        if isinstance(part, str) and part.startswith("@"):
            if part[1:] not in groups:
                raise DialogueError(f"{part!r} is no group; write one of {sorted(groups)}")
            found += groups[part[1:]]
        else:
            found.append(_with_groups(part, groups))
    return found


def _question(row: Mapping[str, Any], dialogue: str, earlier: Mapping[str, Question]) -> Question:
    where = f"question {row.get('id')!r}"
    _known_keys(row, "question", where)
    key = f"{dialogue}.{row['id']}"
    kind = Kind(row["kind"])
    choices = tuple(_choice(choice, key, earlier) for choice in row.get("choices", ()))
    if (kind is Kind.CHOICE) != bool(choices):
        raise DialogueError(f"{where}: a question of kind 'choice' has choices, one of kind 'day' has none")
    return Question(
        id=row["id"],
        key=key,
        help=f"{key}.help" if row.get("help") else None,
        kind=kind,
        span=Span(row.get("span", "past")),
        choices=choices,
        only_if=_condition(row.get("only_if", {}), earlier, where),
    )


def _choice(row: Mapping[str, Any], key: str, earlier: Mapping[str, Question]) -> Choice:
    where = f"choice {row.get('id')!r} of {key!r}"
    _known_keys(row, "choice", where)
    if row["id"] in OPEN_REPLIES:
        raise DialogueError(f"{where}: every question has this answer already; leave it out")
    value = None if row.get("untold") else row.get("value", row["id"])
    return Choice(row["id"], f"{key}.{row['id']}", value, _condition(row.get("only_if", {}), earlier, where))


def _condition(raw: Any, earlier: Mapping[str, Question], where: str) -> Condition:
    ways = raw if isinstance(raw, list) else [raw] if raw else []
    return Condition(tuple({name: _wanted(name, words, earlier, where) for name, words in way.items()} for way in ways))


def _wanted(name: str, words: Sequence[str], earlier: Mapping[str, Question], where: str) -> frozenset[str]:
    if name not in earlier:
        raise DialogueError(f"{where}: {name!r} is not asked before; name an earlier question")
    if strange := sorted(set(words) - _possible(earlier[name])):
        raise DialogueError(f"{where}: {name!r} has no answer {strange[0]!r}; write one of {sorted(_possible(earlier[name]))}")
    return frozenset(words)


def _possible(question: Question) -> frozenset[str]:
    if question.kind is Kind.DAY:
        return DAY_ANSWERS
    return frozenset({choice.id for choice in question.choices} | set(OPEN_REPLIES))


def _telling(row: Mapping[str, Any], questions: Mapping[str, Question]) -> Telling:
    where = f"telling of {row.get('event', row.get('fact'))!r}"
    _known_keys(row, "telling", where)
    if ("fact" in row) == ("event" in row):
        raise DialogueError(f"{where}: write either 'fact' or 'event'")
    day = row.get("day")
    if "event" in row and day not in OWN_DAYS | questions.keys():
        raise DialogueError(f"{where}: 'day' is 'today', 'before_all' or a question about a day, not {day!r}")
    return Telling(
        when=_condition(row.get("when", {}), questions, where),
        fact=row.get("fact"),
        event=row.get("event"),
        value=_filling(row["value"], questions, where) if "value" in row else None,
        day=day,
        fields={name: _filling(value, questions, where) for name, value in row.get("fields", {}).items()},
    )


def _supposition(row: Mapping[str, Any], dialogue: str, questions: Mapping[str, Question]) -> Supposition:
    where = f"supposition {row.get('id')!r}"
    _known_keys(row, "supposition", where)
    answers = {name: _supposed(name, raw, questions, where) for name, raw in row["answers"].items()}
    _known_question(row["question"], questions, where)
    when = _condition(row["when"], questions, where)
    return Supposition(f"{dialogue}.if.{row['id']}", when, row["question"], answers, not row.get("days", True))


def _supposed(name: str, raw: Any, questions: Mapping[str, Question], where: str) -> str | FromAnswer:
    _known_question(name, questions, where)
    if isinstance(raw, dict):
        _known_question(raw.get("answer"), questions, where)
        return FromAnswer(raw["answer"])
    question = questions[name]
    possible = SUPPOSED_DAYS if question.kind is Kind.DAY else _possible(question)
    if raw not in possible:
        raise DialogueError(f"{where}: {name!r} has no answer {raw!r}; write one of {sorted(possible)}")
    return str(raw)


def _settling(row: Mapping[str, Any], questions: Mapping[str, Question]) -> list[tuple[str, tuple[str, ...]]]:
    where = f"settling of {row.get('asks')!r}"
    _known_keys(row, "settling", where)
    for name in row["by"]:
        _known_question(name, questions, where)
    return [(name, tuple(row["by"])) for name in row["asks"]]


def _known_question(name: object, questions: Mapping[str, Question], where: str) -> None:
    if name not in questions:
        raise DialogueError(f"{where}: {name!r} is not a question; write one of {sorted(questions)}")


def _filling(raw: object, questions: Mapping[str, Question], where: str) -> Filling:
    if isinstance(raw, dict):
        if raw.get("answer") not in questions:
            raise DialogueError(f'{where}: {raw.get("answer")!r} is not a question; write {{ answer = "…" }}')
        return FromAnswer(raw["answer"], raw.get("unknown"))
    if isinstance(raw, bool | int | str | dt.date):
        return raw
    raise DialogueError(f'{where}: {raw!r} cannot be told; write a word, a number, a day or {{ answer = "…" }}')


def _known_keys(row: Mapping[str, Any], table: str, where: str) -> None:
    if strange := sorted(row.keys() - KEYS[table]):
        raise DialogueError(f"{where}: {strange[0]!r} is no key of a {table}; write one of {sorted(KEYS[table])}")
