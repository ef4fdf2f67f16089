"""Between two houses: who is told before, what stands still while a file is on its way, what is not taken in."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from madoguchi.casework import models
from madoguchi.casework.actions import cases, leaving, offers
from madoguchi.casework.terms import OfferKind, Part
from madoguchi.help.actions import asking, consents, inbox, talk
from madoguchi.help.terms.consents import Purpose, Stands
from madoguchi.help.terms.moving import Moved
from madoguchi.network import actions as network
from madoguchi.network import models as network_models
from madoguchi.network.actions import leaving as network_leaving
from madoguchi.network.terms import Known, Refusal, Welcome
from madoguchi.vault.travelling import read, written
from tests.casework.two_houses import (
    ADDRESS,
    COOKIES,
    NOW,
    TODAY,
    WELCOMES,
    Houses,
    Lived,
    Person,
    arrives,
    case_of,
    desk,
    leaves,
    member,
    records_of,
    refused,
    sign_in,
    taken_in,
    talk_of,
    texts,
    why,
)
from tests.help.network_of_tests import group
from tests.network.people import codes_of

pytestmark = pytest.mark.slow


# ------------------------------------------------------------------ before


def test_nobody_goes_before_people_were_told_and_the_day_has_come(emptied: Houses) -> None:
    group("nagoya")

    def go() -> object:
        return leaving.leave("nagoya", TODAY, without_broken=False)

    assert why(go) is Refusal.NOT_ANNOUNCED
    assert why(lambda: leaving.leave("osaka", TODAY, without_broken=False)) is Refusal.NO_SUCH_GROUP
    tomorrow = TODAY + dt.timedelta(days=1)
    assert network_leaving.announce("nagoya", "other.example", tomorrow, TODAY) is Refusal.ADDRESS_UNFIT
    assert network_leaving.announce("nagoya", "javascript:x//a.example", tomorrow, TODAY) is Refusal.ADDRESS_UNFIT
    assert network_leaving.announce("osaka", ADDRESS, tomorrow, TODAY) is Refusal.NO_SUCH_GROUP
    assert network_leaving.announce("nagoya", ADDRESS, TODAY - dt.timedelta(days=1), TODAY) is Refusal.DAY_PAST
    assert network_leaving.announce("nagoya", ADDRESS, tomorrow, TODAY) is None
    assert why(go) is Refusal.TOO_EARLY
    assert why(lambda: network_leaving.may_forget("nagoya", "x")) is Refusal.NOT_LEFT
    assert network_leaving.stay("nagoya") is None
    assert network_leaving.stay("nagoya") is Refusal.NOT_ANNOUNCED


def test_people_are_told_before_and_may_keep_out_of_it(emptied: Houses) -> None:
    group("nagoya")
    member("nagoya", "hoa")
    stays, goes = Person.begins("tôi không muốn", "nagoya"), Person.begins("tôi muốn", "nagoya")
    on = TODAY + dt.timedelta(days=14)
    network_leaving.announce("nagoya", ADDRESS, on, TODAY)
    (reader,) = talk.thread(stays.visit, "vi", TODAY).readers
    assert reader.moves == Moved("Group nagoya", ADDRESS, on)
    assert [each.moves for each in talk.groups_for("vi")] == [reader.moves]
    talk.refuse(stays.visit, "nagoya", TODAY)
    (packed, *conversations, _) = records_of()
    assert [record["talk"]["case"].hex() for record in conversations] == [goes.case()]
    assert packed["group"]["organisation"]["id"] == "nagoya"
    assert talk.thread(stays.visit, "vi", TODAY).moved == ()


# ------------------------------------------------------------------ on its way


def test_nothing_is_written_where_it_would_be_lost(lived: tuple[Houses, Lived]) -> None:
    old, life = lived
    asking.ask(desk("hoa"), life.both.case(), Purpose.COUNT, TODAY)
    seq = max(each.seq for each in talk.thread(life.both.visit, "vi", TODAY).consents if each.stands is Stands.OPEN)
    leaves()
    before, visit = old.tables("old"), life.both.visit
    acts: list[Callable[[], object]] = [
        lambda: talk.write(visit, "tin", TODAY),
        lambda: talk.refuse(visit, "kobe", TODAY),
        lambda: talk.delete_message(visit, 1, TODAY),
        lambda: talk.delete_file(visit, "0" * 32, TODAY),
        lambda: consents.agree(visit, seq, TODAY),
        lambda: consents.decline(visit, seq, TODAY),
        lambda: consents.withdraw(visit, seq, TODAY),
        lambda: inbox.answer(desk("an"), life.both.case(), "trả lời", TODAY),
        lambda: asking.ask(desk("an"), life.both.case(), Purpose.CASE, TODAY),
    ]
    assert {refused(act) for act in acts} == {"talk.moving"}
    assert refused(lambda: cases.add_note(desk("an"), life.second, "x", TODAY, part=Part.NOTES)) == "case.moving"
    assert old.tables("old") == before
    # What does not go is not held, and everything can still be read.
    talk.write(life.without.visit, "tin", TODAY)
    assert life.both.reads() == ["hai nhóm đọc", "Kobe trả lời"]
    assert talk.thread(visit, "vi", TODAY).on_its_way == Moved("Group nagoya", ADDRESS, TODAY)


def test_an_offer_waits_until_the_case_has_arrived_or_stays(lived: tuple[Houses, Lived]) -> None:
    _old, life = lived
    offers.ask(desk("hoa"), life.first, OfferKind.HAND_OVER, "kobe", (Part.NOTES,), TODAY, talk=True)
    life.alone.agrees()
    offers.make(desk("hoa"), life.first, OfferKind.HAND_OVER, "kobe", "xin nhận", TODAY)
    (shown,) = offers.waiting(desk("an"), TODAY)
    leaves()
    assert refused(lambda: offers.accept(desk("an"), shown.offer.id, TODAY)) == "case.moving"
    assert refused(lambda: offers.refuse(desk("an"), shown.offer.id, "không", TODAY)) == "case.moving"
    assert leaving.stay("nagoya") is None
    assert offers.accept(desk("an"), shown.offer.id, TODAY) == life.first


def test_nobody_of_the_group_signs_in_and_no_operator_changes_it(emptied: Houses) -> None:
    group("nagoya")
    member("nagoya", "hoa")
    leaves()
    assert network.desk_of(COOKIES["hoa"], TODAY, NOW) is None
    hoa, later = WELCOMES["hoa"], NOW + dt.timedelta(minutes=5)
    assert network.sign_in("hoa", hoa.passphrase, codes_of(hoa).at(later), TODAY, later) is Refusal.NOT_SIGNED_IN
    refusals = {
        network.end_member("hoa", TODAY),
        network.set_duty("hoa", Known.YES),
        network.set_until("hoa", TODAY, TODAY),
        network.add_member("nagoya", "an", TODAY),
        network.resume("nagoya"),
        network_leaving.announce("nagoya", ADDRESS, TODAY, TODAY),
        why(lambda: leaving.leave("nagoya", TODAY, without_broken=False)),
    }
    assert refusals == {Refusal.HAS_LEFT}
    assert talk.groups_for("vi") == ()
    # It stays after all: everything is as before.
    assert leaving.stay("nagoya") is None
    later += dt.timedelta(minutes=5)
    assert not isinstance(network.sign_in("hoa", hoa.passphrase, codes_of(hoa).at(later), TODAY, later), Refusal)
    assert isinstance(network.add_member("nagoya", "an", TODAY), Welcome)


def test_whoever_erases_meanwhile_is_told_where_a_copy_went(lived: tuple[Houses, Lived]) -> None:
    old, life = lived
    file = leaves()
    there = Moved("Group nagoya", ADDRESS, TODAY)
    assert talk.erase(life.alone.visit, TODAY) == (there,)
    assert life.alone.comes_back() == (there,)
    with old.inside("new"):
        receipt = arrives(file).receipt
        assert life.alone.comes_back() == ()
        assert talk.erase(life.alone.visit, TODAY) == ()
        assert life.alone.comes_back() is None
    leaving.forget("nagoya", receipt, TODAY)
    assert life.alone.comes_back() == (there,)
    assert talk.erase(life.without.visit, TODAY) == ()


def test_whoever_erases_while_the_file_is_written_is_not_in_it(lived: tuple[Houses, Lived]) -> None:
    old, life = lived
    network_leaving.announce("nagoya", ADDRESS, TODAY, TODAY)
    _, records = leaving.leave("nagoya", TODAY, without_broken=False)
    first = next(records)
    talk.erase(life.alone.visit, TODAY)
    file = [first, *records]
    with old.inside("new"):
        assert leaving.arrive(file, TODAY).conversations == 1
        assert life.alone.comes_back() is None


def test_where_no_file_can_be_written_everything_is_as_before(lived: tuple[Houses, Lived]) -> None:
    _, life = lived
    network_leaving.announce("nagoya", ADDRESS, TODAY, TODAY)
    leaving.leave("nagoya", TODAY, without_broken=False)
    leaving.take_back("nagoya")
    talk.write(life.alone.visit, "tin", TODAY)
    assert [found.moves is not None for found in talk.groups_for("vi")] == [False, True]
    assert why(lambda: network_leaving.may_forget("nagoya", "x")) is Refusal.NOT_LEFT
    leaves()


def test_two_groups_do_not_go_with_one_conversation_at_once(lived: tuple[Houses, Lived]) -> None:
    _old, _ = lived
    assert network_leaving.announce("kobe", ADDRESS, TODAY, TODAY) is None
    case_of(Person.begins("của Kobe", "kobe"), "an", "Mai")
    leaves()
    # Of what both read Kobe keeps no case, so nothing of Nagoya's goes with it.
    with transaction.atomic():
        parted, _ = leaving.leave("kobe", TODAY, without_broken=False)
    assert (parted.conversations, parted.cases) == (1, 1)


# ------------------------------------------------------------------ what is not taken in


def test_a_damaged_file_changes_nothing(lived: tuple[Houses, Lived]) -> None:
    old, _ = lived
    file = leaves()
    wrong = {
        "cut": file[:-1],
        "longer": file + b"x",
        "a record less": file[: len(file) // 2],
        "changed": file[:-40] + bytes([file[-40] ^ 1]) + file[-39:],
        "another file": b"PK" + file,
    }
    with old.inside("new"):
        group("kyoto")
        empty = old.tables("new")
        assert {why(lambda file=file: arrives(file)) for file in wrong.values()} == {Refusal.FILE_DAMAGED}  # type: ignore[misc]
        assert why(lambda: leaving.arrive(iter([b"{}"]), TODAY)) is Refusal.FILE_DAMAGED
        assert why(lambda: leaving.arrive(iter([]), TODAY)) is Refusal.FILE_DAMAGED
        assert old.tables("new") == empty


def test_every_story_and_every_signature_is_looked_at(lived: tuple[Houses, Lived]) -> None:
    old, _ = lived
    first, *conversations, last = records_of()
    spoiled: dict[str, Callable[[Any], None]] = {
        "an event changed": lambda one: _flip(one["talk"]["story"], 0),
        "an event left out": lambda one: one["talk"]["story"].pop(0),
        "events swapped": lambda one: one["talk"]["story"].reverse(),
        "the end cut off": lambda one: one["talk"]["story"].pop(),
        "an entry of the case changed": lambda one: _flip(one["case"]["parts"][0]["story"], 0),
        "an entry left out": lambda one: one["case"]["parts"][0]["story"].pop(),
        "a stranger signed": lambda one: one["others"]["signers"].clear(),
    }
    with old.inside("new"):
        empty = old.tables("new")
        for what, spoil in spoiled.items():
            copy = [read(written(each)) for each in conversations]
            spoil(copy[-1])
            assert why(lambda copy=copy: taken_in([first, *copy, last])) is Refusal.STORY_BROKEN, what  # type: ignore[misc]
        gone = {**conversations[0], "talk": {**conversations[0]["talk"], "consents": []}}
        for wrong in ([first, gone, *conversations[1:], last], [first, *conversations[1:], last], [first, *conversations]):
            assert why(lambda wrong=wrong: taken_in(wrong)) is Refusal.FILE_DAMAGED  # type: ignore[misc]
        assert old.tables("new") == empty
        assert taken_in([first, *conversations, last]).conversations == len(conversations)


def _flip(story: list[bytes], at: int) -> None:
    story[at] = story[at][:-70] + bytes([story[at][-70] ^ 1]) + story[at][-69:]


def test_what_is_not_whole_here_is_never_left_behind_in_silence(lived: tuple[Houses, Lived]) -> None:
    _old, life = lived
    network_leaving.announce("nagoya", ADDRESS, TODAY, TODAY)
    row = models.EntryRow.objects.filter(part__case=life.first).first()
    assert row is not None
    models.EntryRow.objects.filter(pk=row.pk).update(sealed=bytes(row.sealed)[:-1] + b"x")

    def go(*, without_broken: bool) -> leaving.Parted:
        with transaction.atomic():
            return leaving.leave("nagoya", TODAY, without_broken=without_broken)[0]

    assert why(lambda: go(without_broken=False)) is Refusal.BROKEN_HERE
    assert network.desk_of(COOKIES["hoa"], TODAY, NOW) is not None
    assert go(without_broken=True) == leaving.Parted(1, 1, 1)


def test_a_name_of_this_house_is_never_taken_over(lived: tuple[Houses, Lived]) -> None:
    old, life = lived
    file = leaves()
    with old.inside("new"):
        group("nagoya")
        assert why(lambda: arrives(file)) is Refusal.SLUG_TAKEN
        network_models.Organisation.objects.all().delete()
        # Another group that is called as one in the stories: it is never taken for that one.
        group("kobe", languages=("vi",))
        member("kobe", "hoa")
        arrived = arrives(file)
        assert dict(arrived.group.renamed) == {"hoa": "hoa-nagoya"}
        WELCOMES["hoa"], other = lived_welcome(life, "hoa"), WELCOMES["hoa"]
        sign_in("hoa", called="hoa-nagoya")
        assert texts(life.second, "hoa") == life.before[life.second]
        thread = talk_of(life.both)
        assert {(reader.id, reader.reads) for reader in thread.readers} == {("nagoya", True), ("kobe", False)}
        assert not any(each.to == "kobe" and each.stands in (Stands.OPEN, Stands.GIVEN) for each in thread.consents)
        assert other.member.organisation == "kobe"
        assert why(lambda: arrives(file)) is Refusal.SLUG_TAKEN


def lived_welcome(life: Lived, nickname: str) -> Welcome:
    """What a member of the old house was given once."""
    return life.welcomes[nickname]
