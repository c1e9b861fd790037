"""How soon a report is read and answered, by grade: deadlines for staff, promises for the public.

A clock starts when the report is sent, not when it is read. Grades are "G1" to "G5", the most
urgent first. Deadlines are pure: the caller brings the instant.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import IntEnum
from typing import Any

from doitonline.force.calendars import OfficeHours, end_of_day, later, local

Grade = str | IntEnum


class UnknownGrade(LookupError):
    """The force's clocks name no such grade."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The times of one grade, in minutes from sending.

    `look_minutes_in_hours` holds for a report sent in office hours. With no `reply_minutes` a
    reply is due on the day on which the report is to be read. `alarm`: it rings when late.
    """

    grade: str
    look_minutes: int
    look_words: str
    reply_words: str
    attendance: str
    reply_minutes: int | None = None
    reply_same_day: bool = False
    reply_by: str | None = None
    reply_words_late: str | None = None
    look_minutes_in_hours: int | None = None
    look_words_in_hours: str | None = None
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """What a person is told about their report: when it is read and when an answer comes."""

    look: str
    reply: str


@dataclass(frozen=True, slots=True)
class Clocks:
    """All clocks of a force. `confirmed` says whether the force has agreed to them."""

    grades: Mapping[str, Clock]
    hours: OfficeHours
    recording_hours: int
    confirmed: bool

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> "Clocks":
        """The clocks from the plain data of clocks.yaml."""
        hours = written["office_hours"]
        return cls(
            grades={name: Clock(name, **facts) for name, facts in written["grades"].items()},
            hours=OfficeHours(
                time.fromisoformat(hours["opens"]), time.fromisoformat(hours["closes"])
            ),
            recording_hours=written["recording_hours"],
            confirmed=written["confirmed"],
        )

    def clock(self, grade: Grade) -> Clock:
        """The clock of a grade; raises UnknownGrade."""
        name = grade.name if isinstance(grade, IntEnum) else grade
        try:
            return self.grades[name]
        except KeyError:
            raise UnknownGrade(f"There is no clock for the grade {name}.") from None

    def look_due(self, grade: Grade, received: datetime) -> datetime:
        """By when somebody must have read it.

        Sent out of hours it is never due later than one sent when the office next opens.
        """
        clock = self.clock(grade)
        due = later(received, minutes=clock.look_minutes)
        if clock.look_minutes_in_hours is None:
            return due
        opening = self.hours.next_opening(received)
        return min(due, later(opening, minutes=clock.look_minutes_in_hours))

    def reply_due(self, grade: Grade, received: datetime) -> datetime:
        """By when the person must have heard from us. The same day is never more than 24 hours."""
        clock = self.clock(grade)
        if clock.reply_minutes is not None:
            return later(received, minutes=clock.reply_minutes)
        day = local(self.look_due(grade, received)).date()
        return min(end_of_day(day), later(received, hours=24))

    def record_due(self, received: datetime) -> datetime:
        """By when a crime must be recorded (Crime Recording Rules: 24 hours from receipt)."""
        return later(received, hours=self.recording_hours)

    def promise(self, grade: Grade, received: datetime) -> Promise:
        """The words for a report of that grade sent then."""
        clock = self.clock(grade)
        look, reply = clock.look_words, clock.reply_words
        if clock.look_words_in_hours and self.hours.within(received):
            look = clock.look_words_in_hours
        if clock.reply_words_late:
            last = later(self.reply_due(grade, received), minutes=-1)
            if last.date() != local(received).date():
                reply = clock.reply_words_late
        return Promise(look, reply)

    def as_entry(self) -> dict[str, Any]:
        """The promises for the noticeboard, by grade, in minutes. No reply time: the same day."""
        return {
            name: {
                "look_minutes": clock.look_minutes,
                "reply_minutes": clock.reply_minutes,
                "words": f"{clock.look_words} {clock.reply_words}",
            }
            for name, clock in self.grades.items()
        }
