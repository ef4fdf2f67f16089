"""What a thief reads off stolen tables without the key: names behind blinded keys, by two attacks.

The thief knows the code, every table of names, the cap, and has another sample of the same population, as large. What is stolen
reaches the attacks as numbers without meaning; only `named` knows which word stands behind which.

By rank: the nth most frequent key of a kind is the nth most frequent word of that kind.
Together: keys as nodes of a graph. Each has a signature (its own count, how many others it stands beside, the counts of the ones
it stands beside most, and how often); words of the sample have the same. Two that are each other's nearest are taken for one.
From these on, a key is taken for the word that stands beside the same known ones as often, round after round.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]
SIGNED = 4_000
"""Keys of each kind that get a signature: the most frequent; a rarer one has too little of it."""
BESIDE = 4
"""Of each kind, the strongest neighbours in a signature."""
ROUNDS = 6
LEAST_COUNT = 3


@dataclass(frozen=True, slots=True)
class Side:
    """Records of one side: for each key its kind, and pairs (record, key) sorted by record."""

    kinds: Numbers
    records: Numbers
    keys: Numbers
    counts: Numbers


def side(records: Sequence[Iterable[int]], kind_of: Mapping[int, int], most: Mapping[int, int]) -> tuple[Side, list[int]]:
    """Numbers for the keys of records, without those that more records hold than `most` says of their kind; the key of each."""
    held: dict[int, int] = {}
    for keys in records:
        for key in keys:
            held[key] = held.get(key, 0) + 1
    names = sorted(key for key, count in held.items() if count <= most[kind_of[key]])
    number = {key: place for place, key in enumerate(names)}
    pairs = [(place, number[key]) for place, keys in enumerate(records) for key in keys if key in number]
    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    counts = np.bincount(both[:, 1], minlength=len(names))
    kinds = np.array([kind_of[key] for key in names], dtype=np.int64)
    return Side(kinds, both[:, 0], both[:, 1], counts.astype(np.int64)), names


# ------------------------------------------------------------------------------------------------ rank


def by_rank(stolen: Side, sample: Side) -> dict[int, int]:
    """A word for every key, by its place in the order of how often it occurs."""
    guessed: dict[int, int] = {}
    for kind in np.unique(stolen.kinds):
        keys, words = (_ranked(each, kind) for each in (stolen, sample))
        guessed |= dict(zip(keys.tolist(), words.tolist(), strict=False))
    return guessed


def _ranked(one: Side, kind: int) -> Numbers:
    there = np.flatnonzero(one.kinds == kind)
    return there[np.argsort(-one.counts[there], kind="stable")]


# -------------------------------------------------------------------------------------------- together


@dataclass(frozen=True, slots=True)
class Graph:
    """Which keys stand together: row after row, each neighbour with how many records hold both."""

    starts: Numbers
    others: Numbers
    weights: Numbers


def graph(one: Side) -> Graph:
    """The keys that at least `LEAST_COUNT` records hold, beside each other."""
    there = one.counts[one.keys] >= LEAST_COUNT
    records, keys = one.records[there], one.keys[there]
    starts = np.searchsorted(records, np.arange(records[-1] + 2)) if len(records) else np.zeros(1, dtype=np.int64)
    sizes = np.diff(starts)
    left, right = [], []
    for size in np.unique(sizes[sizes > 1]):
        rows = keys[starts[:-1][sizes == size][:, None] + np.arange(size)]
        for place in range(int(size)):
            for other in range(int(size)):
                if place != other:
                    left.append(rows[:, place])
                    right.append(rows[:, other])
    wide = len(one.counts)
    joined, weights = np.unique(np.concatenate(left) * wide + np.concatenate(right), return_counts=True)
    return Graph(np.searchsorted(joined // wide, np.arange(wide + 1)), joined % wide, weights.astype(np.int64))


def _signatures(one: Side, beside: Graph, nodes: Numbers, kinds: Numbers) -> Reals:
    """Roots of counts: there chance is as wide everywhere."""
    found = np.zeros((len(nodes), 1 + len(kinds) * (1 + 2 * BESIDE)))
    for row, node in enumerate(nodes):
        others = beside.others[beside.starts[node] : beside.starts[node + 1]]
        weights = beside.weights[beside.starts[node] : beside.starts[node + 1]]
        found[row, 0] = one.counts[node]
        for place, kind in enumerate(kinds):
            of_kind = one.kinds[others] == kind
            at = 1 + place * (1 + 2 * BESIDE)
            found[row, at] = of_kind.sum()
            strong = np.argsort(-weights[of_kind], kind="stable")[:BESIDE]
            found[row, at + 1 : at + 1 + len(strong)] = weights[of_kind][strong]
            found[row, at + 1 + BESIDE : at + 1 + BESIDE + len(strong)] = one.counts[others[of_kind][strong]]
    return np.sqrt(found)


def _choose_each_other(here: Reals, there: Reals) -> list[tuple[int, int]]:
    """Rows that are each other's nearest."""
    # In one place, sum after sum: a second matrix of this size takes longer than what is counted in it.
    far = here @ there.T
    far *= -2
    far += (here**2).sum(1)[:, None]
    far += (there**2).sum(1)
    first, back = far.argmin(1), far.argmin(0)
    return [(row, int(other)) for row, other in enumerate(first) if back[other] == row]


def together(stolen: Side, sample: Side) -> tuple[dict[int, int], dict[int, int]]:
    """Words for keys by what they stand beside: from signatures alone, and after every round of spreading from there."""
    kinds = np.unique(stolen.kinds)
    left, right = graph(stolen), graph(sample)
    guessed: dict[int, int] = {}
    for kind in kinds:
        keys, words = _ranked(stolen, kind)[:SIGNED], _ranked(sample, kind)[:SIGNED]
        here, there = _signatures(stolen, left, keys, kinds), _signatures(sample, right, words, kinds)
        guessed |= {int(keys[row]): int(words[other]) for row, other in _choose_each_other(here, there)}
    return dict(guessed), spread(stolen, sample, left, right, guessed)


def spread(stolen: Side, sample: Side, left: Graph, right: Graph, known: Mapping[int, int]) -> dict[int, int]:
    """From known keys to those beside them: a pair is chosen by the known ones that both stand beside, as often, and both alone.

    In each round everything is judged anew, also what was known before: a wrong beginning that nothing speaks for is dropped.
    """
    guessed = dict(known)
    for _ in range(ROUNDS):
        votes: dict[tuple[int, int], float] = {}
        for key, word in guessed.items():
            _vote(stolen, sample, (left, key), (right, word), votes)
        best_word: dict[int, tuple[float, int]] = {}
        best_key: dict[int, tuple[float, int]] = {}
        for (key, word), weight in votes.items():
            best_word[key] = max(best_word.get(key, (0.0, -1)), (weight, word))
            best_key[word] = max(best_key.get(word, (0.0, -1)), (weight, key))
        kept = {key: word for key, word in guessed.items() if key not in best_word}
        guessed = kept | {key: word for key, (_, word) in best_word.items() if best_key[word][1] == key}
    return guessed


_WIDEST = 60


def _vote(
    stolen: Side, sample: Side, here: tuple[Graph, int], there: tuple[Graph, int], votes: dict[tuple[int, int], float]
) -> None:
    """What one known pair says of the keys and words beside it: of one kind, about as frequent, about as often beside it."""
    (left, key), (right, word) = here, there
    mine = slice(left.starts[key], min(left.starts[key + 1], left.starts[key] + _WIDEST))
    yours = slice(right.starts[word], min(right.starts[word + 1], right.starts[word] + _WIDEST))
    keys, words = left.others[mine], right.others[yours]
    if not len(keys) or not len(words):
        return
    far = np.abs(np.sqrt(left.weights[mine])[:, None] - np.sqrt(right.weights[yours])[None, :])
    far += np.abs(np.sqrt(stolen.counts[keys])[:, None] - np.sqrt(sample.counts[words])[None, :])
    far[stolen.kinds[keys][:, None] != sample.kinds[words][None, :]] = np.inf
    for row, other in zip(*np.nonzero(far < 1.5), strict=True):  # two of the deviations that chance makes
        pair = int(keys[row]), int(words[other])
        votes[pair] = votes.get(pair, 0.0) + (1.5 - far[row, other]) / np.sqrt(stolen.counts[key])


# ---------------------------------------------------------------------------------------------- judged


def named(one: Side, guessed: Mapping[int, int], is_right: Mapping[int, int], people: int) -> float:
    """The share of people of whom a key was named rightly. `is_right`: the word that stands behind each key."""
    right = np.zeros(len(one.counts), dtype=bool)
    right[[key for key, word in guessed.items() if is_right.get(key) == word]] = True
    return float(len(np.unique(one.records[right[one.keys]])) / people)
