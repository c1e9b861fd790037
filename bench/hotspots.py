"""Where a GET and a POST of the counter spend their time: `python -m bench.hotspots [LINES]`.

The counter answers in this process, which is looked at every few milliseconds of its CPU time:
the share of the looks that found a function running, or waiting for one that it called. PostgreSQL
and the HTTP server are not in it.
"""

import io
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any

from bench.browser import Answer, Browser
from bench.stage import Stage, stage
from bench.telling import Sort, Telling
from doitonline.config.surroundings import ROOT

TELLINGS = 12


class Within:
    """Carries requests to a WSGI application in this process."""

    def __init__(self, application: Callable[..., Any]) -> None:
        self.application = application

    def exchange(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """Calls the application as a server does."""
        got: list[Any] = []

        def start(status: str, given: list[tuple[str, str]]) -> None:
            got.extend((int(status.split()[0]), given))

        response = self.application(surroundings(method, path, headers, body), start)
        whole = b"".join(response)
        response.close()
        return Answer(got[0], got[1], whole)


def surroundings(method: str, path: str, headers: dict[str, str], body: bytes) -> dict[str, Any]:
    """A request as WSGI has it (PEP 3333)."""
    where, _, query = path.partition("?")
    told: dict[str, Any] = {
        "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": where, "QUERY_STRING": query,
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1", "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr, "wsgi.multithread": True, "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }  # fmt: skip
    for name, value in headers.items():
        key = name.upper().replace("-", "_")
        told[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
    return told


class Samples:
    """Every few milliseconds of CPU, what was running: kept by sort of request."""

    def __init__(self) -> None:
        self.sort: Sort = "other"
        self.taken: Counter[Sort] = Counter()
        self.on_stack: dict[Sort, Counter[str]] = {"get": Counter(), "post": Counter()}
        self.requests: Counter[Sort] = Counter()

    def take(self, number: int, frame: FrameType | None) -> None:
        """Notes each function on the stack once."""
        if self.sort not in self.on_stack:
            return
        self.taken[self.sort] += 1
        seen = set()
        while frame is not None:
            seen.add(where(frame.f_code))
            frame = frame.f_back
        self.on_stack[self.sort].update(seen)

    def around(self, sort: Sort, name: str, ask: Callable[[], Answer]) -> Answer:
        """Makes a request; samples count as of its sort."""
        self.requests[sort] += 1
        self.sort = sort
        try:
            return ask()
        finally:
            self.sort = "other"


def where(code: CodeType) -> str:
    """A function as it is printed: its module's last parts and its name."""
    path = code.co_filename
    for root in ("site-packages/", f"{ROOT}/", "/lib/python3.11/"):
        path = path.rpartition(root)[2]
    return f"{path}:{code.co_qualname}"


def sampled(made: Stage) -> Samples:
    """Tells the story to the counter in this process, and samples it."""
    os.environ.update(made.station.surroundings("counter"))
    from doitonline.config.wsgi.counter import application

    samples = Samples()
    Telling(Browser(Within(application)), made.plan, made.written).tell()
    signal.signal(signal.SIGPROF, samples.take)
    signal.setitimer(signal.ITIMER_PROF, 0.001, 0.001)  # the kernel makes of it what it can
    for _ in range(TELLINGS):
        Telling(Browser(Within(application)), made.plan, made.written, samples.around).tell()
    signal.setitimer(signal.ITIMER_PROF, 0)
    return samples


def main(lines: int) -> None:
    """Prints the functions in which a GET and a POST spend their time, with what they call."""
    with stage() as made:
        samples = sampled(made)
    for sort, seen in samples.on_stack.items():
        taken = samples.taken[sort]
        print(f"\n{sort}: {taken} samples of {samples.requests[sort]} requests")
        for name, count in seen.most_common(lines):
            print(f"  {100 * count / max(taken, 1):5.1f} %  {name}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
