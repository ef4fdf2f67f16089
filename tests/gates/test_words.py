"""The words we do not use, in names and in what people read (the list is explained in docs/words.md)."""

import ast
import re
from collections.abc import Iterator

from tests.gates.tree import python_files, texts

# Never of people, nor as the name of a thing in the code.
NOT_IN_NAMES = {"alien", "illegal", "ticket", "subject", "entity", "beneficiary", "runaway"}
NOT_FOR_READERS = re.compile(r"\b(illegal|aliens?|runaways?|beneficiar\w+|eligible|ineligible)\b", re.IGNORECASE)
JAPANESE_NOT_FOR_READERS = ("不法滞在者", "不法就労者", "失踪者", "不法残留者")


def names_in(text: str) -> Iterator[str]:
    """Every name that the module gives to something."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def words_of(name: str) -> set[str]:
    """The words a name is made of: may_still_search and MayStillSearch have the same ones."""
    return {word.lower().rstrip("s") for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def test_code_uses_the_words_of_the_field() -> None:
    found = [
        f"{path}: {name}"
        for path, text in python_files().items()
        if path.startswith("madoguchi/")
        for name in names_in(text)
        if words_of(name) & NOT_IN_NAMES
    ]
    assert found == []


def sentences_for_readers(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a catalogue that somebody reads: not its keys, not its comments."""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith(("#", "msgid", "msgctxt")):
            yield number, line


def test_no_sentence_for_people_calls_a_person_illegal() -> None:
    found = [
        f"{path}:{number}: {line.strip()[:100]}"
        for path, text in texts(".po", ".html").items()
        for number, line in sentences_for_readers(text)
        if NOT_FOR_READERS.search(line) or any(word in line for word in JAPANESE_NOT_FOR_READERS)
    ]
    assert found == []
