"""Claims about answers: each fits the type of its question, and names only options that exist."""

from collections.abc import Iterator
from typing import Any

from doitonline.definitions.checking.nearest import a, did_you_mean, listed
from doitonline.definitions.checking.subject import Subject
from doitonline.definitions.checking.uses import parts_at
from doitonline.definitions.conditions import Asked, Ruled
from doitonline.definitions.faults import Fault
from doitonline.definitions.plan import EXIT
from doitonline.definitions.reading import Path_
from doitonline.definitions.schema import DONT_KNOW, Question

ONE_OF = frozenset({"radios", "select", "yes_no", "yes_no_unsure"})
FITS = {
    "is_": ("is", ONE_OF | {"number", "declaration"}),
    "in_": ("in", ONE_OF),
    "includes": ("includes", frozenset({"checkboxes"})),
    "more_than": ("more_than", frozenset({"number", "money", "checkboxes", "file"})),
    "less_than": ("less_than", frozenset({"number", "money", "checkboxes", "file"})),
    "before": ("before", frozenset({"date", "when"})),
    "after": ("after", frozenset({"date", "when"})),
}
RULE_TAKES = frozenset({"date", "radios", "select"})


def check_claims(subject: Subject) -> Iterator[Fault]:
    """Comparisons that do not fit a question, and options that it does not have."""
    for use in subject.uses:
        for part, path in parts_at(use.condition, use.path):
            if isinstance(part, Asked):
                yield from _asked(subject, part, path)
            elif isinstance(part, Ruled):
                yield from _ruled(subject, part, path)


def _asked(subject: Subject, part: Asked, path: Path_) -> Iterator[Fault]:
    comparison = part.comparisons[0]
    if part.question.startswith(EXIT):
        if comparison != "answered" and part.is_ != "go_on":
            yield subject.error(
                path, f"Of “{part.question}” only “is: go_on” or “answered” can be asked."
            )
        return
    spot = subject.spots.get(part.question)
    if spot is None or comparison == "answered":
        return
    key, types = FITS[comparison]
    question = spot.question
    if question.type not in types and not _is_dont_know(question, part):
        yield subject.error(
            (*path, key),
            f"“{key}” cannot be asked of “{question.id}”, which is {a(question.type)} question: "
            f"it fits {listed(sorted(types))}.{_instead(question, comparison)}",
        )
        return
    yield from _options(subject, part, question, (*path, key))


def _is_dont_know(question: Question, part: Asked) -> bool:
    return question.dont_know and part.is_ == DONT_KNOW


def _instead(question: Question, comparison: str) -> str:
    if question.type == "checkboxes" and comparison in ("is_", "in_"):
        return " Write “includes”."
    if question.type in ONE_OF and comparison == "includes":
        return " Write “in”."
    return ""


def _options(subject: Subject, part: Asked, question: Question, path: Path_) -> Iterator[Fault]:
    if part.is_ is not None and question.type == "number":
        whole = isinstance(part.is_, int) and not isinstance(part.is_, bool)
        if not whole and not _is_dont_know(question, part):
            yield subject.error(path, f"“{question.id}” is a number: “{part.is_}” is not.")
        return
    if part.is_ is not None and question.type == "declaration":
        if part.is_ != "agreed":
            yield subject.error(path, f"The declaration “{question.id}” can only be “agreed”.")
        return
    for key in named_options(part):
        if isinstance(key, int):
            yield subject.error(path, f"Put {key} in quotes: the options of a question are words.")
        elif key not in question.choices and not (key == DONT_KNOW and question.dont_know):
            hint = did_you_mean(key, question.choices)
            yield subject.error(path, f"“{question.id}” has no option “{key}”.{hint}")


def named_options(part: Asked) -> list[str | int]:
    """The options that a claim names, true and false read as yes and no."""
    named: list[Any] = [part.is_] if part.is_ is not None else list(part.in_ or ())
    includes = part.includes or ()
    named += (includes,) if isinstance(includes, str) else includes
    return [("yes" if key else "no") if isinstance(key, bool) else key for key in named]


def _ruled(subject: Subject, part: Ruled, path: Path_) -> Iterator[Fault]:
    for name, key in part.of.items():
        spot = subject.spots.get(key)
        if spot is not None and spot.question.type not in RULE_TAKES:
            yield subject.error(
                (*path, "of", name),
                f"The rule “{part.rule}” cannot read “{key}”, which is {a(spot.question.type)} "
                f"question: it reads {listed(sorted(RULE_TAKES))}.",
            )
