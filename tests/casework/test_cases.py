"""A case is kept on consent, read by who may, in parts with keys of their own, and goes when its person says so."""

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from pytest_django import Settings

from madoguchi.casework import models
from madoguchi.casework.actions import cards, cases, closing
from madoguchi.casework.decide import case as fold
from madoguchi.casework.decide.cards import Line, Told
from madoguchi.casework.terms import KEPT, CaseRefused, Causes, Changed, Harm, Part, Wrote
from madoguchi.ground.clock import StoppedClock
from madoguchi.help.actions import asking, consents, inbox, keeping, talk
from madoguchi.help.terms import KEPT_DAYS, Answers
from madoguchi.help.terms.consents import Purpose
from madoguchi.network import actions as network
from madoguchi.network.terms import Act, Circle, Known
from tests.casework.network_of_cases import TODAY, Street, member

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
SOON = TODAY + dt.timedelta(days=10)
ANSWERS: Answers = {"place": "here", "status": "intern_1", "until": dt.date(2027, 3, 1)}
PLANTED = "Kỳ-hạn-lưu-trú-đã-hết"


def rows() -> list[dict[str, Any]]:
    """Everything that lies in the tables of this room."""
    tables = apps.get_app_config("casework").get_models()
    return [row for table in tables for row in table._default_manager.values()]


def test_without_consent_there_is_no_case(street: Street) -> None:
    with pytest.raises(CaseRefused, match=r"case\.no_consent"):
        cases.take_up(street.hoa, street.conversation, "Sen", TODAY)
    asking.ask(street.hoa, street.conversation, Purpose.CASE, TODAY)
    with pytest.raises(CaseRefused, match=r"case\.no_consent"):
        cases.take_up(street.hoa, street.conversation, "Sen", TODAY)
    assert not models.Case.objects.exists()


def test_a_case_is_made_once_and_a_day_comes_onto_the_list(street: Street) -> None:
    id_ = street.case()
    assert cases.take_up(street.hoa, street.conversation, "Another", TODAY) == id_
    cases.add_step(street.hoa, id_, "Gọi công đoàn", SOON, TODAY, part=Part.STEPS)
    found = cases.opened(street.hoa, id_, TODAY).case
    assert (fold.nickname(found), [step.text for step in fold.steps(found)]) == ("Hoa Sen", ["Gọi công đoàn"])
    (card,) = cards.of_desk(street.hoa, TODAY)
    assert (card.nickname, [(due.day, due.says) for due in card.dues]) == ("Hoa Sen", [(SOON, "Gọi công đoàn")])
    (step,) = fold.steps(found)
    cases.finish_step(street.hoa, id_, step.part, step.seq, TODAY)
    cases.finish_step(street.hoa, id_, step.part, step.seq, TODAY)
    (card,) = cards.of_desk(street.hoa, TODAY)
    assert card.dues == ()
    assert [entry.wrote for entry in fold.timeline(cases.opened(street.hoa, id_, TODAY).case)].count(Wrote.DONE) == 1


def test_what_concerns_the_stay_is_no_part_of_a_case_at_the_desk_of_a_member_with_a_duty(street: Street) -> None:
    id_ = street.case()
    cases.keep_facts(street.hoa, id_, ANSWERS, TODAY, 0)
    cases.add_note(street.hoa, id_, PLANTED, TODAY, part=Part.STATUS)
    cases.add_step(street.hoa, id_, PLANTED, SOON, TODAY, part=Part.STATUS)
    cases.add_note(street.hoa, id_, "Gặp ở chùa", TODAY, part=Part.NOTES)
    theirs = cases.opened(street.sensei, id_, TODAY).case
    assert Part.STATUS not in theirs.entries
    assert [entry.text("text") for entry in theirs.entries[Part.NOTES]] == ["Gặp ở chùa"]
    assert [due for card in cards.of_desk(street.sensei, TODAY) for due in card.dues] == []
    assert any(due.clause for card in cards.of_desk(street.hoa, TODAY) for due in card.dues)
    for part in (Part.STATUS,):
        with pytest.raises(CaseRefused, match=r"case\.not_yours"):
            cases.add_note(street.sensei, id_, "text", TODAY, part=part)
    with pytest.raises(CaseRefused, match=r"close\.needs_colleague"):
        closing.close(street.sensei, id_, TODAY)


def test_who_comes_under_a_duty_reads_nothing_of_a_stay_that_is_written_later(street: Street) -> None:
    id_ = street.case()
    network.set_duty("hoa", Known.YES)
    assert not cases.opened(street.hoa, id_, TODAY).case.reads(Part.STATUS)
    minh = member("nagoya", "minh", let_by=street.hoa)
    cases.add_note(minh, id_, PLANTED, TODAY, part=Part.STATUS)
    assert PLANTED not in repr(cases.opened(street.hoa, id_, TODAY).case.entries)


def test_erasing_the_conversation_or_taking_back_the_consent_deletes_the_case_at_once(street: Street) -> None:
    street.case()
    street.withdraws(Purpose.CASE)
    assert rows() == []
    assert inbox.waiting(street.hoa, TODAY) != (), "the conversation stays"
    street.case("Lan")
    talk.erase(street.visit, TODAY)
    assert rows() == []


def test_a_case_outlives_ninety_silent_days(street: Street) -> None:
    id_ = street.case()
    later = TODAY + dt.timedelta(days=KEPT_DAYS + 30)
    keeping.forget(later)
    assert fold.nickname(cases.opened(street.hoa, id_, later).case) == "Hoa Sen"


def test_the_second_save_of_the_same_overwrites_nothing(street: Street) -> None:
    id_ = street.case()
    cases.keep_facts(street.hoa, id_, ANSWERS, TODAY, 0)
    with pytest.raises(Changed) as changed:
        cases.keep_facts(street.hoa, id_, {"place": "abroad"}, TODAY, 0)
    answers, seq = fold.facts(cases.opened(street.hoa, id_, TODAY).case)
    assert (answers, seq) == (ANSWERS, changed.value.seq)
    cases.keep_facts(street.hoa, id_, {"place": "abroad"}, TODAY, changed.value.seq)
    assert fold.facts(cases.opened(street.hoa, id_, TODAY).case)[0] == {"place": "abroad"}


def test_another_group_finds_nothing_by_a_guessed_id(street: Street) -> None:
    id_ = street.case()
    for guessed in (id_, "0" * 32):
        with pytest.raises(CaseRefused, match=r"case\.gone"):
            cases.opened(street.an, guessed, TODAY)
        with pytest.raises(CaseRefused, match=r"case\.gone"):
            cases.add_note(street.an, guessed, "text", TODAY, part=Part.NOTES)
        with pytest.raises(CaseRefused, match=r"case\.gone"):
            closing.close(street.an, guessed, TODAY)
    assert cards.of_desk(street.an, TODAY) == ()


def test_after_somebody_left_the_next_entry_has_a_key_that_they_never_had(street: Street) -> None:
    id_ = street.case()
    before = street.hoa
    minh = member("nagoya", "minh", let_by=before)
    network.end_member("sensei", TODAY)
    cases.add_note(street.hoa, id_, "Sau đó", TODAY, part=Part.NOTES)
    cases.rename(street.hoa, id_, "Hoa Mai", TODAY, 9)
    assert set(models.PartRow.objects.values_list("name", "epoch")) == {("core", 2), ("notes", 1)}
    assert fold.nickname(cases.opened(minh if minh.group_keys.keys() >= {2} else street.hoa, id_, TODAY).case) == "Hoa Mai"


def test_a_case_closes_with_its_cause_and_goes_on(street: Street) -> None:
    id_ = street.case()
    with pytest.raises(CaseRefused, match=r"close\.no_cause"):
        closing.close(street.hoa, id_, TODAY)
    with pytest.raises(CaseRefused, match=r"close\.which_cause"):
        closing.keep_causes(street.hoa, id_, Causes(), TODAY)
    closing.keep_causes(street.hoa, id_, Causes(("jp.stay.special-period", "xx.made.up"), (("immigration", "late"),)), TODAY)
    closing.keep_harm(street.hoa, id_, Harm(frozenset({"passport_held", "made_up"}), seq=0), TODAY)
    found = cases.opened(street.hoa, id_, TODAY).case
    assert fold.causes(found).clauses == ("jp.stay.special-period",)
    assert fold.causes(found).offices == (("immigration", "late"),)
    assert fold.harm(found).violations == {"passport_held"}
    closing.close(street.hoa, id_, TODAY)
    assert cases.opened(street.hoa, id_, TODAY).case.closed_on == TODAY
    closing.open_again(street.hoa, id_, TODAY)
    assert cases.opened(street.hoa, id_, TODAY).case.closed_on is None


def test_the_person_sees_who_opened_their_case_and_on_which_day(street: Street) -> None:
    id_ = street.case()
    cases.opened(street.sensei, id_, TODAY)
    cases.opened(street.sensei, id_, TODAY)
    found = consents.traces_of(street.visit, TODAY)
    assert found is not None
    assert [(each.act, each.nickname) for each in found] == [(Act.OPENED, "sensei"), (Act.TOOK_UP, "hoa")]
    assert network.verify().broken_at is None


def test_a_case_opens_after_the_vault_keys_have_taken_turns(street: Street, settings: Settings) -> None:
    id_ = street.case()
    for days in (31, 62, 93):
        settings.CLOCK = StoppedClock(TODAY + dt.timedelta(days=days))
        turned = keeping.turn_keys(TODAY + dt.timedelta(days=days))
    assert turned, "the key under which the case was locked is destroyed"
    assert fold.nickname(cases.opened(street.hoa, id_, TODAY).case) == "Hoa Sen"


def test_the_roll_of_a_group_goes_with_the_card_of_whoever_takes_their_yes_back(street: Street) -> None:
    street.case()
    assert len(cards.of_desk(street.hoa, TODAY)) == 1
    assert models.RollRow.objects.exists(), "the cards are kept together"
    street.withdraws(Purpose.CASE)
    assert not models.RollRow.objects.exists()
    assert cards.of_desk(street.hoa, TODAY) == ()


def test_a_card_that_goes_while_a_list_is_made_stands_in_no_roll(street: Street) -> None:
    street.case()
    cards.of_desk(street.hoa, TODAY)
    gone = {row.pk: Line(b"", Told(nickname="Hoa Sen")) for row in models.Card.objects.all()}
    street.withdraws(Purpose.CASE)
    cards.keep(street.hoa, Circle.ALL, gone)  # by a page that had read them a moment before
    assert cards.roll_of(street.hoa, Circle.ALL) == {}


def test_a_list_shows_what_a_card_says_now_and_a_leaver_opens_no_roll_of_later(street: Street) -> None:
    id_ = street.case()
    assert [card.nickname for card in cards.of_desk(street.hoa, TODAY)] == ["Hoa Sen"]
    before = street.sensei
    cases.rename(street.hoa, id_, "Chim Yến", TODAY, after=1)
    assert [card.nickname for card in cards.of_desk(street.hoa, TODAY)] == ["Chim Yến"]
    network.end_member("sensei", TODAY)
    assert [card.nickname for card in cards.of_desk(street.hoa, TODAY)] == ["Chim Yến"]
    assert cards.roll_of(before, Circle.ALL) == {}, "the keys of who has left open it"
    assert len(cards.roll_of(street.hoa, Circle.ALL)) == 1


def test_every_table_says_how_long_it_is_kept() -> None:
    tables = {model._meta.db_table for model in apps.get_app_config("casework").get_models()}
    assert tables == set(KEPT)


def test_nothing_readable_lies_in_the_tables_of_cases(street: Street) -> None:
    id_ = street.case("Chim-Yến")
    cases.add_step(street.hoa, id_, "bí-mật-một", SOON, TODAY, part=Part.STEPS)
    cases.add_note(street.hoa, id_, "bí-mật-hai", TODAY, part=Part.STATUS)
    cases.keep_facts(street.hoa, id_, ANSWERS, TODAY, 0)
    found = [repr(bytes(value) if isinstance(value, memoryview) else value) for row in rows() for value in row.values()]
    for planted in ("Chim-Yến", "bí-mật-một", "bí-mật-hai", "intern_1", "2027-03-01", str(SOON)):
        assert not [value for value in found if planted in value or repr(planted.encode())[2:-1] in value], planted
