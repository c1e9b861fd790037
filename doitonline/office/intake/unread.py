"""A case for what a machine could not read: watched, flagged, in urgent review, with the reason.

Everything that came is kept in its papers: the plaintext where it opened, else the sealed envelope
itself, so that a key found later may still open it.
"""

import base64
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from doitonline.definitions.assessing import assess
from doitonline.definitions.flags import Grade, flags, suggested
from doitonline.letterbox.models import Envelope
from doitonline.office.casework.models import Case
from doitonline.office.casework.receiving import UNREADABLE, Report
from doitonline.office.designer.models import Publication
from doitonline.office.intake.reading import LONDON, Unreadable
from doitonline.sealing.codes import new_reference, read_reference
from doitonline.sealing.errors import MistypedReference

TEAM = "urgent-review"
SUBJECT = "Report that could not be read"


def unread_report(
    envelope: Envelope, why: Unreadable, raw: dict[str, Any], now: datetime
) -> Report:
    """The report that stands for an unreadable envelope."""
    sent_at = min(envelope.posted_at, now)
    glimpsed = glimpsed_flags(raw, sent_at)
    raised = sorted({UNREADABLE, *glimpsed})
    return Report(
        envelope=envelope.pk,
        reference=_free_reference(envelope),
        service="",
        publication=None,
        subject=SUBJECT,
        team=TEAM,
        grade=suggested(Grade.G5, raised).name,
        flags=tuple(raised),
        sent_at=sent_at,
        received_at=now,
        answers=raw,
        record={
            "entries": [],
            "raised": [{"flag": flag, "causes": []} for flag in raised],
            "watched": [],
            "unread": {"fault": why.fault.value, "question": why.question},
        },
    )


def as_sealed(envelope: Envelope) -> dict[str, Any]:
    """The envelope itself, for the papers of a case that nobody could read."""
    return {"sealed": base64.b64encode(bytes(envelope.sealed)).decode()}


def is_reference(text: str) -> bool:
    """Whether this is a reference exactly as one is written."""
    try:
        return read_reference(text) == text
    except MistypedReference:
        return False


def _free_reference(envelope: Envelope) -> str:
    """The reference the person was shown; a new one where that is taken or is none."""
    reference = envelope.reference
    if is_reference(reference) and not Case.objects.filter(reference=reference).exists():
        return reference
    return new_reference()


def glimpsed_flags(raw: dict[str, Any], at: datetime, zone: ZoneInfo = LONDON) -> Iterable[str]:
    """The flags that the answers would raise, as far as they can be made out at all.

    An answer that does not fit must not hide that somebody is in danger now.
    """
    try:
        content = json.loads(raw["plaintext"])
        publication = Publication.pinned(content["service"], content["version"])
        if publication is None:
            return ()
        found = assess(publication.plan, content["answers"], at.astimezone(zone)).flags
        return [flag for flag in found if flag in flags().flags]
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return ()
