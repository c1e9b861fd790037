"""The POLE record: people, objects, locations, events and their links, made from answers.

POLE is the way British police records are built. The record names, for every attribute, the
question that filled it, so that an officer can always see where a fact came from.
"""

from datetime import datetime
from typing import Any

from doitonline.definitions.conditions import Answers, Scope, compiled
from doitonline.definitions.plan import Plan
from doitonline.definitions.schema import Made

ITEM = "item."


def record(plan: Plan, on_path: Answers, now: datetime) -> dict[str, Any]:
    """The record as JSON: `{"entries": [...]}`, in the order of the definition.

    `on_path` is the answers on the path, as `Journey.on_path` has them. An entry that would hold
    no answer is left out, and so are links to it.
    """
    scope = Scope(on_path, now, None, plan.named)
    entries: list[dict[str, Any]] = []
    for made in plan.service.record:
        if made.for_each is None:
            entries += _entries(made, scope, None)
            continue
        for item in on_path.get(made.for_each) or ():
            entries += _entries(made, scope.within(item), item["id"])
    return {"entries": [_linked(entry, entries) for entry in entries]}


def _entries(made: Made, scope: Scope, item: str | None) -> list[dict[str, Any]]:
    if made.when is not None and not compiled(made.when)(scope):
        return []
    attributes = _attributes(made, scope, item)
    if not attributes and not made.fixed and made.set:
        return []
    links = [
        {"as": link.as_, "to": link.to}
        for link in made.link
        if link.when is None or compiled(link.when)(scope)
    ]
    return [
        {
            "id": made.id, "item": item, "make": made.make, "role": made.role,
            "attributes": attributes, "links": links,
        }
    ]  # fmt: skip


def _attributes(made: Made, scope: Scope, item: str | None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"attribute": key, "question": None, "item": item, "value": value}
        for key, value in made.fixed.items()
    ]
    for key, sources in made.set.items():
        for source in (sources,) if isinstance(sources, str) else sources:
            inside = source.startswith(ITEM)
            question = source.removeprefix(ITEM)
            value = (scope.item or {}).get(question) if inside else scope.answers.get(question)
            if value is not None:
                found.append(
                    {
                        "attribute": key, "question": question,
                        "item": item if inside else None, "value": value,
                    }
                )  # fmt: skip
    return found


def _linked(entry: dict[str, Any], entries: list[dict[str, Any]]) -> dict[str, Any]:
    links = []
    for link in entry["links"]:
        targets = [other for other in entries if other["id"] == link["to"]]
        same = [t for t in targets if t["item"] is not None and t["item"] == entry["item"]]
        links += [
            {"as": link["as"], "to": target["id"], "to_item": target["item"]}
            for target in same or targets
        ]
    return {**entry, "links": links}
