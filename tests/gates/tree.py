"""What the gates look at: the files of this project as somebody would commit them."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "madoguchi"
# Written by others, or by a tool: read, never edited.
NOT_OURS = ("LICENSE", "requirements.lock", "requirements-dev.lock", "requirements-lab.lock", "requirements-bench.lock")


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is committed or waits to be; a copy without git is read as it lies."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0 and listed.stdout:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not _made_by_machine(path)]
    return tuple(sorted(path for path in found if path.is_file()))


def _made_by_machine(path: Path) -> bool:
    """Whether the path lies in a folder that tools fill."""
    parts = path.relative_to(ROOT).parts
    return "__pycache__" in parts or any(part.startswith(".") and part != ".ci" for part in parts)


def texts(*endings: str) -> dict[str, str]:
    """Path and text of every file with one of these endings; all text files when none is given."""
    found = {}
    for path in project_files():
        if endings and path.suffix not in endings:
            continue
        try:
            found[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found


def python_files() -> dict[str, str]:
    """Path and text of every module."""
    return texts(".py")


def lines_with(needles: tuple[str, ...], files: dict[str, str]) -> list[str]:
    """Where one of the needles stands, as `path:line: text`."""
    return [
        f"{path}:{number}: {line.strip()[:120]}"
        for path, text in files.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if any(needle in line for needle in needles)
    ]
