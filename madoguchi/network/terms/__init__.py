"""The words of the network: organisations, members, keys, a signed-in desk, and why something is refused. Values only.

NetworkError
  NotDone        an act that has a reason not to happen: which refusal; nothing was changed
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum

from madoguchi.vault.keys import OwnKeys
from madoguchi.vault.terms import SealPair

LONGEST_NICKNAME = 30
LONGEST_SLUG = 40
LONGEST_ADDRESS = 200

MOST_PASSKEYS = 2
LONGEST_PASSKEY_NAME = 40
RECOVERY_DAYS = 2
"""An asking is good until the end of the second day after it: long enough to reach two colleagues, and no longer."""
TOLD_DAYS = 90
"""How long everybody in the group sees that somebody got new keys."""
DRAFT_DAYS = 14


class Known(Enum):
    """What an organisation has told us about itself. Not known is an answer, and never read as a no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Circle(Enum):
    """Who of a group holds a key: every member who was let read, or of those only the ones without a duty to report.

    What concerns somebody's stay is sealed for the second circle, so that not meeting it is a matter of keys.
    """

    ALL = "all"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Sealed:
    """Something sealed to the key that a circle of a group had in an epoch."""

    circle: Circle
    epoch: int
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A group of the network as people see it before they choose whom to write to.

    `about`: what it does, by language tag. `takes_new`: whether somebody may begin a conversation with it.
    """

    id: str
    name: str
    about: Mapping[str, str]
    funded_by: str
    certified: Known
    may_report: Known
    languages: tuple[str, ...]
    hours: str
    takes_new: bool

    @property
    def has_duty(self) -> bool:
        """Whether people are told that it may have to report: also where nobody knows."""
        return self.may_report is not Known.NO

    def about_in(self, tag: str) -> str:
        """What it does, in this language, in its base language, in English or in whatever was written; else empty."""
        written = (self.about.get(key) for key in (tag, tag.partition("-")[0], "en", *self.about))
        return next((text for text in written if text), "")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who answers for an organisation. `ended`: from this day on they are no member; None while they are.

    `until`: the last day for which they were taken on; then the membership ends by itself. None: no such day.

    `coordinates_until`: the last day on which they look after the rota of the network. None: they do not.

    `may_report`: yes for somebody who works for a public office or has such a duty from elsewhere. It belongs to the member and
    not to the group alone: a volunteer may be a teacher at a public school.
    """

    id: str
    organisation: str
    nickname: str
    since: dt.date
    ended: dt.date | None
    may_report: Known
    seal_public: bytes = field(repr=False)
    sign_public: bytes = field(repr=False)
    until: dt.date | None = None
    coordinates_until: dt.date | None = None

    def coordinates(self, today: dt.date) -> bool:
        """Whether this member looks after the rota today. A role ends by its day."""
        return self.coordinates_until is not None and today <= self.coordinates_until

    @property
    def has_duty(self) -> bool:
        """Whether this member may have to report: also where nobody knows."""
        return self.may_report is not Known.NO


@dataclass(frozen=True, slots=True)
class Door:
    """What stands between a nickname and a desk. `wrong_codes`: how many wrong ones came today behind the right passphrase."""

    member: str
    seal_public: bytes = field(repr=False)
    locked_root: bytes = field(repr=False)
    locked_code: bytes = field(repr=False)
    last_code: bytes = field(repr=False)
    wrong_codes: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What lies between two pages of a signed-in member. `ends_at`: a whole hour in UTC."""

    mark: bytes
    member: str
    locked_root: bytes = field(repr=False)
    ends_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Desk:
    """A signed-in member, in memory for one request: own keys, and the group's pairs by epoch. Never stored, never printed.

    No pair at all: nobody has let this member read yet. `free_keys`: those of the circle without a duty to report.
    """

    member: Member
    organisation: Organisation
    keys: OwnKeys = field(repr=False)
    group_keys: Mapping[int, SealPair] = field(repr=False)
    free_keys: Mapping[int, SealPair] = field(default_factory=dict, repr=False)

    def keys_of(self, circle: Circle) -> Mapping[int, SealPair]:
        """The pairs of one circle by epoch."""
        return self.group_keys if circle is Circle.ALL else self.free_keys


@dataclass(frozen=True, slots=True)
class Welcome:
    """What a new member needs once and never sees again: a passphrase, and the address that a code app reads."""

    member: Member
    passphrase: str = field(repr=False)
    code_address: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Signed:
    """A sign-in that worked: `cookie` is the only copy of the visit's key."""

    cookie: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Site:
    """Where somebody is: the host name that people use, and the origin a browser reports. A passkey belongs to one host."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a browser sends when a passkey was used: the sealed challenge of its page, what was signed, and a key if one came."""

    challenge: str
    tried: str = field(repr=False)
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeptPasskey:
    """A passkey as it lies on the disk. `locked_root`: empty where it gives no key. `locked_own`: its name and count."""

    id: int
    member: str
    host: str
    credential: bytes = field(repr=False)
    public_key: bytes = field(repr=False)
    locked_root: bytes = field(repr=False)
    locked_own: bytes = field(repr=False)
    since: dt.date


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey as its member sees it. `opens`: it opens a desk by itself; otherwise it stands in place of the code only."""

    id: int
    name: str
    host: str
    since: dt.date
    opens: bool


@dataclass(frozen=True, slots=True)
class NewWay:
    """What somebody who lost everything needs once: the code to read aloud, and what will open when two have vouched."""

    spoken_code: str
    last_day: dt.date
    passphrase: str = field(repr=False)
    code_address: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AskedFor:
    """New keys as they wait on the disk for two words. `member`: None where nobody has the nickname that was typed."""

    id: str
    member: str | None
    asked_on: dt.date
    seal_public: bytes = field(repr=False)
    sign_public: bytes = field(repr=False)
    locked_root: bytes = field(repr=False)
    locked_code: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Recovery:
    """Somebody has lost their way in. `by`: who has vouched. `done_on`: since when they have new keys; None until two vouched."""

    id: str
    member: Member
    asked_on: dt.date
    done_on: dt.date | None
    by: tuple[Member, ...]

    @property
    def last_day(self) -> dt.date:
        """Until the end of which two colleagues can vouch."""
        return self.asked_on + dt.timedelta(days=RECOVERY_DAYS)


@dataclass(frozen=True, slots=True)
class Ended:
    """A membership that ended. `readers`: how many members are left who can read; with none, nobody ever will again."""

    organisation: str
    readers: int


@dataclass(frozen=True, slots=True)
class Departure:
    """A group that goes to another house. `address`: what people type there. `on`: the day of which they were told.

    `left_on`: since when its file is written and nothing of it changes here; None before. `receipt`: a hash of what the other
    house says when it has read the file.
    """

    organisation: str
    name: str
    address: str
    on: dt.date
    left_on: dt.date | None
    receipt: bytes = field(default=b"", repr=False)


class Act(IntEnum):
    """What the trail remembers that a member did with what a person entrusted to a group."""

    OPENED = 1
    TOOK_UP = 2
    OFFERED = 3
    JOINED = 4
    TOOK_OVER = 5
    CLOSED = 6
    FOUND_MINE = 7
    FOUND_COVERING = 8
    FOUND_CALLED = 9
    FOUND_CHECKING = 10
    GAVE_TO_TASKFORCE = 11
    READ_IN_TASKFORCE = 12
    PASSED_LETTER = 13
    OPENED_LETTER = 14
    TOLD_OF_LETTER = 15


@dataclass(frozen=True, slots=True)
class Trace:
    """One line of the trail: a day, never an hour. `nickname`: empty where the member is forgotten by now."""

    day: dt.date
    act: Act
    organisation: str
    nickname: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What a look at the whole trail found. `broken_at`: the first line that does not fit; None where all do.

    `has_noted`: whether the head that was asked about stands in it. `emptied`: lines of groups that went to another house, which
    say nothing any more and still hold the chain together.
    """

    lines: int
    head: str
    broken_at: int | None
    has_noted: bool
    emptied: int = 0


class Refusal(Enum):
    """Why something was not done. The value is for commands and logs; pages have a sentence of their own."""

    NOT_SIGNED_IN = "nickname, passphrase or code do not fit"
    SLUG_UNFIT = f"a group's id is 2 to {LONGEST_SLUG} small letters a-z, digits and hyphens, and begins with a letter"
    SLUG_TAKEN = "there is a group with this id"
    NO_LANGUAGES = "a group has at least one language, written as in vi,ja"
    NO_SUCH_GROUP = "there is no group with this id"
    NICKNAME_UNFIT = f"a nickname is 2 to {LONGEST_NICKNAME} letters, digits or hyphens, without gaps"
    NICKNAME_TAKEN = "somebody has, or has had, this nickname"
    GROUP_EMPTY = "the last member of this group has left, and nobody can open its key: make a new group with another id"
    BUSY = "too many people sign in at this moment"
    NO_SUCH_ASKING = "nobody who asks today has this code"
    OWN_ASKING = "nobody vouches for themselves"
    CANNOT_READ = "only who can read for the group may vouch"
    PASSPHRASE_WRONG = "this is not the passphrase of who sits here"  # noqa: S105 a sentence
    PASSKEY_UNFIT = "this passkey could not be taken"
    PASSKEY_GIVES_NO_KEY = "this passkey opens nothing by itself"
    PASSKEYS_FULL = f"there are {MOST_PASSKEYS} passkeys already"
    NO_SUCH_MEMBER = "there is no member with this nickname now"
    DAY_PAST = "the last day of a membership or a role is today or later"
    NO_SUCH_COUNCIL = "there is nothing here that this member sits at"
    DAY_TOO_FAR = "the last day is too far away"
    TEXT_EMPTY = "nothing was written"
    TEXT_TOO_LONG = "more was written than there is room for"
    COUNCIL_FULL = "there is no room for another entry"
    NOBODY_KNOWS = "nobody else in the network who may read this knows about it"
    MAY_NOT_SIT = "this member may not sit here: they cannot read, have left, or may have to report"
    NEW_GROUP = "a person agreed to the groups that sit here, and this would be another one"
    NOT_ANNOUNCED = "people were not told yet that this group goes: madoguchi group announce"
    TOO_EARLY = "people were told a later day: wait for it, or tell them another one with madoguchi group announce"
    HAS_LEFT = "this group is on its way already: end that with madoguchi group forget or madoguchi group stay"
    NOT_LEFT = "no file was written for this group"
    ADDRESS_UNFIT = f"an address begins with http:// or https:// and has {LONGEST_ADDRESS} signs at most, without gaps"
    WRONG_RECEIPT = "this is not what the other house says when it has read the whole file"
    BROKEN_HERE = (
        "a conversation or case of this group is not whole: somebody changed the tables. Look at it first; "
        "--without-broken goes without it, and it is lost"
    )
    FILE_DAMAGED = "this file is damaged, or the passphrase is another one; nothing was taken in"
    FILE_FOREIGN = "this is no file of a group that goes to another house; nothing was taken in"
    STORY_BROKEN = "a conversation or case in this file is not whole, or not signed by who says so; nothing was taken in"
    CONVERSATION_HERE = "a conversation of this file is here already, with another group; nothing was taken in"
    TOO_MANY_HOUSES = "conversations have come from too many houses already; nothing was taken in"
    IN_BETWEEN = "one of its conversations is on its way with another group: wait for the end of that"


class NetworkError(Exception):
    """Something in this room did not happen."""


class NotDone(NetworkError):
    """Refused, and nothing was changed."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
