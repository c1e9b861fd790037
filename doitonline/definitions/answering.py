"""What a page's fields amount to, and answers with a change made to them. Nothing is altered."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from doitonline.definitions.journey import Journey, Step
from doitonline.definitions.kinds.parsing import parse
from doitonline.definitions.outcomes import Answered, Doubtful, Raw, Refused
from doitonline.definitions.plan import EXIT, MORE

Given = Mapping[str, Any]


def with_answers(answers: Given, step: Step, values: Given) -> dict[str, Any]:
    """The answers with those of one page put in, into its item where it has one."""
    if step.item is None or step.list is None:
        return {**answers, **values}
    items = [
        {**item, **values} if item["id"] == step.item else item
        for item in answers.get(step.list) or ()
    ]
    return {**answers, step.list: items}


def without_answers(answers: Given, step: Step, keys: Collection[str]) -> dict[str, Any]:
    """The answers with some of one page taken out, as if they had never been given."""
    if step.item is None or step.list is None:
        return {key: value for key, value in answers.items() if key not in keys}
    items = [
        {key: value for key, value in item.items() if key not in keys}
        if item["id"] == step.item
        else item
        for item in answers.get(step.list) or ()
    ]
    return {**answers, step.list: items}


def with_item(answers: Given, listed: str, item: str) -> dict[str, Any]:
    """The answers with an empty item added to a list."""
    items = [*(answers.get(listed) or ()), {"id": item}]
    kept = {key: value for key, value in answers.items() if key != listed + MORE}
    return {**kept, listed: items}


def without_item(answers: Given, listed: str, item: str) -> dict[str, Any]:
    """The answers with one item taken from a list; whether there are more is asked again."""
    items = [each for each in answers.get(listed) or () if each["id"] != item]
    kept = {key: value for key, value in answers.items() if key != listed + MORE}
    return {**kept, listed: items}


def with_no_more(answers: Given, listed: str) -> dict[str, Any]:
    """The answers with a list closed."""
    return {**answers, listed + MORE: "no"}


def gone_on(answers: Given, exit_: str) -> dict[str, Any]:
    """The answers with a soft exit passed."""
    return {**answers, EXIT + exit_: "go_on"}


@dataclass(frozen=True, slots=True)
class PageRead:
    """What came of one page: good values, and a problem for each question that has one."""

    values: dict[str, Any]
    problems: dict[str, Refused | Doubtful]
    notes: tuple[str, ...]


def read_page(journey: Journey, step: Step, typed: Mapping[str, Raw]) -> PageRead:
    """Reads a page's fields. Questions that the other answers do not bring out are passed over."""
    questions = journey.questions(step)
    asked = {question.id for question in questions}
    earlier = journey.kept(step)
    kept = {key: value for key, value in earlier.items() if key not in asked}
    values: dict[str, Any] = {}
    problems: dict[str, Refused | Doubtful] = {}
    notes: list[str] = []
    scope = journey.scope_of(kept, inside=step.item is not None)
    for question in questions:
        test = journey.plan.shown(question)
        if test is not None and not test(scope):
            continue
        outcome = parse(question, typed.get(question.id, {}), journey.now)
        if not isinstance(outcome, Answered):
            problems[question.id] = outcome
            if isinstance(outcome, Refused):
                continue
        value = values[question.id] = outcome.value
        if value is not None:
            kept[question.id] = value
        notes += getattr(outcome, "notes", ())
    return PageRead(values, problems, tuple(dict.fromkeys(notes)))
