"""Looking at pages: by rules at each one, by axe at each shape that was not seen before."""

from concurrent.futures import Future
from dataclasses import dataclass, field

from bs4 import BeautifulSoup

from tests.browser.openers import NARROW, Opened, Openers
from tests.browser.rules import faults
from tests.browser.shapes import shape_of
from tests.browser.visiting import Fetched


@dataclass(frozen=True)
class Look:
    """What is known of a page, and what is being found out about it."""

    shape: str
    by_rules: list[str]
    opened: dict[int, Future[Opened]]
    """By width of the window."""

    def faults(self) -> list[str]:
        """Every fault, when the page has been opened wherever it should be."""
        seen = [fault for future in self.opened.values() for fault in future.result().faults]
        return [*self.by_rules, *seen]


@dataclass
class Looker:
    """Looks at every page by the rules, and has each new shape of page opened.

    With `every_page`, pages of a shape that was seen are opened too.
    """

    openers: Openers
    widths: tuple[int, ...] = (NARROW,)
    every_page: bool = False
    seen: set[str] = field(default_factory=set)

    def look(self, fetched: Fetched, says: str = "") -> Look:
        """Begins to look at a page, whose error summary should say this sentence."""
        soup = BeautifulSoup(fetched.html, "html.parser")
        found, shape = faults(fetched, soup), shape_of(soup)
        said = [link.get_text() for link in soup.select(".govuk-error-summary__list a")]
        if says and says not in said:
            found.append(f"the error summary does not say “{says}”")
        new = self.every_page or shape not in self.seen
        self.seen.add(shape)
        widths = self.widths if new else ()
        return Look(shape, found, {width: self.openers.open(fetched, width) for width in widths})
