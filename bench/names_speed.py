"""How fast names are compared, beside WRatio of rapidfuzz over text that anyascii put into letters.

    python -m bench.names_speed PAIRS.csv [RUNS]

Processor time of one process, the best of several runs. WRatio is timed both ways: with anyascii's own work, and over text that
lies in letters already. Needs the extra `bench`; prints no name.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from anyascii import anyascii
from rapidfuzz import fuzz

from madoguchi.names import match, measure

RUNS = 3


def fastest(work: Callable[[], object], runs: int, before: Callable[[], object] = lambda: None) -> float:
    """Seconds of the quickest of several runs."""
    took = []
    for _ in range(runs):
        before()
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took)


def main(path: Path, runs: int) -> None:
    """Prints pairs a second, and our share of each of the others."""
    known = measure.read_pairs(path.read_text(encoding="utf-8-sig"))
    answers = [pair.same for pair in known]
    pairs = [(pair.form_a, pair.form_b) for pair in known]
    letters = [(anyascii(a), anyascii(b)) for a, b in pairs]
    match.ready()
    rates = {
        "ours, nothing remembered": fastest(lambda: match.scores(pairs), runs, match.forget),
        "ours, every word read before": fastest(lambda: match.scores(pairs), runs),
        "WRatio with anyascii's work": fastest(lambda: [fuzz.WRatio(anyascii(a), anyascii(b)) for a, b in pairs], runs),
        "WRatio over letters": fastest(lambda: [fuzz.WRatio(a, b) for a, b in letters], runs),
    }
    ours, theirs = match.scores(pairs), [fuzz.WRatio(a, b) for a, b in letters]
    match.forget()
    with_work, alone = rates["WRatio with anyascii's work"], rates["WRatio over letters"]
    print("| what | pairs a second | beside WRatio with anyascii | beside WRatio over letters |\n| --- | ---: | ---: | ---: |")
    for name, took in rates.items():
        print(f"| {name} | {len(pairs) / took:,.0f} | {with_work / took:.1%} | {alone / took:.1%} |")
    print(
        f"\nAUC: ours {_auc(answers, ours):.3f}, WRatio over anyascii's letters {_auc(answers, theirs):.3f}; {len(pairs):,} pairs"
    )


def _auc(answers: list[bool], scores: list[float]) -> float:
    return measure.auc(zip(answers, scores, strict=True)) or 0.0


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else RUNS)
