"""The tables behind the blinded index, on both databases: how large, how long a day's batch takes.

    python -m bench.tracing_tables [--people N] [--postgres]

Writes beacons of invented people as rows, a hundred searches, and runs what `madoguchi work` runs once a day. Conversations,
sealed texts and sign-in are left out: every entry hangs on one conversation, with bytes of chance in place of sealed ones.
"""

import argparse
import datetime as dt
import os
import tempfile
import time
from pathlib import Path

from bench import tracing_page
from bench.today import database
from bench.tracing_index import keys_of, population
from bench.tracing_people import names, people, stream
from madoguchi.tracing.decide.blinding import Blinded
from madoguchi.tracing.decide.compounds import SPREADS
from madoguchi.tracing.decide.index import packed

TODAY = dt.date(2026, 11, 30)
SEARCHES = 100
AT_ONCE = 5_000
ONE_BY_ONE = 1_000
"""Entries written as a page writes them, to see how long one takes."""


def main() -> None:
    """Fill, run, print."""
    given = argparse.ArgumentParser(prog="python -m bench.tracing_tables")
    given.add_argument("--people", type=int, default=100_000)
    given.add_argument("--postgres", action="store_true")
    asked = given.parse_args()
    how = "postgres" if asked.postgres else "sqlite"
    with tempfile.TemporaryDirectory() as folder, database(how) as address:
        os.environ |= {"MADOGUCHI_DATA": str(Path(folder) / "data"), "MADOGUCHI_DATABASE": address}
        lines = measured(how, asked.people)
    tracing_page.write(f"bench.tracing_tables{' --postgres' if asked.postgres else ''}", lines)


def measured(how: str, count: int) -> list[str]:
    """What was seen."""
    from madoguchi.desk.house import open_house  # noqa: PLC0415 - Django reads the settings here

    open_house()
    from django.db import connection  # noqa: PLC0415 - Django is ready now

    from madoguchi.tracing.actions import daily  # noqa: PLC0415

    there = people(names(count // 5, "tables"), count, "tables")
    one_s = fill(there)
    with connection.cursor() as cursor:
        cursor.execute("analyze")
        cursor.execute(
            "select pg_total_relation_size('tracing_keys')" if how == "postgres"
            else "select sum(pgsize) from dbstat where name like '%keys%'"
        )  # fmt: skip
        mib = int(cursor.fetchone()[0]) / 2**20
    took = []
    found = []
    for day in range(2):
        began = time.monotonic()
        found.append(daily.run(TODAY + dt.timedelta(days=day)))
        took.append(time.monotonic() - began)
    lines = [
        f"{how}, {count:,} beacons, {SEARCHES} searches:",
        "",
        f"- keys of an entry in place of those it had, {ONE_BY_ONE:,} times: {one_s / ONE_BY_ONE * 1000:.1f} ms each",
        f"- the table of keys with what finds them: {mib:.0f} MiB",
        f"- the first batch, which takes away what too many hold: {took[0]:.0f} s, {found[0]} candidates",
        f"- the batch of the next day: {took[1]:.0f} s, {found[1]} candidates",
    ]
    print("\n".join(lines))
    return lines


def fill(there: list) -> float:  # type: ignore[type-arg]  # their type needs nothing here
    """Beacons and searches; seconds for the entries whose keys were written one by one."""
    from madoguchi.tracing import models  # noqa: PLC0415 - Django is ready now
    from madoguchi.tracing.store import keys as shelf  # noqa: PLC0415
    from madoguchi.tracing.terms.entries import Kind  # noqa: PLC0415

    everybody, searches = population(there, 1)
    spread, rows, keys = stream("spread"), [], []
    last: list[tuple[str, frozenset[Blinded]]] = []
    for place, who in enumerate(everybody()):
        made = keys_of(who, asks=False, spread=spread.randrange(SPREADS))
        rows.append(_entry(f"{place:032x}", Kind.BEACON))
        keys.append(shelf.row(rows[-1].id, 1, packed((key.part, key.value) for key in made)))
        last = [*last[1 - ONE_BY_ONE :], (rows[-1].id, made)]
        if len(rows) == AT_ONCE or place + 1 == len(there):
            models.Entry.objects.bulk_create(rows)
            models.Keys.objects.bulk_create(keys)
            rows, keys = [], []
    for number, search in enumerate(searches[:SEARCHES]):
        entry = _entry(f"{len(there) + number:032x}", Kind.SEARCH)
        entry.save(force_insert=True)
        shelf.put(entry.id, keys_of(search.who, asks=True))
    began = time.monotonic()
    for id_, made in last:
        shelf.put(id_, made)
    return time.monotonic() - began


def _entry(id_: str, kind: int):  # type: ignore[no-untyped-def]  # its type needs Django
    from madoguchi.help.models import Conversation  # noqa: PLC0415 - Django is ready now
    from madoguchi.tracing import models  # noqa: PLC0415
    from madoguchi.tracing.terms.entries import State  # noqa: PLC0415

    of_kind = {"case": bytes(15) + bytes([kind]), "mark": bytes(31) + bytes([kind])}
    row, _ = Conversation.objects.get_or_create(
        **of_kind,
        defaults={"seal_public": bytes(32), "sign_public": bytes(32), "language": "vi", "head": bytes(32), "began_on": TODAY,
                  "last_on": TODAY},
    )  # fmt: skip
    return models.Entry(
        id=id_, conversation=row, kind=kind, state=State.OPEN, organisation="bench", language="vi", made_on=TODAY,
        ends_on=TODAY + dt.timedelta(days=180), for_owner=bytes(128), for_group=bytes(128), payload=bytes(1024),
    )  # fmt: skip


if __name__ == "__main__":
    main()
