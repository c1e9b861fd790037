from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doitonline.sealing import keys
from doitonline.sealing.errors import BrokenWrapping, UnknownKey
from doitonline.sealing.keys import EnvelopeKey, KeyLife
from tests.sealing.tampering import each_byte_flipped, each_cut

START = datetime(2026, 5, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def life(name: str, day: float, **facts: object) -> KeyLife:
    """A proved key that begins on a day."""
    return KeyLife(name, START + day * DAY, **({"recovery_proved_at": START} | facts))  # type: ignore[arg-type]


def test_a_key_is_the_same_again_from_its_private_bytes() -> None:
    key = EnvelopeKey.new(START)
    again = EnvelopeKey.from_private_bytes(key.private_bytes, START)
    assert again.public_key == key.public_key
    assert again.key_id == key.key_id
    assert len(key.public_key) == 1216


def test_private_bytes_of_another_length_are_refused() -> None:
    for length in (0, 31, 33):
        with pytest.raises(ValueError, match="32"):
            EnvelopeKey.from_private_bytes(bytes(length), START)


def test_the_current_key_is_the_last_that_began() -> None:
    lives = [life("a", 0), life("b", 7), life("c", 14)]
    assert keys.current_key(lives, START + 8 * DAY) == lives[1]
    assert keys.current_key(lives, START - DAY) is None


def test_a_key_whose_recovery_copy_was_not_opened_is_never_current() -> None:
    unproved = KeyLife("b", START + 7 * DAY)
    assert not unproved.may_be_published
    assert keys.current_key([life("a", 0), unproved], START + 8 * DAY) == life("a", 0)


def test_a_withdrawn_key_gives_way_to_the_one_before() -> None:
    withdrawn = life("b", 7, withdrawn_at=START + 9 * DAY)
    lives = [life("a", 0), withdrawn]
    assert keys.current_key(lives, START + 8 * DAY) == withdrawn
    assert keys.current_key(lives, START + 9 * DAY) == lives[0]
    assert keys.retired_at(withdrawn, lives, START + 9 * DAY) == START + 9 * DAY


def test_rotation_is_due_after_seven_days_and_when_there_is_no_key() -> None:
    assert keys.rotation_is_due([], START)
    assert not keys.rotation_is_due([life("a", 0)], START + 6.9 * DAY)
    assert keys.rotation_is_due([life("a", 0)], START + 7 * DAY)


def test_a_key_retires_when_the_next_begins() -> None:
    lives = [life("a", 0), life("b", 7), life("c", 14)]
    assert keys.retired_at(lives[0], lives, START + 6 * DAY) is None
    assert keys.retired_at(lives[0], lives, START + 30 * DAY) == START + 7 * DAY


def test_a_key_is_destroyed_35_days_after_its_retirement_and_not_before() -> None:
    lives = [life("a", 0), life("b", 7)]
    assert keys.may_be_destroyed(lives, START + 41.9 * DAY) == []
    assert keys.may_be_destroyed(lives, START + 42 * DAY) == [lives[0]]


def test_a_key_for_which_an_envelope_waits_is_kept() -> None:
    lives = [life("a", 0, waiting=1), life("b", 7)]
    assert keys.may_be_destroyed(lives, START + 400 * DAY) == []


def test_a_key_is_kept_35_days_after_it_last_opened_an_envelope() -> None:
    late = START + 30 * DAY
    lives = [life("a", 0, last_opened_at=late), life("b", 7)]
    assert keys.may_be_destroyed(lives, late + 34 * DAY) == []
    assert keys.may_be_destroyed(lives, late + 35 * DAY) == [lives[0]]


@given(
    st.lists(st.tuples(st.integers(0, 60), st.booleans(), st.integers(0, 1)), max_size=8),
    st.integers(0, 120),
)
def test_the_current_key_is_never_one_that_may_be_destroyed(
    facts: list[tuple[int, bool, int]], day: int
) -> None:
    lives = [
        life(str(index), begins, waiting=waiting, withdrawn_at=START + 30 * DAY if gone else None)
        for index, (begins, gone, waiting) in enumerate(facts)
    ]
    now = START + day * DAY
    destroyed = keys.may_be_destroyed(lives, now)
    assert keys.current_key(lives, now) not in destroyed
    assert not any(each.waiting for each in destroyed)


@given(st.binary(max_size=200), st.text(st.characters(exclude_categories=["Cs"])))
def test_a_wrapped_secret_is_unwrapped_in_its_context(secret: bytes, context: str) -> None:
    kek = keys.new_kek()
    wrapped = keys.wrap(kek, context, secret)
    assert wrapped.startswith(f"v1|{keys.kek_id(kek)}|".encode())
    assert keys.wrapped_under(wrapped) == keys.kek_id(kek)
    assert keys.unwrap(kek, context, wrapped) == secret
    assert keys.unwrap(kek, context.encode(), wrapped) == secret
    with pytest.raises(BrokenWrapping):
        keys.unwrap(kek, context + "x", wrapped)


def test_a_wrapped_secret_with_any_byte_changed_is_refused() -> None:
    kek = keys.new_kek()
    wrapped = keys.wrap(kek, "case|key|1", b"secret")
    for spoilt in [*each_byte_flipped(wrapped), *each_cut(wrapped), wrapped + b"\0"]:
        with pytest.raises((BrokenWrapping, UnknownKey)):
            keys.unwrap(kek, "case|key|1", spoilt)


def test_another_kek_is_named_as_unknown() -> None:
    old, new = keys.new_kek(), keys.new_kek()
    with pytest.raises(UnknownKey) as unknown:
        keys.unwrap(new, "c", keys.wrap(old, "c", b"secret"))
    assert unknown.value.key_id == keys.kek_id(old)


def test_rewrapping_may_be_cut_off_and_done_again() -> None:
    old, new = keys.new_kek(), keys.new_kek()
    once = keys.rewrap(old, new, "c", keys.wrap(old, "c", b"secret"))
    assert keys.rewrap(old, new, "c", once) == once
    assert keys.unwrap(new, "c", once) == b"secret"


def test_a_kek_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32"):
        keys.wrap(bytes(16), "c", b"secret")
