"""Days and hours as a police force in England counts them: local time, working days, office hours.

Bank holidays up to the last published year come from GOV.UK's list, which the package
govuk-bank-holidays carries (no network); later years follow the standing rules of the Banking and
Financial Dealings Act 1971 and the proclamations made each year.
"""

import importlib.resources
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)
SATURDAY = 5


def local(instant: datetime) -> datetime:
    """The instant on the clocks of England. Raises ValueError for one without a zone."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(LONDON)


def later(instant: datetime, *, hours: float = 0, minutes: float = 0) -> datetime:
    """The instant so much later, as a stopwatch measures it, in local time.

    Adding to a local time would follow the clock on the wall and be an hour out when it changes.
    """
    moved = local(instant).astimezone(UTC) + timedelta(hours=hours, minutes=minutes)
    return moved.astimezone(LONDON)


def end_of_day(day: date) -> datetime:
    """The last moment of a day in England: the midnight that begins the next."""
    return datetime.combine(day + DAY, time(), LONDON)


def is_bank_holiday(day: date) -> bool:
    """Whether the day is a bank holiday in England."""
    return day in bank_holidays(day.year)


def is_working_day(day: date) -> bool:
    """Whether the day is neither at a weekend nor a bank holiday in England."""
    return day.weekday() < SATURDAY and not is_bank_holiday(day)


def add_working_days(day: date, count: int) -> date:
    """The working day that is `count` working days after `day`, which itself does not count.

    A count of 0: the day itself, or the first working day after it. Less raises ValueError.
    """
    if count < 0:
        raise ValueError("working days are counted forwards")
    if count == 0:
        return day if is_working_day(day) else add_working_days(day, 1)
    while count:
        day += DAY
        count -= is_working_day(day)
    return day


def working_deadline(received: datetime, count: int) -> datetime:
    """The end of the working day by which something received then must be done."""
    return end_of_day(add_working_days(local(received).date(), count))


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The hours of a working day, local time: from `opens` until just before `closes`."""

    opens: time
    closes: time

    def within(self, instant: datetime) -> bool:
        """Whether the instant falls in these hours of a working day."""
        here = local(instant)
        return is_working_day(here.date()) and self.opens <= here.time() < self.closes

    def next_opening(self, instant: datetime) -> datetime:
        """When the office opens next: this instant where it is open."""
        here = local(instant)
        if self.within(here):
            return here
        day = here.date()
        if here.time() >= self.opens or not is_working_day(day):
            day = add_working_days(day, 1)
        return datetime.combine(day, self.opens, LONDON)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England in a year: as published, or else by the standing rules."""
    known = published()
    return known[year] if year in known else frozenset(by_rule(year))


@cache
def published() -> dict[int, frozenset[date]]:
    """The published bank holidays by year. The package's module would bring a web client along."""
    path = importlib.resources.files("govuk_bank_holidays") / "bank-holidays.json"
    events = json.loads(path.read_text(encoding="utf-8"))["england-and-wales"]["events"]
    days = [date.fromisoformat(event["date"]) for event in events]
    return {year: frozenset(d for d in days if d.year == year) for year in {d.year for d in days}}


def by_rule(year: int) -> list[date]:
    """A year's eight bank holidays when no proclamation changes them."""
    sunday = easter(year)
    days = [
        sunday - 2 * DAY, sunday + DAY,
        _monday_from(date(year, 5, 1)), _monday_from(date(year, 5, 25)),
        _monday_from(date(year, 8, 25)),
    ]  # fmt: skip
    for day in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while day.weekday() >= SATURDAY or day in days:  # the next weekday that is free stands in
            day += DAY
        days.append(day)
    return sorted(days)


def easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian computus, as in Meeus, Astronomical Algorithms)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)
