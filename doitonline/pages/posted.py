"""From a POST to what was typed, by question and field: gathered, not yet understood."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from doitonline.definitions.kinds.parsing import KINDS
from doitonline.definitions.outcomes import Raw
from doitonline.definitions.schema import DONT_KNOW, Question

MOST_VALUES = 200


class Posted(Protocol):
    """A form's fields, each with all its values: Django's QueryDict."""

    def getlist(self, key: str) -> list[str]:
        """Every value of a field, in order."""


def typed(questions: Sequence[Question], posted: Posted) -> dict[str, Raw]:
    """What stands in the fields of these questions; fields of no question are passed over."""
    return {question.id: _fields(question, posted) for question in questions}


def _fields(question: Question, posted: Posted) -> Mapping[str, Sequence[str]]:
    # A file does not come as words: whoever has sealed it puts its entry in.
    own = () if question.type == "file" else KINDS[question.type].fields(question)
    parts = (*own, "checked", DONT_KNOW)
    found = {}
    for part in parts:
        values = posted.getlist(f"{question.id}-{part}" if part else question.id)
        if values:
            found[part] = [value for value in values[:MOST_VALUES] if isinstance(value, str)]
    return found
