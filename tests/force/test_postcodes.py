"""One way to write a postcode, however it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doitonline.force.postcodes import normalise_postcode, postcode_in, read_postcode

WHOLE = st.from_regex(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}", fullmatch=True).filter(str.isascii)


@pytest.mark.parametrize(
    "typed", ["PR1 2SA", "pr12sa", " Pr1  2sA ", "PR1-2SA", "pr1.2sa", "P R 1 2 S A"]
)
def test_a_postcode_is_written_in_one_way(typed):
    assert normalise_postcode(typed) == "PR1 2SA"


@pytest.mark.parametrize(
    "typed", ["", "PR1", "PR1 2", "Preston", "12345", "PR1 2S", "PRR1 2SA", "PR1 2SA 3", "ÞR1 2SA"]
)
def test_what_is_no_whole_postcode_is_refused(typed):
    assert normalise_postcode(typed) is None


@given(st.text())
def test_writing_a_postcode_twice_changes_nothing(typed):
    once = normalise_postcode(typed)
    assert once is None or normalise_postcode(once) == once


@given(WHOLE, st.booleans())
def test_every_postcode_of_a_good_shape_keeps_its_letters(typed, small):
    read = normalise_postcode(typed.lower() if small else typed)
    assert read is not None
    assert read.replace(" ", "") == typed


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("ol12 8", "OL12 8"),
        ("OL128", "OL12 8"),
        ("PR1 2", "PR1 2"),
        ("PR12", "PR12"),
        ("l40", "L40"),
    ],
)
def test_the_beginning_of_a_postcode_is_read_for_what_it_tells(typed, text):
    read = read_postcode(typed)
    assert read is not None
    assert read.text == text


def test_a_sector_and_a_whole_code_give_their_longer_beginnings_first():
    read = read_postcode("OL12 8JJ")
    assert read is not None
    assert read.prefixes == ("OL12 8JJ", "OL12 8")
    assert (read.area, read.number, read.outcode) == ("OL", "12", "OL12")


def test_a_postcode_is_found_in_an_address_typed_in_one_box():
    found = postcode_in("Flat 2, 14 Mill Lane, ol12 8jj, by the mill")
    assert found is not None
    assert found.whole == "OL12 8JJ"
    assert postcode_in("14 Mill Lane, Whitworth") is None
    assert postcode_in("serial XPR12SAB") is None
