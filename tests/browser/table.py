"""The table of an audit, and its summary."""

import json
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Self

from tests.browser.axe import AXE, WCAG
from tests.browser.looking import Look, Looker
from tests.browser.openers import NARROW, WIDE, Openers
from tests.browser.rounds import LONDON
from tests.browser.visiting import Fetched

COLUMNS = ("where", "page", "state", "width", "status", "shape", "seconds", "faults")


@dataclass(frozen=True)
class Row:
    """A page in one state, which is being looked at."""

    where: str
    page: str
    state: str
    status: int
    look: Look


class Table:
    """Has every page opened at both widths, and writes a row for each; at the end the summary."""

    def __init__(self, folder: Path, openers: Openers, chromium: str) -> None:
        self.folder, self.chromium = folder, chromium
        self.looker = Looker(openers, (NARROW, WIDE), every_page=True)
        self.faults: list[str] = []
        self.begun = monotonic()
        self.pages: dict[str, set[tuple[str, str]]] = {}
        self.shapes: dict[str, set[str]] = {}
        self.opened: Counter[str] = Counter()
        self.waiting: deque[Row] = deque()

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.file = (self.folder / "table.tsv").open("w", encoding="utf-8")
        self._write(COLUMNS)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._write_rows(to_the_end=True)
            (self.folder / "summary.md").write_text("\n".join(self.summary()), encoding="utf-8")
        self.file.close()

    def add(self, where: str, page: str, state: str, fetched: Fetched, says: str = "") -> None:
        """A page in one state: looked at by the rules, and opened at both widths."""
        row = Row(where, page, state, fetched.status, self.looker.look(fetched, says))
        self.pages.setdefault(where, set()).add((page, state))
        self.shapes.setdefault(where, set()).add(row.look.shape)
        self.waiting.append(row)
        self._write_rows(to_the_end=False)

    def _write_rows(self, to_the_end: bool) -> None:
        while self.waiting:
            row = self.waiting[0]
            if not to_the_end and not all(one.done() for one in row.look.opened.values()):
                return
            self.waiting.popleft()
            for width, future in row.look.opened.items():
                opened = future.result()
                found = [*row.look.by_rules, *opened.faults]
                self._write(
                    (row.where, row.page, row.state, str(width), str(row.status), row.look.shape,
                     f"{opened.seconds:.2f}", " | ".join(found))
                )  # fmt: skip
                self.opened[row.where] += 1
                place = f"{row.where}: {row.page}: {row.state}: {width}"
                self.faults += [f"{place}: {fault}" for fault in found]

    def _write(self, cells: tuple[str, ...]) -> None:
        clean = ("".join(c if c.isprintable() else " " for c in cell) for cell in cells)
        self.file.write("\t".join(clean) + "\n")
        self.file.flush()

    def summary(self) -> Iterator[str]:
        """What was looked at, with what, and what was found."""
        version = json.loads((AXE.parent / "package.json").read_text())["version"]
        yield "# Audit of every page in every state\n"
        yield f"Ended {datetime.now(LONDON):%-d %B %Y at %H:%M}, after {self._minutes()} minutes."
        yield f"axe-core {version} ({', '.join(WCAG)}) in Chromium {self.chromium}.\n"
        yield "| where | pages | states | shapes | openings |"
        yield "|---|---|---|---|---|"
        for where, states in self.pages.items():
            names = len({page for page, _ in states})
            counts = (names, len(states), len(self.shapes[where]), self.opened[where])
            yield f"| {where} | {' | '.join(f'{count:,}' for count in counts)} |"
        yield f"\nFaults: {len(self.faults)}.\n"
        yield from (f"- {fault}" for fault in self.faults)

    def _minutes(self) -> int:
        return round((monotonic() - self.begun) / 60)
