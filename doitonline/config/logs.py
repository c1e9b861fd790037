"""Logs that name no person: one line of JSON, built from an allow-list.

A line has the time, the level, the logger, the event (the message as the programmer wrote it,
before anything is filled in) and those of the `extra` values that are named here. What would be
filled in (an address, a form's words, an exception's message) is left out: a report may be in it.
An exception is its class and the lines of code it passed.
"""

import json
import logging
import logging.config
import os
import time
import traceback

# What a caller may add with `extra=`: never a person's words, name, address or draft.
ALLOWED = (
    "site", "status", "method", "route", "seconds", "count", "service", "version", "number",
    "worker", "signal", "port", "queue", "task", "kind", "reason",
)  # fmt: skip


class Line(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
            + f".{int(record.msecs):03d}Z",
            "level": record.levelname,
            "logger": record.name,
            "event": _event(record),
        }
        for name in ALLOWED:
            if hasattr(record, name):
                line[name] = getattr(record, name)
        line.update(self._request(record))
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["passed"] = [
                f"{os.path.relpath(frame.filename)}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ][-12:]
        return json.dumps(line, default=lambda value: type(value).__name__)

    def _request(self, record: logging.LogRecord) -> dict[str, object]:
        """The pattern that a request's address matched; the address itself may open a draft."""
        request = getattr(record, "request", None)
        match = getattr(request, "resolver_match", None)
        known: dict[str, object] = {}
        if request is not None:
            known["method"] = getattr(request, "method", "")
            known["route"] = match.route if match else "none"
        if hasattr(record, "status_code"):
            known["status"] = record.status_code
        return known


def _event(record: logging.LogRecord) -> str:
    if record.name == "django.request":  # its message is nothing but a reason and an address
        return "request refused" if record.levelno < logging.ERROR else "request failed"
    if record.name.startswith("django.security."):  # an exception's message, filled in already
        return "request refused"
    if not isinstance(record.msg, str):
        return type(record.msg).__name__
    if record.name == "gunicorn.error":  # here too: the address and the line it could not read
        return record.msg.partition(" from ip=")[0]
    return record.msg


def configure() -> None:
    """Send every log through `Line` to standard error; called by the settings."""
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"line": {"()": Line}},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"handlers": ["stderr"], "level": "INFO"},
            "loggers": {
                "axes": {"level": "WARNING"},
                "procrastinate": {"level": "WARNING"},
                "psycopg.pool": {"level": "WARNING"},
            },
        }
    )
