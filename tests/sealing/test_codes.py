import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doitonline.sealing import codes
from doitonline.sealing.errors import MistypedCode, MistypedReference

NUMBERS = st.integers(0, 2**40 - 1)
LOOK_ALIKE = {"0": ["0", "o", "O"], "1": ["1", "i", "I", "l", "L"]}


@st.composite
def as_a_person_types(draw: st.DrawFn, code: str) -> str:
    """The code with its case, look-alikes, dashes and spaces as they come."""
    typed = ""
    for letter in code:
        if letter == "-":
            typed += draw(
                st.sampled_from(
                    ["", "-", " ", " - ", "\N{EN DASH}", "\N{SOFT HYPHEN}", "\N{NO-BREAK SPACE}"]
                )
            )
        else:
            typed += draw(st.sampled_from(LOOK_ALIKE.get(letter, [letter, letter.lower()])))
    return draw(st.sampled_from(["", " ", "\t"])) + typed + draw(st.sampled_from(["", " ", "\r\n"]))


def test_a_new_reference_has_the_promised_shape() -> None:
    for _ in range(200):
        reference = codes.new_reference()
        assert re.fullmatch(
            r"DIO-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]", reference
        )
        assert codes.read_reference(reference) == reference


@given(NUMBERS, st.data())
def test_a_reference_is_read_however_it_is_typed(number: int, data: st.DataObject) -> None:
    reference = codes.reference_of(number)
    assert codes.read_reference(data.draw(as_a_person_types(reference))) == reference
    assert codes.read_reference(data.draw(as_a_person_types(reference[4:]))) == reference


@given(NUMBERS, st.integers(0, 8), st.sampled_from(codes.LETTERS))
def test_one_wrong_letter_is_always_found(number: int, place: int, letter: str) -> None:
    letters = codes.reference_of(number).removeprefix("DIO-").replace("-", "")
    if letters[place] != letter:
        with pytest.raises(MistypedReference):
            codes.read_reference(letters[:place] + letter + letters[place + 1 :])


@given(NUMBERS, st.integers(0, 8), st.integers(0, 8))
def test_two_letters_that_changed_places_are_always_found(number: int, one: int, two: int) -> None:
    letters = list(codes.reference_of(number).removeprefix("DIO-").replace("-", ""))
    if letters[one] != letters[two]:
        letters[one], letters[two] = letters[two], letters[one]
        with pytest.raises(MistypedReference):
            codes.read_reference("".join(letters))


@given(st.text(max_size=120))
def test_any_text_is_a_reference_or_refused_and_nothing_else(text: str) -> None:
    with contextlib.suppress(MistypedReference):
        assert codes.read_reference(codes.read_reference(text))


@given(st.text(max_size=120))
def test_any_text_is_a_code_or_refused_and_nothing_else(text: str) -> None:
    for read in (codes.read_tracking_code, codes.read_return_code):
        with contextlib.suppress(MistypedCode):
            assert read(read(text)) == read(text)


def test_a_very_long_text_is_refused_without_work() -> None:
    with pytest.raises(MistypedReference):
        codes.read_reference(" " * 10_000_000 + "DIO-0000-0000-0")


def test_a_tracking_code_is_sixteen_letters_shown_in_fours() -> None:
    code = codes.new_tracking_code()
    shown = codes.show_in_fours(code)
    assert re.fullmatch(r"([0-9A-Z]{4} ){3}[0-9A-Z]{4}", shown)
    assert codes.read_tracking_code(shown.lower()) == code


@given(st.data())
def test_a_tracking_code_is_read_however_it_is_typed(data: st.DataObject) -> None:
    code = data.draw(st.text(codes.LETTERS, min_size=16, max_size=16))
    dashed = codes.show_in_fours(code).replace(" ", "-")
    assert codes.read_tracking_code(data.draw(as_a_person_types(dashed))) == code


@given(st.binary(min_size=16, max_size=16), st.data())
def test_a_return_code_spells_its_bytes(secret: bytes, data: st.DataObject) -> None:
    code = codes.return_code_of(secret)
    assert codes.return_code_bytes(data.draw(as_a_person_types(code))) == secret
    assert codes.read_return_code(code) == code


def test_a_return_code_beyond_its_bits_is_refused() -> None:
    for first in "8GZ":
        with pytest.raises(MistypedCode):
            codes.read_return_code(first + "0" * 25)


def test_new_codes_do_not_repeat() -> None:
    for new in (codes.new_tracking_code, codes.new_return_code, codes.new_reference):
        assert len({new() for _ in range(500)}) == 500


def test_an_item_id_reads_the_same_in_both_base32_alphabets() -> None:
    for _ in range(200):
        assert re.fullmatch(r"[a-hjkmnp-tv-z2-7]{8}", codes.new_item_id())
