"""What a page asks, where an earlier page has settled it."""

from doitonline.definitions.journey import Journey
from doitonline.definitions.plan import Plan
from tests.definitions.small import NOW

SERVICE = {
    "service": "s", "schema": 1, "title": "S", "summary": "S",
    "law": {
        "regime": "uk_gdpr", "purpose": "p", "basis": "b", "notice": "n", "retention": "r",
        "recipients": ["nobody"],
    },
    "start": {"body": "b"},
    "conditions": {"yes": {"question": "a", "is": "yes"}},
    "pages": [
        {"id": "one", "questions": [{"id": "a", "type": "yes_no", "label": "A?"}]},
        {
            "id": "two",
            "title": "Two",
            "questions": [
                {"id": "b", "type": "yes_no", "label": "B?"},
                {"id": "c", "type": "text", "label": "C?", "show_when": "yes"},
                {
                    "id": "d", "type": "text", "label": "D?",
                    "show_when": {"question": "b", "is": "no"},
                },
            ],
        },
        {"id": "check", "kind": "check", "title": "Check"},
    ],
    "record": [], "route": [{"team": "t", "grade": "G5"}],
}  # fmt: skip


def asked_on_two(answer: str) -> list[str]:
    journey = Journey(Plan.read(SERVICE), {"a": answer}, NOW)
    return [question.id for question in journey.questions(journey.steps[1])]


def test_a_question_that_an_earlier_page_settles_is_left_out_or_kept() -> None:
    assert asked_on_two("yes") == ["b", "c", "d"]
    assert asked_on_two("no") == ["b", "d"]
