"""The chain of the log: what is changed, removed, added or cut off is found, and where."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from psycopg import Connection, errors

from doitonline.office.audit.chain import Broken, Head, head, key, verify
from doitonline.office.audit.checks import the_log_has_its_key
from doitonline.office.audit.log import write
from doitonline.office.audit.models import AppendOnly, Entry
from doitonline.office.audit.shapes import NotForTheLog
from doitonline.office.audit.verbs import Verb
from doitonline.office.people.roles import Role
from tests.office.people.staff import officer

Owner = Callable[[str], AbstractContextManager[Connection]]


@pytest.fixture
def five() -> list[Entry]:
    """A log of five entries, one of each colour."""
    who = officer(Role.CONTACT)
    return [
        write(who, Verb.VIEW, "case", "DIO-7K4M-Q2XW-Z"),
        write(who, Verb.SEARCH, "search", detail={"terms": 2, "any": False}),
        write(None, Verb.SIGN_IN_FAILED, "officer"),
        write(who, Verb.BREAK_GLASS, "case", "DIO-7K4M-Q2XW-Z", reason="asked-by-supervisor"),
        write(who, Verb.CLOSE, "case", "DIO-7K4M-Q2XW-Z", detail={"outcome": "no-lines"}),
    ]


@pytest.mark.django_db
def test_an_empty_log_is_whole():
    assert verify() == Head(0, bytes(32))


@pytest.mark.django_db
def test_a_log_that_nobody_touched_is_whole(five: list[Entry]):
    assert verify() == head() == Head(5, bytes(five[-1].hash))


@pytest.mark.django_db
def test_entries_are_numbered_without_gaps_and_each_holds_the_hash_before(five: list[Entry]):
    kept = list(Entry.objects.order_by("seq"))
    assert [entry.seq for entry in kept] == [1, 2, 3, 4, 5]
    assert [bytes(entry.previous) for entry in kept[1:]] == [
        bytes(entry.hash) for entry in kept[:-1]
    ]


@pytest.mark.django_db
def test_an_entry_says_the_roles_that_the_officer_had_then():
    who = officer(Role.CONTACT, Role.CLERK)
    assert write(who, Verb.VIEW, "case", "DIO-7K4M-Q2XW-Z").roles == "clerk contact"


@pytest.mark.django_db
def test_a_change_that_is_undone_leaves_no_entry_and_no_gap():
    with transaction.atomic():
        write(None, Verb.CHANGE, "queue", "crime-new")
        transaction.set_rollback(True)
    assert write(None, Verb.CHANGE, "queue", "crime-new").seq == 1


CHANGES: dict[str, Any] = {
    "at": datetime(2020, 1, 1, tzinfo=UTC),
    "actor": uuid4(),
    "roles": "administrator",
    "verb": "export",
    "kind": "service",
    "object_id": "DIO-0000-0000-0",
    "reason": "another-reason",
    "detail": '{"outcome": "other"}',
    "previous": b"\1" * 32,
    "hash": b"\2" * 32,
}


def test_every_column_is_tried():
    assert {field.name for field in Entry._meta.get_fields()} == {"seq", *CHANGES}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("column", CHANGES)
def test_each_field_of_each_entry_that_is_changed_is_named(
    column: str, five: list[Entry], owner_of: Owner
):
    """As the owner of the table, who can switch the guard off."""
    with owner_of("office") as owner:
        owner.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        for entry in five:
            before = owner.execute(
                f"SELECT {column} FROM audit_entry WHERE seq = %s",  # noqa: S608
                [entry.seq],
            ).fetchone()[0]
            update = f"UPDATE audit_entry SET {column} = %s WHERE seq = %s"  # noqa: S608
            owner.execute(update, [CHANGES[column], entry.seq])
            found = verify()
            assert isinstance(found, Broken)
            assert found.seq == entry.seq, column
            back = before if column != "detail" else __import__("json").dumps(before)
            owner.execute(update, [back, entry.seq])
        assert isinstance(verify(), Head)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("gone", [1, 3])
def test_an_entry_that_is_removed_is_named(gone: int, five: list[Entry], owner_of: Owner):
    with owner_of("office") as owner:
        owner.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        owner.execute("DELETE FROM audit_entry WHERE seq = %s", [gone])
    assert verify() == Broken(gone, "it is missing")


@pytest.mark.django_db(transaction=True)
def test_a_number_that_is_changed_is_named(five: list[Entry], owner_of: Owner):
    with owner_of("office") as owner:
        owner.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        owner.execute("UPDATE audit_entry SET seq = 9 WHERE seq = 2")
    assert verify() == Broken(2, "it is missing")


@pytest.mark.django_db(transaction=True)
def test_two_entries_that_changed_places_are_found(five: list[Entry], owner_of: Owner):
    with owner_of("office") as owner:
        owner.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        for old, new in ((2, 99), (3, 2), (99, 3)):
            owner.execute("UPDATE audit_entry SET seq = %s WHERE seq = %s", [new, old])
    assert verify() == Broken(2, "its words are not those that were written")


@pytest.mark.django_db(transaction=True)
def test_an_end_that_is_cut_off_is_found_by_a_head_kept_elsewhere(
    five: list[Entry], owner_of: Owner
):
    kept = head()
    with owner_of("office") as owner:
        owner.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        owner.execute("DELETE FROM audit_entry WHERE seq > 3")
    assert isinstance(verify(), Head), "the control: alone, a shorter log looks whole"
    assert verify(kept) == Broken(4, "the end of the log is missing")


@pytest.mark.django_db
def test_a_log_that_was_written_anew_differs_from_a_head_kept_elsewhere(five: list[Entry]):
    kept = Head(3, b"\7" * 32)
    assert verify(kept) == Broken(3, "it differs from the head that was kept elsewhere")


@pytest.mark.django_db
def test_with_another_key_nothing_verifies(five: list[Entry], settings: Any):
    settings.AUDIT_KEY = "A" * 43 + "="
    assert isinstance(verify(), Broken)


def test_the_key_has_32_bytes():
    assert len(key()) == 32


@pytest.mark.parametrize("unfit", ["", "c2hvcnQ=", "no base64 at all"])
def test_the_office_does_not_start_without_the_key(unfit: str, settings: Any):
    assert the_log_has_its_key() == []
    settings.AUDIT_KEY = unfit
    assert [fault.id for fault in the_log_has_its_key()] == ["audit.E001"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET verb = 'view'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "ALTER TABLE audit_entry DISABLE TRIGGER USER",
        "DROP TABLE audit_entry",
    ],
)
def test_the_office_itself_can_neither_change_nor_remove_an_entry(
    statement: str, five: list[Entry]
):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_entry SET verb = 'view'", "DELETE FROM audit_entry", "TRUNCATE audit_entry"],
)
def test_not_even_the_owner_does_by_mistake(statement: str, five: list[Entry], owner_of: Owner):
    with owner_of("office") as owner, pytest.raises(errors.InsufficientPrivilege):
        owner.execute(statement)


@pytest.mark.django_db
def test_an_entry_is_saved_once_and_not_deleted(five: list[Entry]):
    with pytest.raises(AppendOnly):
        five[0].save()
    with pytest.raises(AppendOnly):
        five[0].delete()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    [
        {"object_id": "jo@example.org"},
        {"object_id": "Jo Example"},
        {"object_id": "447700900123"},
        {"object_id": "+447700900123"},
        {"reason": "He is my neighbour"},
        {"detail": {"name": "Jo Example"}},
        {"detail": {"phone": 447700900123}},
        {"detail": {"Jo Example": 1}},
        {"object_id": "a" * 65},
    ],
)
def test_words_about_people_do_not_get_in(words: dict[str, Any]):
    with pytest.raises(NotForTheLog) as refused:
        write(None, Verb.CHANGE, "case", **words)
    assert "Example" not in str(refused.value)
    assert not Entry.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("column", ["object_id", "reason", "kind", "verb"])
def test_the_database_asks_for_shapes_too(column: str, five: list[Entry]):
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry(
            **{
                "seq": 6, "at": five[0].at, "verb": "view", "kind": "case", "object_id": "",
                "previous": bytes(32), "hash": bytes(32), column: "Jo Example",
            }
        ).save()  # fmt: skip
