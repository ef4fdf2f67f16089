"""A real browser for the tests about what people see: the distribution's Chromium, and no other site."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, sync_playwright

ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--no-first-run",
]
LONGEST_WAIT = 10_000  # milliseconds
# An old phone, held upright.
PHONE = {"width": 360, "height": 740}
Visit = Callable[..., BrowserContext]


# Ends with this folder: while the browser runs, Django refuses to talk to a database in the same thread.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium of this machine; a missing one is a failure, not a skip."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "No Chromium was found, and these tests look at real pages. On Debian: apt install chromium"
    # Chromium's own sandbox refuses to run as root, as in most build machines.
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def outside_requests() -> list[str]:
    """Every address outside the site that a page asked for; must stay empty."""
    return []


@pytest.fixture
def visit(browser: Browser, live_site: str, outside_requests: list[str]) -> Iterator[Visit]:
    """Begins a fresh visit on a phone without script; words of Playwright's `new_context` change that.

    A request to any other site is stopped, and fails the test at its end.
    """
    home = urlsplit(live_site).netloc
    visits: list[BrowserContext] = []

    def let_through(route: Route, request: Request) -> None:
        if urlsplit(request.url).netloc == home or request.url.startswith("data:"):
            route.continue_()
        else:
            outside_requests.append(request.url)
            route.abort()

    def begin(**wishes: Any) -> BrowserContext:
        context = browser.new_context(**{"base_url": live_site, "viewport": PHONE, "java_script_enabled": False, **wishes})
        context.route("**/*", let_through)
        context.set_default_timeout(LONGEST_WAIT)
        visits.append(context)
        return context

    yield begin
    for context in visits:
        context.close()
    assert outside_requests == [], f"a page asked another site for {outside_requests}"


@pytest.fixture
def browser_page(visit: Visit) -> Page:
    """An empty tab on a phone without script."""
    return visit().new_page()


@pytest.fixture
def scripted_page(visit: Visit) -> Page:
    """An empty tab in which the tests may run script of their own, such as axe."""
    return visit(java_script_enabled=True).new_page()
