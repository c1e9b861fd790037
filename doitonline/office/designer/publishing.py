"""Publishing what the counter shows: services, and with them the force, its promises and values."""

import json
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from doitonline.definitions.compiling import Compiled
from doitonline.definitions.faults import Fault
from doitonline.noticeboard import publishing as noticeboard
from doitonline.office.audit.log import write
from doitonline.office.audit.verbs import Verb
from doitonline.office.designer.models import Publication
from doitonline.sealing.canonical import instant
from doitonline.sealing.signing import SigningKey

log = logging.getLogger(__name__)

LOCK = 7_305_211_046_112_301_002
SERVICE = "service"


class Faulty(Exception):
    """The service has errors and cannot be published; `faults` lists them."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(f"{len(faults)} errors")
        self.faults = faults


def publish(
    compiled: Compiled, *, by: str, drafts: str, signing_key: SigningKey, now: datetime
) -> Publication:
    """Make a version of a service and put it on the noticeboard.

    What is already the newest version is not published again; where an earlier attempt got no
    further than the office's own row, the noticeboard's entry is made up for. Raises Faulty.
    """
    if not compiled.publishable:
        raise Faulty(tuple(fault for fault in compiled.faults if fault.severity == "error"))
    policy = Publication.Drafts(drafts)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        publication = _versioned(compiled, by, policy, now)
    pin_up(publication, signing_key, now)
    return publication


def _versioned(
    compiled: Compiled, by: str, drafts: Publication.Drafts, now: datetime
) -> Publication:
    newest = Publication.newest(compiled.slug)
    if newest is not None and newest.hash == compiled.hash:
        return newest
    made = Publication.objects.create(
        service=compiled.slug,
        version=newest.version + 1 if newest else 1,
        hash=compiled.hash,
        source=compiled.source,
        compiled=json.dumps(compiled.tree, ensure_ascii=False),
        drafts=drafts,
        published_by=by,
        published_at=now,
    )
    detail: dict[str, str | int | bool] = {"version": made.version, "drafts": str(drafts)}
    write(None, Verb.PUBLISH, "service", made.service, detail=detail, at=now)
    return made


def pin_up(publication: Publication, signing_key: SigningKey, now: datetime) -> bool:
    """Put a version on the noticeboard unless it hangs there already. Whether it was put up."""
    shown = noticeboard.newest(SERVICE, publication.service, signing_key.verifying_key)
    if shown is not None and shown.get("hash") == publication.hash and shown.get("open") is True:
        return False
    body = {
        "version": publication.version,
        "hash": publication.hash,
        "compiled": publication.tree,
        "published_at": instant(publication.published_at),
        "by": publication.published_by,
        "drafts": publication.drafts,
        "open": True,
    }
    number = noticeboard.publish(SERVICE, publication.service, body, signing_key, now=now)
    log.info(
        "a service was published",
        extra={
            "service": publication.service, "version": publication.version, "number": number,
        },
    )  # fmt: skip
    return True


def announce(
    kind: str, subject: str, body: Mapping[str, Any], signing_key: SigningKey, now: datetime
) -> bool:
    """Put something else on the noticeboard (the force, its promises): only when it is news."""
    if noticeboard.newest(kind, subject, signing_key.verifying_key) == dict(body):
        return False
    noticeboard.publish(kind, subject, body, signing_key, now=now)
    return True
