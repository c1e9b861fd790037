"""The force that this office serves, and the moments by which it promised to look and to reply."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from django.conf import settings

from doitonline.force import Force

FORCES = Path(__file__).resolve().parents[3] / "force"


@dataclass(frozen=True, slots=True)
class Due:
    """By when somebody must look, and by when reply. Both run from when the report was sent."""

    look: datetime
    reply: datetime


@cache
def our_force() -> Force:
    """The force whose folder the settings name, read once a process."""
    return Force.load(FORCES / settings.FORCE)


def due(grade: str, sent_at: datetime) -> Due:
    """What was promised for a report of this grade that was sent at this moment."""
    clocks = our_force().clocks
    return Due(clocks.look_due(grade, sent_at), clocks.reply_due(grade, sent_at))
