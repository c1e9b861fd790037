"""Who may do what: the table in the code, the catalogue, and what the roles find when they try."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import Connection

from doitonline.station import grants
from doitonline.station.databases import DOORS
from tests.station.stage import Stage


@pytest.fixture
def counter(stage: Stage) -> Iterator[Connection]:
    with psycopg.connect(stage.databases.address("counter", "front")) as connection:
        yield connection


@pytest.fixture
def office(stage: Stage) -> Iterator[Connection]:
    with psycopg.connect(stage.databases.address("office", "office")) as connection:
        yield connection


@pytest.mark.parametrize("database", DOORS)
def test_the_catalogue_grants_what_the_table_says_and_nothing_else(
    stage: Stage, database: str
) -> None:
    with stage.databases.as_owner(database) as owner:
        assert grants.differences(owner, database, stage.databases.roles()) == []


@pytest.fixture
def front(stage: Stage) -> Iterator[Connection]:
    """The owner's connection to `front`, which forgets what was done on it."""
    with stage.databases.as_owner("front") as owner, owner.transaction(force_rollback=True):
        yield owner


def test_a_grant_too_many_or_too_few_is_noticed_and_put_right(
    stage: Stage, front: Connection
) -> None:
    roles = stage.databases.roles()
    front.execute("GRANT SELECT (sealed) ON letterbox_envelope TO counter")
    front.execute("GRANT SELECT ON noticeboard_entry TO PUBLIC")
    front.execute("REVOKE INSERT ON letterbox_envelope FROM counter")
    assert grants.differences(front, "front", roles) == [
        "not granted: counter: INSERT on letterbox_envelope",
        "granted and should not be: counter: SELECT (sealed) on letterbox_envelope",
        "granted and should not be: PUBLIC: SELECT on noticeboard_entry",
    ]
    assert grants.apply(front, "front", roles) == []
    assert grants.differences(front, "front", roles) == []


def test_a_table_that_nobody_thought_of_is_noticed(stage: Stage, front: Connection) -> None:
    front.execute("CREATE TABLE surprise (words text)")
    faults = grants.differences(front, "front", stage.databases.roles())
    assert faults == ["surprise has no line here"]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT sealed FROM letterbox_envelope",
        "SELECT count(*) FROM letterbox_envelope",
        "UPDATE letterbox_envelope SET sealed = ''",
        "DELETE FROM letterbox_envelope",
        "TRUNCATE letterbox_envelope",
        "INSERT INTO letterbox_envelope DEFAULT VALUES RETURNING id",
        "INSERT INTO noticeboard_entry DEFAULT VALUES",
        "UPDATE noticeboard_entry SET body = ''",
        "DELETE FROM letterbox_pigeonhole",
        "CREATE TABLE mine (one integer)",
        "CREATE TEMPORARY TABLE mine (one integer)",
        "COPY letterbox_envelope TO PROGRAM 'true'",
        "SET ROLE owner",
    ],
)
def test_the_counter_may_not(counter: Connection, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        counter.execute(statement.encode())


def test_the_counter_may_post_blindly(counter: Connection) -> None:
    with pytest.raises(psycopg.errors.NotNullViolation):
        counter.execute("INSERT INTO letterbox_envelope DEFAULT VALUES")


def test_the_counter_may_read_the_noticeboard(counter: Connection) -> None:
    counter.execute("SELECT * FROM noticeboard_entry")


@pytest.mark.parametrize("database", ["office", "postgres", "template1"])
def test_the_counter_may_enter_no_other_database(stage: Stage, database: str) -> None:
    name = stage.databases.name(database) if database == "office" else database
    address = stage.databases.address("counter", "front")
    elsewhere = address.replace(f"/{stage.databases.name('front')}?", f"/{name}?")
    assert elsewhere != address
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(elsewhere)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET seq = 1",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
        "SELECT * FROM django_migrations",
        "CREATE TABLE mine (one integer)",
    ],
)
def test_the_office_may_not(office: Connection, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        office.execute(statement.encode())


def test_the_office_may_not_read_a_draft(stage: Stage) -> None:
    with psycopg.connect(stage.databases.address("office", "front")) as office:
        office.execute("SELECT id, expires_at FROM counter_draft")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            office.execute("SELECT * FROM counter_draft")


def test_a_counter_that_hangs_is_cut_off(counter: Connection) -> None:
    assert counter.execute("SHOW statement_timeout").fetchone() == ("10s",)


@pytest.mark.parametrize(
    ("words", "privileges"),
    [
        ("INSERT", {("INSERT", "")}),
        ("SELECT, UPDATE (a, b)", {("SELECT", ""), ("UPDATE", "a"), ("UPDATE", "b")}),
    ],
)
def test_privileges_are_read_as_sql_writes_them(
    words: str, privileges: set[tuple[str, str]]
) -> None:
    assert grants._privileges(words) == privileges
