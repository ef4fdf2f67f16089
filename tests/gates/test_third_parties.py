"""Nothing a browser loads by itself comes from another site; nothing in the tree points at one machine."""

import re

from tests.gates.tree import NOT_OURS, lines_with, python_files, texts

# What a browser fetches without being asked. A link that a person may follow is not among them.
LOADED = re.compile(
    r"""(?:\b(?:src|srcset|poster|data|background|action|formaction|ping|manifest)\s*=\s*["']?\s*(?:https?:)?//"""
    r"""|<link\b[^>]*href\s*=\s*["']?\s*(?:https?:)?//|@import|url\(\s*["']?\s*(?:https?:)?//)""",
    re.IGNORECASE,
)
PREFETCHED = re.compile(r"""rel\s*=\s*["'](?:dns-prefetch|preconnect|prefetch|preload|modulepreload)""", re.IGNORECASE)


def test_no_template_loads_anything_from_another_site() -> None:
    found = [
        f"{path}:{number}"
        for path, text in texts(".html", ".css", ".svg").items()
        for number, line in enumerate(text.splitlines(), start=1)
        if LOADED.search(line) or PREFETCHED.search(line)
    ]
    assert found == []


SCRIPTED = {"madoguchi/network/templates/network/below.html", "madoguchi/network/templates/network/passkeys.html"}
OURS = re.compile(r'<script nonce="\{\{ nonce \}\}">\{% include "network/\w+\.js" %\}</script>')
HEAVIEST = 25 * 1024


def test_no_template_holds_a_script_but_the_two_of_a_desk() -> None:
    pages = texts(".html")
    assert {line.partition(":")[0] for line in lines_with(("<script", "javascript:"), pages)} == SCRIPTED
    for path in SCRIPTED:
        assert OURS.sub("", pages[path]).count("script") == 0, path


def test_scripts_are_small_ours_and_ask_nobody_else() -> None:
    scripts = texts(".js")
    assert scripts
    assert sum(len(text.encode()) for text in scripts.values()) <= HEAVIEST
    reaching = (
        "://",
        "import",
        "eval(",
        "innerHTML",
        "document.cookie",
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "sendBeacon",
    )
    assert lines_with(reaching, scripts) == []


# Put together here, so that this file does not name what it forbids.
MACHINE_PATHS = tuple(f"/{folder}/" for folder in ("work", "opt", "root"))
REGISTRY_HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
    )
)


def test_no_file_names_a_folder_of_one_machine() -> None:
    own = {path: text for path, text in texts().items() if path not in NOT_OURS}
    found = [line for line in lines_with(MACHINE_PATHS, own) if re.search(r"(?<![\w.])/(?:work|opt|root)/", line)]
    assert found == []


def test_no_file_names_the_host_of_a_package_registry() -> None:
    assert lines_with(REGISTRY_HOSTS, texts()) == []


def test_no_translation_is_glued_from_an_f_string() -> None:
    glued = re.compile(r"\b(?:_|gettext|say|say_html|say_plain)\(\s*f[\"']")
    found = [f"{path}" for path, text in python_files().items() if path.startswith("madoguchi/") and glued.search(text)]
    assert found == []
