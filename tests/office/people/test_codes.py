"""One-time codes: the vectors of RFC 6238, and what is not a code."""

from base64 import b32encode
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doitonline.office.people.codes import PERIOD, code_of, step_at, step_of

SECRET = b32encode(b"12345678901234567890").decode()
NOW = datetime(2026, 11, 24, 20, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "eight_digits"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_the_codes_are_those_of_the_standard(seconds: int, eight_digits: str):
    step = step_at(datetime.fromtimestamp(seconds, UTC))
    assert code_of(SECRET, step) == eight_digits[-6:]


@pytest.mark.parametrize("off", [-1, 0, 1])
def test_a_clock_may_be_one_step_off(off: int):
    step = step_at(NOW) + off
    assert step_of(SECRET, code_of(SECRET, step), NOW) == step


@pytest.mark.parametrize("off", [-2, 2])
def test_a_clock_two_steps_off_is_wrong(off: int):
    assert step_of(SECRET, code_of(SECRET, step_at(NOW) + off), NOW) is None


def test_a_step_lasts_thirty_seconds():
    assert step_at(NOW + timedelta(seconds=PERIOD)) == step_at(NOW) + 1


@given(st.text())
def test_whatever_is_typed_is_a_step_or_nothing(typed: str):
    assert step_of(SECRET, typed, NOW) in {None, *range(step_at(NOW) - 1, step_at(NOW) + 2)}
