"""Posting an envelope: one plain INSERT, in the caller's transaction."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, router, transaction

from doitonline.letterbox.models import Envelope


class ReferenceTaken(Exception):
    """Another envelope has this reference: draw a new one, seal again and post again."""


class AlreadyPosted(Exception):
    """An envelope with this id was posted before."""


def post(*, id: UUID, reference: str, key_id: str, sealed: bytes, at: datetime) -> Envelope:  # noqa: A002
    """Put a sealed envelope into the letterbox.

    The insert has a savepoint of its own, so that a collision leaves the caller's transaction
    usable. Raises ReferenceTaken, or AlreadyPosted for an id used before.
    """
    envelope = Envelope(id=id, reference=reference, key_id=key_id, sealed=sealed, posted_at=at)
    alias = router.db_for_write(Envelope)
    try:
        with transaction.atomic(using=alias):
            envelope.save(force_insert=True, using=alias)
    except IntegrityError as error:
        violated = _violated(error)
        # PostgreSQL reports the first index that refuses; the primary key is looked at first.
        if "reference" in violated:
            raise ReferenceTaken from None
        if violated.endswith("_pkey"):
            raise AlreadyPosted from None
        raise
    return envelope


def _violated(error: IntegrityError) -> str:
    """The name of the constraint that refused a row; empty when the driver does not say."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
