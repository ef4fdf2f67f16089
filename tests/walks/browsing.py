"""Somebody with one open page and no script, for pages of caseworkers and people alike."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from django.test import Client

from tests.walks.reading import all_of, text_of, tree


@dataclass
class Browser:
    """Somebody with one open page and no script: presses buttons, fills fields, follows where it leads."""

    client: Client = field(default_factory=Client)
    address: str = ""
    status: int = 0
    page: str = ""
    content: bytes = b""

    def go(self, address: str) -> "Browser":
        """Open an address."""
        return self._arrive(self.client.get(address), address)

    def press(self, name: str, value: str, **fields: str | list[str]) -> "Browser":
        """Press a button with what its form holds; what is typed replaces that."""
        top = tree(self.page)
        forms = [form for form in all_of(top, "form") if _button(form, name, value) is not None]
        assert forms, f"no button {name}={value} on {self.address}"
        return self._send(forms[0], {**fields, name: value})

    def send(self, **fields: str | list[str]) -> "Browser":
        """Fill the form that has these boxes, and press its button without a name."""
        forms = [
            form
            for form in all_of(tree(self.page), "form")
            if set(fields) <= _names(form) and _button(form, None, None) is not None
        ]
        assert forms, f"no form with {', '.join(fields)} on {self.address}"
        return self._send(forms[0], fields)

    def follow(self, part: str) -> "Browser":
        """Follow the first link whose address has this part."""
        links = [link.get("href") or "" for link in all_of(tree(self.page), "a")]
        return self.go(next(link for link in links if re.search(part, link)))

    def main(self) -> str:
        """What a reader sees."""
        (found,) = all_of(tree(self.page), "main")
        return text_of(found)

    def _send(self, form: Element, fields: dict[str, str | list[str]]) -> "Browser":
        address = form.get("action") or self.address
        return self._arrive(self.client.post(address, {**held(form), **fields}), address)

    def _arrive(self, answer: object, address: str) -> "Browser":
        while answer.status_code in (302, 303):  # type: ignore[attr-defined]
            address = answer["Location"]  # type: ignore[index]
            answer = self.client.get(address)
        self.address, self.status = address.partition("#")[0], answer.status_code  # type: ignore[attr-defined]
        self.content = answer.content  # type: ignore[attr-defined]
        self.page = self.content.decode(errors="replace")
        return self


def _names(form: Element) -> set[str]:
    return {box.get("name") or "" for box in all_of(form, "input", "textarea", "select")}


def _button(form: Element, name: str | None, value: str | None) -> Element | None:
    return next((one for one in all_of(form, "button") if (one.get("name"), one.get("value")) == (name, value)), None)


def held(form: Element) -> dict[str, str | list[str]]:
    """What the fields of a form hold before anybody types."""
    found: dict[str, str | list[str]] = {}
    for box in all_of(form, "input", "textarea", "select"):
        name, kind = box.get("name") or "", box.get("type")
        if kind in ("checkbox", "radio"):
            if box.get("checked") is not None:
                found[name] = [*found.get(name, []), box.get("value") or ""]
        elif box.tag.endswith("select"):
            chosen = [option for option in all_of(box, "option") if option.get("selected") is not None]
            found[name] = (chosen[0].get("value") or "") if chosen else ""
        else:
            found[name] = (box.text or "") if box.tag.endswith("textarea") else box.get("value") or ""
    return found
