"""What production refuses to start with, as Django system checks."""

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register, run_checks  # noqa: A004
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections

from doitonline.config.surroundings import UNSAFE_KEY

# A database with one of these off can lose a report whose reference was already shown.
DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
# With another value, statements that fail, and the rows in them, go to PostgreSQL's log.
QUIET = {"log_min_error_statement": "panic", "log_error_verbosity": "terse"}

log = logging.getLogger(__name__)


@register("station")
def settings_are_safe(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """DEBUG is off, the keys are real, TLS ends at a proxy that says so."""
    if not settings.PRODUCTION:
        return []
    faults: list[CheckMessage] = []
    if settings.DEBUG:
        faults.append(Error("DEBUG shows secrets to strangers.", id="station.E001"))
    if settings.SITE != "owner" and not _real(_secret_key()):
        faults.append(
            Error("The secret key is missing, too short, or the default.", id="station.E002")
        )
    if not settings.SECURE_PROXY_SSL_HEADER:
        faults.append(
            Error("No proxy header says whether a request came over TLS.", id="station.E003")
        )
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        faults.append(Error("DIO_HOSTS must name this site's own hosts.", id="station.E004"))
    return faults


def _secret_key() -> str:
    try:
        return str(settings.SECRET_KEY)
    except ImproperlyConfigured:  # what Django says of an empty one
        return ""


def _real(key: str) -> bool:
    return len(key) >= 32 and key != UNSAFE_KEY


@register("station", "database")
def databases_are_safe(
    app_configs: Sequence[AppConfig] | None = None,
    databases: Iterable[str] | None = None,
    **kwargs: Any,
) -> list[CheckMessage]:
    """A committed row is on disk, and nothing of it is in a log."""
    if not settings.PRODUCTION:
        return []
    faults: list[CheckMessage] = []
    for alias in databases or connections:
        if not connections.settings[alias]["NAME"]:
            faults.append(
                Error(f"The address of the database {alias!r} is missing.", id="station.E006")
            )
            continue
        found = _settings_of(alias)
        faults += [
            Error(f"{name} is off in the database {alias!r}: it loses reports.", id="station.E005")
            for name in DURABLE
            if found.get(name) == "off"
        ]
        faults += [
            Warning(
                f"{name} is not {quiet} in the database {alias!r}: what a person wrote may get "
                "into PostgreSQL's log. Its administrator can change it.",
                id="station.W001",
            )
            for name, quiet in QUIET.items()
            if found.get(name, quiet) != quiet
        ]
    return faults


def _settings_of(alias: str) -> dict[str, str]:
    """The settings in question; none of a database that is down.

    That is not unsafe: the pages say so, and it comes back.
    """
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute(
                "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)",
                [[*DURABLE, *QUIET]],
            )
            return dict(cursor.fetchall())
    except DatabaseError:
        return {}


def refuse_unless_safe() -> None:
    """Raise ImproperlyConfigured, with every reason, unless it is safe to answer requests.

    What an ordinary role cannot change is a warning in the log.
    """
    found = run_checks(tags=["station"], databases=list(connections))
    faults = [str(fault.msg) for fault in found if fault.is_serious()]
    if faults:
        raise ImproperlyConfigured("\n".join(faults))
    for warning in found:
        log.warning("a database may log what people wrote", extra={"reason": str(warning.msg)})
