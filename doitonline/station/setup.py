"""Makes the station ready: databases, roles, keys, migrations, grants. All may be repeated."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from doitonline.config.surroundings import ROOT, force_folder, var
from doitonline.force import Force
from doitonline.pages.assets import build
from doitonline.station import grants
from doitonline.station.cluster import Cluster
from doitonline.station.databases import DOORS, Databases
from doitonline.station.opening import ROUNDS
from doitonline.station.strongbox import Strongbox

OFFICE_ADDRESSES = [
    ("OFFICE_DATABASE_URL", "office", "office"),
    ("OFFICE_FRONT_DATABASE_URL", "office", "front"),
]
ADDRESSES = {
    "counter": [("COUNTER_DATABASE_URL", "counter", "front")],
    "office": OFFICE_ADDRESSES,
    "owner": [
        *OFFICE_ADDRESSES,
        ("OWNER_OFFICE_DATABASE_URL", "owner", "office"),
        ("OWNER_FRONT_DATABASE_URL", "owner", "front"),
    ],
}
# What a process of ours may know of the surroundings that we were started in.
PASSED_ON = [
    *("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "COUNTER_PORT", "OFFICE_PORT"),
    *("DIO_FORCE", "DIO_HOSTS", "DIO_ORIGINS", "DIO_PROXIES", "DIO_DEBUG", "DIO_EXAMPLES"),
]


@dataclass(frozen=True)
class Station:
    """One machine's station: where it keeps things, and its databases, which are running."""

    var: Path
    databases: Databases
    strongbox: Strongbox

    @classmethod
    @contextmanager
    def here(cls) -> Iterator["Station"]:
        """The station of these surroundings; a cluster of its own runs while the block lasts."""
        folder = var()
        if os.environ.get("DATABASE_URL"):
            strongbox = Strongbox(folder / "secrets")
            yield cls(folder, Databases.given_by(dict(os.environ), strongbox), strongbox)
            return
        with Cluster(folder).joined() as cluster:
            if not cluster.data.is_relative_to(folder):
                print(f"PostgreSQL may not enter this folder; its data are in {cluster.data}")
            yield cls(folder, Databases.on(cluster), cluster.strongbox)

    def surroundings(self, site: str) -> dict[str, str]:
        """All that the process of `site` (`counter`, `office`, `owner`) is told.

        It gets its own secrets only, as the names of files, which no list of processes shows.
        """
        told = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        told["DJANGO_SETTINGS_MODULE"] = f"doitonline.config.settings.{site}"
        told["DIO_ENV"] = os.environ.get("DIO_ENV", "development")
        told["DIO_VAR"] = str(self.var)
        secrets = self.strongbox.keys(site)
        for variable, role, database in ADDRESSES[site]:
            address = self.databases.address(role, database)
            secrets[variable] = self.strongbox.write(f"{role}-{database}.address", address)
        return told | {f"{variable}_FILE": str(path) for variable, path in secrets.items()}

    def prepare(self) -> str:
        """Everything that has to be there before the doors open; returns words of welcome."""
        print("Making the databases, their roles and tables", flush=True)
        self.migrate()
        print("Collecting style sheets, scripts and pictures", flush=True)
        self.collect_static()
        return self.open()

    def migrate(self) -> None:
        """Make the databases, migrate both as their owner, and set the grants."""
        self.databases.make()
        self.run("owner", "-m", "doitonline.station.migrating")
        for database in DOORS:
            with self.databases.as_owner(database) as connection:
                for fault in grants.apply(connection, database, self.databases.roles()):
                    print(f"  grants of {database}: {fault}", file=sys.stderr)

    def collect_static(self) -> None:
        """Put every static file in var/static under a hashed name, unless nothing has changed."""
        modules = ROOT / "node_modules"
        if modules.is_dir():  # else what was built elsewhere is used
            shutil.rmtree(self.var / "design", ignore_errors=True)
            build(modules, self.var / "design", Force.load(force_folder()).colours)
        target = self.var / "static"
        mark = self.var / "static.sources"
        sources = _fingerprint(self.var / "design")
        if mark.exists() and mark.read_text() == sources and (target / "staticfiles.json").exists():
            return
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        # The manifest tells the settings that files are collected; an empty one begins it.
        (target / "staticfiles.json").write_text('{"version": "1.1", "paths": {}}')
        self.run("owner", "-m", "django", "collectstatic", "--no-input", "--verbosity=0")
        mark.write_text(sources)

    def open(self) -> str:
        """Do the steps of the opening, each round as its site; returns words of welcome."""
        welcome = self.var / "welcome.txt"
        welcome.write_text("", encoding="utf-8")
        for number, (site, _) in enumerate(ROUNDS):
            self.run(site, "-m", "doitonline.station.opening", str(number), str(welcome))
        return welcome.read_text(encoding="utf-8").rstrip()

    def run(self, site: str, *arguments: str) -> None:
        """Run Python in the surroundings of `site`, to its end; raises CalledProcessError."""
        subprocess.run(
            [sys.executable, *arguments], env=self.surroundings(site), cwd=ROOT, check=True
        )


def _fingerprint(design: Path) -> str:
    """What stands for all static files: their paths, sizes and contents."""
    digest = hashlib.sha256()
    folders = [design, *ROOT.glob("doitonline/**/static")]
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
