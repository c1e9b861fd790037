"""The compiler's checks: what a schema cannot say of a service, each fault a sentence."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from doitonline.definitions.faults import Fault
from doitonline.definitions.reading import Read
from doitonline.definitions.schema import Service


@dataclass(frozen=True)
class Known:
    """What a service may refer to that is not its own."""

    placeholders: frozenset[str]
    """The keys that the force can fill in texts: `force.name`, `value.draft_days`, …"""
    signposts: frozenset[str]


Check = Callable[[Service, Read, Known], Iterable[Fault]]
CHECKS: tuple[Check, ...] = ()


def check(service: Service, read: Read, known: Known) -> tuple[Fault, ...]:
    """Every fault that any check finds."""
    return tuple(fault for each in CHECKS for fault in each(service, read, known))
