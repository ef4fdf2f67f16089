"""What is erased is gone, also from a backup that is put back; what lies on the disk says nothing to whoever takes it."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection

from madoguchi.help import keyring
from madoguchi.help.actions import keeping as house
from madoguchi.help.actions import talk
from madoguchi.help.models import Conversation
from madoguchi.tracing import blinding_keys, models
from madoguchi.tracing.actions import beacons, candidates, daily, families, keeping_entries, relays
from madoguchi.tracing.terms.entries import ENTRY_DAYS, KEPT, RENEW_DAYS, Answer, Denied, TracingRefused
from madoguchi.vault.terms import Unreadable
from tests.casework.network_of_cases import Kept
from tests.tracing.entries.network_of_entries import DAY, HOAN, Village, visit

pytestmark = pytest.mark.slow

TABLES = (models.Entry, models.Keys, models.Put, models.Candidate, models.ToldRow, models.LineRow)
TYPED = ("Hoàn", "hoan", "Sáu", "Nghệ An", "nghe an", "1998", "Tèo", "Mẹ khỏe", "Phạm Văn Cò", "Con khỏe", "Bé Na", "Riêng tư")


def left() -> dict[str, int]:
    """How many rows each table has."""
    return {table._meta.db_table: table.objects.count() for table in TABLES}


def disk() -> bytes:
    """Every cell of the tables of this room, and of the conversations that its entries hang on."""
    found = []
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            if name.startswith(("tracing_", "help_")):
                cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608 a name of our own
                found += [
                    bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for row in cursor for cell in row
                ]
    return b"\n".join(found)


def lived(village: Village) -> str:
    """A search and a beacon with everything that can hang on them; the candidate."""
    village.leaves(Denied("Phạm Văn Cò"))
    search = village.asks()
    village.night()
    candidate = village.shown()
    (one,) = families.standings(visit(village.mother), village.today)
    families.answer(visit(village.mother), search, one.questions[0].number, "Bé Na", village.today)
    beacons.ask(visit(village.daughter), candidate, 0, "Riêng tư?", village.today)
    village.answers(candidate, Answer.RELAY, "Con khỏe.")
    relays.write_as_sought(visit(village.daughter), candidate, "Con khỏe lắm.", village.today)
    return candidate


def test_a_stolen_disk_holds_no_word_that_anybody_typed(village: Village) -> None:
    lived(village)
    assert all(left().values())
    found = disk()
    assert [word for word in TYPED if word.encode() in found] == []
    assert {*left(), models.Frequent._meta.db_table} == set(KEPT)


def test_things_of_one_kind_are_of_one_length(village: Village) -> None:
    candidate = lived(village)
    relays.write_as_sought(visit(village.daughter), candidate, "x" * 500, village.today)
    assert len({len(row.sealed) for row in models.LineRow.objects.all()}) == 1
    assert len({len(row.payload) for row in models.Entry.objects.all()}) == 1


@pytest.mark.parametrize("who", ["mother", "daughter"])
@pytest.mark.parametrize("how", ["the entry", "the conversation"])
def test_whoever_ends_takes_everything_along_that_hung_on_them(village: Village, who: str, how: str) -> None:
    candidate = lived(village)
    cookie = getattr(village, who)
    if how == "the conversation":
        talk.erase(visit(cookie), village.today)
    elif who == "mother":
        families.end(visit(cookie), village.told().id, village.today)
    else:
        beacons.end(visit(cookie), village.today)
    gone = {"tracing_candidate", "tracing_toldrow", "tracing_linerow"}
    assert {name for name, count in left().items() if not count} == (gone | {"tracing_put"} if who == "mother" else gone)
    assert models.Entry.objects.count() == 1
    with pytest.raises((TracingRefused, Unreadable)):
        candidates.review(village.hoa, candidate, village.today)


@pytest.mark.parametrize(
    ("act", "table"),
    [
        (lambda village, _: families.end(visit(village.mother), village.told().id, village.today), models.Put),
        (lambda village, _: beacons.end(visit(village.daughter), village.today), models.Candidate),
        (
            lambda village, candidate: beacons.decide_on(visit(village.daughter), candidate, Answer.NOTHING, "", village.today),
            models.ToldRow,
        ),
    ],
    ids=["a search", "a beacon", "an answer"],
)
def test_no_backup_brings_back_what_was_ended(
    village: Village, act: Callable[[Village, str], None], table: type[models.Put]
) -> None:
    candidate = lived(village)
    before = Kept.of(village.daughter)
    act(village, candidate)
    before.put_back()
    assert table.objects.exists()
    assert keeping_entries.erase_again() > 0
    assert not table.objects.exists()
    assert keeping_entries.erase_again() == 0
    village.night(10)
    assert not models.ToldRow.objects.exists()


def test_a_group_that_its_person_refuses_opens_nothing_of_the_entry(village: Village) -> None:
    candidate = village.asked()
    talk.refuse(visit(village.daughter), "nagoya", village.today)
    with pytest.raises(Exception, match="gone"):
        candidates.review(village.hoa, candidate, village.today)


def test_entries_end_on_their_day_and_their_conversations_last_as_long(village: Village) -> None:
    village.asks()
    last = village.today + ENTRY_DAYS * DAY
    assert talk.thread(visit(village.mother), "vi", village.today).ends_on == last
    assert house.forget(last) == 0
    daily.run(last)
    (standing,) = families.standings(visit(village.mother), last)
    assert standing.ends_on == last
    assert keeping_entries.forget(last + DAY) == 1
    assert house.forget(last + DAY) == 1
    assert not Conversation.objects.exists()
    assert not any(left().values())


def test_everybody_can_renew_in_the_last_month_and_nobody_before(village: Village) -> None:
    search = village.asks()
    village.leaves()
    almost = village.today + (ENTRY_DAYS - RENEW_DAYS) * DAY
    for today, can in ((almost - DAY, False), (almost, True)):
        (standing,) = families.standings(visit(village.mother), today)
        beacon = beacons.beacon(visit(village.daughter), today)
        assert beacon is not None
        assert (standing.can_renew, beacon.can_renew) == (can, can)
    families.renew(visit(village.mother), search, almost)
    beacons.renew(visit(village.daughter), almost)
    (standing,) = families.standings(visit(village.mother), almost)
    assert standing.ends_on == almost + ENTRY_DAYS * DAY
    assert keeping_entries.forget(village.today + (ENTRY_DAYS + 1) * DAY) == 0


def test_a_key_on_its_way_moves_with_the_vault_keys_and_opens_afterwards(village: Village) -> None:
    village.leaves()
    village.asks()
    village.night()
    (row,) = candidates.queue(village.hoa)
    candidates.ask_out(village.hoa, row.id, "", village.today)
    candidates.vouch(village.thu, row.id, village.today)
    old = keyring.newest().number
    keyring.begin_next(old)
    assert keeping_entries.move_released(keyring.newest(), village.today) == set()
    house.turn_keys(village.today)
    assert models.Candidate.objects.get().vault == old + 1
    assert candidates.review(village.hoa, row.id, village.today).asked.sought == HOAN


def test_a_key_on_its_way_whose_vault_key_is_gone_holds_nothing_back(village: Village) -> None:
    village.leaves()
    village.asks()
    village.night()
    (row,) = candidates.queue(village.hoa)
    candidates.ask_out(village.hoa, row.id, "", village.today)
    candidates.vouch(village.thu, row.id, village.today)
    models.Candidate.objects.update(vault=99)
    assert keeping_entries.move_released(keyring.newest(), village.today) == {99}


def test_what_a_group_kept_ends_when_it_is_here_no_more(village: Village) -> None:
    village.leaves()
    village.asks()
    models.Entry.objects.filter(organisation="vinh").update(organisation="elsewhere")
    assert keeping_entries.erase_again() == 1
    assert models.Entry.objects.get().organisation == "nagoya"
    keeping_entries.forget_group("nagoya")
    assert not models.Entry.objects.exists()


def test_blinding_keys_change_once_a_year_and_old_and_new_entries_meet(village: Village) -> None:
    village.leaves()
    year = dt.timedelta(days=blinding_keys.YEAR_DAYS)
    start = village.today
    assert set(blinding_keys.blinder(start).keys) == {1}
    assert set(blinding_keys.blinder(start + year - DAY).keys) == {1}
    assert set(blinding_keys.blinder(start + year).keys) == {1, 2}
    assert set(blinding_keys.blinder(start + year + ENTRY_DAYS * DAY).keys) == {1, 2}
    assert set(blinding_keys.blinder(start + year + (ENTRY_DAYS + 1) * DAY).keys) == {2}
    village.asks()
    assert village.night() == 0  # the beacon is older than every key that is left
    beacons.renew(visit(village.daughter), village.today)
    assert village.night() == 1
    models.Keys.objects.all().delete()  # as after a fire in which the folder of the keys was lost
    models.Candidate.objects.all().delete()
    assert village.night() == 0
    beacons.renew(visit(village.daughter), village.today)
    families.renew(visit(village.mother), village.told().id, village.today)
    assert village.night() == 1


@pytest.mark.parametrize("older", ["the beacon", "the search"])
def test_while_two_blinding_keys_are_in_force_older_and_newer_entries_meet(village: Village, older: str) -> None:
    blinding_keys.turn(village.today - (blinding_keys.YEAR_DAYS - 10) * DAY)  # a key that is nearly a year old
    first_, then = (village.leaves, village.asks) if older == "the beacon" else (village.asks, village.leaves)
    first_()
    village.today += 10 * DAY
    then()
    assert set(blinding_keys.blinder(village.today).keys) == {1, 2}
    epochs: dict[str, set[int]] = {row.entry_id: set() for row in models.Keys.objects.filter(is_denied=False)}
    for row in models.Keys.objects.filter(is_denied=False):
        epochs[row.entry_id].add(row.epoch)
    assert sorted(map(sorted, epochs.values())) == [[1], [1, 2]]
    assert village.night() == 1


def test_what_lies_behind_a_destroyed_blinding_key_goes_with_it(village: Village) -> None:
    blinding_keys.turn(village.today - (blinding_keys.YEAR_DAYS - 10) * DAY)
    village.leaves()
    village.today += 10 * DAY
    beacons.renew(visit(village.daughter), village.today)
    assert {row.epoch for row in models.Keys.objects.all()} == {1, 2}
    village.night(ENTRY_DAYS - 1)
    assert {row.epoch for row in models.Keys.objects.all()} == {1, 2}
    beacons.renew(visit(village.daughter), village.today)
    village.night(2)
    assert {row.epoch for row in models.Keys.objects.all()} == {2}
