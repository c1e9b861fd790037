"""Walking a service's pages with somebody's answers: forwards, and only as far as is asked."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from doitonline.definitions.conditions import Answers, Scope
from doitonline.definitions.plan import EXIT, MORE, Laid, Plan, Step

Place = tuple[str, str | None]


class Mark(NamedTuple):
    """How a trail stood before a page: how many steps, which page, how much was open and kept."""

    steps: int
    number: int
    open: int
    kept: int


class Trail:
    """A path as far as it has been walked."""

    def __init__(self, plan: Plan, answers: Answers, now: datetime) -> None:
        self.plan, self.given = plan, answers
        self.steps: list[Step] = []
        self.open: list[tuple[str, str | None]] = []
        """Questions that were asked and have no answer, each with its item."""
        self.on_path: dict[str, Any] = {}
        self._known: dict[str, bool] = {}
        self.scope = Scope(self.on_path, now, None, plan.named, self._known)
        self._next = 0
        self._marks: list[Mark] = []
        self._index: dict[Place, int] = {}
        if plan.service.task_list:
            self.steps.append(Step("tasks", "tasks", plan.addresses["tasks"], True))

    def changed(self, answers: Answers, step: Step) -> "Trail":
        """The same trail up to a step, with other answers from there on."""
        fork = Trail(self.plan, answers, self.scope.now)
        here = self.find(step.place)
        n = bisect_right(self._marks, -1 if here is None else here, key=lambda mark: mark.steps)
        if n == 0:
            return fork
        mark = self._marks[n - 1]
        fork.steps[:] = self.steps[: mark.steps]
        fork.open[:] = self.open[: mark.open]
        fork.on_path.update(islice(self.on_path.items(), mark.kept))
        fork._marks[:] = self._marks[: n - 1]
        fork._next = mark.number
        fork._known.update(self._known)
        for key in islice(self.on_path, mark.kept, None):
            fork._forget(key)
        return fork

    def find(self, place: Place) -> int | None:
        """Where on the path a step stands; None where it is not on it."""
        index = self._index
        while place not in index:
            for n, step in enumerate(islice(self.steps, len(index), None), len(index)):
                index[step.address, step.item] = n
            if place not in index and not self.advance():
                return None
        return index[place]

    def each(self) -> Iterator[Step]:
        """Every step of the path, walked when it is come to."""
        n = 0
        while n < len(self.steps) or self.advance():
            yield self.steps[n]
            n += 1

    def whole(self) -> "Trail":
        """This trail, walked to its end."""
        while self.advance():
            pass
        return self

    def advance(self) -> bool:
        """Walks on by one page that is on the path. False where the path has ended."""
        pages, scope = self.plan.laid, self.scope
        while self._next < len(pages):
            laid = pages[self._next]
            if laid.when is None or laid.when(scope):
                self._next += 1
                self._walk(laid)
                return True
            shut = laid.gate is not None and not laid.gate(scope)
            self._next = laid.past if shut else self._next + 1
        return False

    def _walk(self, laid: Laid) -> None:
        self._marks.append(Mark(len(self.steps), laid.number, len(self.open), len(self.on_path)))
        if laid.inner:
            self._walk_group(laid)
            return
        complete = self._ask(laid, self.given, self.on_path, self.scope)
        self.steps.append(laid.done if complete else laid.open)
        self._lead_out(laid, self.scope, laid.page.section)

    def _forget(self, key: str) -> None:
        """What was remembered of conditions is forgotten where they look at this answer."""
        for condition in self.plan.readers.get(key, ()):
            self._known.pop(condition, None)

    def _ask(self, laid: Laid, given: Answers, kept: dict[str, Any], scope: Scope) -> bool:
        complete, item = True, scope.item["id"] if scope.item is not None else None
        for question, shown in laid.asked:
            if shown is not None and not shown(scope):
                continue
            if question not in given:
                complete = False
                self.open.append((question, item))
            elif (value := given[question]) is not None:
                kept[question] = value
                if item is None:
                    self._forget(question)
        return complete

    def _lead_out(self, laid: Laid, scope: Scope, section: str | None) -> bool:
        """Whether the page leads out for good."""
        for test, key in laid.guards:
            if not test(scope):
                continue
            name, soft = EXIT + key, self.plan.service.exits[key].soft
            if name in self.on_path or any(step.name == name for step in self.steps):
                return False
            passed = bool(soft) and self.given.get(name) == "go_on"
            address = self.plan.addresses[name]
            self.steps.append(Step(name, "exit", address, passed, section=section))
            if passed:
                self.on_path[name] = "go_on"
                self._forget(name)
            elif not soft:
                self._next = len(self.plan.laid)
                return True
            return False
        return False

    def _walk_group(self, group: Laid) -> None:
        repeat = group.page.repeat
        if repeat is None:
            return
        kept: list[dict[str, Any]] = []
        self.on_path[repeat.list_] = kept
        for item in self.given.get(repeat.list_) or ():
            answers: dict[str, Any] = {"id": item["id"]}
            kept.append(answers)
            scope = self.scope.within(answers)
            for laid in group.inner:
                if laid.when is not None and not laid.when(scope):
                    continue
                complete = self._ask(laid, item, answers, scope)
                self.steps.append(laid.step_of(item["id"], repeat.list_, complete))
                if self._lead_out(laid, scope, group.page.section):
                    return
        more = self.given.get(repeat.list_ + MORE)
        full = repeat.max is not None and len(kept) >= repeat.max
        complete = len(kept) >= repeat.min and (more == "no" or full)
        if more == "no" and complete:
            self.on_path[repeat.list_ + MORE] = "no"
            self._forget(repeat.list_ + MORE)
        if not complete:
            self.open.append((repeat.list_ + MORE, None))
        self._forget(repeat.list_)
        self.steps.append(group.done if complete else group.open)
