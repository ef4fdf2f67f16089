"""What the templates of a conversation need, as plain values, and carried answers as lines. Never decides who reads what."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from madoguchi.cleaning.terms import LARGEST_FILE, LONGEST_MINUTES, MIB, MOST_PAGES, Kind
from madoguchi.help import shelf
from madoguchi.help.actions.campaigns import campaign_of
from madoguchi.help.actions.standing import Row, where_i_stand
from madoguchi.help.decide import needs
from madoguchi.help.decide.talking import pages_of, waits_for_answer
from madoguchi.help.forms.answers import SealBroken, unseal
from madoguchi.help.forms.talk import Said
from madoguchi.help.show import contact_row
from madoguchi.help.terms import KEPT_DAYS, LARGEST_FILES, MOST_FILES, Attachment, Message, Reader, Sender, Thread
from madoguchi.help.terms.consents import KEEPS_THE_CASE, Consent, Purpose, Stands
from madoguchi.network.actions import duty_of, organisation_of
from madoguchi.network.decide import told_duty
from madoguchi.network.terms import Known, Organisation
from madoguchi.ui.languages import own_name_of
from madoguchi.ui.words import say

FIELDS = {"talk.no_group": "groups", "talk.group_gone": "groups"}
"""Which field a problem is about; what begins with FILES is about the files, every other one about the text."""
FILES = "file.problem."

FILE_LIMITS: Mapping[str, object] = {
    "file_most": MOST_FILES,
    "file_mib": LARGEST_FILE // MIB,
    "files_mib": LARGEST_FILES // MIB,
    "file_minutes": LONGEST_MINUTES,
    "file_pages": MOST_PAGES,
}
"""What a page says of files before somebody chooses any."""

DESKS_LANGUAGE = "ja"
"""What a caseworker reads in any case."""


def opening_context(groups: Sequence[Reader], said: Said, tag: str, today: dt.date, problem: str) -> dict[str, Any]:
    """The page that begins a conversation, with everything that was typed and chosen."""
    return {
        "said": said,
        "problem": problem,
        "at": field_of(problem),
        "groups": [reader_row(group, is_chosen=group.id in said.groups or len(groups) == 1) for group in groups],
        "carried": carried(said, tag, today),
        "phones": phones(tag, today),
        "days": KEPT_DAYS,
        "language_form": "talk" if groups else "",
    }


def field_of(problem: str) -> str:
    """The field that a problem is about."""
    return "file" if problem.startswith(FILES) else FIELDS.get(problem, "text")


def carried(said: Said, tag: str, today: dt.date) -> list[tuple[str, str]]:
    """The answers that somebody brought along, as they would be sent: language and text. Nothing where none came whole."""
    dialogue = shelf.dialogue("may_i_stay")
    try:
        answers = unseal(said.sealed, dialogue)
    except SealBroken:
        return []
    rows = where_i_stand(dialogue, answers, today).rows
    return [(language, _lines(rows, language, today)) for language in dict.fromkeys((tag, DESKS_LANGUAGE)) if rows]


def _lines(rows: Sequence[Row], tag: str, today: dt.date) -> str:
    said = (f"{say(tag, row.question.key)} {row.day.isoformat() if row.day else say(tag, row.key)}" for row in rows)
    return "\n".join([say(tag, "talk.carry.head", day=today), *said])


def reader_row(reader: Reader, *, is_chosen: bool = False) -> dict[str, Any]:
    """One group with the sentences that must stand beside it."""
    return {
        "group": reader,
        "is_chosen": is_chosen,
        "certified_key": f"talk.certified.{reader.certified}",
        "report_key": f"near.reports.{reader.may_report}",
        "speaks": [{"tag": code, "name": own_name_of(code)} for code in reader.languages],
    }


def phones(tag: str, today: dt.date) -> list[dict[str, Any]]:
    """Whom to call first, with how old each number is."""
    return [contact_row(contact, today, tag) for contact in needs.urgent_for(shelf.contacts(), tag)]


def message_rows(shown: Sequence[Message], thread: Thread, address: Callable[[str], str]) -> list[dict[str, Any]]:
    """Messages with their files, which are counted through the whole conversation. `address`: where a file is, by its name."""
    places = {file.name: place for place, file in enumerate((file for each in thread.messages for file in each.files), start=1)}
    return [
        {
            "message": each,
            "is_mine": each.sender is Sender.PERSON,
            "files": [_file_row(file, places[file.name], address(file.name)) for file in each.files],
        }
        for each in shown
    ]


def _file_row(file: Attachment, place: int, address: str) -> dict[str, Any]:
    return {
        "name": file.name,
        "place": place,
        "address": address,
        "kind_key": f"file.kind.{file.kind.name.lower()}",
        "kib": max(1, round(file.size / 1024)),
        "notes": [f"file.note.{note.value}" for note in file.notes],
        "is_removed": file.is_removed,
        "is_picture": file.kind is Kind.PICTURE and not file.is_removed,
    }


def reader_duty(group: Organisation) -> str:
    """The sentence that must stand beside a group that could read: whether it, or one who reads there, may have to report."""
    return f"near.reports.{duty_of(group).value}"


def consent_rows(consents: Sequence[Consent], *stands: Stands) -> list[dict[str, Any]]:
    """Questions for consent that stand like this, with the names of groups and what must be known of those who would read."""
    return [_consent_row(each) for each in consents if each.stands in stands]


def _consent_row(consent: Consent) -> dict[str, Any]:
    # A campaign is no group: `to` is the measure that the papers are for.
    campaign = campaign_of(consent.to) if consent.purpose is Purpose.CAMPAIGN else None
    by = organisation_of(consent.by)
    duty = None if by is None else duty_of(by)
    # Of a taskforce, the groups that sit there.
    to = tuple(found for each in (consent.groups or (consent.to,)) if (found := organisation_of(each)) is not None)
    return {
        "consent": consent,
        "key": f"consent.{consent.purpose.name.lower()}",
        "short_key": f"consented.{consent.purpose.name.lower()}",
        "by": by.name if by else consent.by,
        "to": ", ".join(group.name for group in to) or consent.to,
        "parts": [f"part.{part}" for part in consent.parts],
        "report_key": f"near.reports.{told_duty(*map(duty_of, to)).value}" if to else "",
        "some_may_report": duty is not Known.NO,
        "keeps_case": consent.purpose in KEEPS_THE_CASE,
        "campaign": campaign,
    }


def thread_context(thread: Thread, said: Said, page: int, tag: str, today: dt.date, problem: str = "") -> dict[str, Any]:
    """A conversation: one page of its messages, who reads, and what somebody was about to send."""
    pages = pages_of(thread.messages)
    page = min(page, len(pages))
    new = [message for message in thread.messages if message.is_new]
    return {
        "said": said,
        "at": field_of(problem),
        "thread": thread,
        "messages": message_rows(pages[page - 1], thread, lambda name: reverse("talk-file", args=[tag, name])),
        "first_new": next((message.seq for message in new if message in pages[page - 1]), 0),
        "new": len(new),
        "last": thread.messages[-1].seq if thread.messages else 0,
        "waits": waits_for_answer(thread.messages),
        "earlier": page + 1 if page < len(pages) else 0,
        "later": page - 1,
        "readers": [reader_row(reader) for reader in thread.readers if reader.reads],
        "others": [reader_row(reader) for reader in thread.readers if not reader.reads],
        "phones": phones(tag, today) if thread.is_urgent else [],
        "language_form": "thread",
        "asked": consent_rows(thread.consents, Stands.OPEN),
        "agreed": consent_rows(thread.consents, Stands.GIVEN),
    }
