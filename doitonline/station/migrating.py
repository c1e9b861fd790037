"""Migrates both databases as their owner: run as a program, in a process of its own."""

import os
import sys
from collections.abc import Sequence

import django
from django.core.management import call_command

ALIASES = {"front": "front", "office": "default"}


def main(databases: Sequence[str]) -> None:
    """Migrate `front`, `office` or both; says nothing when there is nothing to do."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "doitonline.config.settings.owner"
    django.setup()
    for database in databases or ALIASES:
        call_command(
            "migrate",
            database=ALIASES[database],
            interactive=False,
            verbosity=0,
            skip_checks=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:])
