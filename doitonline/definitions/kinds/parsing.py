"""From what was typed to an answer: what every kind of question has in common."""

import re
import unicodedata
from datetime import datetime
from typing import Any

from doitonline.definitions.kinds.amounts import Money, Number
from doitonline.definitions.kinds.choices import Checkboxes, Choice, Declaration
from doitonline.definitions.kinds.days import Date, Time
from doitonline.definitions.kinds.evidence import File
from doitonline.definitions.kinds.identifiers import Imei, Serial, Vrm
from doitonline.definitions.kinds.moments import When
from doitonline.definitions.kinds.people import Name, Person
from doitonline.definitions.kinds.places import Address, Place
from doitonline.definitions.kinds.reaching import Email, Phone
from doitonline.definitions.kinds.writing import Writing
from doitonline.definitions.messages import dont_know_words
from doitonline.definitions.outcomes import (
    Answered,
    Doubtful,
    Kind,
    Outcome,
    Raw,
    Refused,
    one,
)
from doitonline.definitions.schema import DONT_KNOW, Question

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Unicode's control characters (Cc) but for the tab and the line feed, and halves of pairs (Cs)."""

MOST_MARKS = 30
"""Marks on one letter: more than any script needs, and as many as UAX 15's stream-safe text has."""


def _marks() -> str:
    """Every mark that stands on the letter before it, also one that is made of several."""
    every = map(chr, range(0x300, 0x20000))
    return "".join(
        one for one in every if unicodedata.combining(unicodedata.normalize("NFD", one)[0])
    )


STACK = re.compile("([{marks}]{{{most}}})[{marks}]+".format(marks=_marks(), most=MOST_MARKS))

_CHOICE = Choice()
KINDS: dict[str, Kind] = {
    "text": Writing(), "textarea": Writing(), "radios": _CHOICE, "select": _CHOICE,
    "yes_no": _CHOICE, "yes_no_unsure": _CHOICE, "checkboxes": Checkboxes(),
    "declaration": Declaration(), "date": Date(), "time": Time(), "when": When(),
    "number": Number(), "money": Money(), "email": Email(), "phone": Phone(), "name": Name(),
    "person": Person(), "address": Address(), "place": Place(), "vrm": Vrm(), "imei": Imei(),
    "serial": Serial(), "file": File(),
}  # fmt: skip


def kind_of(question: Question) -> Kind:
    """The kind of a question, with the words for “I don't know” already handled by `Known`."""
    return KINDS[question.type]


def cleaned(text: str) -> str:
    """Typed text as it is kept: composed, line ends as one character, no control characters, no
    more than 30 marks on a letter.
    """
    text = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if text.isascii():
        return text
    # Composing takes the square of a run of marks: it must not be given a long one.
    return STACK.sub(r"\1", unicodedata.normalize("NFC", STACK.sub(r"\1", text)))


def parse(question: Question, raw: Raw, now: datetime) -> Outcome:
    """The answer to a question from what was typed into its fields."""
    raw = {part: [cleaned(value) for value in values] for part, values in raw.items()}
    kind = KINDS[question.type]
    typed = any(one(raw, part) for part in kind.fields(question) if part != "mode")
    if question.dont_know and not question.choices and raw.get(DONT_KNOW):
        return Refused("both", DONT_KNOW) if typed else Answered(DONT_KNOW)
    if not typed and not any(one(raw, part) for part in kind.fields(question)):
        return Refused("missing") if question.required else Answered(None)
    outcome = kind.parse(question, raw, now)
    if isinstance(outcome, Doubtful) and one(raw, "checked") == as_typed(question, raw):
        return Answered(outcome.value)
    return outcome


def as_typed(question: Question, raw: Raw) -> str:
    """All that stands in a question's fields, in one line: what a person confirms after a doubt."""
    fields = KINDS[question.type].fields(question)
    return " ".join(filter(None, (" ".join(cleaned(one(raw, part)).split()) for part in fields)))


def typed_back(question: Question, value: Any) -> dict[str, list[str]]:
    """The fields of a question as an earlier answer fills them."""
    if value is None:
        return {}
    if value == DONT_KNOW and question.dont_know and not question.choices:
        return {DONT_KNOW: [DONT_KNOW]}
    return KINDS[question.type].filled(question, value)


def in_words(question: Question, value: Any, language: str = "en") -> list[str]:
    """An answer in words, a line each; nothing where it was left blank."""
    if value is None:
        return []
    if question.dont_know and value in (DONT_KNOW, [DONT_KNOW]):
        return [dont_know_words(language)]
    return KINDS[question.type].words(question, value, language)
