"""Whoever runs the house learns whether a campaign file is right before anybody reads it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.help.campaign_files import lay, text
from tests.site import madoguchi

pytestmark = pytest.mark.slow


def test_a_file_is_right_or_the_first_thing_that_is_wrong_is_named(furnished: Callable[[Path], Path], tmp_path: Path) -> None:
    data, file = furnished(tmp_path / "data"), tmp_path / "measure.toml"
    madoguchi("group", "add", "nagoya", "--name", "Nagoya", "--languages", "vi", data=data)
    file.write_text(text(), encoding="utf-8")
    right = madoguchi("campaign", "check", str(file), data=data)
    assert (right.returncode, right.stdout) == (0, "Right: t-1, from 2026-11-01 to 2027-03-31.\n")
    file.write_text(text(bodies='"kobe"'), encoding="utf-8")
    nobody = madoguchi("campaign", "check", str(file), data=data)
    assert (nobody.returncode, "no group kobe" in nobody.stderr) == (1, True)
    file.write_text(text(first="2028-01-01"), encoding="utf-8")
    wrong = madoguchi("campaign", "check", str(file), data=data)
    assert wrong.returncode == 1
    assert wrong.stderr.startswith("NOT RIGHT  measure.toml: last_day is before first_day")
    file.write_text("{}", encoding="utf-8")
    assert madoguchi("campaign", "verify", str(file), data=data).returncode == 1
    lay(data, "id = ", "broken.toml")
    assert "NOT READY  campaign: broken.toml" in madoguchi("doctor", data=data).stdout
