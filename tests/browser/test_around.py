"""The counter's pages around a journey, by rules and by axe."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.around import SLUG, Around
from tests.browser.axe import too_wide
from tests.browser.looking import Looker
from tests.browser.officers import sign_in
from tests.browser.openers import NARROW, ZOOMED
from tests.browser.standing import Standing


def test_every_page_around_a_journey_is_good(
    station: Standing, looker: Looker, tmp_path: Path
) -> None:
    pages = {name: fetch() for name, fetch in Around(station, tmp_path).pages()}
    looks = {name: looker.look(fetched) for name, fetched in pages.items()}
    found = [f"{name}: {fault}" for name, look in looks.items() for fault in look.faults()]
    assert not found, "\n".join(found)
    assert {name: page.status for name, page in pages.items() if page.status != 200} == {
        "coming back, wrong code": 422,
        "locked": 403,
        "another's draft": 404,
        "no page": 404,
        "a form too big": 400,
        "a form without its token": 403,
        "a form without its token, typed": 403,
        "not working": 503,
        "not working, typed": 503,
        "withdrawn": 410,
    }


def test_a_word_without_end_stays_inside_the_window(
    station: Standing, looker: Looker, window: Callable[[int], Page], tmp_path: Path
) -> None:
    here, word = Around(station, tmp_path), "w" * 60
    told = here.told.given
    items = {
        "thing": [{**item, "th.what": word} for item in told["thing"]],
        "person": [{**item, "pe.name": word, "pe.looks": word} for item in told["person"]],
    }
    answers = {**told, **items, "t.story": word, "q.line": word, "q.place": {"words": word}}
    draft, plan = here.draft(answers), station.plans[SLUG]
    item = answers["thing"][0]["id"]
    things = f"{draft}/{plan.addresses['things']}"
    for path in (f"{draft}/{plan.addresses['check']}", things, f"{things}/{item}/remove"):
        fetched = here.visitor.get(path)
        assert word in fetched.html
        assert looker.openers.open(fetched, NARROW).result().faults == []
    reference = station.sent(SLUG, {**answers, "z.true": "agreed"})
    page = window(ZOOMED)
    sign_in(page, station, "contact")
    page.goto(f"{station.office}/cases/{reference}")
    assert word in page.content()
    assert too_wide(page) == 0


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("<label", "<span"), "has no label"),
        (('lang="en"', ""), "does not say its language"),
        (('id="main-content"', 'id="main-content" style="margin:0"'), "main has style"),
        (("Your code", "Your robbery code"), ""),
        (("<title>", "<title>Robbery: "), "the title says “Robb”"),
        (('role="button"', 'role="no-such-role"'), "aria-roles"),
        (('class="govuk-template"', 'class="govuk-template" aria-hidden="true"'), "aria-hidden"),
        (('<h1 class="govuk-heading-l"', '<p>A</p><h1 class="govuk-heading-l"'), ""),
        (("</form>", '<img src="/static/favicon.svg"></form>'), "image-alt"),
        (("</form>", '<p class="app-reference">' + "wide" * 60 + "</p></form>"), "px wider"),
    ],
)
def test_what_is_wrong_with_a_page_is_seen(
    station: Standing, looker: Looker, change: tuple[str, str], fault: str
) -> None:
    """A looker that finds nothing must be one that could."""
    good = Around(station, Path()).visitor.get("/back")
    assert change[0] in good.html
    bad = replace(good, html=good.html.replace(*change))
    found = looker.look(bad).faults()
    assert any(fault in each for each in found) if fault else found == []
