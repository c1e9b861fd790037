"""A round of a service: a draft at every page, in every state, so that nothing is walked twice."""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from doitonline.config.surroundings import ROOT
from doitonline.definitions.plan import Plan
from doitonline.definitions.reading import read_folder
from doitonline.definitions.schema import Service
from doitonline.definitions.written import journeys
from tests.browser.standing import TRIED, Standing
from tests.browser.states import State, states
from tests.browser.visiting import Fetched, Visitor
from tests.browser.wander import walks
from tests.browser.ways import Answers, Way, every_name, steps_of, ways

LONDON = ZoneInfo("Europe/London")
SERVICE = "*/service.yaml"


def folders() -> list[Path]:
    """The folders of all services that are published here."""
    return sorted(path.parent for root in (ROOT / "services", TRIED) for path in root.glob(SERVICE))


def plan_in(folder: Path) -> Plan:
    """A service as its folder has it."""
    return Plan(Service.model_validate(read_folder(folder).tree))


class Round:
    """Every page of one service in every state, fetched from the counter."""

    def __init__(self, station: Standing, folder: Path) -> None:
        self.station, self.folder = station, folder
        self.slug = folder.name
        self.plan = station.plans[self.slug]
        self.now = datetime.now(LONDON)
        self.visitor = Visitor(station.counter)

    @cached_property
    def ways(self) -> dict[str, Way]:
        """For every page the way on which most of its questions are answered."""
        found: dict[str, Way] = {}
        for way in ways(self.plan, journeys(self.folder), self.now):
            _keep_the_best(found, way)
        if missing := set(every_name(self.plan)) - set(found):
            for journey in walks(self.plan, self.now):
                for way in steps_of("made up", journey):
                    if way.name in missing:
                        _keep_the_best(found, way)
        return found

    @cached_property
    def states(self) -> dict[str, list[State]]:
        """Every state of every page."""
        return {name: list(states(self.plan, way, self.now)) for name, way in self.ways.items()}

    @cached_property
    def drafts(self) -> dict[str, str]:
        """The ids of the drafts, by their answers."""
        wanted: dict[str, Answers] = {}
        for state in (state for several in self.states.values() for state in several):
            wanted.setdefault(_key(state.draft), state.draft)
        ids = self.station.drafts(
            self.visitor.root,
            [{"service": self.slug, "answers": answers} for answers in wanted.values()],
        )
        return dict(zip(wanted, ids, strict=True))

    def fetch(self, state: State) -> Fetched:
        """The page in a state."""
        path = f"/d/{self.drafts[_key(state.draft)]}{state.path}"
        if state.sent is None:
            return self.visitor.get(path)
        return self.visitor.post(path, state.sent, *state.uploads)


def _key(answers: Answers) -> str:
    return json.dumps(answers, sort_keys=True)


def _keep_the_best(found: dict[str, Way], way: Way) -> None:
    if way.name not in found or _answered(way) > _answered(found[way.name]):
        found[way.name] = way


def _answered(way: Way) -> int:
    """How much a story tells on a page; on a list, how many items."""
    given: Answers = way.told.answers_at(way.step)
    if way.step.role == "list":
        items: Sequence[object] = given.get(way.step.list or "") or ()
        return len(items)
    return sum(bool(given.get(question.id)) for question in way.told.questions(way.step))
