"""What comes in with a form, and the seal on it. Answers travel in the page itself and nowhere else.

The seal keeps others from handing in answers that our pages never asked for. It does not hide them: whoever holds the phone
while the page is open can read them there anyway. Nothing of it stands in an address, a cookie or a table.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.http import QueryDict

from madoguchi.help.terms import Answers, Dialogue, Go, Reply, Typed

LONGEST_SEALED = 8_000
LONGEST_TYPED = 20


class SealBroken(Exception):
    """The answers cannot be read: the page is older than our key, or something else was sent."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One form as it came in."""

    answers: Answers
    at: str
    typed: Typed
    go: Go


def read_turn(post: QueryDict, dialogue: Dialogue) -> Turn:
    """Read a form; raises SealBroken where the answers so far cannot be read."""
    answers = unseal(post.get("sealed", ""), dialogue)
    ids = {question.id for question in dialogue.questions}
    change = post.get("change", "")
    at = change or post.get("at", "")
    typed = Typed(*(post.get(name, "")[:LONGEST_TYPED] for name in ("reply", "year", "month", "day")))
    ways = {way.value: way for way in Go}
    go = Go.CHANGE if change else ways.get(post.get("go", ""), Go.NEXT)
    return Turn(answers, at if at in ids else "", typed, go)


def seal(answers: Answers) -> str:
    """The answers as a form carries them. No time in it: when someone was here is nobody's business."""
    rows = {name: reply.isoformat() if isinstance(reply, dt.date) else f"={reply}" for name, reply in answers.items()}
    return _signer().sign_object(rows, compress=True)


def unseal(sealed: str, dialogue: Dialogue) -> Answers:
    """The answers of a form; unknown questions are left out."""
    if len(sealed) > LONGEST_SEALED:
        raise SealBroken
    try:
        rows: Mapping[str, str] = _signer().unsign_object(sealed)
        ids = {question.id for question in dialogue.questions}
        return {name: _reply(text) for name, text in rows.items() if name in ids}
    except (BadSignature, ValueError, AttributeError) as error:
        raise SealBroken from error


def _reply(text: str) -> Reply:
    return text[1:] if text.startswith("=") else dt.date.fromisoformat(text)


def _signer() -> Signer:
    return Signer(salt="help.answers")
