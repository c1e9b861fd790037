"""Time as an officer reads it in a list: how old, how long is left, how late."""

from datetime import datetime, timedelta
from enum import StrEnum

SOON = 0.75
"""The part of a promised time after which the officer is warned."""


class Pressure(StrEnum):
    """How a promise stands."""

    FINE = "fine"
    SOON = "soon"
    LATE = "late"


def pressure(since: datetime, due: datetime, now: datetime) -> Pressure:
    """Late when the time is over; soon when three quarters of it are."""
    if now >= due:
        return Pressure.LATE
    whole = due - since
    return Pressure.SOON if whole and (now - since) / whole >= SOON else Pressure.FINE


def left_words(due: datetime, now: datetime) -> str:
    """“12 minutes left”, or “Overdue by 2 hours”."""
    if now >= due:
        return f"Overdue by {length_words(now - due)}"
    return f"{length_words(due - now)} left"


def age_words(since: datetime, now: datetime) -> str:
    """How old something is: “3 hours”."""
    return length_words(max(now - since, timedelta(0)))


def length_words(length: timedelta) -> str:
    """A length of time by its two largest parts, as far as they matter: “2 hours 5 minutes”."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 1:
        return "less than a minute"
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return _joined(_many(days, "day"), _many(hours, "hour") if days < 3 else "")
    if hours:
        return _joined(_many(hours, "hour"), _many(minutes, "minute") if hours < 3 else "")
    return _many(minutes, "minute")


def _many(number: int, unit: str) -> str:
    if not number:
        return ""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
