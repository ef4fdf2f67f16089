"""A newcomer's first week on invented cases: the same engine, and no table of cases. What was answered, the network keeps."""

from dataclasses import dataclass

from madoguchi.casework import shelf
from madoguchi.casework.actions.working_out import WorkedOut, work_out
from madoguchi.casework.terms.week import Theme
from madoguchi.ground.ids import ClauseId
from madoguchi.network.actions import weeks
from madoguchi.network.actions.groups import members_of
from madoguchi.network.terms import Desk, Member
from madoguchi.network.terms.weeks import WeekDay


def themes() -> tuple[Theme, ...]:
    """The days of the week in their order."""
    return shelf.week()


def theme_called(name: str) -> Theme | None:
    """The day with this name."""
    return next((theme for theme in themes() if theme.name == name), None)


def house_says(theme: Theme) -> WorkedOut | None:
    """What the rules say of the life that the story tells, on its day; None where it tells of none."""
    return work_out(theme.life, theme.today) if theme.life else None


def possible_causes(theme: Theme) -> tuple[ClauseId, ...]:
    """What a newcomer can choose from as the cause: what the rules name, among clauses that they only touch."""
    worked = house_says(theme)
    if worked is None:
        return ()
    touched = {ClauseId(due.clause) for due in worked.dues if due.clause}
    return tuple(sorted({*(ClauseId(each) for each in worked.causes), *touched}))


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A newcomer as a mentor sees them in the list: what they have answered so far."""

    member: Member
    days: dict[str, WeekDay]


def accompanied(desk: Desk) -> tuple[Newcomer, ...]:
    """The newcomers whom this desk can accompany."""
    there = (member for member in weeks.newcomers(desk) if weeks.is_mentor(desk, member.id))
    return tuple(Newcomer(member, dict(weeks.week_of(desk, member.id))) for member in there)


def not_new(desk: Desk) -> tuple[Member, ...]:
    """Colleagues with whom a week can begin."""
    new = {member.id for member in weeks.newcomers(desk)}
    others = (member for member in members_of(desk.organisation.id) if member.id not in new and member.id != desk.member.id)
    return tuple(others) if desk.group_keys else ()
