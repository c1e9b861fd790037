"""A sitting: the recovery key is put together, and envelope keys are made and proved recoverable.

At the first sitting the recovery key is made and split among five named people, any three of whom
can put it together again (SLIP-39). It is nowhere whole afterwards. Runs as the office.
"""

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from doitonline.config.surroundings import var
from doitonline.office.intake import keys
from doitonline.office.intake.models import EnvelopeKey
from doitonline.sealing.recovery import RecoveryKey, combine, split
from doitonline.sealing.signing import SigningKey
from doitonline.sealing.texts import from_text, to_text

WEEKS = 13
"""How many weekly keys a sitting makes: a quarter of a year."""
HOLDERS = ("Holder one", "Holder two", "Holder three", "Holder four", "Holder five")


def envelope_keys(tell: Callable[[str], None]) -> str | None:
    """On a new machine for trying out: the first sitting, its shares left in `var/recovery`."""
    if EnvelopeKey.objects.exists():
        return None
    folder = var() / "recovery"
    first_sitting(folder, HOLDERS, WEEKS)
    tell(f"{WEEKS} envelope keys made, each with a recovery copy that was opened")
    return f"The recovery key's five shares are in {folder}: in earnest, give each to one person."


def first_sitting(folder: Path, holders: Sequence[str], weeks: int) -> None:
    """Makes the recovery key, writes a share for each holder, and makes keys for some weeks."""
    recovery = RecoveryKey.new()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "recovery-public-key").write_text(to_text(recovery.public_key), encoding="ascii")
    for number, share in enumerate(split(recovery, holders), 1):
        path = folder / f"share-{number}.txt"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(f"{share.holder}\n{share.words}\n")
    _make(recovery, weeks)


def later_sitting(folder: Path, shares: Sequence[str], weeks: int) -> None:
    """Puts the recovery key together from three shares and makes keys for some more weeks.

    Raises BrokenShares where the shares do not belong together.
    """
    public = from_text((folder / "recovery-public-key").read_text(encoding="ascii")) or b""
    _make(combine(shares, public), weeks)


def _make(recovery: RecoveryKey, weeks: int) -> None:
    now = datetime.now(UTC)
    keys.make(recovery, from_text(settings.OFFICE_WRAPPING_KEY) or b"", now, weeks)
    keys.rotate(
        SigningKey.from_private_bytes(from_text(settings.NOTICEBOARD_SIGNING_KEY) or b""), now
    )
