"""The office's side of the noticeboard: pinning up a signed entry."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connections, router, transaction
from django.db.models import Max

from doitonline.noticeboard.models import Entry
from doitonline.sealing.errors import BadSignature
from doitonline.sealing.signing import SigningKey, sign_entry, verify_entry

# One publisher at a time: an entry is never seen before one with a smaller number.
LOCK = 7_305_211_046_112_301_001

# A heartbeat is news for minutes; every other kind is kept, because drafts and cases pin it.
HEARTBEAT = "heartbeat"
HEARTBEATS_KEPT = timedelta(hours=1)


def publish(
    kind: str,
    subject: str,
    body: Mapping[str, Any],
    signing_key: SigningKey,
    *,
    now: datetime | None = None,
) -> int:
    """Sign `body` and put it on the noticeboard. Returns the entry's number.

    The number is the highest so far and one more, drawn under an advisory lock that is held to the
    end of the transaction. Heartbeats older than an hour are taken down.
    """
    at = now or datetime.now(UTC)
    written = written_out(body)
    alias = router.db_for_write(Entry)
    with transaction.atomic(using=alias):
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        number = (Entry.objects.using(alias).aggregate(highest=Max("number"))["highest"] or 0) + 1
        signature = sign_entry(signing_key, number, kind, subject, written, at)
        Entry(
            number=number, kind=kind, subject=subject, body=written, signed_at=at,
            signature=signature,
        ).save(force_insert=True, using=alias)  # fmt: skip
        if kind == HEARTBEAT:
            Entry.objects.using(alias).filter(
                kind=kind, number__lt=number, signed_at__lt=at - HEARTBEATS_KEPT
            ).delete()
    return number


def written_out(body: Mapping[str, Any]) -> bytes:
    """A body as it is signed. The order of keys is kept: the options of a question have an order.

    Raises ValueError or TypeError for what has no JSON form.
    """
    return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def newest(kind: str, subject: str, verifying_key: bytes) -> dict[str, Any] | None:
    """The body of the newest entry of this kind and subject that the office itself signed.

    What anybody else hung there is passed over: the counter does not believe it either, and it
    must not keep the office from saying its own.
    """
    hung = Entry.objects.filter(kind=kind, subject=subject).order_by("-number")
    for entry in hung.iterator(chunk_size=10):
        try:
            verify_entry(
                verifying_key, entry.number, kind, subject, bytes(entry.body), entry.signed_at,
                bytes(entry.signature),
            )  # fmt: skip
        except BadSignature:
            continue
        body: dict[str, Any] = json.loads(bytes(entry.body))
        return body
    return None
