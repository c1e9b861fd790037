"""What comes of reading an answer: the answer, a refusal, or a doubt that may be confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from doitonline.definitions.schema import Question

Raw = Mapping[str, Sequence[str]]
"""What was typed, by field: "" is the question's own control, "day" the one called `<id>-day`."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A good answer. None where the person left an optional question blank."""

    value: Any
    notes: tuple[str, ...] = ()
    """Keys of messages to show on the next page, such as `card_hidden`."""


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer that cannot be taken: the key of a message, and the field that is wrong."""

    message: str
    part: str = ""
    with_: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Doubtful:
    """An answer that is probably mistyped. It is taken when it is sent a second time."""

    value: Any
    message: str
    part: str = ""


Outcome = Answered | Refused | Doubtful


class Kind(Protocol):
    """One type of question."""

    def fields(self, question: Question) -> tuple[str, ...]:
        """The fields a person types into, by suffix."""

    def parse(self, question: Question, raw: Raw, now: datetime) -> Outcome:
        """The answer from what was typed; called only when something was."""

    def filled(self, question: Question, value: Any) -> dict[str, list[str]]:
        """The fields as they stand when an answer is shown again for a change."""

    def words(self, question: Question, value: Any, language: str) -> list[str]:
        """The answer in words, a line each, for summaries and the officer's screen."""


def one(raw: Raw, part: str = "") -> str:
    """The one value of a field, without the spaces around it. Repeated fields: the last."""
    values = raw.get(part) or ("",)
    return values[-1].strip()
