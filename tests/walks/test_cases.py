"""The whole way without script: a person in Vietnamese, caseworkers in Japanese, two groups, from the first yes to the cause."""

import gzip
import re
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from madoguchi.casework import outflow
from madoguchi.network.terms import Known
from madoguchi.ui.languages import LANGUAGES
from tests.casework.network_of_cases import COOKIES, TODAY, Kept, Street, member
from tests.help.campaign_files import ID as MEASURE
from tests.help.campaign_files import lay
from tests.help.network_of_tests import group, next_page
from tests.walks.browsing import Browser
from tests.walks.reading import all_of, tree
from tests.walks.test_pages import unlabelled

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TAGS = [language.tag for language in LANGUAGES]
ANY_PAGE = 80 * 1024
DUE = "2026-12-01"
PLANTED = "KỲ-HẠN-LƯU-TRÚ"


@pytest.fixture
def street(tmp_path: Path, settings: Settings) -> Street:
    """Two groups and a person who wrote to one of them."""
    from madoguchi.ground.clock import StoppedClock

    settings.DATA = tmp_path
    settings.CLOCK = StoppedClock(TODAY)
    lay(tmp_path)
    return Street.begin()


def at(nickname: str) -> Browser:
    """The browser of a caseworker who has signed in."""
    next_page(nickname)
    browser = Browser()
    browser.client.cookies["desk"] = COOKIES[nickname]
    return browser


def person(street: Street) -> Browser:
    """The telephone of the person."""
    browser = Browser()
    browser.client.cookies["v"] = street.cookie
    return browser


def taken_up(street: Street) -> tuple[Browser, Browser]:
    """A case that its person agreed to: their browser, and that of the caseworker, at the case."""
    someone, hoa = person(street), at("hoa")
    hoa.go("/desk/ja/today").follow(r"/talk/[0-9a-f]{32}$").follow("/case$").press("go", "ask")
    assert "まだ返事がありません" in hoa.main()
    someone.go("/vi/talk/thread")
    assert "Group nagoya muốn giữ một hồ sơ" in someone.main()
    agree = next(one.get("value") or "" for one in all_of(tree(someone.page), "button") if one.get("name") == "agree")
    someone.press("agree", agree)
    assert "Những điều bạn đã đồng ý" in someone.main()
    hoa.go(hoa.address).press("go", "make", text="Hoa Sen")
    assert re.fullmatch(r"/desk/ja/case/[0-9a-f]{32}", hoa.address)
    return someone, hoa


def agrees(someone: Browser) -> None:
    """The person says yes to the question that waits."""
    someone.go("/vi/talk/thread")
    seq = next(one.get("value") or "" for one in all_of(tree(someone.page), "button") if one.get("name") == "agree")
    someone.press("agree", seq)


def test_from_the_first_yes_to_the_cause(street: Street) -> None:
    someone, hoa = taken_up(street)
    case = hoa.address
    # Something to do by a day, and what runs by the rules.
    hoa.press("go", "step", text="労基署に電話する", due=DUE, about="other")
    hoa.follow("/work$").press("go", "try", q_place="here")
    hoa.press("go", "save", q_status="intern_1", q_place="here")
    days = [box.get("name") or "" for box in all_of(tree(hoa.page), "input") if box.get("type") == "date"]
    hoa.press("go", "save", **{name: "2027-03-01" for name in days if name not in ("as_of", "q_left_day")})
    hoa.go("/desk/ja/today")
    assert "労基署に電話する" in hoa.main()
    # Kobe is asked to take it over, and says no.
    hand_over(someone, hoa, case, "hand_over")
    an = at("an").go("/desk/ja/today").follow("/offer/")
    assert "ヘルプが必要です" in an.main()
    an.press("go", "refuse", text="人手が足りません。")
    assert an.go(case).status == 404
    assert "人手が足りません。" in hoa.go(case).main()
    # Asked again to join, and accepts.
    hand_over(someone, hoa, case, "join")
    an.go("/desk/ja/today").follow("/offer/").press("go", "accept")
    assert (an.address, an.status) == (case, 200)
    assert "労基署に電話する" in an.main()
    closed_with_its_cause(hoa, case)
    # The person sees who opened it, and takes everything back.
    someone.go("/vi/talk/opened")
    assert "Group kobe cùng tham gia" in someone.main()
    someone.go("/vi/talk/thread")
    kept = [one.get("value") or "" for one in all_of(tree(someone.page), "button") if one.get("name") == "withdraw"]
    someone.press("withdraw", kept[0])
    assert hoa.go(case).status == an.go(case).status == 404


def closed_with_its_cause(hoa: Browser, case: str) -> None:
    """A case that closes says why; it is counted for nobody who was not asked."""
    hoa.go(case).follow("/close$").press("go", "close")
    assert "「なし」" in hoa.main(), "no case closes without its cause"
    hoa.press("go", "causes", clauses=["jp.stay.special-period"], office="immigration", act="late")
    hoa.press("go", "harm", violations=["passport_held", "unpaid_wages"], helped=["union"])
    hoa.press("go", "close")
    assert "終了" in hoa.main()
    assert list(outflow.coded_cases()) == []


def hand_over(someone: Browser, hoa: Browser, case: str, kind: str) -> None:
    """Nagoya asks the person, who agrees, and then Kobe."""
    hoa.go(f"{case}/hand").press("go", "ask", kind=kind, to="kobe", part=["steps"])
    agrees(someone)
    hoa.go(f"{case}/hand").press("go", "make", text="ヘルプが必要です。")


def test_what_was_typed_stands_in_its_box_again(street: Street) -> None:
    _, hoa = taken_up(street)
    hoa.press("go", "step", text="電話する", due="31.12.2026", about="other")
    assert "2026-12-01のように" in hoa.main()
    assert "電話する" in hoa.page
    assert hoa.press("go", "note", text="x" * 5001, about="other").main().count("長すぎます") == 1
    assert "x" * 5001 in hoa.page


def test_what_was_written_when_the_desk_closed_by_itself_comes_back_and_goes_when_it_is_kept(street: Street) -> None:
    _, hoa = taken_up(street)
    case = hoa.address
    hoa.client.post(case, {"go": "keep", "text": "nửa ghi chú", "word": word_of(hoa)})
    assert "nửa ghi chú" in hoa.go(case).page
    hoa.press("go", "note", about="other")
    assert hoa.page.count("nửa ghi chú") == 1, "in the timeline, and in no box any more"


def word_of(browser: Browser) -> str:
    """What the forms of the page carry."""
    return next(box.get("value") or "" for box in all_of(tree(browser.page), "input") if box.get("name") == "word")


def test_the_second_save_shows_the_difference(street: Street) -> None:
    _, hoa = taken_up(street)
    other = at("hoa").go(hoa.address).follow("/work$")
    hoa.follow("/work$").press("go", "save", q_place="here")
    other.press("go", "save", q_place="abroad")
    assert "上書きしていません" in other.main()
    assert len(list(all_of(tree(other.page), "td"))) == 2, "what a colleague saved, and what this one was about to"
    other.press("go", "save", q_place="abroad")
    assert "上書きしていません" not in other.main()


def test_who_opens_what_they_found_says_why_and_its_person_reads_it(street: Street) -> None:
    someone, hoa = taken_up(street)
    case = hoa.address
    hoa.go("/desk/ja/find").press("go", "find", text="hoa s")
    hoa.press("open", case.rpartition("/")[2])
    assert "開く理由を選んでください" in hoa.main()
    hoa.press("open", case.rpartition("/")[2], reason="covering")
    assert hoa.address == case
    assert "thay đồng nghiệp" in someone.go("/vi/talk/opened").main()
    an = at("an").go("/desk/ja/find").press("go", "find", text="hoa")
    assert case.rpartition("/")[2] not in an.page


# ------------------------------------------------------------------ who sees what


def case_addresses(ids: dict[str, str]) -> list[str]:
    """Every address of the room that is about cases, with the real ids in its places: each of them where an address could be
    of several. The first week: `test_conduct.py`.
    """
    found = []
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver) and "casework" in str(resolver.urlconf_name):
            found += [str(each.pattern) for each in resolver.url_patterns if isinstance(each, URLPattern)]
    paths = []
    for pattern in (each for each in found if "/week" not in each):
        kind = "offer" if "/offer" in pattern else "case"
        path = pattern.replace("<language:tag>", "ja").replace("<slug:talk>", ids["talk"]).replace("<slug:id_>", ids[kind])
        paths += [f"/{each}" for each in _each(path, ids)]
    return sorted(paths)


def _each(path: str, ids: dict[str, str]) -> list[str]:
    """One address for each of the letters and templates of the case, with the measure it is prepared for."""
    path = path.replace("<slug:name>", ids["name"]).replace("<slug:seq>", ids["seq"])
    for place in ("template", "which"):
        if f"<slug:{place}>" in path:
            return [path.replace(f"<slug:{place}>", name) for name in ids[place].split()]
    return [path]


_PLANTED_ONCE: list[tuple[Kept, dict[str, str]]] = []


@pytest.fixture
def planted(street: Street) -> dict[str, str]:
    """A case that holds status facts of every sort, and an open offer of it to Kobe: typed once, and each test gets a copy."""
    if not _PLANTED_ONCE:
        ids = _planted(street)
        _PLANTED_ONCE.append((Kept.of(street.cookie), ids))
    kept, ids = _PLANTED_ONCE[0]
    kept.put_back()
    return dict(ids)


def _planted(street: Street) -> dict[str, str]:
    someone, hoa = taken_up(street)
    case = hoa.address
    for go in ("step", "note"):
        hoa.go(case).press("go", go, text=f"{PLANTED} {go}", about="stay")
    hoa.go(case).press("go", "note", text="ふつうのメモ", about="other")
    hoa.go(f"{case}/work").press("go", "save", q_place="here", q_status="intern_1")
    hoa.go(f"{case}/close").press("go", "causes", clauses=["jp.stay.special-period"])
    hoa.go(f"{case}/letters/new/special-permission").press("go", "save", b_story_ja=f"{PLANTED} letter", b_status="intern_1")
    about_the_stay = hoa.address.rpartition("/")[2]
    hoa.go(f"{case}/letters/new/statement").press("go", "save", b_story_other=f"{PLANTED} statement")
    statement = hoa.address.rpartition("/")[2]
    hoa.go(f"{case}/letters/new/unpaid-wages").press("go", "save", b_employer="ABC株式会社", about="other")
    letters = {"template": "special-permission unpaid-wages", "which": f"{about_the_stay} {statement} harm-1"}
    letters |= prepared(someone, hoa, case)
    hand_over(someone, hoa, case, "join")
    offer = re.search(r"/offer/([0-9a-f]{32})", at("an").go("/desk/ja/today").page)
    assert offer
    return {"case": case.rpartition("/")[2], "talk": street.conversation, "offer": offer[1], **letters}


def prepared(someone: Browser, hoa: Browser, case: str) -> dict[str, str]:
    """The case is prepared for a measure, with a signed bundle; the ids of both."""
    hoa.go(f"{case}/measure/{MEASURE}").press("go", "ask")
    agrees(someone)
    hoa.go(f"{case}/measure/{MEASURE}").press("go", "papers", have=["passport"])
    hoa.press("go", "meet", text=f"{PLANTED} meet", due=DUE)
    hoa.press("go", "receipt", text=f"{PLANTED} receipt", due=str(TODAY))
    hoa.press("go", "refused", clauses=["jp.removal.order"], due=str(TODAY))
    hoa.press("go", "sign", letter=["harm-1"])
    seq = re.search(rf"/measure/{MEASURE}/(\d+)/pdf", hoa.page)
    assert seq
    return {"name": MEASURE, "seq": seq[1]}


def marks_of_the_stay(page: str) -> list[str]:
    """What of a stay stands on a page."""
    return [
        mark
        for mark in (PLANTED, "jp.stay.special-period", "jp.removal.order", "q_status", "技能実習1号", "試しの措置")
        if mark in page
    ]


def test_each_page_is_for_whom_it_says_and_no_other(street: Street, planted: dict[str, str]) -> None:
    group("osaka")
    member("osaka", "ken", Known.NO)
    member("nagoya", "lan", Known.UNKNOWN, let_by=street.hoa)
    stranger = Browser()
    seen: dict[str, dict[str, int]] = {}
    for path in case_addresses(planted):
        of_case = planted["case"] in path or planted["talk"] in path
        for who in ("hoa", "sensei", "lan", "an", "ken"):
            browser = at(who).go(path)
            seen.setdefault(path, {})[who] = browser.status
            if who in ("sensei", "lan"):
                assert marks_of_the_stay(browser.page) == [], (path, who)
            if who == "ken" and (of_case or "offer" in path):
                nowhere = at("ken").go(path.replace(planted["case"], "0" * 32).replace(planted["talk"], "0" * 32))
                assert browser.status == 404
                assert _bare(browser.page, path) == _bare(nowhere.page, nowhere.address)
        assert stranger.go(path).address.startswith("/desk/ja/sign-in"), path
        posted = stranger.client.post(path, {"go": "close"})
        assert posted.status_code == 405 or posted["Location"].startswith("/desk/ja/sign-in"), path
        assert at("hoa").client.put(path).status_code == 405, path
    for path in (each for each in seen if "/measure/" in each):
        assert seen[path] == {"hoa": 200, "sensei": 404, "lan": 404, "an": 404, "ken": 404}, path
    for path in (each for each in seen if "/letters/status-" in each or each.endswith("/new/special-permission")):
        assert seen[path] == {"hoa": 200, "sensei": 404, "lan": 404, "an": 404, "ken": 404}, path
    for path in (each for each in seen if "/letters/harm-1" in each or each.endswith("/letters/new/unpaid-wages")):
        assert seen[path] == {"hoa": 200, "sensei": 200, "lan": 200, "an": 404, "ken": 404}, path
    work = next(path for path in seen if path.endswith("/work"))
    assert seen[work] == {"hoa": 200, "sensei": 404, "lan": 404, "an": 404, "ken": 404}
    case = f"/desk/ja/case/{planted['case']}"
    assert seen[case] == {"hoa": 200, "sensei": 200, "lan": 200, "an": 404, "ken": 404}
    assert seen[f"/desk/ja/offer/{planted['offer']}"] == {"hoa": 404, "sensei": 404, "lan": 404, "an": 200, "ken": 404}


def _bare(page: str, path: str) -> str:
    page = re.sub(r'nonce="[^"]*"|name="word" value="[^"]*"', "", page)
    return re.sub(r"[0-9a-f]{32}", "", page.replace(path, ""))


def test_no_form_of_another_group_or_of_a_member_with_a_duty_changes_what_is_not_theirs(
    street: Street, planted: dict[str, str]
) -> None:
    case = f"/desk/ja/case/{planted['case']}"
    acts: list[tuple[str, dict[str, str]]] = [
        (case, {"go": "note", "text": "forged"}),
        (case, {"go": "step", "text": "forged"}),
        (case, {"go": "name", "text": "forged", "after": "99"}),
        (f"{case}/work", {"go": "save", "q_place": "abroad", "after": "99"}),
        (f"{case}/close", {"go": "causes", "none": "yes", "after": "99"}),
        (f"{case}/close", {"go": "close"}),
        (f"{case}/letters/{planted['which'].split()[0]}", {"go": "save", "other": "vi", "b_person": "forged", "after": "99"}),
        (f"{case}/letters/new/special-permission", {"go": "save", "other": "vi", "b_person": "forged"}),
        (f"{case}/letters/new/statement", {"go": "save", "other": "vi", "about": "stay", "b_person": "forged"}),
        (f"{case}/measure/{MEASURE}", {"go": "papers", "have": "family-papers", "after": "99"}),
        (f"{case}/measure/{MEASURE}", {"go": "receipt", "text": "forged", "due": str(TODAY)}),
        (f"{case}/measure/{MEASURE}", {"go": "sign", "other": "vi"}),
        (f"{case}/hand", {"go": "ask", "kind": "join", "to": "osaka"}),
    ]
    group("osaka")
    member("osaka", "ken", Known.NO)
    before = at("hoa").go(case).main()
    for who in ("ken", "an", "sensei"):
        browser = at(who).go("/desk/ja/today")
        word = next(box.get("value") or "" for box in all_of(tree(browser.page), "input") if box.get("name") == "word")
        for path, form in acts if who != "sensei" else acts[3:12]:
            browser.client.post(path, {**form, "word": word})
    # A member with a duty who forgets to say what a text is about writes it nowhere.
    browser = at("sensei").go(case)
    browser.press("go", "note", text="forged", about="stay")
    assert at("hoa").go(case).main() == before


def test_every_page_is_valid_labelled_and_light_in_every_language(street: Street, planted: dict[str, str]) -> None:
    pages = [path for path in case_addresses(planted) if not path.endswith(("/pdf", "/file"))]
    for who in ("hoa", "sensei", "an"):
        # Letters and measures say the same to whoever may read them, and to nobody else.
        for path in (each for each in pages if who == "hoa" or not re.search("/letters/|/measure/", each)):
            for tag in TAGS:
                check_page(at(who).go(path.replace("/ja/", f"/{tag}/")).page, tag, path)


def check_page(shown: str, tag: str, path: str) -> None:
    """A page is whole in a language, and light."""
    page = tree(shown)
    assert page.get("lang") == tag
    assert len(list(all_of(page, "h1"))) == 1, path
    assert unlabelled(page) == [], path
    ids = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(ids) == len(set(ids)), path
    assert len(gzip.compress(shown.encode())) <= ANY_PAGE, path
    assert not list(all_of(page, "img", "iframe")), path
