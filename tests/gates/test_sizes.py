"""A module, a function and a template stay small, and a file says in its name what it does."""

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest

from tests.gates.tree import PACKAGE, project_files, python_files, texts

LONGEST_MODULE = 400
LONGEST_FUNCTION = 50
LONGEST_PAGE = 20
LONGEST_TEMPLATE = 120
ASKED_FOR = PACKAGE / "web/sqlite/base.py"
"""Django looks for a database by this name and no other."""
NO_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "base",
    "manager",
    "managers",
    "service",
    "services",
    "misc",
}


def functions(text: str) -> Iterator[tuple[str, int]]:
    """Each function with its number of lines, decorators and docstring left out."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[1].lineno if ast.get_docstring(node) and len(node.body) > 1 else node.lineno
            yield node.name, (node.end_lineno or first) - first + 1


def test_no_module_is_longer_than_the_gate() -> None:
    long = {path: len(text.splitlines()) for path, text in python_files().items()}
    assert {path: lines for path, lines in long.items() if lines > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_the_gate() -> None:
    long = [
        f"{path}: {name} has {lines} lines"
        for path, text in python_files().items()
        for name, lines in functions(text)
        if lines > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_page_is_longer_than_the_gate() -> None:
    long = [
        f"{path}: {name} has {lines} lines"
        for path, text in python_files().items()
        if PurePosixPath(path).name == "pages.py" or "/pages/" in path
        for name, lines in functions(text)
        if lines > LONGEST_PAGE and path.startswith("madoguchi/")
    ]
    assert long == []


def test_no_template_is_longer_than_the_gate() -> None:
    long = {path: len(text.splitlines()) for path, text in texts(".html").items()}
    assert {path: lines for path, lines in long.items() if lines > LONGEST_TEMPLATE} == {}


def test_every_file_says_in_its_name_what_it_does() -> None:
    vague = [path for path in project_files() if path.stem in NO_NAMES or path.parent.name in NO_NAMES]
    assert [str(path) for path in vague if path != ASKED_FOR] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        path
        for path, text in python_files().items()
        if path.startswith("madoguchi/") and "/migrations/" not in path and not ast.get_docstring(ast.parse(text))
    ]
    assert silent == []


@pytest.mark.parametrize("length", [1, LONGEST_FUNCTION])
def test_the_measure_counts_lines_of_code(length: int) -> None:
    text = "def f():\n" + '    """Say."""\n' + "    x = 1\n" * length
    assert list(functions(text)) == [("f", length)]
