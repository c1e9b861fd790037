"""What a goal depends on: the questions it reads, and what decides whether they are asked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from doitonline.definitions.checking.logic import Logic, Truth, read_by
from doitonline.definitions.checking.subject import Spot, Subject
from doitonline.definitions.checking.uses import END, Paged
from doitonline.definitions.conditions import Asked, Ruled, Scope
from doitonline.definitions.plan import EXIT


@dataclass(frozen=True)
class Goal:
    """Something that answers are sought for: that a condition holds where it is used."""

    conditions: tuple[Any, ...]
    """What decides it."""
    truth: Callable[[Scope, int], Truth]
    """Whether it is reached, as far as is known at a position."""
    before: int = END
    on: tuple[Paged, ...] = ()
    """The pages that must be on the path."""
    item: str | None = None
    """The list in one of whose items it is held."""
    finals: bool = False
    """Whether every final exit matters, not only those that depend on the same questions."""


@dataclass
class Concern:
    """Everything that a goal depends on, and the claims by which its answers can be told apart."""

    subject: Subject
    logic: Logic
    goal: Goal
    spots: dict[str, Spot] = field(default_factory=dict)
    pages: dict[str, Paged] = field(default_factory=dict)
    exits: dict[str, Paged] = field(default_factory=dict)
    passed: set[str] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)
    claims: dict[str, dict[int, Any]] = field(default_factory=dict)
    _seen: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        for condition in self.goal.conditions:
            self.condition(condition)
        for paged in self.goal.on:
            self.page(paged)
        if self.goal.item is not None:
            self.page(self.subject.lists[self.goal.item][0])
        while self._final_exits():
            pass

    def condition(self, condition: Any) -> None:
        """Adds what a condition reads."""
        if condition is None or id(condition) in self._seen:
            return
        self._seen.add(id(condition))
        for claim in self.logic.leaves(condition):
            if isinstance(claim, Asked | Ruled):
                for key in read_by(claim):
                    self.claims.setdefault(key, {})[id(claim)] = claim
        for read in self.subject.reads(condition):
            if read.what == "list":
                self.lists.add(read.id)
                self.page(self.subject.lists[read.id][0])
            else:
                self.question(read.id)

    def question(self, key: str) -> None:
        """Adds a question, its page, and what decides whether it is asked."""
        if key.startswith(EXIT):
            self.exit(key)
        elif key not in self.spots:
            spot = self.subject.spots[key]
            self.spots[key] = spot
            self.page(spot.paged)
            self.condition(spot.question.show_when)

    def exit(self, key: str) -> None:
        """Adds a soft exit that may have been passed, with the pages that lead to it."""
        if key not in self.passed:
            self.passed.add(key)
            for paged in self.subject.pages:
                if any(EXIT + guard.to == key for guard in paged.page.exits):
                    self.ways_out(paged)

    def page(self, paged: Paged) -> None:
        """Adds a page and what decides whether it is on the path."""
        if paged.page.id in self.pages:
            return
        self.pages[paged.page.id] = paged
        self.condition(paged.page.when)
        if paged.group is not None and paged.list is not None:
            self.page(self.subject.lists[paged.list][0])

    def ways_out(self, paged: Paged) -> None:
        """Adds the exits of a page."""
        if paged.page.id not in self.exits:
            self.exits[paged.page.id] = paged
            self.page(paged)
            for guard in paged.page.exits:
                self.condition(guard.when)

    @property
    def read(self) -> frozenset[str]:
        """The questions, passed exits and lists that decide whether the goal is reached."""
        item = () if self.goal.item is None else (self.goal.item,)
        return frozenset((*self.spots, *self.passed, *self.lists, *item))

    def _final_exits(self) -> bool:
        """Adds the final exits that depend on the same questions; whether there was one to add.

        One that depends on other questions can be kept away from whatever else is answered.
        """
        added = False
        for paged in self.subject.finals:
            inside = paged.list is not None and paged.list != self.goal.item
            if paged.page.id in self.exits or paged.end >= self.goal.before or inside:
                continue
            if self.goal.finals or not self.read.isdisjoint(self._behind(paged)):
                self.ways_out(paged)
                added = True
        return added

    def _behind(self, paged: Paged) -> frozenset[str]:
        """Everything on which the exits of a page depend."""
        known = self.logic.behind
        if paged.page.id not in known:
            conditions = tuple(guard.when for guard in paged.page.exits)
            goal = Goal(conditions, lambda scope, clock: None, 0, (paged,), paged.list)
            known[paged.page.id] = Concern(self.subject, self.logic, goal).read
        return known[paged.page.id]
