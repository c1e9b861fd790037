"""The wrapping keys that this process holds, and the opening of a case's own key with them.

Ordinary cases are wrapped by the office's key. Restricted cases are wrapped by a second key where
the process that receives them was given one; a process without it cannot open them.
"""

from dataclasses import dataclass, field
from functools import cache
from uuid import UUID

from django.conf import settings

from doitonline.sealing import casekeys
from doitonline.sealing.errors import UnknownKey
from doitonline.sealing.texts import from_text


@dataclass(frozen=True)
class Keyring:
    """The wrapping keys, 32 bytes each. They never show in a repr."""

    office: bytes = field(repr=False)
    restricted: bytes | None = field(default=None, repr=False)

    def wrap(self, case_id: UUID, key: bytes, restricted: bool) -> bytes:
        """The case's key as its row keeps it."""
        kek = self.restricted if restricted and self.restricted else self.office
        return casekeys.wrap_case_key(kek, case_id, key)

    def unwrap(self, case_id: UUID, wrapped: bytes) -> bytes:
        """The case's key. Raises UnknownKey where its wrapping key is not here."""
        try:
            return casekeys.unwrap_case_key(self.office, case_id, wrapped)
        except UnknownKey:
            if self.restricted is None:
                raise
            return casekeys.unwrap_case_key(self.restricted, case_id, wrapped)


def secret_bytes(text: str) -> bytes:
    """A secret of the configuration, from base64url. The ValueError it raises repeats nothing."""
    secret = from_text(text.strip())
    if not secret:
        raise ValueError("a secret of the configuration is missing or is not base64url")
    return secret


def keyring() -> Keyring:
    """The keyring of this process, from its configuration."""
    return _read(settings.OFFICE_WRAPPING_KEY, getattr(settings, "OFFICE_RESTRICTED_KEY", ""))


@cache
def _read(office: str, restricted: str) -> Keyring:
    return Keyring(secret_bytes(office), secret_bytes(restricted) if restricted else None)
