"""What answers amount to when they are compared: a number, or a day."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

AGO = re.compile(r"(\d{1,4}) (day|month|year)s? ago\Z")


def amount_of(value: Any) -> Decimal | int | None:
    """The number that an answer is: a number, pounds, or how many boxes are ticked."""
    if isinstance(value, list):
        return len(value)
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        try:
            amount = Decimal(value)
        except InvalidOperation:
            return None
        return amount if amount.is_finite() else None
    return None


def day_of(value: Any) -> date | None:
    """The day that an answer names: a date, or the latest day that a `when` allows."""
    if isinstance(value, dict):
        if value.get("kind") == "window":
            value = value.get("to")
        value = value.get("date") if isinstance(value, dict) else None
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def is_day_said(said: str) -> bool:
    """Whether a definition's words name a day: 2026-11-24, today, or 7 days ago."""
    return said == "today" or AGO.match(said) is not None or day_of(said) is not None


def day_said(said: str, now: datetime) -> date:
    """The day that a definition's words name, at this moment."""
    return _day(said, now.date())


@lru_cache(maxsize=512)
def _day(said: str, today: date) -> date:
    if said == "today":
        return today
    found = AGO.match(said)
    if found is None:
        return date.fromisoformat(said)
    number, unit = int(found[1]), found[2]
    if unit == "day":
        return today - timedelta(days=number)
    months = today.year * 12 + today.month - 1 - number * (12 if unit == "year" else 1)
    year, month = max(months // 12, 1), months % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))
