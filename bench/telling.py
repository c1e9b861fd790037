"""Plays a written journey as a person would: each page fetched, filled in, and sent."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Literal

from bench.browser import Answer, Browser, Fields, Form
from doitonline.definitions.kinds import typed_back
from doitonline.definitions.plan import EXIT, MORE, Plan
from doitonline.definitions.schema import Page
from doitonline.definitions.written import Written

Sort = Literal["get", "post", "other"]
"""A page shown; a page's form taken; or a redirect, the beginning, the sending, what is sent."""
MOST_PAGES = 400
ONWARDS = re.compile(r'<a href="([^"]+)" role="button"[^>]*>\s*Continue')
ADDRESS = re.compile(r"/d/[0-9a-f-]{36}/([a-z0-9]+)(?:/([a-z0-9]+))?(?:\?.*)?\Z")


class OffTheStory(Exception):
    """The site did not answer as the story expects; it says where."""


@dataclass(frozen=True)
class Exchange:
    """One request of a journey, and its answer."""

    sort: Sort
    name: str
    answer: Answer


Around = Callable[[Sort, str, Callable[[], Answer]], Answer]
"""Makes a request, and may measure around it."""


def plainly(sort: Sort, name: str, ask: Callable[[], Answer]) -> Answer:
    """Makes a request and measures nothing."""
    return ask()


@dataclass
class Telling:
    """One telling of a story to a site."""

    browser: Browser
    plan: Plan
    written: Written
    around: Around = plainly
    exchanges: list[Exchange] = field(default_factory=list)
    items: dict[str, list[str]] = field(default_factory=dict)
    """By list: the ids that the site gave to the story's things, in their order."""

    def tell(self) -> list[Exchange]:
        """From the home page to the confirmation."""
        slug = self.plan.service.service
        self._open("home", "/")
        begun = self._open("start", f"/{slug}")
        draft = self._send("begin", Form(begun.text), [], "other")
        resumed = self._ask("other", "resume", lambda: self.browser.get(draft))
        self._expect(resumed, 303, "resume")
        place = resumed.header("location")
        for _ in range(MOST_PAGES):
            if place.endswith("/sent"):
                self._open("sent", place)
                return self.exchanges
            place = self._page(place)
        raise OffTheStory("it does not end")

    def _page(self, place: str) -> str:
        found = ADDRESS.match(place)
        if found is None:
            raise OffTheStory(f"no page is at {place}")
        name = next(n for n, address in self.plan.addresses.items() if address == found[1])
        shown = self._open(name, place)
        form = Form(shown.text)
        page = self.plan.pages.get(name)
        if page is not None and page.kind == "notice":
            return self._onwards(name, shown)
        last = page is not None and page.kind == "check"
        fields = self._fields(name, page, found[2], form)
        return self._send(name, form, fields, "other" if last else "post")

    def _onwards(self, name: str, shown: Answer) -> str:
        found = ONWARDS.search(shown.text)
        if found is None:
            raise OffTheStory(f"{name} leads nowhere")
        return unescape(found[1])

    def _fields(self, name: str, page: Page | None, item: str | None, form: Form) -> Fields:
        if page is None:
            return [("go_on", "yes")] if name.startswith(EXIT) else []
        given = self.written.answers
        if page.repeat is not None and item is None:
            told = given.get(page.repeat.list_) or []
            there = len(self.items.get(page.repeat.list_, []))
            return [(page.repeat.list_ + MORE, "yes" if there < len(told) else "no")]
        if item is not None:
            given = self._item(page, item)
        return [pair for pair in typed(page, given) if pair[0] in form.names]

    def _item(self, page: Page, item: str) -> dict[str, Any]:
        listed = next(key for key, group in self.plan.groups.items() if page in group.item_pages)
        ids = self.items.setdefault(listed, [])
        if item not in ids:
            ids.append(item)
        answers: dict[str, Any] = self.written.answers[listed][ids.index(item)]
        return answers

    def _open(self, name: str, path: str) -> Answer:
        answer = self._ask("get", name, lambda: self.browser.get(path))
        return self._expect(answer, 200, name)

    def _send(self, name: str, form: Form, fields: Fields, sort: Sort) -> str:
        if not form.found:
            raise OffTheStory(f"{name} has no form")
        answer = self._ask(sort, name, lambda: self.browser.post(form, fields))
        return self._expect(answer, 303, name).header("location")

    def _ask(self, sort: Sort, name: str, ask: Callable[[], Answer]) -> Answer:
        answer = self.around(sort, name, ask)
        self.exchanges.append(Exchange(sort, name, answer))
        return answer

    def _expect(self, answer: Answer, status: int, name: str) -> Answer:
        if answer.status != status:
            wrong = re.findall(r'govuk-error-message">.*?</p>', answer.text, re.DOTALL)
            raise OffTheStory(f"{name} answered {answer.status}, not {status} {wrong}")
        return answer


def typed(page: Page, given: dict[str, Any]) -> Fields:
    """What the person of a story types into the controls of a page."""
    fields: Fields = []
    for question in page.questions:
        if (value := given.get(question.id)) is None:
            continue
        for part, values in typed_back(question, value).items():
            name = f"{question.id}-{part}" if part else question.id
            fields += [(name, each) for each in values]
    return fields
