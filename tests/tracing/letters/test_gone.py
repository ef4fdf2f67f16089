"""What is withdrawn, changed or over is unreadable at once, also from a backup; a stolen disk says nothing that was written."""

import os

import pytest
from django.db import connection
from pytest_django import Settings

from madoguchi.casework.actions import leaving
from madoguchi.ground.clock import StoppedClock
from madoguchi.help import keyring
from madoguchi.help.actions import keeping as conversations
from madoguchi.help.actions import talk
from madoguchi.help.models import Conversation
from madoguchi.network.actions import leaving as departures
from madoguchi.tracing import letter_keys, models
from madoguchi.tracing.actions import keeping_letters, letters, opening
from madoguchi.tracing.actions.letters import mark_of
from madoguchi.tracing.terms import notices as board
from madoguchi.tracing.terms.entries import TracingRefused
from madoguchi.tracing.terms.letters import KEPT, LETTER_DAYS, Happened, Letter
from madoguchi.vault.terms import Unreadable
from madoguchi.vault.travelling import read
from tests.casework.network_of_cases import Kept
from tests.tracing.letters.people_of_letters import ALWAYS, DAY, ILL, TYPED, People
from tests.walks.browsing import Browser

pytestmark = pytest.mark.slow

TABLES = (models.Letter, models.LetterPart, models.LetterWay, models.Opening)


def rows() -> list[int]:
    """How many rows each table of letters has."""
    return [table.objects.count() for table in TABLES]


def disk() -> bytes:
    """Every cell of every table of the house."""
    found = []
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608 a name of our own
            found += [
                bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for row in cursor for cell in row
            ]
    return b"\n".join(found)


def lived(people: People) -> tuple[str, ...]:
    """A letter with everything that can hang on it; the words of its card."""
    people.leaves()
    letters.new_card(people.visit, people.today)
    people.opened()
    with pytest.raises(TracingRefused):
        opening.find(people.hoa, "abandon ability able", people.today)
    return letters.card(people.visit, ("vi",), people.today)[0]


def test_a_stolen_disk_holds_no_word_of_a_letter_nor_of_its_card(people: People) -> None:
    card = lived(people)
    assert all(rows())
    found = disk() + b"".join(path.read_bytes() for path in keyring.folder().iterdir())
    assert [word for word in (*TYPED, *card) if word.encode() in found] == []
    assert {table._meta.db_table for table in (*TABLES, models.CardTry)} == set(KEPT)
    assert set(board.KEPT) == {models.Notice._meta.db_table}


def test_no_size_and_no_row_tells_what_is_written_for_which_case(people: People) -> None:
    people.leaves()
    parts = models.LetterPart.objects.all()
    assert {part.happened for part in parts} == {each.value for each in Happened}
    assert len({len(part.payload) for part in parts}) == len({len(part.for_owner) for part in parts}) == 1
    assert len({len(way.sealed) for way in models.LetterWay.objects.all()}) == 1
    assert models.LetterWay.objects.count() == 2 * len(Happened)


def test_the_lock_lies_where_no_backup_looks_and_not_in_a_table(people: People) -> None:
    people.leaves()
    lock = models.Letter.objects.get().lock
    assert letter_keys.read(lock).reveal() not in disk()
    assert (keyring.folder() / f"{lock}.letter").stat().st_mode & 0o077 == 0


def test_a_letter_that_is_withdrawn_is_gone_with_its_lock(people: People) -> None:
    lived(people)
    lock = models.Letter.objects.get().lock
    letters.withdraw(people.visit, people.today)
    assert not any(rows())
    with pytest.raises(Unreadable):
        letter_keys.read(lock)
    assert letters.mine(people.visit, people.today) is None
    assert opening.letters(people.hoa, people.today) == ()
    # The conversation goes on.
    assert Conversation.objects.exists()


def test_from_a_backup_of_the_tables_nobody_reads_a_letter_that_was_withdrawn(people: People) -> None:
    """Before anything is erased again: whoever puts the tables back by hand, with all keys of people that there are."""
    card = lived(people)
    id_, letter = people.mine().openings[0].id, people.letter
    people.asked(Happened.ILLNESS)
    tables = Kept.of(people.cookie)
    tables.keys = {}
    letters.withdraw(people.visit, people.today)
    tables.put_back()
    assert all(rows())
    assert people.mine().letter is None
    with pytest.raises(Unreadable):
        opening.open_page(people.hoa, letter, id_, people.today)
    with pytest.raises(TracingRefused):
        opening.find(people.hoa, " ".join(card), people.today)
    waits = next(each for each in opening.to_pass(people.thu) if each.happened is Happened.ILLNESS)
    opening.pass_on(people.thu, waits.id, people.today)
    with pytest.raises(Unreadable):
        opening.open_page(people.hoa, letter, waits.id, people.today)
    assert keeping_letters.erase_again() == 1
    assert not any(rows())


def test_not_even_a_copy_of_the_locks_brings_it_back(people: People) -> None:
    lived(people)
    everything = Kept.of(people.cookie)
    letters.withdraw(people.visit, people.today)
    noted = {path.name: path.read_bytes() for path in keyring.folder().glob("*.erased")}
    everything.put_back()
    for name, content in noted.items():
        (keyring.folder() / name).write_bytes(content)
    assert people.mine().letter is not None, "the copy is whole"
    assert keeping_letters.erase_again() == 1
    assert not any(rows())
    assert letter_keys.names() == []
    assert keeping_letters.erase_again() == 0


def test_what_a_letter_said_before_it_was_changed_opens_for_nobody(people: People) -> None:
    people.leaves()
    before, lock = Kept.of(people.cookie), models.Letter.objects.get().lock
    before.keys = {}
    people.leaves(letters.Left(Letter({Happened.ARREST: ILL}, ALWAYS), "nagoya", ("vinh",)))
    assert models.Letter.objects.get().lock != lock
    assert letter_keys.names() == [models.Letter.objects.get().lock]
    before.put_back()
    assert people.mine().letter is None


def test_a_change_that_does_not_happen_leaves_the_letter_as_it_was(people: People) -> None:
    people.leaves()
    before = people.mine().letter
    with pytest.raises(TracingRefused):
        people.leaves(group="vinh")
    with pytest.raises(TracingRefused):
        people.leaves(seconds=())
    assert people.mine().letter == before


@pytest.mark.parametrize("how", ["erased", "ended by itself", "erased again after a backup"])
def test_the_conversation_takes_its_letter_and_lock_along(people: People, how: str) -> None:
    lived(people)
    (lock,) = letter_keys.names()
    if how == "ended by itself":
        last = people.mine().ends_on + DAY
        assert keeping_letters.forget(last) == 1
        assert conversations.forget(last) == 1
    else:
        before = Kept.of(people.cookie)
        talk.erase(people.visit, people.today)
        if how != "erased":
            noted = {path.name: path.read_bytes() for path in keyring.folder().glob("*.erased")}
            before.put_back()
            for name, content in noted.items():
                (keyring.folder() / name).write_bytes(content)
            assert conversations.erase_again() == 1
    assert not any(rows())
    assert letter_keys.names() == []
    assert not Conversation.objects.exists()
    with pytest.raises(Unreadable):
        letter_keys.read(lock)


def test_a_conversation_lasts_as_long_as_its_letter(people: People) -> None:
    people.leaves()
    last = people.today + LETTER_DAYS * DAY
    assert talk.thread(people.visit, "vi", people.today).ends_on == last
    assert conversations.forget(last) == 0
    assert keeping_letters.forget(last) == 0
    assert keeping_letters.forget(last + DAY) == 1


def test_a_letter_does_not_go_to_another_house_and_its_owner_reads_that_before(people: People, settings: Settings) -> None:
    settings.CLOCK = StoppedClock(people.today)
    lived(people)
    assert departures.announce("nagoya", "https://other.example", people.today, people.today) is None
    page = Browser()
    page.client.cookies["v"] = people.cookie
    assert "Lá thư không đi theo" in page.go("/vi/f/8").main()
    _, records = leaving.leave("nagoya", people.today, without_broken=False)
    file = list(records)
    assert letter_keys.names() != [], "until the other house has everything the group may still stay"
    leaving.forget("nagoya", read(file[-1])["receipt"], people.today)
    assert not any(rows())
    assert letter_keys.names() == []
    assert not any(word.encode() in b"".join(file) for word in TYPED)


def test_when_the_group_that_keeps_it_goes_the_letter_ends(people: People) -> None:
    lived(people)
    keeping_letters.forget_group("nagoya")
    assert not any(rows())
    assert letter_keys.names() == []


def test_when_a_second_group_goes_no_letter_opens_through_it_any_more_and_its_owner_is_told(people: People) -> None:
    people.leaves(seconds=("vinh",))
    people.asked()
    assert people.mine().can_be_opened
    keeping_letters.forget_group("vinh")
    assert not people.mine().can_be_opened
    assert people.mine().letter is not None
    with pytest.raises(TracingRefused):
        people.asked(Happened.ILLNESS)


def test_a_second_group_that_a_backup_brings_back_and_that_is_not_here_cannot_be_asked(people: People) -> None:
    letter = people.leaves(seconds=("vinh",))
    models.LetterWay.objects.update(second="elsewhere")
    assert opening.here(people.hoa, letter, people.today).seconds == ()
    with pytest.raises(TracingRefused):
        people.asked(second="elsewhere")
    assert not people.mine().can_be_opened


def test_a_letter_of_a_group_that_is_here_no_more_goes(people: People) -> None:
    people.leaves()
    models.Letter.objects.update(organisation="elsewhere")
    assert keeping_letters.erase_again() == 1
    assert not any(rows())


def test_a_lock_that_was_lost_is_said_and_the_letter_can_be_written_anew(people: People) -> None:
    lived(people)
    for name in letter_keys.names():
        letter_keys.destroy(name)
        letter_keys.destroy(name)
    assert people.mine().letter is None
    assert not people.mine().can_be_opened
    people.leaves()
    assert people.mine().letter is not None


def test_a_lock_that_no_letter_needs_lies_thirty_days_and_then_goes(people: People) -> None:
    people.leaves()
    needed = letter_keys.names()
    left = letter_keys.make()
    keeping_letters.forget(people.today)
    assert set(letter_keys.names()) == {*needed, left}
    for name in (*needed, left):
        os.utime(keyring.folder() / f"{name}.letter", (0, 0))
    keeping_letters.forget(people.today)
    assert letter_keys.names() == needed


def test_a_lock_half_destroyed_opens_nothing(people: People) -> None:
    name = letter_keys.make()
    path = keyring.folder() / f"{name}.letter"
    for content in (bytes(32), b"short", b""):
        path.write_bytes(content)
        with pytest.raises(Unreadable):
            letter_keys.read(name)


def test_what_is_noted_of_a_letter_is_a_hash(people: People) -> None:
    lived(people)
    (lock,) = letter_keys.names()
    letters.withdraw(people.visit, people.today)
    said = "".join(path.read_text("ascii") for path in keyring.folder().glob("*.erased"))
    assert lock not in said
    assert mark_of(lock).hex() in said


def test_numbers_of_tries_go_the_next_day(people: People) -> None:
    lived(people)
    assert models.CardTry.objects.exists()
    keeping_letters.forget(people.today + DAY)
    assert not models.CardTry.objects.exists()
