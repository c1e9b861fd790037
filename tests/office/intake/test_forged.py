"""What somebody who rules the counter, or the front database, may lay into the letterbox.

They know the envelope key, so they can seal anything; they can write any row. None of it stops the
opening of other envelopes, and every case that comes of it can be looked at.
"""

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.contrib.auth import get_user_model

from doitonline.noticeboard.board import Board
from doitonline.office.casework.listing import as_row
from doitonline.office.casework.models import Case
from doitonline.office.casework.promises import our_force
from doitonline.office.casework.showing import page_of
from doitonline.office.designer.publishing import publish
from doitonline.office.intake import heartbeat, keys
from doitonline.office.intake.models import EnvelopeKey
from doitonline.office.intake.opening import Opener
from doitonline.sealing.canonical import canonical, instant
from doitonline.sealing.codes import new_reference
from tests.office import tiny
from tests.office.intake.conftest import KEYRING, NOW, Letterbox

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "front"])

WEEK = timedelta(days=7)
DEEP = b'{"v":' + b"[" * 50_000 + b"]" * 50_000 + b"}"
HUGE = 10**400
PARCEL = {
    "id": "../../../../etc/passwd", "key": "x", "sha256": "0", "name": "a.png", "size": 1,
    "type": "image/png", "question": "t.photos",
}  # fmt: skip
FILE = {"id": PARCEL["id"], "name": "a.png", "size": 1, "type": "image/png", "sha256": "0"}


def like(answers: dict[str, Any], **changed: Any) -> dict[str, Any]:
    return {"answers": answers, **changed}


def dated(**moments: str) -> dict[str, Any]:
    """A good report in every other way."""
    reference = new_reference()
    return {
        "reference": reference,
        "plaintext": canonical({**tiny.content(reference, NOW), **moments}),
    }


FORGED: dict[str, dict[str, Any]] = {
    "deep": {"plaintext": DEEP},
    "a huge number": {"plaintext": b'{"v":' + b"9" * 5_000 + b"}"},
    "sent in the year 1": dated(sent_at="0001-01-01T00:00:00Z"),
    "sent before the year 1": dated(sent_at="0001-01-01T00:00:00+23:59"),
    "sent in the year 9999": dated(sent_at="9999-12-31T23:59:59-23:59"),
    "begun in the year 1": dated(started_at="0001-01-01T00:00:00+23:59"),
    "begun in the year 9999": dated(started_at="9999-12-31T23:59:59-23:59"),
    "a huge parcel": like({}, parcels=[{**PARCEL, "size": HUGE}]),
    "a huge file": like({"t.photos": [{**FILE, "size": HUGE}]}, parcels=[PARCEL]),
    "a file whose size is a truth": like({"t.photos": [{**FILE, "size": True}]}, parcels=[PARCEL]),
    "a file without words": like(
        {"t.photos": [dict.fromkeys(FILE, None) | {"size": -5}]}, parcels=[PARCEL]
    ),
    "a file whose name is a list": like({"t.photos": [{**FILE, "name": ["x"]}]}, parcels=[PARCEL]),
    "a parcel with a path": like({"t.photos": [FILE]}, parcels=[PARCEL]),
    "a language of nowhere": like({}, language="xx-\0<script>" * 1000),
    "a person without keys": like({}, person={"public_key": "", "pigeonhole": "\0"}),
    "marks without end": like({}, marks=["x" * 1000] * 1000),
    "later without end": like({}, later=["t.extra", "no.such", "\0", "t.now.more"] * 1000),
    "items without ids": like({"suspect": [{"s.name": "x"}]}),
    "items whose ids are lists": like({"suspect": [{"id": ["x"], "s.name": "x"}]}),
    "items with one id": like({"suspect": [{"id": "a", "s.name": "x"}] * 3}),
    "too many items": like({"suspect": [{"id": f"a{n}", "s.name": "x"} for n in range(500)]}),
    "items that are none": like({"suspect": [1, None, "x", []]}),
    "half of a character": {"plaintext": b'{"v":1,"service":"\\ud800"}'},
    "no character": like({"t.story": "a\0b"}),
    "a truth for a choice": like({"t.now": False}),
    "a number for a story": like({"t.story": 1e308}),
    "a list in a list": like({"t.kind": [[["theft"]]]}),
    "a mapping for a place": like({"t.where": {"words": {"a": "b"}}}),
    "a place of lists": like({"t.where": {"words": ["x"], "postcode": 5, "lat": {}}}),
    "a name of numbers": like({"c.name": {"given": 1, "family": [], "known_as": None}}),
    "a number that is too long": like({"c.phone": "+44" + "7" * 5000}),
    "answers that are a truth": {"plaintext": b'{"v":1,"answers":true}'},
    "marks upon marks": like({"t.story": "x" + "\u0301" * 300_000 + "\u0316" * 300_000}),
    "answers of every wrong kind": like(
        {key: {"id": ["x"]} for key in tiny.ANSWERS}, later=list(tiny.ANSWERS)
    ),
}


def looked_at(case: Case) -> None:
    """Whatever an officer's page and list make of a case."""
    officer = get_user_model()(username="reader", full_name="Reader")
    as_row(case, officer, NOW)
    officer.save()
    page_of(case, case.read(officer, KEYRING, NOW), our_force())
    officer.delete()


@pytest.mark.parametrize("name", FORGED)
def test_nothing_in_an_envelope_stops_the_next_one_and_its_case_can_be_looked_at(
    letterbox: Letterbox, opener: Opener, name: str
) -> None:
    forged = letterbox.post(**FORGED[name])
    good = letterbox.post(at=NOW + timedelta(seconds=1))
    assert opener.open_waiting(NOW + timedelta(seconds=2)) == 2
    assert Case.objects.get(envelope=good).team == "crime-new"
    looked_at(Case.objects.get(envelope=forged))


@pytest.mark.parametrize(
    "moment", ["infinity", "-infinity", "4000-01-01 BC", "0001-01-01", "9999-12-31 23:59:59-12"]
)
@pytest.mark.parametrize("sealed", [b"rubbish", None])
def test_no_moment_in_a_row_stops_the_next_one(
    letterbox: Letterbox, opener: Opener, moment: str, sealed: bytes | None
) -> None:
    forged = letterbox.post(**({"sealed": sealed} if sealed else {"answers": {"t.kind": "x"}}))
    good = letterbox.post(at=NOW + timedelta(seconds=1))
    try:
        letterbox.owner.execute(
            "UPDATE letterbox_envelope SET posted_at = %s WHERE id = %s", [moment, forged]
        )
    except psycopg.errors.CheckViolation:
        return
    opener.open_waiting(NOW + timedelta(seconds=2))
    assert Case.objects.get(envelope=good).team == "crime-new"
    looked_at(Case.objects.get(envelope=forged))


def hung(kind: str, subject: str) -> int:
    """The number of the newest entry that the counter would believe; 0 where there is none."""
    notice = Board(tiny.SIGNING.verifying_key).current(kind, subject)
    return notice.number if notice else 0


@pytest.mark.parametrize("body", [b"rubbish", b"[]", b"\xff", None])
def test_no_entry_that_is_not_the_offices_keeps_the_office_from_saying_its_own(
    letterbox: Letterbox, body: bytes | None
) -> None:
    service = tiny.compiled(title="Tell us something new")
    following = EnvelopeKey.objects.exclude(pk=letterbox.key.pk).get()
    looks_right = {
        ("keys", "envelope"): {"key_id": following.key_id, "public_key": "AA"},
        ("heartbeat", "office"): {"at": instant(NOW + WEEK), "on_duty": 0},
        ("service", service.slug): {"hash": service.hash, "open": True},
    }
    for number, ((kind, subject), said) in enumerate(looks_right.items(), 1000):
        letterbox.owner.execute(
            "INSERT INTO noticeboard_entry (number, kind, subject, body, signed_at, signature)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            [number, kind, subject, body or canonical(said), NOW, bytes(64)],
        )
    assert keys.rotate(tiny.SIGNING, NOW + WEEK).pk == following.pk
    assert heartbeat.beat(NOW, tiny.SIGNING, NOW + WEEK)
    publish(service, by="Test", drafts="finish", signing_key=tiny.SIGNING, now=NOW + WEEK)
    assert [hung(*said) for said in looks_right] == [1003, 1004, 1005]
