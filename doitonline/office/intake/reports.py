"""From an envelope to the report in it, or to one that says why it could not be read."""

import logging
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError

from doitonline.definitions.flags import flags
from doitonline.letterbox.models import Envelope
from doitonline.office.casework.promises import our_force
from doitonline.office.casework.receiving import Report
from doitonline.office.designer.models import Publication
from doitonline.office.intake.keys import Keys
from doitonline.office.intake.models import OpenedEnvelope
from doitonline.office.intake.reading import Content, Fault, Reading, Unreadable, walked
from doitonline.office.intake.summing import district_of, subject_of
from doitonline.office.intake.unread import as_sealed, is_reference, unread_report
from doitonline.office.people import policy
from doitonline.sealing.envelopes import EnvelopeHeader, open_envelope
from doitonline.sealing.errors import BrokenEnvelope, NotAnEnvelope, UnknownKey

log = logging.getLogger(__name__)

Outcome = OpenedEnvelope.Outcome
URGENT, VULNERABLE, STANDARDS = "urgent-review", "vulnerability", "psd"
KNOWN_TEAMS = frozenset().union(*policy.SEES.values())


def read(envelope: Envelope, keys: Keys, now: datetime) -> tuple[Report | None, Outcome]:
    """The report and what to write down of the envelope. No report: a copy of one opened before.

    Never raises for anything that may be in an envelope; a database that does not answer is an
    error, and the envelope waits.
    """
    raw: dict[str, Any] = as_sealed(envelope)
    try:
        header, plaintext = _opened(envelope, keys)
        raw = {"plaintext": plaintext.decode("utf-8", "replace")}
        if header.envelope_id != envelope.pk:
            if OpenedEnvelope.objects.filter(pk=header.envelope_id).exists():
                log.warning("a copy of an opened envelope was refused")
                return None, Outcome.REFUSED
            raise Unreadable(Fault.MOVED)
        return _report(envelope, header, plaintext, now), Outcome.CASE
    except DatabaseError:
        raise
    except Unreadable as unreadable:
        why = unreadable
    except Exception:  # whatever it is, this person's report needs a reader and the others wait
        log.exception("an envelope could not be read")
        why = Unreadable(Fault.UNEXPECTED)
    log.warning("an envelope became a case to look into", extra={"reason": why.fault.value})
    return unread_report(envelope, why, raw, now), Outcome.UNREAD


def _opened(envelope: Envelope, keys: Keys) -> tuple[EnvelopeHeader, bytes]:
    try:
        return open_envelope(keys, bytes(envelope.sealed))
    except NotAnEnvelope:
        raise Unreadable(Fault.NOT_AN_ENVELOPE) from None
    except UnknownKey:
        raise Unreadable(Fault.UNKNOWN_KEY) from None
    except BrokenEnvelope:
        raise Unreadable(Fault.BROKEN) from None


def _report(envelope: Envelope, header: EnvelopeHeader, plaintext: bytes, now: datetime) -> Report:
    content = Content.read(plaintext)
    if content.reference != envelope.reference or not is_reference(content.reference):
        raise Unreadable(Fault.OTHER_REFERENCE)
    publication = Publication.pinned(content.service, header.version_hash)
    if publication is None or content.version != header.version_hash:
        raise Unreadable(Fault.UNKNOWN_VERSION)
    return report_of(envelope.pk, content, publication, now)


def report_of(envelope: UUID, content: Content, publication: Publication, now: datetime) -> Report:
    """The report that an envelope's content makes. Raises Unreadable."""
    reading = walked(publication.plan, content)
    assessed = reading.assessed
    return Report(
        envelope=envelope,
        reference=content.reference,
        service=content.service,
        publication=publication,
        subject=subject_of(publication.plan, reading.record),
        team=team_for(assessed.team, assessed.flags),
        grade=assessed.grade.name,
        flags=assessed.flags,
        district=district_of(reading.record, our_force().geography),
        # A counter whose clock runs ahead must not give the office more time.
        sent_at=min(content.sent_at, now),
        received_at=now,
        answers=_kept(content),
        record=_made(reading),
    )


def _kept(content: Content) -> dict[str, Any]:
    """What was sent, as the papers keep it."""
    return content.model_dump(mode="json", exclude={"v", "service", "reference"})


def _made(reading: Reading) -> dict[str, Any]:
    """What the office made of it, as the papers keep it."""
    return {
        **reading.record,
        "raised": [
            {"flag": raised.flag, "causes": [list(cause) for cause in raised.causes]}
            for raised in reading.assessed.raised
        ],
        "watched": [
            {
                "question": hit.question, "item": hit.item, "category": hit.category,
                "start": hit.start, "end": hit.end,
            }
            for hit in reading.assessed.watched
        ],
    }  # fmt: skip


def team_for(team: str, raised: tuple[str, ...]) -> str:
    """The team a report goes to: the one its service named, unless its flags forbid that.

    A service that forgot a flag must not lay a life at risk, or what only a few may see, into an
    open queue; nor may a team that does not exist swallow a report.
    """
    if team == URGENT or team in policy.RESTRICTED:
        return team
    effects = {effect for flag in raised for effect in flags().flag(flag).effects}
    if "urgent_review" in effects or team not in KNOWN_TEAMS:
        return URGENT
    if "copy_standards" in effects or "referral_clock" in effects:
        return STANDARDS
    return VULNERABLE if "restricted" in effects else team
