"""A group goes to another house with its cases and keys, and the old one forgets: on both databases."""

import datetime as dt
from dataclasses import replace

import pytest

from madoguchi.casework import models
from madoguchi.casework.actions import cards, cases, leaving
from madoguchi.casework.terms import Part
from madoguchi.help import keyring
from madoguchi.help.actions import inbox, keeping, talk
from madoguchi.help.terms.consents import Stands
from madoguchi.help.terms.moving import Moved
from madoguchi.network import actions as network
from madoguchi.network import models as network_models
from madoguchi.network.terms import Refusal
from tests.casework.two_houses import (
    ADDRESS,
    COOKIES,
    NOW,
    TODAY,
    Houses,
    Lived,
    Person,
    arrives,
    case_of,
    desk,
    leaves,
    member,
    readers,
    sign_in,
    texts,
    traced,
)
from tests.help.network_of_tests import group

pytestmark = pytest.mark.slow


def test_everything_is_read_in_the_new_house_and_the_old_one_forgets(houses: Houses) -> None:
    with houses.inside("old"):
        lived, file = Lived.here(), leaves()
    with houses.inside("new"):
        arrived = arrives(file)
        assert (arrived.conversations, arrived.cases, arrived.erased) == (2, 2, 0)
        assert dict(arrived.group.renamed) == {}
        for nickname in ("hoa", "sensei"):
            sign_in(nickname)
        _every_case_is_read(lived)
        _every_person_comes_in(lived)
        _it_goes_on(lived)
    with houses.inside("old"):
        forgotten = leaving.forget("nagoya", arrived.receipt, TODAY)
        assert (forgotten.gone, forgotten.stays) == (1, 2)
        _people_are_told(lived)
        _others_go_on(lived)
        _nobody_of_the_group_is_here()


def _every_case_is_read(lived: Lived) -> None:
    assert {id_: texts(id_, "hoa") for id_ in (lived.first, lived.second)} == lived.before
    assert "Kobe viết vào hồ sơ" in lived.before[lived.second]
    assert cards.of_desk(desk("hoa"), TODAY) == lived.listed
    # What concerns the stay only for whoever has no duty to report.
    assert texts(lived.first, "sensei") == lived.cut
    assert ("lưu trú của Sen" in lived.before[lived.first], "lưu trú của Sen" in lived.cut) == (True, False)


def _every_person_comes_in(lived: Lived) -> None:
    alone, both = lived.alone, lived.both
    assert alone.comes_back() == both.comes_back() == ()
    assert alone.reads() == ["chỉ Nagoya đọc"]
    (photo,) = talk.thread(alone.visit, "vi", TODAY).messages[0].files
    assert talk.open_file(alone.visit, photo.name, TODAY).content.startswith(b"\xff\xd8\xff")
    assert traced(alone) >= lived.trail
    assert both.reads() == ["hai nhóm đọc", "Kobe trả lời"]
    assert readers(both) == ["nagoya"]
    # What another group said is still said by it; it is no group of this house.
    assert [message.name for message in talk.thread(both.visit, "vi", TODAY).messages] == ["", "Group kobe"]
    assert [found.id for found in network.organisations()] == ["nagoya"]
    assert talk.come_back(lived.without.number, TODAY) is None


def _it_goes_on(lived: Lived) -> None:
    talk.write(lived.alone.visit, "tin mới", TODAY)
    inbox.answer(desk("hoa"), lived.alone.case(), "trả lời mới", TODAY)
    assert lived.alone.reads()[-1] == "trả lời mới"
    cases.add_note(desk("hoa"), lived.second, "viết ở nhà mới", TODAY, part=Part.NOTES)
    keeping.turn_keys(TODAY + dt.timedelta(days=31))
    assert keyring.newest().number == 2
    assert texts(lived.second, "hoa") >= {*lived.before[lived.second], "viết ở nhà mới"}
    assert lived.both.reads() == ["hai nhóm đọc", "Kobe trả lời"]
    lived.both.agrees()
    case_of(Person.begins("người mới", "nagoya") if network.resume("nagoya") is None else lived.alone, "hoa", "Mai")
    assert network.verify().broken_at is None


def _people_are_told(lived: Lived) -> None:
    there = Moved("Group nagoya", ADDRESS, TODAY)
    assert lived.alone.comes_back() == (there,)
    # Where others read as well, the person and those others go on.
    assert lived.both.comes_back() == lived.without.comes_back() == ()
    assert talk.thread(lived.both.visit, "vi", TODAY).moved == (there,)
    assert talk.thread(lived.without.visit, "vi", TODAY).moved == (replace(there, went=False),)
    # A stranger is told what a stranger is always told.
    assert talk.come_back("1111 2222 3333 4444 5555 66", TODAY) is None


def _others_go_on(lived: Lived) -> None:
    thread = talk.thread(lived.both.visit, "vi", TODAY)
    assert readers(lived.both) == ["kobe"]
    assert Stands.GIVEN not in {each.stands for each in thread.consents}
    talk.write(lived.both.visit, "chỉ cho Kobe", TODAY)
    assert inbox.read(desk("an"), lived.both.case(), TODAY).messages[-1].text == "chỉ cho Kobe"
    assert lived.without.reads() == ["không có hồ sơ", "Nagoya trả lời"]
    assert not models.Case.objects.exists()
    assert cards.of_desk(desk("an"), TODAY) == ()


def _nobody_of_the_group_is_here() -> None:
    assert network.desk_of(COOKIES["hoa"], TODAY, NOW) is None
    assert network.add_member("nagoya", "quay-lai", TODAY) is Refusal.NO_SUCH_GROUP
    assert [found.id for found in network.organisations()] == ["kobe"]
    verified = network.verify()
    assert verified.broken_at is None
    assert verified.emptied > 0


def test_nothing_of_the_group_is_left_in_the_files_of_the_old_house(houses: Houses) -> None:
    with houses.inside("old"):
        group("kobe")
        member("kobe", "an")
        group("nagoya")
        member("nagoya", "hoàng-yến")
        person = Person.begins("chỉ Nagoya đọc", "nagoya")
        id_ = case_of(person, "hoàng-yến", "Sen")
        case, members = person.case(), [row.id for row in network_models.Member.objects.filter(organisation="nagoya")]
        publics = [bytes(row.public) for row in network_models.GroupKey.objects.filter(organisation="nagoya")]
        file = leaves()
    with houses.inside("new"):
        receipt = arrives(file).receipt
    with houses.inside("old"):
        leaving.forget("nagoya", receipt, TODAY)
    hidden = ["nagoya", "Group nagoya", "hoàng-yến", id_, case, ADDRESS, *members]
    written = [text.encode() for text in hidden] + [bytes.fromhex(case), *publics]
    tables = houses.tables("old")
    assert b"kobe" in tables
    assert [each for each in written if each in tables or repr(each)[2:-1].encode() in tables] == []
    files = {path: path.read_bytes() for path in houses.folders["old"].rglob("*") if path.is_file()}
    assert files
    assert [(path, each) for path, content in files.items() for each in written if each in content] == []
    # The word for the person is there all the same.
    with houses.inside("old"):
        assert person.comes_back() == (Moved("Group nagoya", ADDRESS, TODAY),)
