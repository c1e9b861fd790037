"""Clusters of each PostgreSQL that this machine has: one to look at, and one to do things to."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from doitonline.station.binaries import Binaries, all_binaries
from doitonline.station.cluster import Cluster

FOUND = all_binaries()


@pytest.fixture(scope="module", params=FOUND, ids=[f"PostgreSQL {one.version}" for one in FOUND])
def binaries(request: pytest.FixtureRequest) -> Binaries:
    found: Binaries = request.param
    return found


@pytest.fixture
def place() -> Iterator[Path]:
    """An empty folder that every user can walk to, as /srv would be; pytest's own are closed."""
    yield from _open_folder()


@pytest.fixture(scope="module")
def shared_place() -> Iterator[Path]:
    yield from _open_folder()


@pytest.fixture(scope="module")
def cluster(shared_place: Path, binaries: Binaries) -> Iterator[Cluster]:
    """A cluster that no test stops or changes."""
    folder = shared_place / f"var-{binaries.version}"
    with Cluster(folder, binaries).joined() as running:
        yield running


@pytest.fixture
def own_cluster(place: Path, binaries: Binaries) -> Iterator[Cluster]:
    """A cluster that the test may do anything to."""
    with Cluster(place / "var", binaries).joined() as running:
        yield running


def _open_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="doitonline-") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)
