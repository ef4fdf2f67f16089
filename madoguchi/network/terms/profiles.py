"""What members say of themselves, so that others find them: languages, when they are there, what they know. Values only.

Everything is a word of a fixed list: there is no place for a name, a number or an hour.
"""

from dataclasses import dataclass
from enum import Enum, IntEnum

from madoguchi.network.terms import Member, Organisation


class Expertise(Enum):
    """What somebody knows well enough to be asked about it. Words are added, never given another meaning."""

    UNION = "union"
    LEGAL = "legal"
    MEDICAL = "medical"
    SHELTER = "shelter"
    WELFARE = "welfare"
    EDUCATION = "education"
    INTERPRETATION = "interpretation"
    ACADEMIC = "academic"


SPOKEN = (
    "vi", "ja", "en", "id", "my", "zh", "th", "fil", "km", "ne", "ko", "pt", "es", "si", "tr", "ku", "mn", "bn", "ur", "fa", "ar",
)  # fmt: skip
"""The languages that a member can name, those of the window first."""


class DayPart(IntEnum):
    """A part of a day: the finest time that the network keeps of anybody."""

    MORNING = 0
    AFTERNOON = 1
    EVENING = 2


DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A part of a week day, every week. `weekday`: 0 is Monday."""

    weekday: int
    part: DayPart

    def __post_init__(self) -> None:
        if not 0 <= self.weekday < DAYS_A_WEEK:
            raise ValueError(f"a week has the days 0 to {DAYS_A_WEEK - 1}, not {self.weekday}")

    @property
    def word(self) -> str:
        """The slot as forms and profiles write it: `0.2` is Monday evening."""
        return f"{self.weekday}.{self.part.value}"


SLOTS = tuple(Slot(weekday, part) for weekday in range(DAYS_A_WEEK) for part in DayPart)
"""Every part of every day of a week, in order."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a member says of themselves. `there`: when they can be reached; `on_call`: the parts of the rota that they took."""

    languages: tuple[str, ...] = ()
    expertise: frozenset[Expertise] = frozenset()
    there: frozenset[Slot] = frozenset()
    on_call: frozenset[Slot] = frozenset()
    is_part_time: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A member who reads for a group, as colleagues of every group see them."""

    member: Member
    organisation: Organisation
    profile: Profile
