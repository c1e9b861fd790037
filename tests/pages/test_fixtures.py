"""Our macros write what the design system's own write: its published fixtures are the oracle.

Every fixture of every component that we offer is compared, with one change to the oracle: the
crown, the open government licence and the crown copyright are taken out of the footer's, because a
force is not GOV.UK.

Not offered: `header` (the crown; `generic-header` is used), `cookie-banner` (only strictly
necessary cookies are set), `accordion` (it hides what people need) and `feedback` (a force has a
service of its own for that).
"""

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from markupsafe import Markup

from doitonline.pages.environment import environment
from tests.pages.shapes import shape

COMPONENTS = Path(__file__).parents[2] / "node_modules/govuk-frontend/dist/govuk/components"
NOT_OFFERED = {"header", "cookie-banner", "accordion", "feedback"}
NOT_GOVUK = (
    ".govuk-footer__crown, .govuk-footer__licence-logo, .govuk-footer__licence-description, "
    ".govuk-footer__meta-item:has(.govuk-footer__copyright-logo)"
)
MARKUP = {"html", "attributes", "start", "end", "navigationStart", "navigationEnd"}
ENVIRONMENT = environment()


def fixtures() -> list[Any]:
    return [
        pytest.param(path.parent.name, fixture, id=f"{path.parent.name}: {fixture['name']}")
        for path in sorted(COMPONENTS.glob("*/fixtures.json"))
        if path.parent.name not in NOT_OFFERED
        for fixture in json.loads(path.read_text())["fixtures"]
    ]


def trusted(value: Any, key: str = "") -> Any:
    """The fixture's options with its markup marked as markup, as a template's literal would be."""
    if isinstance(value, dict):
        return {name: trusted(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [trusted(item) for item in value]
    if isinstance(value, str) and (key in MARKUP or key.endswith("Html")):
        return Markup(value)  # noqa: S704 the oracle's own
    return value


def rendered(component: str, options: dict[str, Any]) -> str:
    macro: Any = ENVIRONMENT.globals["govuk" + component.replace("-", " ").title().replace(" ", "")]
    return str(macro(options))


def without_crown(html: str) -> BeautifulSoup:
    soup = BeautifulSoup(html, "html.parser")
    for node in soup.select(NOT_GOVUK):
        node.decompose()
    return soup


@pytest.mark.parametrize(("component", "fixture"), fixtures())
def test_a_macro_writes_what_the_design_systems_fixture_says(
    component: str, fixture: dict[str, Any]
) -> None:
    oracle = without_crown(fixture["html"]) if component == "footer" else fixture["html"]
    assert shape(rendered(component, trusted(fixture["options"]))) == shape(oracle)


@pytest.mark.parametrize(
    "altered",
    [
        '<p class="a b">One <b>two</b></p>',
        '<p class="a" id="x">One <b>two</b></p>',
        '<p class="a">One<b>two</b></p>',
        '<p class="a">One <i>two</i></p>',
    ],
)
def test_the_comparison_notices_a_change(altered: str) -> None:
    assert shape('<p class="a">One <b>two</b></p>') != shape(altered)


def test_the_comparison_ignores_white_space_and_the_order_of_attributes() -> None:
    assert shape('<p class="a" id="x">One <b>two</b></p>') == shape(
        '<p id=x class=" a ">\n One\n<b>two</b></p>'
    )
