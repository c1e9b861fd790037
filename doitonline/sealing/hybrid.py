"""Public-key sealing: HPKE (RFC 9180) with X-Wing (ML-KEM-768 and X25519), HKDF-SHA-512 and
AES-256-GCM.

X-Wing is draft-connolly-cfrg-xwing-kem; its number as an HPKE KEM is 0x647a. A private key is kept
as its 32-byte seed.
"""

import hashlib
import secrets
from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from doitonline.sealing.errors import DoesNotOpen

PrivateKey = hpke.MLKEM768X25519PrivateKey

SUITE: Final = "xwing-hkdf-sha512-aes256gcm"
SEED_BYTES: Final = 32
PUBLIC_BYTES: Final = 1216
OVERHEAD_BYTES: Final = 1136  # 1120 of encapsulated key, 16 of tag
_MLKEM_PUBLIC_BYTES: Final = 1184
_HPKE: Final = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA512, hpke.AEAD.AES_256_GCM)


def new_seed() -> bytes:
    """A new private key, as its seed."""
    return secrets.token_bytes(SEED_BYTES)


def public_of(seed: bytes) -> bytes:
    """The public key (1216 bytes: ML-KEM's, then X25519's) of a seed. Costs about 0.1 ms: keep the
    answer.
    """
    mlkem, x25519 = _halves(seed)
    return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()


def key_id_of(public_key: bytes) -> str:
    """The name of a public key: the first 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(public_key).hexdigest()[:16]


def seal(public_key: bytes, info: bytes, plaintext: bytes) -> bytes:
    """Encapsulated key (1120 bytes) | ciphertext | tag (16 bytes). `info` is authenticated and not
    stored.

    Raises ValueError for bytes that are no public key.
    """
    return _HPKE.encrypt(plaintext, _public(public_key), info)


def private_of(seed: bytes) -> PrivateKey:
    """The private key of a seed, ready to open with. Costs about 0.15 ms: whoever opens much keeps
    it.
    """
    return PrivateKey(*_halves(seed))


def unseal(private: PrivateKey, info: bytes, sealed: bytes | memoryview) -> bytes:
    """What `seal` was given. Raises DoesNotOpen, which says no more than that."""
    if len(sealed) < OVERHEAD_BYTES:
        raise DoesNotOpen("too short")
    try:
        return _HPKE.decrypt(sealed, private, info)
    except (InvalidTag, ValueError):
        raise DoesNotOpen("does not open") from None


@lru_cache(maxsize=8)
def _public(public_key: bytes) -> hpke.MLKEM768X25519PublicKey:
    """Parsing costs as much as sealing, and the counter seals to the same key all week. Public, so
    it may be kept.
    """
    if len(public_key) != PUBLIC_BYTES:
        raise ValueError(f"a public key has {PUBLIC_BYTES} bytes")
    return hpke.MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public_key[:_MLKEM_PUBLIC_BYTES]),
        X25519PublicKey.from_public_bytes(public_key[_MLKEM_PUBLIC_BYTES:]),
    )


def _halves(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    """expandDecapsulationKey of the draft: SHAKE-256 of the seed gives ML-KEM's seed (64 bytes)
    and X25519's key (32).
    """
    if len(seed) != SEED_BYTES:
        raise ValueError(f"a private key's seed has {SEED_BYTES} bytes")
    expanded = hashlib.shake_256(seed).digest(96)
    return MLKEM768PrivateKey.from_seed_bytes(expanded[:64]), X25519PrivateKey.from_private_bytes(
        expanded[64:]
    )
