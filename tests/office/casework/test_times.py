"""Time in words, as lists show it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doitonline.office.casework.times import (
    Pressure,
    age_words,
    left_words,
    length_words,
    pressure,
)

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1))
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "less than a minute"),
        (1, "1 minute"),
        (59, "59 minutes"),
        (60, "1 hour"),
        (125, "2 hours 5 minutes"),
        (200, "3 hours"),
        (25 * 60, "1 day 1 hour"),
        (80 * 60, "3 days"),
    ],
)
def test_a_length(minutes: int, words: str) -> None:
    assert length_words(timedelta(minutes=minutes)) == words


def test_time_left_turns_into_time_over() -> None:
    assert left_words(NOW + timedelta(minutes=12), NOW) == "12 minutes left"
    assert left_words(NOW, NOW) == "Overdue by less than a minute"
    assert left_words(NOW - timedelta(hours=2), NOW) == "Overdue by 2 hours"


def test_a_clock_that_was_put_back_makes_nothing_younger_than_new() -> None:
    assert age_words(NOW + timedelta(hours=1), NOW) == "less than a minute"


def test_the_officer_is_warned_when_three_quarters_of_the_time_are_over() -> None:
    due = NOW + timedelta(minutes=100)
    assert pressure(NOW, due, NOW + timedelta(minutes=74)) is Pressure.FINE
    assert pressure(NOW, due, NOW + timedelta(minutes=75)) is Pressure.SOON
    assert pressure(NOW, due, due) is Pressure.LATE


@given(st.timedeltas(timedelta(0), timedelta(days=4000)))
def test_a_length_is_never_empty_and_never_has_three_parts(length: timedelta) -> None:
    words = length_words(length).split()
    assert 2 <= len(words) <= 4


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)), st.integers(-5, 5), st.integers(-5, 5)
)
def test_any_promise_has_a_pressure(moment: datetime, due: int, now: int) -> None:
    since = moment.replace(tzinfo=UTC)
    found = pressure(since, since + timedelta(hours=due), since + timedelta(hours=now))
    assert (found is Pressure.LATE) == (now >= due)
