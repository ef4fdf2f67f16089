"""The two commands of the README, and what the gate runs, are the same thing."""

import os
import re

from tests.gates.tree import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
GATE = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_gate_installs_what_the_readme_says() -> None:
    installed = re.search(r"packages=\(([^)]*)\)", GATE)
    said = re.search(r"^apt install (make [^`\n]*)$", README, re.MULTILINE)
    assert installed
    assert said
    assert installed[1].split() == said[1].split()


def test_the_gate_runs_make_test_and_stops_at_the_first_failure() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert "set -euo pipefail" in GATE
    assert re.search(r"^exec make test", GATE, re.MULTILINE)


def test_every_command_that_is_promised_exists() -> None:
    promised = set(re.findall(r"\bmake ([a-z]+)\b(?! [a-z]+ )", README + GATE)) & {"demo", "test"}
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    assert promised == {"demo", "test"}
    assert {"demo", "lab", "test", "check", "screens", "bench", "soak", "lock", "clean"} <= targets
