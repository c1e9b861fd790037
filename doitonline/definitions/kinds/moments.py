"""When something happened: exactly, between two times, or roughly. The clock is Europe/London."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from doitonline.definitions.kinds.days import (
    PARTS,
    day_filled,
    day_words,
    in_time,
    part,
    read_day,
    read_time,
    time_words,
)
from doitonline.definitions.messages import moment_words
from doitonline.definitions.outcomes import Answered, Doubtful, Outcome, Raw, Refused, one
from doitonline.definitions.schema import Question

LONDON = ZoneInfo("Europe/London")
MODES = ("exact", "window", "roughly")
MOST_WORDS = 200
LONG = timedelta(days=32)
"""A longer window is asked about once more: the days are often mistyped."""


def repeated(day: date, at: time) -> bool:
    """Whether a time of day came twice, because the clocks went back in that hour."""
    first = datetime.combine(day, at, LONDON)
    return first.utcoffset() != first.replace(fold=1).utcoffset() and not skipped(day, at)


def skipped(day: date, at: time) -> bool:
    """Whether a time of day never came, because the clocks went forward over it."""
    local = datetime.combine(day, at, LONDON)
    there = local.astimezone(ZoneInfo("UTC")).astimezone(LONDON)
    return there.replace(tzinfo=None) != local.replace(tzinfo=None)


def read_point(
    question: Question, raw: Raw, now: datetime, prefix: str
) -> dict[str, Any] | Refused:
    """A day and, where it is known, a time of day."""
    day = read_day(raw, prefix)
    if isinstance(day, Refused):
        return day
    if refused := in_time(question, day, now.date(), prefix):
        return refused
    point: dict[str, Any] = {"date": day.isoformat()}
    typed, field = one(raw, part(prefix, "time")), part(prefix, "time")
    if not typed:
        return point
    if (at := read_time(typed)) is None:
        return Refused("not_a_time", field)
    point["time"] = at
    clock = time.fromisoformat(at)
    if skipped(day, clock):
        return Refused("skipped_hour", field)
    if repeated(day, clock):
        fold = one(raw, part(prefix, "fold"))
        if fold not in ("0", "1"):
            return Refused("which_hour", part(prefix, "fold"))
        point["fold"] = int(fold)
    if question.past and instant(point) > now:
        return Refused("in_future", field)
    return point


def instant(point: dict[str, Any], end: bool = False) -> datetime:
    """The moment of a point: without a time, the start of its day, or its end."""
    default = "23:59" if end else "00:00"
    at = time.fromisoformat(point.get("time", default))
    local = datetime.combine(date.fromisoformat(point["date"]), at, LONDON)
    return local.replace(fold=point.get("fold", 0))


class When:
    """A moment, a window, or rough words."""

    def fields(self, question: Question) -> tuple[str, ...]:
        """The mode; a day and time for one moment; two of each for a window; words."""
        points = [
            part(prefix, name) for prefix in ("", "from", "to") for name in (*PARTS, "time", "fold")
        ]
        return ("mode", *points, "words")

    def parse(self, question: Question, raw: Raw, now: datetime) -> Outcome:
        """By the mode that was chosen; fields of another mode are passed over."""
        match one(raw, "mode"):
            case "exact":
                point = read_point(question, raw, now, "")
                return point if isinstance(point, Refused) else Answered({"kind": "exact", **point})
            case "window":
                return self._window(question, raw, now)
            case "roughly":
                words = " ".join(one(raw, "words").split())
                if not words:
                    return Refused("no_words", "words")
                if len(words) > MOST_WORDS:
                    return Refused("too_long", "words", {"most": str(MOST_WORDS), "over": ""})
                return Answered({"kind": "roughly", "words": words})
        return Refused("missing", "mode")

    def _window(self, question: Question, raw: Raw, now: datetime) -> Outcome:
        start = read_point(question, raw, now, "from")
        if isinstance(start, Refused):
            return start
        end = read_point(question, raw, now, "to")
        if isinstance(end, Refused):
            return end
        if instant(end, end=True) < instant(start):
            return Refused("ends_before", "to-day")
        window = {"kind": "window", "from": start, "to": end}
        if instant(end, end=True) - instant(start) > LONG:
            return Doubtful(window, "long_window", "to-day")
        return Answered(window)

    def filled(self, question: Question, value: Any) -> dict[str, list[str]]:
        """The mode and its fields."""
        fields: dict[str, list[str]] = {"mode": [value["kind"]]}
        points = {
            "exact": {"": value},
            "window": {"from": value.get("from"), "to": value.get("to")},
        }
        for prefix, point in points.get(value["kind"], {}).items():
            fields |= day_filled(point["date"], prefix)
            for name in ("time", "fold"):
                if name in point:
                    fields[part(prefix, name)] = [str(point[name])]
        if value["kind"] == "roughly":
            fields["words"] = [value["words"]]
        return fields

    def words(self, question: Question, value: Any, language: str) -> list[str]:
        """24 November 2026 at 7:05pm; between … and …; or the person's own words."""
        if value["kind"] == "roughly":
            return [value["words"]]
        if value["kind"] == "exact":
            return [point_words(value, language)]
        return [
            moment_words("between", language).format(
                start=point_words(value["from"], language), end=point_words(value["to"], language)
            )
        ]


def point_words(point: dict[str, Any], language: str) -> str:
    """A day, with its time where it is known, and which of two hours where that matters."""
    if "time" not in point:
        return day_words(point["date"])
    words = moment_words("at", language).format(
        day=day_words(point["date"]), time=time_words(point["time"])
    )
    if "fold" in point:
        words += " " + moment_words(f"fold{point['fold']}", language)
    return words
