"""A person's way through a service: derived from the definition and the answers, never stored.

The path is the pages whose `when` holds, in the order of the definition. What may be visited, the
back link, what comes next, progress and the answers that will be sent all follow from it.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import islice
from operator import itemgetter
from typing import Any

from doitonline.definitions.conditions import Answers, Scope
from doitonline.definitions.plan import EXIT, MORE, Laid, Plan, Role, Step
from doitonline.definitions.schema import Question

__all__ = ["Journey", "NotOnPath", "Role", "Step"]


class NotOnPath(LookupError):
    """The address is of no page that these answers lead to."""


@dataclass(slots=True)
class Stand:
    """How a journey stood before one of the plan's pages: the page's number, and all that was."""

    number: int = 0
    steps: list[Step] = field(default_factory=list)
    open: list[tuple[str, str | None]] = field(default_factory=list)
    on_path: dict[str, Any] = field(default_factory=dict)
    known: dict[str, bool] = field(default_factory=dict)
    marks: list[tuple[int, int, int, int]] = field(default_factory=list)
    """For each page on the path, where it stood: its number, and how long each list was."""


class Journey:
    """A service walked with these answers at this moment. `stand` is for `changed` alone."""

    def __init__(
        self, plan: Plan, answers: Answers, now: datetime, stand: Stand | None = None
    ) -> None:
        stand = stand or Stand()
        self.plan, self.now = plan, now
        self.given = answers
        self.on_path, self.open, self.steps = stand.on_path, stand.open, stand.steps
        self._known, self._marks = stand.known, stand.marks
        self._ended = False
        self._scope = Scope(self.on_path, now, None, plan.named, self._known)
        if plan.service.task_list and not self.steps:
            self.steps.append(Step("tasks", "tasks", plan.addresses["tasks"], True))
        self._walk_on(islice(plan.laid, stand.number, None))

    def _walk_on(self, pages: Iterable[Laid]) -> None:
        steps, open_, on_path = self.steps, self.open, self.on_path
        marks, scope = self._marks, self._scope
        for laid in pages:
            if laid.when is not None and not laid.when(scope):
                continue
            marks.append((len(steps), laid.number, len(open_), len(on_path)))
            if laid.inner:
                self._walk_group(laid)
            else:
                steps.append(
                    laid.done if self._ask(laid, self.given, on_path, scope) else laid.open
                )
                if laid.guards:
                    self._lead_out(laid, scope, laid.page.section)
            if self._ended:
                return

    def changed(self, answers: Answers, step: Step) -> "Journey":
        """This journey with other answers to one of its steps.

        A path is derived forwards: what stands before the step is as it was, and is not walked
        again. Only answers of the step itself (its questions, its item, its list) may differ.
        """
        here = self.index.get(step.place, -1)
        n = bisect_right(self._marks, here, key=itemgetter(0)) - 1
        if n < 0:
            return Journey(self.plan, answers, self.now)
        steps, number, opened, kept = self._marks[n]
        stand = Stand(
            number,
            self.steps[:steps],
            self.open[:opened],
            dict(islice(self.on_path.items(), kept)),
            self._known.copy(),
            self._marks[:n],
        )
        for key in islice(self.on_path, kept, None):
            for condition in self.plan.readers.get(key, ()):
                stand.known.pop(condition, None)
        return Journey(self.plan, answers, self.now, stand)

    def _forget(self, key: str) -> None:
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

    def _lead_out(self, laid: Laid, scope: Scope, section: str | None) -> None:
        for test, key in laid.guards:
            if not test(scope):
                continue
            name = EXIT + key
            if name in self.on_path or any(step.name == name for step in self.steps):
                return
            passed = bool(self.plan.service.exits[key].soft) and self.given.get(name) == "go_on"
            address = self.plan.addresses[name]
            self.steps.append(Step(name, "exit", address, passed, section=section))
            if passed:
                self.on_path[name] = "go_on"
                self._forget(name)
            elif not self.plan.service.exits[key].soft:
                self._ended = True
            return

    def _walk_group(self, group: Laid) -> None:
        repeat = group.page.repeat
        if repeat is None:
            return
        kept: list[dict[str, Any]] = []
        self.on_path[repeat.list_] = kept
        for item in self.given.get(repeat.list_) or ():
            answers: dict[str, Any] = {"id": item["id"]}
            kept.append(answers)
            scope = self._scope.within(answers)
            for laid in group.inner:
                if laid.when is not None and not laid.when(scope):
                    continue
                complete = self._ask(laid, item, answers, scope)
                self.steps.append(laid.step_of(item["id"], repeat.list_, complete))
                self._lead_out(laid, scope, group.page.section)
                if self._ended:
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

    @cached_property
    def index(self) -> dict[tuple[str, str | None], int]:
        """Where on the path each step stands, by its place."""
        return {(step.address, step.item): n for n, step in enumerate(self.steps)}

    def step(self, address: str, item: str | None = None) -> Step:
        """The step at an address. Raises NotOnPath."""
        try:
            return self.steps[self.index[(address, item)]]
        except KeyError:
            raise NotOnPath from None

    @cached_property
    def first_open(self) -> Step:
        """The first page that needs an answer; where none does, the last: check your answers."""
        return next((step for step in self.steps if not step.complete), self.steps[-1])

    @cached_property
    def check(self) -> Step | None:
        """The step on which answers are checked; None where a final exit ends the path."""
        return next((step for step in self.steps if step.role == "check"), None)

    @cached_property
    def complete(self) -> bool:
        """Whether everything is answered that stands before check your answers."""
        return self.check is not None and all(
            step.complete for step in self.steps if step.role != "check"
        )

    @cached_property
    def may_send_now(self) -> bool:
        """Whether the essential questions are answered, so that the rest may be added later."""
        if self.check is None or not self.plan.essential:
            return False
        if any(step.role == "exit" and not step.complete for step in self.steps):
            return False
        essential = set(self.plan.essential)
        return not any(key in essential for key, _ in self.open_before_check)

    @cached_property
    def open_before_check(self) -> list[tuple[str, str | None]]:
        """Questions on the path without an answer, but for those of the check page itself."""
        asked = {question.id for question in self.plan.check_page.questions}
        return [(key, item) for key, item in self.open if key not in asked]

    @cached_property
    def later(self) -> tuple[str, ...]:
        """The ids of the questions that are left for later when it is sent now."""
        return tuple(dict.fromkeys(key for key, _ in self.open_before_check))

    @property
    def to_send(self) -> dict[str, Any]:
        """The answers on the path; what was asked and left blank is there too, as None."""
        blank: dict[str | None, dict[str, None]] = {}
        for step in self.steps:
            given, scope = self.answers_at(step), self.scope_of(self.kept(step), bool(step.item))
            for question in self.questions(step):
                left = question.id in given and given[question.id] is None
                if left and self.plan.asked(question, scope):
                    blank.setdefault(step.item, {})[question.id] = None
        lists = {
            listed: [{**item, **blank.get(item["id"], {})} for item in self.on_path[listed]]
            for listed in self.plan.groups
            if listed in self.on_path
        }
        return {**self.on_path, **blank.get(None, {}), **lists}

    def may_visit(self, step: Step) -> bool:
        """Whether everything before this page is answered (in a task list: in its section).

        The list of a group stands open while one of its things is unfinished: it may be taken out.
        """
        if step.role == "check" and (self.complete or self.may_send_now):
            return True
        before = self.steps[: self._start(step)]
        if self.plan.service.task_list and step.role not in ("check", "tasks"):
            before = [earlier for earlier in before if earlier.section == step.section]
        return all(earlier.complete for earlier in before)

    def before(self, step: Step) -> Step | None:
        """Where the back link leads: the page before this one; None on the first.

        From the first page of a thing in a group it is the group's list, from where it was added;
        and the list's is the page before the whole group.
        """
        here = self._start(step)
        if step.item is not None and self._first_of(step) == step:
            return next(s for s in self.steps if s.role == "list" and s.list == step.list)
        if self.plan.service.task_list and here:
            earlier = self.steps[here - 1]
            return earlier if earlier.section == step.section else self.steps[0]
        return self.steps[here - 1] if here else None

    def _start(self, step: Step) -> int:
        """The place of a step on the path; a list's is where its group begins."""
        if step.role != "list":
            return self.index[step.place]
        return next(n for n, each in enumerate(self.steps) if each.list == step.list)

    def _first_of(self, step: Step) -> Step:
        return next(each for each in self.steps if each.item == step.item)

    def after(self, step: Step, changing: bool = False) -> Step:
        """Where a good answer leads. While changing, straight to what is open, or to the check."""
        here = self.index.get(step.place)
        if here is None:
            return self.first_open
        if changing and self.check is not None:
            return self.check if self.complete else self.first_open
        following = self.steps[min(here + 1, len(self.steps) - 1)]
        if self.plan.service.task_list and following.section != step.section:
            return self.steps[0]
        return following

    def questions(self, step: Step) -> list[Question]:
        """Every question of a page, those too that another answer on it may yet bring out.

        What earlier pages have settled not to ask is left out.
        """
        if step.page is None or step.role == "list":
            return []
        scope = self.scope_of(self.kept(step), inside=step.item is not None)
        settled = self.plan.settled
        return [
            question
            for question in step.page.questions
            if question.id not in settled or self.plan.asked(question, scope)
        ]

    def item(self, listed: str, item: str) -> dict[str, Any]:
        """The given answers of one item. Raises NotOnPath."""
        for each in self.given.get(listed) or ():
            if each["id"] == item:
                return dict(each)
        raise NotOnPath

    def answers_at(self, step: Step) -> dict[str, Any]:
        """The given answers that a page shows: the item's inside a group."""
        if step.item is not None and step.list is not None:
            return self.item(step.list, step.item)
        return dict(self.given)

    def kept(self, step: Step) -> dict[str, Any]:
        """The answers on the path that a page can hold: the item's inside a group, else all."""
        if step.item is None or step.list is None:
            return self.on_path
        items = self.on_path.get(step.list) or ()
        return next((item for item in items if item["id"] == step.item), {})

    def scope_of(self, kept: dict[str, Any], inside: bool) -> Scope:
        """What a condition sees when a page's answers are these: an item's, or all."""
        if inside:
            return self._scope.within(kept)
        return Scope(kept, self.now, None, self.plan.named)

    def progress(self, step: Step) -> tuple[int, int] | None:
        """Which section of how many this page is in; None outside sections."""
        sections = list(dict.fromkeys(s.section for s in self.steps if s.section))
        if step.section not in sections:
            return None
        return sections.index(step.section) + 1, len(sections)
