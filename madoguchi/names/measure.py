"""How good the comparison is, on pairs whose answer is known: text of a CSV in, numbers out."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from madoguchi.names import match
from madoguchi.names.terms import PairsError

NEEDED = ("form_a", "form_b", "same_person")
PRECISE = 0.95


@dataclass(frozen=True, slots=True)
class KnownPair:
    """Two forms and whether they can be one name; the rest only sorts the results."""

    form_a: str
    form_b: str
    same: bool
    language: str = ""
    scripts: str = ""
    attested: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """The numbers. A part whose pairs all have the same answer has no AUC and is left out."""

    pairs: int
    auc: float
    recall_at_precision_95: float
    pairs_per_second: float
    pairs_per_second_again: float
    attested: float | None
    by_language: dict[str, float]
    by_scripts: dict[str, float]


def read_pairs(text: str) -> tuple[KnownPair, ...]:
    """All pairs of a CSV, or the first thing that is wrong with it."""
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        _head_is_clear(reader.fieldnames or [])
        missing = [name for name in NEEDED if name not in (reader.fieldnames or [])]
        if missing:
            raise PairsError(1, missing[0], "the column is missing; the first line names form_a, form_b and same_person")
        pairs = tuple(_pair(row, reader.line_num) for row in reader)
    except csv.Error as error:
        raise PairsError(reader.line_num + 1, "", f"this is no CSV ({error})") from error
    if len({pair.same for pair in pairs}) < len((True, False)):
        raise PairsError(reader.line_num, "same_person", "there must be pairs with 1 and pairs with 0")
    return pairs


def _head_is_clear(names: Sequence[str]) -> None:
    if not names:
        raise PairsError(1, "", "the file is empty; the first line names form_a, form_b and same_person")
    if len(names) == 1 and (parted := next((sign for sign in _OTHER_SIGNS if sign in names[0]), None)):
        raise PairsError(1, "", f"the fields are parted by {_OTHER_SIGNS[parted]}; part them by commas")
    if twice := [name for name in NEEDED if names.count(name) > 1]:
        raise PairsError(1, twice[0], "the column is there twice")


_OTHER_SIGNS = {";": "semicolons", "\t": "tabs"}


def _pair(row: dict[str, str | None], line: int) -> KnownPair:
    if None in row:
        raise PairsError(line, "", "the line has more fields than the first line names")
    for name in NEEDED:
        if not (row[name] or "").strip():
            raise PairsError(line, name, "nothing stands here")
    same = (row["same_person"] or "").strip()
    if same not in ("0", "1"):
        raise PairsError(line, "same_person", "write 1 for one name and 0 for two")
    scripts = sorted((row.get("script_a") or "", row.get("script_b") or ""))
    return KnownPair(
        form_a=row["form_a"] or "",
        form_b=row["form_b"] or "",
        same=same == "1",
        language=row.get("language") or "",
        scripts="-".join(scripts) if all(scripts) else "",
        attested=(row.get("provenance") or "").startswith("attested"),
    )


def measure(pairs: tuple[KnownPair, ...], seconds: Callable[[], float]) -> Measured:
    """Compares every pair once with nothing remembered but the tables, and once more with all words known."""
    match.forget()
    match.ready()
    scores, took = _timed(pairs, seconds)
    _, again = _timed(pairs, seconds)
    match.forget()
    scored = list(zip(pairs, scores, strict=True))
    attested = [(pair.same, score) for pair, score in scored if pair.attested]
    return Measured(
        pairs=len(pairs),
        auc=auc((pair.same, score) for pair, score in scored) or 0.0,
        recall_at_precision_95=recall_at(PRECISE, ((pair.same, score) for pair, score in scored)),
        pairs_per_second=len(pairs) / took,
        pairs_per_second_again=len(pairs) / again,
        attested=auc(attested),
        by_language=_by((pair.language, pair.same, score) for pair, score in scored),
        by_scripts=_by((pair.scripts, pair.same, score) for pair, score in scored),
    )


def _timed(pairs: tuple[KnownPair, ...], seconds: Callable[[], float]) -> tuple[list[float], float]:
    began = seconds()
    scores = match.scores((pair.form_a, pair.form_b) for pair in pairs)
    return scores, max(seconds() - began, 1e-9)


def _by(rows: Iterable[tuple[str, bool, float]]) -> dict[str, float]:
    parts: dict[str, list[tuple[bool, float]]] = {}
    for name, same, score in rows:
        if name:
            parts.setdefault(name, []).append((same, score))
    return {name: found for name in sorted(parts) if (found := auc(parts[name])) is not None}


def auc(rows: Iterable[tuple[bool, float]]) -> float | None:
    """How often a pair that is one name scores above one that is not; equal scores count half. None when one kind is missing."""
    ordered = sorted(rows, key=lambda row: row[1])
    one = sum(same for same, _ in ordered)
    other = len(ordered) - one
    if not one or not other:
        return None
    wins, below, place = 0.0, 0, 0
    while place < len(ordered):
        end = place
        while end < len(ordered) and ordered[end][1] == ordered[place][1]:
            end += 1
        same = sum(row[0] for row in ordered[place:end])
        wins += same * (below + (end - place - same) / 2)
        below += end - place - same
        place = end
    return wins / (one * other)


def recall_at(precision: float, rows: Iterable[tuple[bool, float]]) -> float:
    """The largest share of pairs that are one name, found above a score from which on at least `precision` are."""
    ordered = sorted(rows, key=lambda row: -row[1])
    one = sum(same for same, _ in ordered)
    right, best = 0, 0
    for count, (same, score) in enumerate(ordered, start=1):
        right += same
        last_of_its_score = count == len(ordered) or ordered[count][1] != score
        if last_of_its_score and right >= precision * count:
            best = right
    return best / one if one else 0.0
