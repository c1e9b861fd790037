"""The path is derived from the answers: what may be visited, what leads where, what is kept."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from doitonline.definitions.answering import (
    gone_on,
    with_answers,
    with_item,
    with_no_more,
    without_item,
)
from doitonline.definitions.journey import Journey, NotOnPath, Step
from doitonline.definitions.plan import Plan, address_of
from doitonline.definitions.schema import Service
from tests.definitions.reference import plainly
from tests.definitions.small import GOOD, NOW, compiled
from tests.definitions.strategies import ANSWERS, OPTIONS, services

THEFT = {
    "t.now": "no",
    "t.kind": "stolen",
    "h.force": "no",
    "h.signs": ["glass"],
    "h.glass": "door",
}
ITEMS = [
    {"id": "one", "i.what": "Phone", "i.phone": "yes", "i.imei": None, "i.worth": "100.00"},
    {"id": "two", "i.what": "Ring", "i.phone": "no", "i.worth": "2000.00"},
]
DONE = {
    **THEFT, "item": ITEMS, "item.more": "no",
    "p.name": {"given": "Asha", "family": "Marsden", "known_as": ""}, "p.dob": "1990-02-01",
}  # fmt: skip


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """The small service, ready to be walked."""
    found = compiled(tmp_path).plan
    assert found is not None
    return found


def names(journey: Journey) -> list[str]:
    """The steps by name, those of items with their item."""
    return [
        step.name if step.item is None else f"{step.name}/{step.item}" for step in journey.steps
    ]


def named(journey: Journey, name: str, item: str | None = None) -> Step:
    """The step of a name."""
    return next(step for step in journey.steps if (step.name, step.item) == (name, item))


def test_the_path_is_the_pages_whose_when_holds(plan: Plan) -> None:
    assert names(Journey(plan, DONE, NOW)) == [
        "danger", "kind", "how", "things/one", "things/two", "things", "keep-safe", "name", "born",
        "check",
    ]  # fmt: skip
    assert names(Journey(plan, {**DONE, "t.kind": "lost", "item": ITEMS[:1]}, NOW)) == [
        "danger", "kind", "things/one", "things", "name", "born", "check",
    ]  # fmt: skip


def test_changing_an_answer_drops_the_branch_left_behind(plan: Plan) -> None:
    changed = Journey(plan, {**DONE, "t.kind": "lost"}, NOW)
    assert {"h.force", "h.signs", "h.glass"}.isdisjoint(changed.on_path)
    assert changed.complete
    again = Journey(plan, {**changed.given, "t.kind": "stolen"}, NOW)
    assert again.on_path["h.glass"] == "door"


def test_an_answer_on_the_same_page_drops_what_it_brought_out(plan: Plan) -> None:
    changed = Journey(plan, {**DONE, "h.signs": ["door"]}, NOW)
    assert "h.glass" not in changed.on_path
    assert changed.complete


def test_what_was_left_blank_is_answered_but_not_kept(plan: Plan) -> None:
    journey = Journey(plan, {**DONE, "h.signs": None, "h.glass": None}, NOW)
    assert journey.complete
    assert "h.signs" not in journey.on_path


def test_an_item_drops_what_its_own_answers_do_not_bring_out(plan: Plan) -> None:
    items = [{**ITEMS[0], "i.phone": "no", "i.imei": "490154203237518"}]
    journey = Journey(plan, {**DONE, "item": items}, NOW)
    assert "i.imei" not in journey.on_path["item"][0]
    assert journey.on_path["item"][0]["id"] == "one"


def test_a_final_exit_ends_the_path(plan: Plan) -> None:
    journey = Journey(plan, {**DONE, "t.kind": "other"}, NOW)
    assert names(journey) == ["danger", "kind", "exit.not-here"]
    assert journey.check is None
    assert not journey.complete
    assert not journey.may_send_now
    assert "p.name" not in journey.on_path
    passed = Journey(plan, {**DONE, "t.kind": "other", "exit.not-here": "go_on"}, NOW)
    assert names(passed)[-1] == "exit.not-here"


def test_a_soft_exit_stands_in_the_way_until_it_is_passed(plan: Plan) -> None:
    urgent = {**DONE, "t.now": "yes"}
    journey = Journey(plan, urgent, NOW)
    exit_ = named(journey, "exit.call-999")
    assert names(journey)[:3] == ["danger", "exit.call-999", "kind"]
    assert journey.first_open == exit_
    assert not journey.may_visit(named(journey, "kind"))
    passed = Journey(plan, gone_on(urgent, "call-999"), NOW)
    assert passed.on_path["exit.call-999"] == "go_on"
    assert passed.complete


def test_having_passed_an_exit_counts_only_while_it_is_on_the_path(plan: Plan) -> None:
    journey = Journey(plan, gone_on(DONE, "call-999"), NOW)
    assert "exit.call-999" not in journey.on_path


def test_a_list_needs_its_least_and_an_end(plan: Plan) -> None:
    empty = Journey(plan, {**THEFT, "item.more": "no"}, NOW)
    assert not named(empty, "things").complete
    one = Journey(plan, with_no_more({**THEFT, "item": ITEMS[:1]}, "item"), NOW)
    assert named(one, "things").complete
    more = with_item(one.given, "item", "three")
    assert not named(Journey(plan, more, NOW), "things").complete
    assert not named(Journey(plan, more, NOW), "things", "three").complete
    assert without_item(more, "item", "three") == {
        key: value for key, value in one.given.items() if key != "item.more"
    }


def test_a_full_list_asks_for_no_more(plan: Plan) -> None:
    items = [{**ITEMS[1], "id": f"item{n}"} for n in range(5)]
    assert named(Journey(plan, {**THEFT, "item": items}, NOW), "things").complete


def test_items_keep_their_ids_when_another_is_taken_out(plan: Plan) -> None:
    left = without_item(DONE, "item", "one")
    journey = Journey(plan, left, NOW)
    assert [item["id"] for item in journey.on_path["item"]] == ["two"]
    step = named(journey, "things", "two")
    changed = with_answers(left, step, {"i.what": "A ring"})
    assert journey.item("item", "two")["i.what"] == "Ring"
    assert Journey(plan, changed, NOW).item("item", "two")["i.what"] == "A ring"
    with pytest.raises(NotOnPath):
        journey.item("item", "one")
    with pytest.raises(NotOnPath):
        journey.step(step.address, "one")


def test_an_address_that_is_not_on_the_path_is_refused(plan: Plan) -> None:
    with pytest.raises(NotOnPath):
        Journey(plan, {**DONE, "t.kind": "lost"}, NOW).step(address_of("how"))


def test_addresses_are_six_letters_that_name_nothing(plan: Plan) -> None:
    addresses = plan.addresses
    assert len(set(addresses.values())) == len(addresses)
    assert all(len(each) == 6 and each.isalnum() for each in addresses.values())


def test_the_essential_answers_are_enough_to_send_now(plan: Plan) -> None:
    assert not Journey(plan, {}, NOW).may_send_now
    assert not Journey(plan, {"t.now": "no"}, NOW).may_send_now
    journey = Journey(plan, {"t.now": "no", "t.kind": "stolen"}, NOW)
    assert journey.may_send_now
    assert journey.may_visit(named(journey, "check"))
    assert journey.later == ("h.force", "h.signs", "item.more", "p.name", "p.dob")
    urgent = Journey(plan, {"t.now": "yes", "t.kind": "stolen"}, NOW)
    assert not urgent.may_send_now


def test_a_service_without_essential_questions_cannot_be_sent_early(tmp_path: Path) -> None:
    plain = compiled(tmp_path, GOOD.replace("        essential: true\n", "")).plan
    assert plain is not None
    assert not Journey(plain, {"t.now": "no", "t.kind": "lost"}, NOW).may_send_now


def test_a_good_answer_leads_to_the_next_page(plan: Plan) -> None:
    journey = Journey(plan, DONE, NOW)
    assert journey.after(named(journey, "danger")).name == "kind"
    assert journey.after(named(journey, "check")).name == "check"


def test_a_change_leads_back_to_the_check_page_or_to_what_it_opened(plan: Plan) -> None:
    journey = Journey(plan, DONE, NOW)
    assert journey.after(named(journey, "name"), changing=True).name == "check"
    given = {key: value for key, value in DONE.items() if not key.startswith("h.")}
    opened = Journey(plan, given, NOW)
    assert opened.after(named(opened, "kind"), changing=True).name == "how"


def test_a_change_that_takes_the_page_itself_away_leads_to_what_is_open(plan: Plan) -> None:
    how = named(Journey(plan, DONE, NOW), "how")
    journey = Journey(plan, {**DONE, "t.kind": "lost"}, NOW)
    assert journey.after(how) == journey.first_open


def test_the_back_link_is_the_page_before_on_the_path(plan: Plan) -> None:
    journey = Journey(plan, DONE, NOW)
    assert journey.before(named(journey, "danger")) is None
    assert journey.before(named(journey, "name")) == named(journey, "keep-safe")
    assert journey.before(named(journey, "things")) == named(journey, "how")
    assert journey.before(named(journey, "things", "two")) == named(journey, "things")


def test_progress_counts_the_sections_on_the_path(plan: Plan) -> None:
    journey = Journey(plan, DONE, NOW)
    assert journey.progress(named(journey, "danger")) == (1, 3)
    assert journey.progress(named(journey, "things", "two")) == (2, 3)
    assert journey.progress(named(journey, "check")) == (3, 3)


@pytest.fixture
def tasks(tmp_path: Path) -> Plan:
    """The small service with a task list."""
    found = compiled(tmp_path, GOOD.replace("pages:\n", "task_list: true\npages:\n")).plan
    assert found is not None
    return found


def test_a_task_list_opens_the_first_page_of_every_section(tasks: Plan) -> None:
    journey = Journey(tasks, {}, NOW)
    assert names(journey)[0] == "tasks"
    pages = ("tasks", "danger", "kind", "things", "name", "born", "check")
    open_ = [name for name in pages if journey.may_visit(named(journey, name))]
    assert open_ == ["tasks", "danger", "kind", "name"]


def test_the_end_of_a_section_leads_to_the_task_list(tasks: Plan) -> None:
    journey = Journey(tasks, DONE, NOW)
    assert journey.after(named(journey, "danger")).name == "tasks"
    assert journey.after(named(journey, "kind")).name == "how"
    assert journey.before(named(journey, "kind")) == named(journey, "tasks")
    assert journey.before(named(journey, "how")) == named(journey, "kind")
    assert journey.before(named(journey, "tasks")) is None


@given(services(), ANSWERS)
@settings(max_examples=40, deadline=None)
def test_the_path_is_that_of_a_plain_walk(small: Service, answers: dict[str, Any]) -> None:
    given_ = {**answers, "exit.y": "go_on"}
    journey, plain = Journey(Plan(small), given_, NOW), plainly(small, given_)
    assert [(s.name, s.role, s.item, s.complete) for s in journey.steps] == plain.steps
    assert journey.on_path == plain.kept
    assert journey.open == plain.open


@given(services(), ANSWERS)
@settings(max_examples=40, deadline=None)
def test_answers_off_the_path_change_nothing(small: Service, answers: dict[str, Any]) -> None:
    plan = Plan(small)
    journey = Journey(plan, answers, NOW)
    again = Journey(plan, journey.to_send, NOW)
    assert again.on_path == journey.on_path
    assert [step.name for step in again.steps] == [step.name for step in journey.steps]


@given(services(), ANSWERS)
@settings(max_examples=30, deadline=None)
def test_before_and_after_are_inverse(small: Service, answers: dict[str, Any]) -> None:
    journey = Journey(Plan(small), answers, NOW)
    for step in journey.steps[:-1]:
        following = journey.after(step)
        if following.role != "list" and (following.item is None or step.item == following.item):
            assert journey.before(following) == step


@given(services())
@settings(max_examples=40, deadline=None)
def test_every_step_is_come_to_by_answering_what_is_open(small: Service) -> None:
    """Answering each open page in turn opens the next, and ends at the check or a final exit."""
    plan = Plan(small)
    answers: dict[str, Any] = {}
    for _ in range(40):
        journey = Journey(plan, answers, NOW)
        step = journey.first_open
        assert journey.may_visit(step)
        assert all(journey.may_visit(each) for each in journey.steps[: journey.index[step.place]])
        if step.complete or step.role == "check":
            assert step.role == "check"
            return
        if step.role == "exit":
            if plan.service.exits[step.name.removeprefix("exit.")].soft is None:
                return
            answers = gone_on(answers, step.name.removeprefix("exit."))
        elif step.role == "list":
            items = answers.get("item") or ()
            answers = with_no_more(answers, "item") if items else with_item(answers, "item", "one")
        else:
            asked = {question.id: OPTIONS[0] for question in journey.questions(step)}
            answers = with_answers(answers, step, asked)
    pytest.fail("the journey does not end")
