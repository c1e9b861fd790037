"""Dates and times of day, as people type them."""

import re
from datetime import date, datetime
from typing import Any

from doitonline.definitions.outcomes import Answered, Outcome, Raw, Refused, one
from doitonline.definitions.schema import Question

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
TIME = re.compile(r"(\d{1,2})(?:[:.\s]?([0-5]\d))?\s*(am|pm|a\.m\.|p\.m\.)?\Z", re.ASCII | re.I)
PARTS = ("day", "month", "year")
DIGITS = 3
"""A day or a month has no more, zeros before it included: no number is read that has no end."""


def part(prefix: str, name: str) -> str:
    """The suffix of one field of a date: `from` and `day` make `from-day`."""
    return f"{prefix}-{name}" if prefix else name


def month_of(typed: str) -> int | None:
    """A month from its number or its name, whole or cut to three letters and more."""
    if typed.isascii() and typed.isdigit():
        return int(typed) if len(typed) <= DIGITS and 1 <= int(typed) <= 12 else None
    lower = typed.casefold().rstrip(".")
    if len(lower) >= 3:
        for number, name in enumerate(MONTHS, 1):
            if name.startswith(lower) or (lower == "sept" and number == 9):
                return number
    return None


def read_day(raw: Raw, prefix: str = "") -> date | Refused:
    """A day from its three fields. The refusal names the first field that is wrong."""
    typed = {name: one(raw, part(prefix, name)) for name in PARTS}
    for name in PARTS:
        if not typed[name]:
            return Refused(f"no_{name}", part(prefix, name))
    day, year, month = typed["day"], typed["year"], month_of(typed["month"])
    if not (day.isascii() and day.isdigit() and len(day) <= DIGITS and 1 <= int(day) <= 31):
        return Refused("not_a_day", part(prefix, "day"))
    if month is None:
        return Refused("not_a_month", part(prefix, "month"))
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        return Refused("not_a_year", part(prefix, "year"))
    if int(year) < 1900:
        return Refused("too_early", part(prefix, "year"))
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return Refused("no_such_day", part(prefix, "day"))


def read_time(typed: str) -> str | None:
    """A time of day as HH:MM, from such as 7pm, 7:30 pm, 19.30, noon; None when it is not one."""
    typed = typed.strip().casefold()
    if typed in ("noon", "midday", "12 noon"):
        return "12:00"
    if typed in ("midnight", "12 midnight"):
        return "00:00"
    found = TIME.match(typed)
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "")
    if not found[2] and not half:
        return None
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 else None


def day_words(iso: str) -> str:
    """A day as people write it: 24 November 2026."""
    day = date.fromisoformat(iso)
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def time_words(hhmm: str) -> str:
    """A time as people write it: 7:05pm, midday, midnight."""
    hour, minute = (int(n) for n in hhmm.split(":"))
    if minute == 0 and hour in (0, 12):
        return "midday" if hour else "midnight"
    half = "pm" if hour >= 12 else "am"
    return f"{(hour - 1) % 12 + 1}" + (f":{minute:02d}" if minute else "") + half


def day_filled(iso: str, prefix: str = "") -> dict[str, list[str]]:
    """The three fields of a day."""
    day = date.fromisoformat(iso)
    values = (day.day, day.month, day.year)
    return {part(prefix, n): [str(v)] for n, v in zip(PARTS, values, strict=True)}


def in_time(question: Question, day: date, today: date, prefix: str = "") -> Refused | None:
    """A refusal where a day is in the future and may not be, or the reverse."""
    if question.past and day > today:
        return Refused("in_future", part(prefix, "day"))
    if question.future and day < today:
        return Refused("in_past", part(prefix, "day"))
    return None


class Date:
    """A day: three fields."""

    def fields(self, question: Question) -> tuple[str, ...]:
        """Day, month, year."""
        return PARTS

    def parse(self, question: Question, raw: Raw, now: datetime) -> Outcome:
        """A real day after 1900, on the right side of today."""
        day = read_day(raw)
        if isinstance(day, Refused):
            return day
        return in_time(question, day, now.date()) or Answered(day.isoformat())

    def filled(self, question: Question, value: Any) -> dict[str, list[str]]:
        """The three fields."""
        return day_filled(str(value))

    def words(self, question: Question, value: Any, language: str) -> list[str]:
        """24 November 2026."""
        return [day_words(str(value))]


class Time:
    """A time of day."""

    def fields(self, question: Question) -> tuple[str, ...]:
        """One control."""
        return ("",)

    def parse(self, question: Question, raw: Raw, now: datetime) -> Outcome:
        """HH:MM from how people write times."""
        time = read_time(one(raw))
        return Answered(time) if time else Refused("not_a_time")

    def filled(self, question: Question, value: Any) -> dict[str, list[str]]:
        """As it will be read again."""
        return {"": [str(value)]}

    def words(self, question: Question, value: Any, language: str) -> list[str]:
        """7:05pm."""
        return [time_words(str(value))]
