"""Nothing at rest and nothing logged tells of anybody; a change without its entry is none."""

from collections.abc import Iterator
from datetime import datetime

import psycopg
import pytest
from django.db import ProgrammingError
from psycopg import sql

from doitonline.config.logs import Line
from doitonline.office.casework.keyring import keyring
from doitonline.office.casework.models import Assessment, Case, Claim, Closure, Note
from doitonline.office.people.models import Officer
from tests.office.casework.conftest import ASSESSMENT, Received, assessed
from tests.office.people.staff import signed_in
from tests.office.tiny import OwnerOf

CANARIES = ("heron", "kestrel", "700900123", "Oystercatcher", "BB11")
ANSWERS = {
    "t.story": "The heron saw it",
    "suspect": [{"id": "abcd2345", "s.name": "The kestrel"}],
    "c.name": {"given": "Olive", "family": "Oystercatcher", "known_as": ""},
}


def everything(owner: psycopg.Connection) -> Iterator[str]:
    """Every row of every table, as text, and what its bytes would be as letters."""
    tables = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    for (table,) in tables.fetchall():
        rows = sql.SQL("SELECT each::text FROM {} AS each").format(sql.Identifier(table))
        for (row,) in owner.execute(rows).fetchall():
            yield row


def found(owner: psycopg.Connection) -> set[str]:
    """Which canaries sing anywhere in the database."""
    rows = "\n".join(everything(owner))
    spelled = {canary: canary.encode().hex() for canary in CANARIES}
    return {canary for canary, code in spelled.items() if canary in rows or code in rows}


@pytest.mark.django_db(transaction=True, databases=["default", "front"])
def test_nothing_a_person_or_an_officer_wrote_is_readable_in_the_databases(
    received: Received, supervisor: Officer, now: datetime, owner_of: OwnerOf
) -> None:
    case = received(answers=ANSWERS)
    browser, there = signed_in(supervisor), f"/cases/{case.reference}"
    browser.post(f"{there}/notes", {"note": "I rang the heron"})
    browser.post(f"{there}/assessments", {**ASSESSMENT, "harm": "The kestrel is hurt"})
    browser.post(
        f"{there}/closures", {"closing_reason": "mistaken", "closing_words": "It was a heron"}
    )
    assert Closure.objects.exists()
    for database in ("office", "front"):
        with owner_of(database) as owner:
            assert found(owner) == set()
    # The control: the same search finds what is plain.
    with owner_of("office") as owner:
        owner.execute("UPDATE casework_case SET subject = 'A heron'")
        assert found(owner) == {"heron"}


@pytest.mark.django_db(databases=["default", "front"])
def test_no_log_line_says_anything_of_anybody(
    received: Received, supervisor: Officer, caplog: pytest.LogCaptureFixture
) -> None:
    case = received(answers=ANSWERS)
    browser, there = signed_in(supervisor), f"/cases/{case.reference}"
    browser.get(there)
    browser.post(f"{there}/notes", {"note": ""})
    browser.post(f"{there}/notes", {"note": "I rang the heron"})
    browser.post(f"{there}/assessments", {"harm": "The kestrel is hurt"})
    browser.get("/?after=Oystercatcher")
    browser.get("/cases/Oystercatcher")
    lines = "\n".join(Line().format(record) for record in caplog.records)
    assert lines
    assert not any(canary in lines for canary in CANARIES)


@pytest.mark.django_db(transaction=True, databases=["default", "front"])
def test_a_change_whose_entry_cannot_be_written_is_not_made(
    received: Received, supervisor: Officer, now: datetime, owner_of: OwnerOf
) -> None:
    case = received()
    assessed(case, supervisor, now)
    with owner_of("office") as owner:
        owner.execute("REVOKE INSERT ON audit_entry FROM office")
    for change in (
        lambda: Claim.objects.take(case, supervisor, now),
        lambda: assessed(case, supervisor, now, grade="G1"),
        lambda: Note.objects.add(case, supervisor, keyring(), "x", now),
        lambda: Closure.objects.make(case, supervisor, keyring(), "mistaken", "x", now),
        lambda: case.read(supervisor, keyring(), now),
    ):
        with pytest.raises(ProgrammingError, match="permission denied"):
            change()
    assert not Claim.objects.exists()
    assert Assessment.objects.count() == 1
    assert not Note.objects.exists()
    assert not Closure.objects.exists()
    assert Case.objects.get().grade == "G3"
