"""Write tests/sealing/vectors/*.json: `python -m tests.sealing.make_vectors`.

Every expected value is computed by `independent.py`, never by the product, so that a vector that
the product passes was reached in two ways. All keys, people and words are invented.
"""

import hashlib
import hmac
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.sealing import independent
from tests.sealing.independent import bound, box, derive

FOLDER = Path(__file__).parent / "vectors"
DRAFT = UUID("6f9619ff-8b86-4d01-b42d-00cf4fc964ff")
CASE = UUID("0b7a1f52-58c4-4c4e-9d2e-3f1a7f8f9c10")
FILE = UUID("c56a4180-65aa-42ec-a945-5fd21dec0538")
ENVELOPE = UUID("2f1c9e0a-7b53-4a1d-8b4c-7d6f0a3b9e21")
REFERENCE = "DIO-7K4M-Q2XW-" + independent.check_character("7K4MQ2XW")
TRACKING_CODE = "5X9TQ2W7HB4KZM0R"
RETURN_SECRET = bytes(range(16))
# Five shares of the recovery seed. SLIP-39 draws random numbers, so they were made once.
SHARES = (FOLDER / "shares.txt").read_text().splitlines()


def octets(name: str, length: int) -> bytes:
    """Bytes that stand for random ones: SHAKE-128 of a name."""
    return hashlib.shake_128(f"doitonline/vectors/{name}".encode()).digest(length)


def spelt(number: int, length: int) -> str:
    letters = ""
    for _ in range(length):
        letters = independent.CROCKFORD[number % 32] + letters
        number //= 32
    return letters


def in_fours(letters: str, between: str) -> str:
    return between.join(letters[at : at + 4] for at in range(0, len(letters), 4))


RETURN_CODE = in_fours(spelt(int.from_bytes(RETURN_SECRET, "big"), 26), "-")


def canonical_vectors() -> dict[str, Any]:
    def case(value: object, text: str) -> dict[str, Any]:
        return {"value": value, "canonical": text}

    return {
        "written": [
            case({"b": 1, "a": [True, False, None]}, '{"a":[true,false,null],"b":1}'),
            case({"é": "Ω", "e": 'a"b\\c'}, '{"e":"a\\"b\\\\c","é":"Ω"}'),
            case({"line": "one\ntwo\u0001"}, '{"line":"one\\ntwo\\u0001"}'),
            case({"\uffff": 1, "😀": 2}, '{"\uffff":1,"😀":2}'),
            case([53.7632, 1.0, -12, 0], "[53.7632,1.0,-12,0]"),
            case({"nested": {"z": {}, "y": []}}, '{"nested":{"y":[],"z":{}}}'),
        ],
        "refused": ['{"a":1,"a":2}', "NaN", "[1e999]", '"\\ud83d"', "{'a':1}", "", "[1,]"],
    }


def code_vectors() -> dict[str, Any]:
    numbers = [0, 1, 31, 32, 2**40 - 1, 0x3CB1EEA988, 0x123456789A]
    references = []
    for number in numbers:
        letters = spelt(number, 8)
        check = independent.check_character(letters)
        text = f"DIO-{letters[:4]}-{letters[4:]}-{check}"
        references.append({"number": number, "reference": text})
    right = references[-1]["reference"]
    assert isinstance(right, str)
    wrong_check = right[:-1] + ("0" if right[-1] != "0" else "1")
    return {
        "references": references,
        "read": [
            {"typed": right.lower(), "reference": right},
            {"typed": " " + right.replace("-", " ") + " ", "reference": right},
            {"typed": right.removeprefix("DIO-").replace("-", ""), "reference": right},
            {"typed": right.replace("-", "\N{EN DASH}"), "reference": right},
            {"typed": "dio-oooo-oooo-o", "reference": "DIO-0000-0000-0"},
        ],
        "mistyped": ["", "DIO", right + "0", wrong_check, right.replace("D", "U"), "1" * 1000],
        "return_codes": [
            {"secret": secret.hex(), "code": in_fours(spelt(int.from_bytes(secret), 26), "-")}
            for secret in (bytes(16), b"\xff" * 16, RETURN_SECRET)
        ],
    }


def derivation_vectors() -> dict[str, Any]:
    key = octets("derivation", 32)
    return {
        "bound": bound("doitonline/example/v1", "é", 258, b"\x00\x01", DRAFT).hex(),
        "secret": key.hex(),
        "label": "doitonline/example/v1",
        "parts": {"text": "é", "number": 258, "bytes": "0001", "uuid": str(DRAFT)},
        "derived_32": derive(key, "doitonline/example/v1", "é", 258, b"\x00\x01", DRAFT).hex(),
        "derived_100": derive(key, "doitonline/example/v1", length=100).hex(),
    }


def xwing_vectors() -> list[dict[str, Any]]:
    """The draft's own three cases: seeds and randomness are the stream SHAKE-128("")."""
    stream = hashlib.shake_128(b"").digest(3 * 96)
    cases = []
    for at in range(0, len(stream), 96):
        seed, randomness = stream[at : at + 32], stream[at + 32 : at + 96]
        public = independent.xwing_public(seed)
        shared, ciphertext = independent.xwing_encapsulate(public, randomness)
        cases.append(
            {
                "seed": seed.hex(),
                "randomness": randomness.hex(),
                "public_key_sha256": hashlib.sha256(public).hexdigest(),
                "ciphertext_sha256": hashlib.sha256(ciphertext).hexdigest(),
                "shared_secret": shared.hex(),
            }
        )
    return cases


def envelope_vectors() -> dict[str, Any]:
    seed, randomness = octets("envelope-key", 32), octets("envelope-randomness", 64)
    public = independent.xwing_public(seed)
    key_id = hashlib.sha256(public).hexdigest()[:16]
    version = hashlib.sha256(b"a version").hexdigest()
    sealed_at = "2026-05-01T09:30:00.250000Z"
    header = (
        f'{{"envelope":"{ENVELOPE}","key":"{key_id}","sealed_at":"{sealed_at}",'
        f'"suite":"xwing-hkdf-sha512-aes256gcm","version":"{version}"}}'
    ).encode()
    front = b"DIOENV1\0" + len(header).to_bytes(4, "big") + header
    plaintext = b'{"answers":{"t.kind":"theft"},"v":1}'
    info = bound("doitonline/envelope/v1", front)
    return {
        "seed": seed.hex(),
        "public_key": public.hex(),
        "key_id": key_id,
        "randomness": randomness.hex(),
        "envelope_id": str(ENVELOPE),
        "version_hash": version,
        "sealed_at": sealed_at,
        "header": header.decode(),
        "info": info.hex(),
        "plaintext": plaintext.decode(),
        "sealed": (front + independent.hpke_seal(public, randomness, info, plaintext)).hex(),
    }


def draft_vectors() -> dict[str, Any]:
    root, nonce = octets("root", 32), octets("draft-nonce", 12)
    key = derive(root, "doitonline/draft-key/v1", DRAFT)
    plaintext = b'{"t.now":"no"}'
    binding = bound("doitonline/draft/v1", DRAFT, 7)
    return {
        "root": root.hex(),
        "draft_id": str(DRAFT),
        "key": key.hex(),
        "revision": 7,
        "nonce": nonce.hex(),
        "plaintext": plaintext.decode(),
        "sealed": (b"\x01" + box(key, nonce, binding, plaintext)).hex(),
    }


def returning_vectors() -> dict[str, Any]:
    draft_key, nonce = octets("returned-draft-key", 32), octets("return-nonce", 12)
    key = derive(RETURN_SECRET, "doitonline/return-key/v1", DRAFT)
    wrapped = b"\x01" + box(key, nonce, bound("doitonline/return/v1", DRAFT), draft_key)
    return {
        "code": RETURN_CODE,
        "draft_id": str(DRAFT),
        "draft_key": draft_key.hex(),
        "lookup": derive(RETURN_SECRET, "doitonline/return-lookup/v1").hex(),
        "nonce": nonce.hex(),
        "wrapped": wrapped.hex(),
    }


def tracking_vectors() -> dict[str, Any]:
    stretched = independent.stretch(REFERENCE, TRACKING_CODE)
    address = derive(stretched, "doitonline/pigeonhole/v1")
    seed = derive(stretched, "doitonline/person-key/v1")
    public = independent.xwing_public(seed)
    randomness = octets("reply-randomness", 64)
    info = bound("doitonline/reply/v1", address, 3, "reply")
    plaintext = b"We have read your report."
    return {
        "reference": REFERENCE,
        "code": TRACKING_CODE,
        "salt": independent.tracking_salt(REFERENCE).hex(),
        "stretched": stretched.hex(),
        "address": address.hex(),
        "seed": seed.hex(),
        "public_key_sha256": hashlib.sha256(public).hexdigest(),
        "sequence": 3,
        "kind": "reply",
        "plaintext": plaintext.decode(),
        "sealed": (b"DIOREP1\0" + independent.hpke_seal(public, randomness, info, plaintext)).hex(),
    }


def file_vectors() -> dict[str, Any]:
    key = octets("file-key", 32)
    pieces = [b"a bicycle, ", b"a helmet", b""]
    sealed = b""
    for index, piece in enumerate(pieces):
        last = index == len(pieces) - 1
        segment_key = derive(key, "doitonline/segment-key/v1", FILE, index)
        binding = bound("doitonline/segment/v1", FILE, index, int(last))
        boxed = box(segment_key, octets(f"segment-nonce-{index}", 12), binding, piece)
        sealed += bytes([last]) + len(boxed).to_bytes(4, "big") + boxed
    return {
        "file_id": str(FILE),
        "file_key": key.hex(),
        "segments": [piece.decode() for piece in pieces],
        "sha256": hashlib.sha256(b"".join(pieces)).hexdigest(),
        "sealed": sealed.hex(),
    }


def wrapping_vectors() -> dict[str, Any]:
    kek, secret = octets("kek", 32), octets("wrapped-secret", 32)
    name = derive(kek, "doitonline/kek-id/v1", length=8).hex()
    binding = bound("doitonline/wrap/v1", name, "case|key|" + str(CASE))
    wrapped = f"v1|{name}|".encode() + box(kek, octets("wrap-nonce", 12), binding, secret)
    case_key = octets("case-key", 32)
    case_binding = bound("doitonline/wrap/v1", name, bound("doitonline/case-key/v1", str(CASE)))
    wrapped_case_key = f"v1|{name}|".encode() + box(
        kek, octets("case-wrap-nonce", 12), case_binding, case_key
    )
    record = b'{"note":"seen"}'
    record_binding = bound("doitonline/record/v1", str(CASE), "answers")
    return {
        "kek": kek.hex(),
        "kek_id": name,
        "context": "case|key|" + str(CASE),
        "secret": secret.hex(),
        "wrapped": wrapped.hex(),
        "case_id": str(CASE),
        "case_key": case_key.hex(),
        "wrapped_case_key": wrapped_case_key.hex(),
        "field": "answers",
        "record": record.decode(),
        "sealed_record": (
            b"\x01" + box(case_key, octets("record-nonce", 12), record_binding, record)
        ).hex(),
    }


def blind_vectors() -> dict[str, Any]:
    key = octets("blind-key", 32)

    def term(of_key: bytes, value: str) -> int:
        mac = hmac.new(of_key, bound("doitonline/blind-term/v1", value), "sha256")
        unsigned = int.from_bytes(mac.digest()[:8], "big")
        return unsigned - 2**64 if unsigned >> 63 else unsigned

    identifiers = {"phone": "+447700900123", "vrm": "AB12CDE", "email": "sam@example.org"}
    words = ["bicycl", "red", "stolen"]
    return {
        "key": key.hex(),
        "identifiers": [
            {
                "field": field,
                "value": value,
                "term": term(derive(key, "doitonline/identifier-key/v1", field), value),
            }
            for field, value in identifiers.items()
        ],
        "month": "2026-05",
        "words": words,
        "word_terms": sorted(
            term(derive(key, "doitonline/word-key/v1", "2026-05"), word) for word in words
        ),
    }


def signing_vectors() -> dict[str, Any]:
    seed = octets("signing-key", 32)
    key = Ed25519PrivateKey.from_private_bytes(seed)
    body = b'{"at":"2026-05-01T09:30:00.000000Z","on_duty":4}'
    signed_at = "2026-05-01T09:30:00.000000Z"
    message = bound("doitonline/entry/v1", 41, "heartbeat", "office", signed_at, body)
    return {
        "seed": seed.hex(),
        "verifying_key": key.public_key().public_bytes_raw().hex(),
        "number": 41,
        "kind": "heartbeat",
        "subject": "office",
        "body": body.decode(),
        "signed_at": signed_at,
        "message": message.hex(),
        "signature": key.sign(message).hex(),
    }


def recovery_vectors() -> dict[str, Any]:
    seed, what = octets("recovery-key", 32), octets("envelope-key", 32)
    public = independent.xwing_public(seed)
    front = b"DIOREC1\0" + hashlib.sha256(public).hexdigest()[:16].encode()
    label = "envelope-key 0123456789abcdef"
    info = bound("doitonline/recovery/v1", front, label)
    sealed = independent.hpke_seal(public, octets("recovery-randomness", 64), info, what)
    return {
        "seed": seed.hex(),
        "public_key_sha256": hashlib.sha256(public).hexdigest(),
        "shares": SHARES,
        "label": label,
        "what": what.hex(),
        "copy": (front + sealed).hex(),
    }


VECTORS: dict[str, Callable[[], Any]] = {
    "blind": blind_vectors,
    "canonical": canonical_vectors,
    "codes": code_vectors,
    "derivations": derivation_vectors,
    "drafts": draft_vectors,
    "envelopes": envelope_vectors,
    "files": file_vectors,
    "recovery": recovery_vectors,
    "returning": returning_vectors,
    "signing": signing_vectors,
    "tracking": tracking_vectors,
    "wrapping": wrapping_vectors,
    "xwing": xwing_vectors,
}


def as_text(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=True) + "\n"


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, make in VECTORS.items():
        (FOLDER / f"{name}.json").write_text(as_text(make()))


if __name__ == "__main__":
    main()
