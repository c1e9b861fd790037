"""A case as one row of a list: from its plain columns alone, nothing is opened for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from doitonline.definitions.flags import Flag, Grade, UnknownFlag, flags
from doitonline.office.casework.grades import grade_words
from doitonline.office.casework.models import Case, Claim
from doitonline.office.casework.promises import our_force
from doitonline.office.casework.teams import team_words
from doitonline.office.casework.times import Pressure, age_words, left_words, pressure
from doitonline.office.people.models import Officer

URGENT = Grade.G2
NONE = 9


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
    grade_name: str
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
        grade=case.grade,
        grade_name=grade_words(case.grade).removeprefix(f"{case.grade} "),
        subject=case.subject,
        team=team_words(case.team),
        flags=in_order(case.flags),
        district=district_words(case.district),
        left="" if case.closed else left_words(case.due_at, now),
        pressure=Pressure.FINE if case.closed else pressure(case.sent_at, case.due_at, now),
        age=age_words(case.received_at, now),
        state=Case.State(case.state).label,
        held_by=_holder(held[0], officer) if held else "",
        next_promise="reply" if case.state == Case.State.ASSESSED else "look",
    )


def in_order(names: Iterable[str]) -> list[Raised]:
    """Flags as tags, the most urgent first. Letters that only draw the eye stay on the case."""
    known = [_flag(name) for name in names if name not in flags().thrive]
    known.sort(key=lambda flag: (flag.grade or NONE, flag.id))
    return [Raised(flag.id, flag.words, (flag.grade or NONE) <= URGENT) for flag in known]


def _flag(name: str) -> Flag:
    try:
        return flags().flag(name)
    except UnknownFlag:
        return Flag(name, name)


def district_words(district: str) -> str:
    """The district's name; words that say so where it is not known."""
    known = our_force().geography.districts.get(district)
    return known.name if known else "Not known"


def _holder(claim: Claim, officer: Officer) -> str:
    return "you" if claim.by_id == officer.pk else str(claim.by)
