"""A taskforce sees what it was given, on the person's consent, as it stood on that day; and nothing else of any case."""

import datetime as dt
from typing import Any

import pytest
from pytest_django import Settings

from madoguchi.casework import models
from madoguchi.casework.actions import cases, offers, taskforces
from madoguchi.casework.actions.keeping import move_wraps
from madoguchi.casework.store import given as shelf
from madoguchi.casework.terms import CaseRefused, Given, OfferKind, Part, Wrote
from madoguchi.help import keyring
from madoguchi.help.actions import asking, talk
from madoguchi.help.actions.consents import traces_of
from madoguchi.help.actions.keeping import forget
from madoguchi.help.terms import TalkRefused
from madoguchi.help.terms.consents import Purpose, Stands
from madoguchi.network import actions as network
from madoguchi.network.actions import councils
from madoguchi.network.terms import Act, Circle, Desk, Known, NotDone, Refusal
from madoguchi.network.terms.councils import CouncilKind
from tests.casework.network_of_cases import TODAY, Street, member
from tests.help.network_of_tests import group, next_page

pytestmark = pytest.mark.slow
LAST = TODAY + dt.timedelta(days=60)
STAY, NOTE, LATER = "Quá hạn ngày 3", "Công ty giữ hộ chiếu", "Viết sau"


def table(desk: Desk, *guests: Desk, circle: Circle = Circle.FREE) -> str:
    """A taskforce of this member and some guests."""
    return councils.open_council(
        desk, CouncilKind.TASKFORCE, circle, [guest.member for guest in guests], LAST, TODAY, text="Hộ chiếu"
    )


def case_with_everything(street: Street) -> str:
    """A case that says something in each part."""
    id_ = street.case("Hoa Sen")
    cases.add_note(street.hoa, id_, NOTE, TODAY, part=Part.NOTES)
    cases.add_note(street.hoa, id_, STAY, TODAY, part=Part.STATUS)
    cases.add_step(street.hoa, id_, "Gọi công đoàn", None, TODAY, part=Part.STEPS)
    return id_


def lies_at(desk: Desk, id_: str, today: dt.date = TODAY) -> tuple[Given, ...]:
    """What a member of a taskforce reads of what was given."""
    return taskforces.given_to(desk, taskforces.taskforce(desk, id_, today), today)


def texts(given: Given) -> dict[Part, list[str]]:
    """What was given, by part."""
    return {part: [entry.text("text") for entry in entries] for part, entries in given.case.entries.items()}


def given(street: Street, case: str, id_: str, *parts: Part) -> None:
    """Nagoya asks, the person agrees, Nagoya gives."""
    taskforces.ask(street.hoa, case, id_, parts, TODAY)
    street.agrees()
    taskforces.give(street.hoa, case, id_, TODAY)


def why_not(*asked: Any) -> str | Refusal:
    """Why something was not done."""
    try:
        asked[0](*asked[1:])
    except NotDone as refused:
        return refused.refusal
    except (CaseRefused, TalkRefused) as refused:
        return refused.key
    pytest.fail("it was done")


def test_the_taskforce_reads_what_the_person_agreed_to_as_it_stood_and_nothing_else(street: Street) -> None:
    case, id_ = case_with_everything(street), table(street.hoa, street.an)
    assert why_not(taskforces.give, street.hoa, case, id_, TODAY) == "give.no_consent"
    assert why_not(taskforces.ask, street.hoa, case, id_, (), TODAY) == "give.no_part"
    assert why_not(taskforces.ask, street.hoa, case, id_, (Part.CORE,), TODAY) == "give.no_part", "never the name"
    given(street, case, id_, Part.NOTES)
    cases.add_note(street.hoa, case, LATER, TODAY, part=Part.NOTES)
    (found,) = lies_at(street.an, id_)
    assert texts(found) == {Part.NOTES: [NOTE]}
    entries = [entry for part in found.case.entries.values() for entry in part]
    assert {(entry.by, entry.group) for entry in entries} == {("", "nagoya")}, "who wrote it does not go along"
    assert "Hoa Sen" not in repr(found.case.entries)
    assert why_not(cases.opened, street.an, case, TODAY) == "case.gone", "the case itself stays closed"
    assert why_not(taskforces.give, street.hoa, case, id_, TODAY) == "give.given_already"
    # The person sees both sides in their trail.
    acts = [(trace.organisation, trace.act) for trace in traces_of(street.visit, TODAY) or ()]
    assert ("Group kobe", Act.READ_IN_TASKFORCE) in acts
    assert ("Group nagoya", Act.GAVE_TO_TASKFORCE) in acts
    # Asked and agreed to anew, the newer state takes the place of the older.
    given(street, case, id_, Part.NOTES, Part.STATUS)
    (found,) = lies_at(street.an, id_)
    assert texts(found) == {Part.NOTES: [NOTE, LATER], Part.STATUS: [STAY]}
    row = models.GivenRow.objects.get()
    assert not any(text.encode() in bytes(row.content) + bytes(row.sealed) for text in (NOTE, STAY, LATER))


def test_what_the_person_takes_back_is_gone_at_once(street: Street) -> None:
    case, id_ = case_with_everything(street), table(street.hoa, street.an)
    given(street, case, id_, Part.NOTES)
    street.withdraws(Purpose.TASKFORCE)
    assert lies_at(street.an, id_) == ()
    assert models.GivenRow.objects.count() == 0
    given(street, case, id_, Part.NOTES)
    assert why_not(taskforces.take_back, street.an, case, shelf.of_case(case)[0].id, TODAY) == "case.gone"
    assert len(lies_at(street.an, id_)) == 1
    taskforces.take_back(street.hoa, case, shelf.of_case(case)[0].id, TODAY)
    assert lies_at(street.an, id_) == ()
    given(street, case, id_, Part.NOTES)
    street.withdraws(Purpose.CASE)
    assert lies_at(street.an, id_) == (), "with the case goes what was given of it"


def test_it_goes_with_the_taskforce_the_conversation_and_the_last_day(street: Street) -> None:
    case, id_ = case_with_everything(street), table(street.hoa, street.an)
    given(street, case, id_, Part.NOTES)
    (consent,) = [each for each in asking.seen(street.hoa, street.conversation, TODAY).consents if each.groups]
    assert (consent.until, consent.groups, consent.to) == (LAST, ("kobe", "nagoya"), id_)
    councils.close(street.hoa, id_, TODAY)
    assert models.GivenRow.objects.count() == 0
    other = table(street.hoa, street.an)
    given(street, case, other, Part.NOTES)
    forget(LAST + dt.timedelta(days=1))
    assert models.GivenRow.objects.count() == 0, "past the last day the consent is gone, whoever opens what"
    third = table(street.hoa)
    given(street, case, third, Part.NOTES)
    talk.erase(street.visit, TODAY)
    assert models.GivenRow.objects.count() == 0


def test_what_concerns_a_stay_is_never_given_where_somebody_may_have_to_report(street: Street) -> None:
    case, mixed = case_with_everything(street), table(street.hoa, street.sensei, street.an, circle=Circle.ALL)
    assert why_not(taskforces.ask, street.hoa, case, mixed, (Part.STATUS,), TODAY) == "give.no_part"
    taskforces.ask(street.hoa, case, mixed, (Part.STATUS, Part.STEPS), TODAY)
    street.agrees()
    taskforces.give(street.hoa, case, mixed, TODAY)
    (found,) = lies_at(street.sensei, mixed)
    assert texts(found) == {Part.STEPS: ["Gọi công đoàn"]}
    # A member with a duty can neither sit where it may be given, nor give what they do not read.
    free = table(street.hoa, street.an)
    given(street, case, free, Part.STATUS)
    assert why_not(taskforces.taskforce, street.sensei, free, TODAY) is Refusal.NO_SUCH_COUNCIL
    assert why_not(taskforces.give, street.sensei, case, free, TODAY) is Refusal.NO_SUCH_COUNCIL
    network.set_duty("an", Known.YES)
    assert why_not(taskforces.taskforce, street.an, free, TODAY) is Refusal.NO_SUCH_COUNCIL


def test_the_person_agrees_to_groups_and_no_other_sits_down_beside_what_they_gave(street: Street) -> None:
    case, id_ = case_with_everything(street), table(street.hoa, street.an)
    group("osaka")
    ken = member("osaka", "ken")
    taskforces.ask(street.hoa, case, id_, (Part.NOTES,), TODAY)
    street.agrees()
    taskforces.seat(street.hoa, id_, ken.member, TODAY)
    assert why_not(taskforces.give, street.hoa, case, id_, TODAY) == "give.new_group"
    councils.unseat(street.hoa, id_, ken.member.id, TODAY)
    taskforces.give(street.hoa, case, id_, TODAY)
    assert why_not(taskforces.seat, street.hoa, id_, ken.member, TODAY) is Refusal.NEW_GROUP
    colleague = member("kobe", "binh", let_by=street.an)
    taskforces.seat(street.hoa, id_, colleague.member, TODAY)
    assert len(lies_at(next_page("binh"), id_)) == 1
    # Whom the person sends away as a reader keeps nothing here either, whoever had asked.
    talk.let_read(street.visit, "kobe", TODAY, "vi")
    talk.refuse(street.visit, "kobe", TODAY)
    assert lies_at(street.an, id_) == ()


def test_when_the_case_is_handed_over_what_was_given_in_the_other_name_goes(street: Street) -> None:
    case, id_ = case_with_everything(street), table(street.hoa, street.an)
    given(street, case, id_, Part.NOTES)
    offers.ask(street.hoa, case, OfferKind.HAND_OVER, "kobe", (Part.NOTES,), TODAY, talk=True)
    street.agrees()
    offers.make(street.hoa, case, OfferKind.HAND_OVER, "kobe", "Nhờ các bạn.", TODAY)
    (waiting,) = offers.waiting(street.an, TODAY)
    offers.accept(street.an, waiting.offer.id, TODAY)
    assert lies_at(street.hoa, id_) == ()
    asked = talk.thread(street.visit, "vi", TODAY).consents
    assert [each.stands for each in asked if each.purpose is Purpose.TASKFORCE] == [Stands.ENDED]
    taskforces.ask(street.an, case, id_, (Part.NOTES,), TODAY)


def test_only_the_group_that_keeps_the_case_gives_and_only_to_taskforces(street: Street) -> None:
    case, id_ = case_with_everything(street), table(street.an, street.hoa)
    assert why_not(taskforces.ask, street.an, case, id_, (Part.NOTES,), TODAY) == "case.gone"
    alone = table(street.an)
    assert why_not(taskforces.ask, street.hoa, case, alone, (Part.NOTES,), TODAY) is Refusal.NO_SUCH_COUNCIL
    question = councils.open_council(street.hoa, CouncilKind.QUESTION, Circle.FREE, (), LAST, TODAY, text="?")
    assert why_not(taskforces.ask, street.hoa, case, question, (Part.NOTES,), TODAY) is Refusal.NO_SUCH_COUNCIL
    assert why_not(taskforces.ask, street.hoa, case, "0" * 32, (Part.NOTES,), TODAY) is Refusal.NO_SUCH_COUNCIL


def test_what_was_given_stays_readable_when_the_vault_key_changes_and_a_forged_one_opens_for_nobody(
    street: Street, settings: Settings
) -> None:
    case, id_ = case_with_everything(street), table(street.hoa, street.an)
    given(street, case, id_, Part.NOTES)
    newest = keyring.begin_next(keyring.newest().number)
    assert move_wraps(newest, TODAY) == set()
    keyring.destroy(newest.number - 1)
    assert len(lies_at(street.an, id_)) == 1
    # Kobe cannot pass something off as given by Nagoya.
    models.GivenRow.objects.update(by="kobe")
    assert lies_at(street.an, id_) == ()
    models.GivenRow.objects.update(by="nagoya")
    keyring.destroy(newest.number)
    assert lies_at(street.an, id_) == ()


def test_who_sat_down_after_somebody_left_reads_what_was_given_before(street: Street) -> None:
    case, id_ = case_with_everything(street), table(street.hoa, street.an)
    given(street, case, id_, Part.NOTES)
    binh = member("kobe", "binh", let_by=street.an)
    councils.unseat(street.hoa, id_, street.an.member.id, TODAY)
    councils.seat(street.hoa, id_, binh.member, TODAY)
    assert [texts(each) for each in lies_at(next_page("binh"), id_)] == [{Part.NOTES: [NOTE]}]
    given(street, case, id_, Part.STEPS)
    (found,) = lies_at(street.hoa, id_)
    assert Part.STEPS in found.case.entries
    assert {entry.wrote for entry in found.case.entries[Part.STEPS]} == {Wrote.STEP}


def test_what_a_person_was_asked_says_which_groups(street: Street) -> None:
    case, id_ = case_with_everything(street), table(street.hoa, street.an)
    taskforces.ask(street.hoa, case, id_, (Part.NOTES,), TODAY)
    assert why_not(taskforces.ask, street.hoa, case, id_, (Part.NOTES,), TODAY) == "consent.asked_already"
    (asked,) = [each for each in talk.thread(street.visit, "vi", TODAY).consents if each.purpose is Purpose.TASKFORCE]
    assert (asked.groups, asked.parts, asked.stands) == (("kobe", "nagoya"), ("notes",), Stands.OPEN)
    assert {kind.name for kind in OfferKind} == {"JOIN", "HAND_OVER"}, "a taskforce is no offer"
