"""Working days, bank holidays and the nights on which the clocks change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doitonline.force.calendars import (
    LONDON,
    OfficeHours,
    add_working_days,
    bank_holidays,
    by_rule,
    easter,
    end_of_day,
    is_bank_holiday,
    is_working_day,
    later,
    local,
    published,
    working_deadline,
)

HOURS = OfficeHours(time(8), time(18))
DAYS = st.dates(date(2020, 1, 1), date(2045, 12, 31))
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2045, 1, 1), timezones=st.just(UTC))


def london(*when: int) -> datetime:
    return datetime(*when, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 11, 24), 1, date(2026, 11, 25)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),  # Friday to Monday
        (date(2026, 12, 24), 1, date(2026, 12, 29)),  # Boxing Day falls on a Saturday
        (date(2026, 4, 2), 2, date(2026, 4, 8)),  # over Easter
        (date(2026, 11, 28), 0, date(2026, 11, 30)),
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
    ],
)
def test_working_days_skip_weekends_and_bank_holidays(start, count, end):
    assert add_working_days(start, count) == end


def test_five_working_days_are_more_than_five_days():
    assert add_working_days(date(2026, 11, 24), 5) == date(2026, 12, 1)


def test_working_days_are_not_counted_backwards():
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2026, 11, 24), -1)


@given(DAYS, st.integers(1, 40))
def test_working_days_add_up(start, count):
    end = add_working_days(start, count)
    between = [start + timedelta(days=one) for one in range(1, (end - start).days + 1)]
    assert is_working_day(end)
    assert sum(map(is_working_day, between)) == count
    assert add_working_days(add_working_days(start, count), 1) == add_working_days(start, count + 1)


def test_a_working_deadline_ends_with_its_day():
    assert working_deadline(london(2026, 11, 27, 23, 30), 1) == london(2026, 12, 1, 0, 0)


def test_english_holidays_are_kept_and_scottish_ones_are_not():
    assert is_bank_holiday(date(2026, 8, 31))
    assert is_bank_holiday(date(2023, 5, 8))  # the Coronation
    assert not is_bank_holiday(date(2026, 1, 2))


PROCLAIMED = {2012, 2020, 2022, 2023}
"""Years in which a day was added or moved: jubilees, a funeral, a coronation, VE Day."""


@pytest.mark.parametrize("year", sorted(set(published()) - PROCLAIMED))
def test_the_standing_rules_agree_with_the_published_list(year):
    assert set(by_rule(year)) == published()[year]


def test_years_that_are_not_published_yet_still_have_holidays():
    year = max(published()) + 1
    assert easter(year) + timedelta(days=1) in bank_holidays(year)


@given(st.integers(2000, 2200))
def test_every_year_has_eight_holidays_on_weekdays(year):
    days = by_rule(year)
    assert len(set(days)) == 8
    assert all(day.weekday() < 5 and day.year in (year, year + 1) for day in days)
    assert easter(year).weekday() == 6


def test_an_hour_later_is_an_hour_later_when_the_clocks_change():
    assert later(london(2026, 10, 25, 0, 30), hours=2) == london(2026, 10, 25, 1, 30).replace(
        fold=1
    )
    assert later(london(2026, 3, 29, 0, 30), hours=1).hour == 2


def test_an_instant_needs_a_zone():
    with pytest.raises(ValueError, match="zone"):
        local(datetime(2026, 11, 24))


def test_a_day_ends_at_midnight_in_england():
    assert end_of_day(date(2026, 7, 1)).astimezone(UTC) == datetime(2026, 7, 1, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "opening"),
    [
        (london(2026, 11, 24, 9, 15), london(2026, 11, 24, 9, 15)),
        (london(2026, 11, 24, 7, 59), london(2026, 11, 24, 8)),
        (london(2026, 11, 24, 18), london(2026, 11, 25, 8)),
        (london(2026, 11, 27, 20), london(2026, 11, 30, 8)),
        (london(2026, 12, 25, 7), london(2026, 12, 29, 8)),
    ],
)
def test_the_office_opens_on_working_days(instant, opening):
    assert HOURS.next_opening(instant) == opening


@given(INSTANTS)
def test_when_the_office_opens_next_it_is_open(instant):
    opening = HOURS.next_opening(instant)
    assert opening >= instant
    assert HOURS.within(opening)
