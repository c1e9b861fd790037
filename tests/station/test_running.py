"""The whole station, opened as `make run` opens it, and closed."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from doitonline.config.surroundings import ROOT


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


@contextmanager
def opened(place: Path, **chosen: str) -> Iterator[tuple["subprocess.Popen[str]", int, int]]:
    """The station, open, with the counter's port and the office's."""
    counter, office = free_port(), free_port()
    unchosen = {name: value for name, value in os.environ.items() if "DATABASE_URL" not in name}
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
        text=True,
    )
    try:
        said(running, "Do It Online is open")
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


def asked(port: int, path: str, method: str = "GET") -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, headers={"Host": f"localhost:{port}"})
    answer = connection.getresponse()
    answer.read()
    return answer


def of(place: Path) -> dict[str, list[str]]:
    """The processes that belong to the station at `place`: command line and surroundings."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            surroundings = (process / "environ").read_bytes().decode(errors="replace").split("\0")
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
        if str(place) in command or f"DIO_VAR={place}/var" in surroundings:
            found[f"{process.name} {command}"] = surroundings
    return found


def secrets_told(place: Path, site: str) -> set[str]:
    """The names of the secrets that the processes of `site` were told."""
    told = {
        name.split("=")[0]
        for command, surroundings in of(place).items()
        if f"wsgi.{site}:application" in command
        for name in surroundings
    }
    return {name for name in told if "URL" in name or "KEY" in name}


def test_it_opens_serves_closes_and_opens_again(place: Path) -> None:
    with opened(place) as (running, counter, office):
        assert asked(counter, "/health").status == 200
        assert asked(counter, "/static/counter.css").status == 200
        assert asked(office, "/account/login/").status == 200
        assert secrets_told(place, "counter") == {
            "COUNTER_DATABASE_URL_FILE",
            "COUNTER_SECRET_KEY_FILE",
            "NOTICEBOARD_VERIFYING_KEY_FILE",
        }
        foreign = ("COUNTER", "OWNER", "DATABASE")
        told = secrets_told(place, "office")
        assert told
        assert not [name for name in told if name.startswith(foreign)]
    assert running.returncode == 0
    assert of(place) == {}
    with opened(place) as (running, _, _):
        subprocess.run(
            [sys.executable, "-m", "doitonline.station.command", "stop"],
            env={**os.environ, "DIO_VAR": str(place / "var")},
            check=True,
        )
        said(running, "closed")
        assert running.wait() == 0
    assert of(place) == {}
