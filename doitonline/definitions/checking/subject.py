"""A service under examination: where everything of it stands, and what each condition reads."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from doitonline.definitions.checking.reads import Reading, reads_of
from doitonline.definitions.checking.uses import Paged, Use, guards, named, one_of, outcomes
from doitonline.definitions.faults import Fault
from doitonline.definitions.plan import EXIT, every_page
from doitonline.definitions.reading import Path_, Read
from doitonline.definitions.schema import Question, Service


@dataclass(frozen=True)
class Known:
    """What a service may refer to that is not its own."""

    placeholders: frozenset[str]
    """The keys that the force can fill in texts: `force.name`, `value.draft_days`, …"""
    signposts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Spot:
    """A question where it stands."""

    question: Question
    paged: Paged
    path: Path_
    position: int

    @property
    def list(self) -> str | None:
        """The repeating group that asks it."""
        return self.paged.list


class Subject:
    """A service with what the checks ask of it, each thing worked out once."""

    def __init__(
        self, service: Service, read: Read, known: Known, previous: Service | None = None
    ) -> None:
        self.service, self.read, self.known, self.previous = service, read, known, previous
        self._reads: dict[str, frozenset[Reading]] = {}
        self._read_by: dict[int, tuple[Any, frozenset[Reading]]] = {}

    def error(self, path: Path_, sentence: str) -> Fault:
        """A fault that stops publication."""
        return Fault("error", self.read.place(path), sentence)

    def warning(self, path: Path_, sentence: str) -> Fault:
        """A fault that does not."""
        return Fault("warning", self.read.place(path), sentence)

    @cached_property
    def pages(self) -> list[Paged]:
        """Every page, those of a repeating group after it, with its positions."""
        found, clock, outer, inner = [], 0, -1, 0
        for page, group in every_page(self.service):
            outer, inner = (outer + 1, 0) if group is None else (outer, inner + 1)
            path: Path_ = ("pages", outer)
            if group is not None:
                path = (*path, "pages", inner - 1)
            repeat = page.repeat or (group.repeat if group else None)
            start, clock = clock + 1, clock + len(page.questions) + 3
            found.append(
                Paged(page, group, repeat.list_ if repeat else None, path, start, clock - 1)
            )
        return found

    @cached_property
    def every_spot(self) -> list[Spot]:
        """Every question where it is asked, doubled ones too."""
        return [
            Spot(question, paged, (*paged.path, "questions", n), paged.start + 1 + n)
            for paged in self.pages
            for n, question in enumerate(paged.page.questions)
        ]

    @cached_property
    def spots(self) -> dict[str, Spot]:
        """A question's spot by its id; of a doubled id the first."""
        found: dict[str, Spot] = {}
        for spot in self.every_spot:
            found.setdefault(spot.question.id, spot)
        return found

    @cached_property
    def lists(self) -> dict[str, tuple[Paged, int]]:
        """A repeating group by its list, with the position at which the list is whole."""
        found: dict[str, tuple[Paged, int]] = {}
        for paged in self.pages:
            if paged.page.repeat is not None:
                found.setdefault(paged.page.repeat.list_, (paged, paged.end))
            elif paged.group is not None and paged.list in found:
                found[paged.list] = (found[paged.list][0], paged.end)
        return found

    @cached_property
    def passed(self) -> dict[str, int]:
        """The soft exits, as `exit.<id>`, with the position from which each may be read."""
        found: dict[str, int] = {}
        for paged in self.pages:
            for guard in paged.page.exits:
                exit_ = self.service.exits.get(guard.to)
                if exit_ is not None and exit_.soft is not None:
                    found.setdefault(EXIT + guard.to, paged.end)
        return found

    @cached_property
    def finals(self) -> list[Paged]:
        """The pages that may lead to a final exit."""
        exits = self.service.exits
        return [
            paged
            for paged in self.pages
            if any(guard.to in exits and not exits[guard.to].soft for guard in paged.page.exits)
        ]

    @cached_property
    def readable(self) -> frozenset[str]:
        """Everything that a condition or the record may call a question."""
        exits = (EXIT + key for key, exit_ in self.service.exits.items() if exit_.soft)
        return frozenset((*self.spots, *exits))

    def reads(self, condition: Any) -> frozenset[Reading]:
        """What a condition reads, named conditions followed (a cycle of them only once round)."""
        key = id(condition)
        if key not in self._read_by:
            found = reads_of(condition, self.service.conditions, self._reads)
            self._read_by[key] = (condition, found)
        return self._read_by[key][1]

    @cached_property
    def uses(self) -> list[Use]:
        """Every condition where it is used; the named ones as they are defined come first."""
        places = self.read.places
        return [*named(self.service), *guards(self.pages, places), *outcomes(self.service, places)]

    def exit_path(self, paged: Paged, number: int) -> Path_:
        """Where one of a page's exits is written."""
        return one_of((*paged.path, "exit"), number, self.read.places)

    def link_path(self, entry: int, number: int) -> Path_:
        """Where one of a record entry's links is written."""
        return one_of(("record", entry, "link"), number, self.read.places)
