"""Case keys: each case's record is sealed under a key of its own. To destroy that key is to erase
the record.

The key itself is stored wrapped: `keys.wrap(kek, context, case_key)`, by the office's key, or by
the second key for restricted cases.
"""

import secrets
from typing import Final
from uuid import UUID

from doitonline.sealing.boxes import close_box, open_box
from doitonline.sealing.derivation import KEY_BYTES, bound
from doitonline.sealing.errors import BrokenRecord, DoesNotOpen
from doitonline.sealing.keys import unwrap, wrap

_VERSION: Final = b"\x01"


def new_case_key() -> bytes:
    """A new case's key: 32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def wrap_case_key(kek: bytes, case_id: UUID | str, key: bytes) -> bytes:
    """The case's key as its row keeps it."""
    return wrap(kek, _key_context(case_id), key)


def unwrap_case_key(kek: bytes, case_id: UUID | str, wrapped: bytes) -> bytes:
    """The case's key. Raises UnknownKey when another key wrapped it (a restricted case, say), or
    BrokenWrapping.
    """
    return unwrap(kek, _key_context(case_id), wrapped)


def seal_record(key: bytes, case_id: UUID | str, field: str, plaintext: bytes) -> bytes:
    """One record of a case, bound to the case and to the field it stands in ("answers",
    "note:<id>" …).
    """
    return _VERSION + close_box(key, _binding(case_id, field), plaintext)


def open_record(key: bytes, case_id: UUID | str, field: str, sealed: bytes) -> bytes:
    """The record. Raises BrokenRecord: changed, or of another case or field."""
    if not sealed.startswith(_VERSION):
        raise BrokenRecord("not a sealed record of a version that we know")
    try:
        return open_box(key, _binding(case_id, field), sealed[1:])
    except DoesNotOpen:
        raise BrokenRecord("the record does not open") from None


def _binding(case_id: UUID | str, field: str) -> bytes:
    return bound("doitonline/record/v1", str(case_id), field)


def _key_context(case_id: UUID | str) -> bytes:
    return bound("doitonline/case-key/v1", str(case_id))
