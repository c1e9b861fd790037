"""Drafts: reports that are being written. The database alone can read none of them."""

import uuid

from django.db import models


class Draft(models.Model):
    """A report under way, sealed under a key that only the person's browser makes possible.

    Once it is sent, `sealed` is a stub (the reference and the tracking code, for a day, so that a
    page sent twice shows the same), and what was answered is gone from here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.BigIntegerField(help_text="the noticeboard's number of its service")
    sealed = models.BinaryField()
    revision = models.PositiveIntegerField()
    sent = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    return_lookup = models.BinaryField(null=True, unique=True)
    return_wrapped = models.BinaryField(null=True)

    def __str__(self) -> str:
        return str(self.id)
