"""A person's way through a service: derived from the definition and the answers, never stored.

The path is the pages whose `when` holds, in the order of the definition. What may be visited, the
back link, what comes next, progress and the answers that will be sent all follow from it.
"""

from datetime import datetime
from functools import cached_property
from typing import Any

from doitonline.definitions.conditions import Answers, Scope
from doitonline.definitions.plan import Plan, Role, Step
from doitonline.definitions.schema import Question
from doitonline.definitions.walking import Trail

__all__ = ["Journey", "NotOnPath", "Role", "Step"]


class NotOnPath(LookupError):
    """The address is of no page that these answers lead to."""


class Journey:
    """A service walked with these answers at this moment.

    The path is derived forwards, and no further than what is asked about it needs.
    """

    def __init__(self, plan: Plan, answers: Answers, now: datetime) -> None:
        self.plan, self.now, self.given = plan, now, answers
        self._trail = Trail(plan, answers, now)

    def changed(self, answers: Answers, step: Step) -> "Journey":
        """This journey with other answers to one of its steps.

        What stands before the step is as it was, and is not walked again. Only answers of the step
        itself (its questions, its item, its list) may differ.
        """
        journey = Journey(self.plan, answers, self.now)
        journey._trail = self._trail.changed(answers, step)
        return journey

    @property
    def steps(self) -> list[Step]:
        """Every step of the path."""
        return self._trail.whole().steps

    @property
    def on_path(self) -> dict[str, Any]:
        """The answers on the path."""
        return self._trail.whole().on_path

    @property
    def open(self) -> list[tuple[str, str | None]]:
        """Questions on the path without an answer, each with its item."""
        return self._trail.whole().open

    @property
    def index(self) -> dict[tuple[str, str | None], int]:
        """Where on the path each step stands, by its place."""
        return {step.place: n for n, step in enumerate(self.steps)}

    def step(self, address: str, item: str | None = None) -> Step:
        """The step at an address. Raises NotOnPath."""
        here = self._trail.find((address, item))
        if here is None:
            raise NotOnPath
        return self._trail.steps[here]

    @cached_property
    def first_open(self) -> Step:
        """The first page that needs an answer; where none does, the last: check your answers."""
        return next((s for s in self._trail.each() if not s.complete), None) or self.steps[-1]

    @cached_property
    def check(self) -> Step | None:
        """The step on which answers are checked; None where a final exit ends the path."""
        return next((step for step in self._trail.each() if step.role == "check"), None)

    @cached_property
    def complete(self) -> bool:
        """Whether everything is answered that stands before check your answers."""
        done = all(step.complete or step.role == "check" for step in self._trail.each())
        return done and self.check is not None

    @cached_property
    def may_send_now(self) -> bool:
        """Whether the essential questions are answered, so that the rest may be added later."""
        last = {question.id for question in self.plan.check_page.questions}
        essential = set(self.plan.essential)
        seen = 0
        for step in self._trail.each():
            fresh, seen = self._trail.open[seen:], len(self._trail.open)
            if any(key in essential and key not in last for key, _ in fresh):
                return False
            if step.role == "exit" and not step.complete:
                return False
        return bool(essential) and self.check is not None

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
        before = self._trail.steps[: self._start(step)]
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
            return next(s for s in self._trail.each() if s.role == "list" and s.list == step.list)
        steps = self._trail.steps
        if self.plan.service.task_list and here:
            earlier = steps[here - 1]
            return earlier if earlier.section == step.section else steps[0]
        return steps[here - 1] if here else None

    def _start(self, step: Step) -> int:
        """The place of a step on the path; a list's is where its group begins."""
        here = self._trail.find(step.place)
        if here is None:
            raise NotOnPath
        if step.role != "list":
            return here
        return next(n for n, each in enumerate(self._trail.steps) if each.list == step.list)

    def _first_of(self, step: Step) -> Step:
        return next(each for each in self._trail.each() if each.item == step.item)

    def after(self, step: Step, changing: bool = False) -> Step:
        """Where a good answer leads. While changing, straight to what is open, or to the check."""
        trail = self._trail
        here = trail.find(step.place)
        if here is None:
            return self.first_open
        if changing and self.check is not None:
            return self.check if self.complete else self.first_open
        while len(trail.steps) <= here + 1 and trail.advance():
            pass
        following = trail.steps[min(here + 1, len(trail.steps) - 1)]
        if self.plan.service.task_list and following.section != step.section:
            return trail.steps[0]
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
        """The answers on the path that a page can look at: the item's inside a group, else all.

        Of what comes after the page, which it may not look at, some may be missing.
        """
        self._trail.find(step.place)
        if step.item is None or step.list is None:
            return self._trail.on_path
        items = self._trail.on_path.get(step.list) or ()
        return next((item for item in items if item["id"] == step.item), {})

    def scope_of(self, kept: dict[str, Any], inside: bool) -> Scope:
        """What a condition sees when a page's answers are these: an item's, or all."""
        if inside:
            return self._trail.scope.within(kept)
        return Scope(kept, self.now, None, self.plan.named)

    def progress(self, step: Step) -> tuple[int, int] | None:
        """Which section of how many this page is in; None outside sections."""
        sections = list(dict.fromkeys(s.section for s in self.steps if s.section))
        if step.section not in sections:
            return None
        return sections.index(step.section) + 1, len(sections)
