"""Claims: one officer works on a case at a time, for a quarter of an hour at most."""

import uuid
from datetime import datetime, timedelta
from typing import Final

from django.db import models, transaction

from doitonline.office.audit.log import write
from doitonline.office.audit.verbs import Verb
from doitonline.office.casework.errors import NotHeld
from doitonline.office.casework.models.case import Case
from doitonline.office.people.models import Officer
from doitonline.office.people.policy import Action

LASTS: Final = timedelta(minutes=15)


class Claims(models.QuerySet["Claim"]):
    """Finds claims, and makes them."""

    def in_force(self, now: datetime) -> "Claims":
        """Neither over nor released."""
        return self.filter(released_at=None, until__gt=now)

    def take(self, case: Case, by: Officer, now: datetime) -> "Claim":
        """Claim a case, or claim it for longer. Raises HeldByAnother, NotAllowed, AlreadyClosed."""
        with transaction.atomic():
            case = case.work(by, Action.CLAIM, now)
            held = case.claim(now)
            if held is not None:
                held.until = now + LASTS
                held.save(update_fields=["until"])
                return held
            claim = self.create(case=case, by=by, at=now, until=now + LASTS)
            write(by, Verb.CLAIM, "case", case.reference, at=now)
        return claim

    def release(self, case: Case, by: Officer, now: datetime) -> None:
        """Give the case back. Raises NotHeld."""
        with transaction.atomic():
            held = self.in_force(now).filter(case=case, by=by)
            if not held.update(released_at=now):
                raise NotHeld
            write(by, Verb.RELEASE, "case", case.reference, at=now)


class Claim(models.Model):
    """That an officer worked on a case, from when until when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="claims")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    objects = Claims.as_manager()

    class Meta:
        ordering = ["at"]
        indexes = [
            models.Index(
                fields=["case", "until"],
                condition=models.Q(released_at=None),
                name="casework_claim_in_force",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)
