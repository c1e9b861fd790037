"""Keeps the station's processes running: starts them, starts them again, and stops them all."""

import contextlib
import ctypes
import errno
import http.client
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0  # seconds before a process that ended is started again
SETTLED = 60.0  # after so many seconds of life, the next wait is the first again
PATIENCE = 15.0  # seconds that a process has to end what it is doing


class PortTaken(Exception):
    """Somebody else listens on a port that we need."""


@dataclass(frozen=True)
class Duty:
    """A process that must always run. With a `port`, it is a website and says when it is ready."""

    name: str
    command: Sequence[str]
    surroundings: Mapping[str, str]
    port: int | None = None
    asked: str = "/health"
    """The address that is asked until it answers."""


@dataclass
class Post:
    """A duty with whoever stands there now."""

    duty: Duty
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    wait: float = FIRST_WAIT
    next_start: float = 0.0
    ready: bool = field(default=False)

    def start(self, now: float) -> None:
        self.process = subprocess.Popen(
            list(self.duty.command),
            env=dict(self.duty.surroundings),
            stdin=subprocess.DEVNULL,
            # A group of its own: Ctrl-C reaches us alone, and we end the others in good order.
            start_new_session=True,
            preexec_fn=die_with(os.getpid()),
        )
        self.started, self.ready = now, False

    def look(self, now: float) -> None:
        """Start it if it is due, notice that it ended, say once that it answers."""
        if self.process is None:
            if now >= self.next_start:
                self.start(now)
            return
        code = self.process.poll()
        if code is not None:
            self._ended(code, now)
        elif not self.ready and (
            self.duty.port is None or _answers(self.duty.port, self.duty.asked)
        ):
            self.ready = True
            where = f" at http://localhost:{self.duty.port}/" if self.duty.port else ""
            say(f"{self.duty.name}: ready{where}")

    def _ended(self, code: int, now: float) -> None:
        if now - self.started > SETTLED:
            self.wait = FIRST_WAIT
        how = f"was killed by signal {-code}" if code < 0 else f"ended with {code}"
        say(f"{self.duty.name}: {how}; starting it again in {self.wait:.0f} s")
        self.process = None
        self.next_start = now + self.wait
        self.wait = min(self.wait * 2, LONGEST_WAIT)

    def tell_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def stopped(self, within: float) -> None:
        """Wait for its end; after `within` seconds, end it and what it started by force."""
        if self.process is None:
            return
        try:
            self.process.wait(max(within, 0.1))
        except subprocess.TimeoutExpired:
            say(f"{self.duty.name}: did not stop in time and was killed")
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def keep_running(duties: Sequence[Duty], when_ready: Callable[[], None]) -> None:
    """Keep all duties manned until a signal (Ctrl-C, SIGTERM) says that it is enough.

    `when_ready` is called once, when every website has answered for the first time.
    """
    posts = [Post(duty) for duty in duties]
    announced = False
    with _signals() as wakes:
        try:
            while not wakes.enough:
                now = time.monotonic()
                for post in posts:
                    post.look(now)
                if not announced and all(post.ready for post in posts):
                    announced = True
                    when_ready()
                wakes.wait(0.2 if not announced else 1.0)
        finally:
            say("closing")
            _stop(posts)


def _stop(posts: Sequence[Post]) -> None:
    for post in posts:
        post.tell_to_stop()
    until = time.monotonic() + PATIENCE
    for post in posts:
        post.stopped(until - time.monotonic())


def require_free(ports: Mapping[str, int], host: str = "127.0.0.1") -> None:
    """Raise PortTaken, naming the variable to change, unless every port can be listened on."""
    for variable, port in ports.items():
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((host, port))
            except OSError as error:
                if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                    raise
                raise PortTaken(
                    f"Port {port} is taken or not allowed. If another Do It Online has it, stop "
                    f"that one (`make stop`); else take another: {variable}={port + 100} make run"
                ) from None


def say(words: str) -> None:
    """One line to whoever watches the terminal."""
    print(f"{time.strftime('%H:%M:%S')}  {words}", flush=True)


@dataclass
class _Wakes:
    """What wakes the keeper: a signal, or the end of a wait."""

    reader: int
    enough: bool = False

    def wait(self, seconds: float) -> None:
        ready, _, _ = select.select([self.reader], [], [], seconds)
        if ready:
            for number in os.read(self.reader, 512):
                if number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                    self.enough = True


@contextlib.contextmanager
def _signals() -> Iterator[_Wakes]:
    """Signals arrive as bytes in a pipe, the end of a child (SIGCHLD) among them."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    before = signal.set_wakeup_fd(writer)
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD)
    handlers = {number: signal.signal(number, lambda *_: None) for number in numbers}
    try:
        yield _Wakes(reader)
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(before)
        os.close(reader)
        os.close(writer)


def _answers(port: int, path: str) -> bool:
    """Whether a website answers on this port of this machine, whatever it says."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", path, headers={"Host": "localhost"})
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()


def die_with(parent: int) -> Callable[[], None]:
    """For a child, before it becomes what it is to be: end when the parent does, even killed.

    Linux only (PR_SET_PDEATHSIG); elsewhere a killed keeper leaves its processes behind.
    """
    if not sys.platform.startswith("linux"):
        return lambda: None
    libc = ctypes.CDLL(None, use_errno=True)

    def ask() -> None:
        libc.prctl(1, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return ask
