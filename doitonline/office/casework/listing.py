"""A case as one row of a list: from its plain columns alone, nothing is opened for it."""

from dataclasses import dataclass
from datetime import datetime

from doitonline.definitions.flags import UnknownFlag, flags
from doitonline.office.casework.grades import grade_words
from doitonline.office.casework.models import Case, Claim
from doitonline.office.casework.promises import our_force
from doitonline.office.casework.teams import team_words
from doitonline.office.casework.times import Pressure, age_words, left_words, pressure
from doitonline.office.people.models import Officer


@dataclass(frozen=True, slots=True)
class Raised:
    """A flag as a tag."""

    id: str
    words: str
    urgent: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a queue."""

    reference: str
    grade: str
    subject: str
    team: str
    flags: list[Raised]
    district: str
    left: str
    pressure: Pressure
    age: str
    state: str
    held_by: str
    next_promise: str


def as_row(case: Case, officer: Officer, now: datetime) -> Row:
    """The case for this officer. `case.held` are its claims in force, fetched with the list."""
    held: list[Claim] = getattr(case, "held", [])
    return Row(
        reference=case.reference,
        grade=grade_words(case.grade),
        subject=case.subject,
        team=team_words(case.team),
        flags=[raised(flag) for flag in case.flags],
        district=district_words(case.district),
        left="" if case.closed else left_words(case.due_at, now),
        pressure=Pressure.FINE if case.closed else pressure(case.sent_at, case.due_at, now),
        age=age_words(case.received_at, now),
        state=Case.State(case.state).label,
        held_by=_holder(held[0], officer) if held else "",
        next_promise="reply" if case.state == Case.State.ASSESSED else "look",
    )


def raised(name: str) -> Raised:
    """A flag as a tag. G1 and G2 are urgent."""
    try:
        flag = flags().flag(name)
    except UnknownFlag:
        return Raised(name, name, False)
    return Raised(name, flag.words, flag.grade is not None and flag.grade <= 2)


def district_words(district: str) -> str:
    """The district's name; words that say so where it is not known."""
    known = our_force().geography.districts.get(district)
    return known.name if known else "Not known"


def _holder(claim: Claim, officer: Officer) -> str:
    return "you" if claim.by_id == officer.pk else str(claim.by)
