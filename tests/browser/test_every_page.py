"""Every page of every service in every state: by rules each, by axe each shape.

First shown, answered, sent empty, and one value for each sentence with which a question refuses.
`make audit` opens every one of them, at two widths, and keeps the table.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from doitonline.definitions.journey import Step
from doitonline.definitions.messages import ERRORS
from doitonline.definitions.plan import EXIT, Plan
from doitonline.definitions.written import journeys
from tests.browser.looking import Look, Looker
from tests.browser.rounds import LONDON, Round, folders, plan_in
from tests.browser.standing import TRIED, Standing
from tests.browser.ways import every_name, ways

FOLDERS = folders()
PLANS: dict[str, Plan] = {folder.name: plan_in(folder) for folder in FOLDERS}
PAGES = [(slug, name) for slug, plan in PLANS.items() for name in every_name(plan)]
UNMET = {
    "card_hidden": "a note on the next page, not a refusal",
    "file_too_big": "a file of that size takes too long here; the counter's own tests send one",
    "files_too_big": "as one file",
    "no_room": "the disk of a test is never full",
    "form_changed": "a note on the page, not a refusal",
    "in_past": "nothing is asked yet that must lie ahead",
    "missing_choice": "“missing”, said of a choice",
    "missing_declaration": "“missing”, said of a declaration",
    "missing_file": "“missing”, said of a file",
}

Rounds = Callable[[str], Round]
Key = tuple[str, str]
Looks = Iterable[tuple[str, Look]]


@pytest.fixture(scope="module")
def round_of(station: Standing) -> Rounds:
    made: dict[str, Round] = {}

    def of(slug: str) -> Round:
        if slug not in made:
            made[slug] = Round(station, next(f for f in FOLDERS if f.name == slug))
        return made[slug]

    return of


@pytest.fixture(scope="module")
def looks(round_of: Rounds, looker: Looker, request: pytest.FixtureRequest) -> dict[Key, Looks]:
    """Every page that is asked for, fetched in every state; they are opened while tests wait."""
    asked = [getattr(item, "callspec", None) for item in request.session.items]
    wanted = {(spec.params.get("slug"), spec.params.get("name")) for spec in asked if spec}
    return {
        (slug, name): list(looked_at(round_of(slug), name, looker))
        for slug, name in PAGES
        if (slug, name) in wanted and name in round_of(slug).states
    }


def looked_at(here: Round, name: str, looker: Looker) -> Looks:
    for state in here.states[name]:
        if here.folder.is_relative_to(TRIED) and state.kind in asked_by_services():
            continue
        fetched = here.fetch(state)
        if fetched.status == state.status:
            yield state.name, looker.look(fetched, state.says)
        else:
            wrong = f"answered with {fetched.status} {fetched.onwards}"
            yield state.name, Look("", [wrong], {})


@pytest.mark.parametrize(("slug", "name"), PAGES)
def test_a_page_is_good_in_every_state(looks: dict[Key, Looks], slug: str, name: str) -> None:
    assert (slug, name) in looks, f"no journey of {slug} visits {name}: write one"
    found = [f"{state}: {each}" for state, look in looks[slug, name] for each in look.faults()]
    assert not found, "\n".join(found)


@cache
def asked_by_services() -> set[str]:
    """The kinds of question that services for the public ask: their refusals are seen there."""
    return {
        placed.question.type
        for folder in FOLDERS
        if not folder.is_relative_to(TRIED)
        for placed in PLANS[folder.name].placed.values()
    }


def test_every_sentence_of_refusal_was_met_on_a_page(round_of: Rounds) -> None:
    met = {state.message for slug in PLANS for s in round_of(slug).states.values() for state in s}
    assert sorted(set(ERRORS["en"]) - met - set(UNMET)) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_two_pages_of_one_path_have_the_same_title(folder: Path) -> None:
    """A person who hears only the title must know that the page has changed."""
    plan, now, doubled = PLANS[folder.name], datetime.now(LONDON), set()
    for written in journeys(folder):
        titles: dict[str, str] = {}
        for way in ways(plan, [written], now):
            if way.step.item is not None or way.step.role == "list":
                continue
            title = title_of(plan, way.step)
            other = titles.setdefault(title, way.name)
            if other != way.name:
                doubled.add((title, other, way.name))
    assert sorted(doubled) == []


def title_of(plan: Plan, step: Step) -> str:
    """A page's title in a definition's own words."""
    if step.role == "exit":
        return plan.service.exits[step.name.removeprefix(EXIT)].title.within("en")
    page = step.page
    assert page is not None
    return (page.title or page.questions[0].label).within("en")
