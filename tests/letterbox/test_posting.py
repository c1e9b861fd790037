"""Posting an envelope, as the counter's own role, which may insert and nothing else."""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from doitonline.letterbox.models import LONGEST, Envelope
from doitonline.letterbox.posting import AlreadyPosted, ReferenceTaken, post

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def posted(reference: str = "DIO-0000-0000-0", **changed: object) -> Envelope:
    values = {
        "id": uuid.uuid4(),
        "reference": reference,
        "key_id": "k1",
        "sealed": b"sealed",
        "at": NOW,
    }
    return post(**{**values, **changed})  # type: ignore[arg-type]


def test_an_envelope_is_posted_by_one_plain_insert() -> None:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        posted()
    inserts = [query["sql"] for query in captured if "INSERT" in query["sql"]]
    assert len(inserts) == 1
    assert "RETURNING" not in inserts[0]
    assert "ON CONFLICT" not in inserts[0]


def test_the_counters_role_cannot_read_what_it_posted() -> None:
    posted()
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Envelope.objects.count()


def test_a_reference_that_is_taken_is_named_and_leaves_the_transaction_usable() -> None:
    posted("DIO-1111-1111-1")
    with pytest.raises(ReferenceTaken):
        posted("DIO-1111-1111-1")
    posted("DIO-2222-2222-2")


def test_an_id_used_before_is_refused() -> None:
    first = posted("DIO-1111-1111-1")
    with pytest.raises(AlreadyPosted):
        posted("DIO-2222-2222-2", id=first.id)


@pytest.mark.django_db(transaction=True)
def test_what_was_posted_is_there_byte_for_byte(
    owner_of: Callable[[str], AbstractContextManager[psycopg.Connection]],
) -> None:
    sealed = bytes(range(256))
    envelope = posted("DIO-3333-3333-3", sealed=sealed)
    with owner_of("front") as owner:
        row = owner.execute(
            "SELECT reference, key_id, sealed, posted_at, opened_at FROM letterbox_envelope"
            " WHERE id = %s",
            [envelope.id],
        ).fetchone()
    assert row is not None
    assert (row[0], row[1], bytes(row[2]), row[3], row[4]) == (
        "DIO-3333-3333-3", "k1", sealed, NOW, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    "unfit",
    [
        {"sealed": bytes(LONGEST + 1)},
        {"at": datetime(1999, 12, 31, tzinfo=UTC)},
        {"at": datetime(2200, 1, 1, tzinfo=UTC)},
    ],
)
def test_what_would_stop_the_office_from_opening_others_is_not_taken(
    unfit: dict[str, Any],
) -> None:
    with pytest.raises(IntegrityError, match="letterbox_envelope"), transaction.atomic():
        posted(**unfit)
    posted("DIO-2222-2222-2", sealed=bytes(LONGEST))
