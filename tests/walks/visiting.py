"""Presses the buttons of any page as a browser without script would: the fields of their form, then where it leads."""

import re
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from django.test import Client

from madoguchi.help.actions import inbox
from madoguchi.network.terms import Desk
from tests.help.network_of_tests import desk, group
from tests.walks.conftest import TODAY
from tests.walks.reading import all_of, text_of, tree

TEXT = "Công ty giữ hộ chiếu của tôi.\nTôi <không> biết làm gì & hỏi ai."


@dataclass
class Visitor:
    """Somebody with one open page."""

    client: Client
    address: str = ""
    status: int = 0
    page: str = ""

    def go(self, address: str) -> "Visitor":
        """Open an address, and follow where it leads."""
        return self._arrive(address, "get", {})

    def press(self, name: str, value: str, **fields: Any) -> "Visitor":
        """Press a button with what its form holds; `fields` are typed or chosen before."""
        top = tree(self.page)
        form = self._form_of(top, name, value)
        button = next(one for one in all_of(top, "button") if (one.get("name"), one.get("value")) == (name, value))
        address = button.get("formaction") or form.get("action") or self.address
        return self._arrive(address, "post", {**held_by(form), **fields, name: value})

    def again(self) -> "Visitor":
        """Load the page anew."""
        return self.go(self.address)

    def heading(self) -> str:
        """What the page is called."""
        (heading,) = all_of(tree(self.page), "h1")
        return text_of(heading)

    def links(self) -> list[str]:
        """Where the page leads."""
        return [link.get("href") or "" for link in all_of(tree(self.page), "a")]

    def value_of(self, name: str) -> str:
        """What stands in the field."""
        return next(str(value) for form in all_of(tree(self.page), "form") for key, value in held_by(form).items() if key == name)

    def _form_of(self, top: Element, name: str, value: str) -> Element:
        forms = {form.get("id"): form for form in all_of(top, "form")}
        for form in all_of(top, "form"):
            if any((one.get("name"), one.get("value")) == (name, value) for one in all_of(form, "button")):
                return form
        outside = next(one for one in all_of(top, "button") if (one.get("name"), one.get("value")) == (name, value))
        return forms[outside.get("form")]

    def _arrive(self, address: str, method: str, fields: dict[str, Any]) -> "Visitor":
        answer = getattr(self.client, method)(address, fields)
        while answer.status_code == 303:
            address = answer["Location"]
            answer = self.client.get(address)
        self.address, self.status, self.page = address.partition("#")[0], answer.status_code, answer.content.decode()
        return self


def held_by(form: Element) -> dict[str, str | list[str]]:
    """What the fields of a form hold before anybody types."""
    held: dict[str, str | list[str]] = {}
    for box in all_of(form, "input", "textarea"):
        name = box.get("name") or ""
        if box.get("type") == "file":
            continue
        if box.tag.endswith("textarea"):
            # A browser drops one line end at the beginning, as the parser does.
            held[name] = box.text or ""
        elif box.get("type") == "checkbox":
            if box.get("checked") is not None:
                held[name] = [*held.get(name, []), box.get("value") or ""]
        else:
            held[name] = box.get("value") or ""
    return held


def two_groups() -> Desk:
    """The desk of a caseworker of a group in Nagoya; another group, in Kobe, is there too."""
    group("nagoya")
    group("kobe")
    desk("kobe", "an")
    return desk("nagoya", "hoa")


def begun(visitor: Visitor, tag: str = "vi", text: str = TEXT) -> Visitor:
    """A conversation that has just begun, at the page with the number."""
    return visitor.go(f"/{tag}/talk").press("go", "send", text=text, group=["nagoya"])


def digits(page: str) -> list[str]:
    """The groups of digits on the page with the number."""
    return re.findall(r"<span>(\d+)</span>", page)


def words(page: str) -> list[str]:
    """The words on the page with the number."""
    (listed,) = (one for one in all_of(tree(page), "ul") if one.get("class") == "number")
    return [text_of(word) for word in all_of(listed, "li")]


def only_case(of_desk: Desk) -> str:
    """The one conversation that a group has."""
    (row,) = inbox.waiting(of_desk, TODAY)
    return row.case
