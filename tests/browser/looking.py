"""Looking at pages: by rules at each one, by axe at each shape that was not seen before."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.browser.axe import Axe, cut_when_spaced, too_wide
from tests.browser.rules import faults
from tests.browser.shapes import shape_of
from tests.browser.visiting import Fetched

NARROW, WIDE, HEIGHT = 360, 1280, 800
ZOOMED = 320  # what is left of 1,280 px at 400 % (WCAG 1.4.10)
RENEWED_AFTER = 20  # documents


class Window:
    """A browser's window that shows answers as they were fetched, with the site's own styles."""

    def __init__(self, context: BrowserContext, home: str, width: int) -> None:
        self.context, self.home, self.width = context, home, width
        self.showing: Fetched | None = None
        self.shown = 0
        self._renew()

    def _renew(self) -> None:
        """Opens a new page: one that has shown many documents holds on to them, and is slow."""
        for page in self.context.pages:
            page.close()
        self.page = self.context.new_page()
        self.page.route(f"{self.home}/**", self._answer)
        self.axe = Axe(self.page)

    def show(self, fetched: Fetched) -> Page:
        """Puts an answer into the window as if the browser had asked for it."""
        self.shown += 1
        if self.shown % RENEWED_AFTER == 0:
            self._renew()
        self.showing = fetched
        self.page.goto(self.home + fetched.path)
        return self.page

    def _answer(self, route: Route) -> None:
        """Gives the browser the answer when it asks for the page; all else it gets itself."""
        shown = self.showing
        if shown is None or not route.request.is_navigation_request():
            route.continue_()
            return
        kept = ("content-type", "content-security-policy", "permissions-policy")
        headers = {name: value for name, value in shown.headers.items() if name in kept}
        route.fulfill(status=shown.status, headers=headers, body=shown.html)

    def faults(self, fetched: Fetched) -> list[str]:
        """What axe finds wrong with a page, and whether it is too wide."""
        page = self.show(fetched)
        found = [f"{rule}: {asks}: {element}" for rule, asks, element in self.axe.violations()]
        for width in (self.width, *([ZOOMED] if self.width == NARROW else [])):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            if wide := too_wide(page):
                found.append(f"{wide} px wider than a window of {width} px")
        page.set_viewport_size({"width": self.width, "height": HEIGHT})
        if self.width == NARROW and (cut := cut_when_spaced(page)):
            found.append(f"words are cut or cover others when they are spaced out: {cut}")
        return found


@contextmanager
def windows(browser: Browser, home: str, *widths: int) -> Iterator[list[Window]]:
    """Windows of these widths on a site."""
    contexts = [
        browser.new_context(viewport={"width": width, "height": HEIGHT}) for width in widths
    ]
    yield [Window(context, home, width) for context, width in zip(contexts, widths, strict=True)]
    for context in contexts:
        context.close()


def wrong_by_rules(fetched: Fetched, soup: BeautifulSoup, says: str = "") -> list[str]:
    """The rules that a page breaks; its error summary should say the sentence `says`."""
    found = faults(fetched, soup)
    said = [link.get_text() for link in soup.select(".govuk-error-summary__list a")]
    if says and says not in said:
        found.append(f"the error summary does not say “{says}”")
    return found


@dataclass
class Looker:
    """Looks at every page by the rules, and in the windows at every shape for the first time."""

    windows: list[Window]
    seen: set[str] = field(default_factory=set)
    """The shapes that were opened."""

    def look(self, fetched: Fetched, says: str = "") -> list[str]:
        """Every fault of a page."""
        soup = BeautifulSoup(fetched.html, "html.parser")
        found, shape = wrong_by_rules(fetched, soup, says), shape_of(soup)
        if shape not in self.seen:
            self.seen.add(shape)
            found += [fault for window in self.windows for fault in window.faults(fetched)]
        return found
