"""What each kind of question refuses: one value for every sentence that it may answer with."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from doitonline.definitions.kinds import Raw, parse
from doitonline.definitions.kinds.days import day_filled
from doitonline.definitions.kinds.people import PERSON
from doitonline.definitions.kinds.writing import most_characters
from doitonline.definitions.outcomes import Answered, Doubtful, Refused
from doitonline.definitions.schema import DONT_KNOW, Question

Typed = dict[str, list[str]]
Problem = Refused | Doubtful
LONG = "x" * 21_000
SPRING, AUTUMN = ("30", "3", "2025"), ("26", "10", "2025")
"""Days on which an hour was skipped, and came twice."""
GOOD_DAY = ("2", "3", "2025")


def refusals(question: Question, now: datetime) -> Iterator[tuple[Typed, Problem]]:
    """Values that the question refuses or doubts, one for each sentence and field."""
    met = set()
    for typed in _tries(question, now):
        outcome = parse(question, typed, now)
        if isinstance(outcome, Answered):
            continue
        sort = (outcome.message, outcome.part)
        if sort not in met and outcome.message != "missing":
            met.add(sort)
            yield typed, outcome


def _tries(question: Question, now: datetime) -> Iterator[Typed]:
    tries = TRIES.get(question.type, _choices)
    for typed in tries(question, now):
        yield typed
        if question.dont_know and not question.choices:
            yield {**typed, DONT_KNOW: [DONT_KNOW]}


def _choices(question: Question, now: datetime) -> Iterator[Typed]:
    yield {"": ["no such choice"]}
    if question.type == "checkboxes":
        alone = [*question.exclusive, *([DONT_KNOW] if question.dont_know else [])]
        for key in alone:
            other = next(each for each in question.choices if each != key)
            yield {"": [other, key]}


def _writing(question: Question, now: datetime) -> Iterator[Typed]:
    yield {"": ["x" * (most_characters(question) + 1)]}
    if question.limit.words:
        yield {"": ["x " * (question.limit.words + 1)]}
    yield {"": ["x"]}


def _amounts(question: Question, now: datetime) -> Iterator[Typed]:
    least = question.least if question.least is not None else 0
    for typed in ("many", str(least - 1).removeprefix("-"), "0", "999999999", "1.5"):
        yield {"": [typed]}


def _lines(*typed: str) -> Iterator[Typed]:
    for words in typed:
        yield {"": [words]}


def _day(prefix: str, day: str, month: str, year: str) -> Typed:
    start = f"{prefix}-" if prefix else ""
    return {f"{start}day": [day], f"{start}month": [month], f"{start}year": [year]}


def _days(prefix: str, now: datetime) -> Iterator[Typed]:
    good = GOOD_DAY
    yield _day(prefix, "", good[1], good[2])
    yield _day(prefix, good[0], "", good[2])
    yield _day(prefix, good[0], good[1], "")
    yield _day(prefix, "40", good[1], good[2])
    yield _day(prefix, good[0], "Brumaire", good[2])
    yield _day(prefix, good[0], good[1], "26")
    yield _day(prefix, good[0], good[1], "1850")
    yield _day(prefix, "31", "2", "2025")
    for days in (-40, 40):
        yield day_filled((now.date() + timedelta(days=days)).isoformat(), prefix)


def _date(question: Question, now: datetime) -> Iterator[Typed]:
    yield from _days("", now)


def _when(question: Question, now: datetime) -> Iterator[Typed]:
    yield _day("", *GOOD_DAY)
    for prefix, mode in (("", "exact"), ("from", "window"), ("to", "window")):
        start = f"{prefix}-" if prefix else ""
        rest = {"mode": [mode]}
        if prefix == "to":
            rest |= _day("from", "1", "3", "2025")
        for typed in _days(prefix, now):
            yield {**rest, **typed}
        for day, time in ((GOOD_DAY, "half past"), (SPRING, "1.30am"), (AUTUMN, "1.30am")):
            yield {**rest, **_day(prefix, *day), f"{start}time": [time]}
        today = day_filled(now.date().isoformat(), prefix)
        yield {**rest, **today, f"{start}time": ["23:59"]}
    window = {"mode": ["window"], **_day("from", *GOOD_DAY)}
    yield {**window, **_day("to", "1", "3", "2025")}
    yield {**window, **_day("to", "2", "9", "2025")}
    yield {"mode": ["roughly"]}
    yield {"mode": ["roughly"], "words": [LONG]}


def _people(question: Question, now: datetime) -> Iterator[Typed]:
    parts = question.fields or PERSON if question.type == "person" else ("given", "family")
    for part in parts:
        for words in ("R2D2", LONG):
            yield {part: [words]}
    if question.type == "name":
        yield from ({"known_as": [words]} for words in ("R2D2", LONG))


def _address(question: Question, now: datetime) -> Iterator[Typed]:
    yield {"town": ["Preston"]}
    yield {"line1": ["14 Sparrow Yard"]}
    yield {"line1": ["14 Sparrow Yard"], "postcode": ["nowhere"]}
    for part in ("line1", "line2", "town"):
        yield {"line1": ["14 Sparrow Yard"], part: [LONG]}


def _place(question: Question, now: datetime) -> Iterator[Typed]:
    for part, words in (
        ("words", LONG), ("town", LONG), ("postcode", "nowhere"), ("w3w", "two words"),
    ):  # fmt: skip
        yield {part: [words]}
    yield {"lat": ["12"], "lon": ["34"]}


def _mark(question: Question, now: datetime) -> Iterator[Typed]:
    yield from _lines("!!!", "ABCDEFGHIJ")


def _imei(question: Question, now: datetime) -> Iterator[Typed]:
    yield from _lines("12", "490154203237517")


def _serial(question: Question, now: datetime) -> Iterator[Typed]:
    yield from _lines("---", "unknown", LONG)


def _email(question: Question, now: datetime) -> Iterator[Typed]:
    yield from _lines("somebody at home")


def _phone(question: Question, now: datetime) -> Iterator[Typed]:
    yield from _lines("12")


def _time(question: Question, now: datetime) -> Iterator[Typed]:
    yield from _lines("half past")


def _none(question: Question, now: datetime) -> Iterator[Typed]:
    yield from ()


TRIES = {
    "text": _writing, "textarea": _writing, "number": _amounts, "money": _amounts, "date": _date,
    "when": _when, "time": _time, "name": _people, "person": _people, "address": _address,
    "place": _place, "vrm": _mark, "imei": _imei, "serial": _serial, "email": _email,
    "phone": _phone, "declaration": _none, "file": _none,
}  # fmt: skip


def pairs(typed: Mapping[str, Raw]) -> list[tuple[str, str]]:
    """What a browser sends for these fields, by question."""
    return [
        (f"{key}-{part}" if part else key, value)
        for key, fields in typed.items()
        for part, values in fields.items()
        for value in values
    ]
