"""Written answers: a line, or a story. A payment card's number is hidden before it is kept."""

import re
from datetime import datetime
from typing import Any

from doitonline.definitions.outcomes import Answered, Outcome, Raw, Refused, one
from doitonline.definitions.schema import Question

LINE, STORY = 100, 4_000
DIGITS = re.compile(r"(?<![\dA-Za-z])\d(?:[ -]?\d){12,18}(?![\dA-Za-z])")


def luhn(digits: str) -> bool:
    """Whether a run of digits carries a right check digit (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def cards_hidden(text: str) -> str:
    """The text with payment cards' numbers hidden but for the last four digits.

    Fifteen digits are far more often an IMEI, so only American Express's 34 and 37 are hidden.
    """

    def hide(found: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", found[0])
        if len(digits) == 15 and digits[:2] not in ("34", "37"):
            return found[0]
        if not luhn(digits) or len(set(digits)) == 1:
            return found[0]
        return "*" * (len(digits) - 4) + digits[-4:]

    return DIGITS.sub(hide, text)


def most_characters(question: Question) -> int:
    """The longest answer: what the definition says, else 100 for a line and 4,000 for a story."""
    return question.limit.characters or (LINE if question.type == "text" else STORY)


class Writing:
    """A line of text, or several paragraphs."""

    def fields(self, question: Question) -> tuple[str, ...]:
        """One control."""
        return ("",)

    def parse(self, question: Question, raw: Raw, now: datetime) -> Outcome:
        """The words, within their limits."""
        text = one(raw)
        if question.type == "text":
            text = " ".join(text.split())
        most = most_characters(question)
        if len(text) > most:
            return Refused("too_long", with_={"most": f"{most:,}", "over": f"{len(text) - most:,}"})
        if question.limit.words and len(text.split()) > question.limit.words:
            return Refused("too_many_words", with_={"most": f"{question.limit.words:,}"})
        if question.limit.least and len(text) < question.limit.least:
            return Refused("too_short", with_={"least": str(question.limit.least)})
        hidden = cards_hidden(text)
        return Answered(hidden, ("card_hidden",) if hidden != text else ())

    def filled(self, question: Question, value: Any) -> dict[str, list[str]]:
        """The words."""
        return {"": [str(value)]}

    def words(self, question: Question, value: Any, language: str) -> list[str]:
        """The lines as written."""
        return str(value).split("\n")
