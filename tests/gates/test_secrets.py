"""No key, password or private address is committed."""

import re

from tests.gates.tree import NOT_OURS, project_files, texts

SECRETS = {
    "private key": re.compile("-----BEGIN [A-Z ]*PRIVATE" + " KEY-----"),
    "access token": re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{30,}|xox[abp]-[A-Za-z0-9-]{20,}|AKIA[0-9A-Z]{16})\b"),
    "password in an address": re.compile(r"\b(?:postgres(?:ql)?|https?)://[^\s:/@\"']+:(?!password@)[^\s/@\"']+@"),
    "person's mail address": re.compile(r"\b[\w.+-]+@(?!example\b|[\w.-]*\.example\b)[\w-]+\.(?:org|com|net|jp|vn|de)\b"),
}
# Tests of settings write made-up passwords on purpose, to hosts that cannot exist.
MADE_UP = re.compile(r"\.example|@db/")
# A key, a database or a private settings file has no place in the tree, whatever is in it.
NEVER = re.compile(r"(^|/)(\.env(\..*)?|key|id_rsa|.*\.(pem|p12|pfx|sqlite3|kdbx))$")


def test_no_file_holds_a_secret() -> None:
    found = [
        f"{path}:{number}: {kind}"
        for path, text in texts().items()
        if path not in NOT_OURS
        for number, line in enumerate(text.splitlines(), start=1)
        for kind, pattern in SECRETS.items()
        if pattern.search(line) and not MADE_UP.search(line)
    ]
    assert found == []


def test_no_file_is_a_key_or_a_database() -> None:
    assert [str(path) for path in project_files() if NEVER.search(path.as_posix())] == []
