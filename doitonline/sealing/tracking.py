"""Tracking: from the reference and the tracking code come a pigeonhole's address and the person's
own key pair.

The code has 80 random bits, under the 112 below which ASVS 6.5.2 asks for a password hash:
Argon2id at OWASP's minimum (19 MiB, two passes, one lane), whose salt is the reference.
"""

import hashlib
import threading
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from doitonline.sealing import hybrid
from doitonline.sealing.codes import read_reference, read_tracking_code
from doitonline.sealing.derivation import KEY_BYTES, bound, derive
from doitonline.sealing.errors import BrokenReply, DoesNotOpen, TooManyAtOnce
from doitonline.sealing.texts import from_text, to_text

MEMORY_KIB: Final = 19 * 1024
PASSES: Final = 2
LANES: Final = 1
AT_ONCE: Final = 2
MAGIC: Final = b"DIOREP1\0"
_COOKIE_VERSION: Final = "1."
_STRETCHING: Final = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, eq=False)
class PersonKeys:
    """What a reference and its code open. Made by `stretch`; carried for a while in a cookie by
    `to_text`.
    """

    stretched: bytes = field(repr=False)

    @property
    def address(self) -> bytes:
        """The pigeonhole's address, 32 bytes. It says nothing of the reference, the code or the
        key.
        """
        return derive(self.stretched, "doitonline/pigeonhole/v1")

    @cached_property
    def seed(self) -> bytes:
        """The private key, as X-Wing's seed."""
        return derive(self.stretched, "doitonline/person-key/v1")

    @cached_property
    def opener(self) -> hybrid.PrivateKey:
        """The private key in the form that opens, made once."""
        return hybrid.private_of(self.seed)

    @cached_property
    def public_key(self) -> bytes:
        """The public key to which copies and replies are sealed, 1216 bytes."""
        return hybrid.public_of(self.seed)

    def to_bytes(self) -> bytes:
        """The 32 secret bytes from which the rest derives."""
        return self.stretched

    @classmethod
    def from_bytes(cls, stretched: bytes) -> "PersonKeys":
        """Raises ValueError for another length than 32."""
        if len(stretched) != KEY_BYTES:
            raise ValueError(f"a stretched code has {KEY_BYTES} bytes")
        return cls(bytes(stretched))

    def to_text(self) -> str:
        """For the HttpOnly cookie of fifteen minutes: `1.` and 43 characters."""
        return _COOKIE_VERSION + to_text(self.stretched)


def read_person_keys(text: str) -> PersonKeys | None:
    """The keys in a cookie, or None for anything but exactly what `to_text` writes."""
    stretched = (
        from_text(text.removeprefix(_COOKIE_VERSION)) if text.startswith(_COOKIE_VERSION) else None
    )
    return PersonKeys(stretched) if stretched is not None and len(stretched) == KEY_BYTES else None


def stretch(reference: str, code: str, patience: float = 10.0) -> PersonKeys:
    """The keys of a reference and its tracking code, both as typed. About 30 ms and 19 MiB.

    At most two run at a time in a process; the third waits `patience` seconds and then raises
    TooManyAtOnce. Raises MistypedReference or MistypedCode before any work is done. A wrong code
    gives other keys, not an error.
    """
    salt = _salt(read_reference(reference))
    secret = read_tracking_code(code).encode()
    if not _STRETCHING.acquire(timeout=patience):
        raise TooManyAtOnce("two codes are being stretched already")
    try:
        argon = Argon2id(
            salt=salt, length=KEY_BYTES, iterations=PASSES, lanes=LANES, memory_cost=MEMORY_KIB
        )
        return PersonKeys(argon.derive(secret))
    finally:
        _STRETCHING.release()


def seal_to_person(
    public_key: bytes, address: bytes, sequence: int, kind: str, plaintext: bytes
) -> bytes:
    """A reply for a pigeonhole, bound to its address, its place in the order there and its kind
    ("copy", "reply" …).
    """
    return MAGIC + hybrid.seal(public_key, _info(address, sequence, kind), plaintext)


def open_as_person(keys: PersonKeys, sequence: int, kind: str, sealed: bytes) -> bytes:
    """What was sealed for the holder of the code. Raises BrokenReply: changed, moved, or for
    somebody else.
    """
    if not sealed.startswith(MAGIC):
        raise BrokenReply("not a sealed reply")
    try:
        return hybrid.unseal(keys.opener, _info(keys.address, sequence, kind), sealed[len(MAGIC) :])
    except DoesNotOpen:
        raise BrokenReply("the reply does not open") from None


def _salt(reference: str) -> bytes:
    """Sixteen bytes, Argon2's usual length, that differ for every reference."""
    return hashlib.sha256(bound("doitonline/tracking-salt/v1", reference)).digest()[:16]


def _info(address: bytes, sequence: int, kind: str) -> bytes:
    return bound("doitonline/reply/v1", address, sequence, kind)
