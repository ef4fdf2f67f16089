"""Reads the settings of this house from the environment and its data folder. Never decides what is safe."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from madoguchi.web.decide import FROM_FILE, PREFIX, SHORTEST_KEY, check_names, read_options
from madoguchi.web.terms import Options, Refused

KEY_FILE = "key"


def load(environment: Mapping[str, str] | None = None) -> Options:
    """The settings as they stand now."""
    given = _given(environment)
    folder = data_folder(given)
    return read_options(given, folder=folder, kept_key=_read_kept_key(folder))


def prepare(environment: Mapping[str, str] | None = None) -> Options:
    """The settings for a first start: makes the data folder and the key, readable by this user only."""
    given = _given(environment)
    check_names(given)
    folder = data_folder(given)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not given.get("MADOGUCHI_KEY") and not (folder / KEY_FILE).exists():
            _make_key(folder / KEY_FILE)
    except OSError as wrong:
        raise Refused(
            f"The data folder {folder} cannot be written ({wrong.strerror}). "
            "Let this user write there, or name another folder in MADOGUCHI_DATA."
        ) from wrong
    return load(environment)


def data_folder(given: Mapping[str, str]) -> Path:
    """The folder that was named, or one in the user's home; a demo never shares it with the real thing."""
    named = given.get("MADOGUCHI_DATA", "").strip()
    if named:
        return Path(named).expanduser().absolute()
    name = "madoguchi-demo" if given.get("MADOGUCHI_DEMO", "").strip().lower() == "yes" else "madoguchi"
    return Path.home() / ".local" / "share" / name


def _given(environment: Mapping[str, str] | None) -> dict[str, str]:
    """Our own names in the environment, with secrets fetched from the files that hold them."""
    source = os.environ if environment is None else environment
    given = {name: value for name, value in source.items() if name.startswith(PREFIX)}
    check_names(given)
    for file_name, name in FROM_FILE.items():
        path = given.pop(file_name, "").strip()
        if path and given.get(name):
            raise Refused(f"Both {name} and {file_name} are set. Keep one of them.")
        if path:
            given[name] = _read_secret(file_name, Path(path))
    return given


def _read_secret(name: str, path: Path) -> str:
    """What the file holds, without the line end."""
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as wrong:
        raise Refused(f"{name} names {path}, which cannot be read ({wrong.strerror}). Check the path.") from wrong


def _read_kept_key(folder: Path) -> str:
    """The key in the data folder, or nothing when none was made yet."""
    path = folder / KEY_FILE
    return _read_secret("MADOGUCHI_DATA", path) if path.exists() else ""


def _make_key(path: Path) -> None:
    """Write a new random key that only this user can read."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(SHORTEST_KEY) + "\n")
