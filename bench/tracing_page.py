"""The page `bench/tracing_index.md`: three sections, each written anew by the command that measured it."""

import re
from pathlib import Path

PAGE = Path(__file__).with_name("tracing_index.md")
HEAD = """# The blinded index, measured

People are invented, from lists written for this; kana come from conventions written for this, not from the code that reads names.
What is measured and on whom stands at the head of each file. Seconds and milliseconds are of processor time on one core.
"""


def write(command: str, lines: list[str]) -> None:
    """Put what a command measured in place of what it measured before."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else HEAD
    title = f"\n## `python -m {command}`\n"
    section = f"{title}\n" + "\n".join(lines) + "\n"
    there = re.compile(re.escape(title) + r".*?(?=\n## |\Z)", re.DOTALL)
    PAGE.write_text(there.sub(lambda _: section, page) if there.search(page) else page + section, encoding="utf-8")
