"""The stage that the tests play on: a cluster of its own, and fresh databases for every run."""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from psycopg import Connection, sql
from psycopg.errors import InsufficientPrivilege

from doitonline.config.routing import FRONT_APPS
from doitonline.config.surroundings import ROOT
from doitonline.station import grants
from doitonline.station.cluster import Cluster
from doitonline.station.databases import DOORS, Databases
from doitonline.station.setup import ADDRESSES

TESTS = ROOT / "tests"
# What shapes the template besides our own migrations and grants.
SHAPING_PACKAGES = ("django", "django-allauth", "django-axes", "procrastinate")


def family_of(path: Path) -> str | None:
    """Which run a path of tests belongs to: `counter`, `office`, `house`, or None for all."""
    with suppress(ValueError):
        parts = path.resolve().relative_to(TESTS).parts
        first = parts[0] if parts else ""
        if first in ("", "conftest.py"):
            return None
        if first in ("browser", "station", "architecture"):
            return "house"
        return "office" if first == "office" else "counter"
    return None


def family_of_arguments(arguments: Sequence[str]) -> str:
    """The run that the command line asks for: the first path that belongs to one decides."""
    for argument in arguments:
        path = Path(argument.split("::")[0])
        family = family_of(path) if path.exists() else None
        if family:
            return family
    return "counter"


class Stage:
    """The databases of one run of tests.

    A template of each is migrated and granted once for each state of the migrations; a run copies
    it, which takes a fifth of a second, and several runs may go on at once.
    """

    def __init__(self, family: str) -> None:
        self.var = ROOT / "var/test"
        (self.var / "static").mkdir(parents=True, exist_ok=True)  # nothing is collected for tests
        self.prefix = f"test_{os.getpid()}_"
        self.needed = ("front",) if family == "counter" else tuple(DOORS)

    @cached_property
    def cluster(self) -> Cluster:
        return Cluster(self.var, durable=False)

    @cached_property
    def databases(self) -> Databases:
        return Databases.on(self.cluster, self.prefix)

    def surroundings(self, prefix: str | None = None) -> dict[str, str]:
        """The environment in which a process of ours finds these databases, and its keys."""
        strongbox = self.cluster.strongbox
        addresses = Databases(
            self.cluster.address("owner", "postgres"),
            strongbox,
            self.prefix if prefix is None else prefix,
        )
        told = {"DIO_ENV": "development", "DIO_VAR": str(self.var), "DIO_POOL": "0"}
        for site in ADDRESSES:
            for variable, path in strongbox.keys(site).items():
                told[f"{variable}_FILE"] = str(path)
            for variable, role, database in ADDRESSES[site]:
                told[variable] = addresses.address(role, database)
        return told

    @contextmanager
    def set(self) -> Iterator[None]:
        """The cluster runs and this run's databases exist, as long as the block lasts."""
        with self.cluster.joined():
            with self._alone():
                self.databases.make_roles()
                self._sweep()
                for database in self.needed:
                    self._make_template(database)
            self.afresh()
            try:
                yield
            finally:
                self._drop(self.prefix)

    @contextmanager
    def serving_django(self) -> Iterator[None]:
        """Django's own flush would need to own the tables: a fresh copy takes its place."""
        from django.db import connections
        from django.test import TransactionTestCase

        names = {settings["NAME"] for settings in connections.settings.values()}
        if not all(name.startswith(self.prefix) for name in names):
            raise RuntimeError("These settings are not of this run: do not give --ds.")

        def made_afresh(test_case: TransactionTestCase) -> None:
            connections.close_all()
            self.afresh()

        flush = TransactionTestCase._fixture_teardown
        TransactionTestCase._fixture_teardown = made_afresh  # type: ignore[method-assign]
        try:
            yield
        finally:
            TransactionTestCase._fixture_teardown = flush  # type: ignore[method-assign]
            connections.close_all()

    def afresh(self) -> None:
        """This run's databases as they were when migrated, whatever was in them."""
        self._drop(self.prefix)
        with self.databases.as_owner() as connection:
            for database in self.needed:
                connection.execute(
                    sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                        sql.Identifier(self.databases.name(database)),
                        sql.Identifier(self._template(database)),
                    )
                )
                self.databases.close_doors(connection, database)

    def _template(self, database: str) -> str:
        """The name of the template of `database`: another one for every state of the migrations."""
        digest = hashlib.sha256(repr([version(name) for name in SHAPING_PACKAGES]).encode())
        migrations = ROOT.glob("doitonline/**/migrations/*.py")
        shaping = [path for path in migrations if _home(path) == database]
        for path in [*sorted(shaping), Path(grants.__file__)]:
            digest.update(path.read_bytes())
        return f"template_{digest.hexdigest()[:12]}_{database}"

    def _make_template(self, database: str) -> None:
        template = self._template(database)
        with self.databases.as_owner() as connection:
            if _named(connection, template):
                return
        draft = Databases(self.databases.owner, self.databases.strongbox, f"making_{self.prefix}")
        draft.make()
        subprocess.run(
            [sys.executable, "-m", "doitonline.station.migrating", database],
            env={**os.environ, **self.surroundings(draft.prefix)},
            check=True,
        )
        with draft.as_owner(database) as connection:
            grants.apply(connection, database, draft.roles())
        with draft.as_owner() as connection:
            connection.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(draft.name(database)), sql.Identifier(template)
                )
            )
        self._drop(draft.prefix)

    def _sweep(self) -> None:
        """Remove what runs that died left behind, and templates of other states but the newest."""
        with self.databases.as_owner() as connection:
            found = connection.execute(
                "SELECT datname FROM pg_database WHERE datname ~ '^(making_)?test_[0-9]+_'"
            ).fetchall()
            for (name,) in found:
                pid = name.removeprefix("making_").split("_")[1]
                if not Path(f"/proc/{pid}").exists():
                    self._drop(name)
            old = connection.execute(
                "SELECT datname FROM pg_database WHERE datname ~ '^template_[0-9a-f]{12}_' "
                "ORDER BY oid DESC OFFSET 8"
            ).fetchall()
            for (name,) in old:
                self._drop(name)

    def _drop(self, prefix: str) -> None:
        with self.databases.as_owner() as connection:
            for (name,) in _named(connection, prefix):
                drop = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
                try:
                    connection.execute(drop + sql.SQL(" WITH (FORCE)"))
                except InsufficientPrivilege:
                    # Another role's process is on its way out: without force this waits for it.
                    connection.execute(drop)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.var / "stage.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _home(migration: Path) -> str:
    return "front" if migration.parent.parent.name in FRONT_APPS else "office"


def _named(connection: Connection, prefix: str) -> list[tuple[str]]:
    return connection.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix]
    ).fetchall()
