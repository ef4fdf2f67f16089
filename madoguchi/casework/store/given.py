"""The table of what was given to taskforces: sealed bytes, the consent and the taskforce they hang on."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import QuerySet

from madoguchi.casework import models
from madoguchi.vault import cases


@dataclass(frozen=True, slots=True)
class KeptGiven:
    """What was given to a taskforce, as it is kept. `conversation`: whose it is, for the trail that its person reads."""

    id: str
    case: str
    conversation: str
    council: str
    consent: int
    asked: int
    by: str
    given_on: dt.date
    wrap: cases.Wrap
    content: bytes = field(repr=False)


def _kept(row: models.GivenRow) -> KeptGiven:
    conversation = bytes(row.case.conversation.case).hex()
    wrap = cases.Wrap(1, bytes(row.reader), row.vault, bytes(row.sealed))
    return KeptGiven(
        row.id, row.case_id, conversation, row.council_id, row.consent_id, row.asked, row.by, row.given_on, wrap,
        bytes(row.content),
    )  # fmt: skip


def add(given: KeptGiven) -> None:
    """What is given now, in the place of what had been given on the same consent."""
    models.GivenRow.objects.filter(consent=given.consent).delete()
    models.GivenRow.objects.create(
        id=given.id,
        case_id=given.case,
        consent_id=given.consent,
        council_id=given.council,
        asked=given.asked,
        by=given.by,
        given_on=given.given_on,
        reader=given.wrap.reader,
        vault=given.wrap.vault,
        sealed=given.wrap.sealed,
        content=given.content,
    )


def lies_at(council: str, today: dt.date) -> tuple[KeptGiven, ...]:
    """What lies at a taskforce and its person still agrees to, oldest first."""
    return _all_of(models.GivenRow.objects.filter(council=council, consent__until__gte=today))


def of_case(case_id: str) -> tuple[KeptGiven, ...]:
    """What of a case lies at taskforces."""
    return _all_of(models.GivenRow.objects.filter(case=case_id))


def _all_of(rows: QuerySet[models.GivenRow]) -> tuple[KeptGiven, ...]:
    return tuple(_kept(row) for row in rows.select_related("case__conversation").order_by("given_on", "id"))


def drop(id_: str, case_id: str) -> None:
    """The group that keeps a case takes back what was given of it."""
    models.GivenRow.objects.filter(id=id_, case=case_id).delete()


def under_others(vault: int) -> list[tuple[str, cases.Wrap]]:
    """Every wrap of something given that is locked under another vault key, with its id."""
    rows = models.GivenRow.objects.exclude(vault=vault)
    return [(row.id, cases.Wrap(1, bytes(row.reader), row.vault, bytes(row.sealed))) for row in rows]


def replace_wrap(id_: str, old: cases.Wrap, new: cases.Wrap) -> None:
    """The same key under another vault key; not where it has changed meanwhile."""
    models.GivenRow.objects.filter(id=id_, vault=old.vault).update(vault=new.vault, sealed=new.sealed)
