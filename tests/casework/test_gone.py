"""When a group has gone: what stays gone whatever backup is put back, what comes home, and what becomes of every table."""

import datetime as dt

import pytest

from madoguchi.casework import models
from madoguchi.casework.actions import leaving
from madoguchi.help import models as help_models
from madoguchi.help.actions import keeping, talk
from madoguchi.network import actions as network
from madoguchi.network import models as network_models
from madoguchi.network.actions import leaving as network_leaving
from madoguchi.network.terms import Refusal
from tests.casework.two_houses import (
    ADDRESS,
    NOW,
    TODAY,
    Houses,
    Lived,
    Person,
    arrives,
    case_of,
    copied,
    leaves,
    member,
    put_back,
    records_of,
    sign_in,
    taken_in,
    talk_of,
    texts,
    why,
)
from tests.help.network_of_tests import group

pytestmark = pytest.mark.slow


# ------------------------------------------------------------------ what stays gone, what comes back


def test_the_wrong_receipt_forgets_nothing(lived: tuple[Houses, Lived]) -> None:
    old, _ = lived
    leaves()
    before = old.tables("old")
    for wrong in ("", "abcd-abcd-abcd-abcd-abcd"):
        assert why(lambda wrong=wrong: leaving.forget("nagoya", wrong, TODAY)) is Refusal.WRONG_RECEIPT  # type: ignore[misc]
    assert old.tables("old") == before


@pytest.mark.parametrize("when", ["before it went", "while it was on its way"])
def test_no_backup_brings_the_group_back(lived: tuple[Houses, Lived], when: str) -> None:
    old, life = lived
    copy, file = copied(), leaves()
    copy = copied() if when == "while it was on its way" else copy
    with old.inside("new"):
        receipt = arrives(file).receipt
    leaving.forget("nagoya", receipt, TODAY)
    put_back(copy)
    assert life.alone.comes_back() == ()
    assert leaving.erase_again(TODAY) > 0
    assert life.alone.comes_back() != ()
    assert life.both.reads() == ["hai nhóm đọc", "Kobe trả lời"]
    assert not models.Case.objects.exists()
    assert [found.id for found in network.organisations()] == ["kobe"]
    assert {reader.id for reader in talk.thread(life.both.visit, "vi", TODAY).readers if reader.reads} == {"kobe"}
    talk.write(life.both.visit, "chỉ cho Kobe", TODAY)
    assert leaving.erase_again(TODAY) == 0


def test_a_group_that_comes_home_is_not_forgotten_again(emptied: Houses) -> None:
    group("nagoya")
    member("nagoya", "hoa")
    person, erased = Person.begins("đi rồi về", "nagoya"), Person.begins("đã xóa", "nagoya")
    id_ = case_of(person, "hoa", "Sen")
    file = leaves()
    talk.erase(erased.visit, TODAY)
    with emptied.inside("new"):
        receipt = arrives(file).receipt
        person.comes_back()
        talk.write(person.visit, "ở nhà mới", TODAY)
        back = leaves()
    leaving.forget("nagoya", receipt, TODAY)
    arrived = arrives(back)
    # What its person erased here stays erased.
    assert (arrived.conversations, arrived.erased) == (1, 1)
    assert leaving.erase_again(TODAY) == 0
    assert talk_of(person).moved == ()
    assert person.reads() == ["đi rồi về", "ở nhà mới"]
    assert help_models.Origin.objects.count() == 0
    sign_in("hoa")
    assert "việc của Sen" in texts(id_, "hoa")
    assert network_leaving.announce("nagoya", ADDRESS, TODAY, TODAY) is None


def test_a_group_of_which_a_name_had_stayed_comes_home_too(lived: tuple[Houses, Lived]) -> None:
    old, life = lived
    file = leaves()
    with old.inside("new"):
        receipt = arrives(file).receipt
        (first, *conversations, last) = records_of()
    leaving.forget("nagoya", receipt, TODAY)
    # The conversation that stayed for Kobe is here: nothing is mixed, and the sentence says so.
    assert why(lambda: taken_in([first, *conversations, last])) is Refusal.CONVERSATION_HERE
    talk.erase(life.both.visit, TODAY)
    arrived = taken_in([first, *conversations, last])
    assert (arrived.conversations, arrived.erased) == (1, 1)
    sign_in("hoa")
    assert texts(life.first, "hoa") == life.before[life.first]
    assert life.without.reads() == ["không có hồ sơ", "Nagoya trả lời"]


def test_a_number_of_many_houses_opens(lived: tuple[Houses, Lived], monkeypatch: pytest.MonkeyPatch) -> None:
    old, life = lived
    file = leaves()
    with old.inside("new"):
        for number in range(8):
            help_models.Origin.objects.create(public_id=bytes([number]) * 16)
        assert why(lambda: arrives(file)) is Refusal.TOO_MANY_HOUSES
        help_models.Origin.objects.first().delete()  # type: ignore[union-attr]
        arrives(file)
        assert life.alone.comes_back() == ()


def test_the_word_where_it_went_ends_after_a_year(lived: tuple[Houses, Lived]) -> None:
    old, life = lived
    file = leaves()
    with old.inside("new"):
        receipt = arrives(file).receipt
    leaving.forget("nagoya", receipt, TODAY)
    keeping.forget(TODAY + dt.timedelta(days=365))
    assert help_models.Forward.objects.exists()
    keeping.forget(TODAY + dt.timedelta(days=366))
    assert not help_models.Forward.objects.exists()
    assert life.alone.comes_back() is None


def test_a_membership_that_ended_does_not_come_back_with_a_backup(emptied: Houses) -> None:
    group("nagoya")
    for nickname, by in (("hoa", ""), ("an", "hoa"), ("lan", "hoa")):
        member("nagoya", nickname, by=by)
    copy = copied()
    network.end_member("an", TODAY)
    network.set_until("lan", TODAY, TODAY)
    network.forget(TODAY + dt.timedelta(days=1), NOW)
    put_back(copy)
    assert {found.nickname for found in network.members_of("nagoya")} == {"hoa", "an", "lan"}
    assert leaving.erase_again(TODAY) == 2
    assert [found.nickname for found in network.members_of("nagoya")] == ["hoa"]
    assert not network_models.KeyShare.objects.exclude(member__nickname="hoa").exists()
    assert leaving.erase_again(TODAY) == 0


# ------------------------------------------------------------------ every table has an answer


def test_every_table_says_what_becomes_of_it_when_a_group_goes() -> None:
    tables = {
        table._meta.db_table
        for room in (network_models, help_models, models)
        for table in vars(room).values()
        if isinstance(table, type) and hasattr(table, "_meta") and table.__module__ == room.__name__
    }
    assert tables == set(leaving.TABLES)
