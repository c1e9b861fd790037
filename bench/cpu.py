"""What other processes spend, read from Linux's /proc: CPU time in milliseconds, memory in bytes.

CPU time comes from `schedstat`, which counts nanoseconds; `utime` and `stime` of `stat` add up to
the same but move in steps of 10 ms.
"""

import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

Reading = Mapping[int, int]
"""By process: the nanoseconds it has run so far."""


def family(pid: int) -> list[int]:
    """A process and all its descendants that are alive."""
    found = [pid]
    for parent in found:
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            for thread in os.listdir(f"/proc/{parent}/task"):
                listed = Path(f"/proc/{parent}/task/{thread}/children").read_text()
                found += map(int, listed.split())
    return found


def run_time(pid: int) -> int:
    """The nanoseconds that all threads of a process have run; 0 for one that is gone."""
    total = 0
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for thread in os.listdir(f"/proc/{pid}/task"):
            total += int(Path(f"/proc/{pid}/task/{thread}/schedstat").read_text().split()[0])
    return total


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


@dataclass(frozen=True)
class Meter:
    """The CPU time of a process and its descendants."""

    root: int

    def read(self) -> Reading:
        """What each of them has run so far."""
        return {pid: run_time(pid) for pid in family(self.root)}

    def settled(self) -> Reading:
        """The same when nothing of the last request is still being tidied up."""
        before = self.read()
        while (now := self.read()) != before:
            before = now
        return now


def spent(before: Reading, after: Reading) -> float:
    """Milliseconds between two readings. A process that ended in between is left out."""
    return sum(ran - before.get(pid, 0) for pid, ran in after.items()) / 1e6
