"""The force this office serves, and by when it promised to look at a report and to reply."""

from dataclasses import dataclass
from datetime import datetime

from doitonline.office.people.context import force as our_force


@dataclass(frozen=True, slots=True)
class Due:
    """By when somebody must look, and by when reply. Both run from when the report was sent."""

    look: datetime
    reply: datetime


def due(grade: str, sent_at: datetime) -> Due:
    """What was promised for a report of this grade that was sent at this moment."""
    clocks = our_force().clocks
    return Due(clocks.look_due(grade, sent_at), clocks.reply_due(grade, sent_at))


__all__ = ["Due", "due", "our_force"]
