"""What a list may show of a report: a few words of what happened, and the district."""

from collections.abc import Iterator
from typing import Any

from doitonline.definitions.kinds.parsing import in_words
from doitonline.definitions.plan import Plan
from doitonline.definitions.pole import vocabulary
from doitonline.force import Geography

LOCATED = ("place", "address")


def subject_of(plan: Plan, made: dict[str, Any]) -> str:
    """What happened, in the words of the choice that said so; else what the service is called.

    Only a choice is shown: a list never holds words that a person typed.
    """
    for entry in made["entries"]:
        if entry["make"] != "event":
            continue
        for fact in entry["attributes"]:
            if fact["attribute"] == "type" and fact["question"] in plan.placed:
                question = plan.question(fact["question"])
                if question.choices and (words := in_words(question, fact["value"])):
                    return words[0]
    return plan.service.title.within("en")


def district_of(made: dict[str, Any], geography: Geography) -> str:
    """The id of the district where it happened; empty where the record does not tell."""
    for value in _places(made):
        if not isinstance(value, dict):
            placement = geography.place_of(words=str(value))
        else:
            said = [value.get(part) for part in ("words", "line1", "line2", "town")]
            placement = geography.place_of(
                value.get("postcode") or None, " ".join(part for part in said if part)
            )
        if placement.district is not None:
            return placement.district.id
    return ""


def _places(made: dict[str, Any]) -> Iterator[Any]:
    """Where events happened first, then every other location."""
    entries = made["entries"]
    known = vocabulary().record_class("location").attributes
    scenes = {
        (link["to"], link["to_item"])
        for entry in entries
        if entry["make"] == "event"
        for link in entry["links"]
        if link["as"] == "happened_at"
    }
    locations = [entry for entry in entries if entry["make"] == "location"]
    locations.sort(key=lambda entry: (entry["id"], entry["item"]) not in scenes)
    for entry in locations:
        for fact in entry["attributes"]:
            attribute = known.get(fact["attribute"])
            if attribute is not None and attribute.type in LOCATED:
                yield fact["value"]
