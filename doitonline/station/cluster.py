"""A PostgreSQL cluster of our own, for a machine that was given no database server.

It listens on a socket only, asks for passwords (scram-sha-256), commits to disk before it says so,
and keeps what people wrote out of its log. Several processes may share it: each says `join` and
`leave`, and the last to leave stops it.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from doitonline.station import marks
from doitonline.station.binaries import (
    Account,
    Binaries,
    account,
    binaries_for,
    may_enter,
    owner_of,
    refuge,
    within_reach,
)
from doitonline.station.strongbox import Strongbox

SUPERUSER = "postgres"
# A socket's path may have 107 characters, and its name takes 16.
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432.X")


class ClusterFailed(Exception):
    """PostgreSQL did not do what it was asked; the message ends with what it said."""


class Cluster:
    """The cluster kept under `var`: data in var/postgres, passwords in var/secrets."""

    def __init__(
        self, var: Path, binaries: Binaries | None = None, *, durable: bool = True
    ) -> None:
        """`durable=False` trades safety for speed; only tests, whose data nobody misses, do."""
        self.var = var.resolve()
        self.var.mkdir(mode=0o711, parents=True, exist_ok=True)
        self.strongbox = Strongbox(self.var / "secrets")
        self.durable = durable
        self.account = account()
        home = self.var if may_enter(self.var, self.account) else refuge(self.var)
        self.data = home / "postgres"
        if self.data.exists() and self.account:
            self.account = owner_of(self.data) or self.account
        chosen = binaries or binaries_for(self.data)
        self.binaries = within_reach(chosen, self.account, self.var)
        self.sockets = _short(home / "run")

    def address(self, role: str, database: str) -> str:
        """The address at which `role` reaches `database`, its password included."""
        password = quote(self.strongbox.password(role), safe="")
        return f"postgresql://{role}:{password}@/{database}?host={quote(str(self.sockets))}"

    def running(self) -> bool:
        """Whether the server of this very folder is alive."""
        pid = self._pid()
        if pid is None:
            return False
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
        except FileNotFoundError:
            return not Path("/proc/self").exists() and self._ctl("status").returncode == 0
        return "postgres" in command and str(self.data) in command

    def start(self) -> None:
        """Make the cluster if there is none, and start it if it is not running."""
        with self._alone():
            self._start()

    def stop(self) -> None:
        """Stop the server, if it runs: sessions are ended, nothing committed is lost."""
        with self._alone():
            self._stop()

    @contextlib.contextmanager
    def joined(self) -> Iterator["Cluster"]:
        """The running cluster, for as long as the block lasts."""
        self.join()
        try:
            yield self
        finally:
            self.leave()

    def join(self) -> None:
        """Start it if need be, and be counted among its users."""
        with self._alone():
            self._start()
            marks.leave(self._mark())

    def leave(self) -> None:
        """Be counted no longer, and stop it if nobody else is."""
        with self._alone():
            self._mark().unlink(missing_ok=True)
            if not self._users():
                self._stop()

    # The rest is called with the lock held.

    def _start(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._make()
        self._sockets_made()
        if self.running():
            return
        self._forget_a_stranger()
        (self.data / "station.conf").write_text(self._configuration(), encoding="utf-8")
        started = self._ctl("start", "--wait", "--timeout=60", f"--log={self.data / 'server.log'}")
        if started.returncode != 0:
            raise ClusterFailed(f"PostgreSQL did not start.\n{self._last_words()}")

    def _stop(self) -> None:
        if self.running():
            stopped = self._ctl("stop", "--wait", "--timeout=60", "--mode=fast")
            if stopped.returncode != 0 and self.running():
                raise ClusterFailed(f"PostgreSQL did not stop.\n{stopped.stdout}")

    def _make(self) -> None:
        """initdb, into a folder of the server's own user, with a password for the superuser."""
        if self.data.exists():
            shutil.rmtree(self.data)  # left half made: without PG_VERSION it holds nothing
        self._own_folder(self.data)
        with self._told() as told:
            made = self._run(
                "initdb",
                f"--pgdata={self.data}",
                f"--username={SUPERUSER}",
                f"--pwfile={told}",
                "--auth-local=scram-sha-256",
                "--auth-host=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                *(["--locale-provider=builtin"] if self.binaries.version >= 17 else []),
                "--data-checksums",
                "--no-instructions",
            )
        if made.returncode != 0:
            shutil.rmtree(self.data)
            raise ClusterFailed(f"initdb failed.\n{made.stdout}")
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write("\ninclude 'station.conf'\n")

    @contextlib.contextmanager
    def _told(self) -> Iterator[Path]:
        """A file, for a moment, from which the server's user may read the superuser's password."""
        told = self.data.with_name(f"postgres.told.{os.getpid()}")
        told.touch(mode=0o600)
        try:
            told.write_text(self.strongbox.password(SUPERUSER), encoding="ascii")
            if self.account:
                os.chown(told, self.account.uid, self.account.gid)
            yield told
        finally:
            told.unlink()

    def _configuration(self) -> str:
        keep = "on" if self.durable else "off"
        return f"""# Written at every start by doitonline.station.cluster.
listen_addresses = ''
unix_socket_directories = '{self.sockets}'
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
max_connections = 80
fsync = {keep}
full_page_writes = {keep}
synchronous_commit = {keep}
# What a person wrote may stand in a statement, or in the details of an error.
log_min_error_statement = panic
log_error_verbosity = terse
log_statement = none
timezone = 'UTC'
log_timezone = 'UTC'
idle_in_transaction_session_timeout = '60s'
"""

    def _sockets_made(self) -> None:
        if not self.sockets.exists():
            self._own_folder(self.sockets)
        status = self.sockets.lstat()
        if self.sockets.is_symlink() or status.st_uid != self._uid():
            raise ClusterFailed(f"{self.sockets} belongs to somebody else.")

    def _own_folder(self, folder: Path) -> None:
        folder.mkdir(mode=0o700)
        if self.account:
            os.chown(folder, self.account.uid, self.account.gid)

    def _uid(self) -> int:
        return self.account.uid if self.account else os.geteuid()

    def _pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None

    def _forget_a_stranger(self) -> None:
        """Drop lock files whose number now belongs to some other process, as after a reboot."""
        pid = self._pid()
        if pid is not None and Path(f"/proc/{pid}").exists():
            (self.data / "postmaster.pid").unlink()
        (self.sockets / ".s.PGSQL.5432.lock").unlink(missing_ok=True)

    def _last_words(self) -> str:
        log = self.data / "server.log"
        return "\n".join(log.read_text(errors="replace").splitlines()[-10:]) if log.exists() else ""

    def _ctl(self, action: str, *options: str) -> "subprocess.CompletedProcess[str]":
        return self._run("pg_ctl", action, f"--pgdata={self.data}", *options)

    def _run(self, program: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        who: Account | None = self.account
        return subprocess.run(
            [self.binaries.program(program), *arguments],
            user=who.uid if who else None,
            group=who.gid if who else None,
            extra_groups=[] if who else None,
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
            umask=0o077,
            # The server outlives its starter and must not hold its terminal, or a pipe of it.
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            check=False,
        )

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time starts, stops and counts."""
        with (self.var / "postgres.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _mark(self) -> Path:
        users = self.var / "users"
        users.mkdir(exist_ok=True)
        return users / str(os.getpid())

    def _users(self) -> list[Path]:
        """The marks of the users that are still alive; those of the dead are removed."""
        found = list(self._mark().parent.iterdir())
        alive = [mark for mark in found if marks.whose(mark)]
        for mark in set(found) - set(alive):
            mark.unlink()
        return alive


def _short(folder: Path) -> Path:
    """`folder`, or where its path is too long for a socket, a short one that stands for it."""
    if len(str(folder).encode()) <= LONGEST_SOCKET_FOLDER:
        return folder
    digest = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    return Path("/tmp") / f"doitonline-{digest}"  # noqa: S108 - its owner and mode are checked
