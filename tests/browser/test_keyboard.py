"""Without a mouse, and without much of a screen."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from doitonline.config.surroundings import ROOT
from doitonline.definitions.plan import Plan
from doitonline.definitions.written import Written, journeys, walk
from tests.browser.keyboard import KeyboardPerson, focus_is_seen, tab_to
from tests.browser.officers import sign_in
from tests.browser.rounds import LONDON
from tests.browser.standing import Standing
from tests.browser.ways import told_at

SLUG = "report-a-crime"
Window = Callable[..., Page]


@pytest.fixture(scope="module")
def plan(station: Standing) -> Plan:
    return station.plans[SLUG]


@pytest.fixture(scope="module")
def story(plan: Plan) -> Written:
    """A burglary that is sent as soon as it can be."""
    stories = {each.name: each for each in journeys(ROOT / "services" / SLUG)}
    told = told_at(plan, stories["burglary"], datetime.now(LONDON))
    return told.model_copy(update={"send_now": True})


@pytest.fixture
def page(station: Standing, window: Window) -> Page:
    """The first page of a draft."""
    page = window(1280)
    page.goto(f"{station.counter}/{SLUG}")
    with page.expect_navigation():
        page.locator("main form button").click()
    return page


def test_a_report_is_made_with_the_keyboard_alone(
    station: Standing, window: Window, plan: Plan, story: Written
) -> None:
    page = window(1280)
    KeyboardPerson(page, plan, story).play(station.counter)
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your report")


def test_focus_moves_to_what_is_wrong_and_from_there_to_the_field(page: Page) -> None:
    tab_to(page, page.get_by_role("button", name="Continue"))
    page.keyboard.press("Enter")
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    page.keyboard.press("Tab")
    expect(summary.locator("a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main [type=radio]").first).to_be_focused()
    assert focus_is_seen(page)


def test_the_skip_link_leads_past_the_header(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    assert focus_is_seen(page)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_an_officer_reaches_everything_on_a_case_by_tab(
    station: Standing, window: Window, plan: Plan, story: Written
) -> None:
    station.sent(SLUG, walk(plan, story).answers)
    page = window(1280)
    sign_in(page, station, "contact2")
    page.goto(f"{station.office}/")
    first = page.locator("tbody a").first
    reference = first.inner_text()
    tab_to(page, first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(reference)
    tab_to(page, page.get_by_role("button", name="Keep this assessment"))
    page.keyboard.press("Enter")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
