"""Which settings a run has, and its real databases. Kept small: fixtures live beside their tests.

Counter and office are different processes, so their tests are too: a run that is given paths under
tests/office has the office's settings, one of tests/{browser,station,architecture} has none, and
any other has the counter's. What belongs to another run is not collected.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from psycopg import Connection

from tests.station.stage import Stage, family_of, family_of_arguments

FAMILY = family_of_arguments(sys.argv[1:])
if FAMILY != "house":
    os.environ["DJANGO_SETTINGS_MODULE"] = f"doitonline.config.settings.{FAMILY}"
STAGE = Stage(FAMILY)
os.environ.update(STAGE.surroundings())
if FAMILY != "house":
    import django

    django.setup()


def pytest_report_header() -> str:
    return f"tests of the {FAMILY} (others run in a process of their own)"


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    return True if family_of(collection_path) not in (FAMILY, None) else None


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """The databases of this run: made from a migrated template, removed at the end."""
    with STAGE.set():
        yield STAGE


@pytest.fixture(scope="session")
def django_db_setup(stage: Stage) -> Iterator[None]:
    """Instead of pytest-django's own: the tests connect as the real role, which owns nothing."""
    with stage.serving_django():
        yield


@pytest.fixture
def owner_of(stage: Stage) -> Callable[[str], AbstractContextManager[Connection]]:
    """`with owner_of("front") as connection:` sees what the role under test may not."""
    return stage.databases.as_owner
