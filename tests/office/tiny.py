"""A tiny service of the station's own, and envelopes with reports made under it, for tests."""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import psycopg

from doitonline.definitions.compiling import Compiled, hash_of, tree_of
from doitonline.definitions.plan import Plan
from doitonline.definitions.schema import Service
from doitonline.sealing.canonical import canonical
from doitonline.sealing.codes import new_reference
from doitonline.sealing.envelopes import EnvelopeHeader, seal_envelope
from doitonline.sealing.signing import SigningKey
from doitonline.sealing.texts import to_text

OwnerOf = Callable[[str], AbstractContextManager[psycopg.Connection]]
SIGNING = SigningKey(bytes(32))

TINY: dict[str, Any] = {
    "service": "tell-us",
    "schema": 1,
    "title": "Tell us something",
    "summary": "A small service.",
    "law": {
        "regime": "part3",
        "purpose": "To keep people safe",
        "basis": "A task of the police",
        "notice": "privacy",
        "retention": "crime",
        "recipients": ["Nobody else"],
    },
    "start": {"body": "Tell us."},
    "sections": {"what": "What happened", "contact": "How to reach you", "end": "Check and send"},
    "conditions": {
        "now": {"question": "t.now", "is": "yes"},
        "close": {"question": "t.who", "is": "partner"},
    },
    "pages": [
        {
            "id": "danger",
            "section": "what",
            "questions": [
                {
                    "id": "t.now",
                    "type": "yes_no",
                    "label": "Is it happening now?",
                    "essential": True,
                }
            ],
            "exit": {"when": "now", "to": "call"},
        },
        {
            "id": "kind",
            "section": "what",
            "questions": [
                {
                    "id": "t.kind",
                    "type": "radios",
                    "label": "What happened?",
                    "options": {"theft": "Something was stolen", "noise": "There was noise"},
                    "essential": True,
                }
            ],
        },
        {
            "id": "who",
            "section": "what",
            "questions": [
                {
                    "id": "t.who",
                    "type": "radios",
                    "label": "Who did it?",
                    "options": {
                        "stranger": "Someone I do not know",
                        "partner": "My partner",
                        "officer": "A police officer",
                    },
                }
            ],
        },
        {
            "id": "where",
            "section": "what",
            "questions": [{"id": "t.where", "type": "place", "label": "Where did it happen?"}],
        },
        {
            "id": "story",
            "section": "what",
            "questions": [
                {
                    "id": "t.story",
                    "type": "textarea",
                    "label": "What happened, in your words?",
                    "limit": {"characters": 4000},
                },
                {"id": "t.extra", "type": "text", "label": "Anything else?", "required": False},
            ],
        },
        {
            "id": "suspects",
            "section": "what",
            "repeat": {
                "list": "suspect",
                "max": 5,
                "title": "s.name",
                "one": "a person",
                "many": "people",
                "ask": "Do you want to tell us about a person?",
            },
            "questions": [{"id": "s.name", "type": "text", "label": "What do you call them?"}],
        },
        {
            "id": "files",
            "section": "what",
            "questions": [
                {"id": "t.photos", "type": "file", "label": "Add photos", "required": False}
            ],
        },
        {
            "id": "reach",
            "section": "contact",
            "questions": [
                {"id": "c.name", "type": "name", "label": "What is your name?"},
                {"id": "c.phone", "type": "phone", "label": "What is your number?"},
                {
                    "id": "c.safe",
                    "type": "yes_no",
                    "label": "Is it safe to leave a voice message?",
                },
            ],
        },
        {
            "id": "check",
            "kind": "check",
            "section": "end",
            "title": "Check your answers",
            "questions": [{"id": "z.true", "type": "declaration", "label": "This is true."}],
        },
    ],
    "exits": {"call": {"title": "Call 999", "body": "Call now.", "soft": "Go on anyway"}},
    "record": [
        {
            "make": "event",
            "id": "crime",
            "set": {"type": "t.kind", "in_progress": "t.now", "summary": ["t.story", "t.extra"]},
            "link": {"to": "scene", "as": "happened_at"},
        },
        {"make": "location", "id": "scene", "set": {"where": "t.where"}},
        {
            "make": "person",
            "id": "reporter",
            "role": "reporter",
            "set": {"name": "c.name", "phone": "c.phone", "contact.safe_voicemail": "c.safe"},
            "link": {"to": "crime", "as": "reporter_of"},
        },
        {
            "make": "person",
            "id": "suspect",
            "role": "suspect",
            "for_each": "suspect",
            "set": {"name": "item.s.name", "relation": "t.who"},
            "link": {"to": "crime", "as": "suspect_in"},
        },
    ],
    "flags": {
        "NOW": "now",
        "DA": "close",
        "POLICE": {"question": "t.who", "is": "officer"},
        "SAFE": {"question": "c.safe", "is": "no", "absent": False},
    },
    "route": [
        {"when": "now", "team": "urgent-review", "grade": "G1"},
        {"when": {"question": "t.kind", "is": "theft"}, "team": "crime-new", "grade": "G3"},
        {"team": "incident-new", "grade": "G4"},
    ],
}

ANSWERS: dict[str, Any] = {
    "t.now": "no",
    "t.kind": "theft",
    "t.who": "stranger",
    "t.where": {"words": "the market", "postcode": "BB11 1JG"},
    "t.story": "My bicycle was gone when I came back.",
    "suspect": [{"id": "abcd2345", "s.name": "The tall one"}],
    "suspect.more": "no",
    "t.photos": [],
    "c.name": {"given": "Asha", "family": "Example", "known_as": ""},
    "c.phone": "+447700900123",
    "c.safe": "yes",
    "z.true": "agreed",
}


def compiled(**changed: Any) -> Compiled:
    """The tiny service after compiling, with parts of it changed."""
    service = Service.model_validate({**TINY, **changed})
    tree = tree_of(service)
    return Compiled(service.service, Plan(service), tree, {"service.yaml": "…"}, hash_of(tree), ())


def content(reference: str, sent_at: datetime, **changed: Any) -> dict[str, Any]:
    """What an envelope of the tiny service holds. `answers` are put over the usual ones."""
    answers = {**ANSWERS, **changed.pop("answers", {})}
    answers = {key: value for key, value in answers.items() if value is not ...}
    return {
        "v": 1,
        "service": "tell-us",
        "publication": 1,
        "version": compiled().hash,
        "language": "en",
        "reference": reference,
        "started_at": sent_at.isoformat(),
        "sent_at": sent_at.isoformat(),
        "answers": answers,
        "later": [],
        "parcels": [],
        "person": {"public_key": to_text(bytes(1216)), "pigeonhole": to_text(bytes(32))},
        "marks": [],
        **changed,
    }


def post(
    owner: psycopg.Connection, public_key: bytes, key_id: str, at: datetime, **given: Any
) -> uuid.UUID:
    """Lay an envelope into the letterbox, as the counter would. Any part may be made wrong.

    `row`: the id it is posted under; `sealed`: the bytes themselves; others: see `content`.
    """
    envelope = given.pop("envelope", None) or uuid.uuid4()
    row = given.pop("row", envelope)
    reference = given.pop("reference", None) or new_reference()
    shown = given.pop("shown", reference)
    sealed = given.pop("sealed", None)
    plaintext = given.pop("plaintext", None) or canonical(content(reference, at, **given))
    if sealed is None:
        version = given.get("version", compiled().hash)
        header = EnvelopeHeader(key_id, envelope, version, at)
        sealed = seal_envelope(public_key, header, plaintext)
    owner.execute(
        "INSERT INTO letterbox_envelope (id, reference, key_id, sealed, posted_at)"
        " VALUES (%s, %s, %s, %s, %s)",
        [row, shown, key_id, sealed, at],
    )
    return row
