"""The board: fixed words only, the same page for everybody, nothing on it that leads to a search or to whoever posted it."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from madoguchi.ground.clock import StoppedClock
from madoguchi.tracing import models, shelf
from madoguchi.tracing.actions import keeping_letters, notices
from madoguchi.tracing.decide import notices as decide
from madoguchi.tracing.terms.entries import TracingRefused
from madoguchi.tracing.terms.notes import TONGUES
from madoguchi.tracing.terms.notices import MOST_NOTICES, NOTICE_DAYS, Asker, Notice, Since
from madoguchi.ui.languages import LANGUAGES
from tests.casework.network_of_cases import Kept
from tests.tracing.letters.people_of_letters import DAY, People
from tests.walks.browsing import Browser

WORDS = {"asker": "mother", "place": "VN-nghe-an", "since": "year", "tongue": "vi"}
NOTICE = Notice(Asker.MOTHER, "VN", "VN-nghe-an", Since.YEAR, "vi")


def test_chosen_words_are_a_notice_and_a_country_alone_is_a_place() -> None:
    regions = shelf.regions()
    assert decide.notice_of(WORDS, regions) == NOTICE
    assert decide.notice_of({**WORDS, "place": "PH"}, regions) == Notice(Asker.MOTHER, "PH", "", Since.YEAR, "vi")


@given(st.sampled_from(sorted(WORDS)), st.text(max_size=30))
def test_no_word_that_somebody_types_comes_onto_the_board(name: str, typed: str) -> None:
    regions = shelf.regions()
    known = {
        "asker": {each.value for each in Asker},
        "place": {*regions, *decide.COUNTRIES},
        "since": {each.value for each in Since},
        "tongue": set(TONGUES),
    }
    if typed not in known[name]:
        with pytest.raises(TracingRefused):
            decide.notice_of({**WORDS, name: typed}, regions)


def test_a_list_with_a_country_of_no_board_is_refused() -> None:
    with pytest.raises(ValueError, match="write one of"):
        decide.read_regions('[XX]\na = { name = "A", kana = "ア" }')


def test_every_region_has_a_name_of_its_own_in_both_writings() -> None:
    regions = shelf.regions().values()
    assert len({each.name for each in regions}) == len({each.kana for each in regions}) == len(regions) == 63


ALL = [Notice(*words) for words in itertools.product(Asker, ("VN",), ("", "VN-nghe-an"), Since, ("vi", "en"))]


@given(st.lists(st.sampled_from(ALL), max_size=12), st.randoms())
def test_neither_order_nor_number_of_the_board_tells_who_came_when(hung: list[Notice], shuffled: object) -> None:
    other = list(reversed(hung)) + hung[:1]
    assert decide.board(other) == decide.board(hung)
    assert set(decide.board(hung)) == set(hung)


# ------------------------------------------------------------------ posting


@pytest.mark.slow
def test_a_group_posts_and_takes_down_its_own_and_nobody_elses(people: People) -> None:
    notices.post(people.hoa, WORDS, people.today, is_agreed=True)
    assert notices.board(people.today) == (NOTICE,)
    (posted,) = notices.posted(people.hoa, people.today)
    for desk in (people.thu, people.an, people.sensei):
        assert notices.posted(desk, people.today) == ()
        with pytest.raises(TracingRefused):
            notices.take_down(desk, posted.id, people.today)
    notices.take_down(people.hoa, posted.id, people.today)
    assert notices.board(people.today) == ()


@pytest.mark.slow
def test_nobody_posts_without_the_family_nor_with_a_duty_to_report(people: People) -> None:
    with pytest.raises(TracingRefused, match=r"notices.problem.agreed"):
        notices.post(people.hoa, WORDS, people.today, is_agreed=False)
    with pytest.raises(TracingRefused):
        notices.post(people.sensei, WORDS, people.today, is_agreed=True)
    assert not models.Notice.objects.exists()


@pytest.mark.slow
def test_a_group_hangs_up_so_many_and_no_more(people: People) -> None:
    for _ in range(MOST_NOTICES):
        notices.post(people.hoa, WORDS, people.today, is_agreed=True)
    with pytest.raises(TracingRefused, match=r"notices.problem.enough"):
        notices.post(people.hoa, WORDS, people.today, is_agreed=True)
    assert notices.board(people.today) == (NOTICE,)


@pytest.mark.slow
def test_a_notice_ends_by_itself(people: People) -> None:
    notices.post(people.hoa, WORDS, people.today, is_agreed=True)
    last = people.today + NOTICE_DAYS * DAY
    assert notices.board(last) == (NOTICE,)
    assert notices.board(last + DAY) == ()
    assert keeping_letters.forget(last) == 0
    assert keeping_letters.forget(last + DAY) == 1
    assert not models.Notice.objects.exists()


@pytest.mark.slow
def test_no_backup_brings_back_what_was_taken_down_nor_what_a_group_that_went_had_posted(people: People) -> None:
    for _ in range(2):
        notices.post(people.hoa, WORDS, people.today, is_agreed=True)
    notices.post(people.thu, WORDS, people.today, is_agreed=True)
    before = Kept.of(people.cookie)
    notices.take_down(people.hoa, notices.posted(people.hoa, people.today)[0].id, people.today)
    keeping_letters.forget_group("vinh")
    before.put_back()
    assert models.Notice.objects.count() == 3
    assert keeping_letters.erase_again() == 2
    assert models.Notice.objects.count() == 1
    models.Notice.objects.update(organisation="elsewhere")
    assert keeping_letters.erase_again() == 1


# ------------------------------------------------------------------ the page


@pytest.mark.slow
@pytest.mark.parametrize("tag", [language.tag for language in LANGUAGES])
def test_everybody_reads_the_same_page_and_it_leads_to_nobody(people: People, settings: Settings, tag: str) -> None:
    settings.CLOCK = StoppedClock(people.today)
    notices.post(people.hoa, WORDS, people.today, is_agreed=True)
    row = models.Notice.objects.get()

    def page(cookie: str = "") -> str:
        browser = Browser()
        if cookie:
            browser.client.cookies["v"] = cookie
        browser.go(f"/{tag}/notices")
        assert browser.client.cookies.keys() <= {"v"}
        return re.sub(r'nonce="[^"]*"', "", browser.page)

    alone = page()
    assert page(people.cookie) == alone
    # An earlier day, another group, a second posting: nothing of it can be seen.
    settings.CLOCK = StoppedClock(people.today + 20 * DAY)
    notices.post(people.thu, WORDS, people.today + 20 * DAY, is_agreed=True)
    assert page() == alone
    assert ("Nghệ An" if tag in ("vi", "en") else "ゲアン") in alone
    for never in (row.id, "nagoya", "Group nagoya", str(row.ends_on), "VN-nghe-an"):
        assert never not in alone
    links = set(re.findall(r'href="([^"]+)"', alone))
    assert f"/{tag}/f/7" in links
    assert [link for link in links if re.search(r"[0-9a-f]{8}|\?", link)] == []


@pytest.mark.slow
def test_the_board_is_kept_by_no_browser_and_takes_no_form(people: People) -> None:
    client = Browser().client
    answer = client.get("/vi/notices")
    assert "no-store" in answer["Cache-Control"]
    assert client.post("/vi/notices", WORDS).status_code == 405


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "says"),
    [({"agreed": []}, "hỏi gia đình trước"), ({"asker": ""}, "chọn một từ"), ({"place": "Trần Thị Hoàn"}, "chọn một từ")],
)
def test_what_is_wrong_with_a_notice_is_said_and_what_was_chosen_stays(
    people: People, settings: Settings, typed: dict[str, str | list[str]], says: str
) -> None:
    from tests.tracing.entries.test_pages import at

    settings.CLOCK = StoppedClock(people.today)
    browser = at("hoa").go("/desk/vi/notices").press("go", "post", **{**WORDS, "agreed": "yes", **typed})
    assert says in browser.main()
    assert 'value="vi" selected' in browser.page
    assert not models.Notice.objects.exists()
