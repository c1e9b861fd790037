"""From a service's folder to its compiled form: the tree as JSON, its hash, and every fault."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from doitonline.definitions.checking import Known, check
from doitonline.definitions.checking.sentences import faults_of
from doitonline.definitions.faults import Fault
from doitonline.definitions.plan import Plan
from doitonline.definitions.reading import read_folder
from doitonline.definitions.schema import Service


@dataclass(frozen=True)
class Compiled:
    """A service after compiling. `plan` is None where the faults leave nothing to walk."""

    slug: str
    plan: Plan | None
    tree: dict[str, Any]
    source: dict[str, str]
    hash: str
    faults: tuple[Fault, ...]

    @property
    def publishable(self) -> bool:
        """Whether there is no error; warnings do not stop publication."""
        return self.plan is not None and not any(f.severity == "error" for f in self.faults)


def compile_folder(folder: Path, known: Known, previous: Service | None = None) -> Compiled:
    """Reads, checks and compiles the service in a folder. Every fault is listed, none raised.

    With the version published before it, what changed since is checked too.
    """
    read = read_folder(folder)
    try:
        service = Service.model_validate(read.tree)
    except ValidationError as error:
        faults = (*read.faults, *faults_of(error, read))
        return Compiled(folder.name, None, {}, read.source, "", sorted_faults(faults))
    checked = check(service, read, known, previous)
    plan = Plan(service) if checked.sound else None
    tree, faults = tree_of(service), sorted_faults((*read.faults, *checked.faults))
    return Compiled(service.service, plan, tree, read.source, hash_of(tree), faults)


def tree_of(service: Service) -> dict[str, Any]:
    """The compiled form: JSON from which `Plan.read` makes the same service again."""
    tree: dict[str, Any] = service.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return tree


def hash_of(tree: dict[str, Any]) -> str:
    """SHA-256 of the compiled form, in hexadecimal: what a version is known by.

    Keys keep their order, because the order of options and sections is what people see.
    """
    text = json.dumps(tree, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def sorted_faults(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """Errors before warnings, each by file and line, none twice."""
    unique = dict.fromkeys(faults)
    return tuple(sorted(unique, key=lambda f: (f.severity, f.place, f.sentence)))
