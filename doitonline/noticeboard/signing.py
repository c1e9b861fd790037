"""What exactly is signed of an entry, so that nothing of it can be changed, moved or renumbered."""

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)


class BadSignature(Exception):
    """The entry is not what the office signed."""


def signing_key(encoded: str) -> Ed25519PrivateKey:
    """The office's signing key from its base64 form (the 32 raw bytes)."""
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(encoded, validate=True))


def verifying_key(encoded: str) -> Ed25519PublicKey:
    """The counter's verifying key from its base64 form (the 32 raw bytes)."""
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(encoded, validate=True))


def canonical(body: Mapping[str, Any]) -> bytes:
    """A body as the one spelling that is signed."""
    return json.dumps(
        body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def signed_words(number: int, kind: str, subject: str, signed_at: datetime, body: bytes) -> bytes:
    """The bytes under the signature: a line of JSON that holds no line end, then the body."""
    at = signed_at.astimezone(UTC).isoformat(timespec="microseconds")
    head = json.dumps(["doitonline noticeboard 1", number, kind, subject, at])
    return head.encode() + b"\n" + body


def sign(
    key: Ed25519PrivateKey, number: int, kind: str, subject: str, signed_at: datetime, body: bytes
) -> bytes:
    """The office's signature of an entry."""
    return key.sign(signed_words(number, kind, subject, signed_at, body))


def verify(
    key: Ed25519PublicKey,
    signature: bytes,
    number: int,
    kind: str,
    subject: str,
    signed_at: datetime,
    body: bytes,
) -> None:
    """Do nothing if the signature is the office's; else raise BadSignature."""
    try:
        key.verify(signature, signed_words(number, kind, subject, signed_at, body))
    except InvalidSignature:
        raise BadSignature from None
