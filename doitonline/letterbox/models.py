"""What lies in the letterbox: sealed envelopes, sealed parcels, and pigeonholes for replies.

The counter's role may only insert envelopes. Such a role may use neither RETURNING nor ON CONFLICT,
so every value is made in Python and no column has a default of the database's.
"""

import uuid
from datetime import UTC, datetime

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
"""PostgreSQL keeps moments that Python cannot read, and one of those would stop every opening."""
LONGEST = 16 * 2**20
"""Bytes of a sealed report: forty times the longest that the services make. A row may hold 1 GB,
and the worker that reads it, with all that wait behind it, would end for want of memory."""


class Envelope(models.Model):
    """A report as it was posted, readable only by the office.

    It stays for 35 days after it was opened, so that an office restored from a backup can open it
    again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    key_id = models.CharField(max_length=64)
    sealed = models.BinaryField()
    posted_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(posted_at__gte=EARLIEST, posted_at__lt=LATEST),
                name="letterbox_envelope_posted_in_time",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("sealed"), LONGEST),
                name="letterbox_envelope_not_too_long",
            ),
        ]
        indexes = [
            models.Index(
                fields=["posted_at", "id"],
                condition=models.Q(opened_at=None),
                name="letterbox_envelope_unopened",
            ),
            models.Index(
                fields=["opened_at"],
                condition=models.Q(opened_at__isnull=False),
                name="letterbox_envelope_opened",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Parcel(models.Model):
    """A sealed file: the row says where its sealed segments lie; its key is in the envelope."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft_id = models.UUIDField(db_index=True)
    size = models.BigIntegerField(help_text="bytes, before sealing")
    path = models.CharField(max_length=200, help_text="a folder, relative to the parcels' own")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class Pigeonhole(models.Model):
    """Something sealed to the person who reported; the address comes from the tracking code.

    The address is no key of any other table and says nothing of whose it is. That it was written at
    the moment of an envelope does, to whoever copies the database while both are there.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    address = models.BinaryField(db_index=True)
    kind = models.CharField(max_length=20)
    sealed = models.BinaryField()
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)
