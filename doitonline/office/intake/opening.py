"""Opening envelopes: of each, exactly one case, whatever stops the worker and wherever.

The case is committed in the office's database first; then the envelope is marked as opened in
`front`. A worker that dies between the two leaves an envelope that is opened again, found to have
its case, and only marked. What a machine cannot read becomes a case for a person, and stops no
other.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import DataError, IntegrityError, router, transaction

from doitonline.letterbox.models import Envelope
from doitonline.office.casework.keyring import Keyring
from doitonline.office.casework.models import Case
from doitonline.office.casework.receiving import Report, receive
from doitonline.office.intake.keys import Keys
from doitonline.office.intake.models import OpenedEnvelope
from doitonline.office.intake.reading import Fault, Unreadable
from doitonline.office.intake.reports import Outcome, read
from doitonline.office.intake.unread import as_sealed, unread_report
from doitonline.sealing.errors import SealingError

log = logging.getLogger(__name__)

BATCH: Final = 50
SET_ASIDE_FOR: Final = timedelta(minutes=5)

Failpoint = Callable[[str, UUID], None]
"""Called between two steps of one envelope: where a proof lets the worker die."""


def carry_on(step: str, envelope: UUID) -> None:
    """The failpoint of ordinary days: nothing happens."""


class Opener:
    """Opens what lies in the letterbox. One a worker; any number may work at once."""

    def __init__(self, keyring: Keyring, failpoint: Failpoint = carry_on) -> None:
        self._keyring = keyring
        self._failpoint = failpoint
        # Envelopes whose case could not be stored, and until when they are left alone.
        self._aside: dict[UUID, datetime] = {}

    def open_waiting(self, now: datetime, most: int = BATCH) -> int:
        """Open up to `most` envelopes, oldest first. Returns how many were dealt with.

        The rows are locked while they are worked on, and other workers pass over them.
        """
        alias = router.db_for_write(Envelope)
        keys = Keys(self._keyring.office)  # forgotten afterwards: a destroyed key is not held on to
        self._aside = {key: until for key, until in self._aside.items() if until > now}
        opened = 0
        with transaction.atomic(using=alias):
            envelopes = Envelope.objects.using(alias)
            waiting = envelopes.filter(opened_at=None).exclude(pk__in=list(self._aside))
            locked = waiting.select_for_update(skip_locked=True)
            for envelope in locked.order_by("posted_at", "id")[:most]:
                if self._deal_with(envelope, keys, now):
                    self._failpoint("between", envelope.pk)
                    envelopes.filter(pk=envelope.pk).update(opened_at=now)
                    opened += 1
        return opened

    def _deal_with(self, envelope: Envelope, keys: Keys, now: datetime) -> bool:
        """Whether the envelope has its case now, or needs none."""
        if _known(envelope):
            return True
        report, outcome = read(envelope, keys, now)
        if self._stored(envelope, report, outcome, now) or _known(envelope):
            return True
        if report is not None and outcome == Outcome.CASE:
            taken = Case.objects.filter(reference=report.reference).exists()
            why = Unreadable(Fault.REFERENCE_TAKEN if taken else Fault.UNEXPECTED)
            raw = report.answers if taken else as_sealed(envelope)
            report = unread_report(envelope, why, raw, now)
            if self._stored(envelope, report, Outcome.UNREAD, now):
                return True
        log.error("an envelope was set aside for a while")
        self._aside[envelope.pk] = now + SET_ASIDE_FOR
        return False

    def _stored(
        self, envelope: Envelope, report: Report | None, outcome: Outcome, now: datetime
    ) -> bool:
        """Whether the envelope's id and its case are in the office's database now."""
        try:
            with transaction.atomic():
                OpenedEnvelope(
                    envelope=envelope.pk, key_id=envelope.key_id, outcome=outcome, opened_at=now
                ).save(force_insert=True)
                if report is not None:
                    receive(report, self._keyring)
        except (IntegrityError, DataError, ValueError, SealingError):
            return False
        self._failpoint("committed", envelope.pk)
        return True


def _known(envelope: Envelope) -> bool:
    return OpenedEnvelope.objects.filter(pk=envelope.pk).exists()


def put_back(now: datetime, within: timedelta) -> int:
    """Mark as unopened what the office does not know, though it was opened lately.

    So an office restored from a backup opens again what that backup did not hold yet. Returns how
    many were put back.
    """
    alias = router.db_for_write(Envelope)
    marked = Envelope.objects.using(alias).filter(opened_at__gt=now - within)
    ids = set(marked.values_list("pk", flat=True))
    known = set(OpenedEnvelope.objects.filter(pk__in=ids).values_list("pk", flat=True))
    lost = ids - known
    if lost:
        log.warning("envelopes were put back to be opened again", extra={"count": len(lost)})
    return Envelope.objects.using(alias).filter(pk__in=lost).update(opened_at=None)
