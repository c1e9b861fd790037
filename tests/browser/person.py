"""A person in a browser: plays a written journey through real pages, as its story says."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

from doitonline.definitions.answering import (
    gone_on,
    read_page,
    with_answers,
    with_item,
    with_no_more,
)
from doitonline.definitions.journey import Journey, Step
from doitonline.definitions.plan import EXIT, MORE, Plan
from doitonline.definitions.written import Written, given_at, name_of, typed_for

MOST_PAGES = 400
Seen = Callable[[Page, Step], None]


@dataclass
class Person:
    """Somebody with a story. `seen` is told of each page before it is answered."""

    page: Page
    plan: Plan
    written: Written
    seen: Seen = lambda page, step: None
    answers: dict[str, Any] = field(default_factory=dict)
    visited: list[str] = field(default_factory=list)

    def play(self, home: str) -> None:
        """From the start page to where the story ends."""
        self.page.goto(f"{home}/{self.plan.service.service}")
        self.press("main form button")
        for _ in range(MOST_PAGES):
            step = self.step()
            if step is None:
                return
            self.visited.append(name_of(step))
            self.seen(self.page, step)
            if step.role == "exit" and step.name not in self.written.answers:
                return
            if self.sends_now(step):
                continue
            self.answer(step)

    @property
    def journey(self) -> Journey:
        """Where the answers given so far lead."""
        return Journey(self.plan, self.answers, datetime.now().astimezone())

    def step(self) -> Step | None:
        """The step that the browser shows; None on the confirmation page."""
        parts = [part for part in urlsplit(self.page.url).path.split("/") if part]
        if parts[2:] == ["sent"]:
            return None
        item = parts[3] if len(parts) > 3 else None
        if item is not None:
            self.learn_item(parts[2], item)
        return self.journey.step(parts[2], item)

    def learn_item(self, address: str, item: str) -> None:
        """The site chose an item's id; our answers take it over."""
        page = next(p for p in self.plan.pages.values() if self.plan.addresses[p.id] == address)
        for listed, group in self.plan.groups.items():
            if page in group.item_pages:
                known = [each["id"] for each in self.answers.get(listed, ())]
                if item not in known:
                    self.answers = with_item(self.answers, listed, item)

    def sends_now(self, step: Step) -> bool:
        """Follows “send now”, where the story wants to and the page offers it."""
        link = self.page.locator(".app-send-now a")
        if not self.written.send_now or step.role == "check" or not link.count():
            return False
        self.press(".app-send-now a")
        return True

    def answer(self, step: Step) -> None:
        """Answers one page and goes on."""
        if step.role == "exit":
            self.answers = gone_on(self.answers, step.name.removeprefix(EXIT))
            self.press(".app-go-on button")
        elif step.role == "list":
            self.answer_list(step)
        elif step.role in ("ask", "check"):
            typed = typed_for(self.journey, step, given_at(self.written, self.journey, step))
            for key, fields in typed.items():
                for suffix, values in fields.items():
                    if suffix != "checked" and any(values):
                        self.fill(f"{key}-{suffix}" if suffix else key, list(values))
            read = read_page(self.journey, step, typed)
            self.answers = with_answers(self.answers, step, read.values)
            self.press("main form button.govuk-button")
        else:
            self.press("main a.govuk-button")

    def answer_list(self, step: Step) -> None:
        """Adds another item while the story has one."""
        listed = step.list or ""
        there = len(self.answers.get(listed, ()))
        more = there < len(self.written.answers.get(listed) or ())
        if self.page.locator(f'[name="{listed}{MORE}"]').count():
            self.fill(listed + MORE, ["yes" if more else "no"])
        if not more:
            self.answers = with_no_more(self.answers, listed)
        self.press("main form button.govuk-button")

    def fill(self, name: str, values: list[str]) -> None:
        """Types into, chooses or ticks the controls of a name."""
        control = self.page.locator(f'[name="{name}"]')
        kind = control.first.evaluate("c => c.type || c.tagName.toLowerCase()")
        if kind in ("radio", "checkbox"):
            for value in values:
                self.page.locator(f'[name="{name}"][value="{value}"]').check()
        elif kind == "select-one":
            control.select_option(values[-1])
        elif kind != "hidden":
            control.fill(values[-1])

    def press(self, selector: str) -> None:
        """Presses a button or follows a link, and waits for the page."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
