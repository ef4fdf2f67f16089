"""What lies on the disk: nothing that opens anything by itself, nothing about where or when somebody was here."""

import datetime as dt
from pathlib import Path

import pytest
from django.db import IntegrityError, models, transaction

from madoguchi.network import actions
from madoguchi.network import models as tables
from madoguchi.network.terms import Welcome
from madoguchi.network.terms.keeping import KEPT
from tests.network.people import TODAY, House, codes_of

pytestmark = pytest.mark.slow

TABLES = [table for table in vars(tables).values() if isinstance(table, type) and issubclass(table, models.Model)]


def secrets_of(house: House, lan: Welcome, cookie: str) -> dict[str, list[bytes]]:
    """Every secret of a member who has signed in, in every writing that somebody might look for."""
    desk = house.at(cookie)
    opened = [desk.keys.seal.secret, desk.keys.sign.secret, *(pair.secret for pair in desk.group_keys.values())]
    raw = {
        "passphrase": lan.passphrase.encode(),
        "passphrase as read": lan.passphrase.replace("-", "").encode(),
        "code secret": codes_of(lan).secret.encode(),
        "code": house.code(lan).encode() + b"\0",
        "cookie": bytes.fromhex(cookie.partition(".")[0]),
        **{f"key {number}": key.reveal()[:32] for number, key in enumerate(opened)},
    }
    return {name: [content, content.hex().encode(), content.hex().upper().encode()] for name, content in raw.items()}


def test_no_row_holds_a_secret(house: House) -> None:
    house.group()
    lan = house.member("lan")
    cookie = house.sign_in(lan)
    everything = repr([house.rows(table) for table in house.tables()]).encode() + b"".join(
        cell for table in house.tables() for row in house.rows(table) for cell in row if isinstance(cell, bytes)
    )
    for name, writings in secrets_of(house, lan, cookie).items():
        assert not any(writing in everything for writing in writings), name


def test_the_file_of_the_database_holds_no_secret(house: House) -> None:
    if house.connection.vendor != "sqlite":
        return
    house.group()
    lan = house.member("lan")
    cookie = house.sign_in(lan)
    hidden = secrets_of(house, lan, cookie)
    actions.end_member("lan", TODAY)
    file = Path(house.connection.settings_dict["NAME"])
    files = [path for path in file.parent.iterdir() if path.name.startswith(file.name)]
    content = b"".join(path.read_bytes() for path in files)
    assert b"Kobe group" in content
    for name, writings in hidden.items():
        assert not any(writing in content for writing in writings), name


def test_a_nickname_stands_in_one_place(house: House) -> None:
    house.group()
    house.sign_in(house.member("nguyệt-quế"))
    found = [table for table in house.tables() if "nguyệt-quế" in repr(house.rows(table))]
    assert found == ["network_member"]
    assert sum("nguyệt-quế" in repr(cell) for row in house.rows("network_member") for cell in row) == 1


def test_when_a_membership_ends_nothing_is_left_that_opens(house: House) -> None:
    house.group()
    lan = house.member("lan")
    house.sign_in(lan)
    actions.end_member("lan", TODAY)
    assert house.rows("network_keyshare") == house.rows("network_signin") == []
    row = tables.Member.objects.get(nickname="lan")
    assert bytes(row.locked_root) == bytes(row.locked_code) == bytes(row.last_code) == b""


def test_every_table_says_how_long_it_is_kept() -> None:
    assert {table._meta.db_table for table in TABLES} == set(KEPT)


def test_no_column_holds_an_address_or_a_time_finer_than_the_hour_of_a_desk(house: House) -> None:
    fields = [field for table in TABLES for field in table._meta.get_fields() if isinstance(field, models.Field)]
    assert fields
    assert not [field for field in fields if isinstance(field, models.GenericIPAddressField)]
    finer = [field.name for field in fields if isinstance(field, models.DateTimeField | models.TimeField | models.DurationField)]
    assert set(finer) == {"ends_at"}
    house.group()
    house.sign_in(house.member("lan"))
    (row,) = tables.SignIn.objects.all()
    assert (row.ends_at.minute, row.ends_at.second, row.ends_at.microsecond) == (0, 0, 0)
    moments = [cell for table in house.tables() for row in house.rows(table) for cell in row if isinstance(cell, int)]
    assert all(abs(number) < 10_000 for number in moments), "a number that could be a time"


def test_a_membership_does_not_end_before_it_began(house: House) -> None:
    house.group()
    house.member("lan")
    with pytest.raises(IntegrityError), transaction.atomic():
        tables.Member.objects.update(ended=TODAY - dt.timedelta(days=1))


def test_an_epoch_has_one_key(house: House) -> None:
    house.group()
    house.member("lan")
    (row,) = tables.GroupKey.objects.all()
    with pytest.raises(IntegrityError), transaction.atomic():
        tables.GroupKey.objects.create(organisation_id="kobe", epoch=row.epoch, public=bytes(32), since=TODAY)
