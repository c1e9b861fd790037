"""A request's words are UTF-8; no codec that a stranger names is ever looked for."""

from typing import Any

import pytest

from doitonline.config.wsgi.counter import application
from doitonline.config.wsgi.utf8 import hears_utf8
from tests.counter.wire import BOUNDARY, MULTIPART, Wire, form

CODECS = ["hex", "zip", "rot13", "idna", "undefined", "punycode", "utf-16", "utf-7", "x-nope", "\0"]


def told(kind: str) -> str:
    """The content type that the application hears when a request says `kind`."""
    heard: list[str] = []

    def listening(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        heard.append(environ["CONTENT_TYPE"])
        return []

    hears_utf8(listening)({"CONTENT_TYPE": kind}, None)
    return heard[0]


@pytest.mark.parametrize(
    "parameter", ["charset=hex", " charset = hex", "CHARSET=hex", "charset*=utf-8''hex"]
)
def test_a_charset_is_not_heard_however_it_is_written(parameter: str) -> None:
    assert told(f"text/plain;{parameter}") == "text/plain"
    assert told(f"{MULTIPART};{parameter}") == MULTIPART


@pytest.mark.parametrize("kind", ["", "text/plain", MULTIPART, f'a/b; boundary="{BOUNDARY}"; q=1'])
def test_the_rest_is_heard_as_it_is(kind: str) -> None:
    assert told(kind) == kind


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.django_db
def test_no_codec_makes_a_page_fail(codec: str) -> None:
    wire = Wire(application)
    plain = f"application/x-www-form-urlencoded; charset={codec}"

    assert wire.send("GET", "/help/leaving?a=%ff", CONTENT_TYPE=plain).status == 200
    for kind, body in ((plain, b"a=%ff"), (f"{MULTIPART}; charset={codec}", form({"a": ["b"]}))):
        answer = wire.send("POST", "/back", body, CONTENT_TYPE=kind, HTTP_COOKIE="counter-csrf=x")
        assert answer.status == 403
