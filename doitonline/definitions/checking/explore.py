"""Finding answers that reach a goal, or showing that there are none.

The questions that the goal depends on are answered in the order in which they are asked, so that
whether a page is on the path is always known when it is come to. A branch is left as soon as the
goal can no longer be reached in it.
"""

from collections.abc import Callable, Iterator
from itertools import combinations, pairwise
from typing import Any, Literal

from doitonline.definitions.checking.concern import Concern, Goal
from doitonline.definitions.checking.logic import Logic, read_by
from doitonline.definitions.checking.samples import MOMENT, Samples, samples
from doitonline.definitions.checking.subject import Spot, Subject
from doitonline.definitions.checking.uses import Paged
from doitonline.definitions.conditions import Asked, Count, Ruled, Scope, Some
from doitonline.definitions.plan import EXIT

Outcome = Literal["found", "none", "unproven"]
Node = tuple[int, Callable[[int], bool]]
TRIES = ((200, 0), (200, 1), (1_000, 2), (4_000, 0), (20_000, 1))
"""Steps after which a search is begun anew, trying the answers in another order: what one order
finds only after thousands of steps another often finds at once. After the last, what was sought is
“not proven”."""
MOST_ITEMS = 200


class Capped(Exception):
    """The search took too many steps."""


class Explorer:
    """Searches a service. Samples are worked out once for each question and set of claims."""

    def __init__(self, subject: Subject) -> None:
        self.subject, self.logic = subject, Logic(subject)
        self._samples: dict[tuple[str, tuple[int, ...]], Samples] = {}

    def find(self, goal: Goal) -> Outcome:
        """Whether answers that reach the goal exist."""
        concern = Concern(self.subject, self.logic, goal)
        for most, order in TRIES:
            search = Search(self, concern, most, order)
            try:
                if search.reaches(0):
                    return "found"
                return "none" if search.whole else "unproven"
            except Capped:
                continue
        return "unproven"

    def samples(self, spot: Spot, claims: dict[int, Any]) -> Samples:
        """The sample answers to a question that these claims read."""
        key = (spot.question.id, tuple(sorted(claims)))
        if key not in self._samples:
            self._samples[key] = samples(spot.question, tuple(claims.values()))
        return self._samples[key]


class Search:
    """One search: the nodes in the order of asking, and the answers given so far."""

    def __init__(self, explorer: Explorer, concern: Concern, most: int, order: int) -> None:
        self.explorer, self.logic, self.concern = explorer, explorer.logic, concern
        self.goal, self.most, self.order = concern.goal, most, order
        self.answers: dict[str, Any] = {}
        self.item: dict[str, Any] = {"id": "item"}
        self.scope = Scope(self.answers, MOMENT, self.item if self.goal.item else None)
        self.off: set[str] = set()
        self.must = {paged.page.id for paged in self.goal.on}
        if self.goal.item is not None:
            self.must.add(explorer.subject.lists[self.goal.item][0].page.id)
        self.steps, self.whole = 0, True
        self.nodes = sorted(self._nodes(), key=lambda node: node[0])
        self.telling = self._telling()

    def _nodes(self) -> Iterator[Node]:
        before = self.goal.before
        for paged in self.concern.pages.values():
            if paged.start < before and (paged.group is None or self._walked(paged)):
                yield paged.start, self._page_node(paged)
        for spot in self.concern.spots.values():
            if spot.position < before and self._walked(spot.paged):
                yield spot.position, self._question_node(spot)
        for paged in self.concern.exits.values():
            if paged.end < before and self._walked(paged):
                yield paged.end, self._exit_node(paged)
            elif paged.end < before:
                self.whole = False
        for listed in self.concern.lists:
            position = self.explorer.subject.lists[listed][1]
            if position < before:
                yield position, self._list_node(listed)

    def _walked(self, paged: Paged) -> bool:
        """Whether the questions of a page are walked by themselves, not as items of a list."""
        return paged.list is None or paged.list == self.goal.item

    def _telling(self) -> list[bool]:
        """By node: whether more is known there of what the goal itself reads than at the last."""
        reads = {read for c in self.goal.conditions for read in self.explorer.subject.reads(c)}
        known = sorted({self.logic.known_from(read) for read in reads})
        clocks = [-1, *(clock for clock, _ in self.nodes), self.goal.before]
        return [
            any(before <= position < clock for position in known)
            for before, clock in pairwise(clocks)
        ]

    def reaches(self, at: int) -> bool:
        """Whether the goal is reached from here. Leaves the answers as they were."""
        self.steps += 1
        if self.steps > self.most:
            raise Capped
        end = at == len(self.nodes)
        if end or self.telling[at]:
            clock = self.goal.before if end else self.nodes[at][0]
            truth = self.goal.truth(self.scope, clock)
            if end or truth is False:
                return truth is True
        return self.nodes[at][1](at)

    def _page_node(self, paged: Paged) -> Callable[[int], bool]:
        page, group = paged.page, paged.group

        def node(at: int) -> bool:
            on = group is None or group.id not in self.off
            if on and page.when is not None:
                on = bool(self.logic.value(page.when, self.scope, paged.start))
            if on:
                return self.reaches(at + 1)
            if page.id in self.must:
                return False
            self.off.add(page.id)
            reached = self.reaches(at + 1)
            self.off.discard(page.id)
            return reached

        return node

    def _question_node(self, spot: Spot) -> Callable[[int], bool]:
        question, page = spot.question, spot.paged.page
        found = self.explorer.samples(spot, self.concern.claims.get(question.id, {}))
        self.whole &= found.whole
        backwards = self.order == 1 or (self.order == 2 and spot.position % 2 == 1)
        values = tuple(reversed(found.values)) if backwards else found.values
        store = self.item if spot.list is not None else self.answers

        def node(at: int) -> bool:
            shown = question.show_when
            if page.id in self.off or (
                shown is not None and not self.logic.value(shown, self.scope, spot.position)
            ):
                return self.reaches(at + 1)
            for value in values:
                if value is not None:
                    store[question.id] = value
                reached = self.reaches(at + 1)
                store.pop(question.id, None)
                if reached:
                    return True
            return False

        return node

    def _exit_node(self, paged: Paged) -> Callable[[int], bool]:
        page, exits = paged.page, self.explorer.subject.service.exits

        def node(at: int) -> bool:
            holding = (
                guard.to
                for guard in page.exits
                if page.id not in self.off and self.logic.value(guard.when, self.scope, paged.end)
            )
            to = next(holding, None)
            if to is None or EXIT + to in self.answers:
                return self.reaches(at + 1)
            if exits[to].soft is None:
                return False
            if EXIT + to not in self.concern.passed:
                return self.reaches(at + 1)
            self.answers[EXIT + to] = "go_on"
            reached = self.reaches(at + 1)
            del self.answers[EXIT + to]
            return reached or self.reaches(at + 1)

        return node

    def _list_node(self, listed: str) -> Callable[[int], bool]:
        group = self.explorer.subject.lists[listed][0].page

        def node(at: int) -> bool:
            if group.id in self.off:
                return self.reaches(at + 1)
            for items in self._lists_of(listed, group):
                self.answers[listed] = items
                reached = self.reaches(at + 1)
                del self.answers[listed]
                if reached:
                    return True
            return False

        return node

    def _lists_of(self, listed: str, group: Any) -> Iterator[list[dict[str, Any]]]:
        """Lists of as many items as are counted, made of items of every sort."""
        own = [dict(self.item)] if listed == self.goal.item else []
        sorts = self._sorts_of_items(listed)
        leaves = [leaf for c in self._conditions() for leaf in self.logic.leaves(c)]
        bounds = [
            bound + step
            for leaf in leaves
            if isinstance(leaf, Count) and leaf.count == listed
            for bound in (leaf.more_than, leaf.less_than)
            if bound is not None
            for step in (-1, 0, 1)
        ]
        somes = sum(isinstance(leaf, Some) and leaf.some == listed for leaf in leaves)
        most = group.repeat.max if group.repeat.max is not None else 1_000
        numbers = {group.repeat.min, 0, 1, 2, somes, *bounds, len(own), len(own) + 1}
        for number in sorted(numbers, reverse=self.order != 1):
            if not max(group.repeat.min, len(own)) <= number <= most:
                continue
            yield from self._filled(number, own, sorts, max(1, min(somes, 3)))
        self.whole &= somes <= 3 or len(sorts) <= 3

    def _filled(
        self, number: int, own: list[dict[str, Any]], sorts: list[dict[str, Any]], most: int
    ) -> Iterator[list[dict[str, Any]]]:
        more = number - len(own)
        if more == 0:
            yield own
            return
        for size in range(1, min(more, most, len(sorts)) + 1):
            for picked in combinations(sorts, size):
                yield [*own, *picked, *([picked[0]] * (more - size))]

    def _conditions(self) -> Iterator[Any]:
        yield from self.goal.conditions
        for paged in self.concern.pages.values():
            if paged.page.when is not None:
                yield paged.page.when
        for spot in self.concern.spots.values():
            if spot.question.show_when is not None:
                yield spot.question.show_when
        for paged in self.concern.exits.values():
            yield from (guard.when for guard in paged.page.exits)

    def _sorts_of_items(self, listed: str) -> list[dict[str, Any]]:
        """One item of every sort that the claims about its questions can tell apart."""
        spots = [spot for spot in self.concern.spots.values() if spot.list == listed]
        spots.sort(key=lambda spot: spot.position)
        claims = {
            id(claim): claim
            for spot in spots
            for claim in self.concern.claims.get(spot.question.id, {}).values()
            if isinstance(claim, Asked | Ruled)
            and all(key in {s.question.id for s in spots} for key in read_by(claim))
        }
        sorts: dict[tuple[bool, ...], dict[str, Any]] = {}
        for number, item in enumerate(self._items(spots, 0, {"id": "item"})):
            if number >= MOST_ITEMS:
                self.whole = False
                break
            scope = self.scope.within(item)
            truths = (self.logic.test(claim)(scope) for claim in claims.values())
            sort = (*truths, *(spot.question.id in item for spot in spots))
            sorts.setdefault(sort, dict(item))
        return sorted(sorts.values(), key=len, reverse=self.order != 1)

    def _items(self, spots: list[Spot], at: int, item: dict[str, Any]) -> Iterator[dict[str, Any]]:
        if at == len(spots):
            yield item
            return
        spot, scope = spots[at], self.scope.within(item)
        question, page = spot.question, spot.paged.page
        guards = (page.when if spot.paged.group is not None else None, question.show_when)
        if not all(g is None or self.logic.value(g, scope, spot.position) for g in guards):
            yield from self._items(spots, at + 1, item)
            return
        found = self.explorer.samples(spot, self.concern.claims.get(question.id, {}))
        self.whole &= found.whole
        for value in found.values:
            if value is not None:
                item[question.id] = value
            yield from self._items(spots, at + 1, item)
            item.pop(question.id, None)
