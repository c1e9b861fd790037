"""The table of an audit, and its summary."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Self

from bs4 import BeautifulSoup

from tests.browser.axe import AXE, WCAG
from tests.browser.looking import Window, wrong_by_rules
from tests.browser.rounds import LONDON
from tests.browser.shapes import shape_of
from tests.browser.visiting import Fetched

COLUMNS = ("where", "page", "state", "width", "status", "shape", "seconds", "faults")


class Table:
    """Opens pages in its windows and writes a row for each; the summary when all are written."""

    def __init__(self, folder: Path, chromium: str) -> None:
        self.folder, self.chromium = folder, chromium
        self.windows: list[Window] = []
        self.faults: list[str] = []
        self.begun, self.rows = monotonic(), 0
        self.pages: dict[str, set[tuple[str, str]]] = {}
        self.shapes: dict[str, set[str]] = {}
        self.opened: Counter[str] = Counter()

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
        self.file.close()
        if kind is None:
            (self.folder / "summary.md").write_text("\n".join(self.summary()), encoding="utf-8")

    def add(self, where: str, page: str, state: str, fetched: Fetched, says: str = "") -> None:
        """A page in one state: looked at by the rules, and opened in every window."""
        soup = BeautifulSoup(fetched.html, "html.parser")
        shape, by_rules = shape_of(soup), wrong_by_rules(fetched, soup, says)
        self.pages.setdefault(where, set()).add((page, state))
        self.shapes.setdefault(where, set()).add(shape)
        for window in self.windows:
            began = monotonic()
            found = [*by_rules, *window.faults(fetched)]
            seconds = f"{monotonic() - began:.2f}"
            self._write(
                (where, page, state, str(window.width), str(fetched.status), shape, seconds,
                 " | ".join(found))
            )  # fmt: skip
            self.opened[where] += 1
            self.faults += [f"{where}: {page}: {state}: {window.width}: {one}" for one in found]

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
