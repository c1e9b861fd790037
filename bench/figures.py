"""Figures in a column, each with its goal where it has one."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One thing measured. With a goal, the value should be at most that."""

    name: str
    value: float
    unit: str = ""
    goal: float | None = None
    digits: int = 2

    def line(self) -> str:
        """As it is printed."""
        said = f"{self.name:<52}{self.value:>10,.{self.digits}f} {self.unit:<10}"
        if self.goal is None:
            return said.rstrip()
        verdict = "met" if self.value <= self.goal else "MISSED"
        return f"{said} goal {self.goal:g}: {verdict}"


def show(title: str, figures: Iterable[Figure]) -> None:
    """Prints them under a title."""
    print(f"\n{title}")
    for figure in figures:
        print(f"  {figure.line()}", flush=True)
