"""The counter's side of the noticeboard: what the office last said, verified, held per process.

Most requests cost no query: the board looks for newer entries at most every five seconds, by
primary key. What does not verify is refused and the last good entry stays.
"""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError

from doitonline.noticeboard.models import Entry
from doitonline.sealing.canonical import parse
from doitonline.sealing.errors import BadSignature, NotCanonical
from doitonline.sealing.signing import verify_entry

log = logging.getLogger(__name__)

LOOK_EVERY = 5.0
"""Seconds between two looks for newer entries."""
FRESH = timedelta(minutes=5)
"""An older heartbeat means that nobody can be said to read."""
PINNED = 64
"""How many older entries (pinned by drafts) a process keeps."""
REFUSED = 1000
"""How many refused numbers are remembered, so that they are not read again at every look."""


class NotPosted(LookupError):
    """No entry that verifies has this number."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A verified entry."""

    number: int
    kind: str
    subject: str
    body: dict[str, Any]
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class Fault:
    """An entry that was refused, or a look that failed: for the health page."""

    number: int | None
    reason: str


class Board:
    """The noticeboard as one process of the counter sees it. Safe between threads.

    `verifying_key` is the office's, 32 bytes (Ed25519), from the counter's own configuration.
    """

    def __init__(
        self,
        verifying_key: bytes,
        *,
        look_every: float = LOOK_EVERY,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._key = verifying_key
        self._look_every = look_every
        self._clock = clock
        self._looking = threading.Lock()
        self._looked_at: float | None = None
        self._seen = 0
        self._current: dict[tuple[str, str], Notice] = {}
        self._pinned: OrderedDict[int, Notice] = OrderedDict()
        self._pins = threading.Lock()
        self._refused: dict[int, str] = {}
        self._unreachable = False

    def current(self, kind: str, subject: str) -> Notice | None:
        """The newest good entry of this kind and subject."""
        self._look()
        return self._current.get((kind, subject))

    def all(self, kind: str) -> tuple[Notice, ...]:
        """The newest good entry of each subject of this kind, by subject."""
        self._look()
        current = self._current
        return tuple(current[each] for each in sorted(current) if each[0] == kind)

    def entry(self, number: int) -> Notice:
        """The entry with this number, however old: what a draft or a case has pinned.

        Raises NotPosted where there is none or it does not verify.
        """
        with self._pins:
            if number in self._pinned:
                self._pinned.move_to_end(number)
                return self._pinned[number]
        try:
            notice = self._verified(Entry.objects.get(number=number))
        except Entry.DoesNotExist:
            raise NotPosted(number) from None
        except (BadSignature, NotCanonical):
            self._refuse(number, "the signature does not verify")
            raise NotPosted(number) from None
        with self._pins:
            self._pinned[number] = notice
            while len(self._pinned) > PINNED:
                self._pinned.popitem(last=False)
        return notice

    def heartbeat_age(self, now: datetime) -> timedelta | None:
        """How long ago the office last said that it is there; None if it never did."""
        heartbeat = self.current("heartbeat", "office")
        return None if heartbeat is None else now - heartbeat.signed_at

    def somebody_reads_now(self, now: datetime) -> bool:
        """Whether the office pulled in the last five minutes and has an officer on duty."""
        heartbeat = self.current("heartbeat", "office")
        if heartbeat is None or now - heartbeat.signed_at > FRESH:
            return False
        on_duty = heartbeat.body.get("on_duty")
        return isinstance(on_duty, int) and on_duty > 0

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What was refused and why; whether the last look failed. Empty when all is well."""
        refused = tuple(Fault(number, why) for number, why in sorted(self._refused.items()))
        if self._unreachable:
            return (*refused, Fault(None, "the noticeboard could not be read"))
        return refused

    def look(self) -> None:
        """Look for newer entries now. A database that does not answer is a fault, not an error."""
        with self._looking:
            self._looked_at = self._clock()
            try:
                found = list(self._newest() if self._seen == 0 else self._newer())
            except DatabaseError:
                self._unreachable = True
                log.warning("the noticeboard could not be read")
                return
            self._unreachable = False
            self._take(found)

    def _look(self) -> None:
        if self._looked_at is None or (
            self._clock() - self._looked_at >= self._look_every and not self._looking.locked()
        ):
            self.look()

    def _newer(self) -> Iterable[Entry]:
        # Only a good entry moves `_seen`: a forged one with a great number must hide none after it.
        newer = Entry.objects.filter(number__gt=self._seen).order_by("number")
        return newer.exclude(number__in=list(self._refused)) if self._refused else newer

    def _newest(self) -> Iterable[Entry]:
        """At the start: the newest good entry of each subject, oldest number first."""
        newest = (
            Entry.objects.order_by("kind", "subject", "-number")
            .distinct("kind", "subject")
            .values_list("number", flat=True)
        )
        found = list(Entry.objects.filter(number__in=list(newest)))
        for entry in list(found):
            if not self._good(entry):
                found.extend(self._last_good_before(entry))
        return sorted(found, key=lambda entry: entry.number)

    def _last_good_before(self, bad: Entry) -> list[Entry]:
        older = Entry.objects.filter(kind=bad.kind, subject=bad.subject, number__lt=bad.number)
        for entry in older.order_by("-number").iterator(chunk_size=10):
            if self._good(entry):
                return [entry]
        return []

    def _good(self, entry: Entry) -> bool:
        try:
            self._verified(entry)
        except (BadSignature, NotCanonical):
            return False
        return True

    def _take(self, found: Iterable[Entry]) -> None:
        current = dict(self._current)
        for entry in found:
            try:
                notice = self._verified(entry)
            except (BadSignature, NotCanonical):
                self._refuse(entry.number, "the signature does not verify")
                continue
            self._seen = max(self._seen, entry.number)
            current[notice.kind, notice.subject] = notice
        self._current = current  # swapped whole: a reader sees the old board or the new one

    def _verified(self, entry: Entry) -> Notice:
        body = bytes(entry.body)
        verify_entry(
            self._key, entry.number, entry.kind, entry.subject, body, entry.signed_at,
            bytes(entry.signature),
        )  # fmt: skip
        return Notice(entry.number, entry.kind, entry.subject, parse(body), entry.signed_at)

    def _refuse(self, number: int, reason: str) -> None:
        if number not in self._refused:
            log.error("a noticeboard entry was refused", extra={"number": number})
        self._refused[number] = reason
        while len(self._refused) > REFUSED:
            del self._refused[next(iter(self._refused))]
