"""A broker who knows as much as a mother: what he tries, and that he ends with nothing learnt."""

import datetime as dt
import re
import statistics
import time
from dataclasses import replace

import pytest
from pytest_django import Settings

from madoguchi.ground.clock import StoppedClock
from madoguchi.tracing import models
from madoguchi.tracing.actions import beacons, candidates, daily, families, filing
from madoguchi.tracing.terms.entries import (
    CANDIDATES_A_WEEK,
    FILED_A_DAY,
    OPEN_SEARCHES,
    Answer,
    Denied,
    Left,
    Relation,
    TracingRefused,
    Written,
)
from tests.tracing.entries.network_of_entries import ASKED, BROKER, HOAN, Village, cookie_of, filed, visit
from tests.walks.browsing import Browser

pytestmark = pytest.mark.slow


def learnt(cookie: str, today: dt.date) -> list[object]:
    """What an enquirer reads that depends on anybody else."""
    return [(each.told, each.lines, each.state) for each in families.standings(visit(cookie), today)]


NOTHING = [(None, (), 2)]


def page_of(cookie: str, path: str = "f/6") -> bytes:
    """A page of an enquirer, of itself the one on which they read how it stands, without what belongs to this visit alone."""
    browser = Browser()
    browser.client.cookies["v"] = cookie
    browser.go(f"/vi/{path}")
    assert browser.status == 200
    page = re.sub(rb'(name="token" value|name="on" value)="[0-9a-f]+"', b"", browser.content)
    return re.sub(rb'nonce="[^"]+"', b"", page)


# ------------------------------------------------------------------ the same facts, the wrong answers


def test_the_same_facts_and_wrong_answers_end_in_silence(village: Village) -> None:
    village.leaves()
    broker = cookie_of(BROKER)
    search = filed(broker, "thu")
    assert village.night() == 1
    candidate = village.shown()
    beacons.ask(visit(village.daughter), candidate, 2, "", village.today)
    village.night(7)
    (standing,) = families.standings(visit(broker), village.today)
    wished = next(each for each in standing.questions if each.listed == 2)
    families.answer(visit(broker), search, wished.number, "Bé Na", village.today)
    found = beacons.beacon(visit(village.daughter), village.today)
    assert found is not None
    assert [each.answer for each in found.asks[0].questions if each.listed == 2] == ["Bé Na"]
    beacons.decide_on(visit(village.daughter), candidate, Answer.NEVER, "", village.today)
    village.night(30)
    assert learnt(broker, village.today) == NOTHING


def test_a_question_of_the_list_is_no_sign_that_anybody_asked(village: Village) -> None:
    village.leaves()
    mother, nobody = cookie_of(ASKED), cookie_of(replace(ASKED, sought=Written(("Lê Thị Không",), 1990, "Huế")))
    filed(mother, "thu")
    filed(nobody, "thu")
    village.night()
    beacons.ask(visit(village.daughter), village.shown(), 5, "", village.today)
    for _ in range(5):
        village.night(7)
        known, unknown = (families.standings(visit(each), village.today)[0].questions for each in (mother, nobody))
        assert len(known) == len(unknown)
        assert all(each.own == "" for each in (*known, *unknown))


def test_never_holds_whatever_name_the_same_conversation_gives_next(village: Village) -> None:
    village.leaves()
    broker = cookie_of(BROKER)
    search = filed(broker, "thu")
    village.night()
    beacons.decide_on(visit(village.daughter), village.shown(), Answer.NEVER, "", village.today)
    families.end(visit(broker), search, village.today)
    families.add(visit(broker), replace(BROKER, asker=Written(("Trần Thị Sen",))), "vinh", village.today)
    filed(broker, "thu", village.today)
    assert village.night() == 0
    # What she changes on her page afterwards takes nothing of that back.
    beacons.leave(visit(village.daughter), Left(HOAN), "nagoya", village.today)
    assert village.night() == 0


def test_the_same_name_in_another_conversation_is_denied_too(village: Village) -> None:
    village.leaves()
    filed(cookie_of(BROKER), "thu")
    village.night()
    beacons.decide_on(visit(village.daughter), village.shown(), Answer.NEVER, "", village.today)
    again = cookie_of(replace(BROKER, asker=Written(("CÒ PHẠM",))))
    filed(again, "thu", village.today)
    assert village.night(3) == 0
    assert learnt(again, village.today) == NOTHING


# ------------------------------------------------------------------ many searches


def test_fifty_searches_from_one_conversation_are_three(village: Village) -> None:
    broker = cookie_of(BROKER)
    for number in range(OPEN_SEARCHES - 1):
        families.add(visit(broker), replace(BROKER, sought=Written((f"Trần Thị A{number}",))), "vinh", village.today)
    for number in range(50):
        with pytest.raises(TracingRefused) as refused:
            families.add(visit(broker), replace(BROKER, sought=Written((f"Trần Thị B{number}",))), "vinh", village.today)
        assert refused.value.key == "look.problem.three"


def test_a_group_files_twenty_a_day_and_one_person_gets_five_questions_a_week(village: Village) -> None:
    village.leaves()
    cookies = [cookie_of(replace(BROKER, asker=Written((f"Phạm Văn Cò{number}",)))) for number in range(FILED_A_DAY + 1)]
    for cookie in cookies[:-1]:
        filed(cookie, "thu")
    with pytest.raises(TracingRefused) as refused:
        filed(cookies[-1], "thu")
    assert refused.value.key == "tracing.problem.enough"
    assert village.night() == CANDIDATES_A_WEEK
    assert village.night(5) == 0
    assert all(learnt(cookie, village.today) == NOTHING for cookie in cookies[:-1])


def test_one_enquirer_looks_for_one_person_once(village: Village) -> None:
    broker = cookie_of(BROKER)
    filed(broker, "thu")
    families.add(visit(broker), replace(BROKER, sought=Written(("TRAN THI HOAN",), 1970, "Huế")), "vinh", village.today)
    second = families.standings(visit(broker), village.today)[-1]
    waiting = [each.id for each in filing.waiting(village.thu, village.today)]
    assert len(waiting) == 1
    with pytest.raises(TracingRefused) as refused:
        filing.file(village.thu, waiting[0], village.today)
    assert refused.value.key == "tracing.problem.twice"
    assert second.told is None


# ------------------------------------------------------------------ five silences


def silences(village: Village) -> dict[str, str]:
    """Five enquirers who ask the same, and in whose cases five different things are true; their cookies."""
    sought = {
        "unknown": Written(("Đinh Thị Một",), 1998, "Vinh"),
        "silent": Written(("Đoàn Thị Haii",), 1998, "Vinh"),
        "refused": Written(("Lương Thị Baa",), 1998, "Vinh"),
        "denied": Written(("Mai Thị Bốn",), 1998, "Vinh"),
        "expired": Written(("Tạ Thị Năm",), 1998, "Nghệ An"),
    }
    owners = {
        name: beacons.begin(
            Left(who, (Denied("Nguyễn Thị Sáu"),) if name == "denied" else ()),
            families.First("Có thể có người tìm tôi.", "vi", "nagoya"), "", village.today,
        )
        for name, who in sought.items() if name != "unknown"
    }  # fmt: skip
    asking = {name: cookie_of(replace(ASKED, sought=who)) for name, who in sought.items()}
    for cookie in asking.values():
        filed(cookie, "thu")
    models.Entry.objects.filter(pk=beacons.beacon(visit(owners["expired"]), village.today).id).update(  # type: ignore[union-attr]
        ends_on=village.today
    )
    village.night()
    for row in candidates.queue(village.hoa):
        candidates.ask_out(village.hoa, row.id, "", village.today)
        candidates.vouch(village.thu, row.id, village.today)
        found = candidates.review(village.hoa, row.id, village.today)
        candidates.present(village.hoa, row.id, village.today)
        if found.asked.sought == sought["refused"]:
            beacons.decide_on(visit(owners["refused"]), row.id, Answer.NOTHING, "", village.today)
    return asking


@pytest.mark.parametrize("path", ["f/6", "f/5", "f/7", "talk/thread", "talk/opened"])
def test_five_silences_read_the_same_byte_for_byte(village: Village, settings: Settings, path: str) -> None:
    asking = silences(village)
    settings.CLOCK = StoppedClock(village.today)
    names = ("Đinh Thị Một", "Đoàn Thị Haii", "Lương Thị Baa", "Mai Thị Bốn", "Tạ Thị Năm")
    pages = {name: page_of(cookie, path) for name, cookie in asking.items()}
    # What differs is what each of them wrote themselves, and which question of the list chance gave them.
    for own in names:
        pages = {name: page.replace(own.encode(), b"X") for name, page in pages.items()}
    pages = {name: re.sub(rb"<label for=\"q1-1\">.*?</label>", b"", page) for name, page in pages.items()}
    assert len(set(pages.values())) == 1, [name for name, page in pages.items() if page != pages["unknown"]]
    assert ("Không có tin nào".encode() in pages["unknown"]) == (path == "f/6")


def test_five_silences_ask_the_tables_the_same(village: Village, settings: Settings, django_assert_num_queries: object) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    asking = silences(village)
    settings.CLOCK = StoppedClock(village.today)
    asked = {}
    for name, cookie in asking.items():
        page_of(cookie)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            page_of(cookie)
        asked[name] = [re.sub(r"x'[0-9a-f]+'|'[^']*'|\b\d+\b", "?", each["sql"], flags=re.IGNORECASE) for each in seen]
    assert len({tuple(queries) for queries in asked.values()}) == 1
    assert not any("candidate" in each.split("WHERE")[0].split("FROM")[-1] for each in asked["silent"])


def test_five_silences_take_the_same_time(village: Village, settings: Settings) -> None:
    asking = silences(village)
    settings.CLOCK = StoppedClock(village.today)
    took: dict[str, list[float]] = {name: [] for name in asking}
    for _ in range(30):
        for name, cookie in asking.items():  # in turn, so that a busy machine is busy for all of them
            began = time.perf_counter()
            page_of(cookie)
            took[name].append(time.perf_counter() - began)
    middles = {name: statistics.median(times) for name, times in took.items()}
    spread = statistics.median(
        statistics.quantiles(times, n=4)[2] - statistics.quantiles(times, n=4)[0] for times in took.values()
    )
    assert max(middles.values()) - min(middles.values()) < max(0.25 * min(middles.values()), 2 * spread), middles


def test_no_time_of_day_tells_when_somebody_answered(village: Village) -> None:
    village.leaves()
    village.asks()
    village.night()
    candidate = village.shown()
    beacons.decide_on(visit(village.daughter), candidate, Answer.ALIVE, "", village.today)
    candidates.confirm(village.hoa, candidate, village.today)
    village.today += dt.timedelta(days=30)
    # Only the batch of a day tells, whenever the yes was given.
    assert learnt(village.mother, village.today) == NOTHING
    daily.run(village.today)
    assert learnt(village.mother, village.today) != NOTHING
    before = list(models.ToldRow.objects.values_list())
    daily.run(village.today)
    assert list(models.ToldRow.objects.values_list()) == before


# ------------------------------------------------------------------ the deny list


@pytest.mark.parametrize("denied", [Denied("Nguyễn Thị Sáu"), Denied("sau nguyen"), Denied("", Relation.PARENT)])
def test_whom_a_beacon_denies_is_never_found(village: Village, denied: Denied) -> None:
    village.leaves(denied)
    village.asks()
    assert village.night(30) == 0
    assert learnt(village.mother, village.today) == NOTHING


def test_whoever_is_denied_later_loses_what_was_told(village: Village) -> None:
    candidate = village.asked()
    village.answers(candidate, Answer.MESSAGE, "Con khỏe.")
    assert learnt(village.mother, village.today) != NOTHING
    beacons.leave(visit(village.daughter), Left(HOAN, (Denied("Nguyễn Thị Sáu"),)), "nagoya", village.today)
    assert learnt(village.mother, village.today) == NOTHING
    found = beacons.beacon(visit(village.daughter), village.today)
    assert found is not None
    assert found.asks == ()
    assert village.night(10) == 0
    assert learnt(village.mother, village.today) == NOTHING


def test_whoever_asks_for_themselves_finds_nothing(village: Village) -> None:
    village.asks()
    beacons.leave(visit(village.mother), Left(HOAN), "vinh", village.today)
    assert village.night() == 0
