"""A log's line holds what was allowed, and nothing that a person wrote."""

import io
import json
import logging
import sys
from typing import Any

import pytest
from django.test import RequestFactory
from django.urls import ResolverMatch
from gunicorn.config import Config

from doitonline.config.logs import Line
from doitonline.config.server_log import ServerLog

CANARY = "canary: Mrs Example, 07700 900123"


def line(message: object, *args: object, name: str = "doitonline.test", **extra: Any) -> str:
    record = logging.LogRecord(name, logging.ERROR, __file__, 1, message, args, None)
    record.__dict__.update(extra)
    return Line().format(record)


def test_what_is_filled_in_is_left_out() -> None:
    written = line("a report by %s was refused", CANARY)
    assert json.loads(written)["event"] == "a report by %s was refused"
    assert CANARY not in written


@pytest.mark.parametrize("name", ["answers", "address", "email", "args", "msg_html", "path"])
def test_an_extra_that_is_not_on_the_list_is_left_out(name: str) -> None:
    assert CANARY not in line("an event", **({name: CANARY} if name != "args" else {}))


def test_an_extra_that_is_on_the_list_is_written() -> None:
    assert json.loads(line("an event", count=3, service="report-a-crime"))["count"] == 3


def test_an_exception_is_its_class_and_the_lines_it_passed() -> None:
    try:
        raise ValueError(CANARY)
    except ValueError:
        written = line("it failed", exc_info=sys.exc_info())
    parsed = json.loads(written)
    assert parsed["error"] == "ValueError"
    assert "test_logs.py" in parsed["passed"][-1]
    assert CANARY not in written


def test_a_message_that_is_an_object_is_only_its_class() -> None:
    assert json.loads(line(ValueError(CANARY)))["event"] == "ValueError"


def test_a_request_is_the_pattern_that_it_matched() -> None:
    request = RequestFactory().get("/d/3f0c/abc123", {"words": CANARY})
    request.resolver_match = ResolverMatch(lambda: None, (), {}, route="d/<uuid:draft>/<page>")
    written = line("%s: %s", "Not Found", request.path, name="django.request", request=request)
    parsed = json.loads(written)
    assert (parsed["method"], parsed["route"]) == ("GET", "d/<uuid:draft>/<page>")
    assert "3f0c" not in written
    assert CANARY not in written


def test_every_log_goes_through_it() -> None:
    handlers = logging.getLogger().handlers
    ours = [handler for handler in handlers if isinstance(handler.formatter, Line)]
    assert ours
    for name in ("django.request", "django.security", "axes", "gunicorn.error"):
        for handler in logging.getLogger(name).handlers:
            assert isinstance(handler.formatter, Line)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("django.security.DisallowedHost", f"Invalid HTTP_HOST header: {CANARY!r}."),
        ("django.security.SuspiciousFileOperation", f"Could not derive file name from {CANARY!r}"),
        ("gunicorn.error", f"Invalid request from ip=203.0.113.7: {CANARY}"),
    ],
)
def test_a_message_that_comes_filled_in_is_left_out(name: str, words: str) -> None:
    written = line(words, name=name)
    assert json.loads(written)["event"]
    assert CANARY not in written
    assert "203.0.113.7" not in written


def test_what_the_web_server_says_of_itself_is_kept() -> None:
    written = line("Worker (pid:%s) was sent %s!", 7, "SIGKILL", name="gunicorn.error")
    assert json.loads(written)["event"] == "Worker (pid:%s) was sent %s!"


def test_the_web_server_s_own_log_goes_through_it() -> None:
    config = Config()
    config.set("loglevel", "warning")
    told = ServerLog(config)
    heard = io.StringIO()
    for handler in told.error_log.handlers:
        assert isinstance(handler, logging.StreamHandler)
        handler.setStream(heard)
    try:
        raise ValueError(CANARY)
    except ValueError:
        told.exception("Error handling request %s %s", "POST", f"/d/3f0c?{CANARY}")
    told.error_log.handlers.clear()
    assert json.loads(heard.getvalue())["error"] == "ValueError"
    assert "3f0c" not in heard.getvalue()
    assert CANARY not in heard.getvalue()
