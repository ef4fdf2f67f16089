"""What somebody erased stays erased, also where an old backup of the tables is put back beside the keys."""

import datetime as dt

import pytest
from django.core import serializers
from pytest_django import Settings

from madoguchi.help import erased, keyring, models
from madoguchi.help.actions import asking, consents, inbox, keeping, talk
from madoguchi.help.actions.talk import First
from madoguchi.help.terms import TalkRefused, Visit
from madoguchi.help.terms.consents import TALK, Purpose, Stands
from tests.cleaning import made
from tests.help.network_of_tests import TODAY, desk, group, next_page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TABLES = (
    models.Instance,
    models.Conversation,
    models.Wrap,
    models.Link,
    models.Event,
    models.Body,
    models.File,
    models.GroupRead,
    models.Consent,
)


@pytest.fixture
def visit(tmp_path: object, settings: Settings) -> Visit:
    """Somebody in a conversation of three messages, one with a photo."""
    settings.DATA = tmp_path
    group("nagoya")
    desk("nagoya", "hoa")
    found = talk.visit_of(talk.begin(First("một", "vi", ("nagoya",)), "", TODAY), TODAY)
    assert found
    talk.write_once(found, "hai", 0, [made.jpeg()], TODAY)
    talk.write(found, "ba", TODAY)
    return found


def copied() -> str:
    """A backup of the tables."""
    return str(serializers.serialize("json", [row for table in TABLES for row in table.objects.all()]))


def put_back(copy: str) -> None:
    """The tables as they were."""
    for table in reversed(TABLES):
        table.objects.all().delete()
    for row in serializers.deserialize("json", copy):
        row.save()


def texts(visit: Visit) -> list[str]:
    """What stands in the conversation."""
    return [message.text for message in talk.thread(visit, "vi", TODAY).messages if not message.is_removed]


def test_an_erased_conversation_does_not_come_back(visit: Visit) -> None:
    copy = copied()
    talk.erase(visit, TODAY)
    put_back(copy)
    assert texts(visit) == ["một", "hai", "ba"]
    assert keeping.erase_again() == 1
    with pytest.raises(TalkRefused):
        talk.thread(visit, "vi", TODAY)
    assert keeping.erase_again() == 0


def test_a_deleted_message_and_a_deleted_file_do_not_come_back(visit: Visit) -> None:
    copy = copied()
    (file,) = talk.thread(visit, "vi", TODAY).messages[1].files
    talk.delete_file(visit, file.name, TODAY)
    talk.delete_message(visit, 1, TODAY)
    put_back(copy)
    assert keeping.erase_again() == 2
    assert texts(visit) == ["hai", "ba"]
    assert models.File.objects.count() == 0


def test_a_refused_group_does_not_read_again(visit: Visit) -> None:
    copy = copied()
    talk.refuse(visit, "nagoya", TODAY)
    put_back(copy)
    assert [reader.reads for reader in talk.thread(visit, "vi", TODAY).readers] == [True]
    assert keeping.erase_again() == 1
    assert [reader.reads for reader in talk.thread(visit, "vi", TODAY).readers] == [False]
    assert texts(visit) == ["một", "hai", "ba"]


def agreed_to_join(visit: Visit) -> int:
    """The person lets a second group read along; the place of the question."""
    group("kobe")
    desk("kobe", "an")
    return asked_and_agreed(visit)


def asked_and_agreed(visit: Visit) -> int:
    """Nagoya asks whether Kobe may read along, and the person agrees; the place of the question."""
    nagoya = next_page("hoa")
    (row,) = inbox.waiting(nagoya, TODAY)
    asking.ask(nagoya, row.case, Purpose.JOIN, TODAY, to="kobe", parts=(TALK,))
    seq = asking.seen(nagoya, row.case, TODAY).consents[-1].seq
    consents.agree(visit, seq, TODAY)
    return seq


@pytest.mark.parametrize("how", ["withdrawn", "refused"])
def test_what_a_person_took_back_does_not_stand_again_and_nobody_reads_because_of_it(visit: Visit, how: str) -> None:
    seq = agreed_to_join(visit)
    copy = copied()
    if how == "withdrawn":
        consents.withdraw(visit, seq, TODAY)
    else:
        talk.refuse(visit, "kobe", TODAY)
    put_back(copy)
    assert [each.stands for each in talk.thread(visit, "vi", TODAY).consents] == [Stands.GIVEN]
    assert keeping.erase_again() > 0
    thread = talk.thread(visit, "vi", TODAY)
    assert [each.stands for each in thread.consents] != [Stands.GIVEN]
    assert {reader.id: reader.reads for reader in thread.readers} == {"nagoya": True, "kobe": False}
    assert models.Consent.objects.count() == 0
    assert keeping.erase_again() == 0


def test_who_is_asked_and_agrees_anew_is_not_overruled_by_what_they_took_back(visit: Visit) -> None:
    consents.withdraw(visit, agreed_to_join(visit), TODAY)
    agreed_again = asked_and_agreed(visit)
    assert keeping.erase_again() == 0
    thread = talk.thread(visit, "vi", TODAY)
    assert next(each.stands for each in thread.consents if each.seq == agreed_again) is Stands.GIVEN
    assert {reader.id: reader.reads for reader in thread.readers} == {"nagoya": True, "kobe": True}


def test_what_was_written_after_a_backup_was_put_back_is_never_taken_for_what_was_erased(visit: Visit) -> None:
    copy = copied()
    talk.write(visit, "bốn, bị xóa", TODAY)
    talk.delete_message(visit, 4, TODAY)
    talk.refuse(visit, "nagoya", TODAY)
    put_back(copy)
    keeping.erase_again()
    talk.let_read(visit, "nagoya", TODAY, "vi")
    talk.write(visit, "bốn, mới", TODAY)
    assert keeping.erase_again() == 0
    assert texts(visit) == ["một", "hai", "ba", "bốn, mới"]
    assert [reader.reads for reader in talk.thread(visit, "vi", TODAY).readers] == [True]


def test_the_list_says_nothing_of_what_was_erased_and_goes_with_its_vault_key(visit: Visit, settings: Settings) -> None:
    conversation = models.Conversation.objects.get()
    talk.delete_message(visit, 1, TODAY)
    talk.erase(visit, TODAY)
    (path,) = keyring.folder().glob("*.erased")
    assert path.stat().st_mode & 0o777 == 0o600
    held = path.read_bytes()
    assert len(erased.known()) == 2
    assert bytes(conversation.case).hex().encode() not in held
    newest = keyring.newest().number
    keyring.begin_next(newest)
    assert erased.known()
    keyring.destroy(newest)
    assert not erased.known()


def test_a_line_that_a_power_cut_left_half_written_is_passed_over(visit: Visit) -> None:
    talk.delete_message(visit, 1, TODAY)
    (path,) = keyring.folder().glob("*.erased")
    path.write_bytes(path.read_bytes() + b"ab12")
    assert len(erased.known()) == 1


def test_where_nothing_was_erased_nothing_is_looked_at(visit: Visit) -> None:
    assert keeping.erase_again() == 0
    assert texts(visit) == ["một", "hai", "ba"]
    assert talk.visit_of("", TODAY + dt.timedelta(days=1)) is None
