"""Asks axe which barriers a page has for people who use a keyboard, a screen reader or large letters."""

from functools import cache
from importlib import resources
from typing import Any

from playwright.sync_api import Page

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only barriers are told at length: what a page has done right, in every place, nobody reads.
RUN = """levels => axe.run(document, {runOnly: {type: 'tag', values: levels}, resultTypes: ['violations']})
  .then(found => found.violations)"""


@cache
def axe_source() -> str:
    """The script of axe-core, as it comes in the wheel; the browser fetches nothing."""
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def barriers_on(page: Page) -> list[str]:
    """One line for each barrier: the rule, what it says, and where. Needs a page that may run script."""
    if not page.evaluate("'axe' in window"):
        # Also for every page that this tab opens from now on: handing the script over takes as long as loading a page.
        page.add_init_script(axe_source())
        page.evaluate(axe_source())
    found: list[dict[str, Any]] = page.evaluate(RUN, LEVELS)
    return [f"{one['id']}: {one['help']}: {'; '.join(node['html'][:120] for node in one['nodes'])}" for one in found]
