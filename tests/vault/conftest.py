"""The vault is tested as it is: nothing costs less than in a real house."""

from collections.abc import Iterator

import pytest

from tests.stretching import TRUE, stretched_at


# Of the whole folder, so that what is made once for a file costs as much too.
@pytest.fixture(scope="package", autouse=True)
def true_cost(small_cost: None) -> Iterator[None]:
    """What passphrases and numbers cost."""
    with stretched_at(TRUE):
        yield
