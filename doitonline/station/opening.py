"""What is done before the doors open, each time: publish, and on a new machine fill the shelves.

Each step is a function that says with `tell` what it did, may be called any number of times, and
returns what the person at the terminal should know, if anything. They run as the office.
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import django

STATION = "doitonline.station"
EXAMPLES = f"{STATION}.demonstration"


@dataclass(frozen=True)
class Step:
    """A step: what it is for, and the function (`module:name`) that does it."""

    purpose: str
    target: str
    only_in_development: bool = False

    def due(self) -> bool:
        """Whether it is done here: it is wanted, and its module is there."""
        if self.only_in_development and not _developing():
            return False
        return find_spec(self.target.split(":")[0]) is not None

    def do(self) -> str | None:
        module, name = self.target.split(":")
        words: str | None = getattr(import_module(module), name)(tell)
        return words


ROUNDS: Sequence[tuple[str, Sequence[Step]]] = (
    (
        "office",
        (
            Step("Publishing the force and its services", f"{STATION}.services:open_station"),
            Step("Making the first keys", f"{STATION}.sitting:envelope_keys", True),
            Step("Making the staff's accounts", f"{EXAMPLES}.working:staff", True),
            Step("Seeing whether examples are wanted", f"{EXAMPLES}.working:want", True),
        ),
    ),
    ("counter", (Step("Posting examples", f"{EXAMPLES}.posting:post", True),)),
    ("office", (Step("Working on examples", f"{EXAMPLES}.working:work", True),)),
)
"""What is done, and as which site: no process has the keys of both."""


def tell(words: str) -> None:
    """A line about what was done."""
    print(f"  {words}", flush=True)


def main() -> None:
    """Do the steps of one round; what they say for the terminal is added to the file named."""
    site, steps = ROUNDS[int(sys.argv[1])]
    os.environ["DJANGO_SETTINGS_MODULE"] = f"doitonline.config.settings.{site}"
    django.setup()
    for step in steps:
        if step.due():
            print(step.purpose, flush=True)
            words = step.do()
            if words:
                with Path(sys.argv[2]).open("a", encoding="utf-8") as welcome:
                    welcome.write(words + "\n")


def _developing() -> bool:
    return os.environ.get("DIO_ENV") == "development" and os.environ.get("DIO_EXAMPLES") != "0"


if __name__ == "__main__":
    main()
