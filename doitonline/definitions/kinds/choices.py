"""Choices: one of several, any of several, yes and no, and a declaration to agree to."""

from datetime import datetime
from typing import Any

from doitonline.definitions.messages import choice_words
from doitonline.definitions.outcomes import Answered, Outcome, Raw, Refused, one
from doitonline.definitions.schema import DONT_KNOW, Question


def option_words(question: Question, key: str, language: str) -> str:
    """The label of a choice."""
    if key in question.options:
        return question.options[key].label.within(language)
    return choice_words(key, language)


class Choice:
    """One of several: radios, a select, yes or no."""

    def fields(self, question: Question) -> tuple[str, ...]:
        """One control."""
        return ("",)

    def parse(self, question: Question, raw: Raw, now: datetime) -> Outcome:
        """A key of the options; anything else is refused."""
        key = one(raw)
        return Answered(key) if key in question.choices else Refused("not_an_option")

    def filled(self, question: Question, value: Any) -> dict[str, list[str]]:
        """The key."""
        return {"": [str(value)]}

    def words(self, question: Question, value: Any, language: str) -> list[str]:
        """The label."""
        return [option_words(question, str(value), language)]


class Checkboxes:
    """Any of several, in the order of the options whatever the order of ticking."""

    def fields(self, question: Question) -> tuple[str, ...]:
        """One control, repeated."""
        return ("",)

    def parse(self, question: Question, raw: Raw, now: datetime) -> Outcome:
        """The ticked keys. An exclusive one ticked with others is refused."""
        ticked = {key for value in raw.get("", ()) if (key := value.strip())}
        if not ticked <= set(question.choices):
            return Refused("not_an_option")
        alone = {*question.exclusive, DONT_KNOW} & ticked
        if alone and len(ticked) > 1:
            return Refused("exclusive", with_={"option": sorted(alone)[0]})
        return Answered([key for key in question.choices if key in ticked])

    def filled(self, question: Question, value: Any) -> dict[str, list[str]]:
        """The ticked keys."""
        return {"": [str(key) for key in value]}

    def words(self, question: Question, value: Any, language: str) -> list[str]:
        """A label a line."""
        return [option_words(question, str(key), language) for key in value]


class Declaration:
    """A statement to agree to; there is no way to go on without it where it is required."""

    def fields(self, question: Question) -> tuple[str, ...]:
        """One box."""
        return ("",)

    def parse(self, question: Question, raw: Raw, now: datetime) -> Outcome:
        """Agreed, or refused."""
        return Answered("agreed") if one(raw) == "agreed" else Refused("not_an_option")

    def filled(self, question: Question, value: Any) -> dict[str, list[str]]:
        """The tick."""
        return {"": ["agreed"]}

    def words(self, question: Question, value: Any, language: str) -> list[str]:
        """That it was agreed."""
        return [choice_words("agreed", language)]
