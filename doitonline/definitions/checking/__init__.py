"""The compiler's checks: what a schema cannot say of a service, each fault a sentence."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from doitonline.definitions.checking.absence import check_absence
from doitonline.definitions.checking.claims import check_claims
from doitonline.definitions.checking.explore import Explorer
from doitonline.definitions.checking.ids import check_ids
from doitonline.definitions.checking.lawful import check_law
from doitonline.definitions.checking.mapping import check_mapping
from doitonline.definitions.checking.migrating import check_migrating
from doitonline.definitions.checking.order import check_order
from doitonline.definitions.checking.reach import check_reach
from doitonline.definitions.checking.references import check_references
from doitonline.definitions.checking.required import check_required
from doitonline.definitions.checking.settings import check_settings
from doitonline.definitions.checking.shape import check_shape
from doitonline.definitions.checking.subject import Known, Subject
from doitonline.definitions.checking.wording import check_wording
from doitonline.definitions.faults import Fault
from doitonline.definitions.reading import Read
from doitonline.definitions.schema import Service

__all__ = ["Checked", "Known", "check"]

Check = Callable[[Subject], Iterable[Fault]]
Proof = Callable[[Subject, Explorer], Iterable[Fault]]
SOUND: tuple[Check, ...] = (check_ids, check_references, check_order, check_claims, check_shape)
"""What must be in order before anything can be walked."""
CHECKS: tuple[Check, ...] = (check_wording, check_law, check_mapping, check_migrating)
PROOFS: tuple[Proof, ...] = (check_reach, check_absence, check_required)


@dataclass(frozen=True)
class Checked:
    """What the checks found. Where it is not `sound`, the service cannot be walked."""

    faults: tuple[Fault, ...]
    sound: bool


def check(service: Service, read: Read, known: Known, previous: Service | None = None) -> Checked:
    """Every fault that any check finds. `previous` is the version published before, if any.

    What can be reached is proven only once every reference is sound and every question can be
    answered: until then there would be many faults for one cause.
    """
    subject = Subject(service, read, known, previous)
    faults = [fault for each in SOUND for fault in each(subject)]
    sound = not any(fault.severity == "error" for fault in faults)
    faults += check_settings(subject)
    answerable = not any(fault.severity == "error" for fault in faults)
    faults += [fault for each in CHECKS for fault in each(subject)]
    if answerable:
        explorer = Explorer(subject)
        faults += [fault for proof in PROOFS for fault in proof(subject, explorer)]
    return Checked(tuple(faults), sound)
