"""Blind terms: how the office searches what it keeps encrypted.

A term is the first 64 bits of an HMAC-SHA-256, as a signed number: it fits PostgreSQL's bigint, so
that a row's terms are a bigint[] under a GIN index a quarter of the size that 16 bytes as text
would need. Among ten million terms one search in two million million meets a false one, and whoever
opens the record sees the truth. Terms leak equality, and for words their frequency within a month:
SECURITY.md says what that means.
"""

import hmac
import re
import secrets
from collections.abc import Iterable
from typing import Final

from doitonline.sealing.boxes import require_key
from doitonline.sealing.derivation import KEY_BYTES, bound, derive

_MONTH: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def new_blind_key() -> bytes:
    """A key for terms: 32 random bytes. Identifiers and words have one each."""
    return secrets.token_bytes(KEY_BYTES)


def identifier_term(key: bytes, field: str, value: str) -> int:
    """The term of an identifier ("phone", "email", "vrm" …) whose value was normalised already.

    The field is part of it: a number plate never matches a postcode. Raises ValueError for an
    empty value, which would make everybody without a telephone look alike.
    """
    require_key(key)
    if not value:
        raise ValueError("an empty value has no term")
    return _term(derive(key, "doitonline/identifier-key/v1", field), value)


def month_key(key: bytes, month: str) -> bytes:
    """The key of one month ("2026-05") of words: terms of different months cannot be compared."""
    require_key(key)
    if not _MONTH.fullmatch(month):
        raise ValueError("a month is written YYYY-MM")
    return derive(key, "doitonline/word-key/v1", month)


def word_terms(key: bytes, month: str, words: Iterable[str]) -> list[int]:
    """The terms of a text's words, stemmed already, in one month: each once, and sorted so that
    their order tells nothing.
    """
    of_month = month_key(key, month)
    return sorted({_term(of_month, word) for word in words if word})


def _term(key: bytes, value: str) -> int:
    digest = hmac.digest(key, bound("doitonline/blind-term/v1", value), "sha256")
    return int.from_bytes(digest[:8], "big", signed=True)
