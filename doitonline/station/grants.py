"""Who may do what to which table: the one place where it is said.

After every migration `apply` makes the catalogue equal to this table, and `differences` proves it.
A new table of `front` is added here, or its first use fails and a test names it. The office's own
tables need no line: the role `office` reads and writes them all, but for those under `KEPT_BACK`.
"""

import re
from dataclasses import dataclass

from psycopg import Connection, sql

FRONT: dict[str, dict[str, str]] = {
    # An INSERT-only role may use neither RETURNING nor ON CONFLICT: ids are made in Python.
    "letterbox_envelope": {"counter": "INSERT", "office": "SELECT, UPDATE (opened_at), DELETE"},
    "letterbox_parcel": {
        "counter": "INSERT, SELECT (id, draft_id, size), DELETE",
        "office": "SELECT, DELETE",
    },
    "letterbox_pigeonhole": {"counter": "SELECT, INSERT", "office": "SELECT, INSERT, DELETE"},
    "noticeboard_entry": {"counter": "SELECT", "office": "SELECT, INSERT, DELETE"},
    # The office may sweep drafts that are over; it may not read one.
    "counter_draft": {
        "counter": "SELECT, INSERT, UPDATE, DELETE",
        "office": "SELECT (id, expires_at, sent), DELETE",
    },
    "django_migrations": {},
}
EVERYTHING = "SELECT, INSERT, UPDATE, DELETE"
KEPT_BACK: dict[str, dict[str, str]] = {
    # What is in the log stays there, whoever holds the office's password.
    "audit_entry": {"office": "SELECT, INSERT"},
    # A published version never changes: drafts and cases are pinned to it.
    "designer_publication": {"office": "SELECT, INSERT"},
    "django_migrations": {},
}
ROLES = ("counter", "office")


@dataclass(frozen=True, order=True)
class Grant:
    """One privilege of one role on a table, or on one of its columns, or on a sequence."""

    thing: str
    role: str
    privilege: str
    column: str = ""

    def __str__(self) -> str:
        column = f" ({self.column})" if self.column else ""
        return f"{self.role}: {self.privilege}{column} on {self.thing}"


@dataclass(frozen=True)
class Catalogue:
    """What a database holds: its tables with their columns, and the sequences they draw from."""

    tables: dict[str, frozenset[str]]
    sequences: dict[str, str]  # the sequence, and the table whose rows it numbers


def wanted(database: str, catalogue: Catalogue) -> set[Grant]:
    """The grants that the database called `front` or `office` should have."""
    grants: set[Grant] = set()
    for table in catalogue.tables:
        for role, words in _row(database, table).items():
            for privilege, column in _privileges(words):
                grants.add(Grant(table, role, privilege, column))
    for sequence, table in catalogue.sequences.items():
        for role, words in _row(database, table).items():
            if ("INSERT", "") in _privileges(words):
                grants.add(Grant(sequence, role, "USAGE"))
    return grants


def missing(database: str, catalogue: Catalogue) -> list[str]:
    """The tables and columns that are named here and do not exist, and the other way about."""
    named = FRONT if database == "front" else KEPT_BACK
    faults = [f"{table} does not exist" for table in named if table not in catalogue.tables]
    if database == "front":
        faults += [f"{table} has no line here" for table in catalogue.tables if table not in FRONT]
    for grant in wanted(database, catalogue):
        columns = catalogue.tables.get(grant.thing, frozenset({grant.column}))
        if grant.column and grant.column not in columns:
            faults.append(f"{grant.thing} has no column {grant.column}")
    return sorted(faults)


def apply(connection: Connection, database: str, names: dict[str, str]) -> list[str]:
    """Make the grants exactly what is wanted, in one transaction; the faults are returned.

    `names` gives the roles' names on this server. It runs as the owner of the tables.
    """
    catalogue = read_catalogue(connection)
    roles = [sql.Identifier(names[role]) for role in ROLES]
    everyone = sql.SQL(", ").join([sql.SQL("PUBLIC"), *roles])
    with connection.transaction():
        connection.execute(sql.SQL("REVOKE ALL ON SCHEMA public FROM {}").format(everyone))
        connection.execute(
            sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(sql.SQL(", ").join(roles))
        )
        for kind, things in (("TABLE", catalogue.tables), ("SEQUENCE", catalogue.sequences)):
            for thing in things:
                connection.execute(
                    sql.SQL("REVOKE ALL ON {} {} FROM {}").format(
                        sql.SQL(kind), sql.Identifier(thing), everyone
                    )
                )
        for grant in sorted(wanted(database, catalogue)):
            if not grant.column or grant.column in catalogue.tables[grant.thing]:
                connection.execute(statement(grant, catalogue, names))
    return missing(database, catalogue)


def statement(grant: Grant, catalogue: Catalogue, names: dict[str, str]) -> sql.Composed:
    """The GRANT that gives it."""
    column = sql.SQL(" ({})").format(sql.Identifier(grant.column)) if grant.column else sql.SQL("")
    return sql.SQL("GRANT {}{} ON {} {} TO {}").format(
        sql.SQL(grant.privilege),
        column,
        sql.SQL("TABLE" if grant.thing in catalogue.tables else "SEQUENCE"),
        sql.Identifier(grant.thing),
        sql.Identifier(names[grant.role]),
    )


def differences(connection: Connection, database: str, names: dict[str, str]) -> list[str]:
    """How the catalogue differs from what is wanted, a sentence each; empty when it does not."""
    catalogue = read_catalogue(connection)
    should, does = wanted(database, catalogue), held(connection, names)
    return (
        missing(database, catalogue)
        + [f"not granted: {grant}" for grant in sorted(should - does)]
        + [f"granted and should not be: {grant}" for grant in sorted(does - should)]
    )


def read_catalogue(connection: Connection) -> Catalogue:
    """The tables, views and sequences of the schema `public`."""
    tables: dict[str, set[str]] = {}
    for table, column in connection.execute(
        """
        SELECT class.relname, attribute.attname
        FROM pg_class AS class JOIN pg_attribute AS attribute ON attribute.attrelid = class.oid
        WHERE class.relnamespace = 'public'::regnamespace AND class.relkind IN ('r', 'p', 'v', 'm')
          AND attribute.attnum > 0 AND NOT attribute.attisdropped
        """
    ):
        tables.setdefault(table, set()).add(column)
    sequences = connection.execute(
        """
        SELECT sequence.relname, coalesce(owning.relname, '')
        FROM pg_class AS sequence
        LEFT JOIN pg_depend AS depends
          ON depends.objid = sequence.oid AND depends.classid = 'pg_class'::regclass
         AND depends.deptype IN ('a', 'i')
        LEFT JOIN pg_class AS owning ON owning.oid = depends.refobjid
        WHERE sequence.relnamespace = 'public'::regnamespace AND sequence.relkind = 'S'
        """
    ).fetchall()
    return Catalogue({t: frozenset(columns) for t, columns in tables.items()}, dict(sequences))


def held(connection: Connection, names: dict[str, str]) -> set[Grant]:
    """Every grant in the schema `public` to anyone but the owner; PUBLIC is named PUBLIC."""
    ours = {name: role for role, name in names.items()}
    rows: list[tuple[str, str, str, str]] = connection.execute(
        """
        WITH granted AS (
            SELECT relname, relowner, (aclexplode(relacl)).*, '' AS attname
            FROM pg_class WHERE relnamespace = 'public'::regnamespace
            UNION ALL
            SELECT relname, relowner, (aclexplode(attacl)).*, attname
            FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
            WHERE relnamespace = 'public'::regnamespace
        )
        SELECT relname, coalesce(rolname, 'PUBLIC'), privilege_type, attname
        FROM granted LEFT JOIN pg_roles ON pg_roles.oid = grantee
        WHERE grantee <> relowner
        """
    ).fetchall()
    return {Grant(thing, ours.get(role, role), kind, column) for thing, role, kind, column in rows}


def _row(database: str, table: str) -> dict[str, str]:
    if database == "front":
        return FRONT.get(table, {})
    return KEPT_BACK.get(table, {"office": EVERYTHING})


def _privileges(words: str) -> set[tuple[str, str]]:
    """`SELECT, UPDATE (a, b)` as {(SELECT, ""), (UPDATE, a), (UPDATE, b)}."""
    return {
        (privilege, column.strip())
        for privilege, columns in re.findall(r"([A-Z]+)(?: \(([^)]*)\))?", words)
        for column in columns.split(",")
    }
