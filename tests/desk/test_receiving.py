"""What a browser sends stays in memory, whatever its size; what was typed is read even where the files are dropped."""

import http.client
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bench.visitor import Visitor
from madoguchi.desk.receiving import TYPED, Form, Room
from madoguchi.help.terms import LARGEST_FORM
from madoguchi.ui.words import say
from tests.site import madoguchi, running_process

MIB = 1024 * 1024


def test_a_form_that_fits_is_kept_whole() -> None:
    room = Room(20 * MIB)
    form = Form(room)
    form.append(b"a" * MIB)
    form.append(b"b" * MIB)
    assert form.getfile().read() == b"a" * MIB + b"b" * MIB
    form.close()
    assert room.take(20 * MIB)


def test_of_a_form_that_is_too_large_the_beginning_stays_and_all_memory_comes_back() -> None:
    room = Room(2 * LARGEST_FORM)
    form = Form(room)
    form.append(b"typed" + b"a" * MIB)
    for _ in range(LARGEST_FORM // MIB + 3):
        form.append(b"b" * MIB)
    assert form.getfile().read()[:6] == b"typeda"
    assert len(form.getfile().read()) == TYPED
    assert len(form) > LARGEST_FORM
    assert not form.is_short_of_memory
    assert room.take(2 * LARGEST_FORM)


def test_where_memory_is_short_what_was_typed_stays_and_the_page_is_told() -> None:
    room = Room(MIB)
    first, second = Form(room), Form(room)
    first.append(bytes(MIB))
    second.append(b"typed" + bytes(MIB))
    assert (first.is_short_of_memory, second.is_short_of_memory) == (False, True)
    assert second.getfile().read()[:5] == b"typed"
    second.append(bytes(MIB))
    assert len(second.getfile().read()) == TYPED


def test_a_line_that_breaks_off_gives_its_memory_back() -> None:
    room = Room(MIB)
    form = Form(room)
    form.append(bytes(MIB))
    assert not room.take(MIB)
    del form
    assert room.take(MIB)


@pytest.fixture(scope="module")
def house(furnished: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int, Path]]:
    """A house that serves: its address, its process, its folder for temporary files."""
    data = furnished(tmp_path_factory.mktemp("receiving") / "data")
    temporary = data.parent / "tmp"
    temporary.mkdir()
    madoguchi("group", "add", "one", "--name", "One", "--languages", "vi", data=data)
    madoguchi("member", "add", "one", "somebody", data=data)
    with running_process("serve", data, TMPDIR=str(temporary)) as (address, process):
        yield address, process.pid, temporary


def body(content: bytes, text: str = "Công ty giữ hộ chiếu") -> tuple[bytes, str]:
    """A form with a text, a group and a file, as a browser writes it."""
    line = "----canary-line"
    parts = [("text", text), ("group", "one"), ("go", "send")]
    head = "".join(f'--{line}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in parts)
    head += f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="x"\r\nContent-Type: image/jpeg\r\n\r\n'
    return head.encode() + content + f"\r\n--{line}--\r\n".encode(), f"multipart/form-data; boundary={line}"


@pytest.mark.slow
@pytest.mark.parametrize("is_chunked", [True, False])
def test_a_video_that_is_far_too_large_gets_a_page_with_what_was_typed(house: tuple[str, int, Path], *, is_chunked: bool) -> None:
    content, kind = body(b"\0" * (LARGEST_FORM + 8 * MIB))
    where = urlsplit(house[0])
    line = http.client.HTTPConnection(where.hostname or "", where.port, timeout=60)
    pieces = (content[at : at + MIB] for at in range(0, len(content), MIB))
    line.request("POST", "/vi/talk", pieces if is_chunked else content, {"Content-Type": kind}, encode_chunked=is_chunked)
    answer = line.getresponse()
    page = answer.read().decode()
    assert answer.status == 200
    assert say("vi", "file.problem.too_much", together=16) in page
    assert "Công ty giữ hộ chiếu</textarea>" in page
    line.close()


@pytest.mark.slow
def test_no_file_is_ever_open_on_the_disk_while_a_form_comes_in(house: tuple[str, int, Path]) -> None:
    address, process, temporary = house
    content, kind = body(b"\xff\xd8\xff" + b"\0" * (8 * MIB))
    where = urlsplit(address)
    seen: set[str] = set()
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            for each in Path(f"/proc/{process}/fd").iterdir():
                try:
                    seen.add(str(each.readlink()))
                except OSError:
                    continue
            time.sleep(0.002)

    looking = threading.Thread(target=look)
    looking.start()
    line = http.client.HTTPConnection(where.hostname or "", where.port, timeout=60)
    line.putrequest("POST", "/vi/talk")
    line.putheader("Content-Type", kind)
    line.putheader("Content-Length", str(len(content)))
    line.endheaders()
    for at in range(0, len(content), MIB):
        line.send(content[at : at + MIB])
        time.sleep(0.02)
    answer = line.getresponse()
    assert (answer.status, answer.read()[:1]) == (200, b"<")
    line.close()
    done.set()
    looking.join()
    assert list(temporary.rglob("*")) == []
    assert [path for path in seen if str(temporary) in path or "(deleted)" in path] == []
    assert any("madoguchi.sqlite3" in path for path in seen), "the test saw nothing"


@pytest.mark.slow
def test_nobody_looks_into_the_memory_of_a_house_that_serves(house: tuple[str, int, Path]) -> None:
    assert Visitor(house[0]).get("/vi/").status == 200
    # A process that may not be read belongs to root in /proc, whoever runs it.
    said = Path(f"/proc/{house[1]}/status").read_text()
    assert re.search(r"^Uid:", said, re.MULTILINE)
    assert Path(f"/proc/{house[1]}/environ").stat().st_uid == 0
