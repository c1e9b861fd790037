"""The written journeys of all services, as the envelopes that the counter would make of them."""

from datetime import UTC
from typing import Any

from doitonline.config.surroundings import force_folder
from doitonline.definitions.compiling import Compiled
from doitonline.definitions.plan import Plan
from doitonline.definitions.written import Walked, Written, journeys, walk
from doitonline.force import Force
from doitonline.office.intake.reading import Content
from doitonline.station.services import SERVICES, compiled, folders
from tests.office import tiny

COMPILED: dict[str, Compiled] = {
    one.slug: one for one in compiled(SERVICES, Force.load(force_folder()))
}
STORIES: dict[str, tuple[str, Written]] = {
    f"{folder.name}/{story.name}": (folder.name, story)
    for folder in folders([SERVICES])
    for story in journeys(folder)
    if story.ends == "sent"
}


def plan_of(service: str) -> Plan:
    """The service, ready to be walked."""
    plan = COMPILED[service].plan
    assert plan is not None
    return plan


def sent(name: str, reference: str = "DIO-0000-0000-0") -> tuple[Walked, Content]:
    """A story after walking, and what the counter would put into its envelope."""
    service, story = STORIES[name]
    plan = plan_of(service)
    told = walk(plan, story)
    on_path = told.journey.on_path
    blank = [key for key, value in told.answers.items() if value is None and key in plan.placed]
    envelope = tiny.content(
        reference,
        story.moment.astimezone(UTC),
        service=service,
        version=COMPILED[service].hash,
        later=list(told.journey.later),
        parcels=[{**file, "key": "AAAA", "question": key} for key, file in files(plan, on_path)],
    )
    return told, Content.model_validate(
        {**envelope, "answers": {**on_path, **dict.fromkeys(blank)}}
    )


def files(plan: Plan, on_path: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Every file of the answers, with the question it answers."""
    found = []
    for key, placed in plan.placed.items():
        if placed.question.type == "file":
            holders = [on_path] if placed.list is None else on_path.get(placed.list, [])
            found += [(key, file) for holder in holders for file in holder.get(key) or ()]
    return found
