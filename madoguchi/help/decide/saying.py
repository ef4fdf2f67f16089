"""What the window leaves out, puts together or says otherwise of an explanation. Adds nothing to the law, and hides no reason."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from madoguchi.help.terms import Answers, Dialogue, Supposition
from madoguchi.rules.explain import Choice, Explanation
from madoguchi.rules.terms import Deadline, Sentence

ONE_DAY = dt.timedelta(days=1)
IF = ".if."
"""In the key of every sentence that says when a state holds."""


def tidy(told: Explanation, dialogue: Dialogue, counted: Answers, deadlines: Sequence[Deadline]) -> Explanation:
    """The explanation as the window says it: nothing is asked twice, and no sentence stands against its day."""
    what = tuple(sentence for sentence in told.what if not _empty_tomorrow(sentence, told.day))
    ask = tuple(sentence for sentence in told.ask if not is_settled(sentence, dialogue, counted))
    return replace(told, what=what, ask=ask, until_when=tuple(_until_when(told, deadlines)))


def is_settled(sentence: Sentence, dialogue: Dialogue, counted: Answers) -> bool:
    """Whether the dialogue asked this already. What was left open is shown with its own question."""
    name = sentence.key.removeprefix("question.")
    return any(question in counted for question in dialogue.settled.get(name, ()))


def either(supposition: Supposition, so: Explanation, otherwise: Explanation) -> tuple[Sentence, ...]:
    """Both states, each behind the sentence that says when it holds."""
    told = so.what[:1] if supposition.without_days else so.what
    return (Sentence(f"{supposition.key}.so"), *told, Sentence(f"{supposition.key}.else"), *otherwise.what)


def paired(what: Sequence[Sentence]) -> list[tuple[Sentence, ...]]:
    """A sentence that says when a state holds stands in one line with that state: half of it must never be shown alone."""
    lines: list[tuple[Sentence, ...]] = []
    for sentence in what:
        if lines and IF in lines[-1][0].key and IF not in sentence.key:
            lines[-1] = (*lines[-1], sentence)
        else:
            lines.append((sentence,))
    return lines


def grouped(choices: Sequence[Choice]) -> list[list[Choice]]:
    """Ways with the same name stand in one place, where the first of them stood."""
    found: dict[str, list[Choice]] = {}
    for choice in choices:
        found.setdefault(choice.title.key, []).append(choice)
    return list(found.values())


def _empty_tomorrow(sentence: Sentence, today: dt.date) -> bool:
    # Without a last day nobody knows tomorrow. That is said by the question that stayed open, not by a date.
    return sentence.key == "next.uncertain" and sentence.places.get("day") == today + ONE_DAY


def _until_when(told: Explanation, deadlines: Sequence[Deadline]) -> Iterator[Sentence]:
    for sentence in told.until_when:
        yield sentence
        if sentence.key == "deadline.law_starts":
            yield from _rules_that_start(sentence, deadlines)


def _rules_that_start(sentence: Sentence, deadlines: Sequence[Deadline]) -> Iterator[Sentence]:
    for deadline in deadlines:
        if deadline.id == "law_starts" and sentence.places["day"] in (deadline.day, deadline.warn, *deadline.readings):
            yield from (Sentence(f"clause.{clause}.title") for clause in deadline.clauses)
