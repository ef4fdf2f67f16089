"""From a position to what is said about it, in the order: what, until when, why, options, what to bring, what to ask.

Keys and places only: the sentences stand in the message catalogues, whole, in every language. Nothing here adds to the law.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from madoguchi.ground.dates import ONE_DAY
from madoguchi.ground.ids import ClauseId
from madoguchi.rules.clauses import Clause, LawBook, Version
from madoguchi.rules.kinds import Permission
from madoguchi.rules.options import STRONGEST
from madoguchi.rules.stays import PERMIT
from madoguchi.rules.terms import Answer, Layer, NeedResult, Option, Position, Redress, Sentence, Span
from madoguchi.rules.until_when import days_to_tell, until_when

AGAINST = frozenset(
    {
        "revocation",
        "deportation",
        "office_reports",
        "fine_at_home",
        "sanction_procedure",
        "ban_reentry",
        "brokerage_fee",
        "service_fee",
    }
)
"""Options that someone else takes against the person: shown as dangers, never as ways to go."""

ASKING = frozenset(
    {
        "apply_extension",
        "apply_change_status",
        "apply_permanent",
        "apply_first_status",
        "asylum_claim",
        "asylum_claim_again",
        "object",
        "court_action",
    }
)
"""Options that are a request: yes means that it may be handed in, never that it is granted."""

FROM_ABROAD = frozenset({"reenter"})

AFTER_RECOGNITION = "asylum_status_as_of_right"

STANDING = frozenset({"lawful", "lawful_revocable", "lawful_breach", "lawful_pending"})
"""States in which nobody has to leave: where all readings are among them, the stay itself is not in doubt."""

OFFICE_RISK = "office-is-immigration"

SOON = 400 * ONE_DAY
"""A day further away is shown, but its rule is not explained among the reasons."""


@dataclass(frozen=True, slots=True)
class Cite:
    """Where a rule stands, as it stood on the day asked about. `read_by` empty: nobody has read it yet, and the page says so."""

    clause: ClauseId
    law: str
    article: str
    instrument: str
    source_title: str
    address: str
    since: dt.date | None
    until: dt.date | None
    in_force_on: dt.date | None
    confidence: str
    read_by: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One link of the chain: what the clause says in plain words, and where it stands."""

    title: Sentence
    says: Sentence
    cite: Cite


@dataclass(frozen=True, slots=True)
class Choice:
    """One option as shown. `needs` pairs a condition with how it stands: `told` (yes by what was told), `usual` (yes, as nobody
    told of anything against it), `not` or `open` (not known)."""

    id: str
    title: Sentence
    answer: Sentence
    needs: tuple[tuple[Sentence, str], ...]
    provisos: tuple[Sentence, ...]
    risks: tuple[Sentence, ...]
    doubts: tuple[Sentence, ...]
    cite: Cite


@dataclass(frozen=True, slots=True)
class Way:
    """One redress route as shown: rows of (label, value), and where it stands."""

    title: Sentence
    rows: tuple[tuple[Sentence, Sentence], ...]
    cite: Cite


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything a page, a telephone or a command says about one position."""

    day: dt.date
    what: tuple[Sentence, ...]
    until_when: tuple[Sentence, ...]
    why: tuple[Reason, ...]
    options: tuple[Choice, ...]
    closed: tuple[Choice, ...]
    rights: tuple[Choice, ...]
    redress: tuple[Way, ...]
    bring: tuple[Sentence, ...]
    ask: tuple[Sentence, ...]
    doubts: tuple[Sentence, ...]
    dangers: tuple[Choice, ...] = ()

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence that is said, for tests about what must never be."""
        yield from (*self.what, *self.until_when, *self.bring, *self.ask, *self.doubts)
        for reason in self.why:
            yield from (reason.title, reason.says)
        for choice in (*self.options, *self.closed, *self.rights, *self.dangers):
            yield from (
                choice.title,
                choice.answer,
                *(need for need, _ in choice.needs),
                *choice.provisos,
                *choice.risks,
                *choice.doubts,
            )
        for way in self.redress:
            yield way.title
            for row in way.rows:
                yield from row


def explain(law: LawBook, position: Position) -> Explanation:
    """What is said of a position."""
    summary = position.state(Layer.SUMMARY)
    shown = days_to_tell(law, position)
    options = sorted(spoken_of(position), key=lambda o: _order(law, o, position.day))
    open_ways = _best_of_each([o for o in options if o.id not in AGAINST])
    rights = [o for o in open_ways if law.clauses[o.clause].kind == "right"]
    ways = [o for o in open_ways if o not in rights]
    choices = {o: _choice(law, o, position.day) for o in options}
    soon = [d for d in shown if d.day <= position.day + SOON]
    causes = sorted(summary.clauses if summary else (), key=lambda clause: _ground(law, clause))
    why = dict.fromkeys([*causes, *(c for d in soon for c in d.clauses), *_running_bars(position)])
    return Explanation(
        day=position.day,
        what=tuple(_what(position, summary)),
        until_when=until_when(shown, position.day),
        why=tuple(_reason(law, clause, position.day) for clause in why if clause in law.clauses),
        options=tuple(choices[o] for o in ways if o.answer is not Answer.NO),
        closed=tuple(choices[o] for o in ways if o.answer is Answer.NO),
        rights=tuple(choices[o] for o in rights if o.answer is not Answer.NO),
        redress=tuple(_way(law, each, position.day) for each in position.redress),
        bring=tuple(
            Sentence(f"bring.{key}") for key in dict.fromkeys(k for o in ways if o.answer is not Answer.NO for k in o.bring)
        ),
        ask=tuple(Sentence(f"question.{question.name}") for question in position.questions),
        doubts=tuple(Sentence(f"doubt.{why}") for why in dict.fromkeys(d.why for d in position.doubts)),
        dangers=tuple(choices[o] for o in _best_of_each([o for o in options if o.id in AGAINST]) if _is_danger(o)),
    )


def spoken_of(position: Position) -> tuple[Option, ...]:
    """The options that are worth saying to somebody in this position, open or closed."""
    summary = position.state(Layer.SUMMARY)
    return tuple(o for o in position.options if o.shown and o.path is None and _within_reach(o, summary))


def _order(law: LawBook, option: Option, day: dt.date) -> tuple[int, bool, bool, int, str]:
    """Ways that are open first; among these, what fits this person before what is open to anyone; then the surer one.

    A claim for asylum may be handed in by anyone. It stands last among these: brokers sell it first, to those it does not help.
    """
    _, version = law.clauses[option.clause].standing(day)
    strength = STRONGEST.index(option.answer)
    open_now = 0 if option.answer in (Answer.YES, Answer.DISCRETION) else strength
    return open_now, getattr(version, "shown_when", None) is None, option.id == "asylum_claim", strength, option.id


def _within_reach(option: Option, summary: Span | None) -> bool:
    """Whoever is abroad cannot hand in anything at an office in the country; coming in again is what concerns them."""
    return summary is None or summary.state != "abroad" or option.to != "immigration" or option.id in FROM_ABROAD


def _best_of_each(options: list[Option]) -> list[Option]:
    """Of several ways to one thing the most open one; those that stand equal are all shown if they are open."""
    best: dict[str, Option] = {}
    for option in sorted(options, key=lambda each: STRONGEST.index(each.answer)):
        best.setdefault(option.id, option)
    return [
        o for o in options if o is best[o.id] or (o.answer is best[o.id].answer and o.answer in (Answer.YES, Answer.DISCRETION))
    ]


def _is_danger(option: Option) -> bool:
    return option.answer is not Answer.NO or option.id in ("brokerage_fee", "service_fee")


# ------------------------------------------------------------------ what and until when


def _what(position: Position, summary: Span | None) -> Iterable[Sentence]:
    if summary is None:
        yield Sentence("state.uncertain")
        return
    states = {str(summary.state), *(str(state) for state in summary.readings)}
    if len(states) > 1 and states <= STANDING:
        yield Sentence("state.stands.disputed")
    else:
        yield Sentence(f"state.{summary.state}" + (".disputed" if summary.readings else ""))
    following = _next(position, summary)
    if following is not None:
        yield Sentence(f"next.{following.state}", {"day": following.first})


def _next(position: Position, summary: Span) -> Span | None:
    """The next state to come if nothing more is done; None where nobody can say."""
    for span in position.seen:
        if span.layer is Layer.SUMMARY and span.first > position.day and span.state != summary.state:
            return span
    return None


def _ground(law: LawBook, clause: ClauseId) -> int:
    """The order of reasons: what ended or opened the stay, then the permission itself, then what only describes it."""
    version = law.clauses[clause].versions[-1]
    if not isinstance(version, Permission):
        return 0
    return 2 if not version.starts else 1 if version.state == PERMIT else 0


def _running_bars(position: Position) -> Iterator[ClauseId]:
    yield from (bar.clause for bar in position.bars if bar.last is not None and bar.last >= position.day)


# ------------------------------------------------------------------ why


def cite(law: LawBook, clause_id: ClauseId, day: dt.date) -> Cite:
    """Where a clause stands, as it stood on a day (or in the nearest version, if none was in force)."""
    _, version = law.clauses[clause_id].standing(day)
    return cite_version(clause_id, version)


def cite_version(clause_id: ClauseId, version: Version) -> Cite:
    """The citation of one version."""
    return Cite(
        clause_id,
        version.law,
        version.article,
        version.instrument.value,
        version.source.title,
        version.source.address,
        version.since,
        version.until,
        version.in_force_on,
        version.confidence.value,
        version.read_by,
        version.facts,
    )


def _title(clause: ClauseId) -> Sentence:
    return Sentence(f"clause.{clause}.title")


def says_key(clause: Clause, version: Version) -> str:
    """The key of what a clause says: earlier versions have sentences of their own, named by their last day."""
    return f"clause.{clause.id}.says" + ("" if version is clause.versions[-1] else f".until-{version.until}")


def _reason(law: LawBook, clause: ClauseId, day: dt.date) -> Reason:
    _, version = law.clauses[clause].standing(day)
    return Reason(_title(clause), Sentence(says_key(law.clauses[clause], version)), cite(law, clause, day))


# ------------------------------------------------------------------ options and redress


def _choice(law: LawBook, option: Option, day: dt.date) -> Choice:
    against = ".against" if option.id in AGAINST else ""
    return Choice(
        option.id,
        Sentence(f"option.{option.id}"),
        Sentence(f"answer.{option.answer.value}{against or _how_far(option)}"),
        tuple((Sentence(f"condition.{need.says}"), _stands(need)) for need in option.needs),
        tuple(Sentence(f"proviso.{name}") for name in option.provisos),
        tuple(Sentence(f"risk.{key}") for key in risks_of(option)),
        tuple(Sentence(f"doubt.{doubt.why}") for doubt in dict.fromkeys(option.doubts)),
        cite(law, option.clause, option.law_day or day),
    )


def _stands(need: NeedResult) -> str:
    if need.holds is None:
        return "open"
    return "not" if not need.holds else "told" if need.told else "usual"


def _how_far(option: Option) -> str:
    """What a yes must not be read as: a grant where it is a request, a certainty where it rests on what nobody told."""
    if option.answer is not Answer.YES:
        return ""
    if option.id in ASKING:
        return ".to-ask"
    if option.id == AFTER_RECOGNITION:
        return ".once-recognised"
    return "" if all(need.told for need in option.needs) else ".if-usual"


def risks_of(option: Option) -> tuple[str, ...]:
    """What must stand beside an option. Nobody is sent to the immigration office without being told which office it is."""
    if option.to != "immigration" or OFFICE_RISK in option.risks:
        return option.risks
    return (OFFICE_RISK, *option.risks)


def _way(law: LawBook, redress: Redress, day: dt.date) -> Way:
    rows = tuple(
        (Sentence(f"redress.{name}"), Sentence(f"redress.{name}.{'unknown' if name in redress.unchecked else value}"))
        for name, value in (
            ("status_needed", redress.status_needed),
            ("reports", redress.reports),
            ("effect_on_stay", redress.effect_on_stay),
            ("effect_on_workplace", redress.effect_on_workplace),
            ("protected", redress.protected),
        )
    )
    return Way(_title(redress.clause), rows, cite(law, redress.clause, day))
