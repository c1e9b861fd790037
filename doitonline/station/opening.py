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


@dataclass(frozen=True)
class Step:
    """A step: what it is for, and the function (`module:name`) that does it."""

    purpose: str
    target: str
    only_in_development: bool = False

    def due(self) -> bool:
        if self.only_in_development and not _developing():
            return False
        return find_spec(self.target.split(":")[0]) is not None

    def do(self) -> str | None:
        module, name = self.target.split(":")
        words: str | None = getattr(import_module(module), name)(tell)
        return words


STEPS: Sequence[Step] = (
    Step("Publishing the force and its services", "doitonline.station.services:open_station"),
    Step("Making the first keys", "doitonline.station.sitting:envelope_keys", True),
    Step("Making the staff's accounts", "doitonline.station.demo:staff", True),
    Step("Making examples", "doitonline.station.demo:examples", True),
)


def tell(words: str) -> None:
    """A line about what was done."""
    print(f"  {words}", flush=True)


def main() -> None:
    """Do the steps; what they say for the terminal is left in the file named in `argv`."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "doitonline.config.settings.office"
    django.setup()
    welcome = []
    for step in STEPS:
        if step.due():
            print(step.purpose, flush=True)
            words = step.do()
            if words:
                welcome.append(words)
    Path(sys.argv[1]).write_text("\n".join(welcome), encoding="utf-8")


def _developing() -> bool:
    return os.environ.get("DIO_ENV") == "development" and os.environ.get("DIO_EXAMPLES") != "0"


if __name__ == "__main__":
    main()
