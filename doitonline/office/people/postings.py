"""The roles that officers are posted to, and the resets of their passwords and authenticators."""

from typing import TYPE_CHECKING, Final

from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from doitonline.office.audit.log import write
from doitonline.office.audit.verbs import Verb
from doitonline.office.people import policy
from doitonline.office.people.errors import (
    AlreadyHeld,
    AlreadyPast,
    NeedsAnotherPerson,
    RolesClash,
)
from doitonline.office.people.policy import not_oneself, require
from doitonline.office.people.roles import Role

if TYPE_CHECKING:
    from doitonline.office.people.models import Officer


class Postings(models.QuerySet["Posting"]):
    """Finds postings, and gives them."""

    def in_force(self) -> "Postings":
        """Confirmed and not ended."""
        return self.filter(confirmed_at__isnull=False, ended_at__isnull=True)

    def waiting(self) -> "Postings":
        """Given, and waiting for the second person."""
        return self.filter(confirmed_at__isnull=True, ended_at__isnull=True)

    def give(self, officer: "Officer", role: Role, by: "Officer") -> "Posting":
        """Give `role` to `officer`. Raises NotToOneself, RolesClash, AlreadyHeld, NotAllowed."""
        with transaction.atomic():
            require(by, policy.Action.MANAGE_PEOPLE)
            not_oneself(officer, by)
            # One at a time for an officer, so that two that clash cannot pass each other.
            get_user_model().objects.select_for_update().get(pk=officer.pk)
            held = [Role(given) for given in officer.postings.open().values_list("role", flat=True)]
            if role in held:
                raise AlreadyHeld
            if other := policy.clash(held, role):
                raise RolesClash(other)
            posting = self.create(officer=officer, role=role, given_by=by)
            write(by, Verb.GRANT, "officer", officer.pk, detail={"role": role.value})
        return posting

    def open(self) -> "Postings":
        """In force, or waiting to be."""
        return self.filter(ended_at__isnull=True)


class Posting(models.Model):
    """A role that one person gave to another, that a second confirmed, and that ended or has not.

    Two people, because whoever could give a role alone could make an officer and become it.
    """

    officer = models.ForeignKey("people.Officer", models.PROTECT, related_name="postings")
    role = models.CharField(max_length=20, choices=[(role.value, role.words) for role in Role])
    given_by = models.ForeignKey("people.Officer", models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey("people.Officer", models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("people.Officer", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = Postings.as_manager()

    class Meta:
        ordering = ["role", "given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "role"],
                condition=Q(ended_at=None),
                name="people_a_role_is_held_once",
            ),
            models.CheckConstraint(
                condition=Q(given_by=None) | ~Q(given_by=F("officer")),
                name="people_nobody_gives_to_oneself",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None)
                | (~Q(confirmed_by=F("officer")) & ~Q(confirmed_by=F("given_by"))),
                name="people_a_second_person_confirms",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """The role's name."""
        return Role(self.role).words

    @property
    def role_purpose(self) -> str:
        """What the role is for."""
        return Role(self.role).purpose

    def confirm(self, by: "Officer") -> None:
        """Be the second person: from now on the role counts, and the officer signs in again."""
        with transaction.atomic():
            require(by, policy.Action.CONFIRM_POSTING)
            not_oneself(self.officer, by)
            if by.pk == self.given_by_id:
                raise NeedsAnotherPerson
            waiting = Posting.objects.waiting().filter(pk=self.pk)
            if not waiting.update(confirmed_at=timezone.now(), confirmed_by=by):
                raise AlreadyPast
            self.officer.end_sessions()
            write(by, Verb.CONFIRM, "officer", self.officer_id, detail={"role": self.role})

    def end(self, by: "Officer") -> None:
        """End the posting, or refuse one that waits. Sessions of the officer end with it."""
        with transaction.atomic():
            require(by, policy.Action.CONFIRM_POSTING)
            not_oneself(self.officer, by)
            manages = policy.may(by, policy.Action.MANAGE_PEOPLE)
            ours = Posting.objects.open() if manages else Posting.objects.waiting()
            if not ours.filter(pk=self.pk).update(ended_at=timezone.now(), ended_by=by):
                raise AlreadyPast
            self.officer.end_sessions()
            write(by, Verb.END, "officer", self.officer_id, detail={"role": self.role})


class Reset(models.Model):
    """A password or an authenticator that an administrator reset.

    Nobody resets both of one officer within two weeks, nor ever before the officer has set up
    another authenticator: with both, one could sign in as them.
    """

    PASSWORD: Final = "password"  # noqa: S105 - the name of what was reset
    AUTHENTICATOR: Final = "authenticator"

    officer = models.ForeignKey("people.Officer", models.PROTECT, related_name="resets")
    what = models.CharField(max_length=20, choices=[(PASSWORD, "Password"), (AUTHENTICATOR, "App")])
    issued_by = models.ForeignKey("people.Officer", models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-issued_at"]

    def __str__(self) -> str:
        return self.what
