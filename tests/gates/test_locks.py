"""What we install is pinned by its content, and from nowhere in particular."""

import re
import tomllib

import pytest

from tests.gates.tree import ROOT

LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-lab.lock", "requirements-bench.lock"]


def pinned(lock: str) -> dict[str, str]:
    """Name and version of everything a lock file installs."""
    return dict(re.findall(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_names_no_host_and_no_folder(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|--(?:index-url|extra-index-url|find-links|trusted-host)|\bfile:/|(?<!\w)/\w", text)


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_in_a_lock_file_has_a_version_and_a_hash(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=[a-z0-9])", text) if re.match(r"[a-z0-9]", entry)]
    assert entries
    assert [entry.splitlines()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_tests_run_on_the_versions_that_people_run() -> None:
    demo, dev = (pinned(lock) for lock in LOCKS[:2])
    assert {name: (version, dev.get(name)) for name, version in demo.items() if dev.get(name) != version} == {}


def test_tests_run_on_the_versions_that_the_lab_runs_on() -> None:
    dev, lab = (pinned(lock) for lock in LOCKS[1:3])
    assert {name: (version, dev.get(name)) for name, version in lab.items() if dev.get(name) != version} == {}


def test_every_direct_dependency_is_pinned_and_says_why_it_is_here() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    direct = tomllib.loads(text)["project"]["dependencies"]
    names = [re.split(r"[^a-z0-9-]", word)[0] for word in direct]
    assert set(names) <= set(pinned("requirements.lock"))
    assert len(names) < 15
    lines = text.splitlines()
    for word in direct:
        above = lines[next(number for number, line in enumerate(lines) if f'"{word}"' in line) - 1]
        assert above.strip().startswith("#"), f"{word} needs a line above it: why it is here, and what without it"
