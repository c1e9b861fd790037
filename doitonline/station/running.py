"""Opens the station on this machine and keeps it open: what `make run` does."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from doitonline.config.surroundings import number
from doitonline.station import marks
from doitonline.station.processes import Duty, keep_running, require_free, say
from doitonline.station.setup import Station

SHARED_MEMORY = "/dev/shm"  # noqa: S108 - gunicorn makes its file there with mkstemp
KEEPER = "keeper"  # the mark of the process that keeps the station open
ASKED = {"counter": "/health", "office": "/account/login/"}
WORKERS = {"worker": "doitonline.config.worker"}


def run() -> None:
    """Prepare, start everything, say where to go, and stop everything when told to.

    Raises PortTaken before anything is made.
    """
    ports = {
        "COUNTER_PORT": number("COUNTER_PORT", 8000),
        "OFFICE_PORT": number("OFFICE_PORT", 8001),
    }
    require_free(ports)
    # Told to stop while it still prepares, it leaves as in a normal end: the cluster is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with Station.here() as station, _marked(station.var / KEEPER):
        welcome = station.prepare()
        duties = [
            website(station, "counter", ports["COUNTER_PORT"]),
            website(station, "office", ports["OFFICE_PORT"]),
            *(
                Duty(name, [sys.executable, "-m", module], station.surroundings("office"))
                for name, module in WORKERS.items()
            ),
        ]
        keep_running(duties, when_ready=lambda: _welcome(ports, welcome))
    say("closed")


def website(station: Station, site: str, port: int) -> Duty:
    """The duty of serving `site` on this machine's `port`."""
    name = site.upper()
    processes, threads = number(f"{name}_PROCESSES", 1), number(f"{name}_THREADS", 4)
    command = [
        *(sys.executable, "-m", "gunicorn", f"doitonline.config.wsgi.{site}:application"),
        *("--bind", f"{os.environ.get('DIO_BIND', '127.0.0.1')}:{port}"),
        *("--worker-class", "gthread", "--workers", str(processes), "--threads", str(threads)),
        *("--graceful-timeout", "10", "--no-control-socket"),
        *("--log-level", "warning", "--logger-class", "doitonline.config.server_log.ServerLog"),
        # Each worker beats the heart of its life in a file: in memory, where there is such a place.
        *("--worker-tmp-dir", SHARED_MEMORY if os.path.isdir(SHARED_MEMORY) else str(station.var)),
    ]
    surroundings = {
        **station.surroundings(site),
        "DIO_POOL": str(threads + 1),
        "MALLOC_MMAP_THRESHOLD_": "4194304",
    }
    return Duty(site, command, surroundings, port, ASKED[site])


def stop(var: Path) -> bool:
    """Tell the station that runs on this machine to close; whether there was one."""
    keeper = marks.whose(var / KEEPER)
    if keeper:
        os.kill(keeper, signal.SIGTERM)
    return keeper is not None


def _welcome(ports: dict[str, int], welcome: str) -> None:
    lines = [
        "",
        "Do It Online is open.",
        f"  The counter, for the public:  http://localhost:{ports['COUNTER_PORT']}/",
        f"  The office, for staff:        http://localhost:{ports['OFFICE_PORT']}/",
        *(f"  {line}" for line in welcome.splitlines()),
        "Ctrl-C closes it.",
        "",
    ]
    print("\n".join(lines), flush=True)


@contextmanager
def _marked(file: Path) -> Iterator[None]:
    marks.leave(file)
    try:
        yield
    finally:
        file.unlink(missing_ok=True)
