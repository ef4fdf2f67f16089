"""Take up a conversation as a case, read it, write into it. Only for a group that keeps it or that its person lets join."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from madoguchi.casework import store
from madoguchi.casework.actions import cards, parts
from madoguchi.casework.actions.parts import Open
from madoguchi.casework.decide import case as fold
from madoguchi.casework.terms import LONGEST_NICKNAME, LONGEST_TEXT, Case, CaseRefused, Changed, Part, Wrote
from madoguchi.help.actions import asking
from madoguchi.help.terms import Answers, TalkRefused
from madoguchi.help.terms.consents import Consent, Purpose
from madoguchi.network import actions as network
from madoguchi.network.terms import Act, Desk
from madoguchi.vault.terms import ID_BYTES, chance

NUMBER_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Opened:
    """A case at one desk: its row, the parts that were opened, and the case that they tell."""

    kept: store.KeptCase
    open: Mapping[Part, Open] = field(repr=False)
    case: Case

    @property
    def is_ours(self) -> bool:
        """Whether nobody else keeps it."""
        return Part.CORE in self.open


# ------------------------------------------------------------------ take up


def case_of(desk: Desk, conversation: str, today: dt.date) -> str | None:
    """The case that this group keeps of a conversation, if there is one."""
    found = store.case_of_talk(asking.seen(desk, conversation, today).row, desk.organisation.id)
    return None if found is None else found.id


def take_up(desk: Desk, conversation: str, nickname: str, today: dt.date) -> str:
    """Make a case of a conversation whose person agreed; its id. The same one where there is one already."""
    name = nickname.strip()
    if not name or len(name) > LONGEST_NICKNAME:
        raise CaseRefused("case.nickname.unfit")
    with transaction.atomic():
        agreed = asking.agreed(desk, conversation, Purpose.CASE, today)
        if agreed is None:
            raise CaseRefused("case.no_consent")
        there = case_of(desk, conversation, today)
        if there is not None:
            return there
        id_, seen = chance(ID_BYTES).hex(), asking.seen(desk, conversation, today)
        store.add_case(id_, seen.row, agreed[1], desk.organisation.id, today)
        core = parts.begin_part(desk, id_, Part.CORE, asking.house(today))
        parts.write(desk, core, Wrote.NAMED, today, nickname=name, number=_number(), language=seen.language)
        cards.put(core.kept, opened_quietly(desk, id_, today).case, today)
        network.note(desk, Act.TOOK_UP, conversation, today)
        return id_


def _number() -> str:
    """By which colleagues speak of a case; drawn, so that it tells neither how many there are nor which came first."""
    digits = str(int.from_bytes(chance(8), "big") % 10**NUMBER_DIGITS).zfill(NUMBER_DIGITS)
    return f"{digits[:3]}-{digits[3:]}"


# ------------------------------------------------------------------ read


def opened(desk: Desk, id_: str, today: dt.date) -> Opened:
    """A case, and a line in the trail that its person can read; CaseRefused where there is none for this desk."""
    found = opened_quietly(desk, id_, today)
    network.note(desk, Act.OPENED, found.kept.conversation, today)
    return found


def opened_quietly(desk: Desk, id_: str, today: dt.date, *, to_write: bool = False) -> Opened:
    """The same for an act that leaves a line of its own, or follows one."""
    kept = store.case(id_, to_write=to_write)
    if kept is None or not store.is_reader(id_, desk.organisation.id, today):
        # Whether there is such a case is nobody's business who does not read it.
        raise CaseRefused("case.gone")
    if to_write:
        check_stays(kept)
    found = {part: parts.open_part(desk, each) for part, each in store.parts(id_, asking.house(today)).items()}
    read = {part: each for part, each in found.items() if each is not None}
    if Part.CORE not in read:
        raise CaseRefused("case.gone")
    entries = {part: each.entries for part, each in read.items()}
    case = Case(kept.id, kept.conversation, kept.owner, kept.opened_on, kept.closed_on, entries)
    return Opened(kept, read, case)


def check_stays(kept: store.KeptCase) -> None:
    """CaseRefused where this case is on its way to another house: what was written now would be lost."""
    if kept.is_leaving:
        raise CaseRefused("case.moving")


def consents_of(desk: Desk, found: Opened, today: dt.date) -> tuple[Consent, ...]:
    """What the person was asked and answers, newest last; nothing where this group does not read the conversation."""
    try:
        return asking.seen(desk, found.kept.conversation, today).consents
    except TalkRefused:
        return ()


# ------------------------------------------------------------------ write


def write(desk: Desk, id_: str, part: Part, wrote: Wrote, today: dt.date, *, after: int | None = None, **content: object) -> None:
    """Write one entry. `after`: the last entry of this kind that the page showed; Changed where there is a later one."""
    with transaction.atomic():
        found = opened_quietly(desk, id_, today, to_write=True)
        target = _target(desk, found, part, today)
        newest = target.newest(wrote)
        if after is not None and newest > after:
            raise Changed(newest)
        parts.write(desk, target, wrote, today, **content)
        cards.put(target.kept, opened_quietly(desk, id_, today).case, today)


def _target(desk: Desk, found: Opened, part: Part, today: dt.date) -> Open:
    """The part to write into, begun where it is not there yet; CaseRefused where this desk may not."""
    there = found.open.get(part)
    if there is not None:
        return there
    exists = store.parts(found.kept.id, asking.house(today)).get(part)
    if found.kept.owner != desk.organisation.id or not desk.keys_of(part.circle):
        raise CaseRefused("case.not_yours")
    if exists is not None and store.wraps(exists.pk) and _somebody_reads(exists):
        raise CaseRefused("case.not_yours")
    if exists is not None:
        # Nobody is left who could open it: those who held its key have gone, and what it said with them.
        store.drop_part(exists.pk)
    return parts.begin_part(desk, found.kept.id, part, asking.house(today))


def _somebody_reads(kept: store.KeptPart) -> bool:
    return any(network.public_key_of(each, kept.part.circle) is not None for each in parts.readers_of(kept))


def add_step(desk: Desk, id_: str, text: str, due: dt.date | None, today: dt.date, *, part: Part) -> None:
    """Something to do, with the day by which; into the part about the stay where it says something of that."""
    said = checked_text(text)
    write(desk, id_, part, Wrote.STEP, today, text=said, due=due.isoformat() if due else "")


def finish_step(desk: Desk, id_: str, part: Part, seq: int, today: dt.date) -> None:
    """A step is done; nothing happens where it was done already."""
    found = opened_quietly(desk, id_, today)
    if any((step.part, step.seq, step.done_on) == (part, seq, None) for step in fold.steps(found.case)):
        write(desk, id_, part, Wrote.DONE, today, about=seq)


def add_note(desk: Desk, id_: str, text: str, today: dt.date, *, part: Part) -> None:
    """A note to colleagues; its person does not read it."""
    write(desk, id_, part, Wrote.NOTE, today, text=checked_text(text))


def rename(desk: Desk, id_: str, nickname: str, today: dt.date, after: int) -> None:
    """Another made-up name; the number stays."""
    name = nickname.strip()
    if not name or len(name) > LONGEST_NICKNAME:
        raise CaseRefused("case.nickname.unfit")
    case = opened_quietly(desk, id_, today).case
    number, language = fold.number(case), fold.language(case)
    write(desk, id_, Part.CORE, Wrote.NAMED, today, after=after, nickname=name, number=number, language=language)


def keep_facts(desk: Desk, id_: str, answers: Answers, today: dt.date, after: int) -> None:
    """Keep the answers about the stay; Changed where a colleague has kept others meanwhile."""
    write(desk, id_, Part.STATUS, Wrote.FACTS, today, after=after, answers=fold.write_answers(answers))


def checked_text(text: str) -> str:
    """A text as it is kept; CaseRefused where there is nothing in it, or too much. Never cut."""
    said = text.strip()
    if not said:
        raise CaseRefused("case.empty")
    if len(said) > LONGEST_TEXT:
        raise CaseRefused("case.too_long")
    return said


def asked(desk: Desk, id_: str, purpose: Purpose, today: dt.date, *, to: str = "", words: tuple[str, ...] = ()) -> None:
    """Ask the person of a case for a consent."""
    found = opened_quietly(desk, id_, today)
    asking.ask(desk, found.kept.conversation, purpose, today, to=to, parts=words)
