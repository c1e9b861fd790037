import threading
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doitonline.sealing import codes, tracking
from doitonline.sealing.errors import (
    BrokenReply,
    MistypedCode,
    MistypedReference,
    TooManyAtOnce,
)
from doitonline.sealing.tracking import PersonKeys
from tests.sealing.tampering import each_byte_flipped, each_cut

REFERENCE = codes.new_reference()
CODE = codes.new_tracking_code()
KEYS = tracking.stretch(REFERENCE, CODE)


def test_the_same_reference_and_code_give_the_same_keys_however_typed() -> None:
    again = tracking.stretch(f" {REFERENCE.lower()} ", codes.show_in_fours(CODE).lower())
    assert again.address == KEYS.address
    assert again.public_key == KEYS.public_key


def test_another_reference_or_code_gives_other_keys() -> None:
    others = [
        tracking.stretch(codes.new_reference(), CODE),
        tracking.stretch(REFERENCE, codes.new_tracking_code()),
    ]
    assert len({keys.address for keys in [KEYS, *others]}) == 3
    assert len({keys.public_key for keys in [KEYS, *others]}) == 3


def test_what_is_mistyped_is_told_before_any_stretching() -> None:
    with pytest.raises(MistypedReference):
        tracking.stretch("DIO-0000-0000-1", CODE)
    with pytest.raises(MistypedCode):
        tracking.stretch(REFERENCE, CODE[:-1])


def test_a_third_stretch_at_the_same_time_is_turned_away() -> None:
    at_work = threading.Barrier(tracking.AT_ONCE + 1)
    leave = threading.Event()

    def occupy() -> None:
        with tracking._STRETCHING:
            at_work.wait()
            leave.wait()

    threads = [threading.Thread(target=occupy) for _ in range(tracking.AT_ONCE)]
    for thread in threads:
        thread.start()
    at_work.wait()
    try:
        with pytest.raises(TooManyAtOnce):
            tracking.stretch(REFERENCE, CODE, patience=0)
    finally:
        leave.set()
        for thread in threads:
            thread.join()
    assert tracking.stretch(REFERENCE, CODE, patience=0).address == KEYS.address


def test_many_stretches_at_once_all_come_to_an_end() -> None:
    found: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: found.append(tracking.stretch(REFERENCE, CODE).address))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [KEYS.address] * 6


@settings(max_examples=30)
@given(
    st.binary(max_size=3000),
    st.integers(0, 2**63 - 1),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)
def test_a_reply_opens_for_the_holder_of_the_code(
    plaintext: bytes, sequence: int, kind: str
) -> None:
    sealed = tracking.seal_to_person(KEYS.public_key, KEYS.address, sequence, kind, plaintext)
    assert tracking.open_as_person(KEYS, sequence, kind, sealed) == plaintext


def test_a_reply_does_not_open_for_anybody_else_or_in_another_place() -> None:
    sealed = tracking.seal_to_person(KEYS.public_key, KEYS.address, 2, "reply", b"words")
    stranger = PersonKeys(bytes(32))
    for keys, sequence, kind in ((stranger, 2, "reply"), (KEYS, 3, "reply"), (KEYS, 2, "copy")):
        with pytest.raises(BrokenReply):
            tracking.open_as_person(keys, sequence, kind, sealed)


def test_a_reply_laid_into_another_pigeonhole_does_not_open() -> None:
    sealed = tracking.seal_to_person(KEYS.public_key, uuid4().bytes * 2, 2, "reply", b"words")
    with pytest.raises(BrokenReply):
        tracking.open_as_person(KEYS, 2, "reply", sealed)


def test_a_reply_with_any_byte_changed_does_not_open() -> None:
    sealed = tracking.seal_to_person(KEYS.public_key, KEYS.address, 2, "reply", b"words")
    for spoilt in [*each_byte_flipped(sealed), *each_cut(sealed), sealed + b"\0"]:
        with pytest.raises(BrokenReply):
            tracking.open_as_person(KEYS, 2, "reply", spoilt)


def test_the_keys_travel_in_a_cookie_and_as_bytes() -> None:
    for again in (
        tracking.read_person_keys(KEYS.to_text()),
        PersonKeys.from_bytes(KEYS.to_bytes()),
    ):
        assert again is not None
        assert again.address == KEYS.address
        assert again.seed == KEYS.seed


@given(st.text(max_size=60))
def test_a_strange_cookie_holds_no_keys(text: str) -> None:
    keys = tracking.read_person_keys(text)
    assert keys is None or keys.to_text() == text


def test_a_stretched_code_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32"):
        PersonKeys.from_bytes(bytes(31))
