"""Days and times in words, in British forms and in the force's own time."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def _in_london(moment: datetime) -> datetime:
    """A moment on London's clock; one without a zone is taken to be on it already."""
    return moment.astimezone(LONDON) if moment.tzinfo else moment


def day(moment: date) -> str:
    """``24 November 2026``."""
    if isinstance(moment, datetime):
        moment = _in_london(moment)
    return f"{moment.day} {moment:%B %Y}"


def weekday(moment: date) -> str:
    """``Tuesday 24 November 2026``."""
    if isinstance(moment, datetime):
        moment = _in_london(moment)
    return f"{moment:%A} {moment.day} {moment:%B %Y}"


def clock(moment: datetime | time) -> str:
    """``3:07pm``; twelve o'clock is ``midday`` or ``midnight``, which nobody misreads."""
    if isinstance(moment, datetime):
        moment = _in_london(moment)
    if moment.minute == 0 and moment.hour in (0, 12):
        return "midday" if moment.hour else "midnight"
    return f"{moment.hour % 12 or 12}:{moment.minute:02}{'pm' if moment.hour >= 12 else 'am'}"


def moment(when: datetime) -> str:
    """``24 November 2026 at 3:07pm``."""
    return f"{day(when)} at {clock(when)}"


def machine(when: date) -> str:
    """The value of a ``<time datetime>``: a day, or a moment with its offset from UTC."""
    return (
        _in_london(when).isoformat(timespec="seconds")
        if isinstance(when, datetime)
        else when.isoformat()
    )


FILTERS = {"day": day, "weekday": weekday, "clock": clock, "moment": moment, "machine": machine}
