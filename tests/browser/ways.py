"""Ways through a service: for every page, answers that lead there, from its written journeys."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from doitonline.definitions.answering import gone_on, with_answers, with_item, with_no_more
from doitonline.definitions.journey import Journey, Step
from doitonline.definitions.plan import EXIT, Plan, every_page
from doitonline.definitions.written import Written, name_of, walk
from doitonline.station.demonstration.inventing import shifted

Answers = dict[str, Any]


@dataclass(frozen=True)
class Way:
    """A step of a story that was told to its end."""

    story: str
    step: Step
    told: Journey
    """The story with all its answers."""

    @property
    def name(self) -> str:
        """What a written journey calls the step."""
        return name_of(self.step)

    @property
    def before(self) -> Answers:
        """The answers that were given when this page was first shown."""
        return before(self.told, self.step)


def every_name(plan: Plan) -> list[str]:
    """Every page of a service and every way out, as a written journey calls them."""
    names = []
    for page, group in every_page(plan.service):
        listed = (group or page).repeat
        if group is None:
            names.append(page.id)
        if listed is not None and (group is not None or not page.pages):
            names.append(f"{listed.list_}/{page.id}")
    return [*names, *(EXIT + key for key in plan.service.exits)]


def ways(plan: Plan, stories: Sequence[Written], now: datetime) -> Iterator[Way]:
    """Every step of every story, as if it were told today."""
    for written in stories:
        told = told_at(plan, written, now)
        walked = walk(plan, told)
        journey = Journey(plan, walked.answers, told.moment)
        visited = set(walked.visited)
        for step in journey.steps:
            if name_of(step) in visited and journey.may_visit(step):
                yield Way(written.name, step, journey)


def steps_of(story: str, journey: Journey) -> Iterator[Way]:
    """Every step of a journey that may be visited."""
    for step in journey.steps:
        if journey.may_visit(step):
            yield Way(story, step, journey)


def told_at(plan: Plan, written: Written, now: datetime) -> Written:
    """A story with its days moved, so that it is told at this time of this day, or of yesterday.

    Ages stay as they are, because days of birth move too.
    """
    later = now.date() - written.moment.date()
    if now.time() < written.moment.time():
        later -= timedelta(days=1)
    answers = {
        key: [_moved(plan, item, later) for item in value]
        if key in plan.groups
        else _moved(plan, {key: value}, later)[key]
        for key, value in written.answers.items()
    }
    return written.model_copy(update={"answers": answers, "now": written.moment + later})


def _moved(plan: Plan, answers: Answers, later: timedelta) -> Answers:
    dated = {
        key for key in answers if key in plan.placed and plan.question(key).type in ("date", "when")
    }
    return {
        key: shifted(value, later) if key in dated and value is not None else value
        for key, value in answers.items()
    }


def before(journey: Journey, step: Step) -> Answers:
    """The answers to what stands on the path before a step, and to nothing else."""
    answers: Answers = {}
    for earlier in journey.steps[: journey.index[step.place]]:
        answers = _answered(journey, earlier, answers)
    if step.item is not None and step.list is not None and step.item not in _ids(answers, step):
        answers = with_item(answers, step.list, step.item)
    return answers


def _answered(journey: Journey, step: Step, answers: Answers) -> Answers:
    if step.role == "exit":
        return gone_on(answers, step.name.removeprefix(EXIT))
    if step.role == "list" and step.list is not None:
        answers.setdefault(step.list, [])
        return with_no_more(answers, step.list)
    if step.item is not None and step.list is not None and step.item not in _ids(answers, step):
        answers = with_item(answers, step.list, step.item)
    given = journey.answers_at(step)
    asked = [question.id for question in journey.questions(step)]
    return with_answers(answers, step, {key: given[key] for key in asked if key in given})


def _ids(answers: Answers, step: Step) -> list[str]:
    return [item["id"] for item in answers.get(step.list or "") or ()]
