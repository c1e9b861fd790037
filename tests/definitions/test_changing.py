"""A journey changed at one step is the journey that the new answers lead to, derived afresh."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from doitonline.definitions.answering import gone_on, with_answers, with_item, with_no_more
from doitonline.definitions.journey import Journey, Step
from doitonline.definitions.plan import EXIT, Plan
from doitonline.definitions.schema import Service
from tests.definitions.small import NOW
from tests.definitions.strategies import ANSWERS, VALUES, services

CHANGES = st.lists(st.tuples(st.integers(0, 20), VALUES, st.booleans()), max_size=6)


def changed_at(journey: Journey, step: Step, value: str | None, more: bool) -> dict[str, Any]:
    """The journey's answers with this step's answered so."""
    answers = dict(journey.given)
    if step.role == "exit":
        return gone_on(answers, step.name.removeprefix(EXIT))
    if step.role == "list" and step.list is not None:
        there = {item["id"] for item in answers.get(step.list) or ()}
        fresh = next(name for name in ("a", "b", "c", "d", "e", "f", "g") if name not in there)
        return (with_item if more else with_no_more)(answers, step.list, *[fresh] * more)
    return with_answers(answers, step, {q.id: value for q in journey.questions(step)})


@given(services(), ANSWERS, CHANGES)
@settings(max_examples=200, deadline=None)
def test_a_changed_journey_is_the_one_derived_afresh(
    small: Service, answers: dict[str, Any], changes: list[tuple[int, str | None, bool]]
) -> None:
    plan = Plan(small)
    journey = Journey(plan, answers, NOW)
    for number, value, more in changes:
        step = journey.steps[number % len(journey.steps)]
        answers = changed_at(journey, step, value, more)
        journey, afresh = journey.changed(answers, step), Journey(plan, answers, NOW)
        assert journey.steps == afresh.steps
        assert journey.on_path == afresh.on_path
        assert journey.open == afresh.open


@given(services(), ANSWERS, st.integers(0, 20))
@settings(max_examples=200, deadline=None)
def test_a_path_walked_as_far_as_it_must_be_says_the_same_as_a_whole_one(
    small: Service, answers: dict[str, Any], number: int
) -> None:
    plan = Plan(small)
    whole = Journey(plan, answers, NOW)
    step = whole.steps[number % len(whole.steps)]
    for ask in (
        lambda journey: journey.step(*step.place),
        lambda journey: journey.after(step),
        lambda journey: journey.after(step, changing=True),
        lambda journey: journey.before(step),
        lambda journey: journey.may_visit(step),
        lambda journey: journey.questions(step),
        lambda journey: journey.first_open,
        lambda journey: journey.check,
        lambda journey: journey.complete,
        lambda journey: journey.may_send_now,
        lambda journey: journey.changed(answers, step).steps,
    ):
        assert ask(Journey(plan, answers, NOW)) == ask(whole)
