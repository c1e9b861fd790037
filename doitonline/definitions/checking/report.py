"""What `doitonline check` prints: the faults of each service, counted and timed."""

from collections.abc import Iterable, Mapping
from os.path import normpath
from pathlib import Path
from time import perf_counter
from typing import TextIO

from doitonline.definitions.checking.subject import Known
from doitonline.definitions.compiling import Compiled, compile_folder
from doitonline.definitions.law import impact_assessment, record_of_processing
from doitonline.definitions.schema import Service

WRITTEN = "service.yaml"


def report(
    paths: Iterable[Path],
    known: Known,
    out: TextIO,
    *,
    law: bool = False,
    previous: Mapping[str, Service] | None = None,
) -> int:
    """Checks the services in these folders and prints every fault. 1 where there is an error.

    A path is a service's folder or a folder of services. With `law`, the record of processing and
    the draft of the impact assessment of each service follow. `previous` holds the versions that
    are published now, by slug: with them, changes are checked too.
    """
    started, failed, checked = perf_counter(), False, 0
    for folder in folders(paths):
        before = perf_counter()
        compiled = compile_folder(folder, known, (previous or {}).get(folder.name))
        _print(out, folder, compiled, perf_counter() - before)
        failed |= not compiled.publishable
        checked += 1
        if law and compiled.plan is not None:
            service = compiled.plan.service
            out.write(f"\n{record_of_processing(service)}\n{impact_assessment(service)}\n")
    if not checked:
        out.write(f"No {WRITTEN} was found in {', '.join(map(str, paths)) or 'nothing'}.\n")
        return 1
    services = "service" if checked == 1 else "services"
    out.write(f"{checked} {services} checked in {perf_counter() - started:.2f} s.\n")
    return int(failed)


def folders(paths: Iterable[Path]) -> list[Path]:
    """The services' folders: those given, and those inside the folders given."""
    found: dict[Path, None] = {}
    for path in paths:
        if (path / WRITTEN).is_file():
            found[path] = None
        else:
            found |= {file.parent: None for file in sorted(path.glob(f"*/{WRITTEN}"))}
    return list(found)


def _print(out: TextIO, folder: Path, compiled: Compiled, seconds: float) -> None:
    errors = sum(fault.severity == "error" for fault in compiled.faults)
    warnings = len(compiled.faults) - errors
    out.write(f"{compiled.slug}: {counted(errors, 'error')}, {counted(warnings, 'warning')}")
    out.write(f", {seconds:.2f} s\n")
    for fault in compiled.faults:
        file = normpath(folder / fault.place.file)
        out.write(f"  {file}:{fault.place.line}: {fault.severity}: {fault.sentence}\n")


def counted(number: int, noun: str) -> str:
    """A number with its noun: “no errors”, “1 error”, “2 errors”."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
