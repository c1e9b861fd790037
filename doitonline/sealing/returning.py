"""Coming back to a draft on any device: a return code wraps the draft's key.

The code is 128 random bits, so HKDF suffices and no stretching is done: Argon2id makes each guess
dearer, which matters when there are few guesses to make; at 2^128 there is nothing to make dearer
(ASVS 6.5.2 asks for a password hash below 112 bits only).
"""

from typing import Final
from uuid import UUID

from doitonline.sealing.boxes import close_box, open_box
from doitonline.sealing.codes import return_code_bytes
from doitonline.sealing.derivation import bound, derive
from doitonline.sealing.errors import DoesNotOpen, WrongCode

_VERSION: Final = b"\x01"


def lookup_of(code: str) -> bytes:
    """The 32 bytes by which a row is found; one cannot get from them to the code or the key.
    Raises MistypedCode.
    """
    return derive(return_code_bytes(code), "doitonline/return-lookup/v1")


def wrap_for_return(code: str, draft_id: UUID, key: bytes) -> tuple[bytes, bytes]:
    """(lookup, wrapped): what to store so that the code opens the draft's key. Store neither the
    code nor the key.
    """
    return lookup_of(code), _VERSION + close_box(_key(code, draft_id), _binding(draft_id), key)


def unwrap_with_code(code: str, draft_id: UUID, wrapped: bytes) -> bytes:
    """The draft's key. Raises MistypedCode for what cannot be a code, WrongCode when it does not
    open this.
    """
    if not wrapped.startswith(_VERSION):
        raise WrongCode("not a wrapped key of a version that we know")
    try:
        return open_box(_key(code, draft_id), _binding(draft_id), wrapped[1:])
    except DoesNotOpen:
        raise WrongCode("the code does not open this draft") from None


def _key(code: str, draft_id: UUID) -> bytes:
    return derive(return_code_bytes(code), "doitonline/return-key/v1", draft_id)


def _binding(draft_id: UUID) -> bytes:
    return bound("doitonline/return/v1", draft_id)
