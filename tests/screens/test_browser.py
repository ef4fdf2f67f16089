"""The browser of the tests is a real one, it lets nobody else be asked, and it notices barriers."""

import pytest
from playwright.sync_api import Error, Page

from tests.screens.barriers import barriers_on


def test_the_real_site_answers_a_real_browser(browser_page: Page) -> None:
    answer = browser_page.goto("/")
    assert answer is not None
    assert answer.status < 500
    assert "server" not in answer.headers


def test_another_site_is_never_asked_and_would_be_noticed(browser_page: Page, outside_requests: list[str]) -> None:
    with pytest.raises(Error):
        browser_page.goto("http://another-site.example/")
    assert outside_requests == ["http://another-site.example/"]
    outside_requests.clear()


def test_a_page_with_barriers_would_be_noticed(scripted_page: Page) -> None:
    scripted_page.goto("/no-such-page")
    scripted_page.set_content("<title>x</title><main><h1>x</h1><input type=text></main>")
    assert any(line.startswith(("label:", "html-has-lang:")) for line in barriers_on(scripted_page))
