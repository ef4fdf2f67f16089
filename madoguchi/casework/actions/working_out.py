"""Work out what runs for a person: the window's own questions, asked of the rules. Keeps nothing by itself."""

import datetime as dt
from dataclasses import dataclass

from madoguchi.casework.decide.working import filled
from madoguchi.casework.terms import Due
from madoguchi.ground.ids import ClauseId
from madoguchi.help import shelf
from madoguchi.help.actions.standing import Standing, where_i_stand
from madoguchi.help.decide.telling import tell
from madoguchi.help.terms import Answers, Dialogue
from madoguchi.rules.engine import position
from madoguchi.rules.shelf import law_of, vocabulary
from madoguchi.rules.terms import Deadline, Edge, LifeError, Position
from madoguchi.rules.until_when import BEGINS, days_to_tell


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """What the rules say of some answers on `day`. `dues`: days to act on, each with its clause; `causes`: clauses."""

    day: dt.date
    standing: Standing
    dues: tuple[Due, ...]
    causes: tuple[str, ...]

    @property
    def clauses(self) -> frozenset[ClauseId]:
        """Every clause that speaks here: of a day, of a way on, of a cause."""
        told = self.standing.told
        ways = {choice.cite.clause for choice in told.options} if told else set()
        return frozenset({*(ClauseId(due.clause) for due in self.dues if due.clause), *map(ClauseId, self.causes), *ways})


def dialogue() -> Dialogue:
    """The questions: those of the page "May I stay?"."""
    return shelf.dialogue("may_i_stay")


def work_out(answers: Answers, day: dt.date) -> WorkedOut:
    """What runs for somebody with these answers, on a day. Where they do not fit together, nothing is worked out."""
    asked = dialogue()
    answers = filled(asked, answers, day)
    standing = where_i_stand(asked, answers, day)
    law = law_of(asked.country)
    try:
        found = position(law, vocabulary(), tell(asked, answers, day).life, day)
    except LifeError:
        return WorkedOut(day, standing, (), ())
    dues = tuple(_due(deadline, found) for deadline in days_to_tell(law, found) if deadline.edge is not Edge.FIRST)
    return WorkedOut(day, standing, tuple(sorted(dues, key=lambda due: due.day)), tuple(found.causes))


def _due(deadline: Deadline, found: Position) -> Due:
    """The day to act on: of a last day the earliest reading, of a day from which something may begin the latest."""
    ahead = deadline.warn if deadline.warn >= found.day and deadline.id not in BEGINS else deadline.day
    clause = str(deadline.clauses[0]) if deadline.clauses else ""
    return Due(ahead, deadline.id, clause)
