"""What a case says, folded from its entries. The last word on a matter counts; what stood before stays in the timeline."""

import datetime as dt
from collections.abc import Iterable, Mapping

from madoguchi.casework.terms import HARM_LISTS, Case, Causes, Entry, Harm, Part, Step, Wrote
from madoguchi.help.terms import Answers, Reply


def last(entries: Iterable[Entry], wrote: Wrote) -> Entry | None:
    """The last entry of a kind."""
    found = [entry for entry in entries if entry.wrote is wrote]
    return found[-1] if found else None


def nickname(case: Case) -> str:
    """The made-up name; empty where this desk does not read it."""
    named = last(case.entries.get(Part.CORE, ()), Wrote.NAMED)
    return named.text("nickname") if named else ""


def number(case: Case) -> str:
    """The number of the case, by which colleagues speak of it."""
    named = last(case.entries.get(Part.CORE, ()), Wrote.NAMED)
    return named.text("number") if named else ""


def language(case: Case) -> str:
    """The language that the person reads."""
    named = last(case.entries.get(Part.CORE, ()), Wrote.NAMED)
    return named.text("language") if named else ""


def steps(case: Case) -> tuple[Step, ...]:
    """What is to be done: open steps first, by their day; those without a day behind; what is done last."""
    found = [step for part in (Part.STEPS, Part.STATUS) for step in _steps(case.entries.get(part, ()))]
    return tuple(sorted(found, key=_when))


def _steps(entries: tuple[Entry, ...]) -> Iterable[Step]:
    done = {entry.content.get("about"): entry.day for entry in entries if entry.wrote is Wrote.DONE}
    for entry in entries:
        if entry.wrote is Wrote.STEP:
            yield Step(entry.seq, entry.part, entry.text("text"), day_of(entry.text("due")), done.get(entry.seq), entry.by)


def _when(step: Step) -> tuple[bool, bool, dt.date, int]:
    return step.done_on is not None, step.due is None, step.due or dt.date.max, step.seq


def day_of(text: str) -> dt.date | None:
    """A day as entries write it; None where there is none."""
    return dt.date.fromisoformat(text) if text else None


def timeline(case: Case) -> tuple[Entry, ...]:
    """Everything that was written into the parts that this desk reads, newest first."""
    entries = [entry for part in case.entries.values() for entry in part]
    return tuple(sorted(entries, key=lambda entry: (entry.day, entry.seq), reverse=True))


def refusals(case: Case) -> tuple[Entry, ...]:
    """Who was asked for help with the case and said no, newest first."""
    return tuple(entry for entry in timeline(case) if entry.wrote is Wrote.HANDED and entry.text("turn") == "refused")


def facts(case: Case) -> tuple[Answers, int]:
    """The answers to the questions about the stay, and the entry they stand in (0: none)."""
    told = last(case.entries.get(Part.STATUS, ()), Wrote.FACTS)
    answers = told.content.get("answers", {}) if told else {}
    return read_answers(answers if isinstance(answers, dict) else {}), told.seq if told else 0


def read_answers(written: Mapping[str, object]) -> dict[str, Reply]:
    """Answers as an entry writes them: a word begins with `=`, a day does not."""
    texts = {name: str(text) for name, text in written.items()}
    return {name: text[1:] if text.startswith("=") else dt.date.fromisoformat(text) for name, text in texts.items()}


def write_answers(answers: Answers) -> dict[str, str]:
    """Answers as an entry writes them."""
    return {name: reply.isoformat() if isinstance(reply, dt.date) else f"={reply}" for name, reply in answers.items()}


def harm(case: Case) -> Harm:
    """What was done to the person, what was tried, what helped."""
    told = last(case.entries.get(Part.HARM, ()), Wrote.HARM)
    if told is None:
        return Harm()
    violations, signs, elements, redress, helped = (frozenset(told.words(name)) for name in HARM_LISTS)
    return Harm(violations, signs, elements, redress, helped, told.seq)


def causes(case: Case) -> Causes:
    """What made the person irregular, as far as this desk may know."""
    told = last(case.entries.get(Part.STATUS, ()), Wrote.CAUSES)
    if told is None:
        return Causes()
    offices = tuple(tuple(word.split(":", 1)) for word in told.words("offices"))
    pairs = tuple((office, act) for office, act in offices)
    return Causes(told.words("clauses"), pairs, bool(told.content.get("none")), told.seq)
