"""Answers of every kind: what is refused, what is doubted, and that nothing typed is ever lost."""

from datetime import timedelta
from typing import Any

import pytest

from doitonline.definitions.kinds.parsing import KINDS
from tests.counter.refusals import REFUSED, Case
from tests.counter.station_office import plan
from tests.counter.tale import TODAY, TYPED, begun, name_of, opened_at, parts
from tests.counter.visitor import Visitor


def sent_of(visitor: Visitor, changed: dict[str, Any]) -> dict[str, list[str]]:
    """The fields that will be sent: the story's for this page, some changed."""
    typed = {**TYPED[name_of(visitor.page)], **changed}
    return {
        name: value if isinstance(value, list) else [value]
        for name, value in typed.items()
        if value is not None
    }


def plain(fields: dict[str, list[str]]) -> dict[str, list[str]]:
    """Fields by name, in an order of their own; line ends and empty ones apart."""
    found = {
        name: sorted(value.replace("\r\n", "\n") for value in values if value)
        for name, values in fields.items()
        if name != "csrfmiddlewaretoken"
    }
    return {name: values for name, values in found.items() if values}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_said_beside_the_field_and_everything_typed_is_still_there(
    client: Visitor, case: Case
) -> None:
    name, changed, where, sentence = case
    opened_at(client, name)
    sent = sent_of(client, changed)
    page = client.post(sent, status=422)
    assert list(page.problems) == [where]
    assert sentence in page.problems[where]
    assert page.soup.find(id=where)
    shown = page.soup.select(".govuk-error-message")
    assert [sentence in each.get_text() for each in shown] == [True]
    unknown = (
        {"perhaps", "<b>", "pink", "roof", "yes"} if "choice" in sentence or not sentence else ()
    )
    still = {n: [v for v in values if v not in unknown] for n, values in sent.items()}
    assert plain(page.fields()) == plain(still)


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_is_put_right_after_a_refusal_leads_on(client: Visitor, case: Case) -> None:
    name, changed, _, _ = case
    opened_at(client, name)
    client.post(sent_of(client, changed), status=422)
    was = client.page.path
    wrong = {key: None for key in changed if key not in TYPED[name]}
    client.post({**wrong, **TYPED[name]})
    assert client.page.path != was


def test_every_kind_of_question_is_refused_in_some_way_above() -> None:
    tried = {
        question.type
        for name, changed, _, _ in REFUSED.values()
        for question in plan().pages[name].questions
        if any(key == question.id or key.startswith(f"{question.id}-") for key in changed)
    }
    assert set(KINDS) - tried == {"file"}


@pytest.mark.parametrize("page", ["written", "choices", "when", "where", "marks", "reach"])
def test_everything_wrong_at_once_is_listed_in_the_order_of_the_page(
    client: Visitor, page: str
) -> None:
    opened_at(client, page)
    found = {}
    for name, changed, where, _ in REFUSED.values():
        if name == page and where not in found:
            found[where] = changed
    together: dict[str, Any] = {}
    by_question: dict[str, str] = {}
    for where, changed in found.items():
        question = next(
            q.id
            for q in plan().pages[page].questions
            if any(k == q.id or k.startswith(q.id + "-") for k in changed)
        )
        if question not in by_question:
            by_question[question] = where
            together |= changed
    client.post(sent_of(client, together), status=422)
    assert list(client.page.problems) == [
        by_question[q.id] for q in plan().pages[page].questions if q.id in by_question
    ]


@pytest.mark.parametrize(
    ("name", "typed"), [("q.mark", "LANCS 1 POL"), ("q.imei", "490154203237510")]
)
def test_what_looks_mistyped_is_asked_about_once_and_taken_the_second_time(
    client: Visitor, name: str, typed: str
) -> None:
    opened_at(client, "marks")
    page = client.post({name: typed}, status=422)
    assert "continue" in page.problems[name.replace(".", "-")]
    assert page.field(name) == typed
    client.post()
    assert name_of(client.page) == "things"
    client.get(client.page.back)
    client.post()
    assert name_of(client.page) == "things", "a doubt that was answered is not raised again"


def test_a_doubt_that_was_answered_stays_answered_when_another_field_is_wrong(
    client: Visitor,
) -> None:
    opened_at(client, "marks")
    client.post({"q.mark": "LANCS1POL"}, status=422)
    client.post({"q.imei": "12"}, status=422)
    assert list(client.page.problems) == ["q-imei"]
    client.post({"q.imei": ""})
    assert name_of(client.page) == "things"


def test_another_doubtful_value_is_asked_about_again(client: Visitor) -> None:
    opened_at(client, "marks")
    client.post({"q.mark": "LANCS1POL"}, status=422)
    page = client.post({"q.mark": "LANCS2POL"}, status=422)
    assert list(page.problems) == ["q-mark"]


def test_a_card_s_number_is_hidden_and_the_next_page_says_so(client: Visitor) -> None:
    opened_at(client, "story")
    client.post({"t.story": "They used my card 4111 1111 1111 1111 twice"})
    assert name_of(client.page) == "written"
    assert "We have hidden a bank card number" in client.page.main
    client.get(client.page.back)
    assert client.page.field("t.story") == "They used my card ************1111 twice"
    client.get(client.page.path + "?note=not_a_note")
    assert "not_a_note" not in client.page.words


def test_a_question_that_no_choice_brings_out_is_passed_over(client: Visitor) -> None:
    opened_at(client, "kind")
    client.post({"t.kind": "noise", "t.other": "x" * 1000})
    assert name_of(client.page) == "story"
    client.get(client.page.back)
    assert client.page.field("t.other") == ""


def test_what_a_choice_brings_out_stands_under_it(client: Visitor) -> None:
    page = opened_at(client, "choices").page
    revealed = page.soup.find(id="conditional-q-how-2")
    assert revealed
    assert revealed.find("input", attrs={"name": "q.how_other"})
    assert page.soup.select_one("#q-how-2[data-aria-controls=conditional-q-how-2]")


def test_i_do_not_know_is_an_answer_wherever_it_is_offered(client: Visitor) -> None:
    opened_at(client, "written")
    client.post({"q.line": "It", "q.count-dont_know": "dont_know"})
    client.post({**TYPED["choices"], "q.boxes": ["dont_know"]})
    client.post(
        {"q.when-mode": "roughly", "q.when-words": "in spring", "q.seen-dont_know": "dont_know"}
    )
    client.post({"q.place-dont_know": "dont_know"})
    assert name_of(client.page) == "marks"
    for expected in (
        {"q.place-dont_know": "dont_know"},
        {"q.seen-dont_know": "dont_know"},
        {"q.boxes": "dont_know"},
        {"q.count-dont_know": "dont_know"},
    ):
        client.get(client.page.back)
        ((key, value),) = expected.items()
        assert client.page.field(key) == value


def test_what_is_optional_may_be_left_blank_and_says_so(client: Visitor) -> None:
    page = opened_at(client, "marks").page
    assert page.main.count("(optional)") == 2
    client.post({})
    assert name_of(client.page) == "things"


def test_a_stored_answer_stands_in_the_fields_as_people_write_it(client: Visitor) -> None:
    begun(client, {})
    opened_at(client, "check")
    for name in ("written", "choices", "when", "where", "marks", "reach"):
        client.get(f"/d/{client.drafts[-1]}/{plan().addresses[name]}")
        was = client.page.path
        client.post()
        assert client.page.path != was, f"{name} does not take its own answers"
    assert client.page.main.count("07700 900123") == 1


def test_a_window_of_many_weeks_is_asked_about_once(client: Visitor) -> None:
    long_ago = parts(TODAY - timedelta(days=90), "q.when-from")
    opened_at(client, "when")
    page = client.post({**TYPED["when"], **long_ago}, status=422)
    assert list(page.problems) == ["q-when-to-day"]
    client.post({"q.bus": "never"}, status=422)
    assert list(client.page.problems) == ["q-bus"]
    client.post({"q.bus": ""})
    assert name_of(client.page) == "where"
