"""What becomes of a draft's answers under a new version of its service."""

from datetime import UTC, datetime
from typing import Any

import pytest

from doitonline.definitions.plan import Plan
from doitonline.definitions.upgrading import good, migrated, upgraded
from tests.counter.station_office import compiled

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def plan(*steps: dict[str, Any]) -> Plan:
    """The service of the counter's tests, with these steps of `migrate`."""
    return Plan.read({**compiled()[0], "migrate": [{"why": "a test", **step} for step in steps]})


def test_without_steps_good_answers_stay_as_they_are() -> None:
    answers = {
        "t.now": "yes", "exit.call-999": "go_on", "q.count": "dont_know", "t.words": None,
        "person": [{"id": "abcd2345", "pe.known": "no", "pe.hair": None}], "person.more": "no",
        "q.mark": "ODD1", "q.boxes": ["dont_know"],
    }  # fmt: skip
    assert upgraded(answers, plan(), NOW) == answers


def test_a_question_s_answer_goes_to_its_new_id_and_its_options_to_their_new_keys() -> None:
    steps = [
        {"was": "t.old", "now": "t.kind", "options": {"loud": "noise", "gone": None}},
        {"was": "b.old", "now": "q.boxes", "options": {"gate": "door", "roof": None}},
    ]
    assert migrated({"t.old": "loud"}, plan(*steps)) == {"t.kind": "noise"}
    assert migrated({"t.old": "gone"}, plan(*steps)) == {}
    moved = migrated({"b.old": ["gate", "door", "roof", "wall"]}, plan(*steps))
    assert moved == {"q.boxes": ["door", "wall"]}
    assert migrated({"b.old": ["roof"]}, plan(*steps)) == {}


def test_two_questions_may_change_places() -> None:
    steps = [{"was": "q.line", "now": "t.other"}, {"was": "t.other", "now": "q.line"}]
    assert migrated({"q.line": "one", "t.other": "two"}, plan(*steps)) == {
        "t.other": "one",
        "q.line": "two",
    }


def test_the_items_of_a_list_are_moved_too() -> None:
    moved = migrated(
        {"thing": [{"id": "abcd2345", "th.name": "A box"}]},
        plan({"was": "th.name", "now": "th.what"}),
    )
    assert moved == {"thing": [{"id": "abcd2345", "th.what": "A box"}]}


@pytest.mark.parametrize(
    "answers",
    [
        {"t.kind": "nothing"}, {"t.kind": ["theft"]}, {"q.count": "many"}, {"q.count": 501},
        {"q.when": {"kind": "exact", "date": "3026-01-01"}}, {"q.when": "yesterday"},
        {"t.story": None}, {"q.boxes": "door"}, {"q.boxes": ["door", "none"]}, {"c.phone": "1"},
        {"th.what": "an item's"}, {"gone": "x"}, {"gone.more": "no"}, {"exit.gone": "go_on"},
        {"exit.call-999": "yes"}, {"person.more": "no"}, {"q.files": [{"name": "x"}, 5]},
        {"q.place": 5}, {"c.name": {"given": 5}}, {"thing": "x"}, {"thing": [5]},
    ],
)  # fmt: skip
def test_what_the_new_version_would_not_take_is_left_out(answers: dict[str, Any]) -> None:
    assert good(answers, plan(), NOW) == {}


def test_an_item_loses_only_the_answers_that_do_not_fit() -> None:
    answers = {"person": [{"id": "abcd2345", "pe.known": "perhaps", "pe.looks": "Tall", "x": 1}]}
    assert good(answers, plan(), NOW) == {"person": [{"id": "abcd2345", "pe.looks": "Tall"}]}
