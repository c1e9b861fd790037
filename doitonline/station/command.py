"""The `doitonline` command: one subcommand for each thing that an operator does."""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Subcommand:
    """A word after `doitonline`: what it is for, what it takes, what it does."""

    purpose: str
    takes: Callable[[argparse.ArgumentParser], None]
    does: Callable[[argparse.Namespace], int]


REGISTRY: dict[str, Subcommand] = {}


def subcommand(
    name: str, purpose: str, takes: Callable[[argparse.ArgumentParser], None] = lambda parser: None
) -> Callable[[Callable[[argparse.Namespace], int]], Callable[[argparse.Namespace], int]]:
    """Register the decorated function as what `doitonline NAME` does; it returns an exit code."""

    def register(does: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
        if name in REGISTRY:
            raise ValueError(f"two subcommands are called {name}")
        REGISTRY[name] = Subcommand(purpose, takes, does)
        return does

    return register


def _takes_words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs=argparse.REMAINDER, help="what Django is told")


@subcommand("django", "run a command of Django's as the owner of both databases", _takes_words)
def django(given: argparse.Namespace) -> int:
    import os

    from doitonline.station.setup import Station

    with Station.here() as station:
        station.databases.make()
        os.environ.update(station.surroundings("owner"))
        from django.core.management import execute_from_command_line

        execute_from_command_line(["doitonline django", *given.words])
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; the exit code is 0 when it worked."""
    parser = argparse.ArgumentParser(prog="doitonline", description="Do It Online")
    words = parser.add_subparsers(dest="word", required=True, metavar="COMMAND")
    for name, one in REGISTRY.items():
        one.takes(words.add_parser(name, help=one.purpose, description=one.purpose))
    given = parser.parse_args(arguments)
    return REGISTRY[given.word].does(given)


if __name__ == "__main__":
    sys.exit(main())
