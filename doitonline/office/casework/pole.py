"""The record on the officer's screen: people, objects, locations and events, with their links."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from doitonline.definitions.messages import dont_know_words
from doitonline.definitions.plan import EXIT, Plan
from doitonline.definitions.pole import Attribute, RecordClass, UnknownWord, vocabulary
from doitonline.definitions.texts import Fill
from doitonline.office.casework.wording import answer_words

CLASSES: Final = ("person", "object", "location", "event")
# Never shown back, or kept apart from the record; how to reach somebody has a panel of its own.
NOT_HERE: Final = frozenset({"secret", "apart", "contact"})
KIND: Final = "kind"  # its words are the entry's title
NAMING: Final = ("name", "details", "org.name", "alias", "type", "where", "address", "desc")


@dataclass(frozen=True, slots=True)
class Fact:
    """An attribute in words, and the question that filled it."""

    attribute: str
    label: str
    words: list[str]
    care: str | None = None


@dataclass(slots=True)
class Entry:
    """One person, object, location or event."""

    key: tuple[str, str | None]
    title: str
    facts: list[Fact] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Group:
    """All of one class."""

    title: str
    entries: list[Entry]


def groups(plan: Plan, record: Mapping[str, Any], fill: Fill) -> list[Group]:
    """The record grouped by class, in the order in which officers read it."""
    entries = record["entries"]
    shown = {_key(entry): _entry(plan, entry, fill) for entry in entries}
    for entry in entries:
        shown[_key(entry)].links = list(_links(entry, shown))
    found = []
    for name in CLASSES:
        of_class = [entry for entry in entries if entry["make"] == name]
        if of_class:
            in_order = [shown[_key(entry)] for entry in sorted(of_class, key=_importance)]
            found.append(Group(vocabulary().record_class(name).plural, in_order))
    return found


def _importance(entry: Mapping[str, Any]) -> int:
    """Victims first, then who reports, suspects and witnesses: the order of the vocabulary."""
    roles = list(vocabulary().roles)
    return roles.index(entry["role"]) if entry["role"] in roles else len(roles)


def facts(plan: Plan, entry: Mapping[str, Any], fill: Fill) -> list[Fact]:
    """Every fact of an entry, in the vocabulary's order, whatever care it needs."""
    of_class = vocabulary().record_class(entry["make"])
    order = list(of_class.attributes)
    made = [_fact(plan, of_class, raw, fill) for raw in entry["attributes"]]
    known = [fact for fact in made if fact is not None]
    return sorted(known, key=lambda fact: _rank(order, fact.attribute))


def named(every: list[Fact], attributes: Iterable[str]) -> str:
    """What an entry is called: the first of these attributes that is known; empty if none is."""
    known = {fact.attribute: fact.words[0] for fact in reversed(every) if fact.words}
    words = (known.get(attribute, "") for attribute in attributes)
    return next((name for name in words if name and name != dont_know_words("en")), "")


def _rank(order: list[str], attribute: str) -> int:
    return order.index(attribute) if attribute in order else len(order)


def _key(entry: Mapping[str, Any]) -> tuple[str, str | None]:
    return entry["id"], entry["item"]


def _entry(plan: Plan, entry: Mapping[str, Any], fill: Fill) -> Entry:
    of_class = vocabulary().record_class(entry["make"])
    every = facts(plan, entry, fill)
    role = _role_words(entry, of_class)
    name = named(every, NAMING)
    title = f"{role}: {name}" if name else role
    said = [fact for fact in every if fact.care not in NOT_HERE and fact.attribute != KIND]
    return Entry(_key(entry), title, said)


def _role_words(entry: Mapping[str, Any], of_class: RecordClass) -> str:
    if entry["role"]:
        try:
            return vocabulary().role(entry["role"]).label
        except UnknownWord:
            return str(entry["role"])
    for raw in entry["attributes"]:
        if raw["attribute"] == KIND and raw["value"] in of_class.kinds:
            return of_class.kinds[raw["value"]]
    return of_class.label


def _fact(plan: Plan, of_class: RecordClass, raw: Mapping[str, Any], fill: Fill) -> Fact | None:
    name = raw["attribute"]
    attribute = of_class.attributes.get(name) or Attribute(name, "text", _plain(name))
    words = _words(plan, of_class, raw, fill)
    return Fact(name, attribute.label, words, attribute.care) if words else None


def _words(plan: Plan, of_class: RecordClass, raw: Mapping[str, Any], fill: Fill) -> list[str]:
    question, value = raw["question"], raw["value"]
    if question is None:
        return [of_class.kinds.get(value, _plain(str(value)))]
    if question.startswith(EXIT):
        left = plan.service.exits.get(question.removeprefix(EXIT))
        return [left.title.said("en", fill)] if left else []
    if question not in plan.placed:
        return [str(value)]
    return answer_words(plan.question(question), value, fill)


def _links(
    entry: Mapping[str, Any], shown: Mapping[tuple[str, str | None], Entry]
) -> Iterable[str]:
    for link in entry["links"]:
        other = shown.get((link["to"], link["to_item"]))
        if other is None:
            continue
        try:
            label = vocabulary().link(link["as"]).label
        except UnknownWord:
            label = _plain(link["as"])
        yield f"{label} – {other.title}"


def _plain(name: str) -> str:
    return name.replace("_", " ").replace(".", " ").capitalize()
