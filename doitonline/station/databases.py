"""The two databases and the three roles: their names, their addresses, and how they are made."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg
from psycopg import Connection, sql

from doitonline.station.cluster import SUPERUSER, Cluster
from doitonline.station.strongbox import Strongbox

# Which role connects to which database. Nobody else may, PUBLIC included.
DOORS = {"front": ("counter", "office"), "office": ("office",)}
# A public page answers in this time or says that it cannot.
COUNTER_TIMEOUT = "10s"


@dataclass(frozen=True)
class Databases:
    """Where the databases are and who opens them. `prefix` keeps tests and runs apart."""

    owner: str  # the address of the owner, for any database of the server
    strongbox: Strongbox
    prefix: str = ""
    given: dict[str, str] = field(default_factory=dict)  # addresses that the operator chose

    @classmethod
    def on(cls, cluster: Cluster, prefix: str = "") -> "Databases":
        """The databases of a cluster of our own, whose owner is made first."""
        with psycopg.connect(cluster.address(SUPERUSER, "postgres"), autocommit=True) as connection:
            _set_role(
                connection, "owner", cluster.strongbox.password("owner"), "CREATEDB CREATEROLE"
            )
            for database in ("postgres", "template1"):
                connection.execute(
                    sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(
                        sql.Identifier(database)
                    )
                )
            connection.execute("GRANT CONNECT ON DATABASE postgres TO owner")
        return cls(cluster.address("owner", "postgres"), cluster.strongbox, prefix)

    @classmethod
    def given_by(cls, surroundings: dict[str, str], strongbox: Strongbox) -> "Databases":
        """The databases of a server that DATABASE_URL names."""
        given = {
            name: surroundings[name]
            for name in ("COUNTER_DATABASE_URL", "OFFICE_DATABASE_URL", "OFFICE_FRONT_DATABASE_URL")
            if surroundings.get(name)
        }
        return cls(surroundings["DATABASE_URL"], strongbox, given=given)

    def name(self, database: str) -> str:
        """The name on the server of the database we call `front` or `office`."""
        return self.prefix + database

    def role(self, role: str) -> str:
        """The name on the server of the role we call `counter`, `office` or `owner`."""
        if role == "owner":
            return unquote(urlsplit(self.owner).username or "")
        chosen = self.given.get(f"{role.upper()}_DATABASE_URL")
        return unquote(urlsplit(chosen).username or role) if chosen else role

    def roles(self) -> dict[str, str]:
        return {role: self.role(role) for role in ("counter", "office")}

    def address(self, role: str, database: str) -> str:
        """The address at which `role` reaches `database`."""
        if role == "owner":
            return _at(self.owner, self.name(database))
        variable = (
            "OFFICE_FRONT_DATABASE_URL"
            if (role, database) == ("office", "front")
            else (f"{role.upper()}_DATABASE_URL")
        )
        if variable in self.given:
            return self.given[variable]
        return _at(self.owner, self.name(database), role, self.strongbox.password(role))

    @contextmanager
    def as_owner(self, database: str = "") -> Iterator[Connection]:
        """A connection (autocommit) of the owner, to `front`, `office` or the server's own."""
        address = self.address("owner", database) if database else self.owner
        with psycopg.connect(address, autocommit=True) as connection:
            yield connection

    def make(self) -> None:
        """Make what is missing of the roles and the databases, and close the doors."""
        self.make_roles()
        with self.as_owner() as connection:
            for database in DOORS:
                if not self.exists(connection, database):
                    connection.execute(
                        sql.SQL("CREATE DATABASE {} ENCODING 'UTF8'").format(
                            sql.Identifier(self.name(database))
                        )
                    )
                self.close_doors(connection, database)

    def make_roles(self) -> None:
        """Make the roles that the operator did not, with the passwords of the strongbox."""
        with self.as_owner() as connection:
            for role in ("counter", "office"):
                if f"{role.upper()}_DATABASE_URL" not in self.given:
                    _set_role(connection, role, self.strongbox.password(role))

    def exists(self, connection: Connection, database: str) -> bool:
        found = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [self.name(database)]
        )
        return found.fetchone() is not None

    def close_doors(self, connection: Connection, database: str) -> None:
        """Only the roles that need this database may connect to it."""
        for statement in doors(self.name(database), self.roles(), DOORS[database]):
            connection.execute(statement)


def doors(name: str, roles: dict[str, str], let_in: tuple[str, ...]) -> list[sql.Composed]:
    """The statements that let only the roles `let_in` connect to the database called `name`."""
    database = sql.Identifier(name)
    everyone = sql.SQL(", ").join([sql.SQL("PUBLIC"), *map(sql.Identifier, roles.values())])
    allowed = sql.SQL(", ").join(sql.Identifier(roles[role]) for role in let_in)
    return [
        sql.SQL("REVOKE ALL ON DATABASE {} FROM {}").format(database, everyone),
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, allowed),
    ]


def _set_role(connection: Connection, role: str, password: str, powers: str = "") -> None:
    """Make the role if it is missing, and give it this password, hashed on our side."""
    name = sql.Identifier(role)
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
        connection.execute(sql.SQL("CREATE ROLE {}").format(name))
    # The server gets the verifier only, never the password, whatever it may log.
    verifier = connection.pgconn.encrypt_password(
        password.encode(), role.encode(), b"scram-sha-256"
    ).decode()
    connection.execute(
        sql.SQL("ALTER ROLE {} LOGIN PASSWORD {} {}").format(
            name, sql.Literal(verifier), sql.SQL(powers)
        )
    )
    if role == "counter":
        connection.execute(
            sql.SQL("ALTER ROLE {} SET statement_timeout = {}").format(
                name, sql.Literal(COUNTER_TIMEOUT)
            )
        )


def _at(address: str, database: str, role: str = "", password: str = "") -> str:
    """`address` with another database and, if given, another role."""
    parts = urlsplit(address)
    place = parts.netloc.rpartition("@")[2]
    login = (
        f"{quote(role, safe='')}:{quote(password, safe='')}"
        if role
        else (parts.netloc.rpartition("@")[0])
    )
    return urlunsplit(parts._replace(netloc=f"{login}@{place}", path=f"/{quote(database)}"))


def surroundings() -> dict[str, str]:
    """The surroundings of this process, as a dictionary that may be changed."""
    return dict(os.environ)
