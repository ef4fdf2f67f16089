"""What comes in with the forms of letters and of the board. What somebody typed is shown again on any error."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from madoguchi.tracing.actions.letters import Left, Mine
from madoguchi.tracing.forms.entries import LONGEST_FIELD, LONGEST_ID, whole
from madoguchi.tracing.terms.letters import MOST_SECONDS, Always, Happened, Letter, Wish

LONGEST_WORD = 40
NOTICE_WORDS = ("asker", "place", "since", "tongue")


@dataclass(frozen=True, slots=True)
class TypedLetter:
    """The fields of a letter as they came. `whom`, `sentences`: by case."""

    whom: Mapping[Happened, str] = field(default_factory=dict, repr=False)
    sentences: Mapping[Happened, str] = field(default_factory=dict, repr=False)
    always: Always = field(default_factory=Always, repr=False)
    group: str = ""
    seconds: tuple[str, ...] = ()
    weeks: int = 0


def read_letter(post: QueryDict) -> TypedLetter:
    """Read the form of a letter. Line ends are made one kind; nothing else of a sentence is changed."""

    def text(name: str) -> str:
        return post.get(name, "")[:LONGEST_FIELD].replace("\r\n", "\n").strip()

    return TypedLetter(
        {each: text(f"whom-{each.value}") for each in Happened},
        {each: text(f"say-{each.value}") for each in Happened},
        Always(text("never"), text("lawyer"), text("phrase")),
        post.get("group", "")[:LONGEST_ID],
        tuple(each[:LONGEST_ID] for each in post.getlist("second")[: 2 * MOST_SECONDS]),
        whole(post.get("weeks", "")),
    )


def left_of(typed: TypedLetter) -> Left:
    """The letter that somebody leaves."""
    wishes = {each: Wish(typed.whom.get(each, ""), typed.sentences.get(each, "")) for each in Happened}
    return Left(Letter(wishes, typed.always), typed.group, typed.seconds, typed.weeks)


def typed_of(mine: Mine) -> TypedLetter:
    """A letter as it stands, to be changed; with empty fields where nobody can open it."""
    wishes: Mapping[Happened, Wish] = mine.letter.wishes if mine.letter else {}
    always = mine.letter.always if mine.letter else Always()
    whom, said = ({each: getattr(wish, name) for each, wish in wishes.items()} for name in ("whom", "sentence"))
    return TypedLetter(whom, said, always, mine.group, mine.seconds, mine.expected.weeks)


def happened_of(post: QueryDict) -> Happened | None:
    """Which case was chosen."""
    return {each.value: each for each in Happened}.get(whole(post.get("happened", "")))


def card_words_of(post: QueryDict) -> str:
    """The words of a card as somebody typed them. Not in the box `text`, of which a desk that closes keeps a draft."""
    return post.get("words", "")[:LONGEST_FIELD]


def words_of(post: QueryDict) -> dict[str, str]:
    """The words that were chosen for a notice."""
    return {name: post.get(name, "")[:LONGEST_WORD] for name in NOTICE_WORDS}
