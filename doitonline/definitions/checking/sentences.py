"""Sentences for what the schema refuses, with the file and line where it stands."""

from collections.abc import Iterator

from pydantic import ValidationError

from doitonline.definitions.faults import Fault
from doitonline.definitions.reading import Read


def faults_of(error: ValidationError, read: Read) -> Iterator[Fault]:
    """A fault for each thing that the schema refuses."""
    for each in error.errors(include_url=False):
        path = tuple(part for part in each["loc"] if (part,) != ("__root__",))
        yield Fault("error", read.place(path), f"{'.'.join(map(str, path))}: {each['msg']}.")
