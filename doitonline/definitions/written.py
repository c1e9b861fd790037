"""Written journeys: worked examples of a service that are its tests.

Each is a story with its answers, the pages it visits, where it ends, and the record, flags, team
and grade that come of it. It is walked by the pure engine and again through real pages.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, TypeAdapter

from doitonline.definitions.answering import (
    gone_on,
    read_page,
    with_answers,
    with_item,
    with_no_more,
)
from doitonline.definitions.conditions import Strict
from doitonline.definitions.journey import Journey, Step
from doitonline.definitions.kinds import Raw, as_typed, typed_back
from doitonline.definitions.messages import problem_words
from doitonline.definitions.plan import EXIT, Plan
from doitonline.definitions.reading import plain_tree

LONDON = ZoneInfo("Europe/London")
MOST_STEPS = 1_000


class Expected(Strict):
    """An entry that the record must have, with at least these attributes."""

    make: str
    id: str | None = None
    role: str | None = None
    set: dict[str, Any] = {}


class Written(Strict):
    """One worked example."""

    name: str = ""
    story: str = Field(min_length=20)
    now: datetime
    answers: dict[str, Any]
    pages: tuple[str, ...] | None = None
    ends: str = "sent"
    send_now: bool = False
    flags: tuple[str, ...] | None = None
    team: str | None = None
    grade: Literal["G1", "G2", "G3", "G4", "G5"] | None = None
    record: tuple[Expected, ...] = ()

    @property
    def moment(self) -> datetime:
        """When it takes place, by the clock of London."""
        return self.now if self.now.tzinfo else self.now.replace(tzinfo=LONDON)


class Astray(Exception):
    """A written journey that cannot be walked: which page, and why."""


@dataclass
class Walked:
    """A journey after walking: the answers given, the pages visited, and where it ended."""

    answers: dict[str, Any]
    journey: Journey
    visited: list[str] = field(default_factory=list)
    ends: str = "sent"


def journeys(folder: Path) -> list[Written]:
    """The written journeys of a service's folder, by name. Raises ValidationError for a bad one."""
    adapter = TypeAdapter(Written)
    files = sorted((folder / "journeys").glob("*.yaml"))
    trees = [{"name": file.stem, **plain_tree(file.read_text(encoding="utf-8"))} for file in files]
    return [adapter.validate_python(tree) for tree in trees]


def name_of(step: Step) -> str:
    """What a written journey calls a step: its page, `list/page` for an item's, `exit.<id>`."""
    return f"{step.list}/{step.name}" if step.item is not None else step.name


def typed_for(journey: Journey, step: Step, given: dict[str, Any]) -> dict[str, Raw]:
    """What the person of a story types into the fields of a page."""
    typed: dict[str, Raw] = {}
    for question in journey.questions(step):
        if (value := given.get(question.id)) is not None:
            fields = typed_back(question, value)
            typed[question.id] = {**fields, "checked": [as_typed(question, fields)]}
    return typed


def given_at(written: Written, journey: Journey, step: Step) -> dict[str, Any]:
    """The story's answers for a page: those of the same item, counted in order, inside a list."""
    if step.item is None or step.list is None:
        return written.answers
    ids = [item["id"] for item in journey.given.get(step.list) or ()]
    given: dict[str, Any] = written.answers[step.list][ids.index(step.item)]
    return given


def walk(plan: Plan, written: Written) -> Walked:
    """Walks a story from the first page to its end. Raises Astray where it cannot go on."""
    ids = item_ids()
    answers: dict[str, Any] = {}
    journey = Journey(plan, answers, written.moment)
    walked = Walked(answers, journey)
    step = journey.steps[0]
    for _ in range(MOST_STEPS):
        walked.visited.append(name_of(step))
        if step.role == "exit" and step.name not in written.answers:
            walked.ends = step.name
            return walked
        changed = _answer(written, walked.journey, step, ids)
        walked.answers = changed
        walked.journey = journey = journey.changed(changed, step)
        if step.role == "check":
            return walked
        step = _onwards(written, journey, step)
    raise Astray(f"{written.name}: does not end within {MOST_STEPS} pages")


def _onwards(written: Written, journey: Journey, step: Step) -> Step:
    if written.send_now and journey.may_send_now and journey.check is not None:
        return journey.check
    if step.role == "list" and not journey.step(*step.place).complete:
        items = journey.given[step.list or ""]
        return next(s for s in journey.steps if s.item == items[-1]["id"])
    return journey.after(step)


def _answer(written: Written, journey: Journey, step: Step, ids: Iterator[str]) -> dict[str, Any]:
    answers = dict(journey.given)
    if step.role == "exit":
        return gone_on(answers, step.name.removeprefix(EXIT))
    if step.role == "list" and step.list is not None:
        there = len(answers.get(step.list) or ())
        if there < len(written.answers.get(step.list) or ()):
            return with_item(answers, step.list, next(ids))
        return with_no_more(answers, step.list)
    if step.role not in ("ask", "check"):
        return answers
    typed = typed_for(journey, step, given_at(written, journey, step))
    read = read_page(journey, step, typed)
    for key, problem in read.problems.items():
        sentence = problem_words(journey.plan.question(key), problem, "en")
        raise Astray(f"{written.name}: page {name_of(step)}, {key}: {sentence}")
    return with_answers(answers, step, read.values)


def item_ids() -> Iterator[str]:
    """Names for a story's items, the same each time it is walked."""
    number = 0
    while True:
        number += 1
        yield f"item{number:04d}"
