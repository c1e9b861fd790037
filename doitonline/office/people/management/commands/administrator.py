"""`administrator USERNAME "FULL NAME"`: makes one of the first two administrators."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from doitonline.office.people.errors import Refused
from doitonline.office.people.founding import add_administrator
from doitonline.office.people.officers import faults_of_new


class Command(BaseCommand):
    """Prints the one-time password; it is kept nowhere."""

    help = "Make one of the first two administrators, and print a one-time password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who it is."""
        parser.add_argument("username")
        parser.add_argument("full_name")
        parser.add_argument("--collar-number", default="")

    def handle(
        self, *args: Any, username: str, full_name: str, collar_number: str = "", **options: Any
    ) -> None:
        """Make the account. Raises CommandError when there are two, or for a faulty name."""
        typed = {
            "username": username,
            "full_name": full_name,
            "collar_number": collar_number,
            "email": "",
        }
        if faults := faults_of_new(typed):
            raise CommandError(". ".join(faults.values()))
        try:
            password = add_administrator(username, full_name, collar_number)
        except Refused as refused:
            raise CommandError(refused.words) from None
        self.stdout.write(f"{username.lower()} signs in once with {password} within 24 hours.")
