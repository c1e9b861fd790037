"""Sweeping: drafts that are over with their files, and envelopes that nothing can need any more."""

import logging
from datetime import datetime
from typing import Final

from django.db import connections, router, transaction

from doitonline.letterbox.models import Envelope, Parcel
from doitonline.letterbox.parcels import parcel_path
from doitonline.sealing.keys import BACKUPS_AGE_OUT

log = logging.getLogger(__name__)

# The drafts are the counter's: the office may see when one ends and whether it was sent, delete it,
# and nothing else. What was sent keeps its files: they are the case's now.
SWEEP_DRAFTS: Final = "DELETE FROM counter_draft WHERE expires_at < %s RETURNING id, sent"


def sweep(now: datetime) -> tuple[int, int]:
    """Delete what is over. How many drafts and how many envelopes went."""
    drafts, envelopes = sweep_drafts(now), sweep_envelopes(now)
    if drafts or envelopes:
        log.info("swept", extra={"count": drafts + envelopes})
    return drafts, envelopes


def sweep_drafts(now: datetime) -> int:
    """Delete the drafts whose days are over, and the files of those that were never sent.

    Files go first: a worker that dies meanwhile finds the draft and its rows again.
    """
    alias = router.db_for_write(Envelope)
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute(SWEEP_DRAFTS, [now])
        swept = cursor.fetchall()
        parcels = Parcel.objects.filter(draft_id__in=[key for key, sent in swept if not sent])
        for parcel in parcels.values_list("id", flat=True):
            parcel_path(parcel).unlink(missing_ok=True)
        parcels.delete()
    return len(swept)


def sweep_envelopes(now: datetime) -> int:
    """Delete the envelopes that were opened longer ago than any backup is kept (35 days)."""
    over = Envelope.objects.filter(opened_at__lt=now - BACKUPS_AGE_OUT)
    return over.delete()[0]
