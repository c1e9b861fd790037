"""Wandering: answers made up on the way, for pages that no written journey visits."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from doitonline.definitions.answering import gone_on, with_answers, with_item, with_no_more
from doitonline.definitions.journey import Journey, Step
from doitonline.definitions.plan import EXIT, Plan
from doitonline.definitions.schema import Question
from tests.browser.ways import Answers

MOST_WALKS, MOST_STEPS, ITEMS = 80, 400, 2
GOOD: dict[str, Any] = {
    "text": "Some words", "textarea": "Some words about it.", "number": 12, "money": "12.50",
    "email": "sam.example@example.org", "phone": "+447700900123", "time": "19:30",
    "name": {"given": "Sam", "family": "Example", "known_as": ""},
    "person": {"given": "Kit", "family": "Example"},
    "address": {"line1": "1 Example Road", "town": "Preston", "postcode": "PR1 2SA"},
    "place": {"words": "Behind the old mill"}, "vrm": "AB12CDE", "imei": "490154203237518",
    "serial": "AB123456", "file": [], "declaration": "agreed",
}  # fmt: skip


def walks(plan: Plan, now: datetime) -> Iterator[Journey]:
    """Journeys to their ends, each with the answers that were given least often before."""
    given: Counter[tuple[str, Any]] = Counter()
    for _ in range(MOST_WALKS):
        yield _walk(plan, now, given)


def _walk(plan: Plan, now: datetime, given: Counter[tuple[str, Any]]) -> Journey:
    answers: Answers = {}
    for _ in range(MOST_STEPS):
        journey = Journey(plan, answers, now)
        step = next((s for s in journey.steps if not s.complete), None)
        if step is None or step.role == "check":
            return journey
        onwards = _answer(journey, step, given)
        if onwards is None:
            return journey
        answers = onwards
    raise AssertionError(f"a walk through {plan.service.service} does not end")


def _answer(journey: Journey, step: Step, given: Counter[tuple[str, Any]]) -> Answers | None:
    answers = dict(journey.given)
    if step.role == "exit":
        key = step.name.removeprefix(EXIT)
        return gone_on(answers, key) if journey.plan.service.exits[key].soft else None
    if step.role == "list" and step.list is not None:
        repeat = journey.plan.groups[step.list].repeat
        there = len(answers.get(step.list) or ())
        if repeat is not None and there < max(ITEMS, repeat.min):
            return with_item(answers, step.list, f"item{there:04d}")
        return with_no_more(answers, step.list)
    values: Answers = {}
    for question in journey.questions(step):
        scope = journey.scope_of({**journey.kept(step), **values}, inside=step.item is not None)
        shown = journey.plan.shown(question)
        if shown is None or shown(scope):
            values[question.id] = _value(question, journey.now, given)
    return with_answers(answers, step, values)


def _value(question: Question, now: datetime, given: Counter[tuple[str, Any]]) -> Any:
    yesterday = (now.date() - timedelta(days=1 if question.past else -1)).isoformat()
    if question.type == "date":
        return yesterday
    if question.type == "when":
        return {"kind": "exact", "date": yesterday}
    if not question.choices:
        return GOOD[question.type]
    chosen = min(question.choices, key=lambda key: given[(question.id, key)])
    given[(question.id, chosen)] += 1
    return [chosen] if question.type == "checkboxes" else chosen
