"""Two caseworkers of two groups open a letter in one case: the keeper asks, the second passes on, the keeper reads and tells.

A card word leads to a letter and opens nothing. Whoever is overdue is asked after by a caseworker; no page ever tells a family.
"""

import datetime as dt
import hmac
from dataclasses import dataclass, field

from django.db import transaction

from madoguchi.help.actions import hung
from madoguchi.network import actions as network
from madoguchi.network.terms import Act, Desk
from madoguchi.tracing.actions import keyed
from madoguchi.tracing.actions.letters import on_its_way, page_with, seconds_for
from madoguchi.tracing.actions.notes import Line
from madoguchi.tracing.decide import letters as decide
from madoguchi.tracing.letter_keys import read
from madoguchi.tracing.store import letters as store
from madoguchi.tracing.store.letters import Kept, KeptPart
from madoguchi.tracing.terms.entries import TracingRefused
from madoguchi.tracing.terms.letters import TRIES_A_DAY, Asked, Happened, Opening, Page, Stage
from madoguchi.vault.card import card_mark, read_card
from madoguchi.vault.terms import ID_BYTES, Unreadable, chance

ACTIVE = (Stage.ASKED, Stage.PASSED, Stage.OPEN)


@dataclass(frozen=True, slots=True)
class Row:
    """A letter in a list of the group that keeps it; nothing of what it says. `case`: the conversation on which it hangs."""

    id: str
    case: str
    language: str
    weeks: int
    is_overdue: bool
    no_answer: bool


@dataclass(frozen=True, slots=True)
class Here:
    """One letter at a desk of the group that keeps it. `pages`: what is open, by opening."""

    row: Row
    seconds: tuple[str, ...]
    openings: tuple[Opening, ...]
    pages: dict[str, Page] = field(repr=False)


# ------------------------------------------------------------------ lists


def letters(desk: Desk, today: dt.date) -> tuple[Row, ...]:
    """The letters that this group keeps, those of who is overdue first; nothing for whoever may have to report."""
    found = store.of_group(desk.organisation.id, today) if desk.free_keys else []
    return tuple(sorted((_row(each, today) for each in found), key=lambda row: (not row.is_overdue, row.id)))


def _row(kept: Kept, today: dt.date) -> Row:
    expected = kept.expected
    no_answer = expected.asked is Asked.NO_ANSWER
    return Row(
        kept.id, hung.case_of(kept.row), kept.language, expected.weeks, decide.is_overdue(expected, today), no_answer
    )  # fmt: skip


def to_pass(desk: Desk) -> tuple[Opening, ...]:
    """Letters of other groups that wait for a word of this one."""
    return tuple(store.to_pass(desk.organisation.id)) if desk.free_keys else ()


def line_on_today(desk: Desk, today: dt.date) -> Line | None:
    """What waits about letters: somebody to ask after, a key to pass on, a letter that can be opened. None where nothing does."""
    if not desk.free_keys:
        return None
    overdue = sum(row.is_overdue and not row.no_answer for row in letters(desk, today))
    count = overdue + len(to_pass(desk)) + store.passed_to(desk.organisation.id)
    return Line("sealed", "sealed.wait", count) if count else None


# ------------------------------------------------------------------ the card word


def find(desk: Desk, typed: str, today: dt.date) -> str:
    """The letter of this group that a card word leads to; TracingRefused, in the same words and time, for everything else."""
    if not desk.free_keys:
        raise TracingRefused("tracing.gone")
    group, value = desk.organisation.id, read_card(typed)
    if store.tries(group, today) >= TRIES_A_DAY:
        raise TracingRefused("sealed.problem.enough")
    found = [each.id for each in store.of_group(group, today) if _fits(each, value or 0)]
    if value is None or not found:
        store.count_try(group, today)
        raise TracingRefused("sealed.problem.word")
    return found[0]


def _fits(kept: Kept, value: int) -> bool:
    try:
        mark = card_mark(read(kept.lock), value)
    except Unreadable:  # its lock was lost with the disk
        return False
    return hmac.compare_digest(mark, kept.card)


# ------------------------------------------------------------------ ask, pass on, open, tell


def _ours(desk: Desk, id_: str, *, to_write: bool = False) -> Kept:
    kept = store.letter(id_, to_write=to_write)
    if kept is None or kept.group != desk.organisation.id or not desk.free_keys:
        raise TracingRefused("tracing.gone")
    return kept


def _seconds(kept: Kept) -> tuple[str, ...]:
    """Groups that its owner chose and in which somebody can still agree."""
    usable = seconds_for(kept.group)
    return tuple(each for each in store.seconds(kept.id) if each in usable)


def ask_second(desk: Desk, id_: str, happened: Happened, second: str, today: dt.date) -> None:
    """Ask a second group to open a letter with us in one case. For silence only after we asked and nobody answered."""
    with transaction.atomic():
        kept = _ours(desk, id_, to_write=True)
        hung.at_desk(desk, hung.case_of(kept.row), today, to_write=True)
        if second not in _seconds(kept):
            raise TracingRefused("tracing.problem.second")
        if not decide.may_ask(happened, kept.expected, today):
            raise TracingRefused("sealed.problem.silence")
        if any(each.happened is happened and each.stage in ACTIVE for each in store.openings(id_)):
            raise TracingRefused("sealed.problem.there")
        store.add_opening(chance(ID_BYTES).hex(), id_, happened, second, today)


def pass_on(desk: Desk, opening_id: str, today: dt.date) -> None:
    """As the second group: take our layer off one page. We read nothing of it; the owner reads that we did."""
    with transaction.atomic():
        found = store.opening(opening_id)
        if found is None or found[0].stage is not Stage.ASKED or found[0].second != desk.organisation.id or not desk.free_keys:
            raise TracingRefused("tracing.gone")
        opening, letter, _ = found
        kept, part = _part(letter, opening.happened)
        sealed = store.way(part.id, opening.second)
        assert sealed is not None  # what opens through a group that went is over
        inner = keyed.peeled(desk, sealed, on_its_way(part.id, opening.second))
        store.change_opening(opening_id, stage=Stage.PASSED, passed=inner)
    network.note(desk, Act.PASSED_LETTER, hung.case_of(kept.row), today)


def _part(letter: str, happened: Happened) -> tuple[Kept, KeptPart]:
    kept = store.letter(letter)
    assert kept is not None  # its openings go with it
    return kept, next(each for each in store.parts(letter) if each.happened is happened)


def open_page(desk: Desk, id_: str, opening_id: str, today: dt.date) -> Page:
    """As the keeper: read the page of the case that was asked for, and no other; a line in the trail that its owner reads."""
    with transaction.atomic():
        kept = _ours(desk, id_)
        found = store.opening(opening_id)
        if found is None or found[1] != id_ or found[0].stage not in (Stage.PASSED, Stage.OPEN):
            raise TracingRefused("tracing.gone")
        opening, _, passed = found
        page = _page(desk, kept, opening, passed, today)
        if opening.stage is Stage.PASSED:
            store.change_opening(opening_id, stage=Stage.OPEN, opened_on=today)
    network.note(desk, Act.OPENED_LETTER, hung.case_of(kept.row), today)
    return page


def _page(desk: Desk, kept: Kept, opening: Opening, passed: bytes, today: dt.date) -> Page:
    hook = hung.at_desk(desk, hung.case_of(kept.row), today)
    part = _part(kept.id, opening.happened)[1]
    return page_with(keyed.taken(passed, keyed.pairs_of(desk), hook, part.id), kept, part)


def here(desk: Desk, id_: str, today: dt.date) -> Here:
    """One letter of this group, with every page that is open."""
    kept = _ours(desk, id_)
    openings = tuple(store.openings(id_))
    pages = {each.id: open_page(desk, id_, each.id, today) for each in openings if each.stage is Stage.OPEN}
    return Here(_row(kept, today), _seconds(kept), openings, pages)


def told(desk: Desk, id_: str, opening_id: str, today: dt.date) -> None:
    """We told them exactly the sentence. Refused where nobody is to be told, or the letter is not open."""
    here_ = here(desk, id_, today)
    page = here_.pages.get(opening_id)
    if page is None or not page.wish.tells:
        raise TracingRefused("tracing.gone")
    store.change_opening(opening_id, told_on=today)
    network.note(desk, Act.TOLD_OF_LETTER, here_.row.case, today)


# ------------------------------------------------------------------ who is overdue


def asked_after(desk: Desk, id_: str, *, is_well: bool, today: dt.date) -> None:
    """We asked after somebody who is overdue: they are well, or nobody answered. Nothing else follows from it by itself."""
    with transaction.atomic():
        kept = _ours(desk, id_, to_write=True)
        if not decide.is_overdue(kept.expected, today):
            raise TracingRefused("sealed.problem.not_overdue")
        if is_well:
            store.expect(id_, decide.expected(kept.expected.weeks, today))
            store.end_openings(letter=id_, happened=Happened.SILENCE, stage__in=(Stage.ASKED, Stage.PASSED))
        else:
            store.change(id_, asked=Asked.NO_ANSWER)
