"""When a report is to be read, answered and recorded, and what the public is told about it."""

from datetime import UTC, datetime, timedelta
from enum import IntEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doitonline.definitions.flags import Grade
from doitonline.force import Force, UnknownGrade
from doitonline.force.calendars import LONDON

CLOCKS = Force.load(Path(__file__).parents[2] / "force" / "lancashire").clocks
GRADES = ["G1", "G2", "G3", "G4", "G5"]
INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC))
TUESDAY = datetime(2026, 11, 24, 10, tzinfo=LONDON)
TUESDAY_NIGHT = datetime(2026, 11, 24, 23, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("grade", "minutes"), [("G1", 2), ("G2", 15), ("G3", 120), ("G4", 480), ("G5", 1440)]
)
def test_a_report_sent_in_hours_is_read_in_its_time(grade, minutes):
    assert CLOCKS.look_due(grade, TUESDAY) - TUESDAY == timedelta(minutes=minutes)


def test_a_scheduled_report_sent_at_night_has_eight_hours():
    assert CLOCKS.look_due("G3", TUESDAY_NIGHT) == datetime(2026, 11, 25, 7, tzinfo=LONDON)


def test_a_report_sent_just_before_the_office_opens_waits_no_longer_than_one_sent_after():
    before, after = TUESDAY.replace(hour=7, minute=59), TUESDAY.replace(hour=8)
    assert CLOCKS.look_due("G3", before) == CLOCKS.look_due("G3", after) == TUESDAY


@pytest.mark.parametrize(("grade", "hours"), [("G2", 1), ("G4", 24), ("G5", 72)])
def test_a_reply_is_due_in_its_time(grade, hours):
    assert CLOCKS.reply_due(grade, TUESDAY) - TUESDAY == timedelta(hours=hours)


def test_a_scheduled_report_is_answered_the_same_day_or_within_a_day_at_night():
    assert CLOCKS.reply_due("G3", TUESDAY) == datetime(2026, 11, 25, tzinfo=LONDON)
    assert CLOCKS.reply_due("G3", TUESDAY_NIGHT) == TUESDAY_NIGHT + timedelta(days=1)


@given(st.sampled_from(GRADES), INSTANTS, st.timedeltas(timedelta(), timedelta(days=5)))
def test_a_report_sent_later_is_never_due_earlier(grade, received, gap):
    assert CLOCKS.look_due(grade, received) <= CLOCKS.look_due(grade, received + gap)
    assert CLOCKS.reply_due(grade, received) <= CLOCKS.reply_due(grade, received + gap)


@given(INSTANTS)
def test_a_more_urgent_report_is_never_due_later(received):
    looks = [CLOCKS.look_due(grade, received) for grade in GRADES]
    replies = [CLOCKS.reply_due(grade, received) for grade in GRADES]
    assert looks == sorted(looks)
    assert replies == sorted(replies)


@given(st.sampled_from(GRADES), INSTANTS)
def test_nobody_is_answered_before_somebody_had_to_look(grade, received):
    assert received < CLOCKS.look_due(grade, received) <= CLOCKS.reply_due(grade, received)


@pytest.mark.parametrize(
    "day", [datetime(2026, 3, 28, 12, tzinfo=LONDON), datetime(2026, 10, 24, 12, tzinfo=LONDON)]
)
def test_a_day_has_24_hours_even_when_the_clocks_change(day):
    for due in (CLOCKS.record_due(day), CLOCKS.look_due("G5", day)):
        assert due.astimezone(UTC) - day.astimezone(UTC) == timedelta(hours=24)
        assert due.hour in (11, 13)


def test_minutes_in_the_hour_that_comes_twice_are_counted_once_each():
    first = datetime(2026, 10, 25, 1, 50, tzinfo=LONDON)
    due = CLOCKS.look_due("G2", first)
    assert (due.hour, due.minute, due.fold) == (1, 5, 1)


def test_the_promise_says_what_the_clock_says():
    assert CLOCKS.promise("G3", TUESDAY).look == "Someone will read your report within 2 hours."
    assert CLOCKS.promise("G3", TUESDAY).reply == "We will reply the same day."
    assert (
        CLOCKS.promise("G3", TUESDAY_NIGHT).look == "Someone will read your report within 8 hours."
    )
    assert CLOCKS.promise("G3", TUESDAY_NIGHT).reply == "We will reply within 24 hours."
    assert CLOCKS.promise("G2", TUESDAY).look == "Someone will read your report within 15 minutes."


def test_a_grade_may_be_given_as_itself_or_by_its_name():
    assert CLOCKS.clock(Grade.G2) is CLOCKS.clock("G2")
    assert isinstance(Grade.G2, IntEnum)


def test_an_unknown_grade_is_refused():
    with pytest.raises(UnknownGrade, match="G9"):
        CLOCKS.look_due("G9", TUESDAY)


def test_the_noticeboard_gets_minutes_and_words():
    entry = CLOCKS.as_entry()
    assert list(entry) == GRADES
    assert entry["G2"] == {
        "look_minutes": 15,
        "reply_minutes": 60,
        "words": "Someone will read your report within 15 minutes. We will reply within 1 hour.",
    }
