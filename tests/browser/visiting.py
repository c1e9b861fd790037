"""A visitor without a window: fetches pages as a browser would, fast, and follows nothing."""

import http.client
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from doitonline.sealing.drafts import new_root, root_text

Pairs = Iterable[tuple[str, str]]
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@dataclass(frozen=True)
class Upload:
    """A file to send with a form."""

    control: str
    name: str
    content: bytes
    type: str = "application/octet-stream"


@dataclass(frozen=True)
class Fetched:
    """An answer as it came from a site."""

    home: str
    path: str
    status: int
    headers: dict[str, str]
    html: str

    @property
    def onwards(self) -> str:
        """Where it sends the visitor: a path; nothing where it does not."""
        parts = urlsplit(self.headers.get("location", ""))
        return parts.path + (f"?{parts.query}" if parts.query else "")


@dataclass
class Visitor:
    """A visitor of one site. `root` is the key of its drafts, as the counter's cookie has it."""

    home: str
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    @property
    def root(self) -> str:
        """The root key of this visitor's drafts; drawn where the counter has given none."""
        return self.cookies.setdefault("counter", root_text(new_root()))

    def get(self, path: str) -> Fetched:
        """Fetches a page, and remembers the token of its form."""
        return self._asked("GET", path)

    def arrive(self, path: str) -> Fetched:
        """Fetches a page, or the one that it sends to."""
        there = self.get(path)
        for _ in range(5):
            if not there.onwards:
                break
            there = self.get(there.onwards)
        return there

    def post(self, path: str, fields: Pairs, *uploads: Upload) -> Fetched:
        """Sends a form with these fields and the token that came last, or a new one."""
        if not self.token:
            self.get(FORM_ADDRESS)
        pairs = [("csrfmiddlewaretoken", self.token), *fields]
        if not uploads:
            return self._asked("POST", path, urlencode(pairs).encode(), FORM)
        boundary = uuid4().hex
        body = b"".join(
            [*(_part(boundary, name, value.encode()) for name, value in pairs),
             *(_part(boundary, up.control, up.content, up) for up in uploads),
             f"--{boundary}--\r\n".encode()]
        )  # fmt: skip
        return self._asked("POST", path, body, f"multipart/form-data; boundary={boundary}")

    def _asked(self, method: str, path: str, body: bytes = b"", kind: str = "") -> Fetched:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if method == "POST":
            headers |= {"Content-Type": kind, "Origin": self.home, "Sec-Fetch-Site": "same-origin"}
        connection = http.client.HTTPConnection(urlsplit(self.home).netloc, timeout=60)
        try:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            html = answer.read().decode()
        finally:
            connection.close()
        for set_cookie in answer.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(set_cookie).items():
                self.cookies[name] = morsel.value
        if found := TOKEN.search(html):
            self.token = found[1]
        return Fetched(
            self.home,
            path,
            answer.status,
            {key.lower(): value for key, value in answer.headers.items()},
            html,
        )


FORM = "application/x-www-form-urlencoded"
FORM_ADDRESS = "/back"
"""A page of the counter with a form on it that needs no draft."""


def _part(boundary: str, name: str, content: bytes, upload: Upload | None = None) -> bytes:
    about = f'; filename="{upload.name}"\r\nContent-Type: {upload.type}' if upload else ""
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"{about}\r\n\r\n'
    return head.encode() + content + b"\r\n"
