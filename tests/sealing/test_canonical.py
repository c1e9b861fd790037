import contextlib
import math
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doitonline.sealing.canonical import canonical, instant, parse, read_instant
from doitonline.sealing.errors import NotCanonical

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXT, inner, max_size=5),
    max_leaves=30,
)


@given(VALUES)
def test_what_was_written_is_read_again(value: object) -> None:
    assert parse(canonical(value)) == value


@given(st.dictionaries(TEXT, VALUES, max_size=6), st.randoms())
def test_the_order_of_keys_does_not_matter(value: dict[str, object], random: object) -> None:
    items = list(value.items())
    random.shuffle(items)  # type: ignore[attr-defined]
    assert canonical(dict(items)) == canonical(value)


@given(VALUES)
def test_the_canonical_form_of_a_canonical_form_is_itself(value: object) -> None:
    told = canonical(value)
    assert canonical(parse(told)) == told


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_and_nothing_else(data: bytes) -> None:
    with contextlib.suppress(NotCanonical):
        parse(data)


@pytest.mark.parametrize(
    "value",
    [
        math.nan,
        math.inf,
        -math.inf,
        {"a": [1, math.nan]},
        "half \ud83d",
        {"\udc00": 1},
        {1: "a"},
        {None: 1},
        b"bytes",
        {"a": {1, 2}},
        datetime(2026, 5, 1, tzinfo=UTC),
        10**5000,
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_value_without_a_form_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


def test_a_value_nested_beyond_reason_is_refused() -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(NotCanonical):
        canonical(deep)
    with pytest.raises(NotCanonical):
        parse(b"[" * 100_000 + b"]" * 100_000)
    while deep:
        deep = deep.pop()  # type: ignore[assignment]  # taken apart by hand: no deep recursion


def test_a_refusal_names_the_place_but_not_the_value() -> None:
    with pytest.raises(NotCanonical) as refusal:
        canonical({"statement": ["my neighbour", {"secret": object()}]})
    assert "/…/1/…" in str(refusal.value)
    assert "neighbour" not in str(refusal.value)
    assert "secret" not in str(refusal.value)


def test_a_repeated_key_is_refused_at_any_depth() -> None:
    with pytest.raises(NotCanonical):
        parse(b'{"a":{"b":1,"b":1}}')


def test_a_tuple_is_written_as_a_list() -> None:
    assert canonical({"at": (1, 2)}) == b'{"at":[1,2]}'


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_time_is_read_as_it_was_written(moment: datetime) -> None:
    assert read_instant(instant(moment)) == moment


def test_a_time_is_written_in_utc_whatever_its_zone() -> None:
    summer = timezone(timedelta(hours=1))
    assert instant(datetime(2026, 6, 1, 0, 30, tzinfo=summer)) == "2026-05-31T23:30:00.000000Z"


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        instant(datetime(2026, 6, 1))


@pytest.mark.parametrize(
    "text", ["", "2026-06-01", "2026-06-01T00:00:00Z", "2026-6-1T0:0:0.000000Z"]
)
def test_a_time_in_another_spelling_is_refused(text: str) -> None:
    with pytest.raises(NotCanonical):
        read_instant(text)
