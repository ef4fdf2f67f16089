"""A person is asked, agrees, declines, takes back: they sign, nobody else can, and what hangs on it goes with it."""

import datetime as dt
from pathlib import Path

import pytest

from madoguchi.help import store
from madoguchi.help.actions import asking, consents, inbox, keeping, stories, talk
from madoguchi.help.actions.stories import Next, Said
from madoguchi.help.models import Consent as Row
from madoguchi.help.models import Conversation
from madoguchi.help.terms import KEPT_DAYS, TalkRefused, Visit
from madoguchi.help.terms.consents import CONSENT_DAYS, TALK, Purpose, Stands
from madoguchi.network.terms import Desk
from tests.help.network_of_tests import TODAY, desk, group, next_page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
YEAR = dt.timedelta(days=CONSENT_DAYS)


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, settings: object) -> None:
    """A data folder of its own for the vault keys."""
    settings.DATA = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def nagoya() -> Desk:
    """A caseworker of a group in Nagoya; one in Kobe is there too."""
    group("nagoya")
    group("kobe")
    desk("kobe", "an")
    return desk("nagoya", "hoa")


@pytest.fixture
def visit(nagoya: Desk) -> Visit:
    """Somebody who wrote to Nagoya."""
    found = talk.visit_of(talk.begin(talk.First("Tôi cần giúp.", "vi", ("nagoya",)), "", TODAY), TODAY)
    assert found is not None
    return found


def case_of(of_desk: Desk) -> str:
    """The one conversation of a group."""
    (row,) = inbox.waiting(of_desk, TODAY)
    return row.case


def stands(visit: Visit, today: dt.date = TODAY) -> list[Stands]:
    """What became of each question, as the person sees it."""
    return [each.stands for each in talk.thread(visit, "vi", today).consents]


def asked(nagoya: Desk, purpose: Purpose = Purpose.CASE, **more: object) -> int:
    """A question of Nagoya; its place in the conversation."""
    case = case_of(nagoya)
    asking.ask(nagoya, case, purpose, TODAY, **more)  # type: ignore[arg-type]
    return asking.seen(nagoya, case, TODAY).consents[-1].seq


def test_a_question_is_answered_once_and_a_yes_can_be_taken_back(nagoya: Desk, visit: Visit) -> None:
    seq = asked(nagoya)
    case = case_of(nagoya)
    assert stands(visit) == [Stands.OPEN]
    assert asking.agreed(nagoya, case, Purpose.CASE, TODAY) is None
    consents.agree(visit, seq, TODAY)
    consents.decline(visit, seq, TODAY)
    assert stands(visit) == [Stands.GIVEN]
    found = asking.agreed(nagoya, case, Purpose.CASE, TODAY)
    assert found is not None
    assert found[0].until == TODAY + YEAR
    consents.withdraw(visit, seq, TODAY)
    consents.agree(visit, seq, TODAY)
    assert stands(visit) == [Stands.WITHDRAWN]
    assert asking.agreed(nagoya, case, Purpose.CASE, TODAY) is None
    assert not Row.objects.exists()


def test_a_no_changes_nothing_and_the_same_may_be_asked_again_later(nagoya: Desk, visit: Visit) -> None:
    seq = asked(nagoya)
    with pytest.raises(TalkRefused, match=r"consent\.asked_already"):
        asked(nagoya)
    consents.decline(visit, seq, TODAY)
    assert stands(visit) == [Stands.DECLINED]
    asked(nagoya)
    assert stands(visit) == [Stands.DECLINED, Stands.OPEN]


def test_nobody_answers_for_the_person(nagoya: Desk, visit: Visit) -> None:
    seq = asked(nagoya)
    kept = store.by_case(bytes.fromhex(case_of(nagoya)), store.instance(TODAY))
    assert kept is not None
    story = stories.open_story(kept, stories.pairs(*nagoya.group_keys.values()))
    key = stories.key_to_write(kept, story.keys)
    stories.write_event(kept, key, nagoya.keys.sign, Next(Said.AGREES, TODAY, more={"about": seq}))
    with pytest.raises(TalkRefused, match=r"talk\.unreadable"):
        talk.thread(visit, "vi", TODAY)


def test_the_answer_is_news_for_the_group_and_its_own_question_is_not(nagoya: Desk, visit: Visit) -> None:
    inbox.read(nagoya, case_of(nagoya), TODAY)
    seq = asked(nagoya)
    assert [row.unread for row in inbox.waiting(nagoya, TODAY)] == [0]
    consents.agree(visit, seq, TODAY)
    assert [row.unread for row in inbox.waiting(nagoya, TODAY)] == [1]


def test_another_group_reads_the_conversation_as_long_as_the_person_agrees(nagoya: Desk, visit: Visit) -> None:
    seq = asked(nagoya, Purpose.JOIN, to="kobe", parts=(TALK, "core"))
    kobe = next_page("an")
    assert inbox.waiting(kobe, TODAY) == ()
    consents.agree(visit, seq, TODAY)
    case = case_of(kobe)
    assert [message.text for message in inbox.read(kobe, case, TODAY).messages] == ["Tôi cần giúp."]
    consents.withdraw(visit, seq, TODAY)
    talk.write(visit, "Chỉ cho Nagoya.", TODAY)
    assert inbox.waiting(next_page("an"), TODAY) == ()
    with pytest.raises(TalkRefused):
        inbox.read(next_page("an"), case, TODAY)
    assert len(talk.thread(visit, "vi", TODAY).messages) == 2


def test_who_may_read_no_more_has_no_consent_left(nagoya: Desk, visit: Visit) -> None:
    case, to_kobe = asked(nagoya), asked(nagoya, Purpose.JOIN, to="kobe", parts=("core",))
    for seq in (case, to_kobe):
        consents.agree(visit, seq, TODAY)
    talk.refuse(visit, "nagoya", TODAY)
    assert stands(visit) == [Stands.WITHDRAWN, Stands.WITHDRAWN]
    assert not Row.objects.exists()


def test_what_is_agreed_to_anew_follows_what_was_agreed_to_before(nagoya: Desk, visit: Visit) -> None:
    consents.agree(visit, asked(nagoya), TODAY)
    (before,) = Row.objects.values_list("pk", flat=True)
    again = asked(nagoya)
    consents.agree(visit, again, TODAY)
    assert stands(visit) == [Stands.ENDED, Stands.GIVEN]
    assert list(Row.objects.values_list("pk", "seq")) == [(before, again)], "what hangs on it stays"
    consents.withdraw(visit, again, TODAY)
    assert not Row.objects.exists()


def test_a_case_keeps_its_conversation_until_the_day_that_the_page_says(nagoya: Desk, visit: Visit) -> None:
    consents.agree(visit, asked(nagoya), TODAY)
    last = TODAY + YEAR
    assert talk.thread(visit, "vi", TODAY).ends_on == last
    assert keeping.forget(TODAY + dt.timedelta(days=KEPT_DAYS + 1)) == 0
    assert keeping.forget(last) == 0
    assert stands(visit, last) == [Stands.GIVEN]
    assert keeping.forget(last + dt.timedelta(days=1)) == 1
    assert not Conversation.objects.exists()


def test_a_consent_that_keeps_no_case_ends_on_its_day(nagoya: Desk, visit: Visit) -> None:
    consents.agree(visit, asked(nagoya), TODAY)
    consents.agree(visit, asked(nagoya, Purpose.COUNT), TODAY)
    past = TODAY + YEAR + dt.timedelta(days=1)
    talk.write(visit, "Tôi vẫn ở đây.", past)
    assert stands(visit, past) == [Stands.GIVEN, Stands.ENDED]
    keeping.forget(past)
    assert list(Row.objects.values_list("purpose", flat=True)) == [Purpose.CASE]


def test_a_person_cannot_be_asked_by_a_group_that_does_not_read(nagoya: Desk, visit: Visit) -> None:
    with pytest.raises(TalkRefused, match=r"talk\.gone"):
        asking.ask(next_page("an"), case_of(nagoya), Purpose.CASE, TODAY)
    assert stands(visit) == []
