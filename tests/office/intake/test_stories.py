"""Every written journey of every service is read by the office as its author meant it."""

import pytest

from doitonline.office.intake.reading import walked
from doitonline.office.intake.reports import team_for
from tests.office.stories import STORIES, plan_of, sent


@pytest.mark.parametrize("name", STORIES)
def test_the_office_reads_what_the_story_says(name: str) -> None:
    service, story = STORIES[name]
    told, content = sent(name)
    reading = walked(plan_of(service), content)
    assert reading.journey.on_path == told.journey.on_path
    assert story.team in (None, reading.assessed.team)
    assert story.grade in (None, reading.assessed.grade.name)
    assert story.flags is None or set(story.flags) == set(reading.assessed.flags)


@pytest.mark.parametrize("name", STORIES)
def test_the_service_sends_a_story_where_its_flags_allow(name: str) -> None:
    service, _ = STORIES[name]
    assessed = walked(plan_of(service), sent(name)[1]).assessed
    assert team_for(assessed.team, assessed.flags) == assessed.team
