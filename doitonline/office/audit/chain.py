"""The chain: each entry's hash covers its words and the hash before it, under a key of the office.

Whoever changes, removes or reorders an entry would have to make every later hash again, which
needs the key; whoever cuts off the end is found out by a head that was kept elsewhere.
"""

import base64
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from doitonline.office.audit.models import Entry
from doitonline.sealing.canonical import canonical, instant

BEFORE_THE_FIRST: Final = bytes(32)
MISSING: Final = "it is missing"


@dataclass(frozen=True)
class Head:
    """The last link: how many entries there are, and the last one's hash."""

    seq: int
    hash: bytes


@dataclass(frozen=True)
class Broken:
    """The first entry that is not as it was written."""

    seq: int
    why: str


def key() -> bytes:
    """The key of the chain: 32 bytes, from the setting AUDIT_KEY (base64)."""
    made = base64.b64decode(settings.AUDIT_KEY)
    if len(made) != 32:
        raise ImproperlyConfigured("AUDIT_KEY must be 32 bytes in base64")
    return made


def hashed(entry: Entry, under: bytes) -> bytes:
    """HMAC-SHA-256 over the canonical JSON of all that the entry says."""
    said = {
        "seq": entry.seq,
        "at": instant(entry.at),
        "actor": str(entry.actor) if entry.actor else None,
        "roles": entry.roles,
        "verb": entry.verb,
        "kind": entry.kind,
        "object": entry.object_id,
        "reason": entry.reason,
        "detail": entry.detail,
        "previous": bytes(entry.previous).hex(),
    }
    return hmac.digest(under, canonical(said), "sha256")


def head() -> Head:
    """The last link as it stands: what a second machine keeps, so that a cut end is noticed."""
    last = Entry.objects.values_list("seq", "hash").first()
    return Head(last[0], bytes(last[1])) if last else Head(0, BEFORE_THE_FIRST)


def verify(known: Head | None = None) -> Head | Broken:
    """Walk the whole log, oldest first: its head when all is well, else the first broken entry.

    `known` is a head that was kept elsewhere: the log must still hold it.
    """
    found = _walked(Entry.objects.order_by("seq").iterator(chunk_size=2000), key(), known)
    if isinstance(found, Head) and known and found.seq < known.seq:
        return Broken(found.seq + 1, "the end of the log is missing")
    return found


def _walked(entries: Iterable[Entry], under: bytes, known: Head | None) -> Head | Broken:
    last = Head(0, BEFORE_THE_FIRST)
    for entry in entries:
        why = _fault(entry, last, under)
        if not why and known and entry.seq == known.seq and bytes(entry.hash) != known.hash:
            why = "it differs from the head that was kept elsewhere"
        if why:
            return Broken(last.seq + 1 if why == MISSING else entry.seq, why)
        last = Head(entry.seq, bytes(entry.hash))
    return last


def _fault(entry: Entry, last: Head, under: bytes) -> str:
    if entry.seq != last.seq + 1:
        return MISSING
    if not hmac.compare_digest(hashed(entry, under), bytes(entry.hash)):
        return "its words are not those that were written"
    if not hmac.compare_digest(bytes(entry.previous), last.hash):
        return "it does not follow the entry before it"
    return ""
