"""Every named fault in the tables of the kernel is noticed by a scripted life, and without a fault all agree."""

from itertools import islice

import pytest

from tests.lab.faults import FAULTS, Fault
from tests.lab.scripted import all_agree, every, japan, parting

pytestmark = pytest.mark.slow

LIVES = 10_000


def test_all_lives_agree_without_a_fault() -> None:
    all_agree(japan(), 0, 500)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name.replace(" ", "-"))
def test_a_fault_is_noticed(fault: Fault) -> None:
    on = japan()
    other = fault.wrong(on)
    noticing = (life for life in every(on, 0, LIVES) if parting(on, life, other))
    assert next(islice(noticing, 1), None) is not None


def test_a_fault_leaves_nothing_behind() -> None:
    on = japan()
    before = on.laid.flat(on.layout).copy()
    for fault in FAULTS:
        fault.wrong(on)
    assert (on.laid.flat(on.layout) == before).all()


def test_faults_have_names_of_their_own() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
