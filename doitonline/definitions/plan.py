"""A published service made ready to be walked: indexes, addresses and compiled conditions.

Made once a version and a process; nothing in it changes, and nothing of a person is in it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from doitonline.definitions.conditions import Test, compiled
from doitonline.definitions.schema import Page, Question, Service

LETTERS = "bcdfghjkmnpqrstvwxyz23456789abcd"
EXIT, MORE = "exit.", ".more"


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


class Plan:
    """A service and what is derived from it alone."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.named: dict[str, Test] = {
            name: compiled(condition) for name, condition in service.conditions.items()
        }
        self.placed: dict[str, Placed] = {}
        self.pages: dict[str, Page] = {}
        self.groups: dict[str, Page] = {}
        self._when: dict[str, Test] = {}
        self._shown: dict[str, Test] = {}
        self._guards: dict[str, tuple[tuple[Test, str], ...]] = {}
        for page, group in every_page(service):
            self._index(page, group)

    def _index(self, page: Page, group: Page | None) -> None:
        self.pages[page.id] = page
        listed = (page.repeat or (group and group.repeat)) or None
        if page.repeat:
            self.groups[page.repeat.list_] = page
        if page.when is not None:
            self._when[page.id] = compiled(page.when)
        self._guards[page.id] = tuple((compiled(guard.when), guard.to) for guard in page.exits)
        for question in page.questions:
            self.placed[question.id] = Placed(question, page, listed.list_ if listed else None)
            if question.show_when is not None:
                self._shown[question.id] = compiled(question.show_when)

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

    def when(self, page: Page) -> Test | None:
        """Whether a page is on the path; None where it always is."""
        return self._when.get(page.id)

    def shown(self, question: Question) -> Test | None:
        """Whether a question is asked on its page; None where it always is."""
        return self._shown.get(question.id)

    def guards(self, page: Page) -> tuple[tuple[Test, str], ...]:
        """The page's ways out, in order, each with the exit it leads to."""
        return self._guards[page.id]


def every_page(service: Service) -> Iterator[tuple[Page, Page | None]]:
    """Every page in order, those of a repeating group after it with the group."""
    for page in service.pages:
        yield page, None
        for inner in page.pages:
            yield inner, page
