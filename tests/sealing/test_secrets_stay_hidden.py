"""No repr, message or traceback argument of this package shows a key, a code or a plaintext."""

import io
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from doitonline.sealing import casekeys, codes, drafts, envelopes, files, keys, recovery, tracking
from doitonline.sealing.errors import SealingError
from doitonline.sealing.signing import SigningKey

NOW = datetime(2026, 5, 1, tzinfo=UTC)
HOLDERS = ["Aisha Khan", "Ben Ward", "Chloe Price", "Dev Patel", "Emily Hart"]
SECRET = bytes(range(65, 97))  # readable as text, so that any spelling of it would show


def spellings(secret: bytes) -> list[str]:
    return [secret.hex(), repr(secret)[2:-1], secret.decode("ascii")]


def test_no_repr_shows_a_secret() -> None:
    sealer = files.FileSealer(io.BytesIO().write, uuid4(), key=SECRET)
    shown = [
        keys.EnvelopeKey.from_private_bytes(SECRET, NOW),
        recovery.RecoveryKey(SECRET),
        SigningKey.from_private_bytes(SECRET),
        tracking.PersonKeys.from_bytes(SECRET),
        files.SealedFile(uuid4(), SECRET, "00" * 32, 1, 1),
        sealer,
    ]
    for thing in shown:
        for spelling in spellings(SECRET):
            assert spelling not in f"{thing!r} {thing} {[thing]}"


def test_no_repr_shows_the_words_of_a_share() -> None:
    for share in recovery.split(recovery.RecoveryKey(SECRET), HOLDERS):
        assert share.holder in repr(share)
        assert not any(word in repr(share) for word in share.words.split() if len(word) > 5)


@pytest.mark.parametrize(
    "fails",
    [
        lambda: codes.read_reference("my neighbour DIO-0000"),
        lambda: codes.read_tracking_code("my neighbour"),
        lambda: drafts.open_draft(SECRET, uuid4(), 1, b"\x01my neighbour" * 9),
        lambda: keys.unwrap(SECRET, "my neighbour", b"v1|0123456789abcdef|my neighbour"),
        lambda: keys.unwrap(SECRET, "c", b"my neighbour"),
        lambda: casekeys.open_record(SECRET, "my neighbour", "f", b"\x01" * 50),
        lambda: envelopes.open_envelope(lambda _: None, b"my neighbour"),
        lambda: recovery.combine(["my neighbour"] * 3, b""),
        lambda: tracking.open_as_person(tracking.PersonKeys(SECRET), 1, "my neighbour", b"x"),
    ],
)
def test_no_error_repeats_what_it_was_given(fails: Callable[[], object]) -> None:
    with pytest.raises(SealingError) as failure:
        fails()
    told = "".join(traceback.format_exception_only(failure.value))
    assert "neighbour" not in told
    assert failure.value.__cause__ is None
    assert failure.value.__context__ is None or failure.value.__suppress_context__
    for spelling in spellings(SECRET):
        assert spelling not in told
