"""Writing the log: in the transaction of the change it tells of, and before a record is shown."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from doitonline.office.audit.chain import hashed, head, key
from doitonline.office.audit.models import Entry
from doitonline.office.audit.shapes import checked_code, checked_detail, checked_id
from doitonline.office.audit.verbs import Verb

# One writer at a time from here to the commit, so that numbers have no gaps and hashes no forks.
ONE_WRITER: Final = 0x64_69_6F_61  # "dioa"


class Actor(Protocol):
    """Who did it: an officer, whose roles at the time are written down too."""

    @property
    def pk(self) -> UUID: ...

    @property
    def roles(self) -> frozenset[str]: ...


def write(
    actor: Actor | None,
    verb: Verb,
    kind: str,
    object_id: object = "",
    *,
    reason: str = "",
    detail: Mapping[str, str | int | bool] | None = None,
    at: datetime | None = None,
) -> Entry:
    """Add one entry: `actor` (None for the machine itself) did `verb` to the `kind` called
    `object_id`.

    `reason` is a code. `detail` holds codes, ids and small numbers. Raises NotForTheLog for
    anything that could be somebody's words: the log names, it does not tell.

    Call it inside the transaction of the change, as its last statement (every other writer waits
    from here until the commit), and before anything sealed is opened for a view.
    """
    entry = Entry(
        at=at or timezone.now(),
        actor=actor.pk if actor else None,
        roles=" ".join(sorted(actor.roles)) if actor else "",
        verb=verb.value,
        kind=checked_code("kind", kind),
        object_id=checked_id("object", str(object_id)),
        reason=checked_code("reason", reason),
        detail=checked_detail(detail or {}),
    )
    with transaction.atomic():
        _wait_for_our_turn()
        last = head()
        entry.seq = last.seq + 1
        entry.previous = last.hash
        entry.hash = hashed(entry, key())
        entry.save()
    return entry


def _wait_for_our_turn() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_WRITER])
