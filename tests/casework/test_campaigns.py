"""A case is prepared for a measure on its person's yes, with what concerns the stay; a registered group signs."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from madoguchi.casework import outflow
from madoguchi.casework.actions import campaigns, cards, cases, closing, offers
from madoguchi.casework.decide.campaigns import Statement, as_text, mark_of, prepared, read_statement, refused_by
from madoguchi.casework.decide.letters import Line
from madoguchi.casework.terms import COUNT_AFTER_DAYS, CaseRefused, Causes, Changed, OfferKind, Part
from madoguchi.help import models as help_models
from madoguchi.help.actions import asking, consents, keeping, talk
from madoguchi.help.actions.campaigns import campaign_of
from madoguchi.help.models import Consent as ConsentRow
from madoguchi.help.terms.campaigns import Campaign
from madoguchi.help.terms.consents import Purpose
from madoguchi.network.terms import Desk
from madoguchi.vault.events import signature
from tests.casework.network_of_cases import TODAY, Street
from tests.help.campaign_files import ID, lay, text

pytestmark = pytest.mark.slow
LINES = (Line("書類", "giấy tờ", is_head=True), Line("一行\n二行", "một"))


@pytest.fixture
def measure(street: Street, settings: Settings) -> Campaign:
    """A measure that is open, for which Nagoya is registered."""
    lay(Path(settings.DATA))
    found = campaign_of(ID)
    assert found
    return found


def agreed(street: Street, measure: Campaign) -> str:
    """A case whose person agrees to the measure."""
    id_ = street.case()
    campaigns.ask(street.hoa, id_, measure, TODAY)
    street.agrees()
    return id_


def state(desk: Desk, id_: str) -> object:
    """How far the case is, as a desk reads it."""
    return prepared(cases.opened(desk, id_, TODAY).case, ID)


def told_at(desk: Desk, id_: str) -> list[str]:
    """Everything that the cards and the case say at a desk."""
    case = cases.opened(desk, id_, TODAY).case
    said = [due.says for card in cards.of_desk(desk, TODAY) for due in card.dues]
    return [*said, *(str(entry.content) for entries in case.entries.values() for entry in entries)]


# ------------------------------------------------------------------ pure


statements = st.builds(
    Statement,
    st.text(max_size=10),
    st.text(max_size=10),
    st.dates(),
    st.sampled_from(["vi", "en"]),
    st.lists(st.builds(Line, st.text(max_size=20), st.text(max_size=20), st.booleans()), max_size=4).map(tuple),
)


@given(statements)
def test_a_statement_is_read_as_it_was_signed(statement: Statement) -> None:
    said = as_text(statement)
    assert read_statement(said) == statement
    assert as_text(read_statement(said)) == said


@given(statements, statements)
def test_two_statements_have_two_marks(one: Statement, other: Statement) -> None:
    assert (mark_of(as_text(one)) == mark_of(as_text(other))) == (one == other)


@pytest.mark.parametrize("said", ["{}", "[]", '"x"', "{", '{"bundle": 2}', '{"bundle": 1, "lines": [1]}'])
def test_what_is_no_statement_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_statement(said)


# ------------------------------------------------------------------ the person's yes


def test_nothing_is_written_without_the_persons_yes_and_nothing_more_after_it_was_taken_back(
    street: Street, measure: Campaign
) -> None:
    id_ = street.case()
    with pytest.raises(CaseRefused, match=r"campaign\.no_consent"):
        campaigns.keep_papers(street.hoa, id_, measure, ["passport"], TODAY, 0)
    campaigns.ask(street.hoa, id_, measure, TODAY)
    with pytest.raises(CaseRefused, match=r"campaign\.no_consent"):
        campaigns.keep_papers(street.hoa, id_, measure, ["passport"], TODAY, 0)
    street.agrees()
    campaigns.keep_papers(street.hoa, id_, measure, ["passport"], TODAY, 0)
    street.withdraws(Purpose.CAMPAIGN)
    acts: tuple[Callable[[], None], ...] = (
        lambda: campaigns.keep_papers(street.hoa, id_, measure, [], TODAY, 9),
        lambda: campaigns.sign(street.hoa, id_, measure, LINES, "vi", TODAY),
        lambda: campaigns.add_receipt(street.hoa, id_, measure, "x", TODAY, TODAY),
    )
    for act in acts:
        with pytest.raises(CaseRefused, match=r"campaign\.no_consent"):
            act()
    assert cases.opened(street.hoa, id_, TODAY).case.id == id_, "the case itself stays"


def test_who_takes_part_stands_in_no_open_row(street: Street, measure: Campaign) -> None:
    id_ = agreed(street, measure)
    campaigns.keep_papers(street.hoa, id_, measure, ["passport"], TODAY, 0)
    campaigns.add_appointment(street.hoa, id_, measure, "窓口", TODAY, TODAY)
    campaigns.sign(street.hoa, id_, measure, LINES, "vi", TODAY)
    assert {row.purpose for row in ConsentRow.objects.all()} == {Purpose.CASE}
    for room in ("casework", "help", "network"):
        for model in apps.get_app_config(room).get_models():
            for row in model._default_manager.values():
                assert ID not in [value for value in row.values() if isinstance(value, str)], model


def test_a_yes_that_was_taken_back_does_not_stand_again_after_a_backup_was_put_back(street: Street, measure: Campaign) -> None:
    id_ = agreed(street, measure)
    # The sealed story, as a backup holds it.
    events, heads = list(help_models.Event.objects.values()), list(help_models.Conversation.objects.values())
    street.withdraws(Purpose.CAMPAIGN)
    found = cases.opened_quietly(street.hoa, id_, TODAY)
    assert not campaigns.agrees(street.hoa, found, measure, TODAY)
    help_models.Event.objects.all().delete()
    help_models.Event.objects.bulk_create([help_models.Event(**row) for row in events])
    for row in heads:
        help_models.Conversation.objects.filter(pk=row["id"]).update(**{k: v for k, v in row.items() if k != "id"})
    keeping.erase_again()
    assert not campaigns.agrees(street.hoa, cases.opened_quietly(street.hoa, id_, TODAY), measure, TODAY)
    # Asked anew, it can be agreed to anew.
    campaigns.ask(street.hoa, id_, measure, TODAY)
    street.agrees()
    assert campaigns.agrees(street.hoa, cases.opened_quietly(street.hoa, id_, TODAY), measure, TODAY)


def test_a_yes_to_one_measure_is_no_yes_to_another(street: Street, measure: Campaign, settings: Settings) -> None:
    lay(Path(settings.DATA), text(id_="t-2"), "other.toml")
    id_ = agreed(street, measure)
    other = campaign_of("t-2")
    assert other
    with pytest.raises(CaseRefused):
        campaigns.keep_papers(street.hoa, id_, other, [], TODAY, 0)
    campaigns.ask(street.hoa, id_, other, TODAY)
    street.agrees()
    found = cases.opened_quietly(street.hoa, id_, TODAY)
    assert campaigns.agrees(street.hoa, found, other, TODAY)
    assert campaigns.agrees(street.hoa, found, measure, TODAY), "the first one stands beside it"


# ------------------------------------------------------------------ a member with a duty, another group


def test_a_member_with_a_duty_meets_nothing_of_a_measure(street: Street, measure: Campaign) -> None:
    id_ = agreed(street, measure)
    campaigns.add_appointment(street.hoa, id_, measure, "Canary office", TODAY, TODAY)
    campaigns.sign(street.hoa, id_, measure, LINES, "vi", TODAY)
    found = cases.opened(street.sensei, id_, TODAY)
    assert campaigns.known(street.sensei, TODAY) == ()
    assert not [said for said in told_at(street.sensei, id_) if "Canary" in said]
    assert [each.purpose for each in cases.consents_of(street.sensei, found, TODAY)] == [Purpose.CASE]
    assert state(street.sensei, id_) == prepared(found.case, "no-such")
    for name in (ID, "t-9"):
        with pytest.raises(CaseRefused, match=r"case\.gone"):
            campaigns.of_desk(street.sensei, name, TODAY)
    with pytest.raises(CaseRefused):
        campaigns.keep_papers(street.sensei, id_, measure, [], TODAY, 9)
    assert len([said for said in told_at(street.hoa, id_) if "Canary" in said]) == 2, "in the case, and among the days"


# ------------------------------------------------------------------ papers, days, answers


def test_papers_days_receipts_and_answers_are_kept_as_they_were_said(street: Street, measure: Campaign) -> None:
    id_ = agreed(street, measure)
    campaigns.keep_papers(street.hoa, id_, measure, ["passport", "family-papers", "no-such"], TODAY, 0)
    campaigns.add_appointment(street.hoa, id_, measure, "名古屋 2階", dt.date(2026, 12, 1), TODAY)
    campaigns.add_receipt(street.hoa, id_, measure, "受付 第12号", TODAY, TODAY)
    campaigns.add_reply(street.hoa, id_, measure, ["jp.removal.order", "jp.stay.permit"], TODAY, TODAY, granted=False)
    campaigns.add_reply(street.hoa, id_, measure, ["jp.removal.order"], TODAY, TODAY, granted=True)
    case = cases.opened(street.hoa, id_, TODAY).case
    found = prepared(case, ID)
    assert found.papers == {"passport", "family-papers"}
    assert [(step.text, step.due) for step in found.appointments] == [("名古屋 2階", dt.date(2026, 12, 1))]
    assert [each.text for each in found.receipts] == ["受付 第12号"]
    assert [(each.is_granted, each.clauses) for each in found.replies] == [(False, ("jp.removal.order",)), (True, ())]
    assert refused_by(case) == ("jp.removal.order",)


def test_the_second_save_of_papers_overwrites_nothing(street: Street, measure: Campaign) -> None:
    id_ = agreed(street, measure)
    campaigns.keep_papers(street.hoa, id_, measure, ["passport"], TODAY, 0)
    with pytest.raises(Changed):
        campaigns.keep_papers(street.hoa, id_, measure, [], TODAY, 0)
    assert prepared(cases.opened(street.hoa, id_, TODAY).case, ID).papers == {"passport"}


@pytest.mark.parametrize("day", [None, TODAY + dt.timedelta(days=1)])
def test_what_an_office_did_has_a_day_that_is_past(street: Street, measure: Campaign, day: dt.date | None) -> None:
    id_ = agreed(street, measure)
    acts: tuple[Callable[[], None], ...] = (
        lambda: campaigns.add_receipt(street.hoa, id_, measure, "x", day, TODAY),
        lambda: campaigns.add_reply(street.hoa, id_, measure, [], day, TODAY, granted=True),
    )
    for act in acts:
        with pytest.raises(CaseRefused, match=r"campaign\.which_day"):
            act()


def test_refusals_are_counted_by_clause_and_nothing_says_by_which_measure(street: Street, measure: Campaign) -> None:
    id_ = agreed(street, measure)
    asking.ask(street.hoa, street.conversation, Purpose.COUNT, TODAY)
    street.agrees()
    campaigns.add_reply(street.hoa, id_, measure, ["jp.removal.order"], TODAY, TODAY, granted=False)
    closing.keep_causes(street.hoa, id_, Causes(none=True), TODAY)
    closing.close(street.hoa, id_, TODAY)
    later = TODAY + dt.timedelta(days=COUNT_AFTER_DAYS + 1)
    closing.count_closed(street.hoa, later)
    (coded,) = outflow.coded_cases()
    assert coded.refused == ("jp.removal.order",)
    assert ID not in str(coded)


# ------------------------------------------------------------------ a signed bundle


def signed(street: Street, measure: Campaign) -> bytes:
    """The file of a signed bundle."""
    id_ = agreed(street, measure)
    campaigns.sign(street.hoa, id_, measure, LINES, "vi", TODAY)
    found = cases.opened(street.hoa, id_, TODAY)
    (bundle,) = prepared(found.case, ID).bundles
    return campaigns.as_file(campaigns.bundle_of(found, measure, bundle.seq))


def test_a_bundle_says_which_group_signed_and_never_which_member(street: Street, measure: Campaign) -> None:
    content = signed(street, measure)
    found = campaigns.checked(content)
    assert (found.group, found.is_registered) == ("nagoya", True)
    assert found.statement == Statement(ID, "nagoya", TODAY, "vi", LINES)
    assert b"hoa" not in content
    assert street.hoa.member.id.encode() not in content


def test_a_changed_bundle_and_one_by_a_stranger_are_found_out(street: Street, measure: Campaign) -> None:
    told = json.loads(signed(street, measure))
    changed = {**told, "statement": told["statement"].replace("書類", "嘘")}
    assert campaigns.checked(json.dumps(changed).encode()).group == ""
    other = {**told, "statement": told["statement"].replace("nagoya", "kobe")}
    assert campaigns.checked(json.dumps(other).encode()).group == ""
    mine = {**told, "public": street.an.keys.sign.public.hex()}
    assert campaigns.checked(json.dumps(mine).encode()).group == ""
    # A member of another group signs in the name of this one.
    by_an = signature(b"madoguchi bundle 1\0" + told["statement"].encode(), street.an.keys.sign)
    assert campaigns.checked(json.dumps({**mine, "signature": by_an.hex()}).encode()).group == ""
    for wrong in (b"", b"[]", b"{}", b'{"statement": "{}", "signature": "zz", "public": ""}'):
        with pytest.raises(ValueError, match=r"."):
            campaigns.checked(wrong)


def test_a_signature_of_an_event_passes_for_no_bundle(street: Street, measure: Campaign) -> None:
    told = json.loads(signed(street, measure))
    text_ = told["statement"].encode()
    for purpose in (b"", b"madoguchi event 1\0"):
        forged = {**told, "signature": signature(purpose + text_, street.hoa.keys.sign).hex()}
        assert campaigns.checked(json.dumps(forged).encode()).group == ""


def test_only_a_registered_group_signs_and_only_while_the_measure_is_open(
    street: Street, measure: Campaign, settings: Settings
) -> None:
    id_ = agreed(street, measure)
    lay(Path(settings.DATA), text(bodies='"kobe"'))
    changed = campaign_of(ID)
    assert changed
    with pytest.raises(CaseRefused, match=r"campaign\.not_registered"):
        campaigns.sign(street.hoa, id_, changed, LINES, "vi", TODAY)
    lay(Path(settings.DATA), text(last="2026-11-20"))
    over = campaign_of(ID)
    assert over
    with pytest.raises(CaseRefused, match=r"campaign\.not_open"):
        campaigns.sign(street.hoa, id_, over, LINES, "vi", TODAY)
    with pytest.raises(CaseRefused, match=r"campaign\.not_open"):
        campaigns.ask(street.hoa, id_, over, TODAY)


def test_a_registered_group_that_joined_asks_and_signs_for_itself(street: Street, measure: Campaign, settings: Settings) -> None:
    lay(Path(settings.DATA), text(bodies='"kobe"'))
    measure = campaign_of(ID) or measure
    id_ = street.case()
    cases.keep_facts(street.hoa, id_, {"place": "here"}, TODAY, 0)
    offers.ask(street.hoa, id_, OfferKind.JOIN, "kobe", (Part.STATUS,), TODAY, talk=True)
    street.agrees()
    offers.make(street.hoa, id_, OfferKind.JOIN, "kobe", "please", TODAY)
    (shown,) = offers.waiting(street.an, TODAY)
    offers.accept(street.an, shown.offer.id, TODAY)
    with pytest.raises(CaseRefused, match=r"campaign\.no_consent"):
        campaigns.sign(street.an, id_, measure, LINES, "vi", TODAY)
    campaigns.ask(street.an, id_, measure, TODAY)
    street.agrees()
    campaigns.sign(street.an, id_, measure, LINES, "vi", TODAY)
    (bundle,) = prepared(cases.opened(street.hoa, id_, TODAY).case, ID).bundles
    assert campaigns.checked(campaigns.as_file(bundle)).group == "kobe"


def test_the_person_reads_what_they_are_asked_and_can_say_no(street: Street, measure: Campaign) -> None:
    id_ = street.case()
    campaigns.ask(street.hoa, id_, measure, TODAY)
    (question,) = (each for each in talk.thread(street.visit, "vi", TODAY).consents if each.purpose is Purpose.CAMPAIGN)
    consents.decline(street.visit, question.seq, TODAY)
    with pytest.raises(CaseRefused, match=r"campaign\.no_consent"):
        campaigns.keep_papers(street.hoa, id_, measure, [], TODAY, 0)
