"""Invented staff for a developer's station: fixed passwords and authenticator keys, known to all.

Production refuses to make them.
"""

from dataclasses import dataclass
from typing import Final

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from doitonline.office.audit.log import write
from doitonline.office.audit.verbs import Verb
from doitonline.office.people.authenticators import Authenticators
from doitonline.office.people.codes import code_of, step_at
from doitonline.office.people.forms import secret_of
from doitonline.office.people.models import Officer
from doitonline.office.people.postings import Posting
from doitonline.office.people.roles import Role


class OnlyForDevelopment(Exception):
    """Production has no invented staff, and shows nobody's codes."""


@dataclass(frozen=True)
class Member:
    """One of the invented staff, with all that is needed to sign in."""

    username: str
    password: str
    secret: str
    full_name: str
    collar_number: str
    roles: tuple[Role, ...]


def _member(username: str, full_name: str, collar_number: str, *roles: Role) -> Member:
    """A password and a key that follow from the name: the same on every machine."""
    letters = "".join(letter for letter in username.upper() if "A" <= letter <= "Z")
    secret = (letters + "DEMONSTRATIONSTAFFOFTHESTATION")[:32].ljust(32, "A")
    return Member(
        username, f"{username}-on-the-night-desk", secret, full_name, collar_number, roles
    )


STAFF: Final = (
    _member("contact", "Amina Hartley", "2101", Role.CONTACT),
    _member("contact2", "Joe Pilling", "2102", Role.CONTACT),
    _member("supervisor", "Grace Entwistle", "1204", Role.SUPERVISOR),
    _member("clerk", "Tomasz Nowicki", "7310", Role.CLERK),
    _member("investigator", "Priya Walmsley", "3355", Role.INVESTIGATOR),
    _member("safeguarding", "Helen Duckworth", "3612", Role.SAFEGUARDING),
    _member("psd", "Marcus Ainscough", "0907", Role.PSD),
    _member("analyst", "Wen Li", "7442", Role.ANALYST),
    _member("designer", "Rosie Bamber", "7518", Role.DESIGNER),
    _member("auditor", "Ibrahim Sharples", "7606", Role.AUDITOR),
    _member("administrator", "Carol Fish", "7001", Role.ADMINISTRATOR),
    _member("administrator2", "Dev Ormerod", "7002", Role.ADMINISTRATOR),
)


def make_staff() -> list[tuple[str, str, str, list[str]]]:
    """Make the invented staff who are not there yet; all of them as (username, password, key for
    an authenticator app, roles). Raises OnlyForDevelopment.
    """
    _only_for_development()
    for member in STAFF:
        if not Officer.objects.filter(username=member.username).exists():
            _make(member)
    return [
        (member.username, member.password, member.secret, [role.words for role in member.roles])
        for member in STAFF
    ]


def present_code(username: str) -> str:
    """The code that this officer's authenticator app would show now. Raises OnlyForDevelopment,
    and Officer.DoesNotExist or Authenticator.DoesNotExist.
    """
    _only_for_development()
    officer = Officer.objects.get_by_natural_key(username)
    app = Authenticator.objects.get(user_id=officer.pk, type=Authenticator.Type.TOTP)
    # The next one where the present one is spent already: it is accepted half a minute early.
    step = max(step_at(timezone.now()), officer.last_code_step + 1)
    return code_of(secret_of(app), step)


def _make(member: Member) -> None:
    with transaction.atomic():
        officer = Officer(
            username=member.username,
            full_name=member.full_name,
            collar_number=member.collar_number,
            email=f"{member.username}@example.org",
        )
        officer.set_password(member.password)
        officer.save(force_insert=True)
        for role in member.roles:
            Posting.objects.create(officer=officer, role=role, confirmed_at=timezone.now())
        Authenticator.objects.create(
            user_id=officer.pk,
            type=Authenticator.Type.TOTP,
            data={"secret": Authenticators().encrypt(member.secret)},
        )
        write(None, Verb.CREATE, "officer", officer.pk, reason="demonstration")


def _only_for_development() -> None:
    if settings.PRODUCTION:
        raise OnlyForDevelopment
