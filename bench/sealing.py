"""What sealing costs, in CPU time: `python bench/sealing.py`. Each figure is a median of 25 rounds.

CPU time of this process, not the clock on the wall, because the machine may be shared; compare the
ratio to the first line, a SHA-256 of 3 kB, between machines.
"""

import hashlib
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from doitonline.sealing import (
    blind,
    casekeys,
    codes,
    drafts,
    envelopes,
    files,
    keys,
    signing,
    tracking,
)
from doitonline.sealing.canonical import canonical, parse

ROUNDS = 25
NOW = datetime.now(UTC)
MEBIBYTE = 1024 * 1024


def cpu_milliseconds(work: Callable[[], object], repeats: int) -> float:
    """The median over the rounds of the CPU time of one call."""
    work()
    rounds = []
    for _ in range(ROUNDS):
        began = time.process_time_ns()
        for _ in range(repeats):
            work()
        rounds.append((time.process_time_ns() - began) / repeats / 1e6)
    return statistics.median(rounds)


def answers(size: int) -> dict[str, object]:
    """Some answers whose canonical form has about `size` bytes."""
    line = "It was outside the station, next to the bicycle racks."
    return {f"q.{number}": line for number in range(size // (len(line) + 11))}


def small_works() -> list[tuple[str, Callable[[], object], int]]:
    """What a page or a submission does: name, work, repeats a round."""
    told = answers(3000)
    report = canonical(told)
    key = keys.EnvelopeKey.new(NOW)
    header = envelopes.EnvelopeHeader(key.key_id, uuid4(), "ab" * 32, NOW)
    envelope = envelopes.seal_envelope(key.public_key, header, report)
    draft_id, root, saved = uuid4(), drafts.new_root(), canonical(answers(2000))
    draft_key = drafts.draft_key(root, draft_id)
    draft = drafts.seal_draft(draft_key, draft_id, 1, saved)
    reference, code = codes.new_reference(), codes.new_tracking_code()
    person = tracking.stretch(reference, code)
    public, address = person.public_key, person.address
    reply = tracking.seal_to_person(public, address, 1, "copy", report)
    case_key, case_id = casekeys.new_case_key(), uuid4()
    signer = signing.SigningKey.new()
    signature = signing.sign_entry(signer, 1, "service/x", "x", report, NOW)
    blind_key, words = blind.new_blind_key(), [f"word{number}" for number in range(200)]
    return [
        ("SHA-256 of 3 kB", lambda: hashlib.sha256(report).digest(), 2000),
        ("canonical JSON, 3 kB", lambda: canonical(told), 500),
        ("parse, 3 kB", lambda: parse(report), 500),
        (
            "seal an envelope, 3 kB",
            lambda: envelopes.seal_envelope(key.public_key, header, report),
            40,
        ),
        ("open an envelope, 3 kB", lambda: envelopes.open_envelope(lambda _: key, envelope), 40),
        ("a draft's key from the root", lambda: drafts.draft_key(root, draft_id), 500),
        ("seal a draft, 2 kB", lambda: drafts.seal_draft(draft_key, draft_id, 1, saved), 500),
        ("open a draft, 2 kB", lambda: drafts.open_draft(draft_key, draft_id, 1, draft), 500),
        ("seal a record, 3 kB", lambda: casekeys.seal_record(case_key, case_id, "a", report), 500),
        ("stretch a code (Argon2id, 19 MiB)", lambda: tracking.stretch(reference, code), 1),
        ("a person's public key", lambda: tracking.PersonKeys(person.stretched).public_key, 40),
        (
            "seal to a person, 3 kB",
            lambda: tracking.seal_to_person(public, address, 1, "copy", report),
            40,
        ),
        ("open as a person, 3 kB", lambda: tracking.open_as_person(person, 1, "copy", reply), 40),
        ("a new reference", codes.new_reference, 500),
        ("blind terms of 200 words", lambda: blind.word_terms(blind_key, "2026-05", words), 20),
        (
            "verify a signed entry, 3 kB",
            lambda: signing.verify_entry(
                signer.verifying_key, 1, "service/x", "x", report, NOW, signature
            ),
            100,
        ),
    ]


def file_works() -> list[tuple[str, Callable[[], object]]]:
    """Sealing and opening 8 MiB that arrive in pieces of 64 KiB, as uploads do."""
    chunk = bytes(64 * 1024)
    kept: list[bytes] = []

    def seal() -> files.SealedFile:
        kept.clear()
        sealer = files.FileSealer(kept.append, uuid4())
        for _ in range(8 * MEBIBYTE // len(chunk)):
            sealer.update(chunk)
        return sealer.finish()

    told = seal()
    sealed = b"".join(kept)

    def open_again() -> None:
        place = 0

        def read(count: int) -> bytes:
            nonlocal place
            place += count
            return sealed[place - count : place]

        for _ in files.open_file(read, told.key, told.id, told.sha256):
            pass

    return [("seal a file (with SHA-256)", seal), ("open a file (with SHA-256)", open_again)]


def main() -> None:
    works = small_works()
    floor = cpu_milliseconds(works[0][1], works[0][2])
    print(f"{'CPU time, median of ' + str(ROUNDS) + ' rounds':<38}{'ms':>10}{'ratio':>10}")
    for name, work, repeats in works:
        took = cpu_milliseconds(work, repeats)
        print(f"{name:<38}{took:>10.4f}{took / floor:>10.1f}")
    for name, whole in file_works():
        took = cpu_milliseconds(whole, 1)
        print(f"{name:<38}{8 * MEBIBYTE / 1e6 / (took / 1e3):>10.0f} MB/s")


if __name__ == "__main__":
    main()
