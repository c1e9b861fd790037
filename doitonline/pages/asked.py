"""A question as it stands on a page: its fields filled, its problem, its place in the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from doitonline.definitions.messages import problem_words
from doitonline.definitions.outcomes import Doubtful, Refused
from doitonline.definitions.schema import Question
from doitonline.definitions.texts import Fill, Text
from doitonline.pages.wording import words

Params = dict[str, Any]
Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Asked:
    """One question to be drawn. `fields` are what stands in its controls, by suffix."""

    question: Question
    fields: Fields
    problem: Refused | Doubtful | None
    language: str
    fill: Fill
    heading: bool = False
    """Whether its label is the page's heading."""
    reveals: Mapping[str, Markup] = field(default_factory=dict)
    """For a choice: what each option brings out."""

    @property
    def id(self) -> str:
        """The id of its first control, and the start of all its other ids."""
        return id_of(self.question.id)

    def name(self, part: str = "") -> str:
        """The name of a control: the question's id, or `<id>-day`."""
        return f"{self.question.id}-{part}" if part else self.question.id

    def value(self, part: str = "") -> str:
        """What stands in a control."""
        values = self.fields.get(part) or ("",)
        return values[-1]

    def said(self, text: Text | None) -> str | None:
        """A text of the definition in this page's language."""
        return None if text is None else text.said(self.language, self.fill)

    def words(self, key: str) -> str:
        """The product's own words for a part."""
        return words(key, self.language)

    @property
    def label(self) -> Params:
        """The label of a question with one control."""
        size = "l" if self.heading else "m"
        return {
            "text": self.label_words,
            "classes": f"govuk-label--{size}",
            "isPageHeading": self.heading,
        }

    @property
    def legend(self) -> Params:
        """The fieldset of a question with several controls."""
        size = "l" if self.heading else "m"
        return {
            "legend": {
                "text": self.label_words,
                "classes": f"govuk-fieldset__legend--{size}",
                "isPageHeading": self.heading,
            }
        }

    @property
    def label_words(self) -> str:
        """The label, which says so where an answer may be left out."""
        label = self.question.label.said(self.language, self.fill)
        optional = not self.question.required and self.question.type != "declaration"
        return f"{label} {self.words('optional')}" if optional else label

    @property
    def hint(self) -> Params | None:
        """The hint, where there is one."""
        hint = self.said(self.question.hint)
        return {"text": hint} if hint else None

    def error(self, *parts: str) -> Params | None:
        """The error beside these fields; without any, the question's whatever its field."""
        if self.problem is None or (parts and self.problem.part not in parts):
            return None
        return {"text": problem_words(self.question, self.problem, self.language)}


def id_of(key: str) -> str:
    """A question's id as an element's id, without the dots that selectors stumble over."""
    return key.replace(".", "-").replace("_", "-")


def some(**params: Any) -> Params:
    """Parameters without those that are None."""
    return {key: value for key, value in params.items() if value is not None}
