"""A plain walk of a service, written for its plainness: the measure of the real, fast one."""

from dataclasses import dataclass, field
from typing import Any

from doitonline.definitions.conditions import Scope, compiled
from doitonline.definitions.schema import Page, Service
from tests.definitions.small import NOW


@dataclass
class Plain:
    """What a walk comes to: the names of its steps, the answers kept, what is still open."""

    steps: list[tuple[str, str, str | None, bool]] = field(default_factory=list)
    kept: dict[str, Any] = field(default_factory=dict)
    open: list[tuple[str, str | None]] = field(default_factory=list)
    ended: bool = False


def plainly(service: Service, given: dict[str, Any]) -> Plain:
    """Walks the pages in order, asking every condition anew each time it is come to."""
    walk = Plain()
    for page in service.pages:
        if walk.ended or not holds(service, page.when, walk.kept, None):
            continue
        if page.repeat is None:
            ask(service, walk, page, given, None)
        else:
            group(service, walk, page, given)
    return walk


def holds(service: Service, condition: Any, kept: dict[str, Any], item: Any) -> bool:
    """Whether a condition holds; the lack of one does."""
    named = {name: compiled(each) for name, each in service.conditions.items()}
    return condition is None or compiled(condition)(Scope(kept, NOW, item, named))


def ask(service: Service, walk: Plain, page: Page, given: Any, item: dict[str, Any] | None) -> None:
    """Asks one page, of everybody or of one item."""
    store = walk.kept if item is None else item
    name = None if item is None else item["id"]
    complete = True
    for question in page.questions:
        if holds(service, question.show_when, walk.kept, item):
            if question.id not in given:
                complete = False
                walk.open.append((question.id, name))
            elif given[question.id] is not None:
                store[question.id] = given[question.id]
    role = {"notice": "notice", "check": "check"}.get(page.kind, "ask")
    walk.steps.append((page.id, role, name, complete))
    lead_out(service, walk, page, item)


def lead_out(service: Service, walk: Plain, page: Page, item: dict[str, Any] | None) -> None:
    """Takes the first exit that holds, unless it was taken before."""
    for guard in page.exits:
        if holds(service, guard.when, walk.kept, item):
            name, exit_ = f"exit.{guard.to}", service.exits[guard.to]
            if name not in [step[0] for step in walk.steps]:
                passed = exit_.soft is not None and GIVEN.get(name) == "go_on"
                walk.steps.append((name, "exit", None, passed))
                walk.ended = exit_.soft is None
                if passed:
                    walk.kept[name] = "go_on"
            return


GIVEN: dict[str, Any] = {"exit.y": "go_on"}
"""The exits that every walk of a test passes."""


def group(service: Service, walk: Plain, page: Page, given: dict[str, Any]) -> None:
    """Asks a group of every item, then whether there are more."""
    repeat = page.repeat
    assert repeat is not None
    items: list[dict[str, Any]] = []
    walk.kept[repeat.list_] = items
    for answers in given.get(repeat.list_) or ():
        item = {"id": answers["id"]}
        items.append(item)
        for inner in page.item_pages:
            if inner is page or holds(service, inner.when, walk.kept, item):
                ask(service, walk, inner, answers, item)
                if walk.ended:
                    return
    no_more = given.get(f"{repeat.list_}.more") == "no"
    full = repeat.max is not None and len(items) >= repeat.max
    complete = len(items) >= repeat.min and (no_more or full)
    if complete and no_more:
        walk.kept[f"{repeat.list_}.more"] = "no"
    if not complete:
        walk.open.append((f"{repeat.list_}.more", None))
    walk.steps.append((page.id, "list", None, complete))
