"""The rule book in a real browser: barriers, narrow screens with large letters, a life posted and compared, print."""

import pytest
from playwright.sync_api import Page

from tests.screens.barriers import barriers_on
from tests.screens.conftest import Visit
from tests.screens.pressing import press
from tests.screens.test_pages import TOO_WIDE, keep_picture

PAGES = {
    "book": "rules/of/it",
    "found": "rules/of/kr?q=change",
    "clause": "rules/kr.eps.change.obtain?on=2010-06-01",
    "changes": "rules/of/jp/changes?from=2024-06-01&to=2024-07-01",
    "beside": "rules/beside",
    "life": "rules/same-life?life=work-lost&left=JP&right=KR",
}


@pytest.mark.parametrize("tag", ["vi", "ko", "es"])
@pytest.mark.parametrize("width", [320, 1200])
def test_no_page_of_the_rule_book_has_a_barrier_or_is_too_wide(visit: Visit, tag: str, width: int) -> None:
    page = visit(java_script_enabled=True, viewport={"width": width, "height": 800}).new_page()
    found = {}
    for name, address in PAGES.items():
        page.goto(f"/{tag}/{address}")
        keep_picture(page, f"rule-book-{width}-{tag}-{name}")
        if barriers := barriers_on(page):
            found[name] = barriers
        page.evaluate("() => document.documentElement.style.fontSize = 'calc(200% * 1.125)'")
        if (over := page.evaluate(TOO_WIDE)) > 0:
            found[f"{name}, {over} too wide"] = []
    assert found == {}


def test_two_laws_are_compared_without_script(browser_page: Page) -> None:
    page = browser_page
    page.goto("/en/rules/same-life")
    page.select_option("#life", "nothing-filed")
    page.select_option("#left", "JP")
    page.select_option("#right", "IT")
    press(page, "button.act")
    marked = page.locator("li.asked")
    assert marked.count() == 2
    assert "1 February 2024" in page.locator("[role=status]").inner_text()
    press(page, "section[aria-labelledby=columns] ul a >> nth=0")
    assert "/en/rules/" in page.url


def test_words_are_looked_for_and_a_clause_is_read_beside_its_cousins(browser_page: Page) -> None:
    page = browser_page
    page.goto("/ko/rules/of/kr")
    page.fill("#q", "사업장")
    press(page, "form button")
    assert page.locator("section ul.plain a").count() > 0
    press(page, "section ul.plain a >> nth=0")
    assert page.locator("html").get_attribute("lang") == "ko"
    assert page.locator("#cousins").count() == 1
