"""What other processes spend, read from Linux's /proc: CPU time in milliseconds, memory in bytes.

CPU time comes from `schedstat`, which counts nanoseconds; `utime` and `stime` of `stat` add up to
the same but move in steps of 10 ms.
"""

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

Reading = Mapping[str, int]
"""By thread: the nanoseconds it has run so far."""


def family(pid: int) -> list[int]:
    """A process and all its descendants that are alive."""
    found = [pid]
    for parent in found:
        for thread in _threads(parent):
            with contextlib.suppress(OSError):
                listed = Path(f"/proc/{parent}/task/{thread}/children").read_text()
                found += map(int, listed.split())
    return found


def ticks(pid: int) -> float:
    """The same in milliseconds, from `utime` and `stime`: coarse, to check the other by."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> int:
    """The memory of a process that is in RAM, shared pages among it."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0


class Meter:
    """The CPU time of a process and its descendants, such as there were at the last `look`."""

    def __init__(self, root: int) -> None:
        self.root = root
        self._files: dict[str, int] = {}
        self.look()

    def look(self) -> None:
        """Notice processes and threads that have begun or ended."""
        there = [
            f"/proc/{pid}/task/{thread}/schedstat"
            for pid in family(self.root)
            for thread in _threads(pid)
        ]
        for path in set(self._files).difference(there):
            os.close(self._files.pop(path))
        for path in set(there).difference(self._files):
            with contextlib.suppress(OSError):
                self._files[path] = os.open(path, os.O_RDONLY)

    def read(self) -> Reading:
        """What each of them has run so far."""
        found = {}
        for path, file in self._files.items():
            with contextlib.suppress(OSError):
                found[path] = int(os.pread(file, 100, 0).split(maxsplit=1)[0])
        return found

    def settled(self) -> Reading:
        """The same when nothing of the last request is still being tidied up."""
        before = self.read()
        while (now := self.read()) != before:
            before = now
        return now


def _threads(pid: int) -> list[str]:
    try:
        return os.listdir(f"/proc/{pid}/task")
    except FileNotFoundError:
        return []


def spent(before: Reading, after: Reading) -> float:
    """Milliseconds between two readings of one meter."""
    return sum(ran - before.get(thread, ran) for thread, ran in after.items()) / 1e6
