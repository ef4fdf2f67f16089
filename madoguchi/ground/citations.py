"""Where a rule stands and how sure we are of it. A value without a source is not a rule."""

from enum import Enum


class Instrument(Enum):
    """What kind of text holds a rule, hence who can change it."""

    ACT = "act"
    CABINET_ORDER = "cabinet_order"
    MINISTERIAL_ORDINANCE = "ministerial_ordinance"
    GUIDELINE = "guideline"
    NOTICE = "notice"
    PRACTICE = "practice"
    TREATY = "treaty"
    RULING = "ruling"
    ADVICE = "advice"


class Confidence(Enum):
    """How a value is known. `recalled` is not knowledge: it leads to "ask a person"."""

    VERIFIED_IN_SOURCE = "verified_in_source"
    VERIFIED_SECONDARY = "verified_secondary"
    RECALLED = "recalled"

    @property
    def is_knowledge(self) -> bool:
        """Whether an answer may rest on it."""
        return self is not Confidence.RECALLED
