"""The first administrators, who are made from the terminal because nobody is there to make them."""

from typing import Final

from django.db import transaction
from django.utils import timezone

from doitonline.office.audit.log import write
from doitonline.office.audit.verbs import Verb
from doitonline.office.people.errors import Refused
from doitonline.office.people.models import Officer
from doitonline.office.people.postings import Posting
from doitonline.office.people.roles import Role

ENOUGH: Final = 2


class EnoughAdministrators(Refused):
    """There are two who can look after each other, and after everybody else."""

    words = "There are two administrators. They add others on the office's own pages."


def add_administrator(username: str, full_name: str, collar_number: str = "") -> str:
    """An administrator, and the one-time password for the first sign-in. Raises
    EnoughAdministrators while two have open accounts.
    """
    with transaction.atomic():
        serving = Posting.objects.in_force().filter(
            role=Role.ADMINISTRATOR, officer__disabled_at=None
        )
        if serving.count() >= ENOUGH:
            raise EnoughAdministrators
        officer, password = Officer.objects.add(username, full_name, collar_number, "", by=None)
        posting = Posting.objects.create(
            officer=officer, role=Role.ADMINISTRATOR, confirmed_at=timezone.now()
        )
        write(None, Verb.GRANT, "officer", officer.pk, detail={"role": posting.role})
    return password
