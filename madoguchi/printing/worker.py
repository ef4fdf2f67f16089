"""The process that draws one paper: loads its fonts, gives up every right, and only then reads what somebody wrote.

It reads a line of JSON from its input and writes a line of JSON and the PDF to its output. It can open no file and no connection
by then, so nothing of the paper can reach the disk, and nothing that stands in it can fetch anything. Only `apart` starts it.
"""

import json
import resource
import sys
from importlib import resources
from typing import TYPE_CHECKING, Final

from madoguchi.cleaning.worker import give_up_rights
from madoguchi.printing.terms import LARGEST_PAPER, Why

if TYPE_CHECKING:
    import typst

STANDARD: Final = "ua-1"
"""PDF/UA: tagged for readers aloud. It also refuses letters that no font can draw, where others would show an empty box."""

FONTS = frozenset({"Noto Sans", "Noto Sans CJK JP"})

SAMPLES = "aế 窓口 မြန် ខ្មែ ไทย नेपा සිං 한국 বাং தமி"
"""One word of each script in which names are written here: its font is loaded while files can still be opened."""


def main() -> None:
    """Draw what comes in, and say what came of it."""
    try:
        compiler, source = _ready()
    except (ImportError, RuntimeError):
        return _answer({"refused": Why.MISSING.value})
    give_up_rights()
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    paper = sys.stdin.buffer.read(LARGEST_PAPER + 1)
    if len(paper) > LARGEST_PAPER:
        return _answer({"refused": Why.TOO_LONG.value})
    try:
        made = _drawn(compiler, source, paper.decode())
    except RuntimeError as refused:
        # What the program says names what somebody wrote: only which kind of trouble it is goes on.
        why = Why.LETTERS if "could not be displayed" in str(refused) else Why.BROKEN
        return _answer({"refused": why.value})
    return _answer({"made": len(made)}, made)


def _ready() -> "tuple[typst.Compiler, bytes]":
    import typst  # noqa: PLC0415 an extra, loaded in this process only

    fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False)
    if not set(fonts.families()) >= FONTS:
        raise RuntimeError("fonts")
    source = resources.files("madoguchi.printing").joinpath("paper.typ").read_bytes()
    # A root that is always there: it is looked up before each paper, when no folder can be opened any more.
    compiler = typst.Compiler(source, root="/", font_paths=fonts)
    line = {"style": "head", "left": SAMPLES, "right": SAMPLES}
    sample = {"title": SAMPLES, "left": "ja", "right": "vi", "sheet": "a4", "lines": [line, {**line, "style": "line"}]}
    _drawn(compiler, source, json.dumps(sample))
    return compiler, source


def _drawn(compiler: "typst.Compiler", source: bytes, paper: str) -> bytes:
    made = compiler.compile(source, format="pdf", sys_inputs={"paper": paper}, pdf_standards=[STANDARD])
    assert isinstance(made, bytes)
    return made


def _answer(said: dict[str, object], made: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + made)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
