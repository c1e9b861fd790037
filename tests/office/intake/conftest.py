"""A letterbox with a key that is published, the tiny service, and a hand that posts envelopes."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest

from doitonline.letterbox.models import Envelope
from doitonline.office.casework.keyring import Keyring
from doitonline.office.designer.publishing import publish
from doitonline.office.intake import keys
from doitonline.office.intake.models import EnvelopeKey
from doitonline.office.intake.opening import Opener
from doitonline.sealing.recovery import RecoveryKey
from tests.office import tiny

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
RECOVERY = RecoveryKey(bytes(32))
KEYRING = Keyring(office=bytes(range(32)))


@dataclass
class Letterbox:
    """What a test needs to post, and to see what became of it."""

    owner: psycopg.Connection
    key: EnvelopeKey

    def post(self, at: datetime = NOW, **given: Any) -> uuid.UUID:
        return tiny.post(self.owner, bytes(self.key.public_key), self.key.key_id, at, **given)

    def unopened(self) -> int:
        return Envelope.objects.filter(opened_at=None).count()


@pytest.fixture
def recovery() -> RecoveryKey:
    return RECOVERY


@pytest.fixture
def letterbox(
    transactional_db: None, owner_of: tiny.OwnerOf, recovery: RecoveryKey
) -> Iterator[Letterbox]:
    keys.make(recovery, KEYRING.office, NOW, count=2)
    key = keys.rotate(tiny.SIGNING, NOW)
    publish(tiny.compiled(), by="Test", drafts="finish", signing_key=tiny.SIGNING, now=NOW)
    with owner_of("front") as owner:
        yield Letterbox(owner, key)


@pytest.fixture
def opener() -> Opener:
    return Opener(KEYRING)
