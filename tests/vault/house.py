"""A small house to test in: members, groups, cases, and a disk as a store would keep it. What is on the disk is public."""

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from madoguchi.vault.cases import (
    VaultKey,
    Wrap,
    first_case_key,
    keys_back,
    moved_to,
    needs_new_key,
    next_case_key,
    unwrapped,
    wrapped,
)
from madoguchi.vault.events import CaseKey, head_after, header_of, open_event, seal_event, start
from madoguchi.vault.groups import GroupEpoch, Share, first_epoch, next_epoch, pairs_back, shared, taken
from madoguchi.vault.seals import new_key
from madoguchi.vault.terms import CaseId, GroupId, Place, SealPair, Unreadable
from tests.vault.written import INSTANCE, somebody


@dataclass
class GroupShelf:
    """What the disk holds of a group."""

    epochs: list[GroupEpoch]
    shares: list[Share] = field(default_factory=list)
    members: set[str] = field(default_factory=set)


@dataclass
class CaseShelf:
    """What the disk holds of a case. `handed`: whom the present key was ever given to."""

    place: Place
    person: str
    groups: set[int]
    wraps: list[Wrap] = field(default_factory=list)
    links: list[bytes] = field(default_factory=list)
    events: list[bytes] = field(default_factory=list)
    handed: set[bytes] = field(default_factory=set)
    epoch: int = 1


@dataclass
class Disk:
    """Everything that a thief finds. The vault key lies elsewhere."""

    groups: list[GroupShelf] = field(default_factory=list)
    cases: list[CaseShelf] = field(default_factory=list)


@dataclass
class House:
    """The disk, and the vault key of the season."""

    disk: Disk = field(default_factory=Disk)
    vault: VaultKey = field(default_factory=lambda: VaultKey(1, new_key()))

    def open_group(self, member: str) -> None:
        """A new group with its first member."""
        epoch, pair = first_epoch(GroupId(len(self.disk.groups).to_bytes(16, "big")))
        group = GroupShelf([epoch], [shared(epoch, pair, somebody(member).seal.public)], {member})
        self.disk.groups.append(group)

    def join(self, at: int, member: str) -> None:
        """A member of the group shares the present pair with another."""
        group = self.disk.groups[at]
        pair = group_pair(group, somebody(min(group.members)).seal)
        group.shares.append(shared(group.epochs[-1], pair, somebody(member).seal.public))
        group.members.add(member)

    def leave(self, at: int, member: str) -> None:
        """A new epoch for those who stay; every older share is destroyed."""
        group = self.disk.groups[at]
        group.members.discard(member)
        # The last one out leaves a group that nobody can open any more.
        staying = group.members or {member}
        pair = group_pair(group, somebody(min(staying)).seal)
        epoch, new = next_epoch(group.epochs[-1], pair)
        group.epochs.append(epoch)
        group.shares = [shared(epoch, new, somebody(name).seal.public) for name in sorted(group.members)]

    def open_case(self, person: str, group: int) -> None:
        """A person at the window writes to a group."""
        place = Place(INSTANCE, CaseId(len(self.disk.cases).to_bytes(16, "big")))
        case = CaseShelf(place, person, {group})
        self._hand(case, first_case_key(), self._readers(case))
        self.disk.cases.append(case)

    def share_case(self, at: int, group: int) -> None:
        """Another group reads the case from now on, and what was written before."""
        case = self.disk.cases[at]
        case.groups.add(group)
        self._hand(case, self._present_key(case), [self.disk.groups[group].epochs[-1].public])

    def withdraw_case(self, at: int, group: int) -> None:
        """A group reads the case no more: its wraps are destroyed."""
        case = self.disk.cases[at]
        case.groups.discard(group)
        gone = {epoch.public for epoch in self.disk.groups[group].epochs}
        case.wraps = [wrap for wrap in case.wraps if wrap.reader not in gone]

    def close_case(self, at: int) -> None:
        """Every wrap of the case is destroyed; its events stay where they are."""
        self.disk.cases[at].wraps.clear()

    def write(self, at: int, content: bytes) -> None:
        """The person writes; a new key comes first if somebody was given this one who reads no more."""
        case = self.disk.cases[at]
        key, readers = self._present_key(case), self._readers(case)
        if needs_new_key(case.handed, readers):
            key, link = next_case_key(key, case.place)
            case.links.append(link)
            case.epoch, case.handed = key.epoch, set()
            self._hand(case, key, readers)
        after = head_after(case.events[-1]) if case.events else start(case.place)
        case.events.append(seal_event(content, case.place, key, somebody(case.person).sign, kind=0, after=after))

    def turn_vault_key(self) -> None:
        """A new vault key; the old one is destroyed."""
        new = VaultKey(self.vault.number + 1, new_key())
        for case in self.disk.cases:
            case.wraps = [moved_to(wrap, case.place, self.vault, new) for wrap in case.wraps]
        self.vault = new

    def copy_of_disk(self) -> Disk:
        """What a backup, or a thief, takes along."""
        cases = [
            replace(case, wraps=list(case.wraps), links=list(case.links), events=list(case.events)) for case in self.disk.cases
        ]
        groups = [GroupShelf(list(group.epochs), list(group.shares), set(group.members)) for group in self.disk.groups]
        return Disk(groups, copy.copy(cases))

    def _readers(self, case: CaseShelf) -> list[bytes]:
        groups = [self.disk.groups[group].epochs[-1].public for group in sorted(case.groups)]
        return [somebody(case.person).seal.public, *groups]

    def _present_key(self, case: CaseShelf) -> CaseKey:
        person = somebody(case.person).seal
        (wrap,) = (wrap for wrap in case.wraps if wrap.epoch == case.epoch and wrap.reader == person.public)
        return unwrapped(wrap, case.place, person, self.vault)

    def _hand(self, case: CaseShelf, key: CaseKey, readers: Iterable[bytes]) -> None:
        for reader in readers:
            case.wraps.append(wrapped(key, case.place, reader, self.vault))
            case.handed.add(reader)


def group_pair(group: GroupShelf, member: SealPair) -> SealPair:
    """The present pair of a group, as a member takes it from the shelf."""
    (share,) = (share for share in group.shares if share.member == member.public and share.epoch == len(group.epochs))
    return taken(share, group.epochs[-1], member)


@dataclass
class Keys:
    """Everything somebody can get hold of."""

    pairs: dict[bytes, SealPair]
    cases: dict[tuple[bytes, int], CaseKey] = field(default_factory=dict)

    def search(self, disk: Disk, vaults: Iterable[VaultKey]) -> None:
        """Take every key that these keys open on a disk, by trying everything, as a thief would."""
        for group in disk.groups:
            self._search_group(group)
        for case in disk.cases:
            for wrap in case.wraps:
                self._search_wrap(wrap, case, vaults)

    def _search_group(self, group: GroupShelf) -> None:
        for share in group.shares:
            for pair in list(self.pairs.values()):
                try:
                    found = taken(share, group.epochs[share.epoch - 1], pair)
                except Unreadable:
                    continue
                self.pairs[found.public] = found
        for count, epoch in enumerate(group.epochs, start=1):
            if epoch.public in self.pairs:
                self.pairs |= pairs_back(group.epochs[:count], self.pairs[epoch.public])

    def _search_wrap(self, wrap: Wrap, case: CaseShelf, vaults: Iterable[VaultKey]) -> None:
        for vault in vaults:
            for pair in self.pairs.values():
                try:
                    key = unwrapped(wrap, case.place, pair, vault)
                except Unreadable:
                    continue
                for epoch, earlier in keys_back(key, case.links[: key.epoch - 1], case.place).items():
                    self.cases[case.place.case, epoch] = earlier

    def read(self, disk: Disk) -> set[bytes]:
        """The content of every event on a disk that any of these keys opens, whatever epoch a key was made for."""
        found = set()
        for case in disk.cases:
            for event in case.events:
                for key in self.cases.values():
                    try:
                        guess = CaseKey(header_of(event).epoch, key.key)
                        found.add(open_event(event, case.place, guess).content.reveal())
                    except Unreadable:
                        continue
        return found
