"""A force's colours: what they become, and which are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doitonline.pages.colours import USUAL, UnreadableColours, contrast, force_css
from tests.pages.gallery import COLOURS

COLOUR = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def test_a_forces_colours_become_custom_properties() -> None:
    css = force_css(COLOURS)
    assert css.startswith(":root {\n")
    assert "  --govuk-brand-colour: #14284b;\n" in css
    assert "  --app-accent-colour: #b3132b;\n" in css


def test_the_design_systems_own_colours_are_accepted() -> None:
    assert force_css({}) == ":root {\n}\n"
    assert force_css(USUAL)


def test_a_link_that_cannot_be_read_is_refused_in_a_sentence() -> None:
    with pytest.raises(UnreadableColours) as refused:
        force_css({"link": "#dddddd"})
    assert "link (#dddddd) on body_background (#ffffff) has a contrast of 1.4" in str(refused.value)


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(UnreadableColours) as refused:
        force_css({"brand": "red", "brnad": "#000000"})
    assert len(refused.value.faults) == 2


@pytest.mark.parametrize(
    "value", ["#000;}body{display:none", "#00000", "#0000000", "#00000g", "#000000\n", ""]
)
def test_only_a_colour_is_a_colour(value: str) -> None:
    with pytest.raises(UnreadableColours):
        force_css({"accent": value})


def test_black_on_white_is_21_to_1() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@given(COLOUR, COLOUR)
def test_contrast_is_the_same_both_ways_and_within_its_bounds(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.001
