"""The keeper: starts what must run, starts it again, and leaves nothing behind, even killed."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from doitonline.station import processes
from doitonline.station.processes import Duty, PortTaken, Post, require_free

KEEPER = """
import os, sys
from doitonline.station import processes
processes.FIRST_WAIT = 0.01
sleeper = [sys.executable, "-c", sys.argv[1]]
processes.keep_running(
    [processes.Duty("sleeper", sleeper, dict(os.environ))], lambda: print("all ready", flush=True)
)
"""
# Says its number and waits for ever; its own child does too.
SLEEPER = """
import os, signal
child = os.fork()
if child: print("pid", os.getpid(), child, flush=True)
signal.pause()
"""
STUBBORN = SLEEPER.replace("child =", "signal.signal(15, print)\nchild =").replace(
    "signal.pause()", "while 1: signal.pause()"
)


@contextmanager
def keeper(program: str) -> Iterator["subprocess.Popen[str]"]:
    running = subprocess.Popen(
        [sys.executable, "-u", "-c", KEEPER, program], stdout=subprocess.PIPE, text=True
    )
    try:
        yield running
    finally:
        running.kill()
        running.wait()


def heard(running: "subprocess.Popen[str]", word: str) -> list[str]:
    """Read on until a line begins with `word` (or holds it); its words."""
    assert running.stdout is not None
    for line in running.stdout:
        if word in line:
            return line.split()
    raise AssertionError(f"it ended without saying {word!r}")


def gone(pid: int) -> None:
    """Return when the process has ended; pytest's own limit of time is the limit."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    import select

    select.select([descriptor], [], [])
    os.close(descriptor)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_closes_everything_in_good_order(number: signal.Signals) -> None:
    with keeper(SLEEPER) as running:
        _, first, second = heard(running, "pid")
        running.send_signal(number)
        heard(running, "closing")
        assert running.wait() == 0
        gone(int(first))
        gone(int(second))


def test_what_ends_is_started_again() -> None:
    with keeper(SLEEPER) as running:
        first = heard(running, "pid")
        os.kill(int(first[1]), signal.SIGKILL)
        heard(running, "was killed by signal 9; starting it again")
        second = heard(running, "pid")
        assert second != first
        os.kill(int(first[2]), signal.SIGKILL)
        running.send_signal(signal.SIGTERM)
        assert running.wait() == 0


def test_what_the_keeper_started_ends_when_the_keeper_is_killed() -> None:
    with keeper(SLEEPER.replace("os.fork()", "1")) as running:
        _, pid, _ = heard(running, "pid")
        running.kill()
        gone(int(pid))


def test_the_stubborn_are_killed_with_all_that_they_started() -> None:
    impatient = KEEPER.replace("processes.FIRST_WAIT = 0.01", "processes.PATIENCE = 0.2")
    running = subprocess.Popen(
        [sys.executable, "-u", "-c", impatient, STUBBORN], stdout=subprocess.PIPE, text=True
    )
    _, first, second = heard(running, "pid")
    running.send_signal(signal.SIGTERM)
    heard(running, "did not stop in time and was killed")
    assert running.wait() == 0
    gone(int(first))
    gone(int(second))


def test_waits_grow_while_it_keeps_failing_and_begin_again_when_it_settles() -> None:
    post = Post(Duty("failing", ["false"], {}))
    waits = []
    for _ in range(8):
        post.started = 0.0
        post._ended(1, now=0.0)
        waits.append(post.next_start)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    post._ended(1, now=processes.SETTLED + 1)
    assert post.next_start == processes.SETTLED + 2


def test_a_port_that_is_taken_is_named_before_anything_starts() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(
            PortTaken, match=rf"Port {port} is taken.*COUNTER_PORT={port + 100} make"
        ):
            require_free({"COUNTER_PORT": port})
    require_free({"COUNTER_PORT": port})


def test_the_command_says_so_in_one_line_and_makes_nothing(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        tried = subprocess.run(
            [sys.executable, "-m", "doitonline.station.command", "run"],
            env={**os.environ, "DIO_VAR": str(tmp_path / "var"), "COUNTER_PORT": str(port)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert tried.returncode == 1
    assert tried.stderr.startswith(f"doitonline: Port {port} is taken")
    assert "Traceback" not in tried.stderr
    assert not (tmp_path / "var").exists()
