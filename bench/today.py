"""Today at the desks: twenty caseworkers of twenty groups, who keep ten thousand open cases, open it at once.

    python -m bench.today              on SQLite
    python -m bench.today postgres     on a PostgreSQL of its own
    python -m bench.today profile      one desk, in this process: where a page spends its time

Writes the tables that Today reads, with real cards under real keys; of the cases nothing else is there. Then starts the real
command and asks it over HTTP: each of the twenty opens Today once in every few seconds, at moments of their own, as colleagues do
in the morning. Prints also how long it takes when all twenty press at the same moment. The last line says whether it is enough.
"""

import cProfile
import datetime as dt
import http.client
import os
import pstats
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

GROUPS, CASES = 20, 500
UNREAD = 0.03
PAUSE = 5.0
"""Seconds in which each of the twenty opens Today once."""
ROUNDS = 8
BURSTS = 5
ASKED_P95 = 0.200
PAGE = "/desk/ja/today"


def main() -> None:
    """Fill, measure, and say whether it is enough."""
    how = sys.argv[1] if len(sys.argv) > 1 else "sqlite"
    with tempfile.TemporaryDirectory() as folder, database(how) as address:
        data = Path(folder) / "data"
        os.environ |= {"MADOGUCHI_DATA": str(data), "MADOGUCHI_DATABASE": address}
        cookies = fill(dt.datetime.now(dt.UTC))
        if how == "profile":
            profile(cookies)
            return
        from tests.site import running_site  # noqa: PLC0415 - after the settings

        with running_site("serve", data, MADOGUCHI_DATABASE=address) as site:
            measure(how, site, cookies)


@contextmanager
def database(how: str) -> Iterator[str]:
    """The setting of the database: empty for SQLite."""
    if how != "postgres":
        yield ""
        return
    from tests.databases import postgres_server  # noqa: PLC0415 - where it is asked for

    with postgres_server() as made:
        yield f"postgresql://{made['USER']}@/{made['NAME']}?host={quote(str(made['HOST']), safe='')}"


# ------------------------------------------------------------------ the tables


def fill(now: dt.datetime) -> list[str]:
    """Groups, members and cases; the cookie of a signed-in caseworker for each group."""
    from madoguchi.desk.house import open_house  # noqa: PLC0415 - Django reads the settings here

    open_house()
    from django.db import transaction  # noqa: PLC0415 - Django is ready now

    with transaction.atomic():
        return [desk_with_cases(number, now) for number in range(GROUPS)]


def desk_with_cases(number: int, now: dt.datetime) -> str:
    """One group with one member and its cases; the member's cookie."""
    import pyotp  # noqa: PLC0415 - Django is ready now

    from madoguchi.network import actions as network  # noqa: PLC0415
    from madoguchi.network.terms import Known, Signed, Welcome  # noqa: PLC0415
    from tests.help.network_of_tests import group  # noqa: PLC0415

    name, today = f"group-{number}", now.date()
    group(name)
    welcome = network.add_member(name, f"member-{number}", today, Known.NO)
    assert isinstance(welcome, Welcome), welcome
    code = pyotp.TOTP(pyotp.parse_uri(welcome.code_address).secret).at(now)
    signed = network.sign_in(f"member-{number}", welcome.passphrase, code, today, now)
    assert isinstance(signed, Signed), signed
    desk, chance = network.desk_of(signed.cookie, today, now), random.Random(number)
    for _ in range(CASES):
        add_case(desk, today, chance)
    return signed.cookie


def add_case(desk, today: dt.date, chance: random.Random) -> None:  # type: ignore[no-untyped-def]  # its type needs Django
    """One case as Today meets it: a conversation, a consent, and the cards of three parts with two or three days."""
    from madoguchi.casework import models  # noqa: PLC0415
    from madoguchi.casework.actions.cards import WITH_CARDS, sealed_card  # noqa: PLC0415
    from madoguchi.casework.decide.cards import written  # noqa: PLC0415
    from madoguchi.casework.terms import Case, Due, Entry, Part, Wrote  # noqa: PLC0415
    from madoguchi.help import models as window  # noqa: PLC0415
    from madoguchi.help.terms.consents import Purpose  # noqa: PLC0415

    group, until = desk.organisation.id, today + dt.timedelta(days=chance.randrange(365))
    talk = window.Conversation.objects.create(
        case=chance.randbytes(16), mark=chance.randbytes(32), seal_public=bytes(32), sign_public=bytes(32), language="vi",
        events=9, head=bytes(32), began_on=today, last_on=today,
    )  # fmt: skip
    window.Wrap.objects.create(conversation=talk, epoch=1, organisation=group, reader=chance.randbytes(32), vault=1, sealed=b"x")
    window.GroupRead.objects.create(conversation=talk, organisation=group, seq=8 if chance.random() < UNREAD else 9)
    consent = window.Consent.objects.create(conversation=talk, seq=1, purpose=Purpose.CASE, organisation=group, until=until)
    case = models.Case.objects.create(
        id=chance.randbytes(16).hex(), conversation=talk, consent=consent, organisation=group, opened_on=today
    )

    def day() -> dt.date:
        return today + dt.timedelta(days=chance.randrange(365))

    number = f"{chance.randrange(1000):03d}-{chance.randrange(1000):03d}"
    named = Entry(1, Part.CORE, Wrote.NAMED, today, "", group, {"nickname": "Chim Sẻ", "number": number, "language": "vi"})
    step = Entry(1, Part.STEPS, Wrote.STEP, today, "", group, {"text": "電話する", "due": day().isoformat()})
    whole = Case(case.id, "", group, today, None, {Part.CORE: (named,), Part.STEPS: (step,)})
    stay = [Due(day(), "extension_filing", "jp.stay.permit"), Due(day(), "address_notice", "jp.stay.permit")]
    for part in WITH_CARDS:
        row = models.PartRow.objects.create(case=case, name=part.value, place=chance.randbytes(16), head=bytes(32))
        text = written(whole, part, stay, today if part is Part.STATUS else None)
        public = desk.keys_of(part.circle)[1].public
        models.Card.objects.create(part=row, organisation=group, epoch=1, sealed=sealed_card(public, case.id, part, group, text))


# ------------------------------------------------------------------ what is measured


def opened(site: str, cookie: str) -> float:
    """Seconds until Today of one desk is there, whole."""
    parts = urlsplit(site)
    line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    began = time.perf_counter()
    line.request("GET", PAGE, headers={"Cookie": f"desk={cookie}"})
    response = line.getresponse()
    page = response.read()
    took = time.perf_counter() - began
    assert response.status == 200, response.status
    assert f"{CASES}".encode() in page, "the page does not tell its cases"
    line.close()
    return took


def morning(site: str, cookie: str, number: int) -> list[float]:
    """One caseworker opens Today again and again, each time at a moment of their own within the pause."""
    chance, found, began = random.Random(number), [], time.monotonic()
    for each in range(ROUNDS):
        time.sleep(max(0.0, began + PAUSE * (each + chance.random()) - time.monotonic()))
        found.append(opened(site, cookie))
    return found


def measure(how: str, site: str, cookies: list[str]) -> None:
    """Print the figures."""
    print(f"{how}: {GROUPS} groups with {CASES} open cases each")
    first = [opened(site, cookie) for cookie in cookies]
    print(f"one after the other: median {statistics.median(first) * 1000:.0f} ms")
    with ThreadPoolExecutor(GROUPS) as pool:
        at_once = [took for _ in range(BURSTS) for took in pool.map(lambda cookie: opened(site, cookie), cookies)]
        print(f"all {GROUPS} at the same moment: median {ms(at_once, 50)} ms, p95 {ms(at_once, 95)} ms")
        rows = pool.map(lambda pair: morning(site, pair[1], pair[0]), enumerate(cookies))
        waits = [took for row in rows for took in row]
    print(f"each once in {PAUSE:.0f} s, {len(waits)} pages: median {ms(waits, 50)} ms, p95 {ms(waits, 95)} ms")
    word = "reached" if statistics.quantiles(waits, n=100)[94] <= ASKED_P95 else "NOT reached"
    print(f"{word}: {GROUPS} caseworkers, {GROUPS * CASES:,} open cases, p95 {ASKED_P95 * 1000:.0f} ms")


def ms(seconds: list[float], percent: int) -> int:
    """A percentile in milliseconds."""
    return round(statistics.quantiles(seconds, n=100)[percent - 1] * 1000)


def profile(cookies: list[str]) -> None:
    """CPU of one page, and where it goes."""
    from django.test import Client  # noqa: PLC0415 - Django is ready now

    client = Client(headers={"host": "127.0.0.1"})
    client.cookies["desk"] = cookies[0]
    client.get(PAGE)
    began = time.process_time()
    for _ in range(ROUNDS):
        assert client.get(PAGE).status_code == 200
    print(f"CPU of one page: {(time.process_time() - began) / ROUNDS * 1000:.0f} ms")
    watched = cProfile.Profile()
    watched.runcall(client.get, PAGE)
    pstats.Stats(watched).sort_stats("cumulative").print_stats(60)


if __name__ == "__main__":
    main()
