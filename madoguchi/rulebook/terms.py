"""The words of the rule book: which countries stand in it, and a life that somebody wants to see under two laws."""

import datetime as dt
from dataclasses import dataclass

from madoguchi.rules.lives import Told

COUNTRIES = ("JP", "KR", "ES", "IT")
"""Countries whose rules stand side by side. Viet Nam's, on sending and return, are read together with Japan's."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A life under two laws, each as it stood on a day. `problem`: why an own life could not be read.

    `instead`: the day that stands for one that could not be read.
    """

    name: str
    own: str
    told: Told | None
    left: str
    left_day: dt.date
    right: str
    right_day: dt.date
    day: dt.date
    problem: str = ""
    instead: dt.date | None = None
