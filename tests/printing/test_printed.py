"""A paper becomes a PDF that reads well in both languages, holds nothing but the paper, and never does what stands in it."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from madoguchi.cleaning.apart import Turns
from madoguchi.printing.apart import printed
from madoguchi.printing.terms import LARGEST_PAPER, Line, NotPrinted, Paper, Style, Why

pytestmark = pytest.mark.slow

VIETNAMESE = "Tôi yêu cầu trả đủ tiền lương: ếộữẵỷđươ, Nguyễn Thị Hoa."
JAPANESE = "未払いの賃金を支払ってください。株式会社サンプル御中、髙﨑様。"
PROGRAMS = (
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0"',
    "*a* _b_ $x^2$ `c` @d <e> \\ // ~ #sys.inputs",
    "= Title",
    "]#panic()[",
)


def paper(*lines: str, right: str = VIETNAMESE) -> Paper:
    """A paper with these lines on its Japanese side."""
    head = Line(Style.HEAD, "請求書", "Thư yêu cầu")
    return Paper("請求書", "ja", "vi", (head, *(Line(Style.LINE, line, right) for line in lines)))


def read(made: bytes, *how: str) -> str:
    """What a reader of PDF finds in it."""
    program = shutil.which("pdftotext")
    assert program, "pdftotext was not found. On Debian: apt install poppler-utils"
    return subprocess.run([program, *how, "-", "-"], input=made, capture_output=True, check=True).stdout.decode()


def test_both_languages_can_be_read_out_of_it() -> None:
    text = "".join(read(printed(paper(JAPANESE))).split())
    for said in (VIETNAMESE, JAPANESE, "請求書"):
        assert "".join(said.split()) in text


def test_names_in_other_scripts_are_drawn() -> None:
    text = read(printed(paper(JAPANESE, right="အောင် · สมชาย · ខ្មែរ · नेपाल · සිංහල · 한국 · 陈伟")))
    for said in ("สมชาย", "한국", "陈伟"):
        assert said in text


def test_what_somebody_wrote_is_text_and_never_a_program() -> None:
    text = read(printed(paper(*PROGRAMS)), "-layout")
    for said in PROGRAMS:
        assert "".join(said.split()) in "".join(text.split()), said
    assert "root:" not in text


def test_each_paper_of_a_bundle_begins_on_a_page_of_its_own() -> None:
    one = paper("一")
    text = read(printed(Paper("束", "ja", "vi", (*one.lines, *paper("二").lines))))
    assert [("一" in page, "二" in page) for page in text.split("\f")[:2]] == [(True, False), (False, True)]


def test_a_line_break_is_a_line_break_and_a_long_paper_has_pages() -> None:
    text = read(printed(paper("一\n\n二", *[JAPANESE] * 60)))
    assert text.count("\f") > 1
    assert text.index("一") < text.index("二")


def test_it_is_tagged_and_says_no_hour_and_nobody() -> None:
    made = printed(paper(JAPANESE))
    program = shutil.which("pdfinfo")
    assert program
    told = subprocess.run([program, "-"], input=made, capture_output=True, check=True).stdout.decode()
    assert "Tagged:          yes" in told
    assert "Author" not in told
    assert "Date" not in told
    assert b"/Lang" in made
    for when in (b"CreationDate", b"ModDate", b"CreateDate", b"ModifyDate"):
        assert when not in made


def test_the_same_paper_is_the_same_file() -> None:
    assert printed(paper(JAPANESE)) == printed(paper(JAPANESE))


def test_a_letter_that_no_font_draws_is_a_refusal_and_never_an_empty_box() -> None:
    with pytest.raises(NotPrinted) as refused:
        printed(paper("\U0010fffd and a secret"))
    assert refused.value.why is Why.LETTERS
    assert "secret" not in str(refused.value)


def test_a_paper_that_is_too_long_is_not_even_started_on() -> None:
    with pytest.raises(NotPrinted) as refused:
        printed(paper("x" * LARGEST_PAPER))
    assert refused.value.why is Why.TOO_LONG


def test_who_comes_when_too_many_wait_comes_back_later() -> None:
    turns = Turns(1, most_waiting=0, longest_wait=0)
    with turns.turn(), pytest.raises(NotPrinted) as refused:
        printed(paper(JAPANESE), turns)
    assert refused.value.why is Why.BUSY


PROBE = """
import builtins, os, socket, sys
from madoguchi.printing import worker
def refused(act):
    try:
        act()
    except (OSError, MemoryError):
        return True
    return False
tried = {
    "read a key": lambda: open(sys.argv[1]).read(),
    "write": lambda: open("/tmp/probe", "w"),
    "connect": lambda: socket.socket(),
    "a process": lambda: os.fork(),
}
worker._drawn = lambda *_: str([name for name, act in tried.items() if not refused(act)]).encode()
worker._ready = lambda: (None, b"")
worker.main()
"""


def test_when_it_reads_what_somebody_wrote_it_can_open_nothing_any_more(tmp_path: Path) -> None:
    key = tmp_path / "0001-2026-11-22.key"
    key.write_bytes(b"k" * 32)
    key.chmod(0o644)
    asked = [sys.executable, "-c", PROBE, str(key)]
    ended = subprocess.run(asked, input=b"{}", capture_output=True, check=False, timeout=60)
    assert ended.stdout == b'{"made": 2}\n[]', ended.stderr


def test_nothing_of_it_is_left_among_temporary_files() -> None:
    folder = Path(tempfile.gettempdir())
    before = set(folder.iterdir())
    printed(paper(JAPANESE))
    assert [path for path in set(folder.iterdir()) - before if "typst" in path.name] == []
