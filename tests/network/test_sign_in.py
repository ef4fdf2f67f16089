"""Who signs in, who does not, and that nobody learns why not."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from pytest_django import Settings

from madoguchi.network import actions, decide, store
from madoguchi.network.actions import codes, desks
from madoguchi.network.terms import Circle, Refusal, Signed
from madoguchi.vault.terms import Unreadable
from tests.network.people import TODAY, House, codes_of

pytestmark = pytest.mark.slow


def test_a_member_signs_in_and_sits_at_a_desk(house: House) -> None:
    house.group()
    lan = house.member("Lan")
    desk = house.desk(lan)
    assert desk.member == lan.member
    assert desk.organisation.id == "kobe"
    assert desk.keys.seal.public == lan.member.seal_public
    assert desk.keys.sign.public == lan.member.sign_public
    assert list(desk.group_keys) == [1]
    assert "•••" in repr(desk.keys) or repr(desk.keys) not in repr(desk)


def test_the_passphrase_may_be_typed_as_people_type(house: House) -> None:
    house.group()
    lan = house.member("lan")
    typed = lan.passphrase.upper().replace("-", " ")
    assert isinstance(actions.sign_in(" LAN ", typed, house.code(lan), TODAY, house.now), Signed)


def test_whatever_does_not_fit_gets_the_same_answer(house: House) -> None:
    house.group()
    lan, minh = house.member("lan"), house.member("minh")
    house.desk(lan)
    used, house.now = house.code(lan), house.now
    fresh_start = dt.timedelta(minutes=10)
    answers = [
        house.refused("nobody", lan.passphrase, used),
        house.refused("", "", ""),
        house.refused("lan", minh.passphrase, house.code(lan)),
        house.refused("lan", lan.passphrase, used),
        house.refused("lan", lan.passphrase, "000 000"),
        house.refused("lan", lan.passphrase, codes_of(lan).at(house.now - fresh_start)),
        house.refused("lan", lan.passphrase, codes_of(lan).at(house.now + fresh_start)),
        house.refused("lan", lan.passphrase, house.code(minh)),
        house.refused("not a name", lan.passphrase, used),
    ]
    actions.end_member("minh", TODAY)
    answers.append(house.refused("minh", minh.passphrase, house.code(minh)))
    assert set(answers) == {Refusal.NOT_SIGNED_IN}


def test_a_door_that_nobody_has_looks_like_a_real_one(house: House) -> None:
    house.group()
    house.member("lan")
    real, painted = store.door("lan", TODAY), desks._painted_door()
    assert real is not None
    # The same lengths go through the same functions: what is tried behind them takes the same work.
    assert len(painted.locked_root) == len(real.locked_root)
    assert len(painted.locked_code) == len(real.locked_code)
    assert len(painted.seal_public) == len(real.seal_public)
    assert len(codes.opened_code(painted.member, painted.locked_code)) == len(codes.opened_code(real.member, real.locked_code))


def test_a_code_opens_once(house: House) -> None:
    house.group()
    lan = house.member("lan")
    house.sign_in(lan)
    assert house.refused("lan", lan.passphrase, house.code(lan)) is Refusal.NOT_SIGNED_IN
    # The code before it was never used, but who looked over a shoulder may have seen it.
    before = codes_of(lan).at(house.now - dt.timedelta(seconds=30))
    assert house.refused("lan", lan.passphrase, before) is Refusal.NOT_SIGNED_IN
    house.now += dt.timedelta(seconds=30)
    assert isinstance(actions.sign_in("lan", lan.passphrase, house.code(lan), TODAY, house.now), Signed)


def test_of_two_who_use_one_code_at_once_one_gets_in(house: House) -> None:
    house.group()
    lan = house.member("lan")
    code = house.code(lan)

    def try_it(_: int) -> object:
        try:
            return actions.sign_in("lan", lan.passphrase, code, TODAY, house.now)
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(try_it, range(2)))
    assert sum(isinstance(answer, Signed) for answer in answers) == 1
    assert Refusal.NOT_SIGNED_IN in answers


@pytest.mark.slow
def test_guessing_codes_ends_for_the_day_and_for_nobody_else(house: House) -> None:
    house.group()
    lan = house.member("lan")
    wrong = next(code for code in ("000000", "111111") if decide.step_of(codes_of(lan).secret, code, house.now) is None)
    for _ in range(decide.WRONG_CODES_A_DAY):
        house.refused("lan", lan.passphrase, wrong)
    assert house.refused("lan", lan.passphrase, house.code(lan)) is Refusal.NOT_SIGNED_IN
    tomorrow = TODAY + dt.timedelta(days=1)
    house.now += dt.timedelta(days=1)
    assert isinstance(actions.sign_in("lan", lan.passphrase, house.code(lan), tomorrow, house.now), Signed)


@pytest.mark.slow
def test_who_does_not_know_the_passphrase_locks_nobody_out(house: House) -> None:
    house.group()
    lan = house.member("lan")
    for _ in range(decide.WRONG_CODES_A_DAY + 1):
        house.refused("lan", "guess", "000000")
    assert isinstance(actions.sign_in("lan", lan.passphrase, house.code(lan), TODAY, house.now), Signed)


def test_a_desk_ends_at_its_hour_and_at_sign_out(house: House) -> None:
    house.group()
    lan = house.member("lan")
    cookie = house.sign_in(lan)
    end = decide.ends_at(house.now)
    for _ in range(20):  # somebody who works all day
        house.now += dt.timedelta(minutes=29)
        cookie = actions.cookie_now(cookie, min(house.now, end - dt.timedelta(seconds=1)))
    assert actions.desk_of(cookie, TODAY, end - dt.timedelta(seconds=1)) is not None
    assert actions.desk_of(cookie, TODAY, end) is None
    actions.sign_out(cookie)
    assert actions.desk_of(cookie, TODAY, house.now) is None
    actions.sign_out("nonsense")


def test_a_desk_at_which_nothing_happens_closes_after_half_an_hour(house: House) -> None:
    house.group()
    cookie = house.sign_in(house.member("lan"))
    idle = dt.timedelta(minutes=decide.IDLE_MINUTES)
    assert actions.desk_of(cookie, TODAY, house.now + idle - dt.timedelta(minutes=1)) is not None
    assert actions.desk_of(cookie, TODAY, house.now + idle) is None
    later = actions.cookie_now(cookie, house.now + idle / 2)
    assert actions.desk_of(later, TODAY, house.now + idle) is not None


def test_nobody_makes_a_cookie_younger(house: House) -> None:
    house.group()
    cookie = house.sign_in(house.member("lan"))
    key, minute, mark = cookie.split(".")
    for forged in (key, f"{key}.{int(minute) + 60}.{mark}", f"{key}.{minute}.", f"{key}.x.{mark}", f"{key}.{minute}.{mark}0"):
        assert actions.desk_of(forged, TODAY, house.now) is None
    assert actions.desk_of(cookie, TODAY, house.now) is not None


@pytest.mark.parametrize("cookie", ["", "zz", "00" * 31, "00" * 32, "00" * 33, "é", "x" * 10_000])
def test_a_cookie_that_is_none_of_ours_is_no_desk(house: House, cookie: str) -> None:
    assert actions.desk_of(cookie, TODAY, house.now) is None


def test_a_kept_desk_does_not_open_with_another_cookie(house: House) -> None:
    house.group()
    cookie, other = house.sign_in(house.member("lan")), house.sign_in(house.member("minh"))
    with house.connection.cursor() as cursor:
        cursor.execute("select locked_root from network_signin order by member_id")
        one, two = (bytes(row[0]) for row in cursor.fetchall())
        cursor.execute("update network_signin set locked_root = case when locked_root = %s then %s else %s end", [one, two, one])
    assert actions.desk_of(cookie, TODAY, house.now) is None
    assert actions.desk_of(other, TODAY, house.now) is None


def test_past_desks_are_deleted_at_the_next_sign_in_and_by_forgetting(house: House) -> None:
    house.group()
    lan = house.member("lan")
    house.sign_in(lan)
    house.now += dt.timedelta(hours=10)
    house.sign_in(lan)
    assert len(house.rows("network_signin")) == 1
    assert actions.forget(TODAY, house.now + dt.timedelta(hours=10)) == 1
    assert house.rows("network_signin") == []


def test_too_many_at_once_are_asked_to_come_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "PATIENCE", 0.01)
    for _ in range(desks.AT_ONCE):
        assert desks._turns.acquire(blocking=False)
    try:
        assert house.refused("lan", "x", "x") is Refusal.BUSY
    finally:
        for _ in range(desks.AT_ONCE):
            desks._turns.release()
    assert house.refused("lan", "x", "x") is Refusal.NOT_SIGNED_IN


def test_where_the_key_of_the_house_was_changed_a_member_looks_like_nobody(house: House, settings: Settings) -> None:
    house.group()
    lan = house.member("lan")
    settings.SECRET_KEY = "another-key-for-tests-" * 3
    assert house.refused("lan", lan.passphrase, house.code(lan)) is Refusal.NOT_SIGNED_IN


def test_a_code_secret_opens_for_its_member_only() -> None:
    sealed = codes.locked_code("one", "SECRET")
    assert codes.opened_code("one", sealed) == "SECRET"
    with pytest.raises(Unreadable):
        codes.opened_code("other", sealed)


def test_only_a_demo_has_a_member_whose_passphrase_is_no_secret(house: House, settings: Settings) -> None:
    house.group()
    assert actions.rehearsal_code(house.now) == ""
    with pytest.raises(RuntimeError):
        actions.rehearsal_members("kobe", ("demo", "demo-two"), TODAY)
    settings.DEMO = True
    first, again = (actions.rehearsal_members("kobe", ("demo", "demo-two"), TODAY) for _ in range(2))
    assert isinstance(first, tuple)
    assert first == again
    assert store.newest_public("kobe", Circle.FREE) is not None  # before anybody has signed in
    for each in first:
        code = actions.rehearsal_code(house.now)
        signed = actions.sign_in(each.member.nickname, each.passphrase, code, TODAY, house.now)
        assert isinstance(signed, Signed)
        desk = desks.desk_of(signed.cookie, TODAY, house.now)
        assert desk is not None
        assert desk.free_keys  # the second reads what the group reads, too
