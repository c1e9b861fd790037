"""A small browser: one kept connection, cookies, forms with all their hidden fields."""

import gzip
import http.client
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Protocol
from urllib.parse import urlencode, urljoin, urlsplit

Fields = list[tuple[str, str]]
BOUNDARY = "----------------------------bench"


@dataclass(frozen=True)
class Answer:
    """What a server answered: its body as it came, perhaps compressed."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        """The last header of this name; empty where there is none."""
        return next((v for k, v in reversed(self.headers) if k.lower() == name), "")

    @property
    def head_bytes(self) -> int:
        """The bytes of the status line and the headers."""
        return 17 + sum(len(k) + len(v) + 4 for k, v in self.headers)

    @property
    def text(self) -> str:
        """The body as text."""
        packed = self.header("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()


class Transport(Protocol):
    """Carries a request to a server."""

    def exchange(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """Sends a request and waits for the whole answer."""


class Wire:
    """HTTP over one connection that is kept."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def exchange(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """Sends a request and waits for the whole answer."""
        self.connection.request(method, path, body or None, headers)
        response = self.connection.getresponse()
        return Answer(response.status, response.getheaders(), response.read())


class Form(HTMLParser):
    """The form of a page: the names of its controls, and what its hidden fields hold."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hidden: Fields = []
        self.names: set[str] = set()
        self.multipart = self.found = False
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes the form that is posted, and its controls."""
        given = dict(attrs)
        if tag == "form":
            self._inside = given.get("method") == "post" and not self.found
            self.found = self.found or self._inside
            if self._inside:
                self.multipart = given.get("enctype") == "multipart/form-data"
        name = given.get("name")
        if not self._inside or tag not in ("input", "textarea", "select") or name is None:
            return
        if given.get("type") == "hidden":
            self.hidden.append((name, given.get("value") or ""))
        else:
            self.names.add(name)

    def handle_endtag(self, tag: str) -> None:
        """Notes the form's end."""
        if tag == "form":
            self._inside = False


@dataclass
class Browser:
    """Goes from page to page, and follows no redirect unasked."""

    transport: Transport
    cookies: dict[str, str] = field(default_factory=dict)
    path: str = "/"

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        """Opens an address."""
        return self._exchange("GET", path, headers or {}, b"")

    def post(self, form: Form, fields: Iterable[tuple[str, str]]) -> Answer:
        """Sends the form of this page with these fields and its hidden ones."""
        sent = [*form.hidden, *fields]
        if form.multipart:
            kind, body = f"multipart/form-data; boundary={BOUNDARY}", multipart(sent)
        else:
            kind, body = "application/x-www-form-urlencoded", urlencode(sent).encode()
        return self._exchange("POST", self.path, {"Content-Type": kind}, body)

    def _exchange(self, method: str, path: str, more: dict[str, str], body: bytes) -> Answer:
        url = urljoin(self.path, path)
        headers = {
            "Host": "localhost",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "127.0.0.1",
            "User-Agent": "Mozilla/5.0 (bench)",
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Encoding": "gzip, br",
            "Accept-Language": "en-GB",
            **more,
        }
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if method == "POST":
            headers |= {"Origin": "https://localhost", "Referer": f"https://localhost{self.path}"}
        answer = self.transport.exchange(method, url, headers, body)
        self._take_cookies(answer)
        if method == "GET" and answer.status == http.client.OK:
            self.path = urlsplit(url)._replace(fragment="").geturl()
        return answer

    def _take_cookies(self, answer: Answer) -> None:
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]


def multipart(fields: Fields) -> bytes:
    """A form's fields as a browser sends them where the form may hold files; no file is chosen."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields
    ]
    return ("".join(parts) + f"--{BOUNDARY}--\r\n").encode()
