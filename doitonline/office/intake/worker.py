"""The intake worker's process: `python -m doitonline.office.intake.worker`.

SIGTERM or SIGINT lets it finish the batch in hand. Any number may run at once.
"""

import logging
import os
import signal
from types import FrameType

import django

log = logging.getLogger(__name__)


def main() -> None:
    """Run one worker until it is told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doitonline.config.settings.office")
    django.setup()
    from django.conf import settings

    from doitonline.office.casework.keyring import keyring, secret_bytes
    from doitonline.office.intake.rounds import Worker
    from doitonline.sealing.signing import SigningKey

    signing = SigningKey.from_private_bytes(secret_bytes(settings.NOTICEBOARD_SIGNING_KEY))
    worker = Worker(keyring(), signing)

    def stop(number: int, frame: FrameType | None) -> None:
        worker.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    log.info("the intake worker is at work")
    worker.run()
    log.info("the intake worker has stopped")


if __name__ == "__main__":
    main()
