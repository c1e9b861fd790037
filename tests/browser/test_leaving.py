"""Leaving in a hurry: nothing that was written is behind the way back."""

import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.rounds import LONDON
from tests.browser.standing import Standing
from tests.browser.visiting import Visitor
from tests.browser.wander import walks

SLUG = "every-question"
SECRET = "A plover's box"
Window = Callable[..., Page]


class Weather(BaseHTTPRequestHandler):
    """A harmless site of somebody else."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!DOCTYPE html><html lang=en><title>Weather</title><h1>Rain</h1>")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the superclass's name
        """Say nothing."""


@pytest.fixture(scope="module")
def weather(station: Standing) -> Iterator[str]:
    """The address that “Exit this page” leads to here."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Weather)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}/"
    station.lead_out_to(address)
    yield address
    server.shutdown()
    thread.join()
    server.server_close()


def writing(station: Standing, page: Page) -> None:
    """On a page of a report on which something was written and kept."""
    page.goto(f"{station.counter}/{SLUG}")
    page.get_by_role("button", name="Start now").click()
    for answer in ("No", "None of these", "Something else"):
        page.get_by_label(answer, exact=True).check()
        other = page.get_by_label("What was it?")
        if answer == "Something else":
            other.fill(SECRET)
        page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your story")
    page.get_by_role("link", name="Back", exact=True).click()
    expect(other).to_have_value(SECRET)


def press_the_button(page: Page) -> None:
    page.get_by_role("button", name="Emergency Exit this page").click()


def press_shift_three_times(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


def take_the_hidden_link(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Exit this page", exact=True)).to_be_focused()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("leave", [press_the_button, press_shift_three_times, take_the_hidden_link])
def test_whoever_leaves_leaves_nothing_behind(
    station: Standing,
    window: Window,
    weather: str,
    leave: Callable[[Page], None],
    scripts: bool,
) -> None:
    if leave is press_shift_three_times and not scripts:
        pytest.skip("a key needs a script")
    page = window(1280, scripts=scripts)
    writing(station, page)
    inside = page.url
    with page.expect_navigation(url=weather):
        leave(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Rain")
    assert not [c for c in page.context.cookies(station.counter) if c["name"] == "counter"]
    for _ in range(3):
        page.go_back()
        assert SECRET not in page.content()
        if page.url == inside:
            expect(page.get_by_role("heading", level=1)).to_have_text("We cannot open this report")
    page.goto(inside)
    expect(page.get_by_role("heading", level=1)).to_have_text("We cannot open this report")


def test_the_confirmation_prints_with_what_is_needed_and_no_more(
    station: Standing, window: Window
) -> None:
    plan, visitor = station.plans[SLUG], Visitor(station.counter)
    told = next(told for told in walks(plan, datetime.now(LONDON)) if told.complete)
    sent = station.send(visitor, SLUG, {**told.given, "z.true": "agreed"})
    page = window(1280)
    page.context.add_cookies([{"name": "counter", "value": visitor.root, "url": station.counter}])
    page.goto(station.counter + sent.path)
    page.emulate_media(media="print")
    expect(page.locator("[data-reference]")).to_be_visible()
    expect(page.locator("[data-tracking-code]")).to_be_visible()
    for control in (".govuk-exit-this-page", ".app-copy", "footer a"):
        expect(page.locator(control).first).to_be_hidden()
    assert page.pdf(format="A4").count(b"/Type /Page\n") <= 2
