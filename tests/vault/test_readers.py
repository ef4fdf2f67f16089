"""Who can read what, while members join and leave and cases are opened, shared, withdrawn and closed.

A model in plain words says who may read; on the other side somebody with everything they ever held tries every key on every
sealed thing. Both must always come to the same.
"""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from madoguchi.vault.cases import VaultKey
from tests.vault.house import Disk, House, Keys
from tests.vault.written import somebody

MEMBERS = ("An", "Binh", "Chi")
PERSONS = ("person 0", "person 1")
PICK = st.integers(0, 11)


class Readers(RuleBasedStateMachine):
    """The house, the model, what each member kept, and what thieves took."""

    def __init__(self) -> None:
        super().__init__()
        self.house = House()
        # The model: who is in which group, which groups read which case, what was written there, what is closed.
        self.members: list[set[str]] = []
        self.readers: list[set[int]] = []
        self.written: list[list[bytes]] = []
        self.closed: set[int] = set()
        # What each member was ever entitled to read; and the keys that they kept from then.
        self.have_read: dict[str, set[bytes]] = {name: set() for name in MEMBERS}
        self.kept = {name: keys_of(name) for name in MEMBERS}
        self.backups: list[tuple[Disk, int]] = []

    def may_read(self, name: str) -> set[bytes]:
        """What a member may read today, in the words of the model."""
        mine = {group for group, members in enumerate(self.members) if name in members}
        return {
            content
            for case, contents in enumerate(self.written)
            if case not in self.closed and self.readers[case] & mine
            for content in contents
        }

    def everybody_keeps_copies(self) -> None:
        """The worst that members can do: before anything is taken from them, they copy every key that they can reach."""
        for name in MEMBERS:
            self.kept[name].search(self.house.disk, [self.house.vault])
            self.have_read[name] |= self.may_read(name)

    @initialize()
    def begin(self) -> None:
        for member, other in (("An", "Binh"), ("Binh", "Chi")):
            self.house.open_group(member)
            self.house.join(len(self.members), other)
            self.members.append({member, other})
        self.a_case_opens(0, PERSONS[0])
        self.somebody_writes(0)

    @rule(group=PICK, member=st.sampled_from(MEMBERS))
    def joins(self, group: int, member: str) -> None:
        group %= len(self.members)
        if member not in self.members[group] and self.members[group]:
            self.house.join(group, member)
            self.members[group].add(member)

    @rule(group=PICK, member=st.sampled_from(MEMBERS))
    def leaves(self, group: int, member: str) -> None:
        group %= len(self.members)
        if member in self.members[group]:
            self.everybody_keeps_copies()
            self.house.leave(group, member)
            self.members[group].discard(member)

    @precondition(lambda self: len(self.readers) < 3)
    @rule(group=PICK, person=st.sampled_from(PERSONS))
    def a_case_opens(self, group: int, person: str) -> None:
        group %= len(self.members)
        self.house.open_case(person, group)
        self.readers.append({group})
        self.written.append([])

    @precondition(lambda self: self.open_cases())
    @rule(pick=PICK)
    def somebody_writes(self, pick: int) -> None:
        case = self.open_cases()[pick % len(self.open_cases())]
        content = f"case {case}, word {len(self.written[case])}".encode()
        self.house.write(case, content)
        self.written[case].append(content)

    @precondition(lambda self: self.open_cases())
    @rule(pick=PICK, group=PICK)
    def a_case_is_shared(self, pick: int, group: int) -> None:
        case, group = self.open_cases()[pick % len(self.open_cases())], group % len(self.members)
        if group not in self.readers[case]:
            self.house.share_case(case, group)
            self.readers[case].add(group)

    @precondition(lambda self: self.open_cases())
    @rule(pick=PICK, group=PICK)
    def a_case_is_withdrawn(self, pick: int, group: int) -> None:
        case, group = self.open_cases()[pick % len(self.open_cases())], group % len(self.members)
        if group in self.readers[case]:
            self.everybody_keeps_copies()
            self.house.withdraw_case(case, group)
            self.readers[case].discard(group)

    @precondition(lambda self: self.open_cases())
    @rule(pick=PICK)
    def a_case_closes(self, pick: int) -> None:
        case = self.open_cases()[pick % len(self.open_cases())]
        self.everybody_keeps_copies()
        self.house.close_case(case)
        self.closed.add(case)

    @rule()
    def a_backup_is_made(self) -> None:
        self.backups = [*self.backups[-1:], (self.house.copy_of_disk(), self.house.vault.number)]

    @rule()
    def the_vault_key_turns(self) -> None:
        self.house.turn_vault_key()

    def open_cases(self) -> list[int]:
        return [case for case in range(len(self.readers)) if case not in self.closed]

    @invariant()
    def a_member_reads_what_they_may_and_nothing_else(self) -> None:
        for name in MEMBERS:
            keys = keys_of(name)
            keys.search(self.house.disk, [self.house.vault])
            assert keys.read(self.house.disk) == self.may_read(name)

    @invariant()
    def who_has_read_has_read_and_nothing_that_came_later(self) -> None:
        for name in MEMBERS:
            keys = Keys(dict(self.kept[name].pairs), dict(self.kept[name].cases))
            keys.search(self.house.disk, [self.house.vault])
            assert keys.read(self.house.disk) == self.may_read(name) | self.have_read[name]

    @invariant()
    def a_person_reads_their_open_cases_and_no_others(self) -> None:
        for name in PERSONS:
            keys = keys_of(name)
            keys.search(self.house.disk, [self.house.vault])
            own = [case for case in self.open_cases() if self.house.disk.cases[case].person == name]
            assert keys.read(self.house.disk) == {content for case in own for content in self.written[case]}

    @invariant()
    def a_backup_from_before_the_vault_key_turned_opens_for_nobody(self) -> None:
        for disk, number in self.backups:
            if number != self.house.vault.number:
                everybody = Keys({pair.public: pair for name in (*MEMBERS, *PERSONS) for pair in [somebody(name).seal]})
                everybody.search(disk, [self.house.vault, VaultKey(number, self.house.vault.key)])
                assert everybody.read(disk) == set()


def keys_of(name: str) -> Keys:
    """What somebody has when they sign in or type their number: their own pair."""
    pair = somebody(name).seal
    return Keys({pair.public: pair})


TestReaders = Readers.TestCase
TestReaders.settings = settings(stateful_step_count=18)


def test_a_thief_with_the_disk_and_the_vault_key_reads_nothing() -> None:
    house = House()
    house.open_group("An")
    house.open_case("person 0", 0)
    house.write(0, b"words")
    thief = keys_of("thief")
    thief.search(house.disk, [house.vault])
    assert thief.read(house.disk) == set()


def test_a_backup_opens_while_its_vault_key_exists_and_not_after() -> None:
    house = House()
    house.open_group("An")
    house.open_case("person 0", 0)
    house.write(0, b"words")
    backup, old = house.copy_of_disk(), house.vault
    house.close_case(0)
    house.turn_vault_key()
    now, then = keys_of("An"), keys_of("An")
    now.search(house.disk, [house.vault, old])
    now.search(backup, [house.vault])
    assert now.read(backup) == set()
    then.search(backup, [old])
    assert then.read(backup) == {b"words"}
