"""How a person may be reached without harm: read before anybody picks up the telephone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from doitonline.definitions.plan import Plan
from doitonline.definitions.texts import Fill
from doitonline.office.casework.pole import Fact, facts

REACHING: Final = frozenset({"phone", "email", "address", "details", "place"})
FIRST: Final = ("reporter", "professional", "contact", "victim")


@dataclass(frozen=True, slots=True)
class Reach:
    """One person who may be contacted: the ways to them, and what must be heeded."""

    name: str
    role: str
    ways: list[Fact] = field(default_factory=list)
    care: list[Fact] = field(default_factory=list)


def reaches(plan: Plan, record: Mapping[str, Any], fill: Fill) -> list[Reach]:
    """The people of the record who reported or may be contacted, who reported first."""
    found = []
    for entry in record["entries"]:
        if entry["make"] != "person" or entry["role"] not in FIRST:
            continue
        every = facts(plan, entry, fill)
        name = next((f.words[0] for f in every if f.attribute in ("name", "details")), "")
        ways = [fact for fact in every if fact.attribute in REACHING]
        care = [fact for fact in every if fact.care == "contact"]
        if ways or care:
            found.append(Reach(name, entry["role"], ways, care))
    return sorted(found, key=lambda reach: FIRST.index(reach.role))
