"""Somebody writes without a name and reads the answer; who may read reads, and nobody else."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from pytest_django import Settings

from madoguchi.ground.clock import StoppedClock
from madoguchi.help import keyring, store
from madoguchi.help.actions import inbox, keeping, stories, talk
from madoguchi.help.models import Visit as VisitRow
from madoguchi.help.models import Wrap
from madoguchi.help.terms import KEPT, KEPT_DAYS, LONGEST_MESSAGE, Sender, TalkRefused, Visit
from madoguchi.network import actions as network
from madoguchi.network.terms import Desk
from tests.help.network_of_tests import TODAY, desk, group, next_page

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "Tôi đã bỏ chỗ làm vì không được trả lương."


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, settings: object) -> None:
    """A data folder of its own for the vault keys."""
    settings.DATA = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def nagoya() -> Desk:
    """A caseworker of a group in Nagoya."""
    group("nagoya")
    return desk("nagoya", "hoa")


def begun(*organisations: str, text: str = TEXT) -> tuple[str, Visit]:
    """A conversation that has just begun: the cookie, and the visit."""
    cookie = talk.begin(talk.First(text, "vi", tuple(organisations)), "", TODAY)
    return cookie, of(cookie)


def of(cookie: str) -> Visit:
    """The visit of a cookie that fits."""
    visit = talk.visit_of(cookie, TODAY)
    assert visit is not None
    return visit


def texts(visit: Visit) -> list[str]:
    """What the person reads."""
    return [message.text for message in talk.thread(visit, "vi", TODAY).messages]


def only_case(of_desk: Desk) -> str:
    """The one conversation that a group has."""
    (row,) = inbox.waiting(of_desk, TODAY)
    return row.case


# ------------------------------------------------------------------ there and back


def test_a_message_reaches_the_group_and_the_answer_comes_back(nagoya: Desk) -> None:
    cookie, visit = begun("nagoya")
    digits, _ = talk.number_of(visit, "vi")
    (row,) = inbox.waiting(nagoya, TODAY)
    assert (row.language, row.unread) == ("vi", 1)
    assert [message.text for message in inbox.read(nagoya, row.case, TODAY).messages] == [TEXT]
    inbox.answer(nagoya, row.case, "Chào bạn.", TODAY)
    talk.end_visit(cookie)
    assert talk.visit_of(cookie, TODAY) is None

    again = talk.come_back(" ".join(digits), TODAY)
    assert isinstance(again, str)
    told = talk.thread(of(again), "vi", TODAY)
    assert [(message.sender, message.text) for message in told.messages] == [(Sender.PERSON, TEXT), (Sender.GROUP, "Chào bạn.")]
    assert [message.name for message in told.messages] == ["", "Group nagoya"]
    assert [message.is_new for message in told.messages] == [False, True]
    assert not any(message.is_new for message in talk.thread(of(again), "vi", TODAY).messages)
    assert told.ends_on == TODAY + dt.timedelta(days=KEPT_DAYS)


def test_either_writing_of_the_number_opens_the_conversation(nagoya: Desk) -> None:
    _, visit = begun("nagoya")
    digits, words = talk.number_of(visit, "vi")
    assert texts(of(str(talk.come_back("".join(digits), TODAY)))) == [TEXT]
    assert texts(of(str(talk.come_back(" ".join(words), TODAY)))) == [TEXT]


def test_a_wrong_number_and_no_number_open_nothing(nagoya: Desk) -> None:
    begun("nagoya")
    for typed in ("", "hello", "1234 5678 9012 3456 7890 12", "0000 0000 0000 0000 0000 98", "9" * 500):
        assert talk.come_back(typed, TODAY) is None


def test_the_number_is_shown_until_it_is_confirmed_and_then_never_again(nagoya: Desk) -> None:
    cookie, visit = begun("nagoya")
    digits, words = talk.number_of(visit, "vi")
    assert len(digits) == 6
    assert len(words) == 7
    assert not talk.confirm_number(cookie, "0000 00", "vi", TODAY) or "".join(digits[-2:]) == "000000"
    assert talk.number_of(of(cookie), "vi") == (digits, words)
    assert talk.confirm_number(cookie, " ".join(digits[-2:]), "vi", TODAY)
    assert talk.number_of(of(cookie), "vi") == ((), ())
    assert texts(of(cookie)) == [TEXT]


def test_the_last_two_words_confirm_the_number_as_well(nagoya: Desk) -> None:
    cookie, visit = begun("nagoya")
    assert talk.confirm_number(cookie, " ".join(talk.number_of(visit, "vi")[1][-2:]).upper(), "vi", TODAY)


# ------------------------------------------------------------------ who reads


def test_a_group_that_was_not_chosen_reads_nothing_and_learns_nothing(nagoya: Desk) -> None:
    group("osaka")
    osaka = desk("osaka", "ken")
    begun("nagoya")
    assert inbox.waiting(osaka, TODAY) == ()
    for case in (only_case(nagoya), "00" * 16, "not a case"):
        with pytest.raises(TalkRefused, match=r"talk\.gone"):
            inbox.read(osaka, case, TODAY)


def test_a_group_that_is_let_in_reads_what_came_before_and_one_that_is_refused_nothing_that_comes_after(nagoya: Desk) -> None:
    group("osaka")
    osaka = desk("osaka", "ken")
    _, visit = begun("nagoya")
    talk.let_read(visit, "osaka", TODAY, "vi")
    case = only_case(osaka)
    assert [message.text for message in inbox.read(osaka, case, TODAY).messages] == [TEXT]
    kept = store.by_case(bytes.fromhex(case), store.instance(TODAY))
    assert kept is not None
    before = stories.open_story(kept, stories.pairs(*osaka.group_keys.values())).keys

    talk.refuse(visit, "osaka", TODAY)
    talk.write(visit, "Chỉ Nagoya.", TODAY)
    with pytest.raises(TalkRefused):
        inbox.read(osaka, case, TODAY)
    assert [message.text for message in inbox.read(nagoya, case, TODAY).messages] == [TEXT, "Chỉ Nagoya."]
    # Also with every key that it ever had.
    now = store.by_case(bytes.fromhex(case), store.instance(TODAY))
    assert now is not None
    assert now.epoch > max(before)
    assert [group.id for group in talk.thread(visit, "vi", TODAY).readers if group.reads] == ["nagoya"]


def test_after_a_member_left_a_group_new_messages_are_sealed_under_a_new_key(nagoya: Desk) -> None:
    _, visit = begun("nagoya")
    case, house = only_case(nagoya), store.instance(TODAY)
    colleague = desk("nagoya", "minh", let_by=nagoya)
    old = max(colleague.group_keys)
    network.end_member("hoa", TODAY)
    # A colleague opens a page: that begins the new epoch of the group.
    renewed = next_page("minh")
    assert max(renewed.group_keys) == old + 1
    talk.write(visit, "Sau đó.", TODAY)
    assert [message.text for message in inbox.read(renewed, case, TODAY).messages] == [TEXT, "Sau đó."]
    kept = store.by_case(bytes.fromhex(case), house)
    assert kept is not None
    assert kept.epoch == 2
    newest = [each.wrap for each in store.wraps(kept.pk) if each.wrap.epoch == 2 and each.organisation == "nagoya"]
    assert [wrap.reader for wrap in newest] == [renewed.group_keys[old + 1].public], "sealed to nothing that the leaver holds"


def test_to_refuse_one_group_hides_nothing_from_another_and_each_reads_for_itself(nagoya: Desk) -> None:
    group("osaka")
    osaka = desk("osaka", "ken")
    _, visit = begun("nagoya", "osaka")
    inbox.read(nagoya, only_case(nagoya), TODAY)
    assert [row.unread for row in inbox.waiting(nagoya, TODAY)] == [0]
    assert [row.unread for row in inbox.waiting(osaka, TODAY)] == [1]
    talk.refuse(visit, "osaka", TODAY)
    talk.write(visit, "Chỉ Nagoya.", TODAY)
    assert inbox.waiting(osaka, TODAY) == ()
    assert [row.unread for row in inbox.waiting(nagoya, TODAY)] == [2]
    talk.let_read(visit, "osaka", TODAY, "en")
    assert [row.case for row in inbox.waiting(osaka, TODAY)] == [only_case(nagoya)]
    assert all(row.unread for row in inbox.waiting(osaka, TODAY))
    talk.refuse(visit, "nowhere", TODAY)


def test_a_conversation_outlives_the_members_who_answered(nagoya: Desk) -> None:
    _, visit = begun("nagoya")
    minh = desk("nagoya", "minh", let_by=nagoya)
    inbox.answer(nagoya, only_case(nagoya), "Chào bạn.", TODAY)
    network.end_member("hoa", TODAY)
    network.forget(TODAY + dt.timedelta(days=400), dt.datetime.now(dt.UTC))
    assert texts(visit) == [TEXT, "Chào bạn."]
    assert minh.member.nickname == "minh"


def test_nobody_is_left_without_a_group(nagoya: Desk) -> None:
    for chosen in ((), ("nowhere",)):
        with pytest.raises(TalkRefused, match=r"talk\.no_group"):
            talk.begin(talk.First(TEXT, "vi", tuple(chosen)), "", TODAY)
    assert [reader.id for reader in talk.groups_for("vi")] == ["nagoya"]
    assert [reader.id for reader in talk.groups_for("my")] == ["nagoya"], "where nobody speaks the language, all are offered"


def test_a_message_that_nobody_would_read_is_refused_and_not_swallowed(nagoya: Desk) -> None:
    _, visit = begun("nagoya")
    talk.refuse(visit, "nagoya", TODAY)
    with pytest.raises(TalkRefused, match=r"talk\.no_group"):
        talk.write(visit, "Có ai không?", TODAY)
    talk.let_read(visit, "nagoya", TODAY, "vi")
    network.end_member("hoa", TODAY)
    with pytest.raises(TalkRefused, match=r"talk\.group_gone"):
        talk.write(visit, "Có ai không?", TODAY)
    assert texts(visit) == [TEXT]


# ------------------------------------------------------------------ deleting


def test_a_deleted_message_is_gone_for_everybody_and_the_others_stay(nagoya: Desk) -> None:
    _, visit = begun("nagoya")
    talk.write(visit, "Xóa cái này.", TODAY)
    talk.write(visit, "Giữ cái này.", TODAY)
    last = talk.thread(visit, "vi", TODAY).messages[1]
    talk.delete_message(visit, last.seq, TODAY)
    told = talk.thread(visit, "vi", TODAY).messages
    assert [(message.text, message.is_removed) for message in told] == [(TEXT, False), ("", True), ("Giữ cái này.", False)]
    assert [message.text for message in inbox.read(nagoya, only_case(nagoya), TODAY).messages] == [TEXT, "", "Giữ cái này."]


def test_an_erased_conversation_is_gone_for_everybody(nagoya: Desk) -> None:
    _, visit = begun("nagoya")
    digits, _ = talk.number_of(visit, "vi")
    talk.erase(visit, TODAY)
    assert inbox.waiting(nagoya, TODAY) == ()
    assert talk.come_back("".join(digits), TODAY) is None
    for act in (lambda: talk.thread(visit, "vi", TODAY), lambda: talk.write(visit, "x", TODAY)):
        with pytest.raises(TalkRefused, match=r"talk\.gone"):
            act()
    talk.erase(visit, TODAY)


def test_every_table_of_the_window_says_how_long_its_rows_stay() -> None:
    assert {model._meta.db_table for model in apps.get_app_config("help").get_models()} == set(KEPT)


def test_what_nobody_wrote_to_for_ninety_days_is_erased(nagoya: Desk) -> None:
    begun("nagoya")
    assert keeping.forget(TODAY + dt.timedelta(days=KEPT_DAYS)) == 0
    assert keeping.forget(TODAY + dt.timedelta(days=KEPT_DAYS + 1)) == 1
    assert inbox.waiting(nagoya, TODAY) == ()


def test_with_its_vault_key_destroyed_a_conversation_opens_for_nobody(nagoya: Desk) -> None:
    _, visit = begun("nagoya")
    keyring.destroy(keyring.newest().number)
    with pytest.raises(TalkRefused, match=r"talk\.unreadable"):
        talk.thread(visit, "vi", TODAY)
    with pytest.raises(TalkRefused, match=r"talk\.unreadable"):
        inbox.read(nagoya, only_case(nagoya), TODAY)


def test_vault_keys_take_turns_and_an_old_backup_opens_nothing_any_more(nagoya: Desk, settings: Settings) -> None:
    settings.CLOCK = StoppedClock(TODAY)
    _, visit = begun("nagoya")
    assert keeping.turn_keys(TODAY) == []
    backup = Wrap.objects.get(organisation="nagoya")
    case = only_case(nagoya)

    later = TODAY + dt.timedelta(days=keeping.SEASON_DAYS)
    settings.CLOCK = StoppedClock(later)
    assert keeping.turn_keys(later) == []
    assert keyring.made_on() == {1: TODAY, 2: later}
    assert Wrap.objects.get(pk=backup.pk).vault == 2
    assert texts(visit) == [TEXT]

    end = later + dt.timedelta(days=keeping.BACKUPS_DAYS)
    settings.CLOCK = StoppedClock(end)
    assert keeping.turn_keys(end) == [1]
    assert texts(visit) == [TEXT]
    assert [message.text for message in inbox.read(nagoya, case, TODAY).messages] == [TEXT]
    backup.save()
    with pytest.raises(TalkRefused, match=r"talk\.unreadable"):
        inbox.read(nagoya, case, TODAY)


def test_many_who_begin_at_once_use_one_vault_key_that_is_on_the_disk() -> None:
    with ThreadPoolExecutor(8) as pool:
        used = list(pool.map(lambda _: keyring.newest(), range(8)))
    assert {key.number for key in used} == {1}
    (file,) = keyring.folder().glob("*.key")
    assert {key.key.reveal() for key in used} == {file.read_bytes()}


def test_vault_keys_are_readable_by_this_user_only(nagoya: Desk) -> None:
    begun("nagoya")
    (file,) = keyring.folder().glob("*.key")
    assert all(path.stat().st_mode & 0o077 == 0 for path in keyring.folder().iterdir())
    assert keyring.folder().stat().st_mode & 0o077 == 0
    assert len(file.read_bytes()) == 32


# ------------------------------------------------------------------ what does not fit


@pytest.mark.parametrize(
    ("text", "key"), [("", "talk.empty"), ("  \n", "talk.empty"), ("x" * (LONGEST_MESSAGE + 1), "talk.too_long")]
)
def test_a_message_that_does_not_fit_is_refused_and_nothing_is_kept(nagoya: Desk, text: str, key: str) -> None:
    with pytest.raises(TalkRefused, match=key):
        talk.begin(talk.First(text, "vi", ("nagoya",)), "", TODAY)
    assert inbox.waiting(nagoya, TODAY) == ()


def test_the_tables_hold_no_word_and_no_number(nagoya: Desk) -> None:
    cookie, visit = begun("nagoya", text="CANARY-IN-A-MESSAGE")
    digits, words = talk.number_of(visit, "vi")
    inbox.answer(nagoya, only_case(nagoya), "CANARY-IN-AN-ANSWER", TODAY)
    with connection.cursor() as cursor:
        held = b""
        for table in connection.introspection.table_names():
            cursor.execute(f'select * from "{table}"')  # noqa: S608 the names are the database's own
            held += repr([[bytes(x) if isinstance(x, memoryview) else x for x in row] for row in cursor.fetchall()]).encode()
    for secret in ("CANARY", "".join(digits), " ".join(digits), " ".join(words), cookie, visit.root.reveal().hex()):
        assert secret.encode() not in held


def test_a_swapped_text_or_story_is_noticed(nagoya: Desk) -> None:
    from madoguchi.help.models import Body, Event

    _, visit = begun("nagoya")
    talk.write(visit, "hai", TODAY)
    talk.write(visit, "ba", TODAY)
    second, third = Body.objects.order_by("seq")[1:]
    Body.objects.filter(pk=second.pk).update(sealed=third.sealed)
    with pytest.raises(TalkRefused, match=r"talk\.unreadable"):
        talk.thread(visit, "vi", TODAY)
    Body.objects.filter(pk=second.pk).update(sealed=second.sealed)
    assert texts(visit) == [TEXT, "hai", "ba"]
    Event.objects.order_by("-seq")[0].delete()
    with pytest.raises(TalkRefused, match=r"talk\.unreadable"):
        talk.thread(visit, "vi", TODAY)


def test_a_visit_goes_on_with_every_page_and_ends_at_a_whole_hour(nagoya: Desk) -> None:  # a group has to be there
    cookie, _ = begun("nagoya")
    first = VisitRow.objects.get().ends_at
    assert (first.minute, first.second, first.microsecond) == (0, 0, 0)
    VisitRow.objects.update(ends_at=first - dt.timedelta(hours=3))
    of(cookie)
    assert VisitRow.objects.get().ends_at >= first
    VisitRow.objects.update(ends_at=first - dt.timedelta(hours=9))
    assert talk.visit_of(cookie, TODAY) is None


def test_danger_is_known_without_reading(nagoya: Desk) -> None:
    _, calm = begun("nagoya")
    _, urgent = begun("nagoya", text="Có người đánh tôi, họ dọa giết tôi.")
    assert not talk.has_danger(calm, TODAY)
    assert talk.has_danger(urgent, TODAY)
    assert [row.is_urgent for row in inbox.waiting(nagoya, TODAY)] == [True, False]


def test_the_token_of_a_form_belongs_to_its_visit(nagoya: Desk) -> None:
    one, other = begun("nagoya")[0], begun("nagoya")[0]
    assert talk.token_fits(one, talk.token(one))
    assert not talk.token_fits(one, talk.token(other))
    assert not talk.token_fits("", "")
    assert not talk.token_fits("none", talk.token("none"))
    assert talk.token(one) not in one
