from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doitonline.sealing import hybrid
from doitonline.sealing.canonical import canonical
from doitonline.sealing.envelopes import (
    MAGIC,
    EnvelopeHeader,
    open_envelope,
    read_header,
    seal_envelope,
)
from doitonline.sealing.errors import BrokenEnvelope, NotAnEnvelope, SealingError, UnknownKey
from doitonline.sealing.keys import EnvelopeKey
from tests.sealing.tampering import each_byte_flipped, each_cut

NOW = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
KEY = EnvelopeKey.new(NOW)
KEYS = {KEY.key_id: KEY}
FIELDS = ["suite", "key", "envelope", "version", "sealed_at"]
FIELD_VALUES = (
    st.none()
    | st.integers()
    | st.text(max_size=20)
    | st.lists(st.integers(), max_size=2)
    | st.sampled_from([hybrid.SUITE, KEY.key_id, str(uuid4()), "2026-05-01T09:30:00.000000Z"])
)


def header(**changes: Any) -> EnvelopeHeader:
    return replace(EnvelopeHeader(KEY.key_id, uuid4(), "ab" * 32, NOW), **changes)


@settings(max_examples=30)
@given(st.binary(max_size=5000), st.datetimes(timezones=st.just(UTC)), st.uuids())
def test_an_envelope_opens_to_what_was_sealed(
    plaintext: bytes, moment: datetime, name: UUID
) -> None:
    told = header(envelope_id=name, sealed_at=moment)
    sealed = seal_envelope(KEY.public_key, told, plaintext)
    assert read_header(sealed) == told
    assert open_envelope(KEYS.get, sealed) == (told, plaintext)


def test_an_envelope_with_any_byte_changed_does_not_open() -> None:
    sealed = seal_envelope(KEY.public_key, header(), b'{"answers":{}}')
    for spoilt in each_byte_flipped(sealed):
        with pytest.raises((BrokenEnvelope, NotAnEnvelope, UnknownKey)):
            open_envelope(KEYS.get, spoilt)


def test_an_envelope_cut_short_or_lengthened_does_not_open() -> None:
    sealed = seal_envelope(KEY.public_key, header(), b"answers")
    for spoilt in [*each_cut(sealed), sealed + b"\0"]:
        with pytest.raises((BrokenEnvelope, NotAnEnvelope)):
            open_envelope(KEYS.get, spoilt)


def test_two_envelopes_cannot_change_headers() -> None:
    one, two = (seal_envelope(KEY.public_key, header(), b"answers") for _ in range(2))
    end = len(one) - hybrid.OVERHEAD_BYTES - len(b"answers")
    assert open_envelope(KEYS.get, one[:end] + one[end:])
    with pytest.raises(BrokenEnvelope):
        open_envelope(KEYS.get, one[:end] + two[end:])


def test_an_envelope_to_a_destroyed_key_names_it() -> None:
    sealed = seal_envelope(KEY.public_key, header(), b"answers")
    with pytest.raises(UnknownKey) as unknown:
        open_envelope(lambda _: None, sealed)
    assert unknown.value.key_id == KEY.key_id


def test_an_envelope_given_the_wrong_key_is_broken() -> None:
    sealed = seal_envelope(KEY.public_key, header(), b"answers")
    other = EnvelopeKey.new(NOW)
    with pytest.raises(BrokenEnvelope):
        open_envelope(lambda _: other, sealed)


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_as_no_envelope(data: bytes) -> None:
    with pytest.raises(NotAnEnvelope):
        open_envelope(KEYS.get, data)


@given(st.dictionaries(st.sampled_from(FIELDS), FIELD_VALUES) | st.lists(st.integers()))
def test_any_header_is_refused_with_a_precise_error(fields: object) -> None:
    told = canonical(fields)
    with pytest.raises(SealingError):
        open_envelope(KEYS.get, with_header(told))


def with_header(told: bytes) -> bytes:
    return MAGIC + len(told).to_bytes(4, "big") + told + bytes(2000)


def test_a_header_in_another_spelling_is_no_envelope() -> None:
    told = header().to_bytes()
    assert read_header(with_header(told)).key_id == KEY.key_id
    for spelt in (
        told.replace(b",", b", "),
        told.replace(KEY.key_id.encode(), KEY.key_id.encode() + b"0"),
        told.replace(KEY.key_id.encode(), KEY.key_id.encode() + b"\\n"),
        told.replace(b'"version":"', b'"version":"' + b"a" * 5000),
        told.replace(b'"version":', b'"more":1,"version":'),
        told.replace(b'"ababab', b'1,"ababab'),
        told.replace(b'"' + b"ab" * 32 + b'"', b"7"),
    ):
        assert spelt != told
        with pytest.raises(NotAnEnvelope):
            read_header(with_header(spelt))


def test_a_header_that_names_another_key_or_suite_is_not_sealed() -> None:
    for wrong in (header(key_id="0" * 16), header(suite="none"), header(version_hash="a" * 5000)):
        with pytest.raises(ValueError, match="header"):
            seal_envelope(KEY.public_key, wrong, b"answers")


def test_the_same_report_never_looks_the_same() -> None:
    told = header()
    assert len({seal_envelope(KEY.public_key, told, b"answers")[-23:] for _ in range(20)}) == 20


def test_what_is_no_public_key_is_refused() -> None:
    for wrong in (b"", KEY.public_key[:-1], KEY.public_key + b"\0", b"\xff" * hybrid.PUBLIC_BYTES):
        with pytest.raises(ValueError, match="key"):
            hybrid.seal(wrong, b"", b"answers")


def test_an_encapsulated_key_of_low_order_does_not_open() -> None:
    sealed = bytearray(hybrid.seal(KEY.public_key, b"", b"answers"))
    sealed[1088:1120] = bytes(32)
    told = header().to_bytes()
    front = MAGIC + len(told).to_bytes(4, "big") + told
    with pytest.raises(BrokenEnvelope):
        open_envelope(KEYS.get, front + bytes(sealed))
