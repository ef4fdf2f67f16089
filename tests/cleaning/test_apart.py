"""Whoever opens a stranger's file has nothing to lose: no key, no file, no connection, little memory, little time."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.cleaning import apart, kinds
from madoguchi.cleaning.terms import LARGEST_FILE, MIB, Cleaned, Kind, NotCleaned, Source, Why
from tests.cleaning import made

PROBE = """
import os, socket, sys
from madoguchi.cleaning.worker import give_up_rights
give_up_rights()
def refused(act):
    try:
        act()
    except (OSError, MemoryError):
        return True
    return False
tried = {
    "read a key": lambda: open(sys.argv[1]).read(),
    "write": lambda: open("/tmp/probe", "w"),
    "look at others": lambda: os.listdir("/proc"),
    "connect": lambda: socket.socket(),
    "memory": lambda: bytes(2 << 30),
}
print([name for name, act in tried.items() if not refused(act)], os.geteuid() != 0)
"""


def test_the_process_can_read_no_key_open_no_file_and_call_nobody(tmp_path: Path) -> None:
    key = tmp_path / "0001-2026-11-22.key"
    key.write_bytes(b"k" * 32)
    key.chmod(0o644)
    ended = subprocess.run([sys.executable, "-c", PROBE, str(key)], capture_output=True, text=True, check=False, timeout=60)
    assert (ended.stdout, ended.stderr) == ("[] True\n", "")


def test_the_process_is_given_no_word_and_no_file_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MADOGUCHI_KEY", "a key that nobody may see")
    with apart.started() as worker:
        home = Path("/proc") / str(worker.pid)
        end = time.monotonic() + 10
        while b"cleaning.worker" not in home.joinpath("cmdline").read_bytes() and time.monotonic() < end:
            time.sleep(0.01)
        assert home.joinpath("environ").read_bytes() == b""
        assert home.joinpath("cwd").readlink() == Path("/")
        worker.kill()


def test_a_file_that_is_too_large_is_not_even_started_on() -> None:
    with pytest.raises(NotCleaned) as refused:
        apart.cleaned(b"\xff\xd8\xff" + bytes(LARGEST_FILE))
    assert refused.value.why is Why.TOO_LARGE


def test_who_only_writes_never_waits_and_one_file_too_many_comes_back_later() -> None:
    turns, inside, leave = apart.Turns(1, most_waiting=1, longest_wait=30), threading.Event(), threading.Event()

    def hold() -> None:
        with turns.turn():
            inside.set()
            leave.wait()

    first = threading.Thread(target=hold)
    first.start()
    inside.wait()
    second = threading.Thread(target=hold)
    second.start()
    time.sleep(0.1)
    with pytest.raises(NotCleaned) as refused, turns.turn():
        pass
    assert refused.value.why is Why.BUSY
    leave.set()
    first.join()
    second.join()
    with turns.turn():
        pass


def test_a_turn_that_does_not_come_is_given_up() -> None:
    turns = apart.Turns(1, longest_wait=0.01)
    with turns.turn(), pytest.raises(NotCleaned), turns.turn():
        pass


LIES = (
    b"",
    b"\n",
    b"{}\n",
    b"[1]\n",
    b'{"kind": "jpg", "notes": ["lies"]}\n\xff\xd8\xff',
    b'{"kind": "pdf", "notes": []}\n%PDF-1',
    b'{"kind": "jpg", "notes": []}\n<html>',
    b'{"refused": "whatever"}\n',
    b'{"kind": "jpg", "notes": []}\n\xff\xd8\xff' + bytes(12 * MIB),
)


@pytest.mark.parametrize("said", LIES)
def test_a_process_that_the_file_has_taken_over_is_not_believed(said: bytes) -> None:
    with pytest.raises(NotCleaned) as refused:
        apart._believed(said, Kind.PICTURE)
    assert refused.value.why is Why.BROKEN


SOURCES = {"m4a": Source.MP4, "3gp": Source.MP4, "amr": Source.AMR, "ogg": Source.OGG, "webm": Source.WEBM, "aac": Source.AAC}
LOOKS = [
    (made.jpeg(), Source.JPEG),
    (made.png(), Source.PNG),
    (made.heic(), Source.HEIC),
    (made.paper(), Source.PDF),
    (made.wav(), Source.WAV),
    *((made.voice(*made.VOICES[name]), source) for name, source in SOURCES.items()),
]


@pytest.mark.parametrize(("content", "source"), LOOKS)
def test_the_kind_is_told_by_what_is_inside(content: bytes, source: Source) -> None:
    assert kinds.source_of(content) is source


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"PK\x03\x04", b"GIF89a", b"\0" * 99]
)
def test_what_is_no_photo_paper_or_voice_is_refused(content: bytes) -> None:
    with pytest.raises(NotCleaned) as refused:
        kinds.source_of(content)
    assert refused.value.why in (Why.EMPTY, Why.UNKNOWN_KIND)


WHOLE = [made.jpeg(), made.png(), made.webp(), made.heic(), made.paper(), made.wav(), made.voice(*made.VOICES["m4a"])]
changes = st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), max_size=12)


@pytest.mark.slow
@settings(max_examples=40)
@given(whole=st.sampled_from(WHOLE), changes=changes, cut=st.integers(1, 20_000) | st.none())
def test_whatever_happens_to_a_file_it_is_cleaned_or_refused(
    whole: bytes, changes: list[tuple[int, int]], cut: int | None
) -> None:
    spoiled = bytearray(whole[:cut])
    for place, value in changes:
        spoiled[place % len(spoiled)] = value
    began = time.monotonic()
    try:
        clean: Cleaned | None = apart.cleaned(bytes(spoiled))
    except NotCleaned:
        clean = None
    assert time.monotonic() - began < apart.LONGEST
    if clean is not None:
        assert kinds.is_made(clean.kind, clean.content)
        assert not any(canary.encode() in clean.content for canary in made.CANARIES)
