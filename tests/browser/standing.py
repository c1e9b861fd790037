"""A whole station, open for the browser tests: its addresses, services, staff and drafts."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from psycopg import Connection

from doitonline.config.surroundings import ROOT
from doitonline.definitions.kinds import typed_back
from doitonline.definitions.plan import Plan
from doitonline.office.people.codes import code_of, step_at
from doitonline.station.cluster import Cluster
from doitonline.station.databases import Databases
from tests.browser.refusals import pairs
from tests.browser.visiting import Fetched, Visitor
from tests.station.whole import opened

TRIED = ROOT / "tests/counter/services"
"""Services of the counter's own tests: between them they ask everything that can be asked."""

PATIENCE = 20  # seconds in which a report becomes a case, however busy the machine is


@dataclass
class Standing:
    """The station as it stands. Neither address ends with a slash."""

    place: Path
    counter: str
    office: str

    @cached_property
    def plans(self) -> dict[str, Plan]:
        """The services that hang on the noticeboard, by slug."""
        with self.as_owner("front") as connection:
            rows = connection.execute(
                "SELECT subject, body FROM noticeboard_entry WHERE kind = 'service' ORDER BY number"
            ).fetchall()
        bodies = {slug: json.loads(bytes(body)) for slug, body in rows}
        return {slug: Plan.read(body["compiled"]) for slug, body in bodies.items()}

    @contextmanager
    def as_owner(self, database: str) -> Iterator[Connection]:
        """A connection that sees what neither site may."""
        databases = Databases.on(Cluster(self.place / "var"))
        with databases.as_owner(database) as connection:
            yield connection

    def drafts(self, root: str, wanted: Sequence[dict[str, Any]]) -> list[str]:
        """Drafts with these answers that the browser with this root key can open: their ids."""
        made: list[str] = self._seeded("drafts", {"root": root, "drafts": list(wanted)})
        return made

    def send(self, visitor: Visitor, service: str, answers: dict[str, Any]) -> Fetched:
        """Sends a report with these answers from a visitor's browser; the confirmation page."""
        plan = self.plans[service]
        (draft,) = self.drafts(visitor.root, [{"service": service, "answers": answers}])
        page = f"/d/{draft}/{plan.addresses[plan.check_page.id]}"
        visitor.get(page)
        asked = {q.id: typed_back(q, answers.get(q.id)) for q in plan.check_page.questions}
        answer = visitor.post(page, pairs(asked))
        assert answer.status == 303, answer.html
        return visitor.get(answer.onwards)

    def sent(self, service: str, answers: dict[str, Any]) -> str:
        """Sends a report with these answers, and waits for its case. Gives the reference."""
        page = self.send(Visitor(self.counter), service, answers)
        found = re.search(r'data-reference="([^"]+)"', page.html)
        assert found
        self.opened(found[1])
        return found[1]

    def opened(self, reference: str) -> None:
        """Waits until the office has opened the report of this reference."""
        until = time.monotonic() + PATIENCE
        with self.as_owner("office") as connection:
            asked = "SELECT 1 FROM casework_case WHERE reference = %s"
            while not connection.execute(asked, [reference]).fetchone():
                assert time.monotonic() < until, f"{reference} was not opened"
                list(connection.notifies(timeout=0.1))

    def unreadable(self) -> None:
        """Posts an envelope that nobody can open, as a broken or a hostile counter might."""
        self.opened(self._seeded("unreadable", {}))

    @cached_property
    def staff(self) -> dict[str, tuple[str, str]]:
        """How the invented staff sign in: password and authenticator's key, by username."""
        return {name: (one[0], one[1]) for name, one in self._seeded("staff", {}).items()}

    def code(self, username: str) -> str:
        """The code that an officer's app shows now. The office forgets that it was used before.

        Else nobody could sign in twice within half a minute, as tests do.
        """
        with self.as_owner("office") as connection:
            connection.execute(
                "UPDATE people_officer SET last_code_step = 0 WHERE username = %s", [username]
            )
        return code_of(self.staff[username][1], step_at(datetime.now(UTC)))

    def publish(self, *folders: Path, drafts: str = "finish") -> None:
        """Publishes the services in these folders; `drafts` says what becomes of those begun."""
        wanted = {"folders": [str(folder) for folder in folders], "drafts": drafts}
        assert self._seeded("publish", wanted) == [0] * len(folders), "not every one could be"
        for folder in folders:
            self._until(lambda slug=folder.name: self._get(f"/{slug}").status == 200)

    def lead_out_to(self, address: str) -> None:
        """“Exit this page” leads to this address from now on."""
        self._seeded("way_out", {"address": address})
        self._until(lambda: self._get("/exit").headers["location"] == address)

    def _get(self, path: str) -> Fetched:
        return Visitor(self.counter).get(path)

    def _until(self, claim: Callable[[], bool]) -> None:
        """Waits until the counter, which looks at its noticeboard now and then, has seen it."""
        until = time.monotonic() + PATIENCE
        while not claim():
            assert time.monotonic() < until, "the counter does not look at its noticeboard"

    def _seeded(self, what: str, wanted: dict[str, Any]) -> Any:
        unchosen = {name: value for name, value in os.environ.items() if "_URL" not in name}
        done = subprocess.run(
            [sys.executable, "-m", "tests.browser.seeding", what],
            input=json.dumps(wanted),
            env={**unchosen, "DIO_VAR": str(self.place / "var"), "DIO_ENV": "development"},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return json.loads(done.stdout)


@contextmanager
def standing(place: Path) -> Iterator[Standing]:
    """The station, opened at `place` as `make run` opens it, with its staff and examples.

    It offers all services, and those that the counter's own tests use.
    """
    with opened(place, DIO_ENV="development", DIO_EXAMPLES="1") as (_, counter, office):
        here = Standing(place, f"http://localhost:{counter}", f"http://localhost:{office}")
        here.publish(*(folder for folder in TRIED.iterdir() if folder.is_dir()))
        yield here
