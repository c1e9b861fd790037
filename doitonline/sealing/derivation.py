"""One key from another (HKDF, RFC 5869), and the unambiguous bytes that say what a key or a box is
for.
"""

import hmac
from typing import Final
from uuid import UUID

KEY_BYTES: Final = 32

Part = bytes | str | int | UUID


def bound(label: str, *parts: Part) -> bytes:
    """The bytes that bind a key or a sealed box to its purpose: `label`, then each part with its
    length before it.

    With the lengths no two lists of parts can give the same bytes. Text is UTF-8, a number is 8
    bytes big-endian, a UUID its 16 bytes. The label is our own constant ("doitonline/…/v1").
    """
    pieces = [_framed(label.encode())]
    pieces.extend(_framed(_octets(part)) for part in parts)
    return b"".join(pieces)


def derive(secret: bytes, label: str, *parts: Part, length: int = KEY_BYTES) -> bytes:
    """`length` bytes (32 unless told, at most 255 times 32) for one purpose: HKDF-SHA-256, no salt,
    info = `bound(…)`.

    No salt is needed because every secret here is uniform already: random bits or Argon2id's
    result (RFC 5869, 3.1).
    """
    info = bound(label, *parts)
    extracted = hmac.digest(bytes(32), secret, "sha256")
    made = block = b""
    counter = 0
    while len(made) < length:
        counter += 1
        block = hmac.digest(extracted, block + info + bytes([counter]), "sha256")
        made += block
    return made[:length]


def _octets(part: Part) -> bytes:
    if isinstance(part, bytes):
        return part
    if isinstance(part, str):
        return part.encode()
    if isinstance(part, int):
        return part.to_bytes(8, "big")
    return part.bytes


def _framed(octets: bytes) -> bytes:
    return len(octets).to_bytes(4, "big") + octets
