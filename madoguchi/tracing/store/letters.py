"""The tables of letters: sealed parts, ways through second groups, openings, tries of card words. Never opens one."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import F

from madoguchi.tracing.models import CardTry, Letter, LetterPart, LetterWay, Opening
from madoguchi.tracing.terms.letters import Asked, Expected, Happened, Stage
from madoguchi.tracing.terms.letters import Opening as Told


@dataclass(frozen=True, slots=True)
class Kept:
    """A letter as it is kept. `row`: the conversation on which it hangs."""

    id: str
    row: int
    group: str
    language: str
    ends_on: dt.date
    lock: str
    card: bytes = field(repr=False)
    chance: bytes = field(repr=False)
    expected: Expected


@dataclass(frozen=True, slots=True)
class KeptPart:
    """What opens in one case, as it is kept."""

    id: str
    happened: Happened
    for_owner: bytes = field(repr=False)
    payload: bytes = field(repr=False)


def _kept(row: Letter) -> Kept:
    expected = Expected(row.weeks, row.due_on, Asked(row.asked))
    return Kept(
        row.id, row.conversation_id, row.organisation, row.language, row.ends_on, row.lock, bytes(row.card), bytes(row.chance),
        expected,
    )  # fmt: skip


def add(letter: Kept) -> None:
    """A new letter, of which no part says anything yet."""
    Letter.objects.create(
        id=letter.id, conversation_id=letter.row, organisation=letter.group, language=letter.language, ends_on=letter.ends_on,
        lock=letter.lock, card=letter.card, chance=letter.chance,
    )  # fmt: skip


def letter(id_: str, *, to_write: bool = False) -> Kept | None:
    """One letter by its id."""
    rows = Letter.objects.select_for_update() if to_write else Letter.objects
    row = rows.filter(pk=id_).first()
    return None if row is None else _kept(row)


def of_row(row: int) -> Kept | None:
    """The letter of a conversation."""
    found = Letter.objects.filter(conversation=row).first()
    return None if found is None else _kept(found)


def of_group(group: str, today: dt.date) -> list[Kept]:
    """The letters that a group keeps, in the order of their ids, which is none."""
    return [_kept(each) for each in Letter.objects.filter(organisation=group, ends_on__gte=today).order_by("id")]


def everyone() -> list[Kept]:
    """Every letter."""
    return [_kept(each) for each in Letter.objects.order_by("id")]


def change(id_: str, **values: object) -> None:
    """A letter says or stands otherwise."""
    Letter.objects.filter(pk=id_).update(**values)


def expect(id_: str, expected: Expected) -> None:
    """When its owner is expected again."""
    change(id_, weeks=expected.weeks, due_on=expected.due_on, asked=expected.asked)


def drop(id_: str) -> None:
    """A letter with everything that hangs on it."""
    Letter.objects.filter(pk=id_).delete()


def last_days(row: int | None = None) -> dict[int, dt.date]:
    """The last day of the letter on each conversation, or on one."""
    rows = Letter.objects.all() if row is None else Letter.objects.filter(conversation=row)
    return dict(rows.values_list("conversation", "ends_on"))


# ------------------------------------------------------------------ parts, and ways through second groups


def put_parts(id_: str, parts: Mapping[KeptPart, Mapping[str, bytes]]) -> None:
    """What a letter says, in place of what it said: each part with its way through each second group."""
    LetterPart.objects.filter(letter=id_).delete()
    for part, ways in parts.items():
        row = LetterPart.objects.create(
            id=part.id, letter_id=id_, happened=part.happened, for_owner=part.for_owner, payload=part.payload
        )
        LetterWay.objects.bulk_create(LetterWay(part=row, second=second, sealed=sealed) for second, sealed in ways.items())


def parts(id_: str) -> list[KeptPart]:
    """The parts of a letter, by case."""
    rows = LetterPart.objects.filter(letter=id_).order_by("happened")
    return [KeptPart(row.id, Happened(row.happened), bytes(row.for_owner), bytes(row.payload)) for row in rows]


def seconds(id_: str) -> tuple[str, ...]:
    """The groups through which a letter can be opened."""
    rows = LetterWay.objects.filter(part__letter=id_).order_by("second").values_list("second", flat=True)
    return tuple(dict.fromkeys(rows))


def way(part: str, second: str) -> bytes | None:
    """The way to a part through a group."""
    found = LetterWay.objects.filter(part=part, second=second).first()
    return None if found is None else bytes(found.sealed)


def drop_ways(second: str) -> None:
    """A group is no second group any more."""
    LetterWay.objects.filter(second=second).delete()
    end_openings(second=second, stage=Stage.ASKED)


# ------------------------------------------------------------------ openings


def _told(row: Opening) -> Told:
    return Told(
        row.id, Happened(row.happened), Stage(row.stage), row.letter.organisation, row.second, row.asked_on, row.opened_on,
        row.told_on,
    )  # fmt: skip


def add_opening(id_: str, letter_: str, happened: Happened, second: str, today: dt.date) -> None:
    """A second group is asked."""
    Opening.objects.create(id=id_, letter_id=letter_, happened=happened, stage=Stage.ASKED, second=second, asked_on=today)


def openings(letter_: str) -> list[Told]:
    """The openings of a letter, the newest first."""
    rows = Opening.objects.filter(letter=letter_).select_related("letter").order_by("-asked_on", "id")
    return [_told(row) for row in rows]


def opening(id_: str) -> tuple[Told, str, bytes] | None:
    """One opening, to write, with the letter it is of and what the second group passed on."""
    row = Opening.objects.select_for_update().filter(pk=id_).first()
    return None if row is None else (_told(row), row.letter_id, bytes(row.passed))


def to_pass(group: str) -> list[Told]:
    """Openings that wait for a word of a group as the second one."""
    rows = Opening.objects.filter(second=group, stage=Stage.ASKED).select_related("letter").order_by("asked_on", "id")
    return [_told(row) for row in rows]


def passed_to(group: str) -> int:
    """How many letters of a group can be opened now and were not."""
    return Opening.objects.filter(letter__organisation=group, stage=Stage.PASSED).count()


def change_opening(id_: str, **values: object) -> None:
    """An opening goes on."""
    Opening.objects.filter(pk=id_).update(**values)


def end_openings(**which: object) -> int:
    """Some openings are over: their keys go, that they were stays; how many."""
    return Opening.objects.filter(**which).exclude(stage=Stage.ENDED).update(stage=Stage.ENDED, passed=b"")


# ------------------------------------------------------------------ card words


def tries(group: str, day: dt.date) -> int:
    """How many card words of a group led to nothing today."""
    found = CardTry.objects.filter(organisation=group, day=day).values_list("count", flat=True).first()
    return found or 0


def count_try(group: str, day: dt.date) -> None:
    """One more."""
    CardTry.objects.get_or_create(organisation=group, day=day)
    CardTry.objects.filter(organisation=group, day=day).update(count=F("count") + 1)


def forget_tries(before: dt.date) -> None:
    """Numbers of earlier days go."""
    CardTry.objects.filter(day__lt=before).delete()


def locks(letters: Iterable[Kept]) -> frozenset[str]:
    """The locks that some letters need."""
    return frozenset(each.lock for each in letters)
