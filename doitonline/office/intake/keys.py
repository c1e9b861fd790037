"""Envelope keys: made in reserve, proved recoverable, published for a week, then destroyed."""

import logging
from collections.abc import Iterator
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Count, Max

from doitonline.letterbox.models import Envelope
from doitonline.noticeboard import publishing as noticeboard
from doitonline.office.intake.models import EnvelopeKey, OpenedEnvelope
from doitonline.sealing import keys as sealing
from doitonline.sealing.canonical import instant
from doitonline.sealing.errors import UnknownKey
from doitonline.sealing.recovery import (
    RecoveryKey,
    prove_recovery_copy,
    seal_recovery_copy,
)
from doitonline.sealing.signing import SigningKey
from doitonline.sealing.texts import to_text

log = logging.getLogger(__name__)

LOCK = 7_305_211_046_112_301_003
KIND, SUBJECT = "keys", "envelope"


class NoKey(Exception):
    """There is no proved key to publish: hold a sitting and make some."""


def make(recovery: RecoveryKey, kek: bytes, now: datetime, count: int = 1) -> list[EnvelopeKey]:
    """Make keys in reserve, in a sitting at which the recovery key was put together.

    Each one's recovery copy is read back from the database and opened: only then is it proved, and
    only a proved key is ever published. `kek` is the office's wrapping key.
    """
    made = []
    for _ in range(count):
        key = sealing.EnvelopeKey.new(now)
        row = EnvelopeKey(key_id=key.key_id, public_key=key.public_key, made_at=now)
        row.private_key = sealing.wrap(kek, row.wrapping_context, key.private_bytes)
        row.recovery_copy = seal_recovery_copy(
            recovery.public_key, key.private_bytes, row.recovery_label
        )
        row.save(force_insert=True)
        prove(row, recovery, kek, now)
        made.append(row)
    return made


def prove(row: EnvelopeKey, recovery: RecoveryKey, kek: bytes, now: datetime) -> None:
    """Open a key's recovery copy as it is kept, and note that it holds the key.

    Raises BrokenRecoveryCopy or UnknownKey where it does not.
    """
    row.refresh_from_db(fields=["private_key", "recovery_copy"])
    private = sealing.unwrap(kek, row.wrapping_context, bytes(row.private_key or b""))
    prove_recovery_copy(recovery, bytes(row.recovery_copy or b""), row.recovery_label, private)
    row.recovery_proved_at = now
    row.save(update_fields=["recovery_proved_at"])


def rotate(signing_key: SigningKey, now: datetime) -> EnvelopeKey:
    """See to it that the current key is no older than a week and is the one that is published.

    Takes the next key of the reserve when the week is over; when the reserve is empty the old key
    goes on and the log says so. Raises NoKey where there never was one.
    """
    with transaction.atomic():
        _alone()
        if sealing.rotation_is_due(lives(), now):
            _begin_next(now)
        current = sealing.current_key(lives(), now)
    if current is None:
        raise NoKey
    row = EnvelopeKey.objects.get(pk=current.key_id)
    _pin_up(row, signing_key, now)
    return row


def _begin_next(now: datetime) -> None:
    reserve = EnvelopeKey.objects.filter(
        not_before=None, recovery_proved_at__isnull=False, destroyed_at=None
    )
    following = reserve.order_by("made_at", "key_id").first()
    if following is None:
        log.warning("no proved envelope key is left in reserve")
        return
    following.not_before = now
    following.save(update_fields=["not_before"])
    log.info("an envelope key began its week")


def _pin_up(row: EnvelopeKey, signing_key: SigningKey, now: datetime) -> None:
    """Publish the key unless the noticeboard shows it, also after a stop halfway."""
    shown = noticeboard.newest(KIND, SUBJECT, signing_key.verifying_key)
    if shown is not None and shown.get("key_id") == row.key_id:
        return
    body = {
        "key_id": row.key_id,
        "public_key": to_text(bytes(row.public_key)),
        "not_before": instant(row.not_before or now),
    }
    noticeboard.publish(KIND, SUBJECT, body, signing_key, now=now)


def in_reserve() -> int:
    """How many proved keys wait for their week."""
    return EnvelopeKey.objects.filter(
        not_before=None, recovery_proved_at__isnull=False, destroyed_at=None
    ).count()


def destroy_spent(now: datetime) -> list[str]:
    """Destroy every key that nothing can need again: its private half and its recovery copy."""
    with transaction.atomic():
        _alone()
        spent = [life.key_id for life in sealing.may_be_destroyed(lives(), now)]
        EnvelopeKey.objects.filter(key_id__in=spent).update(
            private_key=None, recovery_copy=None, destroyed_at=now
        )
    if spent:
        log.info("envelope keys were destroyed", extra={"count": len(spent)})
    return spent


def lives() -> list[sealing.KeyLife]:
    """What is known of every key that has begun and was not destroyed."""
    waiting = dict(
        Envelope.objects.filter(opened_at=None).values_list("key_id").annotate(n=Count("id"))
    )
    opened = dict(OpenedEnvelope.objects.values_list("key_id").annotate(last=Max("opened_at")))
    begun = EnvelopeKey.objects.filter(not_before__isnull=False, destroyed_at=None)
    return [
        sealing.KeyLife(
            key_id=row.key_id,
            not_before=row.not_before or row.made_at,
            recovery_proved_at=row.recovery_proved_at,
            withdrawn_at=row.withdrawn_at,
            waiting=waiting.get(row.key_id, 0),
            last_opened_at=opened.get(row.key_id),
        )
        for row in begun
    ]


class Keys:
    """The private keys for opening envelopes, each unwrapped once."""

    def __init__(self, kek: bytes) -> None:
        self._kek = kek
        self._known: dict[str, sealing.EnvelopeKey] = {}

    def __call__(self, key_id: str) -> sealing.EnvelopeKey | None:
        """The key with this id; None where it is not, or no longer, here."""
        if key_id not in self._known:
            for key in self._found(key_id):
                self._known[key_id] = key
        return self._known.get(key_id)

    def _found(self, key_id: str) -> Iterator[sealing.EnvelopeKey]:
        row = EnvelopeKey.objects.filter(pk=key_id, private_key__isnull=False).first()
        if row is None or row.private_key is None:
            return
        try:
            seed = sealing.unwrap(self._kek, row.wrapping_context, bytes(row.private_key))
        except UnknownKey:
            return
        yield sealing.EnvelopeKey.from_private_bytes(seed, row.made_at)


def _alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
