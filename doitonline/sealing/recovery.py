"""Recovery: every private and wrapping key is also sealed to one recovery key, whose own seed is
split 3 of 5.

The shares are SLIP-39 mnemonics of 33 words (256 bits), which the five people keep on paper,
apart. Any three give the key back; two say nothing about it.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics

from doitonline.sealing import hybrid
from doitonline.sealing.derivation import bound
from doitonline.sealing.errors import BrokenRecoveryCopy, BrokenShares, DoesNotOpen, UnknownKey

NEEDED: Final = 3
HOLDERS: Final = 5
MAGIC: Final = b"DIOREC1\0"


@dataclass(frozen=True, eq=False)
class RecoveryKey:
    """The recovery key pair. It is made, split and forgotten in one sitting, and put together only
    when it is needed.
    """

    seed: bytes = field(repr=False)

    @classmethod
    def new(cls) -> "RecoveryKey":
        return cls(hybrid.new_seed())

    @cached_property
    def opener(self) -> hybrid.PrivateKey:
        """The private key in the form that opens, made once."""
        return hybrid.private_of(self.seed)

    @cached_property
    def public_key(self) -> bytes:
        """1216 bytes, which the office keeps, to seal recovery copies to."""
        return hybrid.public_of(self.seed)

    @cached_property
    def key_id(self) -> str:
        return hybrid.key_id_of(self.public_key)


@dataclass(frozen=True, eq=False)
class Share:
    """One person's share. Print its words for that person alone."""

    holder: str
    words: str = field(repr=False)


def split(key: RecoveryKey, holders: Sequence[str]) -> list[Share]:
    """Five shares, one for each named person, of which any three give the key back."""
    if len(holders) != HOLDERS or len(set(holders)) != HOLDERS:
        raise ValueError("name five different people")
    (mnemonics,) = generate_mnemonics(1, [(NEEDED, HOLDERS)], key.seed)
    return [Share(holder, words) for holder, words in zip(holders, mnemonics, strict=True)]


def combine(words: Sequence[str], public_key: bytes) -> RecoveryKey:
    """The key again, from three of the shares' words, in any order. Raises BrokenShares.

    `public_key` is the recovery key's public half as the office keeps it: shares of another key
    are refused.
    """
    try:
        key = RecoveryKey(combine_mnemonics([" ".join(share.lower().split()) for share in words]))
    except (MnemonicError, ValueError):
        raise BrokenShares("too few shares, shares of different keys, or a wrong word") from None
    if len(key.seed) != hybrid.SEED_BYTES or key.public_key != public_key:
        raise BrokenShares("these are the shares of another key")
    return key


def seal_recovery_copy(recovery_public: bytes, what: bytes, label: str) -> bytes:
    """A copy of the secret `what`, bound to its label ("envelope-key 0123456789abcdef", say).

    `DIOREC1` and a zero byte | 16 digits of the recovery key's id | HPKE's bytes.
    """
    front = MAGIC + hybrid.key_id_of(recovery_public).encode()
    return front + hybrid.seal(recovery_public, _info(front, label), what)


def open_recovery_copy(key: RecoveryKey, copy: bytes, label: str) -> bytes:
    """The secret. Raises UnknownKey (of another recovery key) or BrokenRecoveryCopy."""
    start = len(MAGIC) + 16
    if not copy.startswith(MAGIC) or len(copy) < start:
        raise BrokenRecoveryCopy("not a recovery copy")
    if copy[len(MAGIC) : start] != key.key_id.encode():
        raise UnknownKey(copy[len(MAGIC) : start].decode("ascii", "replace"))
    try:
        return hybrid.unseal(key.opener, _info(copy[:start], label), copy[start:])
    except DoesNotOpen:
        raise BrokenRecoveryCopy("the copy does not open") from None


def prove_recovery_copy(key: RecoveryKey, copy: bytes, label: str, what: bytes) -> None:
    """Return when the copy opens to exactly `what`. Raises BrokenRecoveryCopy or UnknownKey.

    No key is published before this was done with its copy, as read back from where it is kept.
    """
    if not hmac.compare_digest(open_recovery_copy(key, copy, label), what):
        raise BrokenRecoveryCopy("the copy holds something else")


def _info(front: bytes, label: str) -> bytes:
    return bound("doitonline/recovery/v1", front, label)
