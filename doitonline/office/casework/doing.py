"""What an officer may do with a case now, and the forms for it as they were typed."""

from datetime import datetime
from typing import Any

from doitonline.definitions.flags import Grade, flags
from doitonline.office.casework.forms import Typed
from doitonline.office.casework.grades import grade_words
from doitonline.office.casework.listing import as_row
from doitonline.office.casework.models import Assessment, Case, Closure
from doitonline.office.casework.models.assessment import LETTERS
from doitonline.office.people.models import Officer
from doitonline.office.people.policy import Action, may


def doing(case: Case, officer: Officer, typed: Typed, now: datetime) -> dict[str, Any]:
    """The case page's controls: who works on it, what is allowed, and what was typed."""
    claim = case.claim(now)
    case.held = [claim] if claim else []  # type: ignore[attr-defined]
    others = claim is not None and claim.by_id != officer.pk
    free = not case.closed and not others
    closable = free and case.assessed
    return {
        "case": case,
        "row": as_row(case, officer, now),
        "claim": claim,
        "mine": claim is not None and not others,
        "others": others,
        "may_claim": free and may(officer, Action.CLAIM),
        # What was typed is shown again, even where somebody else was quicker meanwhile.
        "may_assess": (free or "threat" in typed.values) and may(officer, Action.ASSESS),
        "may_note": may(officer, Action.NOTE),
        "may_close": (closable or "closing_words" in typed.values) and may(officer, Action.CLOSE),
        "suggested": grade_words(case.suggested),
        "letters": [_letter(letter) for letter in LETTERS],
        "grades": [_choice(grade.name, _grade(grade)) for grade in Grade],
        "crimes": [_choice(*choice) for choice in Assessment.Crime.choices],
        "reasons": [_choice(*choice) for choice in Closure.Reason.choices],
        "typed": typed,
        "problem": typed.problems,
        "problems": typed.summary,
    }


def _letter(name: str) -> dict[str, str]:
    """A letter of THRIVE: its field and its word."""
    return {"name": name, "label": name.capitalize()}


def _grade(grade: Grade) -> str:
    return f"{grade_words(grade.name)}: {flags().grades[grade]['meaning']}"


def _choice(value: str, text: str) -> dict[str, str]:
    return {"value": value, "text": text}
