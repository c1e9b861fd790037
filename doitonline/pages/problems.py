"""The error summary of a page: each problem, and the control that it leads to."""

from collections.abc import Mapping, Sequence

from markupsafe import escape

from doitonline.definitions.messages import problem_words
from doitonline.definitions.outcomes import Doubtful, Refused
from doitonline.definitions.schema import DONT_KNOW, Question
from doitonline.pages.asked import Params, id_of


def problem_links(
    questions: Sequence[Question],
    problems: Mapping[str, Refused | Doubtful],
    language: str,
) -> list[Params]:
    """The error summary: each problem in the order of the page, linked to its field."""
    return [
        {
            "text": problem_words(question, problems[question.id], language),
            "href": f"#{escape(target_of(question, problems[question.id].part))}",
        }
        for question in questions
        if question.id in problems
    ]


def target_of(question: Question, part: str) -> str:
    """The id of the control that a problem is about."""
    first = {"date": "day", "when": "mode", "name": "given", "address": "line1", "place": "words"}
    if question.type == "person":
        first["person"] = (question.fields or ("given",))[0]
    part = part or first.get(question.type, "")
    if part == DONT_KNOW:
        part = "dont-know"
    return (
        f"{id_of(question.id)}-{part.replace('_', '-')}"
        if part and part != "mode"
        else id_of(question.id)
    )
