"""Files that come with a message: cleaned before anything else, opened and deleted by name. What came in is never kept."""

from collections.abc import Sequence

from madoguchi.cleaning import apart
from madoguchi.cleaning.terms import LARGEST_FILE, Cleaned, NotCleaned, Why
from madoguchi.help import store
from madoguchi.help.actions import stories
from madoguchi.help.actions.stories import Story
from madoguchi.help.terms import LARGEST_FILES, MOST_FILES, MOST_FILES_TOGETHER, ROOM_FOR_FILES, Opened, TalkRefused


def cleaned_files(given: Sequence[bytes]) -> tuple[Cleaned, ...]:
    """The files as they go on; TalkRefused where one is not taken: then none is. Never call it inside a transaction."""
    check(given)
    return tuple(_cleaned(content, number) for number, content in enumerate(given, start=1))


def check(given: Sequence[bytes]) -> None:
    """TalkRefused where there are too many files, or too large ones. Nothing of them is read."""
    if len(given) > MOST_FILES:
        raise TalkRefused("file.problem.too_many")
    for number, content in enumerate(given, start=1):
        if len(content) > LARGEST_FILE:
            raise TalkRefused(_key(Why.TOO_LARGE), number)
    if sum(map(len, given)) > LARGEST_FILES:
        raise TalkRefused("file.problem.too_much")


def _cleaned(content: bytes, number: int) -> Cleaned:
    try:
        return apart.cleaned(content)
    except NotCleaned as refused:
        raise TalkRefused(_key(refused.why), number) from refused


def _key(why: Why) -> str:
    return f"file.problem.{why.value}"


def check_room(kept: store.Kept, files: Sequence[Cleaned]) -> None:
    """TalkRefused where a conversation has no room for more files."""
    if not files:
        return
    together = len(store.file_names(kept.pk)) + len(files)
    if together > MOST_FILES_TOGETHER or store.room_of_files(kept.pk) + sum(len(file.content) for file in files) > ROOM_FOR_FILES:
        raise TalkRefused("file.problem.no_room")


def open_one(story: Story, name: str) -> Opened:
    """A file of this conversation; TalkRefused for any other, for one that was deleted, and for what is no name."""
    all_files = [held for told in story.told if told.body is not None for held in told.body.files]
    for place, held in enumerate(all_files, start=1):
        if held.file.name == name:
            content = stories.open_file(story.kept, held)
            if content is not None:
                return Opened(held.file.kind, place, content)
    raise TalkRefused("talk.gone")
