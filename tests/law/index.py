"""Writes the index of worked cases that the rule book shows (`python -m tests.law.index`). The cases themselves stay here."""

import json
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
INDEX = HERE.parents[1] / "madoguchi" / "rules" / "texts" / "cases.toml"
HEAD = "# Which worked cases of tests/law cite which facts. Written by `python -m tests.law.index`; do not edit by hand.\n"


def index() -> str:
    """The index as TOML: id, title, whether disputed, the facts."""
    rows = [HEAD]
    for file in sorted(HERE.glob("*/*.toml")):
        case = tomllib.loads(file.read_text(encoding="utf-8"))
        facts = ", ".join(json.dumps(fact) for fact in case["facts_used"])
        disputable = str(case["disputable"]).lower()
        rows.append(
            f'\n[[case]]\nid = "{case["id"]}"\ntitle = {json.dumps(case["title"], ensure_ascii=False)}\n'
            f"disputable = {disputable}\nfacts = [{facts}]\n"
        )
    return "".join(rows)


if __name__ == "__main__":
    INDEX.write_text(index(), encoding="utf-8")
