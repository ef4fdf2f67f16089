"""The text of the kernel, as one short word: what was compiled from another text is not used again."""

from functools import cache
from hashlib import sha256
from importlib.resources import files

PARTS = (
    "asking", "causes", "claims", "clocks", "compiling", "conditions", "conduct", "day", "days", "draws", "layout", "lives",
    "occasions", "offices", "people", "pointers", "remembered", "room", "run", "states", "stay", "tables", "turns", "visits",
    "whole", "whole_claims", "whole_clocks", "whole_day", "whole_requests", "whole_windows", "whole_ways",
)  # fmt: skip
"""Every module whose functions or numbers are compiled into the kernel."""


@cache
def kernel_text() -> str:
    """The digest of all parts of the kernel."""
    here = files("madoguchi.lab")
    digest = sha256()
    for part in PARTS:
        module = here / f"{part}.py"
        if module.is_file():
            digest.update(module.read_bytes())
    return digest.hexdigest()
