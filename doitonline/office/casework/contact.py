"""How a person may be reached without harm: read before anybody picks up the telephone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from doitonline.definitions.plan import Plan
from doitonline.definitions.pole import vocabulary
from doitonline.definitions.texts import Fill
from doitonline.office.casework.pole import Fact, facts, named

REACHING: Final = frozenset({"phone", "email", "address", "details", "place"})
FIRST: Final = ("reporter", "professional", "contact", "victim")


@dataclass(frozen=True, slots=True)
class Reach:
    """One person who may be contacted: the ways to them, and what must be heeded."""

    name: str
    role: str
    role_words: str
    ways: list[Fact] = field(default_factory=list)
    care: list[Fact] = field(default_factory=list)


def reaches(plan: Plan, record: Mapping[str, Any], fill: Fill) -> list[Reach]:
    """The people of the record who reported or may be contacted, who reported first."""
    found = []
    for entry in record["entries"]:
        if entry["make"] != "person" or entry["role"] not in FIRST:
            continue
        every = facts(plan, entry, fill)
        name = named(every, ("name", "details", "org.name"))
        ways = [fact for fact in every if fact.attribute in REACHING]
        care = [fact for fact in every if fact.care == "contact"]
        if ways or care:
            role = entry["role"]
            found.append(Reach(name, role, vocabulary().role(role).label, ways, care))
    return sorted(found, key=lambda reach: FIRST.index(reach.role))
