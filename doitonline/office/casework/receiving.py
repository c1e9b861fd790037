"""Receiving a report: from what was read out of an envelope to a case, its papers and its key."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from doitonline.definitions.flags import flags
from doitonline.office.audit.log import write
from doitonline.office.audit.verbs import Verb
from doitonline.office.casework.keyring import Keyring
from doitonline.office.casework.models import Case, CaseKey, Papers
from doitonline.office.casework.promises import due
from doitonline.office.designer.models import Publication
from doitonline.office.people import policy

SUBJECT_LENGTH = 200
UNREADABLE = "UNREADABLE"


@dataclass(frozen=True, slots=True)
class Report:
    """A report as the office makes a case of it. Nothing of it is in a repr or a log.

    `answers` holds what was sent: answers, later, parcels, person, marks, language, started_at.
    `record` holds entries, raised (flag and causes) and watched passages.
    """

    envelope: UUID
    reference: str
    service: str
    publication: Publication | None
    subject: str
    team: str
    grade: str
    flags: tuple[str, ...]
    sent_at: datetime
    received_at: datetime
    district: str = ""
    answers: dict[str, Any] = field(default_factory=dict, repr=False)
    record: dict[str, Any] = field(default_factory=dict, repr=False)


def receive(report: Report, keyring: Keyring) -> Case:
    """Make a case of a report, in one transaction.

    Raises IntegrityError when the envelope or the reference has a case already.
    """
    promised = due(report.grade, report.sent_at)
    case = Case(
        id=uuid4(),
        reference=report.reference,
        envelope=report.envelope,
        service=report.service,
        publication=report.publication,
        subject=report.subject[:SUBJECT_LENGTH],
        team=report.team,
        grade=report.grade,
        suggested=report.grade,
        flags=sorted(report.flags),
        district=report.district,
        restricted=report.team in policy.RESTRICTED,
        place=0 if _read_next(report.flags) else 1,
        sent_at=report.sent_at,
        received_at=report.received_at,
        look_due_at=promised.look,
        reply_due_at=promised.reply,
        due_at=promised.look,
    )
    with transaction.atomic():
        case.save(force_insert=True)
        key = CaseKey.make(case.id, keyring, case.restricted, report.received_at)
        seal = key.opened(keyring)
        Papers.objects.create(
            case=case,
            answers=seal.close("answers", report.answers),
            record=seal.close("record", report.record),
        )
        write(None, Verb.RECEIVE, "case", case.reference, at=report.received_at)
    return case


def _read_next(raised: tuple[str, ...]) -> bool:
    """Whether it is read first within its grade: watched words, and what no machine could read."""
    return UNREADABLE in raised or not flags().with_effect("read_next").isdisjoint(raised)
