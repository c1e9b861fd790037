"""Makes the station ready: databases, roles, keys, migrations, grants. All may be repeated."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from doitonline.config.surroundings import var
from doitonline.station import grants
from doitonline.station.cluster import Cluster
from doitonline.station.databases import DOORS, Databases
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
            yield cls(folder, Databases.on(cluster), cluster.strongbox)

    def surroundings(self, site: str) -> dict[str, str]:
        """What the process of `site` (`counter`, `office`, `owner`) is told: its own secrets only.

        Secrets are handed over as the names of files, which no list of processes shows.
        """
        told = {
            "DJANGO_SETTINGS_MODULE": f"doitonline.config.settings.{site}",
            "DIO_ENV": os.environ.get("DIO_ENV", "development"),
            "DIO_VAR": str(self.var),
        }
        secrets = self.strongbox.keys(site)
        for variable, role, database in ADDRESSES[site]:
            address = self.databases.address(role, database)
            secrets[variable] = self.strongbox.write(f"{role}-{database}.address", address)
        return told | {f"{variable}_FILE": str(path) for variable, path in secrets.items()}

    def migrate(self) -> None:
        """Make the databases, migrate both as their owner, and set the grants."""
        self.databases.make()
        subprocess.run(
            [sys.executable, "-m", "doitonline.station.migrating"],
            env={**os.environ, **self.surroundings("owner")},
            check=True,
        )
        for database in DOORS:
            with self.databases.as_owner(database) as connection:
                for fault in grants.apply(connection, database, self.databases.roles()):
                    print(f"  grants of {database}: {fault}", file=sys.stderr)
