"""Notes that staff write for one another on a case. They never reach the person who reported."""

import uuid
from datetime import datetime

from django.db import models, transaction

from doitonline.office.audit.log import write
from doitonline.office.audit.verbs import Verb
from doitonline.office.casework.errors import NotAllowed
from doitonline.office.casework.keyring import Keyring
from doitonline.office.casework.models.case import Case
from doitonline.office.casework.models.papers import Seal
from doitonline.office.people import policy
from doitonline.office.people.models import Officer


class Notes(models.QuerySet["Note"]):
    """Finds notes, and writes them."""

    def add(self, case: Case, by: Officer, keyring: Keyring, words: str, now: datetime) -> "Note":
        """Write a note, on a closed case too. Raises NotAllowed, Sealed or Erased."""
        if not policy.may(by, policy.Action.NOTE) or not policy.may_see(by, case.team):
            raise NotAllowed
        with transaction.atomic():
            note = self.model(case=case, by=by, at=now)
            note.words = case.seal(keyring).close(note.field, words)
            note.save(force_insert=True)
            write(by, Verb.CHANGE, "case", case.reference, detail={"note": str(note.pk)}, at=now)
        return note


class Note(models.Model):
    """A note, sealed under the case's key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.BinaryField()

    objects = Notes.as_manager()

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def field(self) -> str:
        """What its words are bound to, besides the case."""
        return f"note:{self.pk}"

    def read(self, seal: Seal) -> str:
        """The words."""
        return str(seal.open(self.field, self.words))
