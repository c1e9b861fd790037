"""A server that somebody else runs: DATABASE_URL, or the SQL that its administrator runs."""

import os
import re
import subprocess
import sys
from pathlib import Path

import psycopg

from doitonline.station import grants
from doitonline.station.cluster import SUPERUSER, Cluster
from doitonline.station.databases import Databases
from doitonline.station.roles import statements
from doitonline.station.strongbox import Strongbox


def doitonline(var: Path, *words: str, **surroundings: str) -> "subprocess.CompletedProcess[str]":
    bare = {name: value for name, value in os.environ.items() if "DATABASE_URL" not in name}
    return subprocess.run(
        [sys.executable, "-m", "doitonline.station.command", *words],
        env={**bare, "DIO_VAR": str(var), **surroundings},
        capture_output=True,
        text=True,
        check=True,
    )


def at(cluster: Cluster, login: str, database: str) -> str:
    """The address of `database` on the cluster for the login `role:password`."""
    return f"postgresql://{login}@/{database}?host={cluster.sockets}"


def test_an_owner_who_may_make_roles_and_databases_is_all_it_needs(
    own_cluster: Cluster, place: Path
) -> None:
    with psycopg.connect(own_cluster.address(SUPERUSER, "postgres"), autocommit=True) as dba:
        dba.execute("CREATE ROLE stationmaster LOGIN CREATEDB CREATEROLE PASSWORD 'first'")
    url = at(own_cluster, "stationmaster:first", "postgres")
    var = place / "elsewhere"
    doitonline(var, "roles", DATABASE_URL=url)
    doitonline(var, "roles", DATABASE_URL=url)
    assert not (var / "postgres").exists()
    databases = Databases(url, Strongbox(var / "secrets"))
    for database in ("front", "office"):
        with databases.as_owner(database) as owner:
            assert grants.differences(owner, database, databases.roles()) == []
    with psycopg.connect(databases.address("counter", "front")) as counter:
        assert counter.execute("SELECT current_user").fetchone() == ("counter",)


def test_what_it_prints_is_what_an_administrator_needs_to_run(
    own_cluster: Cluster, place: Path
) -> None:
    printed = doitonline(place / "elsewhere", "roles", "--sql").stdout
    assert printed == statements()
    first, second = re.sub(r"'\.\.\.'", "'chosen'", printed).split("-- The second part")
    with psycopg.connect(own_cluster.address(SUPERUSER, "postgres"), autocommit=True) as dba:
        for statement in re.findall(r"^(?!--)[^;]+;", first, re.MULTILINE):
            dba.execute(statement.encode())
    given = {
        "DATABASE_URL": at(own_cluster, "owner:chosen", "front"),
        "COUNTER_DATABASE_URL": at(own_cluster, "counter:chosen", "front"),
        "OFFICE_DATABASE_URL": at(own_cluster, "office:chosen", "office"),
        "OFFICE_FRONT_DATABASE_URL": at(own_cluster, "office:chosen", "front"),
    }
    doitonline(place / "elsewhere", "roles", **given)
    databases = Databases.given_by(given, Strongbox(place / "elsewhere/secrets"))
    for database in ("front", "office"):
        with databases.as_owner(database) as owner:
            assert grants.differences(owner, database, databases.roles()) == []
            _run_second_part(owner, second, database)
            assert grants.differences(owner, database, databases.roles()) == []


def _run_second_part(owner: psycopg.Connection, second: str, database: str) -> None:
    """The statements after `\\connect database`, as psql would run them."""
    part = second.split(f"\\connect {database}\n")[1].split("\\connect")[0]
    for statement in filter(str.strip, part.split(";")):
        owner.execute(statement.encode())
