"""How alike two runs of letters are: the longest common sequence, counted with whole numbers as sets of places."""

from functools import lru_cache


@lru_cache(maxsize=1 << 17)
def places(run: str) -> dict[str, int]:
    """Where each letter stands in a run, as bits."""
    found: dict[str, int] = {}
    for place, letter in enumerate(run):
        found[letter] = found.get(letter, 0) | 1 << place
    return found


def common(a: str, b: str) -> int:
    """The length of the longest sequence that both runs have in this order."""
    where = places(a)
    full = (1 << len(a)) - 1
    rest = full
    for letter in b:
        if seen := where.get(letter):
            hit = rest & seen
            rest = (rest + hit) | (rest - hit)
    return len(a) - (rest & full).bit_count()


def ratio(a: str, b: str) -> float:
    """1 for the same run, 0 for nothing in common. The counting of `common` stands here again: it is most of what we do."""
    if a == b:
        return 1.0
    size = len(a)
    find = places(a).get
    full = rest = (1 << size) - 1
    for letter in b:
        if seen := find(letter):
            hit = rest & seen
            rest = (rest + hit) | (rest - hit)
    return 2 * (size - (rest & full).bit_count()) / (size + len(b))


def trace(a: str, b: str) -> list[tuple[int, int]]:
    """The places of one longest common sequence, in both runs."""
    where, full = places(a), (1 << len(a)) - 1
    rest, steps = full, []
    for letter in b:
        seen = where.get(letter, 0)
        hit = rest & seen
        rest = (rest + hit) | (rest - hit)
        steps.append(rest)
    pairs = []
    i, j = len(a) - 1, len(b) - 1
    while i >= 0 and j >= 0:
        before = steps[j - 1] if j else full
        if steps[j] >> i & 1:
            i -= 1
        elif not before >> i & 1:
            j -= 1
        else:
            pairs.append((i, j))
            i -= 1
            j -= 1
    return pairs[::-1]
