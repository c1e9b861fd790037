"""Absence: a claim about a question that may have no answer says what that means, where it matters.

It matters where answers exist with which the whole condition turns out differently when the claim
is taken to hold than when it is not. So a guard that is implied by others needs no `absent`.
"""

from collections.abc import Iterator
from typing import Any

from doitonline.definitions.checking.concern import Goal
from doitonline.definitions.checking.explore import Explorer
from doitonline.definitions.checking.logic import Logic, Supposed, Truth, read_by
from doitonline.definitions.checking.reach import placed
from doitonline.definitions.checking.subject import Spot, Subject
from doitonline.definitions.checking.uses import Use, parts_at
from doitonline.definitions.conditions import Asked, Ruled, Scope
from doitonline.definitions.faults import Fault
from doitonline.definitions.reading import Path_


def check_absence(subject: Subject, explorer: Explorer) -> Iterator[Fault]:
    """Claims that turn on a question without an answer and do not say how."""
    written = dict(_written(subject))
    told: set[int] = set()
    for use in subject.uses:
        if use.purpose == "condition":
            continue
        for claim in explorer.logic.leaves(use.condition):
            if id(claim) in told or not _silent(subject, claim):
                continue
            if explorer.find(differs(explorer, use, claim)) != "none":
                told.add(id(claim))
                yield _fault(subject, use, claim, written[id(claim)])


def _written(subject: Subject) -> Iterator[tuple[int, Path_]]:
    """Where each claim is written; those of named conditions where they are defined."""
    for use in subject.uses:
        for part, path in parts_at(use.condition, use.path):
            yield id(part), path


def _silent(subject: Subject, claim: Any) -> bool:
    """Whether a claim says nothing of absence and reads a question that may have no answer."""
    if not isinstance(claim, Asked | Ruled) or claim.absent is not None:
        return False
    if isinstance(claim, Asked) and claim.answered is not None:
        return False
    return any(
        spot is not None and may_be_absent(spot) for spot in map(subject.spots.get, read_by(claim))
    )


def may_be_absent(spot: Spot) -> bool:
    """Whether a question may be left blank, or not be asked at all."""
    page, group = spot.paged.page, spot.paged.group
    return (
        not spot.question.required
        or spot.question.show_when is not None
        or page.when is not None
        or (group is not None and group.when is not None)
    )


def differs(explorer: Explorer, use: Use, claim: Any) -> Goal:
    """That a condition turns out otherwise when a claim holds of an absent answer."""
    logic, held, not_held = explorer.logic, Supposed(claim, True), Supposed(claim, False)

    def truth(scope: Scope, clock: int) -> Truth:
        there = logic.value(use.condition, scope, clock, held)
        gone = logic.value(use.condition, scope, clock, not_held)
        if there is None or gone is None:
            return None if _open(logic, claim, scope, clock) else False
        return there != gone

    return placed(use, (use.condition,), truth)


def _open(logic: Logic, claim: Any, scope: Scope, clock: int) -> bool:
    """Whether the claim's questions may still turn out to have no answer."""
    return any(logic.position(key) >= clock or scope.value(key) is None for key in read_by(claim))


def _fault(subject: Subject, use: Use, claim: Any, path: Path_) -> Fault:
    key = next(k for k in read_by(claim) if k in subject.spots and may_be_absent(subject.spots[k]))
    spot = subject.spots[key]
    why = "may be left blank" if not spot.question.required else "is not always asked"
    return subject.error(
        path,
        f"“{key}” {why}, and {use.name} depends on it: "
        "add “absent: false” (or true) to say what that means.",
    )
