"""The counter with the office behind it: everything published, every table empty, all committed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from doitonline.sealing.signing import SigningKey
from doitonline.sealing.texts import from_text
from tests.counter.station_office import TABLES, Office, OwnerOf
from tests.counter.visitor import Visitor
from tests.station.stage import Stage


@pytest.fixture(scope="session")
def office_of_this_run(stage: Stage, django_db_setup: None) -> Iterator[Office]:
    path = stage.cluster.strongbox.keys("office")["NOTICEBOARD_SIGNING_KEY"]
    signing = SigningKey.from_private_bytes(from_text(path.read_text().strip()) or b"")
    owner_of: OwnerOf = stage.databases.as_owner
    office = Office(owner_of, signing)
    yield office
    office.leave()


@pytest.fixture(autouse=True)
def office(
    office_of_this_run: Office,
    django_db_blocker: pytest.FixtureRequest,
    settings: object,
    tmp_path: Path,
) -> Iterator[Office]:
    """Everything is put up. What a test commits is really committed, and is gone after it."""
    settings.PARCELS = str(tmp_path / "parcels")  # type: ignore[attr-defined]
    connections["default"].settings_dict["CONN_MAX_AGE"] = (
        None  # connecting costs most of a request
    )
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        here = office_of_this_run
        if here.untidy or not here.sql("SELECT 1 FROM noticeboard_entry LIMIT 1"):
            here.open_up()
        elif here.sql(
            "SELECT 1 FROM noticeboard_entry WHERE kind = 'heartbeat'"
            " AND signed_at < now() - interval '2 minutes' LIMIT 1"
        ):
            here.beat()
            here.untidy = False
        yield here
        here.sql("; ".join(f"DELETE FROM {table}" for table in TABLES))  # noqa: S608


@pytest.fixture
def parcels(settings: object) -> Path:
    """Where sealed files lie."""
    return Path(settings.PARCELS)  # type: ignore[attr-defined]


@pytest.fixture
def client() -> Visitor:
    """A person in front of the counter, in a browser of their own."""
    return Visitor()


@pytest.fixture
def another() -> Visitor:
    """Another person, or the same one in another browser."""
    return Visitor()
