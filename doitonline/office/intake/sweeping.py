"""Sweeping: drafts that are over, and envelopes that no restored office can need any more."""

import logging
from datetime import datetime
from typing import Final

from django.db import connections, router

from doitonline.letterbox.models import Envelope
from doitonline.sealing.keys import BACKUPS_AGE_OUT

log = logging.getLogger(__name__)

# The drafts are the counter's: the office may see when one ends, and delete it, and nothing else.
SWEEP_DRAFTS: Final = "DELETE FROM counter_draft WHERE expires_at < %s"


def sweep(now: datetime) -> tuple[int, int]:
    """Delete what is over. How many drafts and how many envelopes went."""
    drafts, envelopes = sweep_drafts(now), sweep_envelopes(now)
    if drafts or envelopes:
        log.info("swept", extra={"count": drafts + envelopes})
    return drafts, envelopes


def sweep_drafts(now: datetime) -> int:
    """Delete the drafts whose days are over."""
    with connections[router.db_for_write(Envelope)].cursor() as cursor:
        cursor.execute(SWEEP_DRAFTS, [now])
        return int(cursor.rowcount)


def sweep_envelopes(now: datetime) -> int:
    """Delete the envelopes that were opened longer ago than any backup is kept (35 days)."""
    over = Envelope.objects.filter(opened_at__lt=now - BACKUPS_AGE_OUT)
    return over.delete()[0]
