"""Finding rules by words: all words must stand in a rule's text, law, article, name or facts. No index is kept on disk."""

import unicodedata
from functools import lru_cache

from madoguchi.rules.clauses import Clause, LawBook
from madoguchi.rules.explain import says_key
from madoguchi.rules.shelf import term_map
from madoguchi.ui.languages import OWN_LANGUAGE
from madoguchi.ui.words import read_out, searched

MOST_SHOWN = 60
"""More rules than anyone reads; the page says that there are more."""
LONGEST_QUERY = 100
AROUND_WORDS = "\"'`“”„‘’«»‹›「」『』、。,;:!?"
"""What people put round words, and no rule is looked for by."""


def plain(text: str) -> str:
    """Text as it is compared: no marks, no capitals, wide and narrow letters alike."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(letter for letter in apart if not unicodedata.combining(letter))).replace(
        "đ", "d"
    )


def find(law: LawBook, country: str, tag: str, query: str) -> tuple[Clause, ...]:
    """The clauses that hold every word of the query: those first whose title does, then by name."""
    wanted = [bare for word in plain(query[:LONGEST_QUERY]).split() if (bare := word.strip(AROUND_WORDS))]
    if not wanted:
        return ()
    found = [clause for clause in law.clauses.values() if all(word in _text(clause, country, tag) for word in wanted)]
    return tuple(sorted(found, key=lambda clause: (not _in_title(clause, tag, wanted), clause.id)))


def _in_title(clause: Clause, tag: str, wanted: list[str]) -> bool:
    key = f"clause.{clause.id}.title"
    title = plain(f"{clause.title} {searched(tag, key)} {read_out(tag, key)}")
    return all(word in title for word in wanted)


# Every clause of every country in every language of the rule book, and some room.
@lru_cache(maxsize=8192)
def _text(clause: Clause, country: str, tag: str) -> str:
    """Everything that a clause can be found by, in the page's language, in English, and in the country's own language."""
    parts = [clause.id, clause.kind, clause.title]
    for version in clause.versions:
        parts += [version.law, version.article, version.source.title, version.note or "", *version.facts]
    facts = {fact for version in clause.versions for fact in version.facts}
    parts += [term.called for term in term_map().term if facts & set(term.facts)]
    keys = [f"clause.{clause.id}.title", *(says_key(clause, version) for version in clause.versions)]
    parts += [searched(language, key) for language in {tag, "en", OWN_LANGUAGE[country]} for key in keys]
    parts += [read_out(tag, key) for key in keys]
    return plain("\n".join(parts))
