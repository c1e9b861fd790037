"""The product against vectors/*.json, each value of which a second implementation computed.

The second implementation is itself held to what the authors of X-Wing published.
"""

import hashlib
import io
import json
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from doitonline.sealing import (
    blind,
    casekeys,
    codes,
    drafts,
    envelopes,
    files,
    hybrid,
    keys,
    recovery,
    returning,
    signing,
    tracking,
)
from doitonline.sealing.canonical import canonical, parse, read_instant
from doitonline.sealing.derivation import bound, derive
from doitonline.sealing.errors import MistypedReference, NotCanonical
from tests.sealing import independent, make_vectors


def vector(name: str) -> Any:
    return json.loads((make_vectors.FOLDER / f"{name}.json").read_text())


def of(facts: dict[str, Any], name: str) -> bytes:
    return bytes.fromhex(facts[name])


@pytest.mark.parametrize("name", make_vectors.VECTORS)
def test_the_files_hold_what_the_second_implementation_computes(name: str) -> None:
    written = (make_vectors.FOLDER / f"{name}.json").read_text()
    assert written == make_vectors.as_text(make_vectors.VECTORS[name]())


def test_every_file_has_a_maker() -> None:
    assert {path.stem for path in make_vectors.FOLDER.glob("*.json")} == set(make_vectors.VECTORS)


def test_the_second_implementation_of_xwing_gives_what_its_authors_published() -> None:
    """Appendix C of draft-connolly-cfrg-xwing-kem, whose inputs are the stream SHAKE-128("")."""
    assert [case["shared_secret"] for case in vector("xwing")] == [
        "d2df0522128f09dd8e2c92b1e905c793d8f57a54c3da25861f10bf4ca613e384",
        "f2e86241c64d60f6649fbc6c5b7d17180b780a3f34355e64a85749949c45f150",
        "953f7f4e8c5b5049bdc771d1dffada0dd961477d1a2ae0988baa7ea6898d893f",
    ]


def test_xwing_keys_and_sealing_agree_both_ways() -> None:
    for case in vector("xwing"):
        seed = of(case, "seed")
        public = hybrid.public_of(seed)
        assert hashlib.sha256(public).hexdigest() == case["public_key_sha256"]
        assert public == independent.xwing_public(seed)
        ours = hybrid.seal(public, b"info", b"plaintext")
        assert independent.hpke_open(seed, b"info", ours) == b"plaintext"
        theirs = independent.hpke_seal(public, of(case, "randomness"), b"info", b"plaintext")
        assert hybrid.unseal(hybrid.private_of(seed), b"info", theirs) == b"plaintext"


def test_canonical_json() -> None:
    facts = vector("canonical")
    for case in facts["written"]:
        assert canonical(case["value"]) == case["canonical"].encode()
        assert parse(case["canonical"].encode()) == case["value"]
    for text in facts["refused"]:
        with pytest.raises(NotCanonical):
            parse(text.encode())


def test_references_and_codes() -> None:
    facts = vector("codes")
    for case in facts["references"]:
        assert codes.reference_of(case["number"]) == case["reference"]
    for case in facts["read"]:
        assert codes.read_reference(case["typed"]) == case["reference"]
    for text in facts["mistyped"]:
        with pytest.raises(MistypedReference):
            codes.read_reference(text)
    for case in facts["return_codes"]:
        assert codes.return_code_of(of(case, "secret")) == case["code"]
        assert codes.return_code_bytes(case["code"]) == of(case, "secret")


def test_derivations() -> None:
    facts = vector("derivations")
    parts = ("é", 258, b"\x00\x01", UUID(facts["parts"]["uuid"]))
    assert bound(facts["label"], *parts) == of(facts, "bound")
    assert derive(of(facts, "secret"), facts["label"], *parts) == of(facts, "derived_32")
    assert derive(of(facts, "secret"), facts["label"], length=100) == of(facts, "derived_100")


def test_envelopes() -> None:
    facts = vector("envelopes")
    moment: datetime = read_instant(facts["sealed_at"])
    key = keys.EnvelopeKey.from_private_bytes(of(facts, "seed"), moment)
    assert key.public_key == of(facts, "public_key")
    assert key.key_id == facts["key_id"]
    header = envelopes.EnvelopeHeader(
        facts["key_id"], UUID(facts["envelope_id"]), facts["version_hash"], moment
    )
    assert header.to_bytes() == facts["header"].encode()
    opened = envelopes.open_envelope({key.key_id: key}.get, of(facts, "sealed"))
    assert opened == (header, facts["plaintext"].encode())
    ours = envelopes.seal_envelope(key.public_key, header, b"ours")
    assert independent.hpke_open(key.seed, of(facts, "info"), ours[-1140:]) == b"ours"


def test_drafts() -> None:
    facts = vector("drafts")
    draft_id = UUID(facts["draft_id"])
    key = drafts.draft_key(of(facts, "root"), draft_id)
    assert key == of(facts, "key")
    opened = drafts.open_draft(key, draft_id, facts["revision"], of(facts, "sealed"))
    assert opened == facts["plaintext"].encode()


def test_returning() -> None:
    facts = vector("returning")
    assert returning.lookup_of(facts["code"]) == of(facts, "lookup")
    key = returning.unwrap_with_code(facts["code"], UUID(facts["draft_id"]), of(facts, "wrapped"))
    assert key == of(facts, "draft_key")


def test_tracking() -> None:
    facts = vector("tracking")
    person = tracking.stretch(facts["reference"], facts["code"])
    assert person.to_bytes() == of(facts, "stretched")
    assert person.address == of(facts, "address")
    assert person.seed == of(facts, "seed")
    assert hashlib.sha256(person.public_key).hexdigest() == facts["public_key_sha256"]
    opened = tracking.open_as_person(person, facts["sequence"], facts["kind"], of(facts, "sealed"))
    assert opened == facts["plaintext"].encode()


def test_files() -> None:
    facts = vector("files")
    source = io.BytesIO(of(facts, "sealed"))
    parts = files.open_file(
        source.read, of(facts, "file_key"), UUID(facts["file_id"]), facts["sha256"]
    )
    assert list(parts) == [text.encode() for text in facts["segments"] if text]


def test_wrapping_and_records() -> None:
    facts = vector("wrapping")
    kek, case_id = of(facts, "kek"), UUID(facts["case_id"])
    assert keys.kek_id(kek) == facts["kek_id"]
    assert keys.unwrap(kek, facts["context"], of(facts, "wrapped")) == of(facts, "secret")
    key = casekeys.unwrap_case_key(kek, case_id, of(facts, "wrapped_case_key"))
    assert key == of(facts, "case_key")
    opened = casekeys.open_record(key, case_id, facts["field"], of(facts, "sealed_record"))
    assert opened == facts["record"].encode()


def test_blind_terms() -> None:
    facts = vector("blind")
    key = of(facts, "key")
    for case in facts["identifiers"]:
        assert blind.identifier_term(key, case["field"], case["value"]) == case["term"]
    assert blind.word_terms(key, facts["month"], facts["words"]) == facts["word_terms"]


def test_signatures() -> None:
    facts = vector("signing")
    key = signing.SigningKey.from_private_bytes(of(facts, "seed"))
    assert key.verifying_key == of(facts, "verifying_key")
    entry = (facts["number"], facts["kind"], facts["subject"], facts["body"].encode())
    moment = read_instant(facts["signed_at"])
    assert signing.sign_entry(key, *entry, moment) == of(facts, "signature")
    signing.verify_entry(key.verifying_key, *entry, moment, of(facts, "signature"))


def test_recovery() -> None:
    facts = vector("recovery")
    key = recovery.RecoveryKey(of(facts, "seed"))
    assert hashlib.sha256(key.public_key).hexdigest() == facts["public_key_sha256"]
    assert recovery.combine(facts["shares"][2:], key.public_key).seed == key.seed
    assert recovery.open_recovery_copy(key, of(facts, "copy"), facts["label"]) == of(facts, "what")
