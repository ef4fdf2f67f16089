"""Groups, members and the keys of a group: who may be written to, who reads, and what ends when somebody leaves."""

import datetime as dt
from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from madoguchi.network import actions
from madoguchi.network.terms import Desk, Ended, Known, Refusal
from madoguchi.network.terms.keeping import KEPT
from madoguchi.vault.seals import context_of, opened_with, sealed_to
from madoguchi.vault.terms import SealPair, Unreadable
from tests.network.people import TODAY, House, organisation

pytestmark = pytest.mark.slow

STORY = context_of("a conversation of a test")


def written_to(group: str, text: bytes = b"Xin") -> tuple[int, bytes]:
    """What somebody writes to a group now, and to which epoch."""
    found = actions.public_key_of(group)
    assert found is not None
    return found[0], sealed_to(found[1], text, STORY)


def read(desk: Desk, written: tuple[int, bytes]) -> bytes | None:
    """What this desk reads of it."""
    pair = actions.group_secret(desk, written[0])
    return None if pair is None else opened_with(pair, written[1], STORY)


# ------------------------------------------------------------------ groups


@pytest.mark.parametrize(
    ("group", "refusal"),
    [
        (organisation("Kobe!"), Refusal.SLUG_UNFIT),
        (organisation("kobe", languages=()), Refusal.NO_LANGUAGES),
        (organisation("kobe"), Refusal.SLUG_TAKEN),
        (organisation("osaka"), None),
    ],
)
def test_a_group_joins_with_an_id_of_its_own_and_a_language(house: House, group: object, refusal: Refusal | None) -> None:
    house.group("kobe")
    assert actions.add_organisation(group) is refusal  # type: ignore[arg-type]


def test_a_group_is_remembered_as_it_was_told(house: House) -> None:
    told = organisation("kobe", certified=Known.YES, may_report=Known.NO, takes_new=False)
    assert actions.add_organisation(told) is None
    assert actions.organisation_of("kobe") == told
    assert actions.organisations() == (told,)
    assert actions.organisation_of("osaka") is None


def test_people_choose_among_groups_that_speak_their_language_and_can_read(house: House) -> None:
    house.group("both", name="B")
    house.group("vietnamese", name="A", languages=("vi",))
    house.group("closed", takes_new=False)
    house.group("nobody")
    for group in ("both", "vietnamese", "closed"):
        house.member(f"one-{group}", group)
        house.member(f"two-{group}", group)
    assert [group.id for group in actions.organisations_open("vi")] == ["vietnamese", "both"]
    assert [group.id for group in actions.organisations_open("ja-x-easy")] == ["both"]
    assert actions.organisations_open("en") == ()


def test_a_group_pauses_and_goes_on(house: House) -> None:
    house.group()
    house.member("lan")
    assert actions.pause("kobe") is None
    assert actions.organisations_open("vi") == ()
    assert actions.public_key_of("kobe") is not None
    assert actions.resume("kobe") is None
    assert [group.id for group in actions.organisations_open("vi")] == ["kobe"]
    assert actions.pause("osaka") is actions.resume("osaka") is Refusal.NO_SUCH_GROUP


# ------------------------------------------------------------------ members


def test_a_member_needs_a_group_and_a_nickname_nobody_had(house: House) -> None:
    house.group()
    house.member("lan")
    assert actions.add_member("osaka", "minh", TODAY) is Refusal.NO_SUCH_GROUP
    assert actions.add_member("kobe", "L a n", TODAY) is Refusal.NICKNAME_UNFIT
    assert actions.add_member("kobe", "LAN", TODAY) is Refusal.NICKNAME_TAKEN
    actions.end_member("lan", TODAY)
    house.group("osaka")
    assert actions.add_member("osaka", "lan", TODAY) is Refusal.NICKNAME_TAKEN


def test_two_members_share_no_secret(house: House) -> None:
    house.group()
    lan, minh = house.member("lan"), house.member("minh")
    assert lan.passphrase != minh.passphrase
    assert lan.code_address.split("=")[1] != minh.code_address.split("=")[1]
    assert len({lan.member.seal_public, lan.member.sign_public, minh.member.seal_public, minh.member.sign_public}) == 4


def test_who_signed_is_known_for_a_year_after_they_left(house: House) -> None:
    house.group()
    house.member("minh")
    lan = house.member("lan").member
    actions.end_member("lan", TODAY)
    for day in (TODAY, TODAY + dt.timedelta(days=KEPT["network_member"].days or 0)):
        assert actions.forget(day, house.now) == 0
        signer = actions.signer(lan.sign_public)
        assert signer is not None
        assert (signer.nickname, signer.ended) == ("lan", TODAY)
        assert actions.member_of(lan.id) == signer
    assert actions.forget(TODAY + dt.timedelta(days=366), house.now) == 1
    forgotten = actions.signer(lan.sign_public)
    assert forgotten is not None, "what she signed is still checked"
    assert "lan" not in forgotten.nickname
    assert actions.forget(TODAY + dt.timedelta(days=367), house.now) == 0
    assert actions.signer(bytes(32)) is None


def test_a_membership_ends_by_itself_after_its_last_day(house: House) -> None:
    house.group()
    lan = house.member("lan")
    at_lan = house.desk(lan)
    minh = house.member("minh", desk=at_lan)
    cookie = house.sign_in(minh)
    yesterday, tomorrow = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)
    assert actions.set_until("minh", yesterday, TODAY) is Refusal.DAY_PAST
    assert actions.set_until("nobody", TODAY, TODAY) is Refusal.NO_SUCH_MEMBER
    assert actions.set_until("minh", TODAY, TODAY) is None
    assert actions.desk_of(cookie, TODAY, house.now) is not None, "the last day is a day of membership"
    assert actions.desk_of(cookie, tomorrow, house.now) is None
    assert [member.nickname for member in actions.members_of("kobe")] == ["lan"]
    assert max(house.desk(lan).group_keys) == 2, "what is written from now on has a key that minh never had"


# ------------------------------------------------------------------ keys


def test_the_first_member_reads_at_once_and_others_when_a_colleague_lets_them(house: House) -> None:
    house.group()
    assert actions.public_key_of("kobe") is None
    lan = house.desk(house.member("lan"))
    written = written_to("kobe")
    minh = house.member("minh")
    assert read(lan, written) == b"Xin"
    assert read(house.desk(minh), written) is None
    assert actions.waiting_colleagues(house.desk(minh)) == ()
    assert [member.nickname for member in actions.waiting_colleagues(lan)] == ["minh"]
    assert actions.let_read(lan, minh.member.id)
    assert read(house.desk(minh), written) == b"Xin"
    assert actions.waiting_colleagues(lan) == ()


def test_a_colleague_at_a_desk_lets_a_new_member_read_at_once(house: House) -> None:
    house.group()
    lan = house.desk(house.member("lan"))
    written = written_to("kobe")
    assert read(house.desk(house.member("minh", desk=lan)), written) == b"Xin"


def test_nobody_lets_strangers_read(house: House) -> None:
    house.group()
    house.group("osaka")
    lan = house.desk(house.member("lan"))
    stranger = house.member("stranger", "osaka")
    waiting = house.member("waiting")
    assert not actions.let_read(lan, stranger.member.id)
    assert not actions.let_read(lan, "nobody")
    assert not actions.let_read(house.desk(waiting), waiting.member.id)
    other = house.member("other", "osaka", desk=lan)
    assert house.desk(other).group_keys == {}


def test_who_left_can_neither_sign_in_nor_read_what_comes_later(house: House) -> None:
    house.group()
    lan, minh = house.member("lan"), house.member("minh")
    first = house.desk(lan)
    actions.let_read(first, minh.member.id)
    cookie, kept = house.sign_in(minh), house.desk(minh)
    assert actions.end_member("Minh", TODAY) == Ended("kobe", 1)
    assert actions.desk_of(cookie, TODAY, house.now) is None
    assert house.refused("minh", minh.passphrase, house.code(minh)) is Refusal.NOT_SIGNED_IN
    assert actions.end_member("minh", TODAY) is Refusal.NO_SUCH_MEMBER
    stays = house.desk(lan)
    later = written_to("kobe", b"later")
    assert later[0] == 2
    assert read(stays, later) == b"later"
    assert read(kept, later) is None
    # Whatever keys the leaver kept, none of them opens it.
    for pair in (*kept.group_keys.values(), kept.keys.seal):
        with pytest.raises(Unreadable):
            opened_with(pair, later[1], STORY)


def test_an_epoch_begins_once_and_leads_back(house: House) -> None:
    house.group()
    lan, minh, hoa = (house.member(name) for name in ("lan", "minh", "hoa"))
    first = house.desk(lan)
    actions.let_read(first, minh.member.id)
    before = written_to("kobe")
    cookies = house.sign_in(lan), house.sign_in(minh)
    actions.end_member("hoa", TODAY)
    one, two = (house.at(cookie) for cookie in cookies)
    assert list(one.group_keys) == list(two.group_keys) == [1, 2]
    assert one.group_keys[2].public == two.group_keys[2].public
    assert actions.public_key_of("kobe") == (2, one.group_keys[2].public)
    assert read(two, before) == b"Xin"
    assert hoa.member.nickname not in {member.nickname for member in actions.members_of("kobe")}
    assert len(house.rows("network_groupkey")) == 2


def test_who_waits_goes_on_waiting_when_an_epoch_begins(house: House) -> None:
    house.group()
    lan, minh, waits = (house.member(name) for name in ("lan", "minh", "waits"))
    actions.let_read(house.desk(lan), minh.member.id)
    actions.end_member("minh", TODAY)
    stays = house.desk(lan)
    assert list(stays.group_keys) == [1, 2]
    assert house.desk(waits).group_keys == {}
    assert actions.let_read(stays, waits.member.id)
    assert list(house.desk(waits).group_keys) == [1, 2]


def test_a_desk_from_before_an_epoch_hands_on_nothing_old(house: House) -> None:
    house.group()
    lan, minh = house.member("lan"), house.member("minh")
    old = house.desk(lan)
    actions.let_read(old, minh.member.id)
    house.member("left")
    actions.end_member("left", TODAY)
    house.desk(minh)
    waits = house.member("waits")
    assert not actions.let_read(old, waits.member.id)
    assert house.desk(waits).group_keys == {}


def test_when_the_last_reader_leaves_the_group_is_closed_for_good(house: House) -> None:
    house.group()
    house.member("lan")
    house.member("waits")
    assert actions.end_member("lan", TODAY) == Ended("kobe", 0)
    assert actions.public_key_of("kobe") is None
    assert actions.organisations_open("vi") == ()
    assert actions.add_member("kobe", "new", TODAY) is Refusal.GROUP_EMPTY


# ------------------------------------------------------------------ any order of coming and going


class Going:
    """A group in which people come and go, and what must hold after every step."""

    def __init__(self, house: House, group: str) -> None:
        self.house, self.group = house, group
        house.group(group)
        first = house.member(f"{group}-0", group)
        self.inside = [house.sign_in(first)]
        self.names = [first.member.nickname]
        self.waiting: list[tuple[str, str, str]] = []
        self.gone: list[Desk] = []
        self.written: list[tuple[int, bytes]] = []
        self.joined = 1

    def join(self) -> None:
        """Somebody new, who waits."""
        new = self.house.member(f"{self.group}-{self.joined}", self.group)
        self.joined += 1
        self.waiting.append((new.member.nickname, new.member.id, self.house.sign_in(new)))

    def let(self) -> None:
        """The first who waits is let in."""
        if self.waiting:
            name, id_, cookie = self.waiting.pop(0)
            assert actions.let_read(self.house.at(self.inside[0]), id_)
            self.names.append(name)
            self.inside.append(cookie)

    def leave(self) -> None:
        """The one who was there longest goes, as long as somebody stays, and keeps every key."""
        if len(self.inside) > 1:
            self.gone.append(self.house.at(self.inside.pop(0)))
            assert actions.end_member(self.names.pop(0), TODAY) == Ended(self.group, len(self.inside))
            self.house.at(self.inside[-1])

    def write(self) -> None:
        """Somebody writes to the group; who has gone must not open it."""
        self.written.append(written_to(self.group))
        for desk in self.gone:
            assert actions.group_secret(desk, self.written[-1][0]) is None
            for pair in desk.group_keys.values():
                assert not opens(pair, self.written[-1][1])

    def check(self) -> None:
        """Who is inside reads everything, who waits nothing."""
        for cookie in self.inside:
            desk = self.house.at(cookie)
            assert [read(desk, each) for each in self.written] == [b"Xin"] * len(self.written)
        for _, _, cookie in self.waiting:
            assert self.house.at(cookie).group_keys == {}


def opens(pair: SealPair, sealed: bytes) -> bool:
    """Whether this pair opens it."""
    try:
        opened_with(pair, sealed, STORY)
    except Unreadable:
        return False
    return True


@pytest.mark.slow
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["join", "let", "leave", "write"]), min_size=3, max_size=9))
def test_whoever_comes_and_goes_readers_read_all_and_leavers_nothing_later(
    house: House, numbers: Iterator[int], steps: list[str]
) -> None:
    going = Going(house, f"group-{next(numbers)}")
    for step in ["join", "let", *steps, "write"]:
        getattr(going, step)()
        going.check()


@pytest.fixture
def numbers() -> Iterator[int]:
    """Numbers for groups that nobody had."""
    return count()


def test_the_first_members_of_a_group_all_read_from_the_beginning(house: House) -> None:
    house.group()
    welcomes = actions.add_members("kobe", ["lan", "minh", "hoa"], TODAY, Known.NO)
    assert not isinstance(welcomes, Refusal)
    assert actions.members_who_wait("kobe") == ()
    assert [list(house.desk(welcome).group_keys) for welcome in welcomes] == [[1], [1], [1]]
    # Whoever comes later waits for a colleague, however many come at once.
    later = actions.add_members("kobe", ["an", "thu"], TODAY, Known.NO)
    assert not isinstance(later, Refusal)
    assert [member.nickname for member in actions.members_who_wait("kobe")] == ["an", "thu"]


def test_of_several_members_all_are_made_or_none(house: House) -> None:
    house.group()
    assert actions.add_members("kobe", ["lan", "a b"], TODAY, Known.NO) is Refusal.NICKNAME_UNFIT
    assert actions.add_members("kobe", ["lan", "lan"], TODAY, Known.NO) is Refusal.NICKNAME_TAKEN
    assert actions.members_of("kobe") == ()
    assert not isinstance(actions.add_members("kobe", ["lan"], TODAY, Known.NO), Refusal)
