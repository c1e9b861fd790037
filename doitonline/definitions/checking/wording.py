"""Words: every text in every language, with placeholders only for what a force can fill."""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from doitonline.definitions.checking.nearest import did_you_mean, listed
from doitonline.definitions.checking.subject import Subject
from doitonline.definitions.faults import Fault
from doitonline.definitions.reading import Path_
from doitonline.definitions.texts import ANY, PLACEHOLDER, Text

BRACE = re.compile(r"\{[^{}\n]*\}?|\}")


def check_wording(subject: Subject) -> Iterator[Fault]:
    """Texts missing in a language, and placeholders that no force can fill."""
    for text, path in texts_of(subject.service, ()):
        yield from _languages(subject, text, path)
        yield from _placeholders(subject, text, path)
    yield from _shorts(subject)


def texts_of(part: Any, path: Path_) -> Iterator[tuple[Text, Path_]]:
    """Every text of a part of a definition, with the path at which it is written."""
    if isinstance(part, Text):
        yield part, path
    elif isinstance(part, BaseModel):
        for name, field in type(part).model_fields.items():
            if name in part.model_fields_set:
                yield from texts_of(getattr(part, name), (*path, field.alias or name))
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from texts_of(value, (*path, key))
    elif isinstance(part, tuple):
        for number, value in enumerate(part):
            yield from texts_of(value, (*path, number))


def _languages(subject: Subject, text: Text, path: Path_) -> Iterator[Fault]:
    languages = subject.service.languages
    for language in languages:
        if not _has(text, language):
            yield subject.error(
                path, f"These words are missing in “{language}”: add “{language}: …”."
            )
    for language in text.by_language:
        if language != ANY and language not in languages:
            yield subject.warning(
                path,
                f"“{language}” is not one of the service's languages, {listed(languages, 'and')}.",
            )


def _has(text: Text, language: str) -> bool:
    """A text that does not say its language is in English."""
    return language in text.by_language or (language == "en" and ANY in text.by_language)


def _placeholders(subject: Subject, text: Text, path: Path_) -> Iterator[Fault]:
    known = subject.known.placeholders
    if text.placeholders and _stands_alone(path):
        key = f"{{{min(text.placeholders)}}}"
        yield subject.error(
            path,
            f"“{key}” cannot stand in {_called(path)}: these words are also used in errors, "
            "summaries and lists, where nothing is filled in.",
        )
        return
    for key in sorted(text.placeholders - known):
        hint = did_you_mean(key, known)
        yield subject.error(path, f"Nothing can fill “{{{key}}}”.{hint}")
    for words in text.by_language.values():
        for stray in BRACE.findall(PLACEHOLDER.sub("", words)):
            yield subject.error(
                path,
                f"“{stray}” is not a placeholder: write it as {{force.name}}, "
                "in small letters and without spaces.",
            )


def _stands_alone(path: Path_) -> bool:
    """Whether a text is used outside its page, in sentences of the product's own."""
    option = len(path) > 2 and path[-3] == "options" and path[-1] == "label"
    return path[-1] in ("short", "missing", "one", "many") or option or path == ("title",)


def _called(path: Path_) -> str:
    return "an option" if path[-1] == "label" else f"“{path[-1]}”"


def _shorts(subject: Subject) -> Iterator[Fault]:
    """Errors and summaries call an answer by its `short`; without it they quote the whole label."""
    for spot in subject.every_spot:
        question = spot.question
        if question.short is None and question.type not in ("declaration", "file"):
            yield subject.warning(
                (*spot.path, "id"),
                f"“{question.id}” has no “short”: say what it asks for, as in “Enter the date”.",
            )
