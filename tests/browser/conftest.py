"""One whole station for all browser tests, and Chromium."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.chromium import launched
from tests.browser.looking import Looker
from tests.browser.openers import Openers
from tests.browser.standing import Standing, standing

OPENING = 600  # seconds for the test that happens to come first, whose time the opening takes


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of the whole station wait for its opening, however busy the machine is."""
    for item in items:
        if "station" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.timeout(OPENING))


@pytest.fixture(scope="session")
def station() -> Iterator[Standing]:
    """The station, opened once for all tests that ask for it."""
    with tempfile.TemporaryDirectory(prefix="doitonline-") as folder:
        Path(folder).chmod(0o711)
        with standing(Path(folder)) as here:
            yield here


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window. A machine without it fails, and is told what to do."""
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def openers() -> Iterator[Openers]:
    """Browsers beside the tests, for the many pages at which axe looks."""
    with Openers() as openers:
        yield openers


@pytest.fixture(scope="module")
def looker(openers: Openers) -> Looker:
    """Looks at pages by rules, and at each new shape of page by axe in a narrow window."""
    return Looker(openers)


@pytest.fixture
def window(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a window, each with cookies of its own: `window(360, scripts=False)`."""
    contexts: list[BrowserContext] = []

    def opened(width: int, *, scripts: bool = True, height: int = 800) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=scripts
        )
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
