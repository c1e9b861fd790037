"""The whole station, opened as `make run` opens it, and closed."""

import http.client
import os
import subprocess
import sys
from pathlib import Path

from tests.station.whole import opened, said


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
