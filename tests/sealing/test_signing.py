from dataclasses import dataclass
from dataclasses import replace as changed
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doitonline.sealing import signing
from doitonline.sealing.errors import BadSignature
from doitonline.sealing.signing import SigningKey
from tests.sealing.tampering import each_byte_flipped

KEY = SigningKey.new()
NOW = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@dataclass(frozen=True)
class Entry:
    number: int = 41
    kind: str = "heartbeat"
    subject: str = "office"
    body: bytes = b'{"on_duty":4}'
    signed_at: datetime = NOW

    def signed_by(self, key: SigningKey) -> bytes:
        return signing.sign_entry(
            key, self.number, self.kind, self.subject, self.body, self.signed_at
        )

    def verified_by(self, public: bytes, signature: bytes) -> None:
        signing.verify_entry(
            public, self.number, self.kind, self.subject, self.body, self.signed_at, signature
        )


@given(
    st.builds(
        Entry,
        st.integers(0, 2**63 - 1),
        TEXT,
        TEXT,
        st.binary(max_size=300),
        st.datetimes(timezones=st.just(UTC)),
    )
)
def test_a_signed_entry_verifies(entry: Entry) -> None:
    entry.verified_by(KEY.verifying_key, entry.signed_by(KEY))


def test_an_entry_changed_in_any_part_does_not_verify() -> None:
    signature = Entry().signed_by(KEY)
    for other in (
        Entry(number=42),
        Entry(kind="heartbea", subject="toffice"),
        Entry(subject="Office"),
        Entry(body=b'{"on_duty":5}'),
        Entry(signed_at=NOW + timedelta(microseconds=1)),
        Entry(number=-1),
        Entry(subject="\ud800"),
    ):
        with pytest.raises(BadSignature):
            other.verified_by(KEY.verifying_key, signature)


def test_a_signature_with_any_byte_changed_does_not_verify() -> None:
    signature = Entry().signed_by(KEY)
    for spoilt in [*each_byte_flipped(signature), b"", signature[:-1], signature + b"\0"]:
        with pytest.raises(BadSignature):
            Entry().verified_by(KEY.verifying_key, spoilt)


def test_another_key_does_not_verify() -> None:
    for public in (SigningKey.new().verifying_key, b"", bytes(31), b"\xff" * 32):
        with pytest.raises(BadSignature):
            Entry().verified_by(public, Entry().signed_by(KEY))


def test_the_zone_of_the_time_does_not_matter() -> None:
    summer = changed(Entry(), signed_at=NOW.astimezone(timezone(timedelta(hours=1))))
    summer.verified_by(KEY.verifying_key, Entry().signed_by(KEY))


def test_the_keys_are_the_same_again_from_what_was_kept() -> None:
    again = SigningKey.from_private_bytes(KEY.private_bytes)
    assert again.verifying_key == KEY.verifying_key
    text = signing.verifying_key_text(KEY.verifying_key)
    assert signing.read_verifying_key(f"{text}\n") == KEY.verifying_key
    with pytest.raises(ValueError, match="32"):
        SigningKey.from_private_bytes(bytes(31))


@pytest.mark.parametrize("text", ["", "AAAA", "A" * 44, "é" * 43, "A" * 42 + "B"])
def test_a_strange_configuration_is_no_verifying_key(text: str) -> None:
    assert signing.read_verifying_key(text) is None
