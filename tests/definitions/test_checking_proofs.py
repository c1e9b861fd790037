"""The proofs against brute force: on small random services both must say the same."""

from itertools import product
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from doitonline.definitions.checking import Known
from doitonline.definitions.checking.absence import differs
from doitonline.definitions.checking.explore import Explorer
from doitonline.definitions.checking.logic import Supposed
from doitonline.definitions.checking.reach import goal_at
from doitonline.definitions.checking.subject import Subject
from doitonline.definitions.checking.uses import END, Use
from doitonline.definitions.conditions import Asked, Scope, compiled
from doitonline.definitions.journey import Journey
from doitonline.definitions.plan import Plan
from doitonline.definitions.reading import Read
from doitonline.definitions.schema import Service
from tests.definitions.small import NOW, service

OPTIONS = ("a", "b")
QUESTIONS = ("q0", "q1", "q2")


def claims(upto: int) -> st.SearchStrategy[Any]:
    """A claim about one of the first questions."""
    question = st.sampled_from(QUESTIONS[:upto])
    absent = st.sampled_from((True, False))
    one = st.builds(
        lambda q, o, a: {"question": q, "is": o, "absent": a},
        question,
        st.sampled_from(OPTIONS),
        absent,
    )
    several = st.builds(
        lambda q, o, a: {"question": q, "in": sorted(o), "absent": a},
        question,
        st.sets(st.sampled_from(OPTIONS), min_size=1),
        absent,
    )
    answered = st.builds(lambda q, a: {"question": q, "answered": a}, question, absent)
    return st.one_of(one, several, answered)


def conditions(upto: int) -> st.SearchStrategy[Any]:
    """A condition about the first questions."""
    return st.recursive(
        claims(upto),
        lambda inner: st.one_of(
            st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
            st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
            st.builds(lambda part: {"not": part}, inner),
        ),
        max_leaves=5,
    )


@st.composite
def services(draw: st.DrawFn) -> Service:
    """Pages of one question each, with guards, and an exit now and then."""
    pages: list[dict[str, Any]] = []
    for n, key in enumerate(QUESTIONS):
        asked = {
            "id": key,
            "type": "radios",
            "label": "?",
            "required": draw(st.booleans()),
            "options": {option: option for option in OPTIONS},
        }
        page: dict[str, Any] = {"id": f"p{n}", "questions": [asked]}
        if n and draw(st.booleans()):
            page["when"] = draw(conditions(n))
        elif n and draw(st.booleans()):
            asked["show_when"] = draw(conditions(n))
        if draw(st.integers(0, 3)) == 0:
            page["exit"] = {"when": draw(conditions(n + 1)), "to": draw(st.sampled_from("xy"))}
        pages.append(page)
    pages.append({"id": "check", "kind": "check"})
    exits = {
        "x": {"title": "Final", "body": "Final."},
        "y": {"title": "Soft", "body": "Soft.", "soft": "Go on"},
    }
    return service(pages=pages, exits=exits, flags={"V": draw(conditions(len(QUESTIONS)))})


def journeys(plan: Plan) -> list[Journey]:
    """Every journey that there is: each question answered in every way, or left blank."""
    found = []
    for values in product((*OPTIONS, None), repeat=len(QUESTIONS)):
        given = dict(zip(QUESTIONS, values, strict=True))
        journey = Journey(plan, {**given, "exit.y": "go_on"}, NOW)
        blank = [key for key in QUESTIONS if given[key] is None]
        if all(not plan.question(key).required or not asked(journey, key) for key in blank):
            found.append(journey)
    return found


def asked(journey: Journey, key: str) -> bool:
    """Whether a question is asked: answered with something, it would be kept."""
    given = {**journey.given, key: "a"}
    return key in Journey(journey.plan, given, NOW).on_path


def comes_about(use: Use, journey: Journey) -> bool:
    """Whether what uses the condition comes about on this journey."""
    steps = {step.name for step in journey.steps}
    if use.purpose == "flag":
        return "check" in steps and holds(use, journey)
    assert use.paged is not None
    if use.purpose == "page":
        return use.paged.page.id in steps
    return use.paged.page.id in steps and holds(use, journey)


def holds(use: Use, journey: Journey) -> bool:
    """Whether the condition holds by the answers on the path."""
    scope = Scope(journey.on_path, NOW, None, journey.plan.named)
    return compiled(use.condition)(scope)


@given(services())
@settings(max_examples=25, deadline=None)
def test_the_proofs_say_what_trying_every_answer_says(small: Service) -> None:
    plan = Plan(small)
    every = journeys(plan)
    assume(any(step.role == "check" for journey in every for step in journey.steps))
    subject = Subject(small, Read(), Known(frozenset(), frozenset()))
    explorer = Explorer(subject)
    for use in subject.uses:
        found = explorer.find(goal_at(use, (use.condition,), explorer))
        really = any(comes_about(use, journey) for journey in every)
        assert found == ("found" if really else "none"), use.name


@given(services())
@settings(max_examples=25, deadline=None)
def test_absence_matters_where_trying_every_answer_says_so(small: Service) -> None:
    plan = Plan(small)
    every = journeys(plan)
    sent = [journey for journey in every if any(step.role == "check" for step in journey.steps)]
    assume(sent)
    subject = Subject(small, Read(), Known(frozenset(), frozenset()))
    explorer = Explorer(subject)
    for use in (use for use in subject.uses if use.purpose == "flag"):
        for claim in explorer.logic.leaves(use.condition):
            if claim.answered is not None:
                continue
            found = explorer.find(differs(explorer, use, claim))
            really = any(turns(explorer, use, claim, journey) for journey in sent)
            assert found == ("found" if really else "none")


def turns(explorer: Explorer, use: Use, claim: Asked, journey: Journey) -> bool:
    """Whether the condition turns out otherwise when the claim holds of an absent answer."""
    scope = Scope(journey.on_path, NOW, None, journey.plan.named)
    truths = {
        explorer.logic.value(use.condition, scope, END, Supposed(claim, absent))
        for absent in (True, False)
    }
    return len(truths) == 2
