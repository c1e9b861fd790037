"""Opens the office's side for the bench: the force, the services, a key, a heartbeat.

Run as the office, in its surroundings: `python -m bench.opening`.
"""

import os
from datetime import UTC, datetime

import django


def main() -> None:
    """Puts up all that the counter needs before it takes a report."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "doitonline.config.settings.office"
    django.setup()
    from django.conf import settings

    from doitonline.noticeboard import publishing
    from doitonline.office.intake import keys
    from doitonline.sealing.canonical import instant
    from doitonline.sealing.recovery import RecoveryKey
    from doitonline.sealing.signing import SigningKey
    from doitonline.sealing.texts import from_text
    from doitonline.station.services import open_station

    open_station(lambda words: print(f"  {words}", flush=True))
    now = datetime.now(UTC)
    signing = SigningKey.from_private_bytes(from_text(settings.NOTICEBOARD_SIGNING_KEY) or b"")
    keys.make(RecoveryKey.new(), from_text(settings.OFFICE_WRAPPING_KEY) or b"", now)
    keys.rotate(signing, now)
    beat = {"at": instant(now), "last_pull": instant(now), "on_duty": 1}
    publishing.publish(publishing.HEARTBEAT, "office", beat, signing, now=now)


if __name__ == "__main__":
    main()
