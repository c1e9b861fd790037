"""What is wrong with a definition: a sentence that a designer understands, with file and line."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file of the service."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Fault:
    """An error, which stops publication; or a warning, which does not."""

    severity: Literal["error", "warning"]
    place: Place
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.severity}: {self.sentence}"
