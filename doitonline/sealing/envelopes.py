"""Envelopes: what the counter posts into the letterbox and only the office can open.

Bytes: `DIOENV1` and a zero byte | length of the header (4 bytes, big-endian) | header (canonical
JSON) | HPKE's encapsulated key, ciphertext and tag. Everything before HPKE's part is its info, so
that no byte of it can change unseen.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from doitonline.sealing import hybrid
from doitonline.sealing.canonical import canonical, instant, parse, read_instant
from doitonline.sealing.derivation import bound
from doitonline.sealing.errors import (
    BrokenEnvelope,
    DoesNotOpen,
    NotAnEnvelope,
    NotCanonical,
    UnknownKey,
)
from doitonline.sealing.keys import EnvelopeKey

MAGIC: Final = b"DIOENV1\0"
_LONGEST_HEADER: Final = 4096
_KEY_ID: Final = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class EnvelopeHeader:
    """What an envelope says of itself to whoever carries it, authenticated but not secret."""

    key_id: str
    envelope_id: UUID
    version_hash: str
    sealed_at: datetime
    suite: str = hybrid.SUITE

    def to_bytes(self) -> bytes:
        return canonical(
            {
                "suite": self.suite,
                "key": self.key_id,
                "envelope": str(self.envelope_id),
                "version": self.version_hash,
                "sealed_at": instant(self.sealed_at),
            }
        )


def seal_envelope(public_key: bytes, header: EnvelopeHeader, plaintext: bytes) -> bytes:
    """The envelope, ready to store. Costs about 0.2 ms. Raises ValueError when the header names
    another key or suite, or is longer than 4096 bytes.
    """
    if header.key_id != hybrid.key_id_of(public_key) or header.suite != hybrid.SUITE:
        raise ValueError("the header names another key or suite")
    told = header.to_bytes()
    if len(told) > _LONGEST_HEADER:
        raise ValueError("the header is too long")
    front = MAGIC + len(told).to_bytes(4, "big") + told
    return front + hybrid.seal(public_key, _info(front), plaintext)


def read_header(sealed: bytes) -> EnvelopeHeader:
    """What the envelope says of itself, NOT yet authenticated. Raises NotAnEnvelope."""
    return _divided(sealed)[0]


def open_envelope(
    private_lookup: Callable[[str], EnvelopeKey | None], sealed: bytes
) -> tuple[EnvelopeHeader, bytes]:
    """The header, now authenticated, and the plaintext.

    `private_lookup` gives the key with an id, or None. Raises NotAnEnvelope (it does not begin
    like one), UnknownKey (its key is not, or no longer, here) or BrokenEnvelope (anything in it
    was changed).
    """
    header, front, rest = _divided(sealed)
    key = private_lookup(header.key_id)
    if key is None:
        raise UnknownKey(header.key_id)
    try:
        return header, hybrid.unseal(key.opener, _info(front), rest)
    except DoesNotOpen:
        raise BrokenEnvelope("the envelope was changed or cut short") from None


def _info(front: bytes) -> bytes:
    return bound("doitonline/envelope/v1", front)


def _divided(sealed: bytes) -> tuple[EnvelopeHeader, bytes, bytes]:
    """The header, the bytes that HPKE authenticates, and HPKE's own bytes."""
    start = len(MAGIC) + 4
    if not sealed.startswith(MAGIC) or len(sealed) < start:
        raise NotAnEnvelope("it does not begin like an envelope")
    end = start + int.from_bytes(sealed[len(MAGIC) : start], "big")
    if end - start > _LONGEST_HEADER or end > len(sealed):
        raise NotAnEnvelope("its header has an impossible length")
    return _header(sealed[start:end]), sealed[:end], sealed[end:]


def _header(told: bytes) -> EnvelopeHeader:
    try:
        fields = parse(told)
        if fields["suite"] != hybrid.SUITE or not _KEY_ID.fullmatch(fields["key"]):
            raise NotAnEnvelope("its header names a suite or a kind of key that we do not know")
        header = EnvelopeHeader(
            fields["key"],
            UUID(fields["envelope"]),
            fields["version"],
            read_instant(fields["sealed_at"]),
        )
        told_again = header.to_bytes()
    except (NotCanonical, LookupError, ValueError, TypeError, AttributeError):
        raise NotAnEnvelope("its header cannot be read") from None
    if told_again != told or not isinstance(header.version_hash, str):
        raise NotAnEnvelope("its header is not in canonical form")
    return header
