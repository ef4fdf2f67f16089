"""Somebody at the window without script: opens pages, sends forms, keeps one cookie. Over HTTP, like a browser."""

import http.client
import re
import secrets
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode, urlsplit

LONGEST = 60
TYPED = "application/x-www-form-urlencoded"
FILE_NAME = "canary-passport-of-nguyen.jpg"
"""What every file is called here; nobody may find it afterwards."""


@dataclass
class Visitor:
    """A visit to the house at an address such as http://127.0.0.1:8000/."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 0
    page: str = ""
    content: bytes = b""
    path: str = ""

    def get(self, path: str) -> "Visitor":
        """Open a page; ways to other pages are followed."""
        return self.ask("GET", path, "")

    def post(self, path: str, fields: dict[str, str]) -> "Visitor":
        """Send a form with what its page carries; ways to other pages are followed."""
        return self.ask("POST", path, urlencode({**self.carried(), **fields}))

    def post_files(self, path: str, fields: dict[str, str], *files: bytes) -> "Visitor":
        """The same with files, as a browser writes such a form."""
        line = f"----{secrets.token_hex(12)}"
        parts = [
            f'--{line}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in {**self.carried(), **fields}.items()
        ]
        head = f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="{FILE_NAME}"\r\n\r\n'.encode()
        parts += [head + content + b"\r\n" for content in files]
        return self.ask("POST", path, b"".join(parts) + f"--{line}--\r\n".encode(), f"multipart/form-data; boundary={line}")

    def carried(self) -> dict[str, str]:
        """What the forms of the last page carry: a token, or the chance of the page."""
        found = re.findall(r'name="(token|word|page)" value="([^"]*)"', self.page)
        return {name: unescape(value) for name, value in found}

    def ask(self, method: str, path: str, body: str | bytes, kind: str = TYPED) -> "Visitor":
        """Ask for a page, and follow where it leads."""
        for _ in range(5):
            place = self._once(method, path, body, kind)
            if self.status not in (302, 303):
                break
            method, path, body = "GET", place, ""
        self.path = path
        return self

    def _once(self, method: str, path: str, body: str | bytes, kind: str = TYPED) -> str:
        parts = urlsplit(self.address)
        line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=LONGEST)
        headers = {"Accept-Language": "vi", **self.headers}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body:
            headers["Content-Type"] = kind
        try:
            line.request(method, path, body, headers)
            response = line.getresponse()
            self.status, self.content = response.status, response.read()
            self.page = self.content.decode(errors="replace")
            for name, value in response.getheaders():
                if name.lower() == "set-cookie":
                    key, _, rest = value.partition("=")
                    self.cookies[key] = rest.partition(";")[0]
            return response.getheader("Location") or path
        finally:
            line.close()


def begin(address: str, text: str, groups: list[str], headers: dict[str, str] | None = None) -> tuple[Visitor, str]:
    """Write to some groups; the visitor, and the return number in digits, or nothing where it was not given."""
    visitor = Visitor(address, headers=headers or {}).get("/vi/talk")
    visitor.ask(
        "POST",
        "/vi/talk",
        urlencode([*visitor.carried().items(), ("text", text), ("go", "send"), *(("group", group) for group in groups)]),
    )
    return visitor, _number_on(visitor.page)


def begin_with_files(address: str, text: str, groups: list[str], *files: bytes) -> tuple[Visitor, str]:
    """The same, with files."""
    visitor = Visitor(address).get("/vi/talk")
    visitor.post_files("/vi/talk", {"text": text, "go": "send", "group": groups[0]}, *files)
    return visitor, _number_on(visitor.page)


def _number_on(page: str) -> str:
    found = re.findall(r"\d{4}(?:\D{1,40}?\d{4}){4}\D{1,40}?\d{2}", re.sub(r"<[^>]*>", " ", page))
    return "".join(re.findall(r"\d", found[0])) if found else ""


def come_back(address: str, number: str, headers: dict[str, str] | None = None) -> Visitor:
    """Open a conversation with its number."""
    visitor = Visitor(address, headers=headers or {}).get("/vi/talk/back")
    return visitor.post("/vi/talk/back", {"number": number, "go": "open"})
