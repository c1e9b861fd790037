"""Signatures (Ed25519, RFC 8032) of what the office puts on the noticeboard."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from doitonline.sealing.canonical import instant
from doitonline.sealing.derivation import bound
from doitonline.sealing.errors import BadSignature
from doitonline.sealing.texts import from_text, to_text

SEED_BYTES: Final = 32


@dataclass(frozen=True, eq=False)
class SigningKey:
    """The office's signing key. Its 32-byte seed never shows in a repr."""

    seed: bytes = field(repr=False)

    @classmethod
    def new(cls) -> "SigningKey":
        return cls(secrets.token_bytes(SEED_BYTES))

    @classmethod
    def from_private_bytes(cls, seed: bytes) -> "SigningKey":
        """Raises ValueError for another length than 32."""
        if len(seed) != SEED_BYTES:
            raise ValueError(f"a signing key has {SEED_BYTES} bytes")
        return cls(bytes(seed))

    @property
    def private_bytes(self) -> bytes:
        """The 32 bytes to keep. Never log them."""
        return self.seed

    @cached_property
    def verifying_key(self) -> bytes:
        """The 32 public bytes that the counter carries in its configuration."""
        return self._key.public_key().public_bytes_raw()

    @cached_property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


def verifying_key_text(public: bytes) -> str:
    """The verifying key as a configuration file carries it: 43 characters of base64url."""
    return to_text(public)


def read_verifying_key(text: str) -> bytes | None:
    """The verifying key in a configuration, or None when it is none."""
    public = from_text(text.strip())
    return public if public is not None and len(public) == 32 else None


def sign_entry(
    private: SigningKey, number: int, kind: str, subject: str, body: bytes, signed_at: datetime
) -> bytes:
    """The 64-byte signature of an entry: its number, kind, subject, time and body together."""
    return private.sign(_message(number, kind, subject, body, signed_at))


def verify_entry(
    public: bytes,
    number: int,
    kind: str,
    subject: str,
    body: bytes,
    signed_at: datetime,
    signature: bytes,
) -> None:
    """Return when `signature` is right. Raises BadSignature. That the number grew is for the
    reader to check.
    """
    try:
        _verifier(bytes(public)).verify(
            bytes(signature), _message(number, kind, subject, body, signed_at)
        )
    except (InvalidSignature, ValueError, OverflowError):
        raise BadSignature("the entry was not signed by this key, or was changed since") from None


def _message(number: int, kind: str, subject: str, body: bytes, signed_at: datetime) -> bytes:
    return bound("doitonline/entry/v1", number, kind, subject, instant(signed_at), bytes(body))


@lru_cache(maxsize=8)
def _verifier(public: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public)
