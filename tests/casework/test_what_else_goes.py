"""What a group has beside conversations and cases when it goes to another house: each table has a fate, and the code keeps it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest

from madoguchi.casework import models
from madoguchi.casework.actions import cards, leaving, taskforces
from madoguchi.casework.terms import Part
from madoguchi.ground.ids import ClauseId
from madoguchi.help.actions import talk
from madoguchi.help.terms.consents import Stands
from madoguchi.network import models as rows
from madoguchi.network.actions import contacts, councils, memory, profiles, weeks
from madoguchi.network.terms import Circle, Refusal
from madoguchi.network.terms.conduct import Authority, Meeting
from madoguchi.network.terms.councils import CouncilKind, Spoke
from madoguchi.network.terms.memory import Told
from madoguchi.network.terms.profiles import SLOTS, Expertise, Profile
from tests.casework.two_houses import (
    NOW,
    TABLES,
    TODAY,
    Houses,
    Person,
    arrives,
    case_of,
    copied,
    desk,
    leaves,
    member,
    put_back,
    readers,
    records_of,
    sign_in,
    taken_in,
    talk_of,
    texts,
    traced,
    why,
)
from tests.help.network_of_tests import group

pytestmark = pytest.mark.slow
LAST = TODAY + dt.timedelta(days=60)
MET = Meeting(Authority.POLICE, TODAY, "hoa", "vì sao họ đến")
KNOWS = Profile(languages=("vi",), expertise=frozenset({Expertise.LEGAL}))
CLAUSE = ClauseId("jp.stay.permit")


def told(title: str) -> Told:
    """A page of memory."""
    return Told(title, f"{title}: chúng tôi đã làm thế này", (CLAUSE,))


def page(by: str, title: str, *read_by: str, asked: str = "") -> str:
    """A page of memory of a member, which some others have read, after a group was asked to."""
    id_ = memory.write_page(desk(by), told(title), TODAY)
    assert isinstance(id_, str), id_
    if asked:
        assert memory.ask_to_read(desk(by), id_, asked, TODAY) is None
    for reader in read_by:
        assert memory.confirm(desk(reader), id_, TODAY)
    return id_


def pages(nickname: str) -> set[str]:
    """The titles that somebody reads in the list of pages."""
    return {each.told.title for each in memory.pages(desk(nickname), TODAY)}


def met(nickname: str) -> list[tuple[Meeting, str]]:
    """The meetings that somebody reads, and who told of them."""
    return [(each.meeting, each.by) for each in contacts.contacts(desk(nickname))]


def table(opener: str, *guests: str) -> str:
    """A taskforce, in which everybody says something."""
    found = [desk(guest).member for guest in guests]
    id_ = councils.open_council(desk(opener), CouncilKind.TASKFORCE, Circle.FREE, found, LAST, TODAY, text="Hộ chiếu")
    for nickname in (opener, *guests):
        councils.write(desk(nickname), id_, Spoke.DECISION, TODAY, text=f"lời của {nickname}")
    return id_


def said(nickname: str, id_: str) -> list[str]:
    """What somebody reads in a taskforce."""
    return [each.text() for each in councils.opened(desk(nickname), id_, TODAY).said]


def given(person: Person, case: str, id_: str, nickname: str) -> None:
    """A part of a case is given to a taskforce."""
    taskforces.ask(desk(nickname), case, id_, (Part.NOTES,), TODAY)
    person.agrees()
    taskforces.give(desk(nickname), case, id_, TODAY)


@dataclass
class Busy:
    """Nagoya with three members and Kobe with two, after a busy month; the person's case is Nagoya's, and Kobe reads as well."""

    person: Person
    case: str
    ours: str
    theirs: str
    alone: str

    @classmethod
    def here(cls) -> "Busy":
        """Everything that a group can have."""
        for name, nicknames in (("nagoya", ("hoa", "mai", "dung")), ("kobe", ("an", "ba"))):
            group(name)
            for nickname in nicknames:
                member(name, nickname, by="" if nickname == nicknames[0] else nicknames[0])
        for nickname in ("hoa", "an"):
            profiles.keep_profile(desk(nickname), KNOWS)
            profiles.take_slot(desk(nickname), next(iter(SLOTS)))
        weeks.begin_week(desk("hoa"), desk("dung").member.id, TODAY)
        assert weeks.keep_answers(desk("dung"), "listening", {"reply": "tôi nghe"}, TODAY)
        assert contacts.tell_contact(desk("mai"), MET, TODAY) is None
        assert contacts.tell_contact(desk("an"), MET, TODAY) is None
        page("hoa", "mọi người đọc", "mai", "dung")
        page("hoa", "còn chờ", "mai")
        page("an", "của Kobe", "ba", "hoa", asked="nagoya")
        page("an", "Kobe còn chờ", "hoa", asked="nagoya")
        person = Person.begins("hai nhóm đọc", "nagoya", "kobe")
        case = case_of(person, "hoa", "Sen")
        cards.of_desk(desk("hoa"), TODAY)
        found = cls(person, case, table("hoa", "an"), table("an", "hoa", "ba"), table("mai", "hoa"))
        given(person, case, found.theirs, "hoa")
        return found


NAGOYA = {"mọi người đọc", "còn chờ"}


def test_meetings_and_pages_are_read_in_the_new_house_and_the_old_one_keeps_what_others_read(houses: Houses) -> None:
    with houses.inside("old"):
        busy = Busy.here()
        before = met("hoa")
        assert (met("mai"), [by for _, by in before]) == (before, ["mai"])
        assert pages("hoa") == {*NAGOYA, "của Kobe", "Kobe còn chờ"}
        traces, file = traced(busy.person), leaves()
    with houses.inside("new"):
        group("kyoto")
        member("kyoto", "ken")
        receipt = arrives(file).receipt
        for nickname in ("hoa", "mai", "dung"):
            sign_in(nickname)
        assert met("hoa") == met("mai") == before
        assert pages("hoa") == NAGOYA
        # What the network read is read by this one too, once somebody of the group has opened the list; what waits, waits on.
        assert pages("ken") == {"mọi người đọc"}
        _a_page_that_waits_is_read_on()
        _everything_else_is_begun_anew()
        _a_giving_has_ended(busy, traces)
    with houses.inside("old"):
        leaving.forget("nagoya", receipt, TODAY)
        _others_go_on(busy)
        _nothing_else_is_left()


def _a_page_that_waits_is_read_on() -> None:
    (waiting,) = [each for each in memory.pages(desk("dung"), TODAY) if each.published_on is None]
    assert (waiting.readers, waiting.may_read, waiting.asked) == (1, True, ())
    assert not memory.confirm(desk("mai"), waiting.id, TODAY), "who has read it has read it in the old house"
    assert memory.confirm(desk("dung"), waiting.id, TODAY)
    assert pages("ken") == NAGOYA


def _everything_else_is_begun_anew() -> None:
    assert profiles.profile_of(desk("hoa")) == Profile()
    assert not weeks.is_newcomer(desk("dung").member)
    assert councils.of_desk(desk("hoa"), CouncilKind.TASKFORCE, TODAY) == ()
    assert not models.RollRow.objects.exists()
    assert [card.number for card in cards.of_desk(desk("hoa"), TODAY)]
    assert models.RollRow.objects.exists()


def _a_giving_has_ended(busy: Busy, traces: set[object]) -> None:
    thread = talk_of(busy.person)
    assert not any(each.to == busy.theirs and each.stands is Stands.GIVEN for each in thread.consents)
    assert traced(busy.person) >= traces
    assert taskforces.given_of(busy.case) == {}
    assert "ghi chú về Sen" in texts(busy.case, "hoa")


def _others_go_on(busy: Busy) -> None:
    assert pages("an") == {"mọi người đọc", "của Kobe", "Kobe còn chờ"}
    assert met("an") == [(MET, "an")]
    assert [listed.member.nickname for listed in profiles.listed()] == ["an"]
    # What Kobe had opened goes on without Nagoya, under a new key; what Nagoya had opened is gone, and what it gave.
    assert said("an", busy.theirs) == ["Hộ chiếu", "lời của an", "lời của hoa", "lời của ba"]
    assert rows.CouncilKey.objects.filter(council=busy.theirs).count() == 2
    assert {found.nickname for found in councils.opened(desk("ba"), busy.theirs, TODAY).members} == {"an", "ba"}
    councils.write(desk("ba"), busy.theirs, Spoke.DECISION, TODAY, text="chúng ta làm tiếp")
    assert said("an", busy.theirs)[-1] == "chúng ta làm tiếp"
    assert [row.id for row in rows.Council.objects.all()] == [busy.theirs]
    assert busy.person.comes_back() == ()
    assert readers(busy.person) == ["kobe"]


def _nothing_else_is_left() -> None:
    """Of Nagoya: the page that others read, and what is needed to check what it signed."""
    assert rows.ContactRow.objects.exclude(organisation="kobe").count() == 0
    assert rows.MemoryRow.objects.filter(organisation="nagoya").count() == 1
    assert rows.MemoryWrap.objects.filter(organisation="nagoya").count() == 0
    members = {row.id for row in rows.Member.objects.filter(organisation="nagoya")}
    assert rows.MemoryReading.objects.filter(reader__in=members).count() == 0
    for table_ in (rows.Profile, rows.Seat, rows.FirstWeek, rows.KeyShare):
        assert table_.objects.filter(member__in=members).count() == 0, table_
    assert rows.WeekEntry.objects.count() == 0
    assert models.GivenRow.objects.count() == models.RollRow.objects.count() == 0


def test_no_backup_brings_any_of_it_back(emptied: Houses) -> None:
    busy, copy, file = Busy.here(), copied(), leaves()
    with emptied.inside("new"):
        receipt = arrives(file).receipt
    leaving.forget("nagoya", receipt, TODAY)
    gone = _counted()
    put_back(copy)
    assert _counted() != gone
    assert leaving.erase_again(TODAY) > 0
    assert _counted() == gone
    _nothing_else_is_left()
    sign_in("an", at=NOW + dt.timedelta(minutes=5))
    assert len(said("an", busy.theirs)) == 4
    assert leaving.erase_again(TODAY) == 0


def _counted() -> dict[str, int]:
    return {table_._meta.db_table: table_.objects.count() for table_ in TABLES}


def test_where_nothing_is_read_by_others_no_name_stays(emptied: Houses) -> None:
    group("nagoya")
    group("kobe")
    for nickname, of in (("hoa", "nagoya"), ("an", "kobe")):
        member(of, nickname)
        desk(nickname)
    contacts.tell_contact(desk("hoa"), MET, TODAY)
    page("hoa", "còn chờ", asked="kobe")
    page("an", "Kobe còn chờ", "hoa", asked="nagoya")
    table("hoa", "an")
    hidden = [desk("hoa").member.id, "nagoya"]
    file = leaves()
    with emptied.inside("new"):
        receipt = arrives(file).receipt
    leaving.forget("nagoya", receipt, TODAY)
    assert not rows.Organisation.objects.filter(id="nagoya").exists()
    assert rows.Council.objects.count() == rows.ContactRow.objects.count() == 0
    assert [each for each in hidden if each.encode() in emptied.tables("old")] == []
    # Who had read a page of Kobe and is gone counts no more: somebody else reads it.
    (waiting,) = memory.pages(desk("an"), TODAY)
    assert (waiting.told.title, waiting.readers) == ("Kobe còn chờ", 0)


@pytest.mark.parametrize("why_it_stays", ["others read a page", "it spoke at others", "nobody reads anything of it"])
def test_a_name_stays_for_as_much_as_others_read_and_for_nothing_else(emptied: Houses, why_it_stays: str) -> None:
    group("nagoya")
    group("kobe")
    for nickname in ("hoa", "mai", "dung"):
        member("nagoya", nickname, by="" if nickname == "hoa" else "hoa")
    id_ = ""
    if why_it_stays != "others read a page":
        # Nobody of Kobe can read yet: the whole network is Nagoya.
        page("hoa", "mọi người đọc", "mai", "dung")
    if why_it_stays != "nobody reads anything of it":
        member("kobe", "an")
    if why_it_stays == "others read a page":
        page("hoa", "mọi người đọc", "mai", "dung")
    if why_it_stays == "it spoke at others":
        id_ = table("an", "hoa")
    file = leaves()
    with emptied.inside("new"):
        receipt = arrives(file).receipt
    leaving.forget("nagoya", receipt, TODAY)
    stayed = rows.Member.objects.filter(organisation="nagoya").count()
    assert (why_it_stays, rows.MemoryRow.objects.count(), stayed) in [
        ("others read a page", 1, 3), ("it spoke at others", 0, 1), ("nobody reads anything of it", 0, 0),
    ]  # fmt: skip
    assert rows.Organisation.objects.filter(id="nagoya").exists() == bool(stayed)
    if why_it_stays == "others read a page":
        assert pages("an") == {"mọi người đọc"}
    if id_:
        assert said("an", id_) == ["Hộ chiếu", "lời của an", "lời của hoa"]


def test_while_a_group_is_on_its_way_nobody_is_sent_to_it_and_what_stands_in_the_file_waits(emptied: Houses) -> None:
    busy = Busy.here()
    memory.ask_to_read(desk("hoa"), (waiting := _waiting("hoa")), "kobe", TODAY)
    file = leaves()
    assert [listed.member.nickname for listed in profiles.listed()] == ["an"]
    assert not memory.confirm(desk("an"), waiting, TODAY), "it stands in the file as one that waits"
    # The taskforces of others go on, and if the group stays after all, nothing is lost.
    councils.write(desk("ba"), busy.theirs, Spoke.DECISION, TODAY, text="chờ Nagoya")
    assert file
    assert leaving.stay("nagoya") is None
    sign_in("hoa", at=NOW + dt.timedelta(minutes=5))
    assert said("hoa", busy.theirs)[-1] == "chờ Nagoya"
    assert len(said("hoa", busy.ours)) == 3
    assert profiles.profile_of(desk("hoa")).languages == KNOWS.languages
    assert memory.confirm(desk("an"), waiting, TODAY)


def _waiting(nickname: str) -> str:
    (found,) = [each.id for each in memory.pages(desk(nickname), TODAY) if each.is_ours and each.published_on is None]
    return found


def test_a_group_that_comes_home_finds_its_pages_once(emptied: Houses) -> None:
    busy, file = Busy.here(), leaves()
    with emptied.inside("new"):
        receipt = arrives(file).receipt
        sign_in("hoa")
        (shown,) = [each for each in memory.pages(desk("hoa"), TODAY) if each.published_on]
        page("hoa", "viết ở nhà mới")
        back = leaves()
    leaving.forget("nagoya", receipt, TODAY)
    talk.erase(busy.person.visit, TODAY)
    arrives(back)
    sign_in("hoa")
    assert pages("hoa") == {*NAGOYA, "viết ở nhà mới"}
    assert pages("an") == {"mọi người đọc", "của Kobe", "Kobe còn chờ"}
    assert memory.page(desk("an"), shown.id, TODAY) is not None
    assert len(said("an", busy.theirs)) == 4, "what Nagoya had said there is read as before"
    assert met("hoa") == [(MET, "mai")]


def test_what_a_forged_file_adds_is_read_by_nobody(emptied: Houses) -> None:
    Busy.here()
    first, *records, last = records_of()
    kept = [record["kept"] for record in records if "kept" in record]
    assert len(kept) == last["kept_pieces"] == 3
    other: dict[str, Any] = {**next(each["page"] for each in kept if "page" in each), "id": "0" * 32}
    reading = {"reader": "f" * 32, "read_on": TODAY}
    with emptied.inside("new"):
        empty = emptied.tables("new")
        added = [*records, {"kept": {"page": {**other, "readings": [reading]}}}, {**last, "kept_pieces": 4}]
        odd = {"kept": {"page": {**other, "clauses": [7]}}}
        again = records[0]
        for wrong in ([*records, last | {"kept_pieces": 2}], [*records, odd, last], [*records, again, last]):
            assert why(lambda wrong=wrong: taken_in([first, *wrong])) is Refusal.FILE_DAMAGED  # type: ignore[misc]
        assert emptied.tables("new") == empty
        taken_in([first, *added])
        sign_in("hoa")
        assert pages("hoa") == NAGOYA, "what was signed for another page is no page"
        assert not rows.MemoryReading.objects.filter(reader="f" * 32).exists()
