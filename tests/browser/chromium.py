"""The browser of the tests: Debian's Chromium, or another that is named."""

import os
from pathlib import Path

from playwright.sync_api import Browser, Playwright

CHROMIUM = Path(os.environ.get("CHROMIUM") or "/usr/bin/chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


class NoChromium(Exception):
    """There is no browser to test with; the message says what to do."""


def launched(playwright: Playwright) -> Browser:
    """Chromium, without a window. Raises NoChromium."""
    if not CHROMIUM.exists():
        raise NoChromium(
            f"There is no Chromium at {CHROMIUM}. Install Debian's (apt-get install chromium), "
            "or name another one: make test CHROMIUM=/path/to/chromium"
        )
    return playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
