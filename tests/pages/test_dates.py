"""Days and times in words."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doitonline.pages import dates


def test_a_day_has_no_leading_nought() -> None:
    assert dates.day(date(2026, 3, 7)) == "7 March 2026"
    assert dates.weekday(date(2026, 11, 24)) == "Tuesday 24 November 2026"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(15, 7), "3:07pm"),
        (time(9, 0), "9:00am"),
        (time(0, 0), "midnight"),
        (time(12, 0), "midday"),
        (time(0, 1), "12:01am"),
        (time(12, 30), "12:30pm"),
        (time(23, 59), "11:59pm"),
    ],
)
def test_a_time_is_told_on_a_twelve_hour_clock(at: time, words: str) -> None:
    assert dates.clock(at) == words


def test_summer_time_is_londons() -> None:
    assert dates.moment(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2026 at 12:30am"
    assert dates.moment(datetime(2026, 11, 24, 15, 7, tzinfo=UTC)) == "24 November 2026 at 3:07pm"


def test_the_hour_that_comes_twice_is_told_apart_for_machines() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert dates.machine(first) == "2026-10-25T01:30:00+01:00"
    assert dates.machine(first + timedelta(hours=1)) == "2026-10-25T01:30:00+00:00"
    assert dates.machine(date(2026, 10, 25)) == "2026-10-25"


@given(st.datetimes(timezones=st.just(timezone(timedelta(hours=-7)))))
def test_every_moment_has_words(at: datetime) -> None:
    assert " at " in dates.moment(at)
