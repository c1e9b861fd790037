"""Reading what was in an envelope: its shape, then the answers walked again and checked one by one.

Nothing that the counter says of the answers is believed: the path, the record, the flags, the team
and the grade are worked out here from the answers and the version they were given under.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from doitonline.definitions.assessing import Assessed, assess
from doitonline.definitions.journey import Journey
from doitonline.definitions.kinds import Refused, parse, typed_back
from doitonline.definitions.kinds.evidence import LARGEST
from doitonline.definitions.plan import MORE, Plan
from doitonline.definitions.record import record
from doitonline.definitions.schema import Question
from doitonline.letterbox.models import EARLIEST, LATEST
from doitonline.sealing.canonical import parse as parse_json
from doitonline.sealing.errors import NotCanonical

LONDON = ZoneInfo("Europe/London")
Moment = Annotated[AwareDatetime, Field(ge=EARLIEST, lt=LATEST)]


class Fault(StrEnum):
    """Why a machine could not read an envelope. A person then looks into it."""

    NOT_AN_ENVELOPE = "not_an_envelope"
    UNKNOWN_KEY = "unknown_key"
    BROKEN = "broken"
    MOVED = "moved"
    BAD_SHAPE = "bad_shape"
    UNKNOWN_VERSION = "unknown_version"
    OTHER_REFERENCE = "other_reference"
    OFF_THE_PATH = "off_the_path"
    INCOMPLETE = "incomplete"
    BAD_ANSWER = "bad_answer"
    NO_PARCEL = "no_parcel"
    REFERENCE_TAKEN = "reference_taken"
    UNEXPECTED = "unexpected"


class Unreadable(Exception):
    """The envelope, or what was in it, is not as it must be. `question` says where, if known."""

    def __init__(self, fault: Fault, question: str = "") -> None:
        super().__init__(fault.value)
        self.fault, self.question = fault, question


class Part(BaseModel):
    """A part of an envelope's content. What this version does not know it passes over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class ParcelKey(Part):
    """A file that goes with the report: where its sealed bytes are and what opens them."""

    id: str
    key: str = Field(repr=False)
    sha256: str
    name: str
    size: int = Field(ge=0, le=LARGEST)
    type: str
    question: str
    item: str | None = None


class Person(Part):
    """How to seal something to the person who reported."""

    public_key: str
    pigeonhole: str


class Content(Part):
    """What an envelope holds."""

    v: Literal[1]
    service: str
    publication: int
    version: str
    language: str = "en"
    reference: str
    started_at: Moment
    sent_at: Moment
    answers: dict[str, Any] = Field(repr=False)
    later: tuple[str, ...] = ()
    parcels: tuple[ParcelKey, ...] = ()
    person: Person | None = None
    marks: tuple[str, ...] = ()

    @classmethod
    def read(cls, plaintext: bytes) -> "Content":
        """The content of an envelope. Raises Unreadable."""
        try:
            return cls.model_validate(parse_json(plaintext))
        except (NotCanonical, ValidationError):
            raise Unreadable(Fault.BAD_SHAPE) from None


@dataclass(frozen=True)
class Reading:
    """What the answers amount to."""

    journey: Journey
    record: dict[str, Any]
    assessed: Assessed


def walked(plan: Plan, content: Content) -> Reading:
    """The answers walked again under their own version. Raises Unreadable."""
    at = content.sent_at.astimezone(LONDON)
    journey = Journey(plan, content.answers, at)
    try:
        _listed(journey)
    except (KeyError, TypeError, AttributeError):
        raise Unreadable(Fault.BAD_SHAPE) from None
    _end_at_the_check(journey)
    _whole(journey, content)
    _good(journey, content, (at, content.started_at.astimezone(LONDON)))
    return Reading(journey, record(plan, journey.on_path, at), assess(plan, journey.on_path, at))


def _listed(journey: Journey) -> None:
    """The path can be walked; each thing of a list has an id of its own, and none is too many."""
    for listed, group in journey.plan.groups.items():
        ids = [item.get("id") for item in journey.on_path.get(listed) or ()]
        most = group.repeat.max if group.repeat else None
        known = {id_ for id_ in ids if isinstance(id_, str)}
        if len(known) < len(ids) or (most is not None and len(ids) > most):
            raise Unreadable(Fault.BAD_ANSWER, listed)


def _end_at_the_check(journey: Journey) -> None:
    """The path ends where a report is sent, and every way out on it was passed."""
    if journey.check is None or any(
        step.role == "exit" and not step.complete for step in journey.steps
    ):
        raise Unreadable(Fault.OFF_THE_PATH)


def _whole(journey: Journey, content: Content) -> None:
    """What is not answered was optional, or said to be left for later; never an essential one."""
    essential = set(journey.plan.essential)
    for key, _ in journey.open:
        if key in content.later and key not in essential:
            continue
        if key.endswith(MORE) or journey.plan.question(key).required:
            raise Unreadable(Fault.INCOMPLETE, key)


def _good(journey: Journey, content: Content, moments: tuple[datetime, datetime]) -> None:
    """Each answer is one that its question could have had, when it was sent or was begun."""
    parcels = {parcel.id for parcel in content.parcels}
    for question, value in _values(journey):
        if not any(_could_be(question, value, moment) for moment in moments):
            raise Unreadable(Fault.BAD_ANSWER, question.id)
        if question.type == "file" and any(file["id"] not in parcels for file in value):
            raise Unreadable(Fault.NO_PARCEL, question.id)


def _values(journey: Journey) -> Iterator[tuple[Question, Any]]:
    for key, placed in journey.plan.placed.items():
        scopes = [journey.on_path] if placed.list is None else journey.on_path.get(placed.list, ())
        for scope in scopes:
            if (value := scope.get(key)) is not None:
                yield placed.question, value


def _could_be(question: Question, value: Any, moment: datetime) -> bool:
    try:
        outcome = parse(question, typed_back(question, value), moment)
    except Exception:  # any shape at all may stand where an answer should
        return False
    if isinstance(outcome, Refused):
        return False
    # No files, and nothing ticked, are written as an empty list or as nothing at all.
    return bool(outcome.value == value) or (outcome.value is None and value == [])
