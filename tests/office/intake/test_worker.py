"""The worker and its rounds: heartbeat, sweeps, and a clean stop."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from doitonline.letterbox.models import Envelope
from doitonline.letterbox.parcels import parcel_path, relative_path
from doitonline.noticeboard.models import Entry
from doitonline.noticeboard.publishing import HEARTBEATS_KEPT, newest
from doitonline.office.casework.keyring import keyring, secret_bytes
from doitonline.office.casework.models import Case, Duty
from doitonline.office.intake import heartbeat, keys, sweeping
from doitonline.office.intake.models import EnvelopeKey
from doitonline.office.intake.rounds import Rounds
from doitonline.office.people.roles import Role
from doitonline.sealing.recovery import RecoveryKey
from doitonline.sealing.signing import SigningKey
from tests.office import tiny
from tests.office.intake.conftest import NOW, Letterbox
from tests.office.people.staff import officer


def wait_for(claim: Callable[[], object], seconds: float = 40) -> bool:
    """Whether the claim came true in time; looked at twenty times a second."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if claim():
            return True
        threading.Event().wait(0.05)
    return False


MINUTE = timedelta(minutes=1)
both = pytest.mark.django_db(databases=["default", "front"])
committed = pytest.mark.django_db(transaction=True, databases=["default", "front"])


def shown(key: SigningKey = tiny.SIGNING) -> dict[str, Any]:
    return newest("heartbeat", "office", key.verifying_key) or {}


@both
def test_the_heartbeat_says_when_the_office_last_pulled_and_how_many_are_on_duty() -> None:
    Duty.objects.seen(officer(Role.CONTACT), NOW - timedelta(minutes=14))
    Duty.objects.seen(officer(Role.CONTACT), NOW - timedelta(minutes=16))
    assert heartbeat.beat(NOW - timedelta(seconds=1), tiny.SIGNING, NOW)
    assert shown() == {
        "at": "2026-11-24T09:30:00.000000Z",
        "last_pull": "2026-11-24T09:29:59.000000Z",
        "on_duty": 1,
    }


@both
def test_the_heartbeat_is_signed_once_a_minute_however_many_workers_there_are() -> None:
    assert heartbeat.beat(NOW, tiny.SIGNING, NOW)
    assert not heartbeat.beat(NOW, tiny.SIGNING, NOW + MINUTE - timedelta(seconds=1))
    assert heartbeat.beat(NOW, tiny.SIGNING, NOW + MINUTE)


@both
def test_a_clock_that_was_put_back_does_not_silence_the_heartbeat() -> None:
    assert heartbeat.beat(NOW, tiny.SIGNING, NOW)
    assert heartbeat.beat(NOW, tiny.SIGNING, NOW - timedelta(hours=1))


@both
def test_old_heartbeats_are_taken_down_and_nothing_else() -> None:
    keys.make(RecoveryKey(bytes(32)), keyring().office, NOW)
    keys.rotate(tiny.SIGNING, NOW)
    for minute in range(3):
        heartbeat.beat(NOW, tiny.SIGNING, NOW + minute * MINUTE)
    heartbeat.beat(NOW, tiny.SIGNING, NOW + HEARTBEATS_KEPT + 2 * MINUTE)
    assert Entry.objects.filter(kind="heartbeat").count() == 2
    assert Entry.objects.filter(kind="keys").count() == 1


@both
def test_an_officer_who_signs_out_is_not_on_duty() -> None:
    who = officer(Role.CONTACT)
    Duty.objects.seen(who, NOW)
    assert Duty.objects.on_duty(NOW) == 1
    Duty.objects.gone(who)
    assert Duty.objects.on_duty(NOW) == 0


@committed
def test_envelopes_opened_longer_ago_than_backups_are_kept_are_swept(
    letterbox: Letterbox,
) -> None:
    old, young, unopened = (letterbox.post() for _ in range(3))
    Envelope.objects.filter(pk=old).update(opened_at=NOW - timedelta(days=36))
    Envelope.objects.filter(pk=young).update(opened_at=NOW - timedelta(days=34))
    assert sweeping.sweep_envelopes(NOW) == 1
    assert set(Envelope.objects.values_list("pk", flat=True)) == {young, unopened}


def test_a_task_that_fails_keeps_no_other_from_being_done() -> None:
    done: list[str] = []

    def fails(now: datetime) -> None:
        done.append("failed")
        raise ValueError

    rounds = Rounds([(MINUTE, fails), (MINUTE, lambda now: done.append("done"))])
    rounds.make(NOW)
    rounds.make(NOW + timedelta(seconds=59))
    assert done == ["failed", "done"]
    rounds.make(NOW + MINUTE)
    assert done == ["failed", "done"] * 2


@committed
def test_a_worker_process_opens_a_report_signs_and_stops_cleanly(
    letterbox: Letterbox, stage: Any, recovery: RecoveryKey, settings: Any
) -> None:
    def backends() -> int:
        counted = letterbox.owner.execute("SELECT count(*) FROM pg_stat_activity").fetchone()
        return counted[0] if counted else 0

    EnvelopeKey.objects.all().delete()
    before = backends()
    (key,) = keys.make(recovery, keyring().office, datetime.now(UTC))
    signing = SigningKey.from_private_bytes(secret_bytes(settings.NOTICEBOARD_SIGNING_KEY))
    worker = subprocess.Popen(
        [sys.executable, "-m", "doitonline.office.intake.worker"],
        env={**os.environ, **stage.surroundings()},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        tiny.post(letterbox.owner, bytes(key.public_key), key.key_id, datetime.now(UTC))
        waited = wait_for(lambda: Case.objects.exists() and shown(signing).get("last_pull"))
        worker.send_signal(signal.SIGTERM)
        _, said = worker.communicate(timeout=30)
        wait_for(lambda: backends() <= before)
    finally:
        worker.kill()
        worker.wait()
    assert waited, said
    assert worker.returncode == 0
    assert "the intake worker has stopped" in said
    assert Case.objects.get().team == "crime-new"
    assert shown(signing)["on_duty"] == 0
    published = newest("keys", "envelope", signing.verifying_key) or {}
    assert published["key_id"] == key.key_id


@committed
def test_drafts_whose_days_are_over_are_swept_and_no_other(letterbox: Letterbox) -> None:
    for days in (-1, 0, 1):
        letterbox.owner.execute(
            "INSERT INTO counter_draft (id, publication, sealed, revision, sent, created_at,"
            " touched_at, expires_at) VALUES (gen_random_uuid(), 1, '', 0, false, %s, %s, %s)",
            [NOW, NOW, NOW + timedelta(days=days)],
        )
    assert sweeping.sweep_drafts(NOW) == 1
    kept = letterbox.owner.execute("SELECT count(*) FROM counter_draft").fetchone()
    assert kept == (2,)


def draft_over(letterbox: Letterbox, sent: bool, parcel: UUID, path: str) -> None:
    """A draft whose days are over, with a parcel whose row names this path."""
    draft = uuid4()
    letterbox.owner.execute(
        "INSERT INTO counter_draft (id, publication, sealed, revision, sent, created_at,"
        " touched_at, expires_at) VALUES (%s, 1, '', 0, %s, %s, %s, %s)",
        [draft, sent, NOW, NOW, NOW - timedelta(minutes=1)],
    )
    letterbox.owner.execute(
        "INSERT INTO letterbox_parcel (id, draft_id, size, path, created_at)"
        " VALUES (%s, %s, 3, %s, %s)",
        [parcel, draft, path, NOW],
    )


@committed
def test_a_draft_that_was_never_sent_takes_its_files_with_it(
    letterbox: Letterbox, settings: Any, tmp_path: Path
) -> None:
    settings.PARCELS = str(tmp_path)
    unsent, sent = uuid4(), uuid4()
    for parcel in (unsent, sent):
        draft_over(letterbox, parcel == sent, parcel, relative_path(parcel))
        parcel_path(parcel).parent.mkdir(exist_ok=True)
        parcel_path(parcel).write_bytes(b"box")
    assert sweeping.sweep_drafts(NOW) == 2
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [parcel_path(sent)]
    kept = letterbox.owner.execute("SELECT id FROM letterbox_parcel").fetchall()
    assert kept == [(sent,)]


@committed
@pytest.mark.parametrize("up", ["../", "../parcels/../", ""])
def test_no_row_makes_the_office_delete_a_file_that_is_no_parcel(
    letterbox: Letterbox, settings: Any, tmp_path: Path, up: str
) -> None:
    settings.PARCELS = str(tmp_path / "parcels")
    Path(settings.PARCELS).mkdir()
    key = tmp_path / "key"
    key.write_bytes(b"the office's own")
    draft_over(letterbox, False, uuid4(), f"{up}key" if up else str(key))
    draft_over(letterbox, False, uuid4(), ".")
    assert sweeping.sweep_drafts(NOW) == 2
    assert key.exists()
