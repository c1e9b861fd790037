"""What production refuses to start with, as Django system checks."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections

from doitonline.config.surroundings import UNSAFE_KEY

# A database with one of these off can lose a report whose reference was already shown.
DURABLE = ("fsync", "full_page_writes", "synchronous_commit")


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
def databases_are_durable(
    app_configs: Sequence[AppConfig] | None = None,
    databases: Iterable[str] | None = None,
    **kwargs: Any,
) -> list[CheckMessage]:
    """A committed row is on disk: the three settings that make it so are on."""
    if not settings.PRODUCTION:
        return []
    faults: list[CheckMessage] = []
    for alias in databases or connections:
        if not connections.settings[alias]["NAME"]:
            faults.append(
                Error(f"The address of the database {alias!r} is missing.", id="station.E006")
            )
            continue
        try:
            with connections[alias].cursor() as cursor:
                cursor.execute(
                    "SELECT name FROM pg_settings WHERE name = ANY(%s) AND setting = 'off'",
                    [list(DURABLE)],
                )
                off = [row[0] for row in cursor.fetchall()]
        except DatabaseError:
            continue  # a database that is down is not unsafe: its pages say so, and it comes back
        faults.extend(
            Error(f"{name} is off in the database {alias!r}: it loses reports.", id="station.E005")
            for name in off
        )
    return faults


def refuse_unless_safe() -> None:
    """Raise ImproperlyConfigured, with every reason, unless it is safe to answer requests."""
    faults = [
        fault
        for fault in run_checks(tags=["station"], databases=list(connections))
        if fault.is_serious()
    ]
    if faults:
        raise ImproperlyConfigured("\n".join(str(fault.msg) for fault in faults))
