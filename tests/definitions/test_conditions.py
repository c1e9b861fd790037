"""Conditions are total, say what they say, and name the answers that made them hold."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from doitonline.definitions.conditions import Condition, Scope, causes, compiled, questions_in
from doitonline.definitions.rules import RULES, rule
from tests.definitions.small import NOW

READ: TypeAdapter[Any] = TypeAdapter(Condition)
QUESTIONS = ("a", "b", "c")
ANSWERS = {
    "kind": "theft", "seen": ["face", "car"], "worth": "250.00", "count": 3, "born": "2010-05-01",
    "at": {"kind": "window", "from": {"date": "2026-11-20"}, "to": {"date": "2026-11-22"}},
    "rough": {"kind": "roughly", "words": "last week"}, "files": [{"id": "x"}],
    "item": [{"id": "one", "phone": "yes"}, {"id": "two", "phone": "no"}], "none": [],
}  # fmt: skip

SAYINGS: list[tuple[Any, bool]] = [
    ({"question": "kind", "is": "theft"}, True),
    ({"question": "kind", "is": "fraud"}, False),
    ({"question": "kind", "in": ["fraud", "theft"]}, True),
    ({"question": "kind", "in": ["fraud"]}, False),
    ({"question": "seen", "in": ["face"]}, False),
    ({"question": "seen", "includes": "car"}, True),
    ({"question": "seen", "includes": ["van", "face"]}, True),
    ({"question": "seen", "includes": "van"}, False),
    ({"question": "kind", "includes": "theft"}, False),
    ({"question": "seen", "more_than": 1}, True),
    ({"question": "seen", "more_than": 2}, False),
    ({"question": "files", "more_than": 0}, True),
    ({"question": "worth", "more_than": 249}, True),
    ({"question": "worth", "more_than": 250}, False),
    ({"question": "worth", "less_than": 251}, True),
    ({"question": "count", "is": 3}, True),
    ({"question": "count", "less_than": 3}, False),
    ({"question": "kind", "more_than": 0}, False),
    ({"question": "born", "before": "today"}, True),
    ({"question": "born", "after": "18 years ago"}, True),
    ({"question": "born", "after": "2010-05-01"}, False),
    ({"question": "born", "before": "2010-05-02"}, True),
    ({"question": "at", "after": "2026-11-21"}, True),
    ({"question": "at", "before": "2 days ago"}, False),
    ({"question": "at", "before": "1 day ago"}, True),
    ({"question": "rough", "before": "today"}, False),
    ({"question": "kind", "before": "today"}, False),
    ({"question": "kind", "answered": True}, True),
    ({"question": "gone", "answered": True}, False),
    ({"question": "gone", "answered": False}, True),
    ({"question": "gone", "is": "x"}, False),
    ({"question": "gone", "is": "x", "absent": True}, True),
    ({"question": "gone", "is": "x", "absent": False}, False),
    ({"not": {"question": "gone", "is": "x"}}, True),
    ({"not": {"question": "gone", "is": "x", "absent": True}}, False),
    ({"question": "gone", "less_than": 5}, False),
    ({"count": "item", "more_than": 1}, True),
    ({"count": "item", "less_than": 2}, False),
    ({"count": "gone", "less_than": 1}, True),
    ({"some": "item", "where": {"question": "phone", "is": "yes"}}, True),
    ({"some": "item", "where": {"question": "phone", "is": "maybe"}}, False),
    ({"some": "item", "where": {"question": "kind", "is": "theft"}}, True),
    ({"some": "none", "where": {"question": "kind", "is": "theft"}}, False),
    ({"rule": "under_eighteen", "of": {"born": "born"}}, True),
    ({"rule": "under_eighteen", "of": {"born": "gone"}}, False),
    ({"rule": "under_eighteen", "of": {"born": "gone"}, "absent": True}, True),
    ({"any": [{"question": "gone", "is": "x"}, {"question": "kind", "is": "theft"}]}, True),
    ({"all": [{"question": "gone", "is": "x"}, {"question": "kind", "is": "theft"}]}, False),
    ("named", True),
]  # fmt: skip
NAMED = {"named": READ.validate_python({"question": "kind", "is": "theft"})}


def scope(answers: Any = ANSWERS) -> Scope:
    return Scope(answers, NOW, None, {name: compiled(each) for name, each in NAMED.items()})


@pytest.mark.parametrize(("said", "holds"), SAYINGS, ids=[str(said) for said, _ in SAYINGS])
def test_a_condition_says_what_it_says(said: Any, holds: bool) -> None:
    assert compiled(READ.validate_python(said))(scope()) is holds


def test_yes_and_no_may_be_written_as_true_and_false() -> None:
    claim = READ.validate_python({"question": "q", "is": True})
    assert compiled(claim)(scope({"q": "yes"}))
    assert not compiled(claim)(scope({"q": "no"}))


def test_an_item_sees_its_own_answers_first_and_then_the_others() -> None:
    claim = compiled(READ.validate_python({"question": "kind", "is": "theft"}))
    assert claim(scope().within({"id": "one", "kind": "theft"}))
    assert not claim(scope().within({"id": "one", "kind": "fraud"}))
    assert claim(scope().within({"id": "one"}))


@pytest.mark.parametrize(
    "bad",
    [
        {"question": "q"}, {"question": "q", "is": "a", "in": ["b"]}, {"any": []}, {"all": []}, 5,
        {"count": "x"}, {"count": "x", "more_than": 1, "less_than": 2}, {"some": "x"}, [],
        {"question": "q", "before": "yesterday"}, {"question": "q", "is": "a", "unless": "b"},
    ],
)  # fmt: skip
def test_what_is_no_condition_is_refused(bad: Any) -> None:
    with pytest.raises(ValidationError):
        READ.validate_python(bad)


def claims() -> st.SearchStrategy[Any]:
    """Claims of every kind, fitting or not."""
    words = st.sampled_from(("yes", "x", "12", "2026-01-01"))
    comparison = st.one_of(
        st.builds(lambda v: {"is": v}, st.one_of(words, st.booleans(), st.integers(-2, 20))),
        st.builds(lambda v: {"in": v}, st.lists(words)),
        st.builds(lambda v: {"includes": v}, st.one_of(words, st.lists(words))),
        st.builds(lambda k, v: {k: v}, st.sampled_from(("more_than", "less_than")), st.integers()),
        st.builds(
            lambda k, v: {k: v},
            st.sampled_from(("before", "after")),
            st.sampled_from(("today", "9999 days ago", "9999 years ago", "2026-01-01")),
        ),
        st.builds(lambda v: {"answered": v}, st.booleans()),
    )
    question = st.sampled_from((*QUESTIONS, "item", "named"))
    absent = st.sampled_from(({}, {"absent": True}, {"absent": False}))
    return st.one_of(
        st.builds(lambda q, c, a: {"question": q, **c, **a}, question, comparison, absent),
        st.builds(lambda q, n: {"count": q, "more_than": n}, question, st.integers(-1, 3)),
        st.builds(lambda q: {"rule": "under_eighteen", "of": {"born": q}}, question),
        st.just("named"),
    )


TREES = st.recursive(
    claims(),
    lambda inner: st.one_of(
        st.builds(lambda p: {"all": p}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda p: {"any": p}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda p: {"not": p}, inner),
        st.builds(lambda p: {"some": "item", "where": p}, inner),
    ),
    max_leaves=8,
).map(READ.validate_python)
VALUES = st.recursive(
    st.one_of(
        st.none(), st.text(max_size=12), st.integers(), st.booleans(), st.floats(), st.just("12.5"),
        st.just("NaN"), st.just("Infinity"), st.just("2026-01-01"), st.just({"date": "2026-13-99"}),
        st.just({"kind": "window", "to": None}), st.just({"kind": "exact", "date": 5}),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=4,
)  # fmt: skip
GIVEN = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(QUESTIONS, VALUES),
        "item": st.one_of(
            VALUES,
            st.lists(
                st.fixed_dictionaries(
                    {"id": st.just("x")}, optional=dict.fromkeys(QUESTIONS, VALUES)
                ),
                max_size=3,
            ),
        ),
    },
)


@given(TREES, GIVEN)
@settings(deadline=None)
def test_a_condition_is_total(tree: Any, answers: dict[str, Any]) -> None:
    assert compiled(tree)(scope(answers)) in (True, False)


@given(TREES, GIVEN)
@settings(deadline=None)
def test_not_is_the_opposite(tree: Any, answers: dict[str, Any]) -> None:
    opposite = READ.validate_python({"not": tree})
    assert compiled(opposite)(scope(answers)) is not bool(compiled(tree)(scope(answers)))


@given(TREES, GIVEN)
@settings(deadline=None)
def test_causes_are_named_when_it_holds_and_only_then(tree: Any, answers: dict[str, Any]) -> None:
    found = causes(tree, scope(answers), NAMED)
    if not compiled(tree)(scope(answers)):
        assert found == ()
    assert len(set(found)) == len(found)
    assert {question for question, _ in found} <= {
        *questions_in(tree),
        "kind",
        "item",
        *QUESTIONS,
        "named",
    }


def test_causes_name_the_answers_that_made_it_hold() -> None:
    flag = {"any": [
        {"question": "kind", "is": "theft"}, {"question": "count", "more_than": 5},
        {"some": "item", "where": {"question": "phone", "is": "no"}},
    ]}  # fmt: skip
    assert causes(READ.validate_python(flag), scope(), {}) == (("kind", None), ("phone", "two"))


def test_a_condition_written_out_again_is_the_same() -> None:
    for said, _ in SAYINGS:
        condition = READ.validate_python(said)
        dumped = READ.dump_python(condition, mode="json", by_alias=True, exclude_defaults=True)
        assert READ.validate_python(dumped) == condition


@given(VALUES)
@settings(deadline=None)
def test_every_rule_is_total(value: Any) -> None:
    for each in RULES.values():
        assert each(NOW, born=value) in (True, False)


def test_two_rules_cannot_share_a_name() -> None:
    with pytest.raises(ValueError, match="two rules are called under_eighteen"):
        rule(RULES["under_eighteen"])
