"""A case: one report as the office works on it. What lists need is plain; the rest is sealed."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from doitonline.definitions.flags import Grade, flags
from doitonline.office.audit.log import write
from doitonline.office.audit.verbs import Verb
from doitonline.office.casework.errors import AlreadyClosed, HeldByAnother, NotAllowed
from doitonline.office.casework.keyring import Keyring
from doitonline.office.casework.models.papers import CaseKey, Papers, Seal
from doitonline.office.people import policy
from doitonline.office.people.models import Officer

if TYPE_CHECKING:
    from doitonline.office.casework.models.claim import Claim


class Cases(models.QuerySet["Case"]):
    """Finds cases."""

    def seen_by(self, officer: policy.Somebody) -> "Cases":
        """The cases this officer may know of: those of their teams. All others are absent."""
        return self.filter(team__in=policy.teams_seen_by(officer))

    def open(self) -> "Cases":
        """Not closed."""
        return self.exclude(state=Case.State.CLOSED)

    def unassessed(self) -> "Cases":
        """Received, and not yet assessed by anybody."""
        return self.filter(state=Case.State.RECEIVED)

    def locked(self, pk: uuid.UUID) -> "Case":
        """The case, its row held until the transaction ends: one change at a time."""
        return self.select_for_update().get(pk=pk)


class Case(models.Model):
    """One report. Its columns are what lists sort and filter by, and no more."""

    class State(models.TextChoices):
        """How far it has come. The rows of assessments and closures say who and when."""

        RECEIVED = "received", "Not assessed"
        ASSESSED = "assessed", "Assessed"
        CLOSED = "closed", "Closed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    envelope = models.UUIDField(unique=True, help_text="the id of the envelope it came in")
    service = models.CharField(max_length=80, blank=True)
    publication = models.ForeignKey("designer.Publication", models.PROTECT, null=True)
    subject = models.CharField(max_length=200, help_text="what happened, in a few words")
    team = models.CharField(max_length=40)
    grade = models.CharField(max_length=2)
    suggested = models.CharField(max_length=2, help_text="the least urgent grade to begin with")
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    flags = ArrayField(models.CharField(max_length=20), default=list)
    district = models.CharField(max_length=80, blank=True)
    restricted = models.BooleanField(default=False)
    # Within a grade a case with watched words is read first: 0 before 1.
    place = models.PositiveSmallIntegerField(default=1)
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField()
    look_due_at = models.DateTimeField()
    reply_due_at = models.DateTimeField()
    # The next of the two promises that is still to be kept: what lists sort by.
    due_at = models.DateTimeField()

    objects = Cases.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(grade__in=[grade.name for grade in Grade])
                & models.Q(suggested__in=[grade.name for grade in Grade]),
                name="casework_grade_is_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["grade", "place", "due_at", "received_at", "id"],
                condition=~models.Q(state="closed"),
                name="casework_order",
            ),
            models.Index(
                fields=["team", "grade", "place", "due_at", "received_at", "id"],
                condition=~models.Q(state="closed"),
                name="casework_team_order",
            ),
            models.Index(
                fields=["team", "received_at"],
                condition=models.Q(state="received"),
                name="casework_unassessed",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    # What is sealed

    def seal(self, keyring: Keyring) -> Seal:
        """The case's key in use. Raises Sealed or Erased."""
        return CaseKey.objects.get(pk=self.pk).opened(keyring)

    def read(self, by: Officer, keyring: Keyring, now: datetime) -> "Read":
        """The papers, for this officer. That they were looked at is written down first."""
        write(by, Verb.VIEW, "case", self.reference, at=now)
        seal = self.seal(keyring)
        papers = Papers.objects.get(pk=self.pk)
        return Read(seal, seal.open("answers", papers.answers), seal.open("record", papers.record))

    # What the flags mean

    @property
    def needs_safeguarding(self) -> bool:
        """Whether a flag asks for a decision about a safeguarding referral."""
        return not flags().with_effect("safeguarding").isdisjoint(self.flags)

    @property
    def blocks_messages(self) -> bool:
        """Whether contact could put the person at risk."""
        return not flags().with_effect("blocks_messages").isdisjoint(self.flags)

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self.state == self.State.CLOSED

    @property
    def assessed(self) -> bool:
        """Whether somebody has assessed it, whatever came after."""
        return self.assessments.exists()

    def claim(self, now: datetime) -> "Claim | None":
        """The claim in force: who is working on it now."""
        claims = self.claims.in_force(now)
        return claims.select_related("by").first()

    # What is done to it

    def work(self, by: Officer, action: policy.Action, now: datetime) -> "Case":
        """The case, locked, for a change by an officer who may make it. Inside a transaction.

        Raises NotAllowed, AlreadyClosed or HeldByAnother.
        """
        case = Case.objects.locked(self.pk)
        if not policy.may(by, action) or not policy.may_see(by, case.team):
            raise NotAllowed
        if case.closed:
            raise AlreadyClosed
        held = case.claim(now)
        if held is not None and held.by_id != by.pk:
            raise HeldByAnother
        return case


class Read:
    """A case's papers after opening, and what opens its other sealed rows."""

    def __init__(self, seal: Seal, answers: dict[str, Any], record: dict[str, Any]) -> None:
        self.seal, self.answers, self.record = seal, answers, record
