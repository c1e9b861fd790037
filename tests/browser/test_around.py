"""The counter's pages around a journey, by rules and by axe."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.around import Around
from tests.browser.looking import NARROW, Looker, windows
from tests.browser.standing import Standing
from tests.browser.visiting import Fetched


@pytest.fixture(scope="module")
def looker(browser: Browser, station: Standing) -> Iterator[Looker]:
    with windows(browser, station.counter, NARROW) as narrow:
        yield Looker(narrow)


def test_every_page_around_a_journey_is_good(
    station: Standing, looker: Looker, tmp_path: Path
) -> None:
    found, headings = [], {}
    for name, fetch in Around(station, tmp_path).pages():
        fetched = fetch()
        assert "text/html" in fetched.headers["content-type"], name
        headings[name] = fetched.status
        found += [f"{name}: {fault}" for fault in looker.look(fetched)]
    assert not found, "\n".join(found)
    assert {name: status for name, status in headings.items() if status != 200} == {
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
        (("</form>", "<p>" + "wide" * 60 + "</p></form>"), "px wider"),
    ],
)
def test_what_is_wrong_with_a_page_is_seen(
    station: Standing, looker: Looker, change: tuple[str, str], fault: str
) -> None:
    """A looker that finds nothing must be one that could."""
    good = Around(station, Path()).visitor.get("/back")
    assert change[0] in good.html
    bad = Fetched(good.path, good.status, good.headers, good.html.replace(*change))
    found = looker.look(bad)
    assert any(fault in each for each in found) if fault else found == []
