"""Conditions while only some answers are known: true, false, or not known yet (None)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from doitonline.definitions.checking.reads import Reading
from doitonline.definitions.checking.subject import Subject
from doitonline.definitions.conditions import (
    AllOf,
    AnyOf,
    Asked,
    Count,
    Named,
    Not,
    Ruled,
    Scope,
    Some,
    Test,
    compiled,
)

Truth = bool | None


@dataclass(frozen=True, slots=True)
class Supposed:
    """What one claim is supposed to say where its question has no answer."""

    claim: Any
    absent: bool


class Logic:
    """Values conditions by the real compiled claims, as far as the answers are known.

    `clock` is the position up to which everything has been asked: what stands at or after it is
    not known yet.
    """

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.behind: dict[str, frozenset[str]] = {}
        """By page: everything on which its exits depend, once it has been worked out."""
        self._tests: dict[int, Test] = {}
        self._known_from: dict[int, int] = {}
        self._leaves: dict[int, tuple[Any, ...]] = {}
        self._kept: list[Any] = []
        """The conditions whose identity is a key above: kept, so that no other gets their id."""

    def value(
        self, condition: Any, scope: Scope, clock: int, supposed: Supposed | None = None
    ) -> Truth:
        """Whether a condition holds; None while that depends on what is not known yet."""
        match condition:
            case Asked() | Ruled():
                return self._claim(condition, scope, clock, supposed)
            case Named(condition=name):
                return self.value(self.subject.service.conditions[name], scope, clock, supposed)
            case AnyOf(any=parts):
                return any_of(lambda p: self.value(p, scope, clock, supposed), parts)
            case AllOf(all=parts):
                inverse = any_of(lambda p: negated(self.value(p, scope, clock, supposed)), parts)
                return negated(inverse)
            case Not(not_=part):
                return negated(self.value(part, scope, clock, supposed))
            case Count(count=listed):
                if self.subject.lists[listed][1] >= clock:
                    return None
                return self.test(condition)(scope)
            case Some(some=listed, where=part):
                if self.subject.lists[listed][1] >= clock:
                    return None
                return any_of(
                    lambda item: self.value(part, scope.within(item), clock, supposed),
                    scope.items(listed),
                )
        return None

    def _claim(
        self, claim: Asked | Ruled, scope: Scope, clock: int, supposed: Supposed | None
    ) -> Truth:
        key = id(claim)
        if key not in self._known_from:
            self._kept.append(claim)
            self._known_from[key] = max(map(self.position, read_by(claim)))
        if self._known_from[key] >= clock:
            return None
        if (
            supposed is not None
            and supposed.claim is claim
            and any(scope.value(question) is None for question in read_by(claim))
        ):
            return supposed.absent
        return self.test(claim)(scope)

    def position(self, question: str) -> int:
        """Where a question is asked, or from where a passed exit may be read."""
        spot = self.subject.spots.get(question)
        return spot.position if spot else self.subject.passed[question]

    def known_from(self, read: Reading) -> int:
        """The position after which what is read is known."""
        if read.what == "list":
            return self.subject.lists[read.id][1]
        return self.position(read.id)

    def test(self, condition: Any) -> Test:
        """The real compiled form, made once."""
        key = id(condition)
        if key not in self._tests:
            self._kept.append(condition)
            self._tests[key] = compiled(condition)
        return self._tests[key]

    def leaves(self, condition: Any) -> tuple[Any, ...]:
        """Every claim, count and rule in a condition, named conditions followed."""
        key = id(condition)
        if key not in self._leaves:
            self._kept.append(condition)
            self._leaves[key] = tuple(self._leaves_of(condition))
        return self._leaves[key]

    def _leaves_of(self, condition: Any) -> Iterable[Any]:
        match condition:
            case Named(condition=name):
                yield from self.leaves(self.subject.service.conditions[name])
            case AnyOf(any=parts) | AllOf(all=parts):
                for part in parts:
                    yield from self.leaves(part)
            case Not(not_=part):
                yield from self.leaves(part)
            case Some(where=part):
                yield condition
                yield from self.leaves(part)
            case _:
                yield condition


def read_by(claim: Asked | Ruled) -> tuple[str, ...]:
    """The questions that a claim or a rule reads."""
    return (claim.question,) if isinstance(claim, Asked) else tuple(claim.of.values())


def negated(truth: Truth) -> Truth:
    """The opposite; what is not known stays so."""
    return None if truth is None else not truth


def any_of(value: Callable[[Any], Truth], parts: Iterable[Any]) -> Truth:
    """True when one part is; false when all are; else not known yet."""
    unknown = False
    for part in parts:
        truth = value(part)
        if truth:
            return True
        unknown = unknown or truth is None
    return None if unknown else False
