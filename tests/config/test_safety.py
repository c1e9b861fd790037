"""Production refuses to start where it would lose or show what people wrote."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.test import override_settings
from psycopg import Connection, sql

from doitonline.config.safety import (
    DURABLE,
    databases_are_safe,
    refuse_unless_safe,
    settings_are_safe,
)
from doitonline.config.surroundings import UNSAFE_KEY, database
from doitonline.station.cluster import SUPERUSER
from tests.station.stage import Stage

SAFE: dict[str, Any] = {
    "PRODUCTION": True,
    "DEBUG": False,
    "SECRET_KEY": "k" * 50,
    "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
    "ALLOWED_HOSTS": ["report.force.example"],
}


def faults(**changed: Any) -> list[str]:
    with override_settings(**{**SAFE, **changed}):
        return [str(fault.id) for fault in settings_are_safe()]


def test_production_as_it_should_be_is_let_through() -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"DEBUG": True}, "station.E001"),
        ({"SECRET_KEY": ""}, "station.E002"),
        ({"SECRET_KEY": UNSAFE_KEY}, "station.E002"),
        ({"SECRET_KEY": "short"}, "station.E002"),
        ({"SECURE_PROXY_SSL_HEADER": None}, "station.E003"),
        ({"ALLOWED_HOSTS": []}, "station.E004"),
        ({"ALLOWED_HOSTS": ["*"]}, "station.E004"),
    ],
)
def test_each_danger_is_named(changed: dict[str, Any], fault: str) -> None:
    assert faults(**changed) == [fault]
    assert faults(**changed, PRODUCTION=False) == []


@contextmanager
def turned(owner: Connection, name: str, to: str) -> Iterator[None]:
    """The setting changed for the role `counter` in this database, for new connections."""
    (here,) = owner.execute("SELECT current_database()").fetchone() or ("",)
    alter = sql.SQL("ALTER DATABASE {} SET {} = {}").format(
        sql.Identifier(here), sql.Identifier(name), sql.Literal(to)
    )
    owner.execute(alter)
    connections["default"].close()
    try:
        yield
    finally:
        owner.execute(
            sql.SQL("ALTER DATABASE {} RESET {}").format(sql.Identifier(here), sql.Identifier(name))
        )
        connections["default"].close()


@pytest.mark.django_db(transaction=True)
@override_settings(PRODUCTION=True)
def test_a_database_that_may_lose_what_was_committed_is_named(
    owner_of: Callable[[str], AbstractContextManager[Connection]],
) -> None:
    with owner_of("front") as owner, turned(owner, "synchronous_commit", "off"):
        named = [fault.msg for fault in databases_are_safe(databases=["default"])]
    # The tests' own cluster is hasty on purpose, which makes it the example of the other two.
    assert named == [
        f"{name} is off in the database 'default': it loses reports." for name in DURABLE
    ]


@pytest.mark.django_db(transaction=True)
@override_settings(PRODUCTION=True)
def test_a_database_that_may_log_what_people_wrote_is_a_warning(
    stage: Stage,
) -> None:
    superuser = stage.cluster.address(SUPERUSER, stage.databases.name("front"))
    with psycopg.connect(superuser, autocommit=True) as dba:
        dba.execute("ALTER ROLE counter SET log_error_verbosity = 'verbose'")
        connections["default"].close()
        found = databases_are_safe(databases=["default"])
        dba.execute("ALTER ROLE counter RESET log_error_verbosity")
    connections["default"].close()
    assert [fault.id for fault in found if not fault.is_serious()] == ["station.W001"]
    assert not [
        fault for fault in databases_are_safe(databases=["default"]) if not fault.is_serious()
    ]


@pytest.mark.django_db
@override_settings(**SAFE)
def test_it_refuses_with_every_reason() -> None:
    with (
        override_settings(DEBUG=True, ALLOWED_HOSTS=["*"]),
        pytest.raises(ImproperlyConfigured) as refused,
    ):
        refuse_unless_safe()
    assert "DEBUG" in str(refused.value)
    assert "DIO_HOSTS" in str(refused.value)
    assert "fsync" in str(refused.value)


@pytest.mark.parametrize("site", ["counter", "office"])
def test_a_process_that_nobody_configured_is_production_and_does_not_start(site: str) -> None:
    bare = {name: value for name, value in os.environ.items() if "DIO" not in name}
    bare = {name: value for name, value in bare.items() if "KEY" not in name and "URL" not in name}
    bare.pop("DJANGO_SETTINGS_MODULE")
    started = subprocess.run(
        [sys.executable, "-c", f"import doitonline.config.wsgi.{site}"],
        env=bare,
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode != 0
    assert "The secret key is missing" in started.stderr
    assert "DIO_HOSTS must name" in started.stderr
    assert "The address of the database 'default' is missing" in started.stderr


def test_an_address_s_parts_reach_the_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIO_POOL", "5")
    monkeypatch.setenv("TRIAL_URL", "postgresql://a:p%40ss@db.example:6432/front?sslmode=require")
    made = database("TRIAL_URL")
    assert (made["USER"], made["PASSWORD"], made["HOST"]) == ("a", "p@ss", "db.example")
    assert (made["PORT"], made["NAME"]) == ("6432", "front")
    assert made["OPTIONS"] == {
        "sslmode": "require",
        "server_side_binding": True,
        "prepare_threshold": 5,
        "pool": {"min_size": 1, "max_size": 5, "timeout": 5},
    }


def test_a_socket_s_folder_may_stand_in_the_query(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIAL_URL", "postgresql://a:b@/front?host=/run/station")
    made = database("TRIAL_URL")
    assert (made["HOST"], made["PORT"]) == ("/run/station", "")


def test_a_secret_may_be_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    (tmp_path / "url").write_text("postgresql://a:b@h/front\n")
    monkeypatch.setenv("TRIAL_URL_FILE", str(tmp_path / "url"))
    assert database("TRIAL_URL")["HOST"] == "h"
