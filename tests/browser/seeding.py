"""Puts drafts where a test wants them, by the counter's own code; a process of its own runs it.

`python -m tests.browser.seeding drafts` in the surroundings of a station: what is wanted comes as
JSON on stdin, what was made goes to stdout. The first argument says what is done: `drafts` are
made, the invented `staff` say how they sign in, services are put up (`publish`).
"""

import contextlib
import json
import os
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from doitonline.sealing.drafts import draft_key, read_root
from doitonline.station.setup import Station

Wanted = dict[str, Any]


def drafts(wanted: Wanted) -> list[str]:
    """Drafts with these answers, for the browser that has this root; `idle` minutes old."""
    from django.utils import timezone

    from doitonline.counter.drafts import Content, Open, begin, keep
    from doitonline.counter.models import Draft
    from doitonline.counter.noticed import current

    root, now, made = read_root(wanted["root"]) or b"", timezone.localtime(), []
    for one in wanted["drafts"]:
        number, plan = current(one["service"])
        draft = begin(root, number, plan, "en", now)
        opened = Open(draft, draft_key(root, draft.id), Content({}, now.isoformat()), now)
        keep(opened, Content(one["answers"], now.isoformat()))
        if "idle" in one:
            before: datetime = now - timedelta(minutes=one["idle"])
            Draft.objects.filter(id=draft.id).update(touched_at=before)
        made.append(str(draft.id))
    return made


def staff(wanted: Wanted) -> dict[str, list[str]]:
    """The invented staff: username to password and authenticator's key."""
    from doitonline.office.people.demonstration import make_staff

    return {name: [password, secret] for name, password, secret, _ in make_staff()}


def publish(wanted: Wanted) -> list[int]:
    """Publishes services from their folders: 0 for each that could be."""
    from doitonline.station.services import publish

    with contextlib.redirect_stdout(sys.stderr):
        return [publish(each, by="tests", drafts=wanted["drafts"]) for each in wanted["folders"]]


def unreadable(wanted: Wanted) -> str:
    """Posts an envelope of noise; its reference."""
    from uuid import uuid4

    from django.utils import timezone

    from doitonline.counter.noticed import envelope_key
    from doitonline.letterbox.posting import post
    from doitonline.sealing.codes import new_reference

    reference, (key_id, _) = new_reference(), envelope_key()
    post(id=uuid4(), reference=reference, key_id=key_id, sealed=bytes(2_000), at=timezone.now())
    return reference


def way_out(wanted: Wanted) -> bool:
    """Has “Exit this page” lead to another address than the force's own choice."""
    from datetime import UTC

    from django.conf import settings

    from doitonline.config.surroundings import force_folder
    from doitonline.force import Force
    from doitonline.office.designer.publishing import announce
    from doitonline.sealing.signing import SigningKey
    from doitonline.sealing.texts import from_text

    force = Force.load(force_folder())
    body = force.as_entry()
    chosen = {"since": "2026-01-01", "owner": "tests", "confirmed": False, "note": "a test's own"}
    body["values"] = {**body["values"], "exit_site": {"value": wanted["address"], **chosen}}
    key = SigningKey.from_private_bytes(from_text(settings.NOTICEBOARD_SIGNING_KEY) or b"")
    return announce("force", force.slug, body, key, datetime.now(UTC))


SITES: dict[str, tuple[str, Callable[[Wanted], Any]]] = {
    "drafts": ("counter", drafts),
    "staff": ("office", staff),
    "publish": ("office", publish),
    "unreadable": ("counter", unreadable),
    "way_out": ("office", way_out),
}


def main() -> None:
    """Do what the first argument says, as the site whose work it is."""
    site, do = SITES[sys.argv[1]]
    with Station.here() as station:
        os.environ.update(station.surroundings(site))
        import django

        django.setup()
        json.dump(do(json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
