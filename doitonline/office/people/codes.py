"""The six digits of an authenticator: time-based one-time codes (RFC 6238, SHA-1, 30 seconds)."""

import hmac
from base64 import b32decode
from datetime import datetime
from typing import Final

PERIOD: Final = 30  # seconds
DIGITS: Final = 6
# A clock may be one step off either way: what is typed at the end of a step arrives in the next.
TOLERANCE: Final = 1


def step_at(now: datetime) -> int:
    """The time step that `now` (aware) lies in."""
    return int(now.timestamp()) // PERIOD


def code_of(secret: str, step: int) -> str:
    """The code of `secret` (base32) in a time step (RFC 4226, 5.3)."""
    digest = hmac.digest(b32decode(secret, casefold=True), step.to_bytes(8, "big"), "sha1")
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_of(secret: str, typed: str, now: datetime) -> int | None:
    """The time step whose code was typed, spaces or none; None for a wrong code.

    It does not know whether the code was used before: `Officer.spend_code` does.
    """
    digits = "".join(typed.split())
    if len(digits) != DIGITS or not digits.isascii() or not digits.isdigit():
        return None
    present = step_at(now)
    for step in range(present - TOLERANCE, present + TOLERANCE + 1):
        if hmac.compare_digest(code_of(secret, step), digits):
            return step
    return None
