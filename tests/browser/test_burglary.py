"""A burglary, from the public's first page to an officer's screen, in a real browser."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from doitonline.config.surroundings import ROOT
from doitonline.definitions.journey import Step
from doitonline.definitions.plan import Plan
from doitonline.definitions.written import Written, journeys, walk
from tests.browser.axe import too_wide
from tests.browser.officers import sign_in
from tests.browser.person import Person
from tests.browser.rounds import LONDON
from tests.browser.standing import Standing
from tests.browser.ways import told_at

SLUG, STORY = "report-a-crime", "burglary"
REFERENCE = re.compile(r"DIO-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]")
CODE = re.compile(r"([0-9A-Z]{4} ){3}[0-9A-Z]{4}")
WAYS_TO_BROWSE = pytest.mark.parametrize(
    ("width", "scripts"), [(360, False), (1280, True)], ids=["a phone, no scripts", "a desk"]
)
Window = Callable[..., Page]


@pytest.fixture(scope="module")
def plan(station: Standing) -> Plan:
    return station.plans[SLUG]


@pytest.fixture(scope="module")
def burglary(plan: Plan) -> Written:
    stories = {each.name: each for each in journeys(ROOT / "services" / SLUG)}
    return told_at(plan, stories[STORY], datetime.now(LONDON))


@WAYS_TO_BROWSE
def test_a_burglary_is_told_and_an_officer_reads_that_very_report(
    station: Standing, window: Window, plan: Plan, burglary: Written, width: int, scripts: bool
) -> None:
    page = window(width, scripts=scripts)
    person = Person(page, plan, burglary, seen=fits)
    person.play(station.counter)
    assert person.visited == walk(plan, burglary).visited
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your report")
    reference = page.locator("[data-reference]").inner_text()
    assert REFERENCE.fullmatch(reference)
    assert CODE.fullmatch(page.locator("[data-tracking-code]").inner_text())
    fits(page, None)

    station.opened(reference)
    office = window(width, scripts=scripts)
    sign_in(office, station, "contact")
    office.goto(f"{station.office}/cases/{reference}")
    expect(office.get_by_role("heading", level=1)).to_contain_text(reference)
    told = " ".join(office.locator("main").inner_text().split())
    for typed in (
        "Amira Sheikh", "I locked up at half past one and went to work", "490154203237518",
        "14 Sparrow Yard", "Dorota Nowak", "Ridgeback", "Grey hooded top, black rucksack",
    ):  # fmt: skip
        assert typed in told, typed
    fits(office, None)


def test_an_officer_s_case_is_grouped_flagged_assessed_and_only_then_closed(
    station: Standing, window: Window, plan: Plan, burglary: Written
) -> None:
    reference = station.sent(SLUG, walk(plan, burglary).answers)
    page = window(1280)
    sign_in(page, station, "supervisor")
    page.goto(f"{station.office}/cases/{reference}")
    headings = page.locator("main section").filter(
        has=page.get_by_role("heading", name="The record")
    ).locator("h3").all_inner_texts()  # fmt: skip
    assert headings == ["People", "Objects", "Places", "Events"]
    flags = page.locator("section[aria-labelledby=flags]")
    for name, cause in (("CCTV", "Yes"), ("FORENSIC", "Shoe"), ("V", "")):
        flag = flags.locator(".app-office-flag").filter(has=page.get_by_text(name, exact=True))
        expect(flag).to_contain_text(cause)
        expect(flag.locator("li").first).to_be_visible()

    assert page.get_by_role("heading", name="Close the case").count() == 0
    token = page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value") or ""
    forced = page.request.post(
        f"{page.url}/closures",
        form={"csrfmiddlewaretoken": token, "closing_reason": "no_lines", "closing_words": "No."},
        headers={"Origin": station.office},
    )
    assert forced.status == 422
    assert "Assess this case before you close it" in forced.text()

    for label in page.locator("form[action$=assessments] textarea").all()[:6]:
        label.fill("None")
    page.get_by_role("group", name="Grade").get_by_label(re.compile("G3")).check()
    page.get_by_role("group", name=re.compile("Is this a crime")).get_by_label("Yes").check()
    page.get_by_role("button", name="Keep this assessment").click()
    expect(page.get_by_text("The assessment is kept.")).to_be_visible()
    page.get_by_label("Why", exact=True).select_option(index=1)
    page.get_by_label("In your own words").fill("Every line was followed, and the person knows.")
    page.get_by_role("button", name="Close the case").click()
    expect(page.get_by_text("The case is closed.")).to_be_visible()


def fits(page: Page, step: Step | None) -> None:
    """No page is wider than its window, and none complains of an answer that the story gives."""
    assert too_wide(page) == 0, page.url
    assert page.locator(".govuk-error-summary").count() == 0, page.url
