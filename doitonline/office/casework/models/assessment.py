"""Assessments: THRIVE, a line a letter, and the grade that a trained person gave.

The product suggests a grade; a person decides. Each assessment is a row and none is overwritten:
assessing again, when facts change, adds another.
"""

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from django.db import models, transaction

from doitonline.office.audit.log import write
from doitonline.office.audit.verbs import Verb
from doitonline.office.casework.errors import (
    NeedsAReason,
    NeedsASupervisor,
    NeedsSafeguarding,
)
from doitonline.office.casework.grades import CHOICES, steps_below
from doitonline.office.casework.keyring import Keyring
from doitonline.office.casework.models.case import Case
from doitonline.office.casework.models.papers import Seal
from doitonline.office.casework.promises import due
from doitonline.office.people.models import Officer
from doitonline.office.people.policy import Action, may

LETTERS: Final = ("threat", "harm", "risk", "investigation", "vulnerability", "engagement")


@dataclass(frozen=True, slots=True)
class Lines:
    """What was written: a line for each letter, why the grade is low, what was done at once."""

    threat: str
    harm: str
    risk: str
    investigation: str
    vulnerability: str
    engagement: str
    reason: str = ""
    actions: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an officer decided: the grade, whether it is a crime, and the safeguarding decision."""

    grade: str
    crime: str
    safeguarding: bool | None
    lines: Lines


class Assessments(models.QuerySet["Assessment"]):
    """Finds assessments, and makes them."""

    def make(
        self, case: Case, by: Officer, keyring: Keyring, judged: Judgement, now: datetime
    ) -> "Assessment":
        """Assess a case and give it its grade.

        Raises NeedsAReason, NeedsASupervisor or NeedsSafeguarding, and what `Case.work` raises.
        """
        with transaction.atomic():
            case = case.work(by, Action.ASSESS, now)
            _weigh(case, by, judged)
            assessment = self.model(
                case=case,
                by=by,
                at=now,
                grade=judged.grade,
                suggested=case.suggested,
                crime=judged.crime,
                safeguarding=judged.safeguarding,
            )
            assessment.lines = case.seal(keyring).close(assessment.field, asdict(judged.lines))
            assessment.save(force_insert=True)
            _regrade(case, judged.grade)
            detail = {"grade": judged.grade.lower(), "suggested": case.suggested.lower()}
            write(by, Verb.ASSESS, "case", case.reference, detail=detail, at=now)
        return assessment


def _weigh(case: Case, by: Officer, judged: Judgement) -> None:
    below = steps_below(judged.grade, case.suggested)
    if below and not judged.lines.reason:
        raise NeedsAReason
    if below >= 2 and not may(by, Action.GRADE_BELOW_LEAST):
        raise NeedsASupervisor
    if case.needs_safeguarding and judged.safeguarding is None:
        raise NeedsSafeguarding


def _regrade(case: Case, grade: str) -> None:
    promised = due(grade, case.sent_at)
    case.grade = grade
    case.state = Case.State.ASSESSED
    case.place = 1  # somebody has read it: it waits its turn for the reply
    case.reply_due_at = case.due_at = promised.reply
    case.save(update_fields=["grade", "state", "place", "reply_due_at", "due_at"])


class Assessment(models.Model):
    """One assessment. Its words are sealed under the case's key."""

    class Crime(models.TextChoices):
        """Whether it is a crime, on the balance of probabilities."""

        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_YET = "not_yet", "Cannot say yet"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="assessments")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    grade = models.CharField(max_length=2, choices=CHOICES)
    suggested = models.CharField(max_length=2, choices=CHOICES)
    crime = models.CharField(max_length=10, choices=Crime.choices)
    safeguarding = models.BooleanField(null=True)
    lines = models.BinaryField()

    objects = Assessments.as_manager()

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def field(self) -> str:
        """What its lines are bound to, besides the case."""
        return f"assessment:{self.pk}"

    def read(self, seal: Seal) -> Lines:
        """The lines."""
        return Lines(**seal.open(self.field, self.lines))
