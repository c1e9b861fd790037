"""An office's signing hand: pins entries up as the owner, since the counter's role cannot."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest

from doitonline.sealing.canonical import canonical
from doitonline.sealing.signing import SigningKey, sign_entry

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

Pin = Callable[..., int]


@pytest.fixture
def office_key() -> SigningKey:
    return SigningKey.new()


@pytest.fixture
def front(
    owner_of: Callable[[str], AbstractContextManager[psycopg.Connection]],
) -> Iterator[psycopg.Connection]:
    """The owner's connection; what it put on the noticeboard is taken down afterwards."""
    with owner_of("front") as owner:
        yield owner
        owner.execute("DELETE FROM noticeboard_entry")


@pytest.fixture
def pin(front: psycopg.Connection, office_key: SigningKey) -> Pin:
    """Put an entry up; any of its parts may be made wrong. Returns its number."""

    def pinned(
        number: int,
        body: dict[str, Any] | None = None,
        *,
        kind: str = "promises",
        subject: str = "clocks",
        at: datetime = NOW,
        key: SigningKey = office_key,
        shown: dict[str, Any] | None = None,
    ) -> int:
        written = canonical(body or {"n": number})
        signature = sign_entry(key, number, kind, subject, written, at)
        front.execute(
            "INSERT INTO noticeboard_entry (number, kind, subject, body, signed_at, signature)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            [number, kind, subject, canonical(shown) if shown else written, at, signature],
        )
        return number

    return pinned
