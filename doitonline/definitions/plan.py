"""A published service made ready to be walked: indexes, addresses and compiled conditions.

Made once a version and a process; nothing in it changes, and nothing of a person is in it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from doitonline.definitions.conditions import AllOf, Named, Scope, Test, compiled, reads, remembered
from doitonline.definitions.schema import Page, Question, Service

LETTERS = "bcdfghjkmnpqrstvwxyz23456789abcd"
EXIT, MORE = "exit.", ".more"

Role = Literal["ask", "list", "exit", "notice", "check", "tasks"]
ROLES: dict[str, Role] = {"questions": "ask", "notice": "notice", "check": "check"}


class UnknownAddress(LookupError):
    """No page of this service has this address."""


def address_of(name: str) -> str:
    """A page's address: six letters made from its id, so that no address names an offence."""
    digest = hashlib.sha256(b"doitonline page " + name.encode()).digest()
    return "".join(LETTERS[byte % 32] for byte in digest[:6])


@dataclass(frozen=True, slots=True)
class Placed:
    """A question where it is asked: its page and, in a repeating group, the group's list."""

    question: Question
    page: Page
    list: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One page on the path. A repeating group gives a step for each page of each item."""

    name: str
    role: Role
    address: str
    complete: bool
    page: Page | None = None
    item: str | None = None
    list: str | None = None
    section: str | None = None

    @property
    def place(self) -> tuple[str, str | None]:
        """What identifies a step in an address."""
        return self.address, self.item


@dataclass(frozen=True, slots=True)
class Laid:
    """A page ready to be walked: its conditions as functions, its steps made beforehand."""

    number: int
    """Its place among the service's pages; a group's pages have the group's."""
    page: Page
    when: Test | None
    """Whether the page is on the path; None where it always is."""
    asked: tuple[tuple[str, Test | None], ...]
    """The ids of its questions, each with whether it is asked; None where it always is."""
    guards: tuple[tuple[Test, str], ...]
    """Its ways out, in order, each with the exit it leads to."""
    open: Step
    done: Step
    inner: tuple["Laid", ...] = ()
    """The pages that a repeating group asks for each item."""
    gate: Test | None = None
    """A named condition without which neither this page nor those up to `past` are on the path."""
    past: int = 0

    def step_of(self, item: str, listed: str, complete: bool) -> Step:
        """The step of this page for one item of a list."""
        at = self.open
        return Step(at.name, "ask", at.address, complete, self.page, item, listed, at.section)


class Plan:
    """A service and what is derived from it alone."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.readers: dict[str, list[str]] = {}
        """By question, list or exit: the keys of the remembered conditions that look at it."""
        self.named: dict[str, Test] = {}
        for name, condition in service.conditions.items():
            self.named[name] = self._remembered(name, condition)
        self.placed: dict[str, Placed] = {}
        self.pages: dict[str, Page] = {}
        self.groups: dict[str, Page] = {}
        self._shown: dict[str, Test] = {}
        self.settled: set[str] = set()
        """Questions that only earlier pages bring out: known before their page is shown."""
        for page, group in every_page(service):
            self._index(page, group)
        self.laid = self._lay_all()

    def _remembered(self, key: str, condition: Any) -> Test:
        for question in reads(condition, self.service.conditions):
            self.readers.setdefault(question, []).append(key)
        return remembered(key, compiled(condition, self.named))

    def _index(self, page: Page, group: Page | None) -> None:
        self.pages[page.id] = page
        listed = (page.repeat or (group and group.repeat)) or None
        if page.repeat:
            self.groups[page.repeat.list_] = page
        for question in page.questions:
            self.placed[question.id] = Placed(question, page, listed.list_ if listed else None)
            if question.show_when is not None:
                self._shown[question.id] = compiled(question.show_when, self.named)
                beside = {each.id for each in page.questions}
                if beside.isdisjoint(reads(question.show_when, self.service.conditions)):
                    self.settled.add(question.id)

    def _lay_all(self) -> tuple[Laid, ...]:
        """Every page in order. Pages of one branch have one condition, which is asked once."""
        tests: dict[str, Test] = {}
        laid: list[Laid] = []
        for number, page in enumerate(self.service.pages):
            when = None
            if isinstance(page.when, Named) and page.when.condition in self.named:
                when = self.named[page.when.condition]
            elif page.when is not None:
                key = page.when.model_dump_json()
                when = tests.get(key) or tests.setdefault(key, self._remembered(key, page.when))
            if page.repeat is None:
                laid.append(self._lay(number, page, when, ROLES[page.kind]))
                continue
            inner = tuple(
                self._lay(
                    number,
                    each,
                    compiled(each.when, self.named) if each.when and each is not page else None,
                    section=page.section,
                )
                for each in page.item_pages
            )
            laid.append(self._lay(number, page, when, "list", page.repeat.list_, inner))
        return self._gated(laid)

    def _gated(self, laid: list[Laid]) -> tuple[Laid, ...]:
        """The pages, each with its gate: pages in a row that have the same are passed at once."""
        done: list[Laid] = []
        before, past = None, len(laid)
        for each in reversed(laid):
            gate = gate_of(each.page.when)
            if gate != before:
                before, past = gate, each.number + 1
            done.append(replace(each, gate=self.named.get(gate or ""), past=past))
        return tuple(reversed(done))

    def _lay(
        self,
        number: int,
        page: Page,
        when: Test | None,
        role: Role = "ask",
        listed: str | None = None,
        inner: tuple[Laid, ...] = (),
        section: str | None = None,
    ) -> Laid:
        at = (page.id, role, self.addresses[page.id])
        section = page.section or section
        asked = page.questions if role in ("ask", "check") else ()
        return Laid(
            number,
            page,
            when,
            tuple((question.id, self._shown.get(question.id)) for question in asked),
            tuple((compiled(guard.when, self.named), guard.to) for guard in page.exits),
            Step(*at, False, page, None, listed, section),
            Step(*at, True, page, None, listed, section),
            inner,
        )

    @classmethod
    def read(cls, tree: dict[str, Any]) -> "Plan":
        """A plan from a service's compiled form. Raises ValidationError for a bad one."""
        return cls(Service.model_validate(tree))

    @cached_property
    def addresses(self) -> dict[str, str]:
        """Page id to address; exits as `exit.<id>`; the task list and the check page too."""
        names = [*self.pages, *(EXIT + key for key in self.service.exits), "tasks"]
        return {name: address_of(name) for name in names}

    @cached_property
    def check_page(self) -> Page:
        """The page on which answers are checked and sent."""
        return next(page for page in self.service.pages if page.kind == "check")

    @cached_property
    def essential(self) -> tuple[str, ...]:
        """Ids of the questions that must be answered before “Send now, add the rest later”."""
        return tuple(key for key, placed in self.placed.items() if placed.question.essential)

    def question(self, key: str) -> Question:
        """A question by its id. Raises KeyError."""
        return self.placed[key].question

    def asked(self, question: Question, scope: Scope) -> bool:
        """Whether a question is asked, seen from what has been answered."""
        test = self._shown.get(question.id)
        return test is None or test(scope)

    def shown(self, question: Question) -> Test | None:
        """Whether a question is asked on its page; None where it always is."""
        return self._shown.get(question.id)


def gate_of(condition: Any) -> str | None:
    """The name of a condition that must hold for this one to hold; None where none is first."""
    match condition:
        case Named(condition=name):
            return name
        case AllOf(all=parts):
            return gate_of(parts[0])
    return None


def every_page(service: Service) -> Iterator[tuple[Page, Page | None]]:
    """Every page in order, those of a repeating group after it with the group."""
    for page in service.pages:
        yield page, None
        for inner in page.pages:
            yield inner, page
