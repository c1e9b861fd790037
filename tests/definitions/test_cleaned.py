"""What is kept of typed text: composed, in time that grows with its length and no faster."""

import sys
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doitonline.definitions.kinds.parsing import MOST_MARKS, cleaned

ABOVE, BELOW = "\u0301", "\u0316"
TWO_MARKS = "\u0f81"
"""One character that is taken apart into two marks."""
MARKS = [ABOVE, BELOW, TWO_MARKS, "\u0344", "\u0f71", "\u05b0", "\u094d", "\U0001e94a"]


def marks_of(text: str) -> int:
    """The longest run of marks in a text that was taken apart."""
    longest = run = 0
    for character in unicodedata.normalize("NFD", text):
        run = run + 1 if unicodedata.combining(character) else 0
        longest = max(longest, run)
    return longest


@pytest.mark.parametrize("mark", [BELOW, ABOVE + BELOW, TWO_MARKS, "\u0344"])
def test_a_letter_keeps_no_more_marks_than_any_script_needs(mark: str) -> None:
    kept = cleaned("x" + ABOVE * 400 + mark * 400 + "y")

    assert kept[0] == "x"
    assert kept[-1] == "y"
    assert len(kept) <= MOST_MARKS + 2


def test_words_with_as_many_marks_as_people_write_stay_as_they_are() -> None:
    for word in ("Nguyễn", "Zoë", "हिन्दी", "שָׁלוֹם", "တမ်းတ", "e" + BELOW * MOST_MARKS):
        assert unicodedata.normalize("NFC", word) == cleaned(word)


def test_every_mark_there_is_counts_as_one() -> None:
    every = [chr(number) for number in range(sys.maxunicode + 1) if not 0xD800 <= number < 0xE000]
    marks = [one for one in every if unicodedata.combining(unicodedata.normalize("NFD", one)[0])]

    assert len(marks) > 800
    assert [mark for mark in marks if len(cleaned("x" + mark * 99)) > MOST_MARKS + 1] == []


def test_a_whole_form_of_marks_is_read_at_once() -> None:
    before = time.process_time()

    cleaned("x" + ABOVE * 600_000 + BELOW * 600_000)
    cleaned("x" + TWO_MARKS * 800_000)

    assert time.process_time() - before < 5


@given(st.text(st.sampled_from([*MARKS, "e", "x", " ", "\0", "\u1100", "\u1161"]), max_size=200))
def test_text_that_was_cleaned_once_is_clean(text: str) -> None:
    once = cleaned(text)

    assert cleaned(once) == once
    assert marks_of(once) <= 2 * MOST_MARKS
