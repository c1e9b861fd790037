"""Sample answers: for a question, one answer of every sort that some claims can tell apart.

A radio with seventeen options that is only ever asked “is it theft?” needs two: theft, and another.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Any

from doitonline.definitions.checking.claims import named_options
from doitonline.definitions.comparing import day_of, day_said
from doitonline.definitions.conditions import Asked, Ruled, Scope, compiled
from doitonline.definitions.schema import DONT_KNOW, Question

MOMENT = datetime(2026, 11, 24, 12)
"""The moment at which every service is tried, so that a check says the same every day."""
AGES = (0, 5, 9, 10, 13, 15, 16, 17, 18, 21, 40, 70)
MOST_NAMED = 5
"""Named boxes of which every combination is tried; of more than these, only ones, twos and all."""
MOST_FILES = 8


@dataclass(frozen=True, slots=True)
class Samples:
    """Sample answers, those first that make most claims true; None stands for no answer.

    `whole` says whether every sort of answer is among them.
    """

    values: tuple[Any, ...]
    whole: bool = True


def samples(question: Question, claims: Sequence[Any]) -> Samples:
    """Sample answers to a question that is read by these claims (Asked or Ruled)."""
    found, whole = _candidates(question, claims)
    if question.dont_know and not question.choices:
        found = [*found, DONT_KNOW]
    by_sort: dict[tuple[bool, ...], Any] = {}
    tests = [compiled(_alone(claim, question)) for claim in claims]
    for value in found:
        scope = Scope({question.id: value}, MOMENT)
        by_sort.setdefault(tuple(test(scope) for test in tests), value)
    ordered = sorted(by_sort, key=lambda sort: -sum(sort))
    values = [by_sort[sort] for sort in ordered]
    several = any(isinstance(claim, Ruled) and len(claim.of) > 1 for claim in claims)
    return Samples(tuple(values) if question.required else (*values, None), whole and not several)


def _alone(claim: Any, question: Question) -> Any:
    """A rule of several questions is told apart by this one alone only where it is answered."""
    if isinstance(claim, Ruled) and len(claim.of) > 1:
        return Asked.model_validate({"question": question.id, "answered": True})
    return claim


def _candidates(question: Question, claims: Sequence[Any]) -> tuple[list[Any], bool]:
    asked = [claim for claim in claims if isinstance(claim, Asked)]
    match question.type:
        case "checkboxes":
            return _ticks(question, asked)
        case "number" | "money":
            return list(_amounts(question, asked)), True
        case "date" | "when":
            return list(_days(question, asked)), not any(isinstance(c, Ruled) for c in claims)
        case "file":
            most = min(question.files, max(_bounds(asked), default=0) + 1, MOST_FILES)
            return [[{}] * number for number in range(1, most + 1)], True
        case "declaration":
            return ["agreed"], True
    return list(question.choices) or ["words"], True


def _bounds(claims: Iterable[Asked]) -> Iterator[int]:
    for claim in claims:
        for bound in (claim.more_than, claim.less_than):
            if bound is not None:
                yield bound
        if isinstance(claim.is_, int) and not isinstance(claim.is_, bool):
            yield claim.is_


def _ticks(question: Question, claims: Sequence[Asked]) -> tuple[list[Any], bool]:
    """Which boxes are ticked: each alone; the named ones together; as many as are counted."""
    alone = {*question.exclusive, DONT_KNOW}
    named = {str(key) for claim in claims for key in named_options(claim)}
    together = [key for key in question.choices if key not in alone]
    told = [key for key in together if key in named]
    others = [key for key in together if key not in named]
    numbers = {bound + step for bound in _bounds(claims) for step in (0, 1)}
    sizes = range(len(told) + 1) if len(told) <= MOST_NAMED else (0, 1, 2, len(told))
    found: list[Any] = [[key] for key in question.choices]
    for size in sizes:
        for picked in combinations(told, size):
            for number in {0, *(n - size for n in numbers)}:
                if 0 <= number <= len(others) and (size or number):
                    ticked = {*picked, *others[:number]}
                    found.append([key for key in question.choices if key in ticked])
    return found, len(told) <= MOST_NAMED


def _amounts(question: Question, claims: Sequence[Asked]) -> Iterator[Any]:
    least = question.least if question.least is not None else 0
    for bound in {least, *_bounds(claims)}:
        for amount in (bound - 1, bound, bound + 1):
            if amount >= least and (question.most is None or amount <= question.most):
                yield f"{amount}.00" if question.type == "money" else amount
        if question.most is None or bound < question.most:
            yield f"{bound}.50"


def _days(question: Question, claims: Sequence[Asked]) -> Iterator[Any]:
    """Days around those that claims name, of many ages; and, for a moment, one without a day."""
    today = MOMENT.date()
    ages = (day_said(f"{age} years ago", MOMENT) for age in AGES)
    certain = {today, *(day - timedelta(days=1) for day in ages)}
    written: set[date] = set()
    for said in (s for claim in claims for s in (claim.before, claim.after) if s is not None):
        near = {day_said(said, MOMENT) + timedelta(days=step) for step in (-1, 0, 1)}
        # A day written out is past one year and future the next: it is tried all the same.
        (written if day_of(said) else certain).update(near)
    if question.past:
        certain = {day for day in certain if day <= today}
    if question.future:
        certain = {day for day in certain if day >= today} | {today + timedelta(days=400)}
    for day in sorted(certain | written):
        iso = day.isoformat()
        yield {"kind": "exact", "date": iso} if question.type == "when" else iso
    if question.type == "when":
        yield {"kind": "roughly", "words": "last week"}
