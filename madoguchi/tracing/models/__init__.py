"""The tables of tracing: sealed bytes, days, ids and groups. Nothing here says who looks, who is looked for, or who answered."""

from madoguchi.tracing.models.entries import Candidate, Entry, Frequent, Keys, LineRow, Put, ToldRow
from madoguchi.tracing.models.letters import CardTry, Letter, LetterPart, LetterWay, Opening
from madoguchi.tracing.models.notes import Note, NoteKey, NoteReader
from madoguchi.tracing.models.notices import Notice

__all__ = [
    "Candidate",
    "CardTry",
    "Entry",
    "Frequent",
    "Keys",
    "Letter",
    "LetterPart",
    "LetterWay",
    "LineRow",
    "Note",
    "NoteKey",
    "NoteReader",
    "Notice",
    "Opening",
    "Put",
    "ToldRow",
]
