"""A house behind Tor: served without TLS under its onion name only, named to Tor Browser on TLS, refused where unsafe."""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from madoguchi.web.decide import read_options
from madoguchi.web.terms import Options, Refused
from tests.gates.tree import ROOT
from tests.site import madoguchi, running_site

ONION = "2gkdr7mqz74eoun33grqmnngs7q5nx3estrminwkst5sboclqvduo2qd.onion"
"""Made of a hash; nobody has its key."""
DOCUMENTED = re.findall(r"^HiddenService.+$", (ROOT / "docs" / "operating.md").read_text(encoding="utf-8"), re.MULTILINE)


def options(**given: str) -> Options:
    """The settings for these words."""
    return read_options({f"MADOGUCHI_{name}": word for name, word in given.items()}, folder=Path("/nowhere"), kept_key="k" * 50)


def test_a_house_behind_tor_alone_needs_no_tls() -> None:
    alone = options(ONION=ONION)
    assert alone.reachable_from_outside
    assert not alone.on_the_open_web
    both = options(ONION=f" {ONION.upper()} ", HOSTS="window.example", TLS_PROXY="127.0.0.1")
    assert both.on_the_open_web
    assert both.onion == ONION


@pytest.mark.parametrize(
    "name",
    [
        ONION.removesuffix(".onion"),
        f"http://{ONION}",
        f"{ONION}/",
        f"www.{ONION}",
        "expyuzz4wqqyqhjn.onion",
        ONION.replace("2g", "g2", 1),
        "1" * 56 + ".onion",
        "a" * 56 + ".onion",
        "é" * 56 + ".onion",
    ],
)
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="no onion name"):
        options(ONION=name)


def test_what_would_be_unsafe_is_refused_with_a_sentence() -> None:
    with pytest.raises(Refused, match="Write the onion name into MADOGUCHI_ONION"):
        options(HOSTS=ONION, TLS_PROXY="127.0.0.1")
    with pytest.raises(Refused, match="MADOGUCHI_TLS_PROXY"):
        options(ONION=ONION, HOSTS="window.example")
    with pytest.raises(Refused, match="MADOGUCHI_DEBUG"):
        options(ONION=ONION, DEBUG="yes")


@pytest.mark.slow
def test_a_demo_is_never_carried_by_tor(tmp_path: Path) -> None:
    ended = madoguchi("demo", data=tmp_path, MADOGUCHI_ONION=ONION)
    assert ended.returncode == 2
    assert "A demo is for this machine only" in ended.stderr


def fetch(address: str, path: str, host: str, **headers: str) -> tuple[int, dict[str, str], str]:
    """Status, headers and page, asked for under this host name, as Tor or a proxy hands it on."""
    line = HTTPConnection(urlsplit(address).netloc, timeout=10)
    try:
        line.request("GET", path, headers={"Host": host, **{name.replace("_", "-"): word for name, word in headers.items()}})
        answer = line.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()
    finally:
        line.close()


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A house on the open web and behind Tor."""
    more = {"MADOGUCHI_HOSTS": "window.example", "MADOGUCHI_TLS_PROXY": "127.0.0.1", "MADOGUCHI_ONION": ONION}
    with running_site("serve", tmp_path_factory.mktemp("both") / "data", **more) as address:
        yield address


@pytest.mark.slow
def test_inside_tor_the_house_answers_plainly_and_its_cookie_comes_back(both: str) -> None:
    status, headers, page = fetch(both, "/desk/vi/sign-in", ONION)
    assert status == 200
    assert "Strict-Transport-Security" not in headers
    assert "Onion-Location" not in headers
    cookie = headers["Set-Cookie"]
    assert cookie.startswith("desk=")
    assert "Secure" not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    # The form of the page fits the cookie that came with it.
    again = fetch(both, "/desk/vi/sign-in", ONION, Cookie=cookie.partition(";")[0])[2]
    word = r'name="word" value="([0-9a-f]+)"'
    assert re.findall(word, page) == re.findall(word, again)


@pytest.mark.slow
def test_on_the_open_web_the_line_is_closed_and_the_onion_name_is_told(both: str) -> None:
    status, headers, _ = fetch(both, "/vi/talk", "window.example")
    assert (status, headers["Location"]) == (301, "https://window.example/vi/talk")
    status, headers, _ = fetch(both, "/desk/vi/sign-in?to=x", "window.example", X_Forwarded_Proto="https")
    assert (status, headers["Onion-Location"]) == (200, f"http://{ONION}/desk/vi/sign-in")
    assert headers["Set-Cookie"].startswith("__Host-desk=")
    assert "Secure" in headers["Set-Cookie"]
    assert "Path=/;" in headers["Set-Cookie"]
    assert "max-age" in headers["Strict-Transport-Security"]
    assert fetch(both, "/vi/", "a" * 56 + ".onion")[0] == 400


@pytest.mark.slow
def test_a_house_behind_tor_alone_serves(tmp_path: Path) -> None:
    with running_site("serve", tmp_path / "data", MADOGUCHI_ONION=ONION) as address:
        assert fetch(address, "/vi/", ONION)[0] == 200
        assert fetch(address, "/vi/", "localhost")[0] == 200
        assert fetch(address, "/vi/", "window.example")[0] == 400
    found = madoguchi("doctor", data=tmp_path / "data", MADOGUCHI_ONION=ONION)
    assert f"onion address: {ONION}" in found.stdout
    without = madoguchi("doctor", data=tmp_path / "data", MADOGUCHI_ONION=ONION, PATH=str(tmp_path))
    assert "NOT READY  onion address" in without.stdout
    assert without.returncode == 1


# ------------------------------------------------------------------ Tor itself

with_tor = pytest.mark.skipif(shutil.which("tor") is None, reason="the program `tor` is not installed on this machine")


def torrc(folder: Path) -> Path:
    """The lines of docs/operating.md in a file of their own, with a folder of the test, and no network."""
    lines = [line.replace("/var/lib/tor", str(folder)) for line in DOCUMENTED]
    file = folder / "torrc"
    file.write_text("\n".join([f"DataDirectory {folder}/tor", "SocksPort 0", "DisableNetwork 1", *lines, ""]), encoding="utf-8")
    return file


@with_tor
@pytest.mark.slow
def test_tor_takes_what_the_manual_says(tmp_path: Path) -> None:
    assert len(DOCUMENTED) == 2
    tmp_path.chmod(0o700)
    ended = subprocess.run(
        ["tor", "--verify-config", "-f", torrc(tmp_path)], capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.returncode == 0, ended.stdout
    (port,) = re.findall(r"127\.0\.0\.1:(\d+)", "\n".join(DOCUMENTED))
    said = " ".join(madoguchi("serve", "--help", data=tmp_path).stdout.split())
    assert f"[default: {port}" in said, "the manual leads Tor to the port that serve takes"


@with_tor
@pytest.mark.slow
def test_the_name_that_tor_makes_is_one_the_house_takes(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    hostname = tmp_path / "madoguchi" / "hostname"
    with subprocess.Popen(["tor", "-f", torrc(tmp_path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as tor:
        try:
            end = time.monotonic() + 30
            while not hostname.exists() and time.monotonic() < end and tor.poll() is None:
                time.sleep(0.1)
            assert options(ONION=hostname.read_text(encoding="utf-8").strip()).onion.endswith(".onion")
        finally:
            tor.terminate()
