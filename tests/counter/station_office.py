"""What the office does towards the counter, in tests: it pins up entries and opens what was posted.

It works through the owner's connection: the counter's own role may do none of this.
"""

import io
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from doitonline.config.surroundings import ROOT
from doitonline.definitions.compiling import compile_folder
from doitonline.definitions.plan import Plan
from doitonline.force import Force
from doitonline.noticeboard.publishing import written_out
from doitonline.sealing.canonical import parse
from doitonline.sealing.envelopes import open_envelope
from doitonline.sealing.files import open_file
from doitonline.sealing.keys import EnvelopeKey
from doitonline.sealing.signing import SigningKey, sign_entry
from doitonline.sealing.texts import from_text, to_text
from doitonline.sealing.tracking import open_as_person, stretch
from doitonline.station.services import known

OwnerOf = Callable[[str], AbstractContextManager[psycopg.Connection]]
SERVICES = Path(__file__).parent / "services"
SERVICE = "every-question"
TABLES = ("counter_draft", "letterbox_envelope", "letterbox_parcel", "letterbox_pigeonhole")


@cache
def the_force() -> Force:
    """The force that the product ships with."""
    return Force.load(ROOT / "force" / "lancashire")


@cache
def compiled(slug: str = SERVICE) -> tuple[dict[str, Any], str]:
    """A service of the tests, or of the product, as it is published: its tree and its hash."""
    folder = SERVICES / slug if (SERVICES / slug).exists() else ROOT / "services" / slug
    made = compile_folder(folder, known(the_force()))
    assert made.publishable, [str(fault) for fault in made.faults if fault.severity == "error"]
    return made.tree, made.hash


@cache
def plan(slug: str = SERVICE) -> Plan:
    """The same, ready to walk."""
    return Plan.read(compiled(slug)[0])


class Office:
    """The office as the counter sees it: a hand that signs, and a key that opens."""

    def __init__(self, owner_of: OwnerOf, signing: SigningKey) -> None:
        self._owner_of, self._signing = owner_of, signing
        self._owner: psycopg.Connection | None = None
        self.key = EnvelopeKey.new(datetime.now(UTC))
        self.untidy = True

    def sql(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the owner of the database reads or does."""
        try:
            done = self._connection().execute(statement, values)  # type: ignore[arg-type]
        except psycopg.OperationalError:  # its database was made afresh meanwhile
            self.leave()
            done = self._connection().execute(statement, values)  # type: ignore[arg-type]
        return done.fetchall() if done.description else []

    def _connection(self) -> psycopg.Connection:
        if self._owner is None or self._owner.closed:
            self._door = self._owner_of("front")
            self._owner = self._door.__enter__()
        return self._owner

    def leave(self) -> None:
        """Closes its connection."""
        if self._owner is not None:
            self._owner.close()
            self._owner = None

    def pin(self, kind: str, subject: str, body: dict[str, Any], at: datetime | None = None) -> int:
        """Puts an entry up, as the newest of all."""
        from doitonline.counter.noticed import board

        self.untidy, at = True, at or datetime.now(UTC)
        ((highest,),) = self.sql("SELECT coalesce(max(number), 0) FROM noticeboard_entry")
        written = written_out(body)
        self.sql(
            "INSERT INTO noticeboard_entry (number, kind, subject, body, signed_at, signature)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            highest + 1, kind, subject, written, at,
            sign_entry(self._signing, highest + 1, kind, subject, written, at),
        )  # fmt: skip
        board().look()
        return int(highest) + 1

    def publish(self, slug: str = SERVICE, **changed: Any) -> int:
        """Puts a service up as a new version."""
        tree, hash_ = compiled(slug)
        body = {
            "version": 1, "hash": hash_, "compiled": tree, "by": "Test", "drafts": "finish",
            "open": True, "published_at": "2026-11-24T09:00:00.000000Z",
        }  # fmt: skip
        return self.pin("service", slug, {**body, **changed})

    def publish_key(self) -> None:
        """Puts the key up under which envelopes are to be sealed."""
        entry = {"key_id": self.key.key_id, "public_key": to_text(self.key.public_key)}
        self.pin("keys", "envelope", {**entry, "not_before": "2026-11-24T09:00:00.000000Z"})

    def beat(self, on_duty: int = 2, ago: timedelta = timedelta()) -> None:
        """Says that it is there, or was."""
        at = datetime.now(UTC) - ago
        body = {"at": at.isoformat(), "last_pull": at.isoformat(), "on_duty": on_duty}
        self.pin("heartbeat", "office", body, at)

    def open_up(self) -> None:
        """Puts up all that the counter needs, and nothing else."""
        self.take_down()
        self.pin("force", "lancashire", the_force().as_entry())
        self.publish_key()
        self.publish()
        self.beat()
        self.untidy = False

    def take_down(self, kind: str = "%") -> None:
        """Takes entries down; the counter forgets what it knew of the board."""
        self.untidy = True
        self.sql("DELETE FROM noticeboard_entry WHERE kind LIKE %s", kind)
        self.forgotten()

    def forgotten(self) -> None:
        """A new process of the counter would know nothing yet."""
        from doitonline.counter import noticed

        self.untidy = True
        noticed.forget()

    def count(self, table: str) -> int:
        """How many rows a table of the letterbox or of the drafts has."""
        assert table in TABLES
        ((number,),) = self.sql(f"SELECT count(*) FROM {table}")  # noqa: S608
        return int(number)

    def envelopes(self) -> list[dict[str, Any]]:
        """What was posted, opened with the office's own key, oldest first."""
        rows = self.sql("SELECT id, reference, sealed FROM letterbox_envelope ORDER BY posted_at")
        opened = []
        for id_, reference, sealed in rows:
            header, plain = open_envelope({self.key.key_id: self.key}.get, bytes(sealed))
            envelope = parse(plain)
            assert header.envelope_id == id_
            assert header.version_hash == envelope["version"]
            assert envelope["reference"] == reference
            opened.append(envelope)
        return opened

    def pigeonhole(self, reference: str, code: str) -> dict[str, Any]:
        """The person's own copy, opened with the reference and the code."""
        keys = stretch(reference, code)
        rows = self.sql(
            "SELECT kind, sealed FROM letterbox_pigeonhole WHERE address = %s", keys.address
        )
        ((kind, sealed),) = rows
        copy: dict[str, Any] = parse(open_as_person(keys, 0, kind, bytes(sealed)))
        return copy

    def parcel(self, folder: Path, envelope: dict[str, Any], number: int = 0) -> bytes:
        """A file that came with a report, opened with the key in the envelope."""
        parcel = envelope["parcels"][number]
        ((path,),) = self.sql("SELECT path FROM letterbox_parcel WHERE id = %s", parcel["id"])
        stream = io.BytesIO((folder / path).read_bytes())
        key = from_text(parcel["key"])
        assert key is not None
        return b"".join(open_file(stream.read, key, UUID(parcel["id"]), parcel["sha256"]))

    def draft(self, id_: str) -> dict[str, Any]:
        """The row of a draft."""
        ((found,),) = self.sql("SELECT row_to_json(d) FROM counter_draft d WHERE id = %s", id_)
        return dict(found) if isinstance(found, dict) else dict(json.loads(found))
