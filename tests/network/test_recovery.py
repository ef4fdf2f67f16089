"""Somebody has lost everything: two colleagues let them in again, and one alone never does. On both databases."""

import datetime as dt
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client
from pytest_django import Settings

from madoguchi.ground.clock import StoppedClock
from madoguchi.network import actions, decide
from madoguchi.network.actions import desks as ways
from madoguchi.network.models import FormerKey, Member, Passkey, Recovery, Vouch
from madoguchi.network.store import recoveries as shelf
from madoguchi.network.terms import RECOVERY_DAYS, TOLD_DAYS, Desk, NewWay, Refusal, Signed, Welcome
from madoguchi.ui.words import sentences
from tests.network.people import TODAY, House, codes_of
from tests.network.test_pages import hidden, sign_in

on_sqlite = pytest.mark.parametrize("house", ["sqlite_house"], indirect=True)
"""What does not hang on the database is tried on one: each member costs two stretched passphrases."""
pytestmark = pytest.mark.slow
TOMORROW = TODAY + dt.timedelta(days=1)


@pytest.fixture
def group(house: House, settings: Settings) -> dict[str, Welcome]:
    """Four members who can read, and one whom nobody has let."""
    settings.CLOCK = StoppedClock(TODAY)
    settings.DESK_FIRST = "desk-group"
    house.now = settings.CLOCK.seen_at()
    house.group()
    first = house.member("lan")
    desk = house.desk(first)
    return {"lan": first, **{name: house.member(name, desk=desk) for name in ("minh", "hoa")}, "waits": house.member("waits")}


def lost(nickname: str = "lan", today: dt.date = TODAY) -> NewWay:
    """What somebody gets who has lost everything."""
    way = actions.ask_new_way(nickname, today)
    assert isinstance(way, NewWay), way
    return way


def desks(house: House, group: dict[str, Welcome], *names: str) -> list[Desk]:
    """Their desks."""
    return [house.desk(group[name]) for name in names]


def opens(house: House, way: NewWay) -> bool:
    """Whether the new passphrase and code open a desk."""
    house.now += dt.timedelta(minutes=5)
    welcome = Welcome(actions.members_of("kobe")[0], way.passphrase, way.code_address)
    return isinstance(actions.sign_in("lan", way.passphrase, codes_of(welcome).at(house.now), TODAY, house.now), Signed)


def test_two_colleagues_let_somebody_in_again_and_everything_old_ends(house: House, group: dict[str, Welcome]) -> None:
    old = house.sign_in(group["lan"])
    old_desk = house.at(old)
    Passkey.objects.create(
        member_id=old_desk.member.id, host="h", credential=b"c", public_key=b"p", locked_root=b"r", locked_own=b"o", since=TODAY
    )
    actions.keep_draft(old_desk.member, "place", "half written", TODAY)
    minh, hoa = desks(house, group, "minh", "hoa")
    way = lost()
    assert actions.vouch_for(minh, way.spoken_code, TODAY) is None
    assert not opens(house, way), "one alone is not enough"
    assert house.at(old).member.nickname == "lan"
    assert actions.vouch_for(hoa, way.spoken_code, TOMORROW) is None
    assert actions.desk_of(old, TODAY, house.now) is None
    assert house.refused("lan", group["lan"].passphrase, house.code(group["lan"])) is Refusal.NOT_SIGNED_IN
    assert Passkey.objects.count() == 0
    assert opens(house, way)
    house.now += dt.timedelta(minutes=5)
    new = Welcome(group["lan"].member, way.passphrase, way.code_address)
    desk = house.desk(new)
    assert (desk.member.id, desk.member.nickname) == (old_desk.member.id, "lan")
    assert desk.keys.seal != old_desk.keys.seal
    assert desk.keys.sign.public != old_desk.keys.sign.public
    assert desk.group_keys[1] == old_desk.group_keys[1], "they read what the group could read"
    assert max(desk.group_keys) == 2, "and who found the old passphrase reads nothing new"
    signer = actions.signer(old_desk.keys.sign.public)
    assert signer is not None
    assert signer.id == desk.member.id, "what they signed before stays theirs"
    assert actions.draft(desk, "place") == ""


@on_sqlite
def test_one_colleague_alone_never_does_it(house: House, group: dict[str, Welcome]) -> None:
    (minh,) = desks(house, group, "minh")
    way = lost()
    for day in (TODAY, TODAY, TOMORROW):
        assert actions.vouch_for(minh, way.spoken_code, day) is None
    # The same colleague, after new keys of their own.
    hoa, lan = desks(house, group, "hoa", "lan")
    theirs = lost("minh")
    for desk in (hoa, lan):
        assert actions.vouch_for(desk, theirs.spoken_code, TODAY) is None
    assert Member.objects.get(nickname="minh").formerkey_set.count() == 1
    house.now += dt.timedelta(minutes=5)
    again = house.desk(Welcome(group["minh"].member, theirs.passphrase, theirs.code_address))
    assert actions.vouch_for(again, way.spoken_code, TODAY) is None
    assert not opens(house, way)
    assert Vouch.objects.filter(recovery__done_on=None).count() == 1


@on_sqlite
def test_nobody_vouches_for_themselves_nor_who_cannot_read_nor_another_group(house: House, group: dict[str, Welcome]) -> None:
    house.group("osaka")
    ken = house.desk(house.member("ken", "osaka"))
    lan, waits = desks(house, group, "lan", "waits")
    way = lost()
    assert actions.vouch_for(lan, way.spoken_code, TODAY) is Refusal.OWN_ASKING
    assert actions.vouch_for(waits, way.spoken_code, TODAY) is Refusal.CANNOT_READ
    assert actions.vouch_for(ken, way.spoken_code, TODAY) is Refusal.NO_SUCH_ASKING
    assert actions.recoveries(ken, TODAY) == ()
    assert Vouch.objects.count() == 0


@on_sqlite
def test_the_code_is_the_one_that_was_read_and_of_the_person_who_read_it(house: House, group: dict[str, Welcome]) -> None:
    minh, hoa = desks(house, group, "minh", "hoa")
    stranger, lan = lost(), lost()
    assert len(actions.recoveries(minh, TODAY)) == 1, "one line a member, however often somebody asks"
    assert stranger.spoken_code != lan.spoken_code
    for wrong in ("", "0000 0000", lan.spoken_code[:-1], "x" * 100):
        assert actions.vouch_for(minh, wrong, TODAY) is Refusal.NO_SUCH_ASKING
    for desk in (minh, hoa):
        assert actions.vouch_for(desk, f" {lan.spoken_code.replace(' ', '-')} ", TODAY) is None
    assert opens(house, lan)
    assert not opens(house, stranger), "who asked in the same name beside them gets nothing"
    assert actions.vouch_for(minh, stranger.spoken_code, TODAY) is Refusal.NO_SUCH_ASKING


def test_it_must_be_done_within_two_days(house: House, group: dict[str, Welcome]) -> None:
    minh, hoa = desks(house, group, "minh", "hoa")
    way = lost()
    assert actions.vouch_for(minh, way.spoken_code, TODAY + dt.timedelta(days=RECOVERY_DAYS)) is None
    too_late = TODAY + dt.timedelta(days=RECOVERY_DAYS + 1)
    assert actions.vouch_for(hoa, way.spoken_code, too_late) is Refusal.NO_SUCH_ASKING
    assert actions.recoveries(hoa, too_late) == ()
    actions.forget(TODAY + dt.timedelta(days=RECOVERY_DAYS), house.now)
    assert Recovery.objects.count() == 1
    actions.forget(too_late, house.now)
    assert Recovery.objects.count() == 0


@on_sqlite
def test_who_found_their_passphrase_or_did_not_ask_stops_it(house: House, group: dict[str, Welcome]) -> None:
    lan, minh, hoa = desks(house, group, "lan", "minh", "hoa")
    house.group("osaka")
    ken = house.desk(house.member("ken", "osaka"))
    way = lost()
    actions.vouch_for(minh, way.spoken_code, TODAY)
    actions.refuse_recovery(ken, lan.member.id)
    assert len(actions.recoveries(lan, TODAY)) == 1, "another group stops nothing"
    actions.refuse_recovery(lan, lan.member.id)
    assert actions.vouch_for(hoa, way.spoken_code, TODAY) is Refusal.NO_SUCH_ASKING


@on_sqlite
def test_everybody_in_the_group_sees_that_it_happened(house: House, group: dict[str, Welcome]) -> None:
    minh, hoa = desks(house, group, "minh", "hoa")
    way = lost()
    for desk in (minh, hoa):
        actions.vouch_for(desk, way.spoken_code, TODAY)
    (told,) = actions.recoveries(house.desk(group["waits"]), TODAY)
    assert (told.member.nickname, told.done_on, [by.nickname for by in told.by]) == ("lan", TODAY, ["hoa", "minh"])
    row = Recovery.objects.get()
    assert bytes(row.locked_root) == bytes(row.locked_code) == b""
    assert len(actions.recoveries(minh, TODAY + dt.timedelta(days=TOLD_DAYS))) == 1
    actions.forget(TODAY + dt.timedelta(days=TOLD_DAYS + 1), house.now)
    assert Recovery.objects.count() == 0
    assert FormerKey.objects.count() == 1


@on_sqlite
def test_who_could_not_read_before_waits_for_that_as_before(house: House, group: dict[str, Welcome]) -> None:
    minh, hoa = desks(house, group, "minh", "hoa")
    way = lost("waits")
    for desk in (minh, hoa):
        assert actions.vouch_for(desk, way.spoken_code, TODAY) is None
    house.now += dt.timedelta(minutes=5)
    assert house.desk(Welcome(group["waits"].member, way.passphrase, way.code_address)).group_keys == {}


def test_of_colleagues_who_vouch_at_once_none_is_lost_and_it_happens_once(house: House, group: dict[str, Welcome]) -> None:
    minh, hoa = desks(house, group, "minh", "hoa")
    way = lost()

    def vouch(desk: Desk) -> object:
        try:
            return actions.vouch_for(desk, way.spoken_code, TODAY)
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(vouch, (minh, hoa))) == [None, None]
    assert opens(house, way)
    assert FormerKey.objects.count() == 1


@on_sqlite
def test_who_asks_under_a_nickname_of_nobody_sees_the_same(house: House, group: dict[str, Welcome]) -> None:
    def asked(nickname: str) -> str:
        client = Client()
        word = hidden(client.get("/desk/en/lost").content.decode())["word"]
        page = client.post("/desk/en/lost", {"word": word, "nickname": nickname}).content.decode()
        assert sentences("en")["lost.shown_once"] in page
        once = r'nonce="[^"]*"|name="word" value="[^"]*"|\d{4} \d{4}|otpauth:\S+|(?:\w{4}-){4}\w{4}'
        return re.sub(once, "…", page).replace(f">{nickname}<", ">…<")

    assert asked("lan") == asked("nobody") == asked("waits")
    rows = list(Recovery.objects.values_list("member__nickname", flat=True))
    assert sorted(rows, key=str) == [None, "lan", "waits"], "the same is written, so that it takes the same time"
    assert len({len(bytes(row.locked_root)) for row in Recovery.objects.all()}) == 1
    assert actions.ask_new_way("not a nickname", TODAY) is Refusal.NICKNAME_UNFIT


def test_a_flood_of_invented_nicknames_takes_nothing_from_members(
    house: House, group: dict[str, Welcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "MOST_OPEN", 3)
    way = lost()
    for number in range(4):
        lost(f"nobody-{number}")
    assert Recovery.objects.count() == 3
    minh, hoa = desks(house, group, "minh", "hoa")
    for desk in (minh, hoa):
        assert actions.vouch_for(desk, way.spoken_code, TODAY) is None
    assert opens(house, way)


def blobs(house: House) -> Iterable[bytes]:
    """Every sealed or locked cell on the disk."""
    for table in house.tables():
        for row in house.rows(table):
            yield from (cell for cell in row if isinstance(cell, bytes) and len(cell) > 0)


@on_sqlite
def test_what_lies_on_the_disk_never_shows_the_old_key_nor_the_new_one(house: House, group: dict[str, Welcome]) -> None:
    old = ways.root_behind(ways.door_of("lan", TODAY), group["lan"].passphrase)
    way = lost()
    minh, hoa = desks(house, group, "minh", "hoa")
    for desk in (None, minh, hoa):
        if desk is not None:
            actions.vouch_for(desk, way.spoken_code, TODAY)
        written = b"".join(blobs(house)) + repr([house.rows(table) for table in house.tables()]).encode()
        assert not isinstance(old, Refusal)
        assert old is not None
        for secret in (old.reveal(), way.passphrase.encode(), decide.tidy_passphrase(way.passphrase).encode()):
            assert secret not in written
            assert secret.hex().encode() not in written


@on_sqlite
def test_colleagues_help_at_the_pages(house: House, group: dict[str, Welcome], settings: Settings) -> None:
    house.now = settings.CLOCK.seen_at()
    asking = Client()
    word = hidden(asking.get("/desk/vi/lost").content.decode())["word"]
    page = asking.post("/desk/vi/lost", {"word": word, "nickname": "lan"}).content.decode()
    (code,) = re.findall(r"\d{4} \d{4}", page)
    for name in ("minh", "hoa"):
        client = Client()
        sign_in(client, house, group[name])
        assert "lan asks for new keys" in client.get("/desk/en/group").content.decode()
        page = client.get("/desk/en/recoveries").content.decode()
        assert "Sunday 22 November 2026" in page
        word = hidden(page)["word"]
        wrong = client.post("/desk/en/recoveries", {"word": word, "code": "1234 5678"}).content.decode()
        assert sentences("en")["recovery.no_such_code"] in wrong
        assert client.post("/desk/en/recoveries", {"code": code}).status_code == 302, "a form from elsewhere does nothing"
        assert client.post("/desk/en/recoveries", {"word": word, "code": code}).status_code == 302
        after = client.get("/desk/en/recoveries").content.decode()
        assert ("One more colleague is needed" in after) is (name == "minh")
    assert "lan got new keys on" in client.get("/desk/en/group").content.decode()
    assert "hoa, minh vouched." in after
