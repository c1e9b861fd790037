"""Envelope keys: proved before they are published, a week old at most, destroyed when spent."""

from datetime import timedelta

import pytest

from doitonline.noticeboard.publishing import newest
from doitonline.office.intake import keys
from doitonline.office.intake.models import EnvelopeKey, OpenedEnvelope
from doitonline.sealing.errors import BrokenRecoveryCopy, UnknownKey
from doitonline.sealing.recovery import RecoveryKey
from doitonline.sealing.texts import to_text
from tests.office.intake.conftest import KEYRING, NOW
from tests.office.tiny import SIGNING

pytestmark = pytest.mark.django_db(databases=["default", "front"])

WEEK = timedelta(days=7)


def published() -> str | None:
    shown = newest("keys", "envelope", SIGNING.verifying_key)
    return None if shown is None else shown["key_id"]


def test_no_key_is_published_before_its_recovery_copy_was_opened(recovery: RecoveryKey) -> None:
    (made,) = keys.make(recovery, KEYRING.office, NOW)
    EnvelopeKey.objects.update(recovery_proved_at=None)
    with pytest.raises(keys.NoKey):
        keys.rotate(SIGNING, NOW)
    assert published() is None
    keys.prove(made, recovery, KEYRING.office, NOW)
    assert keys.rotate(SIGNING, NOW).key_id == published() == made.key_id


def test_a_copy_that_holds_something_else_proves_nothing(recovery: RecoveryKey) -> None:
    first, second = keys.make(recovery, KEYRING.office, NOW, count=2)
    EnvelopeKey.objects.filter(pk=first.pk).update(
        recovery_copy=second.recovery_copy, recovery_proved_at=None
    )
    with pytest.raises(BrokenRecoveryCopy):
        keys.prove(first, recovery, KEYRING.office, NOW)
    with pytest.raises(UnknownKey):
        keys.prove(second, RecoveryKey.new(), KEYRING.office, NOW)
    first.refresh_from_db()
    assert first.recovery_proved_at is None


def test_what_is_published_is_the_public_half(recovery: RecoveryKey) -> None:
    (made,) = keys.make(recovery, KEYRING.office, NOW)
    keys.rotate(SIGNING, NOW)
    shown = newest("keys", "envelope", SIGNING.verifying_key)
    assert shown == {
        "key_id": made.key_id,
        "public_key": to_text(bytes(made.public_key)),
        "not_before": "2026-11-24T09:30:00.000000Z",
    }


def test_a_key_is_changed_for_the_next_of_the_reserve_after_a_week(recovery: RecoveryKey) -> None:
    keys.make(recovery, KEYRING.office, NOW, count=2)
    first = keys.rotate(SIGNING, NOW).key_id
    assert keys.in_reserve() == 1
    assert keys.rotate(SIGNING, NOW + WEEK - timedelta(seconds=1)).key_id == first
    second = keys.rotate(SIGNING, NOW + WEEK).key_id
    assert second != first
    assert published() == second
    assert keys.in_reserve() == 0


def test_an_empty_reserve_keeps_the_old_key_at_work(recovery: RecoveryKey) -> None:
    keys.make(recovery, KEYRING.office, NOW)
    first = keys.rotate(SIGNING, NOW).key_id
    assert keys.rotate(SIGNING, NOW + 3 * WEEK).key_id == first


def test_a_key_that_was_begun_but_not_put_up_is_put_up_by_the_next_round(
    recovery: RecoveryKey,
) -> None:
    (made,) = keys.make(recovery, KEYRING.office, NOW)
    EnvelopeKey.objects.update(not_before=NOW)
    assert published() is None
    keys.rotate(SIGNING, NOW + timedelta(minutes=1))
    assert published() == made.key_id


def test_a_key_is_destroyed_when_nothing_can_need_it_and_not_a_moment_before(
    recovery: RecoveryKey,
) -> None:
    keys.make(recovery, KEYRING.office, NOW, count=2)
    first = keys.rotate(SIGNING, NOW)
    OpenedEnvelope.objects.create(
        envelope="00000000-0000-4000-8000-000000000000", key_id=first.key_id,
        outcome="case", opened_at=NOW + WEEK + timedelta(days=1),
    )  # fmt: skip
    keys.rotate(SIGNING, NOW + WEEK)
    spent = NOW + WEEK + timedelta(days=1 + 35)
    assert keys.destroy_spent(spent - timedelta(seconds=1)) == []
    assert keys.destroy_spent(spent) == [first.key_id]
    first.refresh_from_db()
    assert (first.private_key, first.recovery_copy, first.destroyed_at) == (None, None, spent)
    assert keys.Keys(KEYRING.office)(first.key_id) is None


def test_a_key_wrapped_by_another_office_is_not_here(recovery: RecoveryKey) -> None:
    (made,) = keys.make(recovery, KEYRING.office, NOW)
    assert keys.Keys(KEYRING.office)(made.key_id) is not None
    assert keys.Keys(bytes(32))(made.key_id) is None
