"""Closures: that a case was closed, why, by whom and when."""

import uuid
from datetime import datetime
from typing import Final

from django.db import models, transaction

from doitonline.office.audit.log import write
from doitonline.office.audit.verbs import Verb
from doitonline.office.casework.errors import NeedsASupervisor, NeverForThis, NotAssessed
from doitonline.office.casework.keyring import Keyring
from doitonline.office.casework.models.case import Case
from doitonline.office.casework.models.papers import Seal
from doitonline.office.people.models import Officer
from doitonline.office.people.policy import Action
from doitonline.office.people.roles import Role

# Silence is no answer from a child, or from somebody whom an answer could put at risk.
SILENCE_PROVES_NOTHING: Final = frozenset({"CHILD", "DA", "SEX"})


class Closures(models.QuerySet["Closure"]):
    """Finds closures, and makes them."""

    def make(
        self, case: Case, by: Officer, keyring: Keyring, reason: str, words: str, now: datetime
    ) -> "Closure":
        """Close a case for a reason, in words too.

        Raises NotAssessed, NeedsASupervisor or NeverForThis, and what `Case.work` raises.
        """
        with transaction.atomic():
            case = case.work(by, Action.CLOSE, now)
            _permit(case, by, Closure.Reason(reason))
            closure = self.model(case=case, by=by, at=now, reason=reason)
            closure.words = case.seal(keyring).close(closure.field, words)
            closure.save(force_insert=True)
            case.state = Case.State.CLOSED
            case.save(update_fields=["state"])
            case.claims.in_force(now).update(released_at=now)
            write(by, Verb.CLOSE, "case", case.reference, reason=reason, at=now)
        return closure


def _permit(case: Case, by: Officer, reason: "Closure.Reason") -> None:
    if not case.assessed:
        raise NotAssessed
    if reason == Closure.Reason.SPAM and Role.SUPERVISOR not in by.roles:
        raise NeedsASupervisor
    if reason == Closure.Reason.NO_REPLY and not SILENCE_PROVES_NOTHING.isdisjoint(case.flags):
        raise NeverForThis


class Closure(models.Model):
    """One closing. Its words are sealed under the case's key."""

    class Reason(models.TextChoices):
        """Why a case is closed; exactly one."""

        NO_LINES = "no_lines", "No further action: no lines of enquiry"
        NO_EVIDENCE = "no_evidence", "No further action: not enough evidence"
        NOT_PROPORTIONATE = "not_proportionate", "No further action: not proportionate"
        DECLINED = "declined", "Victim declined"
        DEALT_WITH = "dealt_with", "Suspect dealt with"
        MISTAKEN = "mistaken", "False or mistaken"
        DUPLICATE = "duplicate", "Duplicate of another report"
        WITHDREW = "withdrew", "Person withdrew the report"
        NO_REPLY = "no_reply", "No reply after two tries over 14 days"
        SIGNPOSTED = "signposted", "Signposted to a partner"
        OTHER_FORCE = "other_force", "Passed to another force"
        INTELLIGENCE = "intelligence", "Intelligence only"
        RETURNED = "returned", "Returned or disposed of"
        SPAM = "spam", "Test or spam (supervisors only)"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="closures")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=20, choices=Reason.choices)
    words = models.BinaryField()

    objects = Closures.as_manager()

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def field(self) -> str:
        """What its words are bound to, besides the case."""
        return f"closure:{self.pk}"

    def read(self, seal: Seal) -> str:
        """The words."""
        return str(seal.open(self.field, self.words))
