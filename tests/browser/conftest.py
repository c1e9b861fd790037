"""One whole station for all browser tests, and Chromium."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.standing import Standing, standing

CHROMIUM = Path(os.environ.get("CHROMIUM") or "/usr/bin/chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)

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
    if not CHROMIUM.exists():
        pytest.fail(
            f"There is no Chromium at {CHROMIUM}. Install Debian's (apt-get install chromium), "
            "or name another one: make test CHROMIUM=/path/to/chromium"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield browser
        browser.close()


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
