"""A letter opens for two people of two groups, in the case that happened, and for nobody else in any other way."""

import pytest

from madoguchi.help.actions import hung, talk
from madoguchi.help.terms import TalkRefused
from madoguchi.network.actions import traces
from madoguchi.network.terms import Act
from madoguchi.tracing import models
from madoguchi.tracing.actions import keyed, letters, opening
from madoguchi.tracing.actions.letters import on_its_way
from madoguchi.tracing.terms.entries import TracingRefused
from madoguchi.tracing.terms.letters import TRIES_A_DAY, Happened, Letter, Page, Stage, Wish
from madoguchi.vault.terms import Unreadable
from tests.tracing.letters.people_of_letters import ALWAYS, ARRESTED, DAY, ILL, LETTER, WEEK, People

pytestmark = pytest.mark.slow


def test_two_groups_open_the_page_of_what_happened_and_the_person_reads_that_they_did(people: People) -> None:
    letter = people.leaves()
    id_ = people.asked()
    opening.pass_on(people.thu, id_, people.today)
    assert opening.open_page(people.hoa, letter, id_, people.today) == Page(ARRESTED, ALWAYS)
    opening.told(people.hoa, letter, id_, people.today)
    (found,) = people.mine().openings
    assert (found.group, found.second, found.happened) == ("nagoya", "vinh", Happened.ARREST)
    assert (found.opened_on, found.told_on) == (people.today, people.today)
    (row,) = opening.letters(people.hoa, people.today)
    acts = {(each.organisation, each.act) for each in traces(row.case)}
    assert acts == {
        ("Group vinh", Act.PASSED_LETTER),
        ("Group nagoya", Act.OPENED_LETTER),
        ("Group nagoya", Act.TOLD_OF_LETTER),
    }


def test_what_is_written_for_other_cases_stays_shut(people: People) -> None:
    letter = people.leaves()
    id_ = people.opened()
    assert list(opening.here(people.hoa, letter, people.today).pages.values()) == [Page(ARRESTED, ALWAYS)]
    # Also with what the second group passed on: it is the key of that page alone.
    passed = bytes(models.Opening.objects.get(pk=id_).passed)
    kept = models.Letter.objects.get()
    others = models.LetterPart.objects.exclude(happened=Happened.ARREST)
    assert others.count() == len(Happened) - 1
    hook = hung.at_desk(people.hoa, hung.case_of(kept.conversation_id), people.today)
    for part in others:
        with pytest.raises(Unreadable):
            keyed.taken(passed, keyed.pairs_of(people.hoa), hook, part.id)


def test_a_case_in_which_nobody_is_to_be_told_says_so_and_cannot_be_told(people: People) -> None:
    letter = people.leaves()
    id_ = people.opened(Happened.DEATH)
    assert opening.here(people.hoa, letter, people.today).pages[id_] == Page(Wish(), ALWAYS)
    with pytest.raises(TracingRefused):
        opening.told(people.hoa, letter, id_, people.today)
    assert people.mine().openings[0].told_on is None


def test_one_group_alone_opens_nothing_whatever_it_tries(people: People) -> None:
    letter = people.leaves()
    id_ = people.asked()
    for desk in (people.hoa, people.minh(), people.sensei, people.an):
        with pytest.raises(TracingRefused):
            opening.pass_on(desk, id_, people.today)
    for desk in (people.hoa, people.thu, people.an):
        with pytest.raises(TracingRefused):
            opening.open_page(desk, letter, id_, people.today)
    # Nor with its keys and the tables before it.
    kept = models.Letter.objects.get()
    hook = hung.at_desk(people.hoa, hung.case_of(kept.conversation_id), people.today)
    for part in models.LetterPart.objects.all():
        with pytest.raises(Unreadable):
            keyed.taken(bytes(part.for_owner), keyed.pairs_of(people.hoa), hook, part.id)
        for way in part.ways.all():
            with pytest.raises(Unreadable):
                keyed.peeled(people.hoa, bytes(way.sealed), on_its_way(part.id, way.second))


def test_two_members_of_one_group_are_one_group(people: People) -> None:
    people.leaves()
    id_ = people.asked()
    with pytest.raises(TracingRefused):
        opening.pass_on(people.minh(), id_, people.today)
    with pytest.raises(TracingRefused):
        opening.ask_second(people.hoa, people.letter, Happened.ILLNESS, "nagoya", people.today)


def test_the_second_group_reads_nothing_and_never_learns_of_which_conversation(people: People) -> None:
    letter = people.leaves()
    id_ = people.asked()
    (waits,) = opening.to_pass(people.thu)
    (row,) = opening.letters(people.hoa, people.today)
    assert row.case not in str(waits)
    opening.pass_on(people.thu, id_, people.today)
    for act in (
        lambda: opening.open_page(people.thu, letter, id_, people.today),
        lambda: opening.here(people.thu, letter, people.today),
        lambda: opening.told(people.thu, letter, id_, people.today),
    ):
        with pytest.raises(TracingRefused):
            act()
    passed = bytes(models.Opening.objects.get(pk=id_).passed)
    part = models.LetterPart.objects.get(happened=Happened.ARREST)
    with pytest.raises(TalkRefused):
        hung.at_desk(people.thu, row.case, people.today)
    assert all(pair.public not in passed for pair in people.thu.free_keys.values())
    assert len(bytes(part.payload)) > 0


def test_whoever_may_have_to_report_sees_and_does_nothing(people: People) -> None:
    letter = people.leaves()
    id_ = people.asked()
    desk = people.sensei
    assert opening.letters(desk, people.today) == ()
    assert opening.to_pass(desk) == ()
    assert opening.line_on_today(desk, people.today) is None
    for act in (
        lambda: opening.ask_second(desk, letter, Happened.ILLNESS, "vinh", people.today),
        lambda: opening.open_page(desk, letter, id_, people.today),
        lambda: opening.told(desk, letter, id_, people.today),
        lambda: opening.find(desk, "a b c", people.today),
        lambda: opening.asked_after(desk, letter, is_well=True, today=people.today),
    ):
        with pytest.raises(TracingRefused):
            act()


def test_only_a_group_that_its_owner_chose_can_be_the_second(people: People) -> None:
    people.leaves(seconds=("kobe",))
    for second in ("vinh", "nowhere", ""):
        with pytest.raises(TracingRefused):
            opening.ask_second(people.hoa, people.letter, Happened.ARREST, second, people.today)
    opening.ask_second(people.hoa, people.letter, Happened.ARREST, "kobe", people.today)


@pytest.mark.parametrize("seconds", [(), ("nagoya",), ("nowhere",)])
def test_a_letter_without_a_second_group_is_not_taken(people: People, seconds: tuple[str, ...]) -> None:
    with pytest.raises(TracingRefused) as refused:
        letters.leave(people.visit, letters.Left(LETTER, "nagoya", seconds), people.today)
    assert refused.value.key == "trouble.problem.second"
    assert not models.Letter.objects.exists()


def test_only_a_group_that_reads_the_conversation_keeps_a_letter(people: People) -> None:
    with pytest.raises(TracingRefused):
        people.leaves(group="vinh", seconds=("kobe",))


def test_a_group_that_its_person_refuses_opens_nothing_any_more(people: People) -> None:
    letter = people.leaves()
    id_ = people.asked()
    opening.pass_on(people.thu, id_, people.today)
    talk.refuse(people.visit, "nagoya", people.today)
    with pytest.raises(TalkRefused):
        opening.open_page(people.hoa, letter, id_, people.today)
    assert not people.mine().can_be_opened


def test_a_page_is_asked_for_once_at_a_time_and_shuts_after_thirty_days(people: People) -> None:
    from madoguchi.tracing.actions import keeping_letters

    letter = people.leaves()
    id_ = people.opened()
    with pytest.raises(TracingRefused):
        people.asked()
    keeping_letters.forget(people.today + 30 * DAY)
    assert opening.here(people.hoa, letter, people.today).pages
    keeping_letters.forget(people.today + 31 * DAY)
    assert opening.here(people.hoa, letter, people.today).pages == {}
    assert bytes(models.Opening.objects.get(pk=id_).passed) == b""
    # That it was opened stays for its owner.
    assert people.mine().openings[0].opened_on == people.today
    people.asked()


def test_a_changed_letter_says_what_was_said_last_and_ends_what_was_open(people: People) -> None:
    letter = people.leaves()
    id_ = people.opened()
    changed = letters.Left(Letter({Happened.ARREST: ILL}, ALWAYS), "nagoya", ("kobe",))
    assert people.leaves(changed) == letter
    assert opening.here(people.hoa, letter, people.today).pages == {}
    with pytest.raises(TracingRefused):
        opening.open_page(people.hoa, letter, id_, people.today)
    assert people.mine().openings[0].stage is Stage.ENDED
    people.asked(second="kobe")
    again = next(each.id for each in people.mine().openings if each.stage is Stage.ASKED)
    opening.pass_on(people.an, again, people.today)
    assert opening.open_page(people.hoa, letter, again, people.today) == Page(ILL, ALWAYS)


# ------------------------------------------------------------------ the card


def words(people: People, language: str = "vi") -> str:
    """What somebody reads off the card."""
    (found,) = letters.card(people.visit, (language,), people.today)
    return " ".join(found)


def test_a_card_word_leads_to_the_letter_in_every_language_and_opens_nothing(people: People) -> None:
    letter = people.leaves()
    assert letters.card(people.visit, ("vi",), people.today) == ()
    letters.new_card(people.visit, people.today)
    for language in ("vi", "ja", "en", "ja-x-easy"):
        assert opening.find(people.hoa, words(people, language), people.today) == letter
    assert words(people) == words(people), "it is grown, not drawn"
    assert not models.Opening.objects.exists()
    assert opening.here(people.hoa, letter, people.today).pages == {}


def test_a_new_card_voids_the_one_before_and_a_changed_letter_does_not(people: People) -> None:
    letter = people.leaves()
    letters.new_card(people.visit, people.today)
    old = words(people)
    people.leaves(letters.Left(Letter({Happened.DEATH: ILL}, ALWAYS), "nagoya", ("vinh",)))
    assert opening.find(people.hoa, old, people.today) == letter
    letters.new_card(people.visit, people.today)
    with pytest.raises(TracingRefused):
        opening.find(people.hoa, old, people.today)
    assert opening.find(people.hoa, words(people), people.today) == letter


def test_wrong_words_are_all_told_the_same_also_at_the_desk_of_another_group(people: People) -> None:
    people.leaves()
    letters.new_card(people.visit, people.today)
    right = words(people)
    tries = [(people.thu, right), (people.an, right)]
    tries += [(people.hoa, text) for text in ("", "one two", "mèo đen", "abandon ability able", f"{right} x", "1234", right[1:])]
    keys = set()
    for desk, text in tries:
        with pytest.raises(TracingRefused) as refused:
            opening.find(desk, text, people.today)
        keys.add(refused.value.key)
    assert keys == {"sealed.problem.word"}


def test_a_group_tries_so_many_words_a_day_and_then_not_even_the_right_one(people: People) -> None:
    letter = people.leaves()
    letters.new_card(people.visit, people.today)
    for _ in range(TRIES_A_DAY):
        with pytest.raises(TracingRefused, match=r"sealed.problem.word"):
            opening.find(people.hoa, "abandon ability able", people.today)
    for desk, text in ((people.hoa, words(people)), (people.hoa, "abandon ability able"), (people.minh(), words(people))):
        with pytest.raises(TracingRefused, match=r"sealed.problem.enough"):
            opening.find(desk, text, people.today)
    assert opening.find(people.hoa, words(people), people.today + DAY) == letter
    (row,) = models.CardTry.objects.all()
    assert (row.organisation, row.count) == ("nagoya", TRIES_A_DAY)


# ------------------------------------------------------------------ the check-in


def overdue(people: People) -> None:
    """The weeks and the grace go by."""
    due_on = people.mine().expected.due_on
    assert due_on is not None
    people.today = due_on + WEEK + DAY


def test_whoever_is_overdue_is_asked_after_and_nothing_else_happens(people: People) -> None:
    people.leaves()
    assert opening.line_on_today(people.hoa, people.today) is None
    overdue(people)
    line = opening.line_on_today(people.hoa, people.today)
    assert line is not None
    assert line.count == 1
    (row,) = opening.letters(people.hoa, people.today)
    assert (row.is_overdue, row.no_answer) == (True, False)
    assert not models.Opening.objects.exists()
    for desk in (people.thu, people.an, people.sensei):
        assert opening.letters(desk, people.today) == ()
        assert opening.line_on_today(desk, people.today) is None


def test_silence_opens_only_after_an_asking_without_an_answer_and_with_the_second_group(people: People) -> None:
    letter = people.leaves(letters.Left(Letter({Happened.SILENCE: ILL}, ALWAYS), "nagoya", ("vinh",), 2))
    for _ in range(2):
        with pytest.raises(TracingRefused, match=r"sealed.problem.silence"):
            people.asked(Happened.SILENCE)
        overdue(people)
    opening.asked_after(people.hoa, letter, is_well=False, today=people.today)
    id_ = people.asked(Happened.SILENCE)
    with pytest.raises(TracingRefused):
        opening.open_page(people.hoa, letter, id_, people.today)
    opening.pass_on(people.thu, id_, people.today)
    assert opening.open_page(people.hoa, letter, id_, people.today) == Page(ILL, ALWAYS)


def test_nobody_notes_an_asking_of_somebody_who_is_not_overdue(people: People) -> None:
    letter = people.leaves()
    for is_well in (True, False):
        with pytest.raises(TracingRefused):
            opening.asked_after(people.hoa, letter, is_well=is_well, today=people.today)


@pytest.mark.parametrize("who", ["the person", "a caseworker"])
def test_whoever_is_well_ends_an_opening_because_of_silence_that_nobody_has_read(people: People, who: str) -> None:
    letter = people.leaves()
    overdue(people)
    opening.asked_after(people.hoa, letter, is_well=False, today=people.today)
    id_ = people.asked(Happened.SILENCE)
    arrest = people.asked(Happened.ARREST)
    opening.pass_on(people.thu, id_, people.today)
    if who == "the person":
        letters.is_well(people.visit, people.today)
    else:
        opening.asked_after(people.hoa, letter, is_well=True, today=people.today)
    with pytest.raises(TracingRefused):
        opening.open_page(people.hoa, letter, id_, people.today)
    stages = {each.id: each.stage for each in people.mine().openings}
    assert stages == {id_: Stage.ENDED, arrest: Stage.ASKED}
    (row,) = opening.letters(people.hoa, people.today)
    assert (row.is_overdue, row.no_answer) == (False, False)


def test_a_mere_visit_changes_no_row(people: People) -> None:
    people.leaves()
    before = list(models.Letter.objects.values_list())
    people.today += 3 * DAY
    people.mine()
    assert list(models.Letter.objects.values_list()) == before


def test_without_a_check_in_nobody_is_ever_overdue_and_silence_never_opens(people: People) -> None:
    letter = people.leaves(letters.Left(LETTER, "nagoya", ("vinh",)))
    people.today += 60 * DAY
    (row,) = opening.letters(people.hoa, people.today)
    assert not row.is_overdue
    with pytest.raises(TracingRefused):
        opening.ask_second(people.hoa, letter, Happened.SILENCE, "vinh", people.today)


def test_a_letter_can_be_renewed_in_its_last_months(people: People) -> None:
    people.leaves()
    assert not people.mine().can_renew
    people.today += 300 * DAY
    assert people.mine().can_renew
    letters.renew(people.visit, people.today)
    assert people.mine().ends_on == people.today + 365 * DAY


def test_without_a_letter_there_is_nothing_to_act_on(people: People) -> None:
    assert letters.mine(people.visit, people.today) is None
    for act in (letters.is_well, letters.renew, letters.new_card, letters.withdraw):
        with pytest.raises(TracingRefused):
            act(people.visit, people.today)
