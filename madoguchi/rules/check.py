"""Does a worked case agree? Compares ids, days and words, never sentences.

The rules of agreement are those of docs/law/cases.md: what a case does not state is free. Each disagreement is one line
that says what was expected and what the law book gives.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from madoguchi.rules.agreement import (
    Given,
    Row,
    conditions_met,
    covering,
    days_about,
    days_of,
    given_by,
    in_unit,
    length_in_words,
    life_of,
    of_life,
    plain,
    reentry,
    same_bar,
    wanted,
)
from madoguchi.rules.clauses import LawBook
from madoguchi.rules.counts import counts
from madoguchi.rules.engine import ask
from madoguchi.rules.filings import in_time
from madoguchi.rules.inquiry import Inquiry
from madoguchi.rules.lives import Case, Told
from madoguchi.rules.options import STRONGEST
from madoguchi.rules.terms import Answer, Layer, Position
from madoguchi.rules.under import under
from madoguchi.rules.words import Vocabulary

Says = Callable[[Position], Iterable[str]]
"""From a position to the ids of `must_not_say` that anything shown for it carries."""


@dataclass(frozen=True, slots=True)
class Failing:
    """One expectation that does not hold."""

    case: str
    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.case}: {self.where}: {self.sentence}"


class Checker:
    """Checks one case against a law book. Positions are worked out once for each life and day."""

    def __init__(self, case: Case, law: LawBook, words: Vocabulary, says: Says | None = None) -> None:
        self.case, self.law, self.words, self.says = case, law, words, says
        self.failing: list[Failing] = []
        self.open_seen = False
        self._asked: dict[tuple[str, dt.date], tuple[Inquiry, Position]] = {}

    def ask(self, life: str, day: dt.date | None = None) -> tuple[Inquiry, Position]:
        """The position of a life on a day (default: the day of asking), under the law of that life."""
        told = self.case.lives[life]
        day = day or told.ask_on
        if (life, day) not in self._asked:
            law = under(self.law, told.law_on) if told.law_on else self.law
            self._asked[life, day] = ask(law, self.words, told.life, day, every=True)
        return self._asked[life, day]

    def run(self) -> list[Failing]:
        """All expectations, in the order of the tables; empty if the case agrees."""
        tables: Mapping[str, Callable[[Row], None]] = {
            "seen": lambda row: self._spans("seen", row),
            "projected": lambda row: self._spans("projected", row),
            "held": lambda row: self._spans("held", row),
            "deadline": self._deadline,
            "option": lambda row: self._one_of(row, "option", self._option(row)),
            "answer": lambda row: self._one_of(row, "answer", self._answer(row)),
            "ask": self._ask,
            "number": self._number,
            "bar": self._bar,
            "compare": self._compare,
        }
        for table, check in tables.items():
            for row in self.case.expect.get(table, ()):
                check(row)
        self._never_said()
        self._marked_as_open()
        return self.failing

    def fail(self, where: str, sentence: str) -> None:
        """Note one disagreement."""
        self.failing.append(Failing(self.case.id or self.case.file, where, sentence))

    def _life(self, row: Row) -> Told:
        return self.case.lives[row.get("life", "main")]

    def _at(self, row: Row) -> tuple[Inquiry, Position]:
        return self.ask(row.get("life", "main"), row.get("on"))

    # ---------------------------------------------------------------- states

    def _spans(self, table: str, row: Row) -> None:
        told = self._life(row)
        inquiry, position = self.ask(row.get("life", "main"))
        where = f"{table} {row['layer']}{life_of(row)} {row.get('from', '')}..{row.get('until', '')}"
        spans = position.held if table == "held" else position.seen
        first, last = days_about(table, row, told, inquiry)
        covered, gap = covering([s for s in spans if s.layer is Layer(row["layer"])], first, last)
        if gap is not None:
            return self.fail(where, f"expected {row['state']}, but nothing is known of {gap}")
        allowed = {row["state"], *row.get("or", ())}
        for span in covered:
            if span.state not in allowed:
                day = max(span.first, first)
                return self.fail(where, f"expected {' or '.join(sorted(allowed))}, the law book gives {span.state} on {day}")
        listed = {span.state for span in covered} | {reading for span in covered for reading in span.readings}
        self.open_seen |= any(span.readings or span.state == "uncertain" for span in covered)
        self.open_seen |= any(doubt.clause in span.clauses for span in covered for doubt in position.doubts)
        if missing := allowed - listed:
            return self.fail(where, f"{', '.join(sorted(missing))} should be listed as a reading")
        return self._facts(row, where, frozenset(f for span in covered for f in span.facts), "why_fact")

    # ---------------------------------------------------------------- deadlines

    def _deadline(self, row: Row) -> None:
        _, position = self.ask(row.get("life", "main"))
        where = f"deadline {row['id']}{life_of(row)}"
        named = [d for d in position.deadlines if d.id == row["id"] and d.edge.value == row.get("edge", "last")]
        named = [d for d in named if "for" not in row or d.option == row["for"]]
        if not named:
            return self.fail(where, f"expected {row['day']}, the law book gives no such deadline")
        about = row.get("about_days", 0)
        days = [row["day"], *row.get("or", ())]
        close = [d for d in named if any(abs((d.day - day).days) <= about for day in days)]
        if not close:
            return self.fail(where, f"expected {row['day']}, the law book gives {', '.join(str(d.day) for d in named)}")
        right = [d for d in close if all(day in (d.day, *d.readings, d.warn) for day in days[1:])] if "or" in row else close
        if not right:
            return self.fail(
                where, f"expected {', '.join(map(str, days[1:]))} as a reading, the law book lists {close[0].readings}"
            )
        for key in ("warn", "rolled", "met"):
            if key in row and not any(plain(getattr(d, key)) == row[key] for d in right):
                return self.fail(where, f"expected {key} {row[key]}, the law book gives {plain(getattr(right[0], key))}")
        self.open_seen |= any(d.readings or d.about or not d.checked for d in right)
        self.open_seen |= any(doubt.clause in d.clauses for d in right for doubt in position.doubts)
        return self._facts(row, where, frozenset(f for d in right for f in d.facts), "fact")

    # ---------------------------------------------------------------- options and answers

    def _option(self, row: Row) -> Given | None:
        inquiry, position = self._at(row)
        if "after" in row or "as" in row:
            return reentry(inquiry, position, row)
        found = [o for o in position.options if o.id == row["id"] and o.path == row.get("path")]
        found = [o for o in found if "status" not in row or o.status in (None, row["status"])]
        found = [o for o in found if o.shown] or found  # a way that is for others says nothing where one is for this person
        if not found:
            return None
        best = min(found, key=lambda option: STRONGEST.index(option.answer))
        same = [option for option in found if option.answer is best.answer]
        asks = sorted({name for option in same for name in option.asks}) if best.answer is Answer.ASK else []
        return given_by(best.answer.value, same, asks)

    def _answer(self, row: Row) -> Given | None:
        inquiry, position = self._at(row)
        if row["id"] == "in_time" and (given := self._in_time(inquiry, position, row)):
            return given
        if row["id"] == "counts_as_change" and "event" in row:
            return self._counts(inquiry, row)
        if row["id"] == "eligible" and "option" in row:
            return conditions_met(self._option({**row, "id": row["option"]}))
        found = [a for a in position.answers if a.question == row["id"]]
        if not found:
            return None
        cited = [a for a in found if wanted(row, "why_fact") & a.facts]
        found = cited or found
        value = found[0].answer.value
        readings = frozenset(d.reading for a in found for d in a.doubts) | frozenset(a.answer.value for a in found)
        return Given(value, readings, frozenset(f for a in found for f in a.facts), bool(found[0].doubts) or value == "unknown")

    def _counts(self, inquiry: Inquiry, row: Row) -> Given | None:
        told = [counts(inquiry, event) for event in inquiry.history.events if event.id == row["event"]]
        found = told[0] if told else None
        return Given("yes" if found[0] else "no", frozenset(), found[1]) if found else None

    def _in_time(self, inquiry: Inquiry, position: Position, row: Row) -> Given | None:
        events = [
            e for e in inquiry.history.events if (e.id == row["event"] if "event" in row else e.kind == "application.filed")
        ]
        if not events:
            return None
        found = in_time(inquiry, events[-1], position.deadlines)
        if found.answer is Answer.UNKNOWN and any(a.question == "in_time" for a in position.answers):
            return None  # no last day is about it, and a clause says so
        return Given(found.answer.value, found.readings, found.facts)

    def _one_of(self, row: Row, table: str, given: Given | None) -> None:
        """An answer: the stated value or one of `or`, with the others listed as readings."""
        expected = str(row["answer"])
        where = (
            f"{table} {row['id']}"
            + life_of(row)
            + "".join(f" {key}={row[key]}" for key in ("path", "as", "after", "on") if key in row)
        )
        if given is None:
            return self.fail(where, f"expected {expected}, the law book has no such thing")
        allowed = {expected, *row.get("or", ())}
        if given.value not in allowed:
            return self.fail(where, f"expected {' or '.join(sorted(allowed))}, the law book gives {given.value}")
        if missing := allowed - {given.value} - given.readings:
            return self.fail(where, f"{', '.join(sorted(missing))} should be listed as a reading beside {given.value}")
        self.open_seen |= given.open or bool(given.readings - {given.value})
        return self._facts(row, where, given.facts, "why_fact")

    def _ask(self, row: Row) -> None:
        _, position = self.ask(row.get("life", "main"))
        asked = {q.question for q in position.questions} | {q.name for q in position.questions}
        asked |= {self.words.asks.get(name) for o in position.options for name in o.asks}
        if row["id"] not in asked:
            self.fail(
                f"ask {row['id']}{life_of(row)}", f"the law book asks {', '.join(sorted(a for a in asked if a)) or 'nothing'}"
            )

    # ---------------------------------------------------------------- numbers and bans

    def _number(self, row: Row) -> None:
        _, position = self._at(row)
        where = f"number {row['name']}{life_of(row)}"
        named = [n for n in position.numbers if n.name == row["name"] and row.get("option") in (None, n.option)]
        counted = [(n, in_unit(n, row["unit"])) for n in named]
        named = [replace(n, value=value, unit=row["unit"]) for n, value in counted if value is not None]
        allowed = [row["value"], *row.get("or", ())]
        right = [n for n in named if any(abs(n.value - value) <= row.get("tolerance", 0) for value in allowed)]
        right = [n for n in right if not wanted(row, "fact") or wanted(row, "fact") & n.facts] or right
        if not right:
            given = ", ".join(f"{n.value} {n.unit}" for n in named) or "no such number"
            return self.fail(where, f"expected {row['value']} {row['unit']}, the law book gives {given}")
        if missing := set(allowed) - {n.value for n in named}:
            return self.fail(where, f"{missing} should be listed as a reading")
        return self._facts(row, where, frozenset(f for n in right for f in n.facts), "fact")

    def _bar(self, row: Row) -> None:
        _, position = self.ask(row.get("life", "main"))
        where = f"bar {row['kind']}{life_of(row)}"
        named = [b for b in position.bars if b.kind == row["kind"] and b.purpose == row.get("as")]
        named = [
            b for b in named if row.get("option") in (None, b.option) and ("path" not in row or b.path in (None, row["path"]))
        ]
        right = [b for b in named if same_bar(b, row)]
        if not right:
            given = (
                "; ".join(f"{b.option} {b.path or ''} {length_in_words(b.length)} until {b.last}" for b in named) or "no such ban"
            )
            return self.fail(where, f"expected {row.get('until', row.get('length'))}, the law book gives {given}")
        if missing := set(row.get("or", ())) - {day for b in right for day in (b.last, *b.readings)}:
            return self.fail(where, f"{', '.join(map(str, missing))} should be listed as a reading")
        self.open_seen |= any(b.readings for b in right)
        return self._facts(row, where, frozenset(f for b in right for f in b.facts), "fact")

    # ---------------------------------------------------------------- comparisons

    def _compare(self, row: Row) -> None:
        left, right = (self._compared(row, row[side]) for side in ("left", "right"))
        where = f"compare {row['what']} {row['id']} of {row['left']} and {row['right']}"
        if left is None or right is None:
            return self.fail(where, "one of them has no such thing")
        holds = {"equal": left == right, "different": left != right, "less": left < right, "more": left > right}[row["how"]]
        if not holds:
            return self.fail(where, f"expected {row['how']}, the law book gives {left} and {right}")
        return None

    def _compared(self, row: Row, life: str) -> Any:
        """What a comparison compares. Where the case asks about this word on a day of its own, that day counts."""
        what, word = row["what"], row["id"]
        stated = [
            r
            for r in self.case.expect.get(what, ())
            if r.get("life", "main") == life and word in (r.get("id"), r.get("name"), r.get("kind"))
        ]
        like: Row = of_life(stated[0] if stated else {"id": word, "name": word, "kind": word}, life)
        if what in ("option", "answer"):
            given = self._option(like) if what == "option" else self._answer(like)
            return given.value if given else None
        _, position = self._at(like) if what == "number" else self.ask(life)
        if what == "deadline":
            days = [d.day for d in position.deadlines if d.id == word and like.get("edge", d.edge.value) == d.edge.value]
            return days[0] if days else None
        if what == "number":
            values = [n.value for n in position.numbers if n.name == word and like.get("option") in (None, n.option)]
            return values[0] if values else None
        bars = [b for b in position.bars if b.kind == word and like.get("option") in (None, b.option)]
        return min((days_of(b) for b in bars), default=None)

    # ---------------------------------------------------------------- the whole case

    def _facts(self, row: Row, where: str, behind: frozenset[str], key: str) -> None:
        expected = wanted(row, key)
        if expected and not expected & behind:
            self.fail(
                where,
                f"should rest on {' or '.join(sorted(expected))}, the law book rests on {', '.join(sorted(behind)) or 'nothing'}",
            )

    def _never_said(self) -> None:
        if self.says is None:
            return
        for life in self.case.lives:
            said = set(self.says(self.ask(life)[1])) & set(self.case.must_not_say)
            for word in sorted(said):
                self.fail(f"must_not_say {word}", f"something shown for {life} carries this meaning")

    def _marked_as_open(self) -> None:
        """A disputable case without `or`: something that it states must be marked as open."""
        rows = [row for table in self.case.expect.values() for row in table]
        if not self.case.disputable or any("or" in row for row in rows) or self.failing:
            return
        stated = {row.get("id") for row in rows}
        doubted = any(o.doubts for life in self.case.lives for o in self.ask(life)[1].options if o.id in stated)
        if not self.open_seen and not doubted:
            self.fail("disputable", "nothing in the result is marked as open to dispute")


def check_case(case: Case, law: LawBook, words: Vocabulary, says: Says | None = None) -> list[Failing]:
    """Every expectation of one case that does not hold."""
    return Checker(case, law, words, says).run()
