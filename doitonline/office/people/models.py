"""The officers and staff who sign in, and what is done to their accounts.

What was done is a row, or a column, that says who did it and when; every method here takes the
person who acts as `by` and writes the log in the same transaction.
"""

import secrets
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cached_property
from typing import ClassVar, Final

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from doitonline.office.audit.log import write
from doitonline.office.audit.verbs import Verb
from doitonline.office.people import policy
from doitonline.office.people.errors import AlreadyPast, NeedsAnotherPerson
from doitonline.office.people.policy import not_oneself, require
from doitonline.office.people.postings import Posting, Reset
from doitonline.office.people.roles import Role

USERNAME: Final = r"^[a-z][a-z0-9.-]{1,29}$"
ONE_TIME_LETTERS: Final = "abcdefghjkmnpqrstvwxyz23456789"
ONE_TIME_LASTS: Final = timedelta(hours=24)
BOTH_FACTORS_APART: Final = timedelta(days=14)


class Officers(BaseUserManager["Officer"]):
    """Finds officers, and makes them."""

    def get_by_natural_key(self, username: str | None) -> "Officer":
        """The officer called `username`, in whatever case it was typed."""
        return self.get(username__iexact=username)

    def with_roles(self) -> "models.QuerySet[Officer]":
        """All officers, each with the roles in force, in two queries."""
        in_force = models.Prefetch("postings", Posting.objects.in_force(), to_attr="held")
        return self.get_queryset().prefetch_related(in_force)

    def add(
        self, username: str, full_name: str, collar_number: str, email: str, by: "Officer | None"
    ) -> tuple["Officer", str]:
        """A new officer without a role, and the one-time password for the first sign-in.

        `by` is an administrator, or None when the station is set up.
        """
        with transaction.atomic():
            require(by, policy.Action.MANAGE_PEOPLE)
            officer = self.model(
                username=username.lower(),
                full_name=full_name,
                collar_number=collar_number,
                email=email,
                added_by=by,
            )
            password = officer.take_one_time_password()
            officer.save(force_insert=True)
            Reset.objects.create(officer=officer, issued_by=by, what=Reset.PASSWORD)
            write(by, Verb.CREATE, "officer", officer.pk)
        return officer, password


class Officer(AbstractBaseUser):
    """A member of staff with an account. What they may do follows from their postings alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(
        max_length=30,
        unique=True,
        validators=[RegexValidator(USERNAME)],
    )
    full_name = models.CharField(max_length=100)
    collar_number = models.CharField(max_length=10, blank=True)
    email = models.EmailField(blank=True)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    added_by = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="added", editable=False
    )
    disabled_at = models.DateTimeField(null=True, editable=False)
    disabled_by = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="disabled", editable=False
    )
    # A password that an administrator handed over works once, until this moment.
    one_time_until = models.DateTimeField(null=True, editable=False)
    # Moves when every session of the officer must end: a changed role, "sign out everywhere".
    session_epoch = models.PositiveIntegerField(default=0, editable=False)
    # The time step of the last code that was accepted: that code and older ones are spent.
    last_code_step = models.BigIntegerField(default=0, editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects: ClassVar[Officers] = Officers()

    class Meta:
        ordering = ["full_name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(username__regex=USERNAME), name="people_username_is_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name} ({self.collar_number})" if self.collar_number else self.full_name

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Whether the account works. Read on every request: disabling acts at once."""
        return self.disabled_at is None

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles in force: given, confirmed by a second person, and not ended."""
        held: Iterable[Posting] | None = getattr(self, "held", None)
        if held is None:
            held = self.postings.in_force()
        return frozenset(Role(posting.role) for posting in held)

    def may(self, action: policy.Action | str) -> bool:
        """Whether the officer's roles allow `action`."""
        return policy.may(self, action)

    @property
    def teams(self) -> frozenset[str]:
        """The teams whose cases the officer sees."""
        return policy.teams_seen_by(self)

    # Sessions

    def get_session_auth_hash(self) -> str:
        """What a session must still match: the password, and that nobody ended all sessions."""
        said = f"{self.password}|{self.session_epoch}"
        return salted_hmac("people.officer.session", said, algorithm="sha256").hexdigest()

    def end_sessions(self) -> None:
        """End every session of the officer, from the next request on."""
        Officer.objects.filter(pk=self.pk).update(session_epoch=F("session_epoch") + 1)
        self.refresh_from_db(fields=["session_epoch"])

    def sign_out_everywhere(self) -> None:
        """End every session of the officer, at the officer's own wish."""
        with transaction.atomic():
            self.end_sessions()
            write(self, Verb.SIGN_OUT, "officer", self.pk, detail={"everywhere": True})

    # Codes and passwords

    def spend_code(self, step: int) -> bool:
        """Mark the code of time step `step` as used; False when it, or a later one, was before.

        One statement, so that of two requests with one code only one gets in (RFC 6238, 5.2).
        """
        newer = Officer.objects.filter(pk=self.pk, last_code_step__lt=step)
        return bool(newer.update(last_code_step=step))

    @property
    def has_one_time_password(self) -> bool:
        """Whether the officer must choose a password before anything else."""
        return self.one_time_until is not None

    def one_time_password_is_over(self, now: datetime) -> bool:
        """Whether the password that was handed over came too late."""
        return self.one_time_until is not None and self.one_time_until <= now

    def take_one_time_password(self) -> str:
        """Set a password for one sign-in: 20 characters, 98 random bits. Not saved yet."""
        letters = "".join(secrets.choice(ONE_TIME_LETTERS) for _ in range(20))
        password = "-".join(letters[at : at + 5] for at in range(0, 20, 5))
        self.set_password(password)
        self.one_time_until = timezone.now() + ONE_TIME_LASTS
        return password

    def choose_password(self, password: str) -> None:
        """The officer's own choice, already validated. Ends every other session."""
        with transaction.atomic():
            self.set_password(password)
            self.one_time_until = None
            self.save(update_fields=["password", "one_time_until"])
            write(self, Verb.CHANGE, "officer", self.pk, detail={"what": "password"})

    # What an administrator does

    def issue_password(self, by: "Officer") -> str:
        """A one-time password to hand over; the old password ends now."""
        with transaction.atomic():
            self._record_reset(Reset.PASSWORD, by)
            password = self.take_one_time_password()
            self.save(update_fields=["password", "one_time_until"])
        return password

    def forget_authenticator(self, by: "Officer") -> None:
        """Remove the officer's authenticator and recovery codes: a lost telephone."""
        from allauth.mfa.models import Authenticator  # its module asks for installed apps

        with transaction.atomic():
            self._record_reset(Reset.AUTHENTICATOR, by)
            Authenticator.objects.filter(user_id=self.pk).delete()
            self.end_sessions()

    def _record_reset(self, what: str, by: "Officer") -> None:
        require(by, policy.Action.MANAGE_PEOPLE)
        not_oneself(self, by)
        # One at a time for an officer, so that the two halves cannot pass each other.
        Officer.objects.select_for_update().get(pk=self.pk)
        other = self.resets.filter(issued_by=by).exclude(what=what)
        if self._has_authenticator():
            other = other.filter(issued_at__gt=timezone.now() - BOTH_FACTORS_APART)
        if other.exists():
            raise NeedsAnotherPerson
        Reset.objects.create(officer=self, issued_by=by, what=what)
        write(by, Verb.RESET, "officer", self.pk, detail={"what": what})

    def _has_authenticator(self) -> bool:
        """Whether a code is asked for. Until then, whoever has the password could set one up."""
        from allauth.mfa.models import Authenticator  # its module asks for installed apps

        totp = Authenticator.objects.filter(user_id=self.pk, type=Authenticator.Type.TOTP)
        return bool(totp.exists())

    def disable(self, by: "Officer") -> None:
        """Close the account; a session that is open ends with its next request."""
        self._set_disabled(timezone.now(), by, Verb.DISABLE)

    def enable(self, by: "Officer") -> None:
        """Open the account again."""
        self._set_disabled(None, by, Verb.ENABLE)

    def _set_disabled(self, at: datetime | None, by: "Officer", verb: Verb) -> None:
        with transaction.atomic():
            require(by, policy.Action.MANAGE_PEOPLE)
            not_oneself(self, by)
            if (self.disabled_at is None) == (at is None):
                raise AlreadyPast
            self.disabled_at = at
            self.disabled_by = by if at else None
            self.save(update_fields=["disabled_at", "disabled_by"])
            self.end_sessions()
            write(by, verb, "officer", self.pk)

    def give(self, role: Role, by: "Officer") -> "Posting":
        """Post the officer to a role. It counts once a second person has confirmed it."""
        return Posting.objects.give(self, role, by)
