"""Marks: files by which a process says that it is there, and that tell when it no longer is."""

import os
from pathlib import Path


def leave(file: Path) -> None:
    """Leave this process's mark in `file`."""
    file.write_text(f"{os.getpid()} {born(os.getpid())}", encoding="ascii")


def whose(file: Path) -> int | None:
    """The number of the living process that left the mark, or None: dead, or there is no mark."""
    try:
        pid, _, when = file.read_text(encoding="ascii").partition(" ")
        number = int(pid)
    except (FileNotFoundError, ValueError):
        return None
    return number if when and when == born(number) else None


def born(pid: int) -> str:
    """When the process `pid` began, since a number may be used again; empty if it is dead."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except (FileNotFoundError, ProcessLookupError):
        pass
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:
        return "alive"
    return "alive"
