"""What the answers suggest to the office: flags with their causes, words to read, team and grade.

The product suggests; a trained person grades (THRIVE). Only answers set the top grade, never words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from doitonline.definitions.conditions import Answers, Cause, Scope, causes, compiled
from doitonline.definitions.flags import Grade, suggested, watch
from doitonline.definitions.plan import Plan

WATCHED_TYPES = ("text", "textarea")
WORD = "WORD"


@dataclass(frozen=True, slots=True)
class Raised:
    """A flag, and every answer that raised it."""

    flag: str
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Watched:
    """A passage of an answer that word watch found: characters `start` to `end`."""

    question: str
    item: str | None
    category: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Assessed:
    """All that the answers suggest. `grade` is the least grade at which the case enters a queue."""

    raised: tuple[Raised, ...]
    watched: tuple[Watched, ...]
    team: str
    grade: Grade

    @property
    def flags(self) -> tuple[str, ...]:
        """The ids of the raised flags."""
        return tuple(raised.flag for raised in self.raised)


def assess(plan: Plan, on_path: Answers, now: datetime) -> Assessed:
    """What the answers on the path suggest at this moment."""
    scope = Scope(on_path, now, None, plan.named)
    watched = tuple(_watched(plan, on_path))
    flags = dict(_raised(plan, scope))
    if watched:
        flags[WORD] = tuple(dict.fromkeys((hit.question, hit.item) for hit in watched))
    raised = tuple(Raised(flag, found) for flag, found in flags.items())
    team, start = _route(plan, scope)
    grade = suggested(start, flags, {hit.category for hit in watched})
    return Assessed(raised, watched, team, grade)


def _raised(plan: Plan, scope: Scope) -> Iterable[tuple[str, tuple[Cause, ...]]]:
    conditions = plan.service.conditions
    for flag, entries in plan.service.flags.items():
        found: list[Cause] = []
        holds = False
        for entry in entries:
            for each in _scopes(scope, entry.for_each):
                if compiled(entry.when)(each):
                    holds = True
                    found += causes(entry.when, each, conditions)
        if holds:
            yield flag, _told(tuple(dict.fromkeys(found)), scope.answers)


def _told(found: tuple[Cause, ...], answers: Answers) -> tuple[Cause, ...]:
    """The causes that are answers; where there are none, what was not answered."""
    return tuple(cause for cause in found if _answer(cause, answers) is not None) or found


def _answer(cause: Cause, answers: Answers) -> Any:
    question, item = cause
    if item is None:
        return answers.get(question)
    lists = (value for value in answers.values() if isinstance(value, list))
    return next(
        (
            each.get(question)
            for listed in lists
            for each in listed
            if isinstance(each, dict) and each.get("id") == item
        ),
        None,
    )


def _scopes(scope: Scope, listed: str | None) -> Iterable[Scope]:
    if listed is None:
        return (scope,)
    return [scope.within(item) for item in scope.answers.get(listed) or ()]


def _watched(plan: Plan, on_path: Answers) -> Iterable[Watched]:
    for key, placed in plan.placed.items():
        if placed.question.type not in WATCHED_TYPES or not placed.question.watch:
            continue
        items = [on_path] if placed.list is None else on_path.get(placed.list) or ()
        for item in items:
            if isinstance(text := item.get(key), str):
                where = None if placed.list is None else str(item["id"])
                for hit in watch(text):
                    yield Watched(key, where, hit.category, hit.start, hit.end)


def _route(plan: Plan, scope: Scope) -> tuple[str, Grade]:
    for route in plan.service.route:
        if route.when is None or compiled(route.when)(scope):
            return route.team, Grade[route.grade]
    last = plan.service.route[-1]
    return last.team, Grade[last.grade]
