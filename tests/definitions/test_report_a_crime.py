"""Reporting a crime: its stories end as they say, it is short enough, and it promises nothing."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from doitonline.config.surroundings import ROOT, force_folder
from doitonline.definitions.assessing import assess
from doitonline.definitions.compiling import compile_folder
from doitonline.definitions.conditions import questions_in
from doitonline.definitions.plan import Plan, every_page
from doitonline.definitions.record import record
from doitonline.definitions.schema import Page
from doitonline.definitions.written import Expected, Walked, Written, journeys, walk
from doitonline.force import Force
from doitonline.station.services import known

FOLDER = ROOT / "services" / "report-a-crime"
STORIES = {written.name: written for written in journeys(FOLDER)}
FEWEST_AND_MOST = {
    "burglary": (45, 55),
    "burglary-plain": (25, 32),
    "abuse-at-home": (15, 22),
    "short-path": (10, 22),
    "messages-from-an-ex": (10, 22),
}
MOST_BEFORE_SENDING = 15
MOST_QUESTIONS = 5


@cache
def plan() -> Plan:
    compiled = compile_folder(FOLDER, known(Force.load(force_folder())))
    assert compiled.plan is not None
    return compiled.plan


@cache
def told(name: str) -> Walked:
    return walk(plan(), STORIES[name])


def recorded(name: str) -> Iterator[tuple[dict[str, Any], dict[str, list[Any]]]]:
    """Each entry of the record with its attributes, of which one may have several values."""
    for entry in record(plan(), told(name).journey.on_path, STORIES[name].moment)["entries"]:
        values: dict[str, list[Any]] = {}
        for each in entry["attributes"]:
            values.setdefault(each["attribute"], []).append(each["value"])
        yield entry, values


def fits(expected: Expected, entry: dict[str, Any], values: dict[str, list[Any]]) -> bool:
    named = all(
        wanted is None or entry[key] == wanted
        for key, wanted in (("make", expected.make), ("id", expected.id), ("role", expected.role))
    )
    return named and all(
        value in values.get(key, []) or value == values.get(key)
        for key, value in expected.set.items()
    )


@pytest.mark.parametrize("name", STORIES)
def test_a_story_visits_its_pages_and_ends_as_it_says(name: str) -> None:
    written, walked = STORIES[name], told(name)
    assert walked.ends == written.ends
    assert tuple(walked.visited) == written.pages


@pytest.mark.parametrize("name", [n for n, each in STORIES.items() if each.ends == "sent"])
def test_a_story_that_is_sent_is_graded_and_recorded_as_it_says(name: str) -> None:
    written = STORIES[name]
    assessed = assess(plan(), told(name).journey.on_path, written.moment)
    assert sorted(assessed.flags) == sorted(written.flags or ())
    assert (assessed.team, assessed.grade.name) == (written.team, written.grade)
    made = list(recorded(name))
    for expected in written.record:
        assert any(fits(expected, *entry) for entry in made), expected


@pytest.mark.parametrize(("name", "bounds"), FEWEST_AND_MOST.items())
def test_a_story_takes_no_more_pages_than_it_must(name: str, bounds: tuple[int, int]) -> None:
    fewest, most = bounds
    assert fewest <= len(told(name).visited) <= most


@pytest.mark.parametrize("name", FEWEST_AND_MOST)
def test_what_is_essential_is_told_early(name: str) -> None:
    hurried = walk(plan(), hasty(STORIES[name]))
    assert len(hurried.visited) - 1 <= MOST_BEFORE_SENDING


def hasty(written: Written) -> Written:
    """The same story, by somebody who sends as soon as may be."""
    return written.model_copy(update={"send_now": True, "pages": None})


def test_no_page_shows_more_than_five_questions() -> None:
    crowded = {page.id: shown(page) for page in pages() if shown(page) > MOST_QUESTIONS}
    assert crowded == {}


def pages() -> Iterator[Page]:
    return (page for page, _ in every_page(plan().service))


def shown(page: Page) -> int:
    """How many questions stand on a page before an answer on it brings out another."""
    here = {question.id for question in page.questions}
    return sum(
        question.show_when is None or here.isdisjoint(questions_in(question.show_when))
        for question in page.questions
    )


def test_no_story_tells_of_what_was_left_out_but_files() -> None:
    told_of = {key for name in STORIES for key in answered(told(name).journey.on_path)}
    untold = set(plan().placed) - told_of
    assert {plan().question(key).type for key in untold} <= {"file"}


def answered(answers: dict[str, Any]) -> Iterator[str]:
    for key, value in answers.items():
        yield key
        if key in plan().groups:
            for item in value:
                yield from item


WORDS = re.compile(
    r"please|!|day and night|24/7|we will visit|officer will (?:come|visit|call)", re.I
)


def test_the_words_beg_shout_and_promise_nothing() -> None:
    said = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in (FOLDER, FOLDER.parent / "shared")
        for path in (*folder.glob("*.yaml"), *folder.glob("guidance/*.md"))
    )
    assert WORDS.findall(said) == []
    assert "'" not in re.sub(r"^\s*#.*$", "", said, flags=re.M)
