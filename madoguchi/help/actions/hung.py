"""What rooms above hang on a conversation: sealed under its key, so that it opens for whoever opens the conversation.

A group that its person refused opens nothing of it any more, an erased conversation takes it along, and old backups of it end
with their vault key, all as with messages. Rooms above never see the keys themselves.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from madoguchi.help import store
from madoguchi.help.actions import stories
from madoguchi.help.actions.inbox import story_at_desk
from madoguchi.help.actions.stories import Story
from madoguchi.help.terms import TalkRefused, Visit
from madoguchi.network.terms import Desk
from madoguchi.vault.events import CaseKey
from madoguchi.vault.keys import derived, own_keys, shelf_mark
from madoguchi.vault.seals import context_of, locked, unlocked
from madoguchi.vault.terms import Place, SealPair, Unreadable

_EPOCH_BYTES = 4


@dataclass(frozen=True, slots=True)
class Hook:
    """A conversation for whoever opened it. `row`: where rooms above hang things. `owner`: to whom they seal for its person."""

    row: int
    case: str
    language: str
    readers: tuple[str, ...]
    owner: bytes = field(repr=False)
    _place: Place = field(repr=False)
    _keys: Mapping[int, CaseKey] = field(repr=False)

    def sealed(self, content: bytes, purpose: str, id_: bytes) -> bytes:
        """Sealed for whoever opens this conversation now: the epoch of its key, then what is locked."""
        key = self._keys[max(self._keys)]
        return key.epoch.to_bytes(_EPOCH_BYTES, "big") + locked(derived(key.key, purpose), content, self._context(purpose, id_))

    def opened(self, sealed: bytes, purpose: str, id_: bytes) -> bytes:
        """And back; Unreadable where it was sealed for another conversation, purpose or id, or after this reader's time."""
        key = self._keys.get(int.from_bytes(sealed[:_EPOCH_BYTES], "big"))
        if key is None:
            raise Unreadable
        return unlocked(derived(key.key, purpose), sealed[_EPOCH_BYTES:], self._context(purpose, id_))

    def _context(self, purpose: str, id_: bytes) -> bytes:
        return context_of("hung", self._place.instance, self._place.case, purpose.encode(), id_)


def of_visit(visit: Visit, today: dt.date, *, to_write: bool = False) -> tuple[Hook, SealPair]:
    """The conversation of a visit, and what its person opens with; TalkRefused where it is gone or on its way elsewhere."""
    kept = store.by_mark(shelf_mark(visit.root), store.instance(today), to_write=to_write)
    if kept is None:
        raise TalkRefused("talk.gone")
    if to_write:
        stories.check_stays(kept)
    own = own_keys(visit.root).seal
    return _hook(stories.open_story(kept, stories.pairs(own))), own


def at_desk(desk: Desk, case: str, today: dt.date, *, to_write: bool = False) -> Hook:
    """A conversation that this group reads; TalkRefused where it does not, or where there is none."""
    return _hook(story_at_desk(desk, case, today, to_write=to_write))


def _hook(story: Story) -> Hook:
    kept = story.kept
    readers = stories.readers_of(kept)
    return Hook(kept.pk, kept.place.case.hex(), kept.language, readers, kept.seal_public, kept.place, story.keys)


def case_of(row: int) -> str:
    """The id of a conversation by its row, under which a desk finds it."""
    return store.case_of(row)
