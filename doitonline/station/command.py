"""The `doitonline` command: one subcommand for each thing that an operator does."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import CalledProcessError

from doitonline.config.surroundings import ROOT, var

Takes = Callable[[argparse.ArgumentParser], None]
Does = Callable[[argparse.Namespace], int]


@dataclass(frozen=True)
class Subcommand:
    """A word after `doitonline`: what it is for, what it takes, what it does."""

    purpose: str
    takes: Takes
    does: Does


REGISTRY: dict[str, Subcommand] = {}


def subcommand(
    name: str, purpose: str, takes: Takes = lambda parser: None
) -> Callable[[Does], Does]:
    """Register the decorated function as what `doitonline NAME` does; it returns an exit code."""

    def register(does: Does) -> Does:
        if name in REGISTRY:
            raise ValueError(f"two subcommands are called {name}")
        REGISTRY[name] = Subcommand(purpose, takes, does)
        return does

    return register


@contextmanager
def _as(site: str) -> Iterator[None]:
    """Work as a site: with its settings, its keys and its databases, which run meanwhile."""
    from doitonline.station.setup import Station

    with Station.here() as station:
        os.environ.update(station.surroundings(site))
        import django

        django.setup()
        yield


# Each imports what it needs when it is called: `doitonline check` needs no database driver.


@subcommand("run", "open the counter and the office on this machine, until Ctrl-C")
def run(given: argparse.Namespace) -> int:
    from doitonline.station import running

    running.run()
    return 0


@subcommand("setup", "make or bring up to date the databases, keys and static files")
def setup(given: argparse.Namespace) -> int:
    from doitonline.station.setup import Station

    with Station.here() as station:
        print(station.prepare())
    return 0


@subcommand("stop", "close what runs on this machine")
def stop(given: argparse.Namespace) -> int:
    from doitonline.station import running

    print("closing" if running.stop(var()) else "nothing was open")
    return 0


def _takes_sql(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--sql", action="store_true", help="print what to run instead of running it"
    )


@subcommand("roles", "make the roles, the databases and the grants, or print the SQL", _takes_sql)
def roles(given: argparse.Namespace) -> int:
    from doitonline.station.roles import statements
    from doitonline.station.setup import Station

    if given.sql:
        print(statements(), end="")
        return 0
    with Station.here() as station:
        station.migrate()
    return 0


def _takes_services(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="?", type=Path, default=ROOT / "services")
    parser.add_argument(
        "--law",
        action="store_true",
        help="print the record of processing and a draft of the impact assessment too",
    )


@subcommand("check", "check service definitions, a folder of them or one", _takes_services)
def check(given: argparse.Namespace) -> int:
    from doitonline.station.services import check

    return check(given.path, given.law)


def _takes_publication(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("service", help="the service's slug, or its folder")
    parser.add_argument("--by", required=True, metavar="NAME", help="who decided to publish it")
    parser.add_argument(
        "--drafts",
        choices=("finish", "upgrade", "withdraw"),
        default="finish",
        help="what becomes of drafts under way (default: finish)",
    )


@subcommand("publish", "publish a version of a service", _takes_publication)
def publish(given: argparse.Namespace) -> int:
    with _as("office"):
        from doitonline.station.services import publish

        return publish(given.service, by=given.by, drafts=given.drafts)


def _takes_sitting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="where the recovery's public key is kept")
    parser.add_argument("--weeks", type=int, default=13, help="how many weekly keys (default: 13)")
    parser.add_argument(
        "--holder",
        action="append",
        default=[],
        help="at the first sitting, five times: who gets a share of the recovery key",
    )
    parser.add_argument(
        "--share",
        action="append",
        type=Path,
        default=[],
        help="at a later sitting, three times: the file with a share",
    )


@subcommand("sitting", "make envelope keys, with the holders of the recovery key", _takes_sitting)
def sitting(given: argparse.Namespace) -> int:
    if (len(given.holder), len(given.share)) not in ((5, 0), (0, 3)):
        print("Name five --holder at the first sitting, or three --share later.", file=sys.stderr)
        return 2
    with _as("office"):
        from doitonline.station.sitting import first_sitting, later_sitting

        if given.holder:
            first_sitting(given.folder, given.holder, given.weeks)
        else:
            shares = [path.read_text(encoding="utf-8").splitlines()[1] for path in given.share]
            later_sitting(given.folder, shares, given.weeks)
    print(f"{given.weeks} keys made, each with a recovery copy that was opened")
    return 0


def _takes_words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs=argparse.REMAINDER, help="what Django is told")


def _takes_officer(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("username", help="whose code")


@subcommand("code", "show an invented officer's present sign-in code", _takes_officer)
def code(given: argparse.Namespace) -> int:
    with _as("office"):
        from doitonline.office.people.demonstration import present_code

        print(present_code(given.username))
    return 0


def _office_command(name: str, purpose: str) -> None:
    def does(given: argparse.Namespace) -> int:
        with _as("office"):
            from django.core.management import execute_from_command_line

            execute_from_command_line([f"doitonline {name}", name, *given.words])
        return 0

    subcommand(name, purpose, _takes_words)(does)


_office_command("audit", "verify the audit log, or print its last link: audit verify, audit head")
_office_command("administrator", 'make one of the first two administrators: NAME "FULL NAME"')


@subcommand("django", "run a command of Django's as the owner of both databases", _takes_words)
def django(given: argparse.Namespace) -> int:
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
    try:
        return REGISTRY[given.word].does(given)
    except KeyboardInterrupt:
        return 130
    except CalledProcessError as failed:  # which has said itself what went wrong
        print(f"doitonline: stopped, because this failed: {failed.cmd}", file=sys.stderr)
        return 1
    except _expected() as fact:
        print(f"doitonline: {fact}", file=sys.stderr)
        return 1


def _expected() -> tuple[type[Exception], ...]:
    """Failures whose message says what to do, and whose traceback would only hide it."""
    from doitonline.station.binaries import NoPostgres
    from doitonline.station.cluster import ClusterFailed
    from doitonline.station.processes import PortTaken

    return (NoPostgres, ClusterFailed, PortTaken)


if __name__ == "__main__":
    sys.exit(main())
