"""What is sealed of a case, and the key that opens it.

The key lives apart from what it opens and has no foreign key to it: it is backed up for seven days
only, and to destroy it is to erase the papers.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from doitonline.office.casework.errors import Erased, Sealed
from doitonline.office.casework.keyring import Keyring
from doitonline.sealing import casekeys
from doitonline.sealing.canonical import canonical, parse
from doitonline.sealing.errors import UnknownKey


class CaseKey(models.Model):
    """The key of one case, wrapped. Destroyed, its row stays to say so."""

    case_id = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField(null=True)
    made_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.case_id)

    @classmethod
    def make(cls, case_id: UUID, keyring: Keyring, restricted: bool, now: datetime) -> "CaseKey":
        """A new case's key."""
        wrapped = keyring.wrap(case_id, casekeys.new_case_key(), restricted)
        return cls.objects.create(case_id=case_id, wrapped=wrapped, made_at=now)

    def opened(self, keyring: Keyring) -> "Seal":
        """What seals and opens the case's papers. Raises Erased or Sealed."""
        if self.wrapped is None:
            raise Erased
        try:
            return Seal(self.case_id, keyring.unwrap(self.case_id, bytes(self.wrapped)))
        except UnknownKey:
            raise Sealed from None


class Seal:
    """One case's key in use. Each field is bound to the case and to its name."""

    def __init__(self, case_id: UUID, key: bytes) -> None:
        self._case_id, self._key = case_id, key

    def close(self, field: str, value: object) -> bytes:
        """A value (JSON) sealed."""
        return casekeys.seal_record(self._key, self._case_id, field, canonical(value))

    def open(self, field: str, sealed: bytes | memoryview) -> Any:
        """The value. Raises BrokenRecord when it was changed or is another's."""
        return parse(casekeys.open_record(self._key, self._case_id, field, bytes(sealed)))


class Papers(models.Model):
    """The answers as they were sent, and the record made of them; apart from the summary columns.

    `answers`: what the person sent (see `receiving.Report`). `record`: people, objects, places and
    events, the flags with their causes, and the watched passages.
    """

    case = models.OneToOneField("casework.Case", models.CASCADE, primary_key=True)
    answers = models.BinaryField()
    record = models.BinaryField()

    class Meta:
        verbose_name_plural = "papers"

    def __str__(self) -> str:
        return str(self.case_id)
