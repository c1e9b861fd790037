"""Browsers that open pages beside the test, so that it can fetch others meanwhile."""

from concurrent.futures import Future
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from time import monotonic
from types import TracebackType
from typing import Self

from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.browser.axe import Axe, cut_when_spaced, too_wide
from tests.browser.chromium import launched
from tests.browser.visiting import Fetched

NARROW, WIDE, HEIGHT = 360, 1280, 800
ZOOMED = 320  # what is left of 1,280 px at 400 % (WCAG 1.4.10)
RENEWED_AFTER = 20  # documents
KEPT = ("content-type", "content-security-policy", "permissions-policy")


@dataclass(frozen=True)
class Opened:
    """What was found when a page was opened, and how long it took."""

    faults: list[str]
    seconds: float


Task = tuple[Future[Opened], Fetched, int]


class Window:
    """A browser's window that shows answers as they were fetched, with the site's own styles."""

    def __init__(self, browser: Browser, width: int) -> None:
        self.width = width
        self.context = browser.new_context(viewport={"width": width, "height": HEIGHT})
        self.showing: Fetched | None = None
        self.shown = 0
        self._renew()

    def _renew(self) -> None:
        """Opens a new page: one that has shown many documents holds on to them, and is slow."""
        for page in self.context.pages:
            page.close()
        self.page = self.context.new_page()
        self.page.route("**/*", self._answer)
        self.axe = Axe(self.page)

    def show(self, fetched: Fetched) -> Page:
        """Puts an answer into the window as if the browser had asked for it."""
        self.shown += 1
        if self.shown % RENEWED_AFTER == 0:
            self._renew()
        self.showing = fetched
        self.page.goto(fetched.home + fetched.path)
        return self.page

    def _answer(self, route: Route) -> None:
        """Gives the browser the answer when it asks for the page; all else it gets itself."""
        shown = self.showing
        if shown is None or not route.request.is_navigation_request():
            route.continue_()
            return
        headers = {name: value for name, value in shown.headers.items() if name in KEPT}
        route.fulfill(status=shown.status, headers=headers, body=shown.html)

    def open(self, fetched: Fetched) -> Opened:
        """What axe finds wrong with a page, whether it is too wide, and whether words are cut."""
        began, page = monotonic(), self.show(fetched)
        found = [f"{rule}: {asks}: {element}" for rule, asks, element in self.axe.violations()]
        for width in (self.width, *([ZOOMED] if self.width == NARROW else [])):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            if wide := too_wide(page):
                found.append(f"{wide} px wider than a window of {width} px")
        page.set_viewport_size({"width": self.width, "height": HEIGHT})
        if self.width == NARROW and (cut := cut_when_spaced(page)):
            found.append(f"words are cut or cover others when they are spaced out: {cut}")
        return Opened(found, monotonic() - began)


class Openers:
    """Some browsers, each in a thread of its own, which take pages from one queue."""

    def __init__(self, number: int = 2) -> None:
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()
        self._threads = [Thread(target=self._work, daemon=True) for _ in range(number)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()

    def open(self, fetched: Fetched, width: int) -> Future[Opened]:
        """Has a page opened in a window of this width, when its turn comes."""
        future: Future[Opened] = Future()
        self._tasks.put((future, fetched, width))
        return future

    def _work(self) -> None:
        try:
            with sync_playwright() as playwright:
                self._open_all(launched(playwright))
        except Exception as error:
            # Whoever waits for a page learns why it was not opened.
            while (task := self._tasks.get()) is not None:
                task[0].set_exception(error)

    def _open_all(self, browser: Browser) -> None:
        windows: dict[int, Window] = {}
        while (task := self._tasks.get()) is not None:
            future, fetched, width = task
            try:
                if width not in windows:
                    windows[width] = Window(browser, width)
                future.set_result(windows[width].open(fetched))
            except Exception as error:
                future.set_exception(error)
        browser.close()
