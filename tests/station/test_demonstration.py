"""The invented month: every story can be told again by somebody else, on another day."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from doitonline.config.surroundings import ROOT, force_folder
from doitonline.definitions.compiling import compile_folder
from doitonline.definitions.plan import Plan
from doitonline.definitions.written import Written, journeys, walk
from doitonline.force import Force
from doitonline.station.demonstration.inventing import FAMILY, Inventor
from doitonline.station.services import known

FOLDER = ROOT / "services" / "report-a-crime"
NOW = datetime(2027, 3, 3, 4, 30, tzinfo=ZoneInfo("Europe/London"))
PLACES = [("PR1 1AA", "Preston"), ("FY1 2DP", "Blackpool")]


@pytest.fixture(scope="module")
def plan() -> Plan:
    compiled = compile_folder(FOLDER, known(Force.load(force_folder())))
    assert compiled.plan is not None
    return compiled.plan


def stories() -> list[Written]:
    return [written for written in journeys(Path(FOLDER)) if written.ends == "sent"]


@pytest.mark.parametrize("written", stories(), ids=lambda written: written.name)
def test_a_story_told_again_ends_as_before(plan: Plan, written: Written) -> None:
    inventor = Inventor(Random(written.name), PLACES)
    for days in (0, 11):
        now = NOW - timedelta(days=days)
        answers = inventor.told_again(plan, written, now)
        again = walk(plan, written.model_copy(update={"answers": answers, "now": now}))
        assert again.ends == "sent"


def test_the_people_are_other_people(plan: Plan) -> None:
    written = next(story for story in stories() if story.name == "burglary")
    told = Inventor(Random(1), PLACES).told_again(plan, written, NOW)
    assert told["p.name"] != written.answers["p.name"]
    assert told["p.name"]["family"] in FAMILY
    assert told["p.phone"].startswith("+447700900")
    assert told["p.email"].endswith("@example.org")
