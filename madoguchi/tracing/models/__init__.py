"""The tables of tracing: sealed bytes, days, ids and groups. Nothing here says who looks, who is looked for, or who answered."""

from madoguchi.tracing.models.entries import Candidate, Entry, Frequent, Keys, LineRow, Put, ToldRow
from madoguchi.tracing.models.notes import Note, NoteKey, NoteReader

__all__ = ["Candidate", "Entry", "Frequent", "Keys", "LineRow", "Note", "NoteKey", "NoteReader", "Put", "ToldRow"]
