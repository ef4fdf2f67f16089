"""Pressing what leads to another page: a browser that is asked between two pages answers about neither."""

from playwright.sync_api import Page


def press(page: Page, what: str) -> None:
    """Press a button or a link, and wait for the page that it leads to."""
    with page.expect_navigation():
        page.click(what)
