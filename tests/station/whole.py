"""The whole station, opened as `make run` opens it, and closed: for every test that needs it."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from doitonline.config.surroundings import ROOT
from doitonline.station.processes import die_with

PATIENCE = 240  # seconds in which a busy machine opens the station


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


@contextmanager
def opened(place: Path, **chosen: str) -> Iterator[tuple["subprocess.Popen[str]", int, int]]:
    """The station, open, with the counter's port and the office's. It closes when the test ends.

    Without examples, unless DIO_EXAMPLES is chosen. Its log is in `place`, and is read out where it
    does not open.
    """
    counter, office = free_port(), free_port()
    unchosen = {name: value for name, value in os.environ.items() if "DATABASE_URL" not in name}
    with (place / "station.log").open("w") as log:
        running = subprocess.Popen(
            [sys.executable, "-u", "-m", "doitonline.station.command", "run"],
            env={
                **unchosen,
                "DIO_VAR": str(place / "var"),
                "DIO_EXAMPLES": "0",
                "COUNTER_PORT": str(counter),
                "OFFICE_PORT": str(office),
                **chosen,
            },
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            preexec_fn=die_with(os.getpid()),
        )
    late = threading.Timer(PATIENCE, running.terminate)
    late.start()
    try:
        try:
            said(running, "Do It Online is open")
        except AssertionError as ended:
            raise AssertionError(
                f"{ended}\n{(place / 'station.log').read_text()[-4000:]}"
            ) from None
        finally:
            late.cancel()
        yield running, counter, office
    finally:
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=60)


def said(running: "subprocess.Popen[str]", words: str) -> list[str]:
    """What it says up to the line that holds `words`."""
    assert running.stdout is not None
    lines = []
    for line in running.stdout:
        lines.append(line)
        if words in line:
            return lines
    raise AssertionError("it ended, having said:\n" + "".join(lines))
