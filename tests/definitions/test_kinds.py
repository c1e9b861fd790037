"""What holds of every kind of question: reading never fails, and an answer comes back as it was."""

import json
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doitonline.definitions.kinds import (
    Answered,
    Doubtful,
    Refused,
    as_typed,
    in_words,
    kind_of,
    parse,
    typed_back,
)
from doitonline.definitions.messages import ERRORS, problem_words
from doitonline.definitions.schema import DONT_KNOW, Question, QuestionType
from tests.definitions.small import NOW, question

OPTIONS = {"options": {"a": "A", "b": "B", "none": "None"}}
SETTINGS: dict[str, dict[str, Any]] = {
    "radios": OPTIONS, "select": OPTIONS, "checkboxes": {**OPTIONS, "exclusive": ["none"]},
}  # fmt: skip
TYPES: tuple[str, ...] = get_args(QuestionType)
FILE = {"id": "f1", "name": "cat.jpg", "size": 1234, "type": "image/jpeg", "sha256": "00"}
LIKELY = (
    "", " ", "yes", "no", "not_sure", "a", "b", "none", "agreed", DONT_KNOW, "exact", "window",
    "roughly", "0", "1", "7", "12", "24", "31", "2026", "2024", "29", "feb", "March", "sept.",
    "7pm",
    "7:30 am", "noon", "25:00", "12.5", "£1,234.50", "-1", "1e9", "٣", "٢٠٢٦", "²", "01632 960 001",
    "+33 1 23 45 67 89", "0808 157 0192", "asha@example.org", "a@b", "O’Neill", "李", "नमस्ते",
    "PR1 2SA",
    "pr12sa", "LA2", "53.8", "-2.7", "91", "filled.count.soap", "///filled.count.soap", "AB12 CDE",
    "Q??", "490154203237518", "49-015420-323751-8", "4111 1111 1111 1111", "unknown", "SN-123/4",
    "\u0000", "\ud800", "a\r\nb\u2028c", "x" * 5000, "9" * 400, json.dumps(FILE), "[]", "{}", "{",
    "null",
)  # fmt: skip
TYPED = st.one_of(st.sampled_from(LIKELY), st.text(max_size=30))


def questions() -> st.SearchStrategy[Question]:
    """A question of any type, with settings here and there."""
    settings = st.fixed_dictionaries(
        {"required": st.booleans(), "dont_know": st.booleans()},
        optional={
            "past": st.booleans(), "future": st.booleans(), "least": st.integers(0, 20),
            "most": st.integers(0, 50), "files": st.integers(1, 3),
            "limit": st.fixed_dictionaries(
                {}, optional={"characters": st.integers(1, 50), "words": st.integers(1, 9)}
            ),
        },
    )  # fmt: skip
    return st.builds(
        lambda type_, more: question(type_, **SETTINGS.get(type_, {}), **more),
        st.sampled_from(TYPES),
        settings,
    )


@st.composite
def asked_and_typed(draw: st.DrawFn) -> tuple[Question, dict[str, list[str]]]:
    """A question and what somebody typed into its fields, or sent without there being fields."""
    asked = draw(questions())
    fields = (*kind_of(asked).fields(asked), DONT_KNOW, "checked", "nonsense")
    typed = st.dictionaries(st.sampled_from(fields), st.lists(TYPED, max_size=3))
    return asked, draw(typed)


@given(asked_and_typed())
@settings(deadline=None)
def test_reading_never_fails_and_a_refusal_can_be_said(case: Any) -> None:
    asked, typed = case
    outcome = parse(asked, typed, NOW)
    assert isinstance(outcome, Answered | Refused | Doubtful)
    if isinstance(outcome, Answered):
        assert all(note in ERRORS["en"] for note in outcome.notes)
    else:
        assert problem_words(asked, outcome, "en")
        assert outcome.part in ("", DONT_KNOW, *kind_of(asked).fields(asked))


@given(asked_and_typed())
@settings(deadline=None)
def test_an_answer_typed_back_is_the_same_answer(case: Any) -> None:
    asked, typed = case
    outcome = parse(asked, typed, NOW)
    if isinstance(outcome, Refused):
        return
    fields = typed_back(asked, outcome.value)
    again = parse(asked, {**fields, "checked": [as_typed(asked, fields)]}, NOW)
    assert again == Answered(outcome.value)


@given(asked_and_typed())
@settings(deadline=None)
def test_an_answer_is_json_and_can_be_said_in_words(case: Any) -> None:
    asked, typed = case
    outcome = parse(asked, typed, NOW)
    if isinstance(outcome, Refused):
        return
    assert json.loads(json.dumps(outcome.value)) == outcome.value
    words = in_words(asked, outcome.value)
    assert all(isinstance(line, str) for line in words)
    assert bool(words) == (outcome.value is not None)


@pytest.mark.parametrize("type_", TYPES)
def test_nothing_typed_is_missing_or_blank(type_: str) -> None:
    settings = SETTINGS.get(type_, {})
    missing = parse(question(type_, **settings), {}, NOW)
    assert missing == Refused("missing")
    assert problem_words(question(type_, **settings, short="your cat"), missing, "en")
    assert parse(question(type_, **settings, required=False), {}, NOW) == Answered(None)


@pytest.mark.parametrize("type_", [t for t in TYPES if t not in ("declaration", "file")])
def test_i_dont_know_is_an_answer_where_it_is_offered(type_: str) -> None:
    asked = question(type_, **SETTINGS.get(type_, {}), dont_know=True)
    field = "" if asked.choices else DONT_KNOW
    outcome = parse(asked, {field: [DONT_KNOW]}, NOW)
    wanted: Any = [DONT_KNOW] if type_ == "checkboxes" else DONT_KNOW
    assert outcome == Answered(wanted)
    assert in_words(asked, wanted) == ["I don’t know"]
    plain = question(type_, **SETTINGS.get(type_, {}))
    assert not isinstance(parse(plain, {field: [DONT_KNOW]}, NOW), Answered) or type_ in (
        "text", "textarea", "serial",
    )  # fmt: skip


def test_i_dont_know_and_an_answer_are_not_both_taken() -> None:
    asked = question("date", dont_know=True)
    typed = {"day": ["1"], "month": ["2"], "year": ["2026"], DONT_KNOW: [DONT_KNOW]}
    assert parse(asked, typed, NOW) == Refused("both", DONT_KNOW)


@given(TYPED, st.sampled_from(TYPES))
@settings(deadline=None)
def test_typed_text_is_kept_composed_and_without_control_characters(text: str, type_: str) -> None:
    asked = question(type_, **SETTINGS.get(type_, {}))
    outcome = parse(asked, {field: [text] for field in kind_of(asked).fields(asked)}, NOW)
    if isinstance(outcome, Answered):
        assert "\x00" not in json.dumps(outcome.value, ensure_ascii=False)
        assert "\r" not in json.dumps(outcome.value, ensure_ascii=False)


def test_every_error_has_its_words() -> None:
    for key, sentence in ERRORS["en"].items():
        assert sentence.strip() == sentence, key
        assert not sentence.endswith("."), key
