"""The network that works together, without script: profiles, rota, questions without names, a taskforce of two groups."""

import gzip
import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from madoguchi.ground.clock import StoppedClock
from madoguchi.network import actions as network
from madoguchi.network.actions import profiles, questions
from madoguchi.network.terms import Circle, Known
from madoguchi.network.terms.profiles import SLOTS, Expertise, Profile
from madoguchi.ui.audience import Audience
from tests.casework.network_of_cases import TODAY, Street, member
from tests.help.network_of_tests import group
from tests.walks.browsing import Browser
from tests.walks.reading import all_of, text_of, tree
from tests.walks.test_cases import PLANTED, TAGS, agrees, at, taken_up, word_of
from tests.walks.test_pages import unlabelled

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
DESK_PAGE = 80 * 1024
LAST = "2027-01-31"
NAMES = ("desk-profile", "desk-rota", "desk-holes", "desk-experts", "desk-question", "taskforces", "taskforce", "case-give")
"""The pages of this walk, by the names of their addresses."""


@pytest.fixture
def street(tmp_path: object, settings: Settings) -> Street:
    """Two groups and a person who wrote to one of them."""
    settings.DATA = tmp_path
    settings.CLOCK = StoppedClock(TODAY)
    return Street.begin()


def knows(street: Street, *fields: Expertise) -> None:
    """Everybody in both groups knows these fields."""
    for desk in (street.hoa, street.sensei, street.an):
        profiles.keep_profile(desk, Profile(("vi", "ja"), frozenset(fields)))


def opened(who: Browser, about: str = "stay") -> str:
    """The address of a new taskforce."""
    who.go("/desk/ja/taskforces").press("go", "open", text="旅券を取り戻す", due=LAST, about=about)
    assert re.fullmatch(r"/desk/ja/taskforce/[0-9a-f]{32}", who.address), who.main()
    return who.address


def test_a_member_says_what_they_know_and_takes_a_part_of_the_rota(street: Street) -> None:
    hoa = at("hoa").go("/desk/ja/today")
    assert "まだだれも当番を引き受けていません" in hoa.main()
    hoa.follow("/rota$").follow("/me$")
    (form,) = [form for form in all_of(tree(hoa.page), "form") if (form.get("action") or "").endswith("/me")]
    word = next(box.get("value") for box in all_of(form, "input") if box.get("name") == "word")
    hoa.client.post(
        "/desk/ja/me", {"word": word, "language": ["vi", "xx"], "expertise": ["legal"], "there": ["0.0"], "part_time": "yes"}
    )
    hoa.go("/desk/ja/rota").press("take", "0.2")
    assert "hoa · Group nagoya · Tiếng Việt · 短時間" in hoa.main()
    # 22 November 2026 is a Sunday: the next day with somebody is Monday.
    assert "今日は当番がいません。次にいるのは2026年11月23日（月）です。" in hoa.go("/desk/ja/today").main()
    at("an").go("/desk/ja/rota").press("take", "6.1")
    assert "午後: an" in hoa.go("/desk/ja/today").main()
    experts = at("an").go("/desk/ja/experts").main()
    assert "hoa · Group nagoya · Tiếng Việt · 短時間" in experts
    assert "月曜日 午前" in experts
    hoa.go("/desk/ja/rota").press("give", "0.2")
    assert "hoa" not in hoa.main()


def test_a_coordinator_sees_where_nobody_is_until_the_role_ends(street: Street, settings: Settings) -> None:
    hoa = at("hoa")
    assert hoa.go("/desk/ja/holes").status == 404
    network.set_coordinates("hoa", TODAY, TODAY)
    hoa.go("/desk/ja/rota").follow("/holes$")
    assert hoa.status == 200
    assert [text_of(each) for each in all_of(tree(hoa.page), "h2")] == ["Tiếng Việt", "日本語"]
    assert len(list(all_of(tree(hoa.page), "li"))) >= 14, "seven days with holes for each of two languages"
    profiles.keep_profile(street.hoa, Profile(("vi",)))
    hoa.go("/desk/ja/rota").press("take", "0.0")
    main = hoa.go("/desk/ja/holes").main()
    assert main.count("月曜日: 午後, 夜") == 1
    assert main.count("月曜日: 午前, 午後, 夜") == 1


def test_a_question_without_names_comes_back_with_answers(street: Street) -> None:
    knows(street, Expertise.LEGAL)
    hoa = at("hoa").go("/desk/ja/experts").press("go", "ask", expertise="legal", text=PLANTED)
    question = hoa.address
    assert re.fullmatch(r"/desk/ja/question/[0-9a-f]{32}", question)
    # What was not said to be free of a stay reaches nobody with a duty, and the same page as for none.
    sensei = at("sensei")
    assert PLANTED not in sensei.go("/desk/ja/experts").page + sensei.go(question).page
    assert sensei.status == 404
    an = at("an").go("/desk/ja/today")
    assert "同僚からの質問：1件" in an.main()
    an.follow("/experts$").follow("/question/").press("go", "answer", text="弁護士に電話してください。")
    assert "同僚からの質問" not in an.go("/desk/ja/today").main()
    assert "弁護士に電話してください。" in hoa.go(question).main()
    hoa.press("go", "close")
    assert hoa.address == "/desk/ja/experts"
    assert an.go(question).status == 404
    # What says nothing of a stay reaches everybody who knows.
    hoa.go("/desk/ja/experts").press("go", "ask", expertise="legal", text="ふつうの質問", about="other")
    assert "ふつうの質問" in sensei.go(hoa.address).main()
    assert "在留についても書かないで" in sensei.main()


def test_what_was_typed_is_not_lost_where_nobody_knows(street: Street) -> None:
    hoa = at("hoa").go("/desk/ja/experts")
    assert hoa.client.post("/desk/ja/experts", {"word": word_of(hoa), "go": "keep", "text": "下書き"}).status_code == 302
    assert "下書き" in hoa.go("/desk/ja/experts").page
    answer = hoa.client.post("/desk/ja/experts", {"word": word_of(hoa), "go": "ask", "expertise": "medical", "text": "質問の文"})
    page = answer.content.decode()
    assert "送っていません" in page
    assert "質問の文" in page
    hoa.go("/desk/ja/taskforces").press("go", "open", text="目的", due="31.1.2027")
    assert "目的" in hoa.page
    assert "2026-12-01のように" in hoa.main()
    assert "最後の日は、今日か" in hoa.press("go", "open", text="目的", due="2020-01-01").main()


def written(hoa: Browser, case: str) -> None:
    """Something in each part of a case."""
    hoa.go(case).press("go", "note", text="社長が旅券を持っている", about="other")
    hoa.go(case).press("go", "note", text=PLANTED, about="stay")
    hoa.go(f"{case}/work").press("go", "save", q_place="here", q_status="intern_1")
    hoa.go(f"{case}/close").press("go", "harm", violations=["passport_held"], helped=["union"])
    hoa.go(f"{case}/close").press("go", "causes", clauses=["jp.stay.special-period"], office="immigration", act="late")


def met(an: Browser) -> Browser:
    """A taskforce talks, decides and does something; the browser at its page."""
    assert "会議：2026年12月5日（土）" in an.main()
    an.press("go", "decision", text="労基署に行く").press("go", "paper", text="名前のない表")
    an.press("go", "step", text="電話する", due="2026-12-01").press("done", "5")
    assert "電話する · 2026年11月22日" in an.main()
    return an


def test_a_taskforce_of_two_groups_from_its_opening_to_its_end(street: Street) -> None:
    someone, hoa = taken_up(street)
    case = hoa.address
    written(hoa, case)
    there = opened(hoa)
    assert "呼び名の人は、いまいません" in hoa.press("go", "seat", nickname="nobody").main()
    assert "入れません" in hoa.press("go", "seat", nickname="sensei").main()
    hoa.press("go", "seat", nickname="AN")
    hoa.press("go", "agenda", text="何から始めるか", due="2026-12-05")
    an = met(at("an").go("/desk/ja/taskforces").follow("/taskforce/"))
    # A part of the case, on the person's own yes.
    hoa.go(case).follow("/give$").press("go", "ask", part=["notes", "status", "harm", "core", "x"])
    someone.go("/vi/talk/thread")
    assert "cho một nhóm công tác: những người của Group kobe, Group nagoya" in someone.main()
    agrees(someone)
    hoa.go(hoa.address).press("go", "give")
    main = an.go(there).main()
    for said in ("社長が旅券を持っている", PLANTED, "Group nagoya", "特例期間"):
        assert said in main
    assert "Hoa Sen" not in an.page
    assert an.go(case).status == 404
    assert "Group kobe đọc những phần đó trong nhóm công tác" in someone.go("/vi/talk/opened").main()
    # Taken back with one press; then the taskforce is closed, and an has nothing any more.
    someone.go("/vi/talk/thread")
    kept = [one.get("value") or "" for one in all_of(tree(someone.page), "button") if one.get("name") == "withdraw"]
    someone.press("withdraw", kept[-1])
    assert PLANTED not in an.go(there).page
    an.press("unseat", street.an.member.id)
    assert an.address == "/desk/ja/taskforces"
    assert an.go(there).status == 404
    hoa.go(there).press("go", "close")
    assert hoa.go(there).status == 404


# ------------------------------------------------------------------ who sees what


@pytest.fixture
def planted(street: Street) -> dict[str, str]:
    """A taskforce of Nagoya and Kobe to which something of a stay was given, a question about a stay, and a case."""
    someone, hoa = taken_up(street)
    case = hoa.address
    hoa.go(case).press("go", "note", text=PLANTED, about="stay")
    there = opened(hoa)
    hoa.press("go", "seat", nickname="an").press("go", "paper", text=PLANTED)
    hoa.go(f"{case}/give").press("go", "ask", part=["status"])
    agrees(someone)
    hoa.go(f"{case}/give").press("go", "give")
    knows(street, Expertise.LEGAL)
    question = questions.ask(street.hoa, Expertise.LEGAL, Circle.FREE, PLANTED, TODAY)
    return {"case-give": case.rpartition("/")[2], "taskforce": there.rpartition("/")[2], "desk-question": question}


def addresses(ids: dict[str, str]) -> dict[str, str]:
    """The pages of this walk by name, with the real ids in their places."""
    found: dict[str, str] = {}
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver):
            for each in resolver.url_patterns:
                if isinstance(each, URLPattern) and each.name in NAMES:
                    path = str(each.pattern).replace("<language:tag>", "ja").replace("<slug:id_>", ids.get(each.name, ""))
                    found[each.name] = f"/{path}"
    assert set(found) == set(NAMES)
    return found


def test_each_page_is_for_whom_it_says_and_no_other(street: Street, planted: dict[str, str]) -> None:
    group("osaka")
    member("osaka", "ken")
    member("nagoya", "lan", Known.UNKNOWN, let_by=street.hoa)
    member("nagoya", "waits")
    network.set_coordinates("an", TODAY, TODAY)
    everybody = {"desk-profile", "desk-rota", "desk-experts", "taskforces"}
    sees = {
        "hoa": everybody | {"desk-question", "taskforce", "case-give"},
        "an": everybody | {"desk-holes", "desk-question", "taskforce"},
        "sensei": everybody | {"case-give"},
        "lan": everybody | {"case-give"},
        "ken": everybody,
        "waits": set(),
    }
    stranger, paths = Browser(), addresses(planted)
    for who, names in sees.items():
        browser = at(who)
        for name, path in paths.items():
            browser.go(path)
            assert browser.status == (200 if name in names else 404), (who, name)
            if who in ("sensei", "lan", "ken", "waits"):
                assert PLANTED not in browser.page, (who, name)
            if browser.status == 404 and planted.get(name):
                nowhere = at(who).go(path.replace(planted[name], "0" * 32))
                assert (nowhere.status, bare(nowhere.page)) == (404, bare(browser.page)), (who, name)
    for name, path in paths.items():
        assert stranger.go(path).address.startswith("/desk/ja/sign-in"), path
        posted = stranger.client.post(path, {"go": "close"})
        assert posted.status_code == 405 or posted["Location"].startswith("/desk/ja/sign-in"), path
        for method in ("put", "delete", "patch"):
            assert getattr(at("hoa").client, method)(path).status_code == 405, (method, path)
        assert at("an").client.post("/desk/ja/holes", {"word": ""}).status_code == 405, name


def bare(page: str) -> str:
    """A page without what differs each time."""
    return re.sub(r'nonce="[^"]*"|name="word" value="[^"]*"|[0-9a-f]{32}', "", page)


def test_no_form_of_who_does_not_sit_there_changes_anything(street: Street, planted: dict[str, str]) -> None:
    group("osaka")
    member("osaka", "ken")
    table, question, give = (addresses(planted)[name] for name in ("taskforce", "desk-question", "case-give"))
    acts: list[tuple[str, dict[str, str]]] = [
        *(
            (table, {"go": go, "text": "forged", "nickname": "ken"})
            for go in ("agenda", "decision", "step", "paper", "seat", "close")
        ),
        (table, {"unseat": street.an.member.id}),
        (question, {"go": "answer", "text": "forged"}),
        (question, {"go": "close"}),
        *((give, {"go": go, "to": planted["taskforce"], "part": "notes"}) for go in ("ask", "give", "take_back")),
    ]
    before = [at("hoa").go(path).main() for path in (table, question, give)]
    for who in ("ken", "sensei"):
        browser = at(who).go("/desk/ja/today")
        for path, form in acts:
            browser.client.post(path, {**form, "word": word_of(browser)})
    an = at("an").go("/desk/ja/today")
    for path, form in [acts[5], acts[8], *acts[9:], (table, {"unseat": street.hoa.member.id})]:
        an.client.post(path, {**form, "word": word_of(an)})
    assert [at("hoa").go(path).main() for path in (table, question, give)] == before


def test_the_pages_say_who_they_are_for() -> None:
    pages = {
        each.name: getattr(each.callback, "audience", None)
        for resolver in get_resolver().url_patterns
        if isinstance(resolver, URLResolver)
        for each in resolver.url_patterns
        if isinstance(each, URLPattern) and each.name in NAMES
    }
    assert {name for name, audience in pages.items() if audience is Audience.COORDINATOR} == {"desk-holes"}
    assert set(pages.values()) == {Audience.COORDINATOR, Audience.CASEWORKER}


@pytest.mark.parametrize("tag", TAGS)
def test_every_page_is_valid_labelled_and_light_in_every_language(street: Street, planted: dict[str, str], tag: str) -> None:
    network.set_coordinates("hoa", TODAY, TODAY)
    profiles.take_slot(street.hoa, SLOTS[0])
    for who in ("hoa", "sensei", "an"):
        for path in addresses(planted).values():
            browser = at(who).go(path.replace("/ja/", f"/{tag}/"))
            page = tree(browser.page)
            assert page.get("lang") == tag
            assert len(list(all_of(page, "h1"))) == 1, path
            assert unlabelled(page) == [], path
            ids = [each.get("id") for each in page.iter() if each.get("id")]
            assert len(ids) == len(set(ids)), path
            assert len(gzip.compress(browser.page.encode())) <= DESK_PAGE, path
