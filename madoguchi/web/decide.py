"""Turns names and words into settings, and refuses what would be unsafe. Never reads a file or the environment."""

import base64
import hashlib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from madoguchi.web.terms import LOCAL_HOSTS, Errors, KeyMissing, Mode, Options, Refused

PREFIX = "MADOGUCHI_"

# Each setting, and what it is for; `madoguchi serve --help` prints this list.
NAMES = {
    "MADOGUCHI_DATA": "the folder that holds the database and the key",
    "MADOGUCHI_DATABASE": "address of a PostgreSQL database; empty means SQLite in the data folder",
    "MADOGUCHI_HOSTS": "host names people may use to reach this house, with commas between them",
    "MADOGUCHI_ONION": "the .onion name of this house, if Tor carries people to it; needs no TLS, Tor encrypts all the way",
    "MADOGUCHI_KEY": "the secret key, at least 50 characters; empty means the one in the data folder",
    "MADOGUCHI_TLS_PROXY": "address from which the proxy that speaks TLS to the world reaches us",
    "MADOGUCHI_LEAVE_TO": "the dull public page that 'leave now' goes to",
    "MADOGUCHI_DEMO": "yes: every page says loudly that this is a demo",
    "MADOGUCHI_DEBUG": "yes: a broken page shows everything; for developers, on this machine only",
}
# A secret may lie in a file instead; the setting then names the file.
SECRETS = ("MADOGUCHI_KEY", "MADOGUCHI_DATABASE")
FROM_FILE = {f"{name}_FILE": name for name in SECRETS}

# The public forecast of the weather office: dull, public, and what a phone in Japan may well show.
WEATHER = "https://www.jma.go.jp/bosai/forecast/"
SHORTEST_KEY = 50

ONION_LETTERS = 56
"""Of an address of version 3, without its ending: public key, check and version in base32."""


def check_names(names: Mapping[str, str]) -> None:
    """Refuse a setting nobody reads; it is most likely a slip of the pen."""
    known = [*NAMES, *FROM_FILE]
    for name in sorted(names):
        if not name.startswith(PREFIX) or name in known:
            continue
        near = get_close_matches(name, known, n=1, cutoff=0)
        raise Refused(f"There is no setting {name}. Did you mean {near[0]}? Correct the name or remove it.")


def read_options(given: Mapping[str, str], *, folder: Path, kept_key: str) -> Options:
    """Make the settings from the words `given`; `folder` and `kept_key` stand in where nothing is said."""
    check_names(given)
    options = Options(
        data=Path(given.get("MADOGUCHI_DATA") or folder).expanduser().absolute(),
        mode=Mode.DEMO if _said_yes(given, "MADOGUCHI_DEMO") else Mode.REAL,
        errors=Errors.DEBUG if _said_yes(given, "MADOGUCHI_DEBUG") else Errors.CALM,
        hosts=_hosts(given.get("MADOGUCHI_HOSTS", "")),
        onion=_onion(given.get("MADOGUCHI_ONION", "").strip().lower()),
        tls_proxy=given.get("MADOGUCHI_TLS_PROXY", "").strip(),
        leave_to=given.get("MADOGUCHI_LEAVE_TO", "").strip() or WEATHER,
        database=given.get("MADOGUCHI_DATABASE", "").strip(),
        key=given.get("MADOGUCHI_KEY", "").strip() or kept_key,
    )
    _refuse_unsafe(options)
    return options


def _said_yes(given: Mapping[str, str], name: str) -> bool:
    """Whether the setting says yes; anything but yes, no or nothing is refused."""
    word = given.get(name, "").strip().lower()
    if word not in ("", "yes", "no"):
        raise Refused(f"{name} is '{word}'. Write yes or no.")
    return word == "yes"


def _hosts(words: str) -> tuple[str, ...]:
    """The host names; only this machine's own when nothing is said."""
    hosts = tuple(word.strip().lower() for word in words.split(",") if word.strip())
    for host in hosts:
        if "*" in host or host.startswith("."):
            raise Refused(f"MADOGUCHI_HOSTS holds '{host}', which lets in any name. Write each host name in full.")
        if host.endswith(".onion"):
            raise Refused(f"MADOGUCHI_HOSTS holds '{host}'. Write the onion name into MADOGUCHI_ONION instead: it needs no TLS.")
        if "/" in host:
            raise Refused(f"MADOGUCHI_HOSTS holds '{host}'. Write only the host name, without https:// and path.")
    return hosts or LOCAL_HOSTS


def _onion(name: str) -> str:
    """The onion name, if it is one; its check finds a letter that was typed wrongly (Tor, rend-spec-v3, section 6)."""
    if name and not _is_onion(name):
        raise Refused(
            f"MADOGUCHI_ONION is '{name}', which is no onion name. Copy {ONION_LETTERS} letters and digits with .onion "
            "behind them from the file `hostname` in the folder of the hidden service, without http:// and path."
        )
    return name


def _is_onion(name: str) -> bool:
    label, dot, ending = name.partition(".")
    if (len(label), dot + ending) != (ONION_LETTERS, ".onion"):
        return False
    try:
        packed = base64.b32decode(label.upper())
    except ValueError:
        return False
    key, check, version = packed[:32], packed[32:34], packed[34:]
    return version == b"\x03" and hashlib.sha3_256(b".onion checksum" + key + version).digest()[:2] == check


def _refuse_unsafe(options: Options) -> None:
    """Stop a start that would expose people."""
    if not options.key:
        raise KeyMissing(
            "There is no secret key. Run `madoguchi serve` once, which makes one in the data folder, "
            "or set MADOGUCHI_KEY or MADOGUCHI_KEY_FILE."
        )
    if len(options.key) < SHORTEST_KEY:
        raise Refused(f"The secret key is shorter than {SHORTEST_KEY} characters. Use a longer, random one.")
    if not options.leave_to.startswith("https://"):
        raise Refused("MADOGUCHI_LEAVE_TO must begin with https://, so that nobody on the line sees where a person goes.")
    if options.reachable_from_outside and options.errors is Errors.DEBUG:
        raise Refused(
            "MADOGUCHI_DEBUG shows secrets on broken pages, and MADOGUCHI_HOSTS or MADOGUCHI_ONION lets other machines in. "
            "Remove MADOGUCHI_DEBUG, or remove both to work on this machine only."
        )
    if options.on_the_open_web and not options.tls_proxy:
        raise Refused(
            "MADOGUCHI_HOSTS lets other machines in, but nothing encrypts the way. Put a proxy that speaks TLS in "
            "front and set MADOGUCHI_TLS_PROXY to the address it comes from (127.0.0.1 when it runs on this machine)."
        )
