"""A request as it comes from the wire, byte by byte, for what no browser would send."""

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_to_bytes

from django.core.handlers.wsgi import WSGIHandler

from tests.counter.visitor import Visitor

BOUNDARY = "----a1b2c3"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


class Cut(io.RawIOBase):
    """A body of which only some arrives: then nothing more, or the connection breaks."""

    def __init__(self, sent: bytes, breaks: bool = False) -> None:
        self._sent, self._breaks = io.BytesIO(sent), breaks

    def read(self, size: int = -1) -> bytes:
        data = self._sent.read(size)
        if not data and self._breaks:
            raise OSError("the connection was reset")
        return data

    def readable(self) -> bool:
        return True


@dataclass
class Wire:
    """The counter's application, spoken to as a server speaks to it."""

    application: Callable[..., Any] = field(default_factory=WSGIHandler)

    def send(
        self, method: str, path: str, body: Any = b"", announced: Any = None, **headers: str
    ) -> Answer:
        """Sends a request. `body` is bytes, or a stream; `announced` is its length as told."""
        where, _, query = path.partition("?")
        stream = body if hasattr(body, "read") else io.BytesIO(body)
        length = len(body) if announced is None and isinstance(body, bytes) else announced
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method, "PATH_INFO": unquote_to_bytes(where).decode("latin-1"),
            "QUERY_STRING": query, "SERVER_NAME": "localhost", "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost",
            "wsgi.input": stream, "wsgi.errors": io.StringIO(), "wsgi.url_scheme": "http",
            "wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": True,
            "wsgi.run_once": False, "SCRIPT_NAME": "", "CONTENT_LENGTH": str(length),
            **headers,
        }  # fmt: skip
        told: dict[str, Any] = {}

        def start(status: str, fields: list[tuple[str, str]], exc_info: Any = None) -> None:
            told.update(status=int(status.split()[0]), headers=dict(fields))

        response = self.application(environ, start)
        try:
            content = b"".join(response)
        finally:
            response.close()
        return Answer(told["status"], told["headers"], content)


def cookies(visitor: Visitor) -> str:
    """The Cookie header of a browser."""
    held = visitor.client.cookies
    return "; ".join(f"{name}={morsel.value}" for name, morsel in held.items())


def form(
    fields: Mapping[str, Iterable[str]], files: Iterable[tuple[str, str, bytes]] = ()
) -> bytes:
    """A multipart body of these fields and of these files: (control, name, content)."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, values in fields.items()
        for value in values
    ]
    for control, name, content in files:
        head = f'Content-Disposition: form-data; name="{control}"; filename="{name}"'
        kind = "Content-Type: application/octet-stream"
        parts.append(f"--{BOUNDARY}\r\n{head}\r\n{kind}\r\n\r\n".encode() + content + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
