"""Another group gets exactly the parts that the person agreed to, and only as long as they agree."""

import pytest

from madoguchi.casework import models
from madoguchi.casework.actions import cards, cases, offers
from madoguchi.casework.decide import case as fold
from madoguchi.casework.terms import CaseRefused, OfferKind, Part, Wrote
from madoguchi.help.actions import inbox, talk
from madoguchi.help.terms.consents import Purpose, Stands
from madoguchi.network import actions as network
from madoguchi.network.terms import Known
from tests.casework.network_of_cases import TODAY, Street, member

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
JOIN, HAND_OVER = OfferKind.JOIN, OfferKind.HAND_OVER


def written(street: Street) -> str:
    """A case with something in each part that matters here."""
    id_ = street.case()
    cases.add_step(street.hoa, id_, "việc", None, TODAY, part=Part.STEPS)
    cases.add_note(street.hoa, id_, "ghi chú", TODAY, part=Part.NOTES)
    cases.add_note(street.hoa, id_, "lưu trú", TODAY, part=Part.STATUS)
    return id_


def offered(street: Street, id_: str, kind: OfferKind, *parts: Part, talk: bool = False) -> str:
    """An offer to Kobe on a consent of the person."""
    offers.ask(street.hoa, id_, kind, "kobe", parts, TODAY, talk=talk)
    street.agrees()
    offers.make(street.hoa, id_, kind, "kobe", "Cần luật sư.", TODAY)
    (shown,) = offers.waiting(street.an, TODAY)
    return shown.offer.id


def parts_read(street: Street, id_: str) -> set[Part]:
    """What Kobe reads."""
    return set(cases.opened(street.an, id_, TODAY).case.entries)


def closed_to_kobe(street: Street, id_: str) -> bool:
    """Whether Kobe gets the page of nothing, and has nothing in its lists."""
    with pytest.raises(CaseRefused, match=r"case\.gone"):
        cases.opened(street.an, id_, TODAY)
    return cards.of_desk(street.an, TODAY) == () and not models.Wrap.objects.filter(organisation="kobe").exists()


def test_nothing_goes_without_the_persons_consent(street: Street) -> None:
    id_ = written(street)
    with pytest.raises(CaseRefused, match=r"offer\.no_consent"):
        offers.make(street.hoa, id_, JOIN, "kobe", "text", TODAY)
    offers.ask(street.hoa, id_, JOIN, "kobe", (Part.STEPS,), TODAY, talk=False)
    with pytest.raises(CaseRefused, match=r"offer\.no_consent"):
        offers.make(street.hoa, id_, JOIN, "kobe", "text", TODAY)
    street.agrees()
    with pytest.raises(CaseRefused, match=r"offer\.no_consent"):
        offers.make(street.hoa, id_, HAND_OVER, "kobe", "text", TODAY)
    assert not models.Wrap.objects.filter(organisation="kobe").exists()


def test_who_joins_reads_the_parts_that_were_agreed_to_and_writes_into_them(street: Street) -> None:
    id_ = written(street)
    offer = offered(street, id_, JOIN, Part.STEPS)
    with pytest.raises(CaseRefused, match=r"case\.gone"):
        cases.opened(street.an, id_, TODAY)
    shown = offers.offered(street.an, offer, TODAY)
    assert (shown.by, shown.text, shown.offer.parts) == ("Group nagoya", "Cần luật sư.", (Part.CORE, Part.STEPS))
    assert offers.accept(street.an, offer, TODAY) == id_
    assert parts_read(street, id_) == {Part.CORE, Part.STEPS}
    assert inbox.waiting(street.an, TODAY) == (), "the conversation did not go along"
    cases.add_step(street.an, id_, "hỏi tòa án", TODAY, TODAY, part=Part.STEPS)
    with pytest.raises(CaseRefused, match=r"case\.not_yours"):
        cases.add_note(street.an, id_, "text", TODAY, part=Part.NOTES)
    assert "hỏi tòa án" in [step.text for step in fold.steps(cases.opened(street.hoa, id_, TODAY).case)]
    for who in (street.hoa, street.an):
        assert [due.says for card in cards.of_desk(who, TODAY) for due in card.dues] == ["hỏi tòa án"]


def test_a_consent_that_is_taken_back_closes_the_case_to_the_other_group_in_the_same_moment(street: Street) -> None:
    id_ = written(street)
    offers.accept(street.an, offered(street, id_, JOIN, Part.STEPS, talk=True), TODAY)
    assert len(inbox.waiting(street.an, TODAY)) == 1
    street.withdraws(Purpose.JOIN)
    assert closed_to_kobe(street, id_)
    assert inbox.waiting(street.an, TODAY) == ()
    cases.add_step(street.hoa, id_, "sau đó", None, TODAY, part=Part.STEPS)
    assert models.PartRow.objects.get(name="steps").epoch == 2, "what comes next has a key that Kobe never had"


def test_an_open_offer_ends_with_the_consent(street: Street) -> None:
    id_ = written(street)
    offer = offered(street, id_, JOIN, Part.STEPS)
    street.withdraws(Purpose.JOIN)
    assert offers.waiting(street.an, TODAY) == ()
    with pytest.raises(CaseRefused, match=r"offer\.gone"):
        offers.accept(street.an, offer, TODAY)
    assert closed_to_kobe(street, id_)


def test_a_refusal_says_why_and_takes_the_keys_away(street: Street) -> None:
    id_ = written(street)
    offer = offered(street, id_, HAND_OVER, Part.STEPS, talk=True)
    offers.refuse(street.an, offer, "Không có người nói tiếng Việt.", TODAY)
    assert closed_to_kobe(street, id_)
    assert inbox.waiting(street.an, TODAY) == ()
    turns = [entry for entry in fold.timeline(cases.opened(street.hoa, id_, TODAY).case) if entry.wrote is Wrote.HANDED]
    assert {entry.text("turn"): entry.text("text") for entry in turns} == {
        "offered": "Cần luật sư.",
        "refused": "Không có người nói tiếng Việt.",
    }
    assert offers.of_case(street.hoa, id_, TODAY) == ()
    stands = {each.stands for each in talk.thread(street.visit, "vi", TODAY).consents if each.to == "kobe"}
    assert stands == {Stands.ENDED}, "nobody reads that a group helps which said no"
    with pytest.raises(CaseRefused, match=r"offer\.no_consent"):
        offers.make(street.hoa, id_, HAND_OVER, "kobe", "Still?", TODAY)
    offered(street, id_, HAND_OVER, Part.STEPS)


def test_a_case_that_was_handed_over_is_the_other_groups_and_no_longer_ours(street: Street) -> None:
    id_ = written(street)
    offers.accept(street.an, offered(street, id_, HAND_OVER, Part.STEPS, Part.STATUS), TODAY)
    assert parts_read(street, id_) == {Part.CORE, Part.STEPS, Part.STATUS}
    with pytest.raises(CaseRefused, match=r"case\.gone"):
        cases.opened(street.hoa, id_, TODAY)
    assert cards.of_desk(street.hoa, TODAY) == ()
    assert not models.PartRow.objects.filter(name="notes").exists(), "what nobody was given is nobody's"
    cases.add_note(street.an, id_, "ghi chú mới", TODAY, part=Part.NOTES)
    cases.add_step(street.an, id_, "tiếp tục", None, TODAY, part=Part.STEPS)
    assert models.PartRow.objects.get(name="steps").epoch == 2
    street.withdraws(Purpose.HAND_OVER)
    assert not models.Case.objects.exists()


def test_the_group_that_gave_a_case_away_can_be_refused_without_losing_the_case(street: Street) -> None:
    id_ = written(street)
    offers.accept(street.an, offered(street, id_, HAND_OVER, Part.STEPS), TODAY)
    assert len(inbox.waiting(street.an, TODAY)) == 1, "whoever keeps a case can answer its person"
    given = [each.purpose for each in talk.thread(street.visit, "vi", TODAY).consents if each.stands is Stands.GIVEN]
    assert given == [Purpose.HAND_OVER], "the yes to the group before has done its part"
    talk.refuse(street.visit, "nagoya", TODAY)
    assert parts_read(street, id_) == {Part.CORE, Part.STEPS}
    talk.refuse(street.visit, "kobe", TODAY)
    assert not models.Case.objects.exists()


def test_an_offer_can_be_taken_back_until_it_is_answered(street: Street) -> None:
    id_ = written(street)
    offer = offered(street, id_, JOIN, Part.STEPS)
    offers.take_back(street.an, offer, TODAY)
    assert len(offers.waiting(street.an, TODAY)) == 1, "not by the other group"
    offers.take_back(street.hoa, offer, TODAY)
    assert offers.waiting(street.an, TODAY) == ()
    assert closed_to_kobe(street, id_)


def test_what_concerns_the_stay_goes_to_no_group_in_which_nobody_may_read_it(street: Street) -> None:
    id_ = written(street)
    network.set_duty("an", Known.UNKNOWN)
    with pytest.raises(CaseRefused, match=r"offer\.nobody_free"):
        offers.ask(street.hoa, id_, JOIN, "kobe", (Part.STATUS,), TODAY, talk=False)


def test_a_member_with_a_duty_hands_on_nothing_that_they_do_not_read(street: Street) -> None:
    id_ = written(street)
    offers.ask(street.hoa, id_, JOIN, "kobe", (Part.STATUS,), TODAY, talk=False)
    street.agrees()
    with pytest.raises(CaseRefused, match=r"offer\.not_all"):
        offers.make(street.sensei, id_, JOIN, "kobe", "text", TODAY)


def test_in_a_group_that_joined_the_duty_counts_as_well(street: Street) -> None:
    id_ = written(street)
    offers.accept(street.an, offered(street, id_, JOIN, Part.STATUS), TODAY)
    clerk = member("kobe", "clerk", Known.YES, let_by=street.an)
    assert set(cases.opened(clerk, id_, TODAY).case.entries) == {Part.CORE}
    assert Part.STATUS in parts_read(street, id_)


def test_a_third_group_can_neither_answer_an_offer_nor_make_one(street: Street) -> None:
    from tests.help.network_of_tests import group

    id_ = written(street)
    offer = offered(street, id_, JOIN, Part.STEPS)
    group("osaka")
    ken = member("osaka", "ken")
    for act in (offers.accept, offers.offered):
        with pytest.raises(CaseRefused, match=r"offer\.gone"):
            act(ken, offer, TODAY)
    with pytest.raises(CaseRefused, match=r"case\.gone"):
        offers.make(ken, id_, JOIN, "osaka", "text", TODAY)


def test_a_refused_group_loses_what_it_kept_and_what_it_gave(street: Street) -> None:
    id_ = written(street)
    offers.accept(street.an, offered(street, id_, JOIN, Part.STEPS), TODAY)
    talk.refuse(street.visit, "nagoya", TODAY)
    assert not models.Case.objects.exists()
    assert cards.of_desk(street.an, TODAY) == ()
