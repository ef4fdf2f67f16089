"""How alike two runs of letters are: the longest common sequence."""

from rapidfuzz.distance import LCSseq

common = LCSseq.similarity
"""The length of the longest sequence that two runs have in this order. Compiled: it is most of what a comparison does."""


def ratio(a: str, b: str) -> float:
    """1 for the same run, 0 for nothing in common."""
    return 1.0 if a == b else 2 * common(a, b) / (len(a) + len(b))


def trace(a: str, b: str) -> list[tuple[int, int]]:
    """The places of one longest common sequence, in both runs: of several, the one that ends first in the first run."""
    # No characters at both ends, by Unicode's own word: what both runs begin or end with would else be taken off first.
    blocks = LCSseq.editops(f"\ufdd0{a}\ufdd1", f"\ufdd2{b}\ufdd3").as_matching_blocks()
    pairs = [(block.a + k - 1, block.b + k - 1) for block in blocks for k in range(block.size)]
    return [(i, j) for i, j in pairs if 0 <= i < len(a) and 0 <= j < len(b)]
