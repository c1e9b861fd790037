"""The office's keys: envelope key pairs and their week, and the wrapping of secrets under a
key-encrypting key.
"""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from doitonline.sealing import hybrid
from doitonline.sealing.boxes import close_box, open_box, require_key
from doitonline.sealing.derivation import KEY_BYTES, bound, derive
from doitonline.sealing.errors import BrokenWrapping, DoesNotOpen, UnknownKey

ROTATION: Final = timedelta(days=7)
BACKUPS_AGE_OUT: Final = timedelta(days=35)
_WRAPPED: Final = re.compile(rb"v1\|([0-9a-f]{16})\|", re.ASCII)


@dataclass(frozen=True, eq=False)
class EnvelopeKey:
    """A key pair to which the counter seals. The private half is its 32-byte seed and never shows
    in a repr.
    """

    seed: bytes = field(repr=False)
    made_at: datetime

    @classmethod
    def new(cls, made_at: datetime) -> "EnvelopeKey":
        return cls(hybrid.new_seed(), made_at)

    @classmethod
    def from_private_bytes(cls, seed: bytes, made_at: datetime) -> "EnvelopeKey":
        """The key that `private_bytes` was kept from. Raises ValueError for another length than
        32.
        """
        if len(seed) != hybrid.SEED_BYTES:
            raise ValueError(f"a private key's seed has {hybrid.SEED_BYTES} bytes")
        return cls(bytes(seed), made_at)

    @property
    def private_bytes(self) -> bytes:
        """The 32 bytes to wrap and to seal to the recovery key. Never log them."""
        return self.seed

    @cached_property
    def opener(self) -> hybrid.PrivateKey:
        """The private key in the form that opens, made once."""
        return hybrid.private_of(self.seed)

    @cached_property
    def public_key(self) -> bytes:
        """1216 bytes, to publish."""
        return hybrid.public_of(self.seed)

    @cached_property
    def key_id(self) -> str:
        """The first 16 hexadecimal digits of the SHA-256 of the public key."""
        return hybrid.key_id_of(self.public_key)


@dataclass(frozen=True)
class KeyLife:
    """What is known of an envelope key without holding it: the facts by which rotation decides."""

    key_id: str
    not_before: datetime
    recovery_proved_at: datetime | None = None
    withdrawn_at: datetime | None = None
    waiting: int = 0
    last_opened_at: datetime | None = None

    @property
    def may_be_published(self) -> bool:
        """No key is published before its recovery copy has been opened in a check."""
        return self.recovery_proved_at is not None


def current_key(lives: Iterable[KeyLife], now: datetime) -> KeyLife | None:
    """The key to seal to: of those that may be published and have begun and are not withdrawn, the
    one that began last.
    """
    usable = [life for life in lives if _usable(life, now)]
    return max(usable, key=_order, default=None)


def retired_at(life: KeyLife, lives: Iterable[KeyLife], now: datetime) -> datetime | None:
    """When a key stopped being current: when it was withdrawn, or when the next one began. None
    while it has not.
    """
    later = [
        other.not_before for other in lives if _usable(other, now) and _order(other) > _order(life)
    ]
    ends = [*later, life.withdrawn_at] if life.withdrawn_at else later
    return min((end for end in ends if end <= now), default=None)


def rotation_is_due(lives: Iterable[KeyLife], now: datetime) -> bool:
    """Whether a new key must begin now: there is none, or the current one has served its seven
    days.
    """
    current = current_key(lives, now)
    return current is None or now - current.not_before >= ROTATION


def may_be_destroyed(lives: Iterable[KeyLife], now: datetime) -> list[KeyLife]:
    """The keys that nothing can need again: retired, nothing waits, and 35 days since retirement
    and the last opening.

    The last opening counts too because an office restored from a backup opens again what that
    backup did not yet hold.
    """
    known = list(lives)
    return [life for life in known if _is_spent(life, known, now)]


def new_kek() -> bytes:
    """A new key-encrypting key: 32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def kek_id(kek: bytes) -> str:
    """The name of a key-encrypting key, 16 hexadecimal digits derived from it; it gives nothing of
    the key away.
    """
    require_key(kek)
    return derive(kek, "doitonline/kek-id/v1", length=8).hex()


def wrap(kek: bytes, context: str | bytes, secret: bytes) -> bytes:
    """`v1|kek_id|` then nonce, ciphertext and tag. It opens only with the same context (table,
    column and row, say).
    """
    name = kek_id(kek)
    return f"v1|{name}|".encode() + close_box(
        kek, bound("doitonline/wrap/v1", name, context), secret
    )


def wrapped_under(wrapped: bytes) -> str:
    """The id of the key that wrapped this. Raises BrokenWrapping when it is no wrapped secret."""
    found = _WRAPPED.match(wrapped)
    if found is None:
        raise BrokenWrapping("not a wrapped secret")
    return found.group(1).decode()


def unwrap(kek: bytes, context: str | bytes, wrapped: bytes) -> bytes:
    """The secret. Raises UnknownKey when another key wrapped it, BrokenWrapping when it or its
    context was changed.
    """
    name = wrapped_under(wrapped)
    if name != kek_id(kek):
        raise UnknownKey(name)
    try:
        return open_box(
            kek, bound("doitonline/wrap/v1", name, context), wrapped[len(f"v1|{name}|") :]
        )
    except DoesNotOpen:
        raise BrokenWrapping("the secret or its context was changed") from None


def rewrap(old_kek: bytes, new_kek: bytes, context: str | bytes, wrapped: bytes) -> bytes:
    """The same secret under another key: what a yearly change of key does to each row, in any
    order, again if cut off.
    """
    if wrapped_under(wrapped) == kek_id(new_kek):
        unwrap(new_kek, context, wrapped)
        return wrapped
    return wrap(new_kek, context, unwrap(old_kek, context, wrapped))


def _usable(life: KeyLife, now: datetime) -> bool:
    withdrawn = life.withdrawn_at is not None and life.withdrawn_at <= now
    return life.may_be_published and life.not_before <= now and not withdrawn


def _order(life: KeyLife) -> tuple[datetime, str]:
    return life.not_before, life.key_id


def _is_spent(life: KeyLife, lives: list[KeyLife], now: datetime) -> bool:
    retired = retired_at(life, lives, now)
    if retired is None or life.waiting:
        return False
    last_needed = max(retired, life.last_opened_at or retired)
    return now - last_needed >= BACKUPS_AGE_OUT
