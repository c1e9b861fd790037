"""Doubts: an answer that is probably mistyped is taken when it is sent a second time."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from doitonline.definitions.kinds import Answered, Doubtful, as_typed, parse
from doitonline.definitions.schema import Question

NOW = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/London"))
LONG_WINDOW = {
    "mode": ["window"],
    "from-day": ["1"], "from-month": ["9"], "from-year": ["2026"],
    "to-day": ["20"], "to-month": ["11"], "to-year": ["2026"],
}  # fmt: skip
DOUBTED: list[tuple[str, dict[str, list[str]]]] = [
    ("vrm", {"": ["Q 12345 XX"]}),
    ("imei", {"": ["490154203237519"]}),
    ("when", LONG_WINDOW),
]


def asked(kind: str) -> Question:
    return Question.model_validate({"id": "q", "type": kind, "label": "What?"})


@pytest.mark.parametrize(("kind", "typed"), DOUBTED)
def test_a_doubt_is_taken_when_the_same_is_sent_again(kind: str, typed: dict[str, Any]) -> None:
    question = asked(kind)
    first = parse(question, typed, NOW)
    assert isinstance(first, Doubtful)
    again = parse(question, {**typed, "checked": [as_typed(question, typed)]}, NOW)
    assert again == Answered(first.value)


@pytest.mark.parametrize(("kind", "typed"), DOUBTED)
def test_another_doubtful_answer_is_doubted_anew(kind: str, typed: dict[str, Any]) -> None:
    question = asked(kind)
    other = {**typed, "checked": ["something else that was confirmed"]}
    assert isinstance(parse(question, other, NOW), Doubtful)
    assert isinstance(parse(question, {**typed, "checked": [""]}, NOW), Doubtful)


def test_a_window_of_a_month_is_no_doubt() -> None:
    window = {**LONG_WINDOW, "from-day": ["21"], "from-month": ["10"]}
    assert isinstance(parse(asked("when"), window, NOW), Answered)
