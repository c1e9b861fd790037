"""What an intake worker does: empties the letterbox, and makes its rounds."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import DatabaseError, InterfaceError, connections

from doitonline.office.casework.keyring import Keyring
from doitonline.office.intake import heartbeat, keys, opening, sweeping
from doitonline.sealing.keys import BACKUPS_AGE_OUT
from doitonline.sealing.signing import SigningKey

log = logging.getLogger(__name__)

LOOK_EVERY: Final = 0.5
"""Seconds between two looks into an empty letterbox: a report is seen within a second."""
AFTER_TROUBLE: Final = 2.0
"""Seconds to wait when a database does not answer."""
BEAT_EVERY: Final = timedelta(seconds=5)
KEYS_EVERY: Final = timedelta(minutes=1)
SWEEP_EVERY: Final = timedelta(minutes=10)

Task = Callable[[datetime], object]


class Rounds:
    """What is done now and then: each task at its interval, beginning at once."""

    def __init__(self, tasks: list[tuple[timedelta, Task]]) -> None:
        self._tasks = tasks
        self._done: dict[int, datetime] = {}

    def make(self, now: datetime) -> None:
        """Do what is due. A task that fails keeps no other from being done, unless it was the
        database that failed: that error is the caller's.
        """
        for number, (every, task) in enumerate(self._tasks):
            done = self._done.get(number)
            if done is not None and timedelta(0) <= now - done < every:
                continue
            self._done[number] = now
            try:
                task(now)
            except (DatabaseError, InterfaceError):
                raise
            except Exception:  # such as a signing key that is missing: the letterbox matters more
                log.exception("a task of the rounds failed")


class Worker:
    """One intake worker. `stop` may be called from a signal's handler or another thread."""

    def __init__(self, keyring: Keyring, signing_key: SigningKey) -> None:
        self._opener = opening.Opener(keyring)
        self._signing_key = signing_key
        self._stopping = threading.Event()
        self._last_pull: datetime | None = None
        self._put_back = False
        self._rounds = Rounds(
            [
                (KEYS_EVERY, lambda now: keys.rotate(signing_key, now)),
                (BEAT_EVERY, self._beat),
                (SWEEP_EVERY, sweeping.sweep),
                (SWEEP_EVERY, keys.destroy_spent),
            ]
        )

    def stop(self) -> None:
        """Finish the batch in hand, then return from `run`."""
        self._stopping.set()

    def run(self) -> None:
        """Work until stopped. A database that does not answer is tried again, for ever."""
        while not self._stopping.is_set():
            self._stopping.wait(self._once(datetime.now(UTC)))
        connections.close_all()

    def _once(self, now: datetime) -> float:
        """One look and one round. Seconds to wait until the next."""
        try:
            if not self._put_back:
                opening.put_back(now, BACKUPS_AGE_OUT)
                self._put_back = True
            opened = self._opener.open_waiting(now)
            self._last_pull = now
            self._rounds.make(now)
        except (DatabaseError, InterfaceError):
            log.exception("a database did not answer")
            connections.close_all()
            return AFTER_TROUBLE
        return 0.0 if opened else LOOK_EVERY

    def _beat(self, now: datetime) -> bool:
        return heartbeat.beat(self._last_pull, self._signing_key, now)
