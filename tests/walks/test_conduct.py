"""Conduct, meetings, pages of memory and the first week, without script: who sees what, and that nothing typed is lost."""

import datetime as dt
import gzip
import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from madoguchi.casework.actions import week
from madoguchi.ground.clock import StoppedClock
from madoguchi.network.terms import Known
from madoguchi.rules.shelf import law_of
from madoguchi.ui.languages import LANGUAGES
from tests.casework.network_of_cases import TODAY, Street, member
from tests.help.network_of_tests import group
from tests.walks.browsing import Browser, held
from tests.walks.reading import all_of, text_of, tree
from tests.walks.test_cases import ANY_PAGE, at
from tests.walks.test_pages import unlabelled

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TAGS = [language.tag for language in LANGUAGES]
PURPOSE = "PLANTED 在留期間のことで聞かれた"
SECOND = "lan-san"
CLAUSE = "jp.stay.special-period"
TITLE, PAGE = "更新が遅れたとき", "窓口の人が二人で行った。理由書を出したら、受け付けられた。"
ROOMS = ("conduct", "contacts", "memory", "week")


@pytest.fixture
def street(tmp_path: object, settings: Settings) -> Street:
    """Nagoya with `hoa` and `lan` (no duty) and `sensei` (a public office); Kobe with `an`."""
    settings.DATA = tmp_path
    settings.CLOCK = StoppedClock(TODAY)
    found = Street.begin()
    member("nagoya", "lan", let_by=found.hoa)
    return found


def met(browser: Browser, **different: str) -> Browser:
    """Tell the group of a meeting."""
    fields = {"authority": "police", "met_on": TODAY.isoformat(), "second": SECOND, "text": PURPOSE, "about": "stay"}
    form = next(form for form in all_of(tree(browser.go("/desk/ja/contacts").page), "form") if _has(form, "authority"))
    answer = browser.client.post("/desk/ja/contacts", {**held(form), **fields, **different})
    return browser._arrive(answer, "/desk/ja/contacts")


def _has(form: object, name: str) -> bool:
    return any(box.get("name") == name for box in all_of(form, "input", "select", "textarea"))  # type: ignore[arg-type]


def written(browser: Browser, go: str = "look", **different: str) -> Browser:
    """Write a page of memory."""
    return browser.go("/desk/ja/memory/write").press("go", go, **{"title": TITLE, "text": PAGE, "clause": CLAUSE, **different})


def published(street: Street) -> str:
    """A page that a colleague and somebody of another group have read; its address."""
    hoa = written(at("hoa"))
    hoa.press("go", "ask", to="kobe")
    for nickname in ("lan", "an"):
        at(nickname).go(hoa.address).press("go", "confirm")
    return hoa.address


# ------------------------------------------------------------------ conduct and meetings


def test_a_meeting_is_told_with_the_second_name_and_read_by_the_group_only(street: Street) -> None:
    page = met(at("hoa")).main()
    assert "Group nagoya」の名前で行動します" in page
    assert "donations" in page, "who pays for it stands beside the name"
    for nickname, reads in (("lan", True), ("sensei", False)):
        seen = at(nickname).go("/desk/ja/contacts")
        assert SECOND in seen.main()
        assert (PURPOSE in seen.page) is reads, nickname
    assert SECOND not in at("an").go("/desk/ja/contacts").page
    # What says nothing of a stay, everybody in the group reads; what does, nobody with a duty, also not its writer.
    met(at("sensei"), text="賃金の話", about="other")
    assert "賃金の話" in at("hoa").go("/desk/ja/contacts").main()
    met(at("sensei"), text="PLANTED もう一つ")
    assert "PLANTED もう一つ" not in at("sensei").go("/desk/ja/contacts").page
    assert "PLANTED もう一つ" in at("hoa").go("/desk/ja/contacts").page


def test_who_was_alone_is_warned_loses_nothing_and_says_why(street: Street) -> None:
    assert "もう一人の名前がありません" in met(at("hoa"), second="Hoa").main(), "nobody is their own second person"
    hoa = met(at("hoa"), second="")
    assert "もう一人の名前がありません" in hoa.main()
    assert PURPOSE in hoa.page
    form = next(form for form in all_of(tree(hoa.page), "form") if _has(form, "why_alone"))
    hoa._arrive(hoa.client.post(hoa.address, {**held(form), "why_alone": "駅で呼び止められた"}), hoa.address)
    assert "駅で呼び止められた" in hoa.main()
    assert "一人で。" in hoa.main()
    # Told later than in the same week, it says so; a meeting to come is none yet.
    hoa = met(at("hoa"), met_on=(TODAY - dt.timedelta(days=8)).isoformat())
    assert "その週より後に" in hoa.main()
    hoa = met(hoa, met_on=(TODAY + dt.timedelta(days=1)).isoformat(), text="まだ")
    assert "今日かそれより前の日" in hoa.main()
    assert "まだ" in hoa.page


# ------------------------------------------------------------------ memory


def test_a_page_of_memory_is_seen_by_the_network_when_two_others_have_read_it(street: Street) -> None:
    # A group of one has no second reader of its own: it asks another.
    an = written(at("an"))
    address = an.address
    assert "2人のうち0人" in an.main()
    for nickname in ("hoa", "sensei"):
        assert at(nickname).go(address).status == 404
    an.press("go", "ask", to="nagoya")
    at("hoa").go(address).press("go", "confirm")
    assert "2人のうち1人" in at("lan").go(address).main()
    assert at("sensei").go(address).status == 404
    at("lan").go(address).press("go", "confirm")
    for nickname in ("hoa", "sensei", "an"):
        seen = at(nickname).go("/desk/ja/memory")
        assert TITLE in seen.main(), nickname
        assert PAGE in seen.follow("/memory/page/").main()
    # A group that comes later reads it too, once somebody has opened the list.
    group("sendai")
    member("sendai", "mai", Known.NO)
    assert TITLE not in at("mai").go("/desk/ja/memory").page
    at("sensei").go("/desk/ja/memory")
    assert TITLE in at("mai").go("/desk/ja/memory").page


def test_what_could_lead_to_a_person_is_shown_once_and_its_writer_decides(street: Street) -> None:
    text = f"{PAGE} 2026年3月14日、豊川市、グエンさん、090-1234-5678。"
    hoa = written(at("hoa"), text=text)
    for piece in ("2026年3月14日", "豊川市", "グエンさん", "090-1234-5678"):
        assert piece in text_of(next(all_of(tree(hoa.page), "ul"))) or piece in hoa.main()
    assert "もう一度見てください" in hoa.main()
    assert PAGE in hoa.page
    hoa.press("go", "sure")
    assert re.fullmatch(r"/desk/ja/memory/page/[0-9a-f]{32}", hoa.address)
    assert "豊川市" in at("lan").go(hoa.address).main(), "its readers are shown the same pieces"
    # Without a clause of the book nothing is kept, and nothing is lost.
    for clause in ("", "jp.no.such"):
        hoa = written(at("hoa"), clause=clause)
        assert "規則を一つ以上" in hoa.main()
        assert PAGE in hoa.page


def test_a_page_is_found_from_its_rule_by_caseworkers_only(street: Street) -> None:
    address = published(street)
    rule = at("sensei").go(f"/ja/rules/{CLAUSE}").follow(f"/memory/of/{CLAUSE}")
    assert TITLE in rule.main()
    assert TITLE not in at("sensei").go("/desk/ja/memory/of/jp.stay.permit").main()
    assert "/desk/" not in Browser().go(f"/ja/rules/{CLAUSE}").page, "nobody else is told that there are such pages"
    # Its group takes it away, and no other does.
    an = at("an").go(address)
    assert "take_away" not in an.page
    an.client.post(address, {"go": "take_away", "word": _word(an)})
    assert at("an").go(address).status == 200
    at("lan").go(address).press("go", "take_away")
    assert at("an").go(address).status == 404


def _word(browser: Browser) -> str:
    return next(box.get("value") or "" for box in all_of(tree(browser.page), "input") if box.get("name") == "word")


class InSpring:
    """The clock of the house some months later, at desks that are open."""

    def __init__(self, day: dt.date) -> None:
        self.day = day

    def today(self) -> dt.date:
        """The day."""
        return self.day

    def seen_at(self) -> dt.datetime:
        """When the desks were opened: nobody was idle."""
        return StoppedClock(TODAY).seen_at()


def test_a_page_says_that_a_rule_will_change_and_later_that_it_has(street: Street, settings: Settings) -> None:
    changing = [
        (clause.id, first)
        for clause in law_of("JP").clauses.values()
        if (first := clause.versions[-1].first_known) is not None and first > TODAY and len(clause.versions) > 1
    ]
    assert changing, "the book knows a rule that will change"
    id_, since = changing[0]
    hoa = written(at("hoa"), clause=str(id_))
    assert "この規則は変わります" in hoa.main()
    settings.CLOCK = InSpring(since)
    assert "ページが書かれた後に変わりました" in hoa.go(hoa.address).main()
    assert "その後、規則が変わった" in hoa.go("/desk/ja/memory").main()


# ------------------------------------------------------------------ the first week


def begun(street: Street) -> Browser:
    """Lan is new; her browser, at her week."""
    lan = at("lan").go("/desk/ja/week")
    hoa = at("hoa").go("/desk/ja/week")
    value = next(one.get("value") or "" for one in all_of(tree(hoa.page), "button") if "lan" in text_of(one))
    hoa.press("begin", value)
    return lan.go("/desk/ja/week")


def test_a_newcomer_walks_a_week_sees_what_the_house_says_and_what_a_mentor_wrote(street: Street) -> None:
    lan = begun(street)
    assert "新しい人" in at("hoa").go("/desk/ja/group").main()
    for theme in week.themes():
        lan.go(f"/desk/ja/week/{theme.name}")
        assert "作り話です" in lan.main()
        assert "窓口の考え" not in lan.main().partition("答えを残して")[0], "first the own answer"
        lan._arrive(lan.client.post(lan.address, {"word": _word(lan), **ANSWERS[theme.name]}), lan.address)
        assert "窓口なら" in lan.main() or "規則では" in lan.main()
    lan.go("/desk/ja/week/position")
    assert "2026年11月23日" in lan.main(), "the day comes from the rules"
    assert "jp.notify.organisation" in lan.page
    mentor = at("hoa").go("/desk/ja/week").follow("/week/closing/")
    mentor._arrive(mentor.client.post(mentor.address, {"word": _word(mentor), "text": "よく聞けています。"}), mentor.address)
    assert "よく聞けています。" in lan.go("/desk/ja/week/closing").main()
    over = re.findall(r'name="end" value="([0-9a-f]{32})"', at("hoa").go("/desk/ja/week").page)
    at("hoa").go("/desk/ja/week").press("end", over[0])
    assert lan.go("/desk/ja/week/closing").status == 404
    assert "新しい人" not in at("hoa").go("/desk/ja/group").main()


ANSWERS: dict[str, dict[str, str | list[str]]] = {
    "listening": {"a_first": ["safe", "name"], "a_leave_out": ["card"], "a_reply": "こんばんは。"},
    "position": {"a_by_when": "2026-11-23", "a_next": ["notice"]},
    "consents": {"a_who_decides": ["person"], "a_what_goes": ["steps"], "a_never_opens": ["status"]},
    "urgent": {"a_danger": ["yes"], "a_first": ["numbers"], "a_taken": ["lawyer"]},
    "closing": {"a_cause": "jp.stay.permit", "a_harm": ["violence"], "a_what_helped": "二人で行くこと"},
}


def test_a_week_is_seen_by_its_newcomer_and_by_colleagues_who_can_read_and_by_nobody_else(street: Street) -> None:
    lan = begun(street)
    lan.go("/desk/ja/week/listening")
    lan.client.post(lan.address, {"word": _word(lan), **ANSWERS["listening"]})
    address = at("hoa").go("/desk/ja/week").follow("/week/listening/").address
    waits = member("nagoya", "waits")
    assert waits.group_keys == {}
    for nickname, status in (("hoa", 200), ("sensei", 200), ("lan", 404), ("an", 404), ("waits", 404)):
        assert at(nickname).go(address).status == status, nickname
        assert (at(nickname).go("/desk/ja/week/listening").status == 200) is (nickname == "lan")
    an = at("an").go("/desk/ja/week")
    an.client.post("/desk/ja/week", {"word": _word(an), "end": address.rpartition("/")[2]})
    an.client.post(address, {"word": _word(an), "text": "x"})
    assert at("lan").go("/desk/ja/week/listening").status == 200


# ------------------------------------------------------------------ who sees what


def addresses(places: dict[str, str]) -> list[str]:
    """Every address of these pages, with real ids in its places."""
    found = []
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver):
            found += [str(each.pattern) for each in resolver.url_patterns if isinstance(each, URLPattern)]
    ours = [path for path in found if any(f"/{room}" in path.removeprefix("desk/<language:tag>") for room in ROOMS)]
    paths = []
    for path in ours:
        kind = "newcomer" if "/week/" in path else "page"
        filled = path.replace("<language:tag>", "ja").replace("<slug:theme>", "position").replace("<str:clause>", CLAUSE)
        paths.append("/" + filled.replace("<slug:id_>", places[kind]))
    return sorted(paths)


@pytest.fixture
def places(street: Street) -> dict[str, str]:
    """A page that waits for readers, a meeting about a stay, a newcomer who has answered."""
    met(at("hoa"))
    page = written(at("hoa"), text=f"{PAGE} {PURPOSE}").address.rpartition("/")[2]
    lan = begun(street).go("/desk/ja/week/position")
    lan.client.post(lan.address, {"word": _word(lan), **ANSWERS["position"]})
    newcomer = at("hoa").go("/desk/ja/week").follow("/week/position/").address.rpartition("/")[2]
    return {"page": page, "newcomer": newcomer}


def test_each_page_is_for_whom_it_says_and_no_other(street: Street, places: dict[str, str]) -> None:
    group("osaka")
    member("osaka", "ken", Known.NO)
    member("nagoya", "waits")
    stranger, seen = Browser(), {}
    for path in addresses(places):
        for nickname in ("hoa", "lan", "sensei", "an", "ken", "waits"):
            browser = at(nickname).go(path)
            seen[path, nickname] = browser.status
            if nickname in ("sensei", "an", "ken", "waits"):
                assert "PLANTED" not in browser.page, (path, nickname)
            for forbidden in ("put", "delete", "patch"):
                assert getattr(browser.client, forbidden)(path).status_code == 405, (path, forbidden)
        assert stranger.go(path).address.startswith("/desk/ja/sign-in"), path
        posted = stranger.client.post(path, {"go": "take_away"})
        assert posted.status_code == 405 or posted["Location"].startswith("/desk/ja/sign-in"), path
    page, own = f"/desk/ja/memory/page/{places['page']}", "/desk/ja/week/position"
    expected = {
        page: {"hoa": 200, "lan": 200, "sensei": 404, "an": 404, "ken": 404, "waits": 404},
        own: {"hoa": 404, "lan": 200, "sensei": 404, "an": 404, "ken": 404, "waits": 404},
        f"{own}/{places['newcomer']}": {"hoa": 200, "lan": 404, "sensei": 200, "an": 404, "ken": 404, "waits": 404},
    }
    for (path, nickname), status in seen.items():
        assert status == expected.get(path, {}).get(nickname, 200), (path, nickname)
    nowhere = at("ken").go(page.replace(places["page"], "0" * 32))
    assert _bare(nowhere) == _bare(at("ken").go(page))


def _bare(browser: Browser) -> str:
    return re.sub(r'nonce="[^"]*"|name="word" value="[^"]*"|[0-9a-f]{32}', "", browser.page)


def test_no_form_of_another_group_or_without_the_word_changes_anything(street: Street, places: dict[str, str]) -> None:
    page, newcomer = f"/desk/ja/memory/page/{places['page']}", f"/desk/ja/week/position/{places['newcomer']}"
    acts: list[tuple[str, dict[str, str]]] = [
        (page, {"go": "confirm"}),
        (page, {"go": "ask", "to": "kobe"}),
        (page, {"go": "take_away"}),
        (newcomer, {"text": "forged"}),
        ("/desk/ja/week", {"end": places["newcomer"]}),
        ("/desk/ja/week", {"begin": places["newcomer"]}),
    ]
    an = at("an").go("/desk/ja/week")
    for path, form in acts:
        an.client.post(path, {**form, "word": _word(an)})
    hoa = at("hoa").go("/desk/ja/week")
    for path, form in acts:
        hoa.client.post(path, form)
        hoa.client.post(path, {**form, "word": "0" * 64})
    assert "2人のうち0人" in at("hoa").go(page).main()
    assert "forged" not in at("hoa").go(newcomer).page


def test_every_page_is_valid_labelled_and_light_in_every_language(street: Street, places: dict[str, str]) -> None:
    published(street)
    for nickname, tag in [(nickname, tag) for nickname in ("hoa", "lan", "sensei") for tag in TAGS]:
        for path in addresses(places):
            browser = at(nickname).go(path.replace("/ja/", f"/{tag}/"))
            page = tree(browser.page)
            assert page.get("lang") == tag
            assert len(list(all_of(page, "h1"))) == 1, path
            assert unlabelled(page) == [], path
            ids = [each.get("id") for each in page.iter() if each.get("id")]
            assert len(ids) == len(set(ids)), path
            assert len(gzip.compress(browser.page.encode())) <= ANY_PAGE, path
