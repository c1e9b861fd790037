"""The heartbeat: each minute the office says, signed, when it last pulled and how many can read."""

from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction

from doitonline.noticeboard import publishing as noticeboard
from doitonline.office.casework.models import Duty
from doitonline.sealing.canonical import instant, read_instant
from doitonline.sealing.errors import NotCanonical
from doitonline.sealing.signing import SigningKey

EVERY: Final = timedelta(minutes=1)
LOCK = 7_305_211_046_112_301_004
KIND, SUBJECT = noticeboard.HEARTBEAT, "office"


def beat(last_pull: datetime | None, signing_key: SigningKey, now: datetime) -> bool:
    """Sign a heartbeat if the last one, whichever worker signed it, is a minute old.

    `last_pull` is when this worker last emptied the letterbox. Whether it signed.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
            (alone,) = cursor.fetchone()
        if not alone or not _due(signing_key, now):
            return False
        body = {
            "at": instant(now),
            "last_pull": instant(last_pull) if last_pull else None,
            "on_duty": Duty.objects.on_duty(now),
        }
        noticeboard.publish(KIND, SUBJECT, body, signing_key, now=now)
    return True


def _due(signing_key: SigningKey, now: datetime) -> bool:
    last = noticeboard.newest(KIND, SUBJECT, signing_key.verifying_key)
    if last is None:
        return True
    try:
        at = read_instant(str(last.get("at")))
    except NotCanonical:
        return True
    return not timedelta(0) <= now - at < EVERY
