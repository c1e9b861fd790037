"""Answers in words, with the force's own values in what the service wrote and in nothing else."""

from typing import Any

from doitonline.definitions.kinds.parsing import in_words
from doitonline.definitions.schema import Question
from doitonline.definitions.texts import PLACEHOLDER, Fill
from doitonline.force import Force, UnknownPlaceholder


def filler(force: Force) -> Fill:
    """What fills a placeholder; a key that the force has no words for any more stands as it is."""

    def fill(key: str) -> str:
        try:
            return force.placeholder(key)
        except UnknownPlaceholder:
            return f"{{{key}}}"

    return fill


def answer_words(question: Question, value: Any, fill: Fill) -> list[str]:
    """An answer in words, a line each. Only a choice is filled: what was typed is left alone."""
    words = in_words(question, value)
    return filled(words, fill) if question.choices else words


def filled(words: list[str], fill: Fill) -> list[str]:
    """Words of the service's own with every placeholder filled."""
    return [PLACEHOLDER.sub(lambda found: fill(found[1]), line) for line in words]
