"""Sending a report: one envelope, one reference, one tracking code, however often it is pressed."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.http import HttpRequest

from doitonline.counter.drafts import AlreadySent, NoDraft, Open, locked, plain_of, row_of
from doitonline.counter.models import Draft
from doitonline.counter.noticed import envelope_key, force, version_of
from doitonline.counter.uploads import discard
from doitonline.definitions.assessing import assess
from doitonline.definitions.conditions import Scope, compiled
from doitonline.definitions.journey import Journey
from doitonline.letterbox.models import Pigeonhole
from doitonline.letterbox.posting import ReferenceTaken, post
from doitonline.sealing.canonical import canonical
from doitonline.sealing.codes import new_reference, new_tracking_code
from doitonline.sealing.drafts import seal_draft
from doitonline.sealing.envelopes import EnvelopeHeader, seal_envelope
from doitonline.sealing.texts import to_text
from doitonline.sealing.tracking import PersonKeys, seal_to_person, stretch

DRAWS = 5


class NotReady(Exception):
    """Something that must be answered before sending is not."""


@dataclass(frozen=True)
class Receipt:
    """What the confirmation page shows; sealed in the draft for a day."""

    reference: str
    code: str
    sent_at: str
    grade: str
    next: tuple[int, ...] = ()
    later: bool = False

    def to_bytes(self) -> bytes:
        """As JSON."""
        return json.dumps(self.__dict__).encode()

    @classmethod
    def from_bytes(cls, plain: bytes) -> "Receipt":
        """From JSON."""
        given = json.loads(plain)
        return cls(**{**given, "next": tuple(given["next"])})


def receipt_of(request: HttpRequest, draft_id: Any, now: datetime) -> tuple[Draft, Receipt]:
    """The receipt of a draft that was sent. Raises NoDraft where there is none (any more)."""
    row, _, plain = row_of(request, draft_id, now)
    if not row.sent:
        raise NoDraft
    return row, Receipt.from_bytes(plain)


def send(opened: Open, declared: dict[str, Any]) -> Receipt:
    """Posts a draft's report. Pressed twice, raced or replayed it gives the same receipt.

    `declared` are the answers of the check page. The costly stretching of the code comes before
    the row is locked. In one transaction the row is locked, the envelope and the person's own copy
    are posted, and the answers give way to a stub: all of it, or nothing. Raises NotReady;
    NotOpenYet where the office has published no key; TooManyAtOnce under a rush; NoDraft.
    """
    ready(opened, declared)
    for _ in range(DRAWS):
        reference, code = new_reference(), new_tracking_code()
        person = stretch(reference, code)
        try:
            return _post(opened, declared, reference, code, person)
        except ReferenceTaken:
            continue
    raise ReferenceTaken


def ready(opened: Open, declared: dict[str, Any]) -> Open:
    """The draft with what was declared, if it may be sent so. Raises NotReady."""
    content = opened.content
    whole = replace(content, answers={**content.answers, **declared}) if declared else content
    final = Open(opened.row, opened.key, whole, opened.now)
    journey = final.journey
    if journey.check is None or not journey.check.complete:
        raise NotReady
    if not (journey.complete or journey.may_send_now):
        raise NotReady
    return final


def _post(
    opened: Open, declared: dict[str, Any], reference: str, code: str, person: PersonKeys
) -> Receipt:
    with transaction.atomic():
        try:
            final = ready(locked(opened), declared)
        except AlreadySent:
            row = Draft.objects.get(id=opened.id)
            return Receipt.from_bytes(plain_of(row, opened.key))
        envelope = _envelope(final, reference, person)
        _post_envelope(final, reference, envelope)
        _keep_copy(final, envelope, person)
        receipt = _receipt(final, reference, code)
        _leave_stub(final, receipt)
        sent = {parcel["id"] for parcel in envelope["parcels"]}
        discard(final.content.parcels.keys() - sent)
        return receipt


def _envelope(opened: Open, reference: str, person: PersonKeys) -> dict[str, Any]:
    plan, content, journey = opened.plan, opened.content, opened.journey
    return {
        "v": 1,
        "service": plan.service.service,
        "publication": opened.row.publication,
        "version": version_of(opened.row.publication),
        "language": content.language,
        "reference": reference,
        "started_at": content.started_at,
        "sent_at": opened.now.isoformat(),
        "answers": journey.to_send,
        "later": list(journey.later),
        "parcels": _parcels(opened, journey),
        "person": {
            "public_key": to_text(person.public_key),
            "pigeonhole": to_text(person.address),
        },
        "marks": [],
    }


def _parcels(opened: Open, journey: Journey) -> list[dict[str, Any]]:
    """The files on the path, each with its key; those of a branch left behind are not sent."""
    found = []
    for key, placed in opened.plan.placed.items():
        if placed.question.type != "file":
            continue
        holders: list[Any] = [journey.on_path]
        if placed.list is not None:
            holders = list(journey.on_path.get(placed.list) or ())
        for holder in holders:
            for entry in holder.get(key) or ():
                sealed = opened.content.parcels.get(entry["id"])
                if sealed is not None:
                    found.append({**entry, **sealed, "question": key, "item": holder.get("id")})
    return [{k: v for k, v in parcel.items() if v is not None} for parcel in found]


def _post_envelope(opened: Open, reference: str, envelope: dict[str, Any]) -> None:
    key_id, public = envelope_key()
    header = EnvelopeHeader(key_id, uuid4(), str(envelope["version"]), opened.now)
    sealed = seal_envelope(public, header, canonical(envelope))
    post(id=header.envelope_id, reference=reference, key_id=key_id, sealed=sealed, at=opened.now)


def _keep_copy(opened: Open, envelope: dict[str, Any], person: PersonKeys) -> None:
    copy = {key: envelope[key] for key in ("service", "publication", "sent_at", "answers", "later")}
    sealed = seal_to_person(person.public_key, person.address, 0, "receipt", canonical(copy))
    Pigeonhole(
        id=uuid4(), address=person.address, kind="receipt", sealed=sealed, created_at=opened.now
    ).save(force_insert=True)


def _receipt(opened: Open, reference: str, code: str) -> Receipt:
    journey = opened.journey
    scope = Scope(journey.on_path, opened.now, None, opened.plan.named)
    told = tuple(
        number
        for number, paragraph in enumerate(opened.plan.service.next)
        if paragraph.when is None or compiled(paragraph.when)(scope)
    )
    grade = assess(opened.plan, journey.on_path, opened.now).grade.name
    later = bool(journey.later) and not journey.complete
    return Receipt(reference, code, opened.now.isoformat(), grade, told, later)


def _leave_stub(opened: Open, receipt: Receipt) -> None:
    row, revision = opened.row, opened.row.revision + 1
    Draft.objects.filter(id=row.id).update(
        sealed=seal_draft(opened.key, row.id, revision, receipt.to_bytes()),
        revision=revision,
        sent=True,
        touched_at=opened.now,
        expires_at=opened.now + timedelta(hours=int(force().value("stub_hours"))),
        return_lookup=None,
        return_wrapped=None,
    )
