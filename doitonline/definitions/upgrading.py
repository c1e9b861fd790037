"""What becomes of a draft's answers when its service has a new version. Nothing is altered."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from doitonline.definitions.kinds import as_typed, parse, typed_back
from doitonline.definitions.outcomes import Answered
from doitonline.definitions.plan import EXIT, MORE, Plan
from doitonline.definitions.schema import Migration, Question

Given = Mapping[str, Any]


def upgraded(answers: Given, plan: Plan, now: datetime) -> dict[str, Any]:
    """The answers under the next version: its `migrate` steps are done, then all is read again.

    An answer that the new version would not take, or does not ask for, is left out; the person is
    asked again.
    """
    return good(migrated(answers, plan), plan, now)


def migrated(answers: Given, plan: Plan) -> dict[str, Any]:
    """The answers after the steps of `migrate`, those of lists' items too."""
    steps = {step.was: step for step in plan.service.migrate}
    return {
        key: [_moved(item, steps) for item in value] if _is_list(value) else value
        for key, value in _moved(answers, steps).items()
    }


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, dict) and "id" in item for item in value
    )


def _moved(holder: Given, steps: Mapping[str, Migration]) -> dict[str, Any]:
    moved: dict[str, Any] = {}
    for key, value in holder.items():
        step = steps.get(key)
        if step is None:
            moved.setdefault(key, value)
        elif step.now is not None and (chosen := _chosen(step, value)) is not ...:
            moved[step.now] = chosen
    return moved


def _chosen(step: Migration, value: Any) -> Any:
    """The answer with its options as they now are; `...` where nothing is left of it."""
    if isinstance(value, str) and value in step.options:
        return step.options[value] or ...
    if isinstance(value, list) and step.options and all(isinstance(each, str) for each in value):
        kept = [step.options.get(each, each) for each in value]
        return [each for each in dict.fromkeys(kept) if each is not None] or ...
    return value


def good(answers: Given, plan: Plan, now: datetime) -> dict[str, Any]:
    """Those answers that this version asks for and would take as they are."""
    kept = _asked_for(answers, plan, None, now)
    for listed in plan.groups:
        if _is_list(answers.get(listed)):
            kept[listed] = [
                {"id": item["id"], **_asked_for(item, plan, listed, now)}
                for item in answers[listed]
            ]
            if answers.get(listed + MORE) == "no":
                kept[listed + MORE] = "no"
    for key in plan.service.exits:
        if answers.get(EXIT + key) == "go_on":
            kept[EXIT + key] = "go_on"
    return kept


def _asked_for(holder: Given, plan: Plan, listed: str | None, now: datetime) -> dict[str, Any]:
    return {
        key: value
        for key, value in holder.items()
        if (placed := plan.placed.get(key)) is not None
        and placed.list == listed
        and _would_take(placed.question, value, now)
    }


def _would_take(question: Question, value: Any, now: datetime) -> bool:
    if value is None:
        return not question.required
    try:
        fields = typed_back(question, value)
        outcome = parse(question, {**fields, "checked": [as_typed(question, fields)]}, now)
    except Exception:  # an answer of another shape, to what was a question of another kind
        return False
    return isinstance(outcome, Answered) and bool(outcome.value == value)
