"""A box: AES-256-GCM with a random 96-bit nonce in front. What the other modules put symmetric
secrets in.

Random nonces are safe because each key here closes few boxes (a draft's revisions, a case's
records, one segment): NIST SP 800-38D allows 2^32 under one key.
"""

import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from doitonline.sealing.derivation import KEY_BYTES
from doitonline.sealing.errors import DoesNotOpen

NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16


def close_box(key: bytes, binding: bytes, plaintext: bytes | bytearray | memoryview) -> bytes:
    """nonce | ciphertext | tag. `binding` is authenticated and not stored."""
    require_key(key)
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, binding)


def open_box(key: bytes, binding: bytes, box: bytes | memoryview) -> bytes:
    """What `close_box` was given. Raises DoesNotOpen, which says no more than that."""
    require_key(key)
    if len(box) < NONCE_BYTES + TAG_BYTES:
        raise DoesNotOpen("too short")
    try:
        return AESGCM(key).decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], binding)
    except InvalidTag:
        raise DoesNotOpen("does not open") from None


def require_key(key: bytes) -> None:
    """Refuse a key of another length: AES would quietly take 16 or 24 bytes too."""
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes")
