"""The only door of this room outwards: coarse, consented, clause-coded facts of closed cases. Leads back to nobody."""

from collections.abc import Iterator

from madoguchi.casework import store
from madoguchi.casework.decide.counting import read_codes
from madoguchi.casework.terms import Coded


def coded_cases() -> Iterator[Coded]:
    """What closed cases tell those who count, in an order that says nothing."""
    return (read_codes(quarter, codes) for quarter, codes in store.coded())
