"""Answers with a change made to them: each function returns new answers and alters nothing."""

from collections.abc import Mapping
from typing import Any

from doitonline.definitions.journey import Step
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
