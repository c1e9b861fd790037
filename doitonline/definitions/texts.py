"""Words that people read: one text in one or more languages, with places for a force's own values.

A text is written `{en: …, cy: …}`, or as a plain string where the service has one language. It may
hold placeholders (`{force.name}`, `{value.draft_days}`, `{signpost.emergency.phone}`), which are
filled when a page is shown, so that a changed telephone number touches no published service.
"""

import re
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_.-]*)\}")
LANGUAGE = re.compile(r"[a-z]{2}(-[A-Z]{2})?\Z")
ANY = "*"

Fill = Callable[[str], str]


class Text:
    """A text by language. The key `*` holds one written without saying its language."""

    __slots__ = ("by_language",)

    def __init__(self, by_language: dict[str, str]) -> None:
        self.by_language = by_language

    def __repr__(self) -> str:
        return f"Text({self.by_language!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self.by_language == other.by_language

    def __hash__(self) -> int:
        return hash(tuple(self.by_language.items()))

    def within(self, language: str) -> str:
        """The words in this language; where it is missing, in the language first written."""
        known = self.by_language
        return known.get(language) or known.get(ANY) or next(iter(known.values()))

    def said(self, language: str, fill: Fill) -> str:
        """The words with every placeholder filled by `fill(key)`."""
        words = self.within(language)
        if "{" not in words:
            return words
        return PLACEHOLDER.sub(lambda found: fill(found[1]), words)

    @property
    def placeholders(self) -> set[str]:
        """The keys of all placeholders, in any language."""
        return {key for words in self.by_language.values() for key in PLACEHOLDER.findall(words)}

    @classmethod
    def read(cls, raw: Any) -> "Text":
        """A text from its written form. Raises ValueError with a sentence for a designer."""
        if isinstance(raw, Text):
            return raw
        if isinstance(raw, str):
            raw = {ANY: raw}
        if not isinstance(raw, dict) or not raw:
            raise ValueError("should be words, or words by language such as {en: …}")
        for language, words in raw.items():
            if language != ANY and not LANGUAGE.match(str(language)):
                raise ValueError(f"“{language}” is not a language code such as en or cy")
            if not isinstance(words, str) or not words.strip():
                raise ValueError(f"has no words for the language “{language}”")
        return cls({str(language): str(words).strip() for language, words in raw.items()})

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.read,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda text: text.by_language
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        return {
            "description": "Words, or words by language code.",
            "anyOf": [
                {"type": "string", "minLength": 1},
                {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": {"pattern": r"^([a-z]{2}(-[A-Z]{2})?|\*)$"},
                    "additionalProperties": {"type": "string", "minLength": 1},
                },
            ],
        }


Words = Annotated[Text, "words that people read"]
