"""Prepare a case for a measure that is open for a time: papers, appointments, a signed bundle, receipts, answers of offices.

Everything lies with what concerns the stay. Who takes part stands nowhere else: no table, no card, no open row.
"""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from madoguchi.casework.actions import cases
from madoguchi.casework.actions.cases import Opened
from madoguchi.casework.actions.letters import drawn
from madoguchi.casework.actions.working_out import work_out
from madoguchi.casework.decide import campaigns as fold
from madoguchi.casework.decide import case as case_fold
from madoguchi.casework.decide.campaigns import Bundle, Statement
from madoguchi.casework.decide.letters import JAPANESE, Line, holds_number
from madoguchi.casework.terms import CaseRefused, Changed, Part, Wrote
from madoguchi.help.actions import asking
from madoguchi.help.actions.campaigns import campaign_of, campaigns
from madoguchi.help.terms import TalkRefused
from madoguchi.help.terms.campaigns import Campaign
from madoguchi.help.terms.consents import Purpose
from madoguchi.network import actions as network
from madoguchi.network.terms import Desk
from madoguchi.printing import apart
from madoguchi.printing import terms as printing
from madoguchi.vault.events import check_signed, signature
from madoguchi.vault.terms import Unreadable

_SIGNED_AS = b"madoguchi bundle 1\0"


def known(desk: Desk, today: dt.date) -> tuple[Campaign, ...]:
    """The measures that a case can be prepared for; none for a desk that does not read what concerns the stay.

    One that is over stays: receipts and answers come later.
    """
    return tuple(each for each in campaigns() if each.first_day <= today) if desk.free_keys else ()


def may_concern(found: Opened, campaign: Campaign, today: dt.date) -> bool:
    """Whether the answers of this one case leave one of its ways open. Asked of the case on the desk; nobody is sought out."""
    answers, seq = case_fold.facts(found.case)
    return bool(seq and work_out(answers, today).standing.routes & frozenset(campaign.conditions))


def of_desk(desk: Desk, name: str, today: dt.date) -> Campaign:
    """A measure by its id; CaseRefused where there is none for this desk."""
    found = campaign_of(name)
    if found is None or found not in known(desk, today):
        raise CaseRefused("case.gone")
    return found


def agrees(desk: Desk, found: Opened, campaign: Campaign, today: dt.date) -> bool:
    """Whether the person agrees that this group prepares their papers for the measure."""
    try:
        return asking.says_yes(desk, found.kept.conversation, Purpose.CAMPAIGN, today, to=campaign.id)
    except TalkRefused:
        return False


def ask(desk: Desk, id_: str, campaign: Campaign, today: dt.date) -> None:
    """Ask the person, on their own page."""
    if not campaign.is_open(today):
        raise CaseRefused("campaign.not_open")
    cases.asked(desk, id_, Purpose.CAMPAIGN, today, to=campaign.id)


def _write(desk: Desk, id_: str, campaign: Campaign, wrote: Wrote, today: dt.date, **content: Any) -> None:
    """One entry about the measure; CaseRefused where the person does not agree, or does no more."""
    with transaction.atomic():
        found = cases.opened_quietly(desk, id_, today, to_write=True)
        if not agrees(desk, found, campaign, today):
            raise CaseRefused("campaign.no_consent")
        after = content.pop("after", None)
        if after is not None and fold.prepared(found.case, campaign.id).papers_seq > after:
            raise Changed(fold.prepared(found.case, campaign.id).papers_seq)
        cases.write(desk, id_, Part.STATUS, wrote, today, campaign=campaign.id, **content)


def keep_papers(desk: Desk, id_: str, campaign: Campaign, have: Sequence[str], today: dt.date, after: int) -> None:
    """Which papers are there. `after`: what the page showed."""
    in_order = fold.papers_in_order(have, campaign.papers)
    _write(desk, id_, campaign, Wrote.PAPERS, today, after=after, have=in_order)


def add_appointment(desk: Desk, id_: str, campaign: Campaign, place: str, day: dt.date | None, today: dt.date) -> None:
    """A day at an office. It stands among the steps about the stay too, so that Today shows it. No hour is kept."""
    if day is None:
        raise CaseRefused("campaign.which_day")
    _write(desk, id_, campaign, Wrote.STEP, today, text=_checked(place), due=day.isoformat())


def add_receipt(desk: Desk, id_: str, campaign: Campaign, text: str, day: dt.date | None, today: dt.date) -> None:
    """An office took the papers, and gave something for them."""
    _write(desk, id_, campaign, Wrote.RECEIPT, today, text=_checked(text), on=_past(day, today).isoformat())


def add_reply(
    desk: Desk, id_: str, campaign: Campaign, clauses: Sequence[str], day: dt.date | None, today: dt.date, *, granted: bool
) -> None:
    """What the office answered. A no is coded by the clauses that it named; none where it named none."""
    named = [] if granted else fold.papers_in_order(clauses, campaign.refusals)
    _write(desk, id_, campaign, Wrote.ANSWERED, today, granted=granted, clauses=named, on=_past(day, today).isoformat())


def _past(day: dt.date | None, today: dt.date) -> dt.date:
    if day is None or day > today:
        raise CaseRefused("campaign.which_day")
    return day


def _checked(text: str) -> str:
    said = cases.checked_text(text)
    if holds_number(said):
        raise CaseRefused("letter.has_number")
    return said


# ------------------------------------------------------------------ a bundle


def may_sign(desk: Desk, campaign: Campaign) -> bool:
    """Whether this group is registered to sign for people."""
    return desk.organisation.id in campaign.bodies


def sign(desk: Desk, id_: str, campaign: Campaign, lines: Sequence[Line], other: str, today: dt.date) -> None:
    """Sign a bundle for a person, for this group: with the member's key, of which the house knows for whom it signs."""
    if not may_sign(desk, campaign):
        raise CaseRefused("campaign.not_registered")
    if not campaign.is_open(today):
        raise CaseRefused("campaign.not_open")
    text = fold.as_text(Statement(campaign.id, desk.organisation.id, today, other, tuple(lines)))
    signed = signature(_signed_text(text), desk.keys.sign).hex()
    _write(desk, id_, campaign, Wrote.BUNDLE, today, statement=text, signature=signed, public=desk.keys.sign.public.hex())


def _signed_text(statement: str) -> bytes:
    return _SIGNED_AS + statement.encode()


def bundle_of(found: Opened, campaign: Campaign, seq: int) -> Bundle:
    """A signed bundle; CaseRefused where there is none that this desk reads."""
    bundle = next((each for each in fold.prepared(found.case, campaign.id).bundles if each.seq == seq), None)
    if bundle is None:
        raise CaseRefused("case.gone")
    return bundle


def as_file(bundle: Bundle) -> bytes:
    """What the command checks: the statement with its signature."""
    told = {"statement": bundle.statement, "signature": bundle.signature, "public": bundle.public}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def as_pdf(bundle: Bundle, title: Line, foot: Line) -> bytes:
    """The same on paper; NotPrinted says why there is none."""
    statement = fold.read_statement(bundle.statement)
    lines = [*map(drawn, statement.lines), printing.Line(printing.Style.FOOT, foot.ja, foot.other)]
    return apart.printed(printing.Paper(title.ja, JAPANESE, statement.other, tuple(lines)))


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at a signed bundle found. `group`: "" where the signature does not fit, or is nobody's here."""

    statement: Statement
    group: str
    is_registered: bool


def checked(content: bytes) -> Checked:
    """Look at the file of a bundle; ValueError where it is none. Says for which group it was signed, never by which member."""
    told = json.loads(content)
    try:
        text, signed, public = told["statement"], bytes.fromhex(told["signature"]), bytes.fromhex(told["public"])
    except (KeyError, TypeError) as wrong:
        raise ValueError("no file of a bundle") from wrong
    statement = fold.read_statement(text)
    try:
        check_signed(_signed_text(text), signed, public)
    except (Unreadable, ValueError):
        return Checked(statement, "", is_registered=False)
    member, campaign = network.signer(public), campaign_of(statement.campaign)
    if member is None or member.organisation != statement.body:
        return Checked(statement, "", is_registered=False)
    return Checked(statement, member.organisation, campaign is not None and statement.body in campaign.bodies)
