"""Reachability: every page, question, exit and outcome can come about, and a report can be sent."""

from collections.abc import Iterator
from typing import Any

from doitonline.definitions.checking.concern import Goal
from doitonline.definitions.checking.explore import Explorer
from doitonline.definitions.checking.logic import Truth, any_of, negated
from doitonline.definitions.checking.subject import Subject
from doitonline.definitions.checking.uses import Use
from doitonline.definitions.conditions import Not, Scope
from doitonline.definitions.faults import Fault

NEVER = {
    "page": "{Name} can never be reached: no answers make its “when” hold.",
    "shown": "{Name} is never asked: no answers make its “show_when” hold.",
    "exit": "{Name} can never be reached: no answers lead to it.",
    "flag": "{Name} can never be raised: no answers make its condition hold.",
    "made": "{Name} is never made: no answers make its “when” hold.",
    "link": "{Name} is never made: no answers make its “when” hold.",
    "route": "{Name} is never taken: no answers make its “when” hold.",
    "next": "{Name} is never shown: no answers make its “when” hold.",
}
ALWAYS = {
    "page": "The “when” of {name} always holds: leave it out.",
    "shown": "The “show_when” of {name} always holds: leave it out.",
    "exit": "{Name} is taken whatever is answered on its page.",
    "flag": "{Name} is raised by every report: it would say nothing.",
}


def check_reach(subject: Subject, explorer: Explorer) -> Iterator[Fault]:
    """Guards that never hold, guards that always do, and services that nobody can send."""
    for use in subject.uses:
        if use.purpose != "condition":
            never = list(_never(subject, explorer, use))
            yield from never or _always(subject, explorer, use)
    yield from _sending(subject, explorer)


def goal_at(use: Use, conditions: tuple[Any, ...], explorer: Explorer) -> Goal:
    """That all these conditions hold where one is used."""
    logic = explorer.logic

    def truth(scope: Scope, clock: int) -> Truth:
        return negated(any_of(lambda c: negated(logic.value(c, scope, clock)), conditions))

    return placed(use, conditions, truth)


def placed(use: Use, conditions: tuple[Any, ...], truth: Any) -> Goal:
    """A goal at the place where a condition is used."""
    on = (use.paged,) if use.paged is not None and use.purpose in ("shown", "exit") else ()
    return Goal(conditions, truth, use.before, on, use.item)


def named(sentence: str, use: Use) -> str:
    """A sentence with the name of what uses the condition."""
    return sentence.format(name=use.name, Name=use.name[:1].upper() + use.name[1:])


def _never(subject: Subject, explorer: Explorer, use: Use) -> Iterator[Fault]:
    outcome = explorer.find(goal_at(use, (use.condition, *_earlier(use)), explorer))
    if outcome == "none":
        yield subject.error(use.path, named(NEVER[use.purpose], use))
    elif outcome == "unproven":
        yield subject.warning(
            use.path,
            named(
                "Not proven: {name} may never come about; there are too many answers to try.", use
            ),
        )


def _earlier(use: Use) -> tuple[Any, ...]:
    """For an exit, that no exit above it on its page is taken first."""
    if use.purpose != "exit" or use.paged is None:
        return ()
    guards = use.paged.page.exits
    place = next(n for n, guard in enumerate(guards) if guard.when is use.condition)
    return tuple(Not.model_validate({"not": guard.when}) for guard in guards[:place])


def _always(subject: Subject, explorer: Explorer, use: Use) -> Iterator[Fault]:
    if use.purpose not in ALWAYS or (use.purpose == "flag" and use.item is not None):
        return

    def fails(scope: Scope, clock: int) -> Truth:
        return negated(explorer.logic.value(use.condition, scope, clock))

    if explorer.find(placed(use, (use.condition,), fails)) == "none":
        yield subject.warning(use.path, named(ALWAYS[use.purpose], use))


def _sending(subject: Subject, explorer: Explorer) -> Iterator[Fault]:
    goal = Goal((), lambda scope, clock: True, finals=True)
    if explorer.find(goal) == "none":
        yield subject.error(
            subject.finals[0].path, "Nothing can be sent: every path ends in a final exit."
        )
