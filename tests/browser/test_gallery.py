"""Every component in a real browser, under the site's own content security policy."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from doitonline.config.headers import CONTENT_SECURITY_POLICY
from doitonline.pages.assets import build
from tests.pages.gallery import COLOURS, page

NODE_MODULES = Path(__file__).parents[2] / "node_modules"
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
HOUR = 3600 * 1000

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")


class Site(SimpleHTTPRequestHandler):
    """The two galleries, a place to leave for, and the static files."""

    posts: list[str] = []

    def do_GET(self) -> None:
        name = urlsplit(self.path).path.strip("/")
        if name in ("counter", "office"):
            self.answer(page(name).replace("#next", "/next").replace("#keep", "/keep"))
        elif name in ("exit", "locked", "keep"):
            self.answer(f"<!DOCTYPE html><html lang=en><title>{name}</title><h1>{name}</h1>")
        else:
            super().do_GET()

    def do_POST(self) -> None:
        self.posts.append(self.path)
        self.send_response(204)
        self.end_headers()

    def answer(self, html: str) -> None:
        body = html.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the superclass's name
        """Say nothing."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    build(NODE_MODULES, folder / "static", COLOURS)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Site, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("site", ["counter", "office"])
def test_a_page_has_no_fault_that_axe_finds_and_fits_its_window(
    browser: Browser, address: str, site: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    opened = context.new_page()
    opened.goto(f"{address}/{site}")
    opened.evaluate((NODE_MODULES / "axe-core/axe.min.js").read_text())
    found = opened.evaluate("tags => axe.run({runOnly: tags})", WCAG)["violations"]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == []
    assert opened.evaluate("document.documentElement.scrollWidth") == width
    context.close()


@pytest.mark.parametrize("site", ["counter", "office"])
def test_scripts_run_under_the_policy_without_complaint(
    opened: Page, address: str, site: str
) -> None:
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.goto(f"{address}/{site}")
    expect(opened.locator(".govuk-error-summary")).to_be_focused()
    assert said == []


def test_three_presses_of_shift_leave_and_the_page_is_not_behind(
    opened: Page, address: str
) -> None:
    opened.goto(f"{address}/locked")
    opened.goto(f"{address}/counter")
    for _ in range(3):
        opened.keyboard.press("Shift")
    opened.wait_for_url("**/exit")
    opened.go_back()
    assert opened.url == f"{address}/locked"


def test_the_first_thing_a_keyboard_reaches_after_the_skip_link_is_the_way_out(
    opened: Page, address: str
) -> None:
    opened.goto(f"{address}/counter")
    found = opened.locator("body a")
    expect(found.nth(0)).to_have_text("Skip to main content")
    expect(found.nth(1)).to_have_text("Exit this page")
    found.nth(1).focus()
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/exit")


def test_a_form_pressed_twice_is_sent_once(opened: Page, address: str) -> None:
    Site.posts.clear()
    opened.goto(f"{address}/counter")
    send = opened.get_by_role("button", name="Send now, add the rest later")
    with opened.expect_response("**/next"):
        send.dblclick()
    send.click()
    assert Site.posts == ["/next"]


def test_an_answer_reveals_its_question_without_claiming_to_expand(
    opened: Page, address: str
) -> None:
    opened.goto(f"{address}/counter")
    imei = opened.get_by_label("Its IMEI number, if you know it")
    expect(imei).to_be_visible()
    opened.get_by_label("A bicycle").check()
    expect(imei).to_be_hidden()
    assert opened.locator("[type=radio][aria-expanded]").count() == 0


def test_a_page_left_alone_warns_and_then_locks(opened: Page, address: str) -> None:
    opened.clock.install()
    opened.goto(f"{address}/counter")
    opened.evaluate("document.querySelector('.app-idle-lock').dataset.lockedUrl = '/locked'")
    opened.clock.fast_forward(HOUR - 301_000)
    expect(opened.locator(".app-idle-lock")).to_be_hidden()
    opened.clock.fast_forward(10_000)
    expect(opened.locator(".app-idle-lock")).to_contain_text("this page will lock in 5 minutes")
    opened.clock.fast_forward(300_000)
    opened.wait_for_url("**/locked")


def test_whoever_says_that_they_are_here_is_not_locked_out(opened: Page, address: str) -> None:
    opened.clock.install()
    opened.goto(f"{address}/counter")
    opened.clock.fast_forward(HOUR - 200_000)
    with opened.expect_request("**/keep"):
        opened.get_by_role("button", name="I am still here").click()
    expect(opened.locator(".app-idle-lock")).to_be_hidden()
    opened.clock.fast_forward(HOUR - 400_000)
    expect(opened.locator(".app-idle-lock")).to_be_hidden()


def test_whoever_is_writing_is_kept_without_a_warning(opened: Page, address: str) -> None:
    opened.clock.install()
    opened.goto(f"{address}/counter")
    opened.clock.fast_forward(HOUR - 400_000)
    opened.get_by_label("Describe it").press("a")
    with opened.expect_request("**/keep"):
        opened.clock.fast_forward(150_000)
    expect(opened.locator(".app-idle-lock")).to_be_hidden()


def test_without_scripts_everything_is_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(f"{address}/counter")
    expect(opened.get_by_label("What does it say?")).to_be_visible()
    expect(opened.get_by_text("You can enter up to 200 characters")).to_be_visible()
    expect(opened.locator(".app-copy")).to_be_hidden()
    opened.get_by_role("button", name="Emergency Exit this page").click()
    assert opened.url == f"{address}/exit"
    context.close()
