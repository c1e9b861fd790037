"""What was done on a case and when, from its rows: the newest first."""

from dataclasses import dataclass
from datetime import datetime

from doitonline.office.casework.grades import grade_words
from doitonline.office.casework.models import Case, Closure
from doitonline.office.casework.models.assessment import Lines
from doitonline.office.casework.models.papers import Seal


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened, and whose doing it was; by nobody: the machine's."""

    at: datetime
    title: str
    by: str = ""
    words: str = ""
    lines: Lines | None = None


def history(case: Case, seal: Seal) -> list[Happening]:
    """Everything that happened to the case, newest first."""
    found = [
        Happening(case.sent_at, "Sent by the person reporting"),
        Happening(case.received_at, "Received"),
    ]
    for claim in case.claims.select_related("by"):
        found.append(Happening(claim.at, "Work began", str(claim.by)))
        if claim.released_at is not None:
            found.append(Happening(claim.released_at, "Released", str(claim.by)))
    for assessment in case.assessments.select_related("by"):
        title = f"Assessed as {grade_words(assessment.grade)}"
        lines = assessment.read(seal)
        found.append(Happening(assessment.at, title, str(assessment.by), lines=lines))
    for note in case.notes.select_related("by"):
        found.append(Happening(note.at, "Note", str(note.by), note.read(seal)))
    for closure in case.closures.select_related("by"):
        title = f"Closed: {Closure.Reason(closure.reason).label}"
        found.append(Happening(closure.at, title, str(closure.by), closure.read(seal)))
    return sorted(found, key=lambda happening: happening.at, reverse=True)
