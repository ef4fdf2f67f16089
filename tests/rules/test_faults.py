"""Every named fault is noticed by at least one claim, and without a fault every claim holds."""

import pytest

from tests.rules.claims import claims, noticing
from tests.rules.faults import FAULTS
from tests.rules.injection import Fault, injected

# What a spoiled line reaches says nothing about what the tests reach.
pytestmark = [pytest.mark.slow, pytest.mark.no_cover]

CLAIMS = claims()


def test_every_claim_holds_without_a_fault() -> None:
    assert list(noticing(CLAIMS)) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name.replace(" ", "-"))
def test_a_fault_is_noticed(fault: Fault) -> None:
    with injected(fault):
        assert next(noticing(CLAIMS), None) is not None


def test_a_fault_leaves_nothing_behind() -> None:
    for fault in FAULTS:
        with injected(fault):
            pass
    assert list(noticing(CLAIMS)) == []


def test_faults_have_names_of_their_own() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
