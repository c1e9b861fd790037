"""From a question to its controls: names as they are posted, problems where they belong."""

from collections.abc import Mapping
from typing import Any

import pytest
from bs4 import BeautifulSoup

from doitonline.definitions.kinds.parsing import KINDS, typed_back
from doitonline.definitions.outcomes import Doubtful, Refused
from doitonline.definitions.schema import Question
from doitonline.pages.environment import environment
from doitonline.pages.problems import problem_links, target_of
from doitonline.pages.questions import CHECKED, draw, revealed_by

MACROS: dict[str, Any] = dict(environment().globals)
OPTIONS = {"a": "Apple", "b": {"label": "Bear", "hint": "A big one"}}
UNSEEN = {"lat", "lon", "fold", "from-fold", "to-fold"}
"""Fields without a control of their own, until something brings them out."""
VALUES: dict[str, Any] = {
    "text": "A line", "textarea": "A story\nof two lines", "radios": "a", "select": "b",
    "yes_no": "yes", "yes_no_unsure": "not_sure", "checkboxes": ["a", "b"], "number": 12,
    "money": "12.50", "email": "a@example.org", "phone": "+447700900123", "vrm": "AB12CDE",
    "imei": "490154203237518", "serial": "A1", "time": "19:30", "date": "2026-03-01",
    "when": {"kind": "exact", "date": "2026-03-01", "time": "10:00"}, "declaration": "agreed",
    "name": {"given": "Asha", "family": "Example", "known_as": "Ash"},
    "person": {"given": "Bo", "family": "", "phone": "+441632960001"},
    "address": {"line1": "1 Example Road", "town": "Burnley", "postcode": "BB11 1JG"},
    "place": {"words": "The mill", "w3w": "index.home.raft"},
}  # fmt: skip


def question(type_: str, **more: Any) -> Question:
    """A question of a kind, with all that its kind needs."""
    needed = {"options": OPTIONS} if type_ in ("radios", "select", "checkboxes") else {}
    written = {"id": "q.one_two", "type": type_, "label": "What is it?", "short": "what it is"}
    return Question.model_validate({**written, **needed, **more})


def drawn(
    *questions: Question,
    fields: Mapping[str, Any] | None = None,
    problems: Mapping[str, Refused | Doubtful] | None = None,
    heading: bool = False,
) -> BeautifulSoup:
    """Questions as a page has them."""
    html = draw(MACROS, questions, fields or {}, problems or {}, "en", lambda key: key, heading)
    return BeautifulSoup(html, "html.parser")


def names(soup: BeautifulSoup) -> list[str]:
    """The names of all controls."""
    found = soup.find_all(["input", "textarea", "select"], attrs={"name": True})
    return list(dict.fromkeys(str(control["name"]) for control in found))


@pytest.mark.parametrize("kind", KINDS)
def test_a_control_is_named_after_the_question_and_its_fields_after_their_parts(kind: str) -> None:
    asked = question(kind)
    parts = [part for part in KINDS[kind].fields(asked) if part not in UNSEEN]
    expected = [f"q.one_two-{part}" if part else "q.one_two" for part in parts]
    assert sorted(names(drawn(asked))) == sorted(expected)


@pytest.mark.parametrize("kind", VALUES)
def test_an_answer_stands_in_the_controls_as_it_was_typed(kind: str) -> None:
    asked = question(kind)
    filled = typed_back(asked, VALUES[kind])
    soup = drawn(asked, fields={asked.id: filled})
    for part, values in filled.items():
        name = f"q.one_two-{part}" if part else "q.one_two"
        if part in UNSEEN:
            continue
        standing = []
        for control in soup.find_all(attrs={"name": name}):
            if control.name == "textarea":
                standing.append(control.get_text().removeprefix("\n"))
            elif control.name == "select":
                standing += [str(o["value"]) for o in control.find_all("option", selected=True)]
            elif control.get("type") in ("radio", "checkbox"):
                standing += [str(control["value"])] if control.has_attr("checked") else []
            else:
                standing.append(str(control.get("value", "")))
        assert standing == values


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"declaration", "file"}))
def test_i_do_not_know_is_a_choice_among_choices_and_a_box_below_other_questions(kind: str) -> None:
    asked = question(kind, dont_know=True)
    soup = drawn(asked)
    if asked.choices:
        (found,) = soup.find_all(attrs={"value": "dont_know"})
        assert found["name" if found.name != "option" else "value"] in ("q.one_two", "dont_know")
    else:
        (found,) = soup.find_all(attrs={"name": "q.one_two-dont_know"})
    if kind == "checkboxes":
        assert found["data-behaviour"] == "exclusive"


@pytest.mark.parametrize("kind", KINDS)
def test_a_problem_with_any_field_is_shown_once_and_its_link_leads_to_a_control(kind: str) -> None:
    asked = question(kind)
    for part in ("", *KINDS[kind].fields(asked)):
        if part in ("lat", "lon", "no_fixed_address"):
            continue  # nothing can be wrong with these alone
        problem = Refused("missing", part)
        soup = drawn(asked, problems={asked.id: problem})
        (link,) = problem_links([asked], {asked.id: problem}, "en")
        target = soup.find(id=str(link["href"])[1:])
        assert target is not None, f"{kind} {part}"
        assert target.name in ("input", "textarea", "select")
        assert len(soup.select(".govuk-error-message")) == 1, f"{kind} {part}"
        assert link["text"] in soup.select(".govuk-error-message")[0].get_text()


def test_a_problem_with_i_do_not_know_stands_at_its_box() -> None:
    asked = question("number", dont_know=True)
    soup = drawn(asked, problems={asked.id: Refused("both", "dont_know")})
    (error,) = soup.select(".govuk-error-message")
    assert error["id"] == "q-one-two-dont-know-error"
    assert target_of(asked, "dont_know") == "q-one-two-dont-know"


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_typed_is_never_markup(kind: str) -> None:
    evil = '"><script>alert(1)</script>'
    asked = question(kind, label=evil, hint=evil)
    parts = (*KINDS[kind].fields(asked), "checked", "kept")
    fields = {part: [f"x {evil}", evil] for part in parts}
    soup = drawn(asked, fields={asked.id: fields}, problems={asked.id: Doubtful(evil, "missing")})
    assert not soup.find_all("script")


def test_the_only_question_of_a_page_is_its_heading() -> None:
    for kind in ("text", "radios", "date", "name", "textarea", "select", "place"):
        soup = drawn(question(kind), heading=True)
        (heading,) = soup.find_all("h1")
        assert heading.get_text(strip=True) == "What is it?"
        assert heading.find("label") or heading.find_parent("legend")


def test_what_may_be_left_blank_says_so() -> None:
    assert "What is it? (optional)" in drawn(question("text", required=False)).get_text()
    assert "(optional)" not in drawn(question("text")).get_text()
    assert "(optional)" not in drawn(question("declaration", required=False)).get_text()


def test_a_question_that_one_choice_brings_out_stands_under_that_choice() -> None:
    choice = question("radios")
    claim = {"question": choice.id, "is": "b"}
    under = question("text", id="q.under", show_when=claim)
    deeper = question("text", id="q.deeper", show_when={"question": "q.under", "is": "x"})
    soup = drawn(choice, under, deeper)
    (revealed,) = soup.select(".govuk-radios__conditional")
    assert revealed.find(attrs={"name": "q.under"})
    assert not revealed.find(attrs={"name": "q.deeper"})
    assert soup.find(attrs={"name": "q.deeper"})


@pytest.mark.parametrize(
    ("claim", "option"),
    [
        ({"is": "b"}, "b"), ({"in": ["b"]}, "b"), ({"is": "nothing"}, None),
        ({"in": ["a", "b"]}, None), ({"answered": True}, None),
    ],
)  # fmt: skip
def test_only_a_claim_that_names_one_choice_is_such_a_reveal(claim: Any, option: Any) -> None:
    choice = question("radios")
    under = question("text", id="q.under", show_when={"question": choice.id, **claim})
    found = revealed_by([choice, under])
    assert found == ({(choice.id, option): ["q.under"]} if option else {})


def test_yes_and_a_ticked_box_bring_out_questions_too() -> None:
    yes = question("yes_no", id="q.yes")
    boxes = question("checkboxes", id="q.boxes")
    after_yes = question("text", id="q.a", show_when={"question": "q.yes", "is": True})
    after_box = question("text", id="q.b", show_when={"question": "q.boxes", "includes": "a"})
    found = revealed_by([yes, boxes, after_yes, after_box])
    assert found == {("q.yes", "yes"): ["q.a"], ("q.boxes", "a"): ["q.b"]}


def test_what_was_doubted_is_sent_along_and_so_is_a_doubt_already_answered() -> None:
    asked = question("vrm")
    doubt = Doubtful("ODD1", "unusual_mark")
    doubted = drawn(asked, fields={asked.id: {"": ["ODD 1"]}}, problems={asked.id: doubt})
    (hidden,) = doubted.find_all(attrs={"name": "q.one_two-checked"})
    assert hidden["value"] == "ODD 1"
    answered = drawn(asked, fields={asked.id: {"": ["ODD1"], CHECKED: ["ODD1"]}})
    assert answered.find(attrs={"name": "q.one_two-checked"})
    assert not drawn(asked).find(attrs={"name": "q.one_two-checked"})


def test_an_hour_that_came_twice_brings_out_which_of_the_two() -> None:
    asked = question("when")
    wrong = drawn(asked, problems={asked.id: Refused("which_hour", "fold")})
    assert [str(i["value"]) for i in wrong.find_all(attrs={"name": "q.one_two-fold"})] == ["0", "1"]
    kept = drawn(asked, fields={asked.id: {"mode": ["exact"], "fold": ["1"]}})
    (chosen,) = kept.find_all(attrs={"name": "q.one_two-fold", "checked": True})
    assert chosen["value"] == "1"


def test_files_already_there_have_a_box_each_to_take_them_out() -> None:
    asked = question("file", required=False)
    soup = drawn(asked, fields={asked.id: {"kept": ["id-1 my shed.png", "id-2 b.png"]}})
    boxes = soup.find_all(attrs={"name": "q.one_two-out"})
    assert [str(box["value"]) for box in boxes] == ["id-1", "id-2"]
    assert "Take out my shed.png" in soup.get_text()
