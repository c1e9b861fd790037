"""Random small services and random answers to them."""

from typing import Any

from hypothesis import strategies as st

from doitonline.definitions.schema import Service
from tests.definitions.small import service

OPTIONS = ("a", "b")
QUESTIONS = ("q0", "q1", "q2", "q3")
ITEM_QUESTIONS = ("i0", "i1")
EXITS = {
    "x": {"title": "Final", "body": "Final."},
    "y": {"title": "Soft", "body": "Soft.", "soft": "Go on"},
}


def claims(questions: tuple[str, ...], more: tuple[Any, ...] = ()) -> st.SearchStrategy[Any]:
    """A claim about one of these questions, or one of these conditions."""
    question = st.sampled_from(questions)
    comparison = st.one_of(
        st.builds(lambda o: {"is": o}, st.sampled_from(OPTIONS)),
        st.builds(lambda o: {"in": sorted(o)}, st.sets(st.sampled_from(OPTIONS), min_size=1)),
        st.builds(lambda a: {"answered": a}, st.booleans()),
    )
    claim = st.builds(
        lambda q, c, a: {"question": q, **c, "absent": a}, question, comparison, st.booleans()
    )
    return st.one_of(claim, *(st.just(each) for each in more)) if more else claim


def conditions(questions: tuple[str, ...], more: tuple[Any, ...] = ()) -> st.SearchStrategy[Any]:
    """A condition about these questions."""
    return st.recursive(
        claims(questions, more),
        lambda inner: st.one_of(
            st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
            st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
            st.builds(lambda part: {"not": part}, inner),
        ),
        max_leaves=4,
    )


def asked(key: str, required: bool, **more: Any) -> dict[str, Any]:
    """A question with two options."""
    options = {option: option for option in OPTIONS}
    return {
        "id": key, "type": "radios", "label": "?", "required": required, "options": options, **more
    }  # fmt: skip


@st.composite
def services(draw: st.DrawFn, questions: int = 4, lists: bool = True) -> Service:
    """Pages of a question each with guards, an exit now and then, perhaps a list and a name."""
    pages: list[dict[str, Any]] = []
    more: tuple[Any, ...] = ()
    named: dict[str, Any] = {}
    at = draw(st.integers(1, questions - 1)) if lists and draw(st.booleans()) else None
    for n, key in enumerate(QUESTIONS[:questions]):
        if n == at:
            pages.append(draw(groups(QUESTIONS[:n])))
            more = (
                *more,
                {"count": "item", "more_than": 0},
                {"some": "item", "where": some_item()},
            )
        if n == 1 and draw(st.booleans()):
            named["first"] = draw(conditions(QUESTIONS[:1]))
            more = (*more, "first")
        pages.append(draw(single_pages(n, key, more)))
    pages.append({"id": "check", "kind": "check"})
    flags = {"V": draw(conditions(QUESTIONS[:questions], more))}
    return service(pages=pages, exits=EXITS, flags=flags, conditions=named)


def some_item() -> dict[str, Any]:
    """A claim about an item."""
    return {"question": "i0", "is": "a", "absent": False}


@st.composite
def single_pages(draw: st.DrawFn, n: int, key: str, more: tuple[Any, ...]) -> dict[str, Any]:
    """A page of one question."""
    question = asked(key, draw(st.booleans()))
    page: dict[str, Any] = {"id": f"p{n}", "questions": [question]}
    if n and draw(st.booleans()):
        page["when"] = draw(conditions(QUESTIONS[:n], more))
    elif n and draw(st.booleans()):
        question["show_when"] = draw(conditions(QUESTIONS[:n], more))
    if draw(st.integers(0, 3)) == 0:
        claim = draw(conditions(QUESTIONS[: n + 1], more))
        page["exit"] = {"when": claim, "to": draw(st.sampled_from("xy"))}
    return page


@st.composite
def groups(draw: st.DrawFn, before: tuple[str, ...]) -> dict[str, Any]:
    """A group of two pages an item."""
    second: dict[str, Any] = {"id": "g1", "questions": [asked("i1", draw(st.booleans()))]}
    if draw(st.booleans()):
        second["when"] = draw(conditions((*before, "i0")))
    page: dict[str, Any] = {
        "id": "group",
        "pages": [{"id": "g0", "questions": [asked("i0", True)]}, second],
        "repeat": {
            "list": "item", "min": draw(st.integers(0, 1)), "max": 2, "title": "i0", "one": "a",
            "many": "b", "ask": "?",
        },
    }  # fmt: skip
    if draw(st.booleans()):
        page["when"] = draw(conditions(before))
    return page


VALUES = st.sampled_from((*OPTIONS, None))
ITEMS = st.lists(
    st.fixed_dictionaries({}, optional=dict.fromkeys(ITEM_QUESTIONS, VALUES)), max_size=2
).map(lambda items: [{"id": f"item{n}", **item} for n, item in enumerate(items)])
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(QUESTIONS, VALUES), "item": ITEMS, "item.more": st.just("no"),
        "exit.y": st.just("go_on"),
    },
)  # fmt: skip
