"""Drafts: reports that are being written. The database alone can read none of them."""

import uuid
from datetime import datetime
from typing import Any

from django.db import connections, models, router

# One row by primary key, and one row changed if nobody else changed it: most pages cost just
# these. Written out, because to compose a statement costs several times what it costs to run.
READ = """
SELECT id, publication, sealed, revision, sent, created_at, touched_at, expires_at, return_lookup,
    return_wrapped
FROM counter_draft WHERE id = %s AND expires_at > %s"""
KEEP = """
UPDATE counter_draft SET sealed = %s, revision = %s, touched_at = %s, publication = %s
WHERE id = %s AND revision = %s AND NOT sent"""


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

    @classmethod
    def unexpired(cls, id: uuid.UUID, now: datetime) -> "Draft | None":  # noqa: A002
        """The draft of this id; None where there is none any more."""
        alias = router.db_for_read(cls)
        with connections[alias].cursor() as cursor:
            cursor.execute(READ, [id, now])
            found = cursor.fetchone()
            names = [column.name for column in cursor.description]
        return cls.from_db(alias, names, found) if found is not None else None

    def keep(self, sealed: bytes, now: datetime) -> bool:
        """Writes what is sealed, as the next revision; False where somebody else wrote first."""
        values: list[Any] = [
            sealed, self.revision + 1, now, self.publication, self.id, self.revision,
        ]  # fmt: skip
        with connections[router.db_for_write(Draft)].cursor() as cursor:
            cursor.execute(KEEP, values)
            kept = bool(cursor.rowcount)
        if kept:
            self.sealed, self.revision = sealed, self.revision + 1
        return kept
