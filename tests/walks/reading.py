"""Reads a page as strictly as the standard does, and walks its forms as a browser without script would."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

import html5lib
from django.test import Client

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse

HTML = "{http://www.w3.org/1999/xhtml}"


# What was parsed is kept for a while: one test asks for its headings, the next one for its links.
@lru_cache(maxsize=128)
def tree(text: str) -> Element:
    """The page as a tree, only to be read; any mistake in its markup is an error."""
    return html5lib.HTMLParser(strict=True).parse(text)  # type: ignore[no-any-return]


def all_of(page: Element, *names: str) -> Iterator[Element]:
    """Every element with one of these names, in reading order."""
    wanted = {HTML + name for name in names}
    return (element for element in page.iter() if element.tag in wanted)


def text_of(element: Element) -> str:
    """What a reader sees of it, readings left out."""
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


@dataclass
class Walker:
    """Somebody who answers one question after the other."""

    client: Client
    tag: str
    page: str = ""
    sealed: str = ""
    at: str = ""
    seen: list[str] = field(default_factory=list)

    def begin(self) -> "Walker":
        """Open the dialogue."""
        return self._arrive(self.client.get(f"/{self.tag}/ask"))

    def send(self, **fields: str) -> "Walker":
        """Send the form of the page."""
        form = {"sealed": self.sealed, "at": self.at, **fields}
        return self._arrive(self.client.post(f"/{self.tag}/ask", form))

    def answer(self, reply: str) -> "Walker":
        """Choose an answer, or write a day such as 2026-02-10, and go on."""
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", reply):
            year, month, day = reply.split("-")
            return self.send(reply="day", year=year, month=month, day=day, go="next")
        return self.send(reply=reply, go="next")

    def answer_all(self, replies: dict[str, str]) -> "Walker":
        """Answer until the last question; what is not in `replies` is not known."""
        while self.at:
            self.answer(replies.get(self.at, "dont_know"))
        return self

    def _arrive(self, response: "_MonkeyPatchedWSGIResponse") -> "Walker":
        assert response.status_code == 200, response.status_code
        assert not response.cookies
        self.page = response.content.decode()
        fields = {
            box.get("name"): box.get("value", "") for box in all_of(tree(self.page), "input") if box.get("type") == "hidden"
        }
        self.sealed, self.at = fields["sealed"] or "", fields["at"] or ""
        self.seen.append(self.at)
        return self
