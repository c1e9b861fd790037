"""A station for measuring: databases, counter and floor of its own, gone when the bench ends."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from psycopg import sql

from bench.cpu import Meter, family
from doitonline.config.surroundings import ROOT, force_folder
from doitonline.definitions.compiling import compile_folder
from doitonline.definitions.plan import Plan
from doitonline.definitions.written import Written, journeys
from doitonline.force import Force
from doitonline.station.processes import Duty, Post
from doitonline.station.running import website
from doitonline.station.services import SERVICES, known
from doitonline.station.setup import Station

SERVICE = os.environ.get("BENCH_SERVICE", "report-a-crime")
STORY = os.environ.get("BENCH_STORY", "burglary")
SURROUNDINGS = {
    "DIO_ENV": "production",
    "DIO_HOSTS": "localhost",
    "DIO_EXAMPLES": "0",
    "COUNTER_PROCESSES": "1",
}
PATIENCE = 30.0  # seconds for a site to answer


@dataclass(frozen=True)
class Site:
    """A site that runs: its port, and its gunicorn."""

    port: int
    post: Post

    @property
    def pid(self) -> int:
        """The process that started the site's worker."""
        return self.post.process.pid if self.post.process is not None else 0

    @cached_property
    def meter(self) -> Meter:
        """The CPU time of the site's processes."""
        return Meter(self.pid)

    @property
    def worker(self) -> int:
        """The one process that answers requests."""
        return family(self.pid)[1]


@dataclass(frozen=True)
class Stage:
    """The station, made ready, with nothing running but its databases."""

    station: Station

    @cached_property
    def postgres(self) -> Meter:
        """The CPU time of PostgreSQL: the postmaster, the backends and all the others."""
        file = next(self.station.var.glob("postgres/postmaster.pid"))
        return Meter(int(file.read_text().split("\n", 1)[0]))

    @contextlib.contextmanager
    def counter(self) -> Iterator[Site]:
        """The counter, served as `make run` serves it."""
        port = free_port()
        with kept(website(self.station, "counter", port)) as post:
            yield Site(port, post)

    @contextlib.contextmanager
    def floor(self, page_bytes: int) -> Iterator[Site]:
        """The floor, served by the same server with the same settings."""
        port = free_port()
        like = website(self.station, "counter", port)
        told = {
            **like.surroundings,
            "FLOOR_DATABASE_URL": self.station.databases.address("owner", "floor"),
            "FLOOR_BYTES": str(page_bytes),
            "PYTHONPATH": str(ROOT),
        }
        del told["DJANGO_SETTINGS_MODULE"]
        with self.station.databases.as_owner() as connection:
            name = sql.Identifier(self.station.databases.name("floor"))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
        subprocess.run([sys.executable, "-m", "bench.bare"], env=told, cwd=ROOT, check=True)
        site = "doitonline.config.wsgi.counter:application"
        command = ["bench.bare:application" if part == site else part for part in like.command]
        with kept(replace(like, name="floor", command=command, surroundings=told)) as post:
            yield Site(port, post)

    @cached_property
    def plan(self) -> Plan:
        """The service that is measured."""
        compiled = compile_folder(SERVICES / SERVICE, known(Force.load(force_folder())))
        if compiled.plan is None:
            raise SystemExit(f"{SERVICE} cannot be read")
        return compiled.plan

    @cached_property
    def written(self) -> Written:
        """The story that is told."""
        return story()


def story() -> Written:
    """The written journey that everything is measured with."""
    return next(each for each in journeys(SERVICES / SERVICE) if each.name == STORY)


@contextlib.contextmanager
def stage() -> Iterator[Stage]:
    """A new station in a folder that is removed at the end."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="doitonline-bench-") as folder:
        Path(folder).chmod(0o711)  # the unprivileged account of PostgreSQL passes through
        os.environ.pop("DATABASE_URL", None)
        os.environ |= {**SURROUNDINGS, "DIO_VAR": folder}
        with Station.here() as station:
            station.migrate()
            station.collect_static()
            station.run("office", "-m", "bench.opening")
            print(f"The station was made ready in {time.monotonic() - began:.0f} s.", flush=True)
            yield Stage(station)


@contextlib.contextmanager
def kept(duty: Duty) -> Iterator[Post]:
    """A duty that is manned while the block lasts."""
    post = Post(duty)
    until = time.monotonic() + PATIENCE
    post.start(time.monotonic())
    try:
        while not post.ready:
            if time.monotonic() > until or post.process is None:
                raise SystemExit(f"{duty.name} did not start")
            post.look(time.monotonic())
            time.sleep(0.02)
        yield post
    finally:
        post.tell_to_stop()
        post.stopped(10)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port
