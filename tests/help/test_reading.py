"""A dialogue file that is wrong is refused with a sentence that says what to write."""

import pytest

from madoguchi.help.decide.reading import read_dialogue
from madoguchi.help.terms import DialogueError

RIGHT = """
id = "d"
country = "JP"
[groups]
both = ["yes", "no"]
[[question]]
id = "a"
kind = "choice"
choices = [{ id = "yes" }, { id = "no", untold = true }]
[[question]]
id = "b"
kind = "day"
help = true
only_if = { a = ["@both"] }
[[tells]]
event = "departed"
when = { a = ["yes"] }
day = "b"
fields = { how = { answer = "a" } }
[[supposes]]
id = "s"
when = { a = ["yes"], b = ["dont_know"] }
question = "b"
answers = { a = "no", b = "today" }
days = false
[[settles]]
asks = ["left_on", "left_how"]
by = ["b"]
"""


def test_a_right_file_is_read() -> None:
    dialogue = read_dialogue(RIGHT, "d.toml")
    assert [question.help for question in dialogue.questions] == [None, "d.b.help"]
    assert dialogue.question("a").choices[1].value is None
    assert [(row.key, row.question, row.without_days) for row in dialogue.suppositions] == [("d.if.s", "b", True)]
    assert dialogue.settled == {"left_on": ("b",), "left_how": ("b",)}
    assert dialogue.question("b").only_if.ways == ({"a": frozenset({"yes", "no"})},)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('id = "d"', "id = ", "d.toml"),
        ('"@both"', '"@none"', "no group; write one of"),
        ('a = ["@both"]', 'c = ["yes"]', "name an earlier question"),
        ('a = ["@both"]', 'a = ["perhaps"]', "has no answer 'perhaps'; write one of"),
        ('id = "b"', 'id = "a"', "stands twice"),
        ('kind = "day"', 'kind = "choice"', "has choices"),
        ("help = true", "hlep = true", "is no key of a question"),
        ('{ id = "yes" }', '{ id = "dont_know" }', "has this answer already"),
        ('event = "departed"', 'event = "departed"\nfact = "status"', "either 'fact' or 'event'"),
        ('day = "b"', 'day = "c"', "a question about a day"),
        ('{ answer = "a" }', '{ answer = "c" }', "is not a question"),
        ('{ answer = "a" }', "[1]", "cannot be told"),
        ('a = "no"', 'a = "perhaps"', "has no answer 'perhaps'; write one of"),
        ('b = "today"', 'b = "someday"', "has no answer 'someday'; write one of"),
        ('b = "today"', 'b = { answer = "c" }', "is not a question; write one of"),
        ('question = "b"', 'question = "c"', "is not a question; write one of"),
        ('by = ["b"]', 'by = ["c"]', "is not a question; write one of"),
        ("days = false", "dayz = false", "is no key of a supposition"),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence(old: str, new: str, sentence: str) -> None:
    with pytest.raises(DialogueError, match=r"^d\.toml: ") as refused:
        read_dialogue(RIGHT.replace(old, new, 1), "d.toml")
    assert sentence in str(refused.value)
