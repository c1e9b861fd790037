"""The proofs against brute force: on small random services both must say the same."""

from itertools import product
from typing import Any

from hypothesis import assume, given, settings

from doitonline.definitions.checking import Known
from doitonline.definitions.checking.absence import differs
from doitonline.definitions.checking.explore import Explorer
from doitonline.definitions.checking.logic import Supposed
from doitonline.definitions.checking.reach import goal_at
from doitonline.definitions.checking.subject import Subject
from doitonline.definitions.checking.uses import END, Use
from doitonline.definitions.conditions import Asked, Scope, compiled
from doitonline.definitions.journey import Journey
from doitonline.definitions.plan import Plan
from doitonline.definitions.reading import Read
from doitonline.definitions.schema import Service
from tests.definitions.small import NOW
from tests.definitions.strategies import OPTIONS, QUESTIONS, services

ASKED = QUESTIONS[:2]
ITEM = [{"id": "item", "i0": one, "i1": other} for one in OPTIONS for other in (*OPTIONS, None)]


def journeys(plan: Plan) -> list[Journey]:
    """Every journey that there is: each question answered in every way, or left blank if it may."""
    ways = [(*OPTIONS, *(() if plan.question(key).required else (None,))) for key in ASKED]
    lists: list[list[dict[str, Any]]] = [[]]
    if "item" in plan.groups:
        least = plan.groups["item"].repeat.min
        items = [item for item in ITEM if item["i1"] or not plan.question("i1").required]
        lists = [[], *([each] for each in items), *([a, b] for a in items for b in items)]
        lists = [each for each in lists if len(each) >= least]
    return [
        Journey(plan, {**dict(zip(ASKED, values, strict=True)), "item": each, **MORE}, NOW)
        for values in product(*ways)
        for each in lists
    ]


MORE = {"exit.y": "go_on", "item.more": "no"}


def places(use: Use, journey: Journey) -> list[Scope]:
    """Where a condition is asked on this journey: once, or for each item of its list."""
    scope = Scope(journey.on_path, NOW, None, journey.plan.named)
    steps = {step.name for step in journey.steps}
    if use.paged is None:
        if "check" not in steps:
            return []
    elif use.purpose == "page":
        group = use.paged.group
        if group is not None and group.id not in steps:
            return []
    elif use.paged.page.id not in steps:
        return []
    if use.item is None:
        return [scope]
    return [scope.within(item) for item in journey.on_path.get(use.item, ())]


def comes_about(use: Use, journey: Journey) -> bool:
    """Whether what uses the condition comes about on this journey."""
    if use.purpose == "page" and use.paged is not None:
        return use.paged.page.id in {step.name for step in journey.steps}
    test = compiled(use.condition)
    return any(test(scope) for scope in places(use, journey))


def turns(explorer: Explorer, use: Use, claim: Asked, journey: Journey) -> bool:
    """Whether the condition turns out otherwise when the claim holds of an absent answer."""
    return any(
        explorer.logic.value(use.condition, scope, END, Supposed(claim, True))
        != explorer.logic.value(use.condition, scope, END, Supposed(claim, False))
        for scope in places(use, journey)
    )


def used(small: Service) -> tuple[Explorer, list[Use], list[Journey]]:
    """The conditions where they are used, and every journey of a service that can be sent."""
    every = journeys(Plan(small))
    assume(any(step.role == "check" for journey in every for step in journey.steps))
    subject = Subject(small, Read(), Known(frozenset(), frozenset()))
    uses = [use for use in subject.uses if use.purpose != "condition"]
    return Explorer(subject), uses, every


@given(services(questions=2))
@settings(max_examples=25, deadline=None)
def test_the_proofs_say_what_trying_every_answer_says(small: Service) -> None:
    explorer, uses, every = used(small)
    for use in uses:
        found = explorer.find(goal_at(use, (use.condition,), explorer))
        really = any(comes_about(use, journey) for journey in every)
        assert found == ("found" if really else "none"), use.name


@given(services(questions=2))
@settings(max_examples=25, deadline=None)
def test_absence_matters_where_trying_every_answer_says_so(small: Service) -> None:
    explorer, uses, every = used(small)
    for use in (use for use in uses if use.purpose == "flag"):
        for claim in explorer.logic.leaves(use.condition):
            if not isinstance(claim, Asked) or claim.answered is not None:
                continue
            found = explorer.find(differs(explorer, use, claim))
            really = any(turns(explorer, use, claim, journey) for journey in every)
            assert found == ("found" if really else "none")
