"""Two members of a group read a note, and nobody else; whatever its readers do, nothing about anybody else is written."""

import datetime as dt
from dataclasses import replace

import pytest

from madoguchi.help import keyring
from madoguchi.network import actions as network
from madoguchi.network.actions import leaving as departures
from madoguchi.network.terms import Desk, Known, NewWay, Welcome
from madoguchi.tracing import models
from madoguchi.tracing.actions import keeping
from madoguchi.tracing.actions import notes as acts
from madoguchi.tracing.terms.notes import KEPT_DAYS, MOST_NOTES, Hears, Held, Note, Step, Unfit, Work
from tests.casework.network_of_cases import member
from tests.help.network_of_tests import TODAY, group, next_page, signed_in

pytestmark = pytest.mark.slow

NOTE = Note("Ueno", TODAY, 9, name="Nguyễn Văn An")


def taken(note: Note = NOTE, organisation: str = "nagoya", today: dt.date = TODAY) -> Unfit | None:
    return acts.take(note, organisation, "vi", today)


def only(desk: Desk, today: dt.date = TODAY) -> Held:
    (found,) = acts.held(desk, today)
    return found


# ------------------------------------------------------------------ who reads


def test_both_readers_read_a_note_and_no_third_member(hoa: Desk) -> None:
    third = member("nagoya", "lan", let_by=hoa)
    assert taken() is None
    for nickname in ("hoa", "minh"):
        assert only(next_page(nickname)).note == NOTE
    assert acts.held(third, TODAY) == ()
    id_ = only(hoa).id
    assert acts.one(third, id_, TODAY) is None
    assert acts.one(hoa, "0" * 32, TODAY) is None


def test_two_is_the_most_and_the_least(hoa: Desk) -> None:
    third = member("nagoya", "lan", let_by=hoa)
    acts.be_reader(third, TODAY)
    assert {each.nickname for each in acts.readers_of("nagoya")} == {"hoa", "minh"}
    acts.stop_reading(hoa)
    assert acts.offered("vi") == ()
    assert taken() is Unfit.NOBODY
    acts.be_reader(third, TODAY)
    assert [each.id for each in acts.offered("vi")] == ["nagoya"]
    assert taken() is None


def test_a_new_second_reader_gets_the_key_from_the_other_and_the_former_loses_it(hoa: Desk) -> None:
    third = member("nagoya", "lan", let_by=hoa)
    taken()
    acts.stop_reading(next_page("minh"))
    acts.be_reader(third, TODAY)
    assert acts.held(next_page("lan"), TODAY) == ()
    assert acts.held(next_page("minh"), TODAY) == ()
    assert only(hoa).note == NOTE
    assert only(next_page("lan")).note == NOTE
    assert models.NoteKey.objects.count() == 2


def test_who_comes_under_a_duty_reads_no_more_and_the_other_leaves_them_no_key(hoa: Desk) -> None:
    taken()
    network.set_duty("minh", Known.UNKNOWN)
    assert acts.held(next_page("minh"), TODAY) == ()
    assert not acts.may_read_notes(next_page("minh"))
    assert only(hoa).note == NOTE
    assert models.NoteKey.objects.count() == 1


def test_who_has_a_duty_cannot_be_a_reader_nor_whom_nobody_let_read(hoa: Desk) -> None:
    acts.stop_reading(hoa)
    for desk in (member("nagoya", "sensei", Known.YES, let_by=hoa), member("nagoya", "waits")):
        acts.be_reader(desk, TODAY)
        assert acts.line_on_today(desk, TODAY) is None
    assert [each.nickname for each in acts.readers_of("nagoya")] == ["minh"]


def test_an_ended_membership_reads_nothing(hoa: Desk) -> None:
    taken()
    network.end_member("minh", TODAY)
    assert [each.nickname for each in acts.readers_of("nagoya")] == ["hoa"]
    assert only(hoa).note == NOTE
    assert models.NoteKey.objects.count() == 1


def test_a_reader_with_new_keys_gets_the_note_again_from_the_other(hoa: Desk) -> None:
    taken()
    colleague = member("nagoya", "lan", let_by=hoa)
    way = network.ask_new_way("minh", TODAY)
    assert isinstance(way, NewWay)
    assert [network.vouch_for(desk, way.spoken_code, TODAY) for desk in (hoa, colleague)] == [None, None]
    found = network.member_named("minh")
    assert found is not None
    again = signed_in(Welcome(found, way.passphrase, way.code_address))
    assert acts.held(again, TODAY) == ()
    assert only(hoa).note == NOTE
    assert only(next_page("minh")).note == NOTE


def test_groups_who_must_report_or_leave_are_not_offered(hoa: Desk) -> None:
    assert [each.id for each in acts.offered("vi")] == ["nagoya"]
    assert [each.id for each in acts.offered("en")] == ["nagoya"], "where nobody speaks it, all of them"
    assert departures.announce("nagoya", "https://other.example", TODAY, TODAY) is None
    assert acts.offered("vi") == ()
    assert taken() is Unfit.NOBODY


def test_a_group_that_is_not_there_takes_nothing(hoa: Desk) -> None:
    group("kobe")
    for other in ("kobe", "nowhere", ""):
        assert taken(organisation=other) is Unfit.NOBODY
    assert not models.Note.objects.exists()


# ------------------------------------------------------------------ what is kept


def test_what_cannot_be_taken_leaves_no_row(hoa: Desk) -> None:
    for note in (replace(NOTE, station=""), replace(NOTE, name="An và Bình"), replace(NOTE, day=TODAY + dt.timedelta(days=1))):
        assert taken(note) is not None
    assert not models.Note.objects.exists()


def test_every_note_looks_the_same_on_the_disk(hoa: Desk) -> None:
    taken()
    taken(Note("x", TODAY - dt.timedelta(days=30)))
    lengths = {(len(row.sealed), row.until, row.version, len(row.work)) for row in models.Note.objects.all()}
    assert len(lengths) == 1
    assert len({len(row.sealed) for row in models.NoteKey.objects.all()}) == 1


def test_a_flood_fills_no_more_than_its_room(hoa: Desk) -> None:
    taken()
    row = models.Note.objects.get()
    models.Note.objects.bulk_create(
        models.Note(id=f"{number:032x}", organisation_id="nagoya", until=row.until, sealed=b"") for number in range(1, MOST_NOTES)
    )
    assert taken() is Unfit.NOBODY
    assert only(hoa).note == NOTE


def test_a_note_is_gone_after_its_last_day_whoever_looks(hoa: Desk) -> None:
    taken()
    last = TODAY + dt.timedelta(days=KEPT_DAYS)
    assert only(hoa, last).until == last
    assert acts.held(hoa, last + dt.timedelta(days=1)) == ()
    assert not models.Note.objects.exists()
    assert not models.NoteKey.objects.exists()


def test_it_is_gone_also_when_nobody_looks(hoa: Desk) -> None:
    taken()
    last = TODAY + dt.timedelta(days=KEPT_DAYS)
    assert keeping.forget(last) == 0
    assert keeping.forget(last + dt.timedelta(days=1)) == 1
    assert not models.NoteKey.objects.exists()


def test_a_vault_key_is_kept_as_long_as_a_note_needs_it_and_no_longer(hoa: Desk) -> None:
    taken()
    first = keyring.newest()
    assert keeping.keys_needed(first, TODAY) == set()
    second = keyring.begin_next(first.number)
    assert keeping.keys_needed(second, TODAY) == {first.number}
    assert only(hoa).note == NOTE
    assert keeping.keys_needed(second, TODAY + dt.timedelta(days=KEPT_DAYS + 1)) == set()


def test_without_its_vault_key_a_note_opens_for_nobody(hoa: Desk) -> None:
    taken()
    number = keyring.newest().number
    keyring.begin_next(number)
    keyring.destroy(number)
    assert acts.held(hoa, TODAY) == ()


def test_a_note_that_was_changed_on_the_disk_is_no_note(hoa: Desk) -> None:
    taken()
    row = models.Note.objects.get()
    row.sealed = bytes(row.sealed)[:-1] + b"x"
    row.save()
    assert acts.held(hoa, TODAY) == ()


# ------------------------------------------------------------------ work


def test_what_one_reader_does_the_other_sees(hoa: Desk) -> None:
    taken()
    work = Work("Aichi", {Step.LAWYER: TODAY}, {}, TODAY, Hears.ALIVE, wants_consul=False)
    assert acts.save(hoa, only(hoa), work, TODAY)
    assert only(next_page("minh")).work == work
    assert acts.line_on_today(hoa, TODAY) == acts.Line("notes", "notes.title", 0)


def test_nobody_overwrites_what_the_other_did_meanwhile(hoa: Desk) -> None:
    taken()
    minh = next_page("minh")
    before = only(minh)
    assert acts.save(hoa, only(hoa), Work("Aichi"), TODAY)
    assert not acts.save(minh, before, Work("Tokyo"), TODAY)
    assert only(minh).work == Work("Aichi")
    assert not acts.save(minh, replace(before, id="0" * 32), Work("Tokyo"), TODAY)


def test_pressing_what_stands_there_already_changes_nothing(hoa: Desk) -> None:
    taken()
    assert acts.save(hoa, only(hoa), Work(), TODAY)
    assert only(hoa).version == 0


def test_a_note_that_nobody_has_begun_waits_on_today(hoa: Desk) -> None:
    assert acts.line_on_today(hoa, TODAY) == acts.Line("notes", "notes.title", 0)
    taken()
    assert acts.line_on_today(hoa, TODAY) == acts.Line("notes", "notes.wait", 1)


def test_only_a_reader_throws_a_note_away(hoa: Desk) -> None:
    third = member("nagoya", "lan", let_by=hoa)
    taken()
    id_ = only(hoa).id
    assert not acts.discard(third, id_, TODAY)
    assert not acts.discard(hoa, "0" * 32, TODAY)
    assert acts.discard(next_page("minh"), id_, TODAY)
    assert acts.held(hoa, TODAY) == ()
