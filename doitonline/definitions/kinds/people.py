"""People: a name in parts, and somebody who can be reached. A surname is never demanded."""

from datetime import datetime
from typing import Any

from doitonline.definitions.kinds.reaching import phone_words, read_email, read_phone
from doitonline.definitions.outcomes import Answered, Outcome, Raw, Refused, one
from doitonline.definitions.schema import Question

MOST = 100
NAMES = ("given", "family", "known_as")
PERSON = ("given", "family", "phone", "email")
PUNCTUATION = "'’‘`.-‐‑ ,()"


def read_name(raw: Raw, parts: tuple[str, ...]) -> dict[str, str] | Refused:
    """Names of any alphabet: letters, marks, apostrophes, hyphens, spaces."""
    names = {}
    for part in parts:
        name = " ".join(one(raw, part).split())
        if len(name) > MOST:
            return Refused("name_too_long", part, {"most": str(MOST)})
        if any(not (c.isalpha() or c in PUNCTUATION or is_mark(c)) for c in name):
            return Refused("not_a_name", part)
        names[part] = name
    return names


def is_mark(character: str) -> bool:
    """Whether a character only accents or joins others, as many scripts need."""
    return (
        not character.isalnum() and not character.isascii() and not character.isprintable()
    ) or (ord(character) > 0x2FF and not character.isalnum() and character.isprintable())


class Name:
    """A name: given, family, and what the person likes to be called."""

    def fields(self, question: Question) -> tuple[str, ...]:
        """Three controls."""
        return NAMES

    def parse(self, question: Question, raw: Raw, now: datetime) -> Outcome:
        """One word is enough."""
        names = read_name(raw, NAMES)
        return names if isinstance(names, Refused) else Answered(names)

    def filled(self, question: Question, value: Any) -> dict[str, list[str]]:
        """The parts."""
        return {part: [value.get(part, "")] for part in NAMES}

    def words(self, question: Question, value: Any, language: str) -> list[str]:
        """Given and family; the known-as name in brackets."""
        full = " ".join(filter(None, (value.get("given"), value.get("family"))))
        known = value.get("known_as")
        return [f"{full} ({known})" if full and known else full or known or ""]


class Person:
    """Somebody else: a name, and how to reach them where that is known."""

    def fields(self, question: Question) -> tuple[str, ...]:
        """Those of given, family, phone, email that the definition asks for; else all."""
        return question.fields or PERSON

    def parse(self, question: Question, raw: Raw, now: datetime) -> Outcome:
        """Any part may be missing, but not all."""
        fields = self.fields(question)
        person = read_name(raw, tuple(p for p in ("given", "family") if p in fields))
        if isinstance(person, Refused):
            return person
        for part, read, message in (
            ("phone", read_phone, "not_a_phone"),
            ("email", read_email, "not_an_email"),
        ):
            if part in fields and (typed := one(raw, part)):
                if (value := read(typed)) is None:
                    return Refused(message, part)
                person[part] = value
        return Answered(person)

    def filled(self, question: Question, value: Any) -> dict[str, list[str]]:
        """The parts; the number as people write it."""
        fields = {part: [value.get(part, "")] for part in self.fields(question)}
        if value.get("phone"):
            fields["phone"] = [phone_words(value["phone"])]
        return fields

    def words(self, question: Question, value: Any, language: str) -> list[str]:
        """The name, then each way to reach them, a line each."""
        name = " ".join(filter(None, (value.get("given"), value.get("family"))))
        phone = phone_words(value["phone"]) if value.get("phone") else ""
        return [line for line in (name, phone, value.get("email", "")) if line]
