"""The import contracts bite: each arrow that must not exist is drawn in a copy of the house, and noticed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gates.tree import PACKAGE, ROOT

pytestmark = pytest.mark.slow

CHECKER = Path(sys.executable).parent / "lint-imports"

FORBIDDEN = [
    ("rooms", "ground/ids.py", "import madoguchi.rules.terms"),
    ("rooms", "ui/page.py", "import madoguchi.help.pages"),
    ("rooms", "help/pages/window.py", "import madoguchi.rulebook.pages"),
    ("rooms", "rules/terms.py", "import madoguchi.lab.terms"),
    ("rooms", "lab/results.py", "import madoguchi.ui.page"),
    ("rooms", "names/terms.py", "import madoguchi.rules.terms"),
    ("rooms", "rules/terms.py", "import madoguchi.names.terms"),
    ("rooms", "network/decide/__init__.py", "import madoguchi.help.terms"),
    ("rooms", "vault/terms.py", "import madoguchi.network.terms"),
    ("rooms", "help/actions/talk.py", "import madoguchi.casework.terms"),
    ("rooms", "network/store/__init__.py", "import madoguchi.casework.terms"),
    ("files", "casework/decide/case.py", "import madoguchi.casework.actions"),
    ("tables-of-casework", "casework/actions/cases.py", "import madoguchi.casework.models"),
    ("pages-ask-actions", "casework/pages/case.py", "import madoguchi.casework.store"),
    ("pure-wing", "casework/decide/case.py", "import django.db"),
    ("outflow", "rulebook/pages.py", "import madoguchi.casework.actions"),
    ("files", "help/terms/__init__.py", "import madoguchi.help.actions"),
    ("files", "network/store/__init__.py", "import madoguchi.network.actions"),
    ("tables-of-network", "network/pages/keys.py", "import madoguchi.network.models"),
    ("tables-of-network", "help/store/__init__.py", "import madoguchi.network.models"),
    ("pages-ask-actions", "network/pages/keys.py", "import madoguchi.network.store"),
    ("pure-wing", "rules/terms.py", "import os"),
    ("pure-wing", "lab/results.py", "import os"),
    ("pure-wing", "names/match.py", "import os"),
    ("pure-wing", "web/terms.py", "import django.http"),
    ("pure-wing", "web/decide.py", "import urllib.request"),
    ("outflow", "rulebook/pages.py", "import madoguchi.help.pages"),
]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code with its contracts."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", copy)
    shutil.copytree(PACKAGE, copy / "madoguchi", ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def kept(house: Path, contract: str) -> bool:
    """Whether this contract holds in the copy."""
    ended = subprocess.run(
        [CHECKER, "--no-cache", "--contract", contract],
        cwd=house,
        env={**os.environ, "PYTHONPATH": str(house)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Contracts: " in ended.stdout, ended.stdout + ended.stderr
    return ended.returncode == 0


@pytest.mark.parametrize(("contract", "file", "line"), FORBIDDEN, ids=lambda word: word)
def test_a_forbidden_arrow_is_noticed(house: Path, contract: str, file: str, line: str) -> None:
    path = house / "madoguchi" / file
    before = path.read_text(encoding="utf-8")
    path.write_text(f"{before}\n{line}\n", encoding="utf-8")
    try:
        assert not kept(house, contract)
    finally:
        path.write_text(before, encoding="utf-8")


def test_a_table_is_never_read_by_a_page(house: Path) -> None:
    page = house / "madoguchi/help/pages/talk.py"
    before = page.read_text(encoding="utf-8")
    page.write_text(f"{before}\nimport madoguchi.help.store\n", encoding="utf-8")
    try:
        assert not kept(house, "pages-ask-actions")
    finally:
        page.write_text(before, encoding="utf-8")


def test_a_new_room_must_be_declared(house: Path) -> None:
    room = house / "madoguchi/attic"
    room.mkdir()
    (room / "__init__.py").write_text("", encoding="utf-8")
    try:
        assert not kept(house, "rooms")
    finally:
        shutil.rmtree(room)
