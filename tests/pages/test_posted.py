"""What was typed is gathered by question; long words become markup without any of their own."""

import pytest
from bs4 import BeautifulSoup

from doitonline.definitions.schema import Question
from doitonline.pages.posted import MOST_VALUES, typed
from doitonline.pages.prose import prose
from doitonline.pages.wording import words


class Form(dict[str, list[str]]):
    """A form's fields, each with all its values."""

    def getlist(self, key: str) -> list[str]:
        return list(self.get(key, []))


def question(id_: str, kind: str) -> Question:
    return Question.model_validate({"id": id_, "type": kind, "label": "What?"})


def test_each_field_goes_to_its_question_and_fields_of_none_are_passed_over() -> None:
    form = Form({"a": ["1", "2"], "b-day": ["3"], "b-checked": ["x"], "c": ["4"], "b": ["5"]})
    gathered = typed([question("a", "text"), question("b", "date")], form)
    assert gathered == {"a": {"": ["1", "2"]}, "b": {"day": ["3"], "checked": ["x"]}}


def test_a_question_whose_id_begins_like_another_s_takes_none_of_its_fields() -> None:
    form = Form({"t.now": ["1"], "t.now.more": ["2"], "t.now-dont_know": ["3"]})
    gathered = typed([question("t.now", "text"), question("t.now.more", "text")], form)
    assert gathered == {"t.now": {"": ["1"], "dont_know": ["3"]}, "t.now.more": {"": ["2"]}}


def test_a_field_that_is_repeated_without_end_is_cut() -> None:
    gathered = typed([question("a", "text")], Form({"a": ["x"] * 10_000}))
    assert len(gathered["a"][""]) == MOST_VALUES


def test_nothing_typed_into_the_control_of_a_file_counts() -> None:
    assert typed([question("a", "file")], Form({"a": ['{"id": "x"}']})) == {"a": {}}


@pytest.mark.parametrize(
    "evil",
    ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))",
     "[a](data:text/html,x)", "![a](https://evil.example/x.png)", "<https://evil.example>",
     "[a](http://evil.example)", "[a](//evil.example)", "[a](/\\evil.example)",
     "<style>*{}</style>", "[a]: javascript:alert(1)\n\n[a]", "&lt;script&gt;"],
)  # fmt: skip
def test_long_words_hold_no_markup_of_their_own_and_no_link_that_is_not_safe(evil: str) -> None:
    soup = BeautifulSoup(prose(f"Words\n\n{evil}\n"), "html.parser")
    assert not soup.find_all(["script", "img", "style", "iframe"])
    for link in soup.find_all("a"):
        href = str(link["href"])
        assert href == "#" or href.startswith(("https://", "tel:", "sms:", "mailto:", "/"))
        assert not href.startswith(("//", "/\\", "/%5C"))


def test_long_words_have_the_design_system_s_classes() -> None:
    soup = BeautifulSoup(
        prose("One **two** [site](https://example.org) [call](tel:101)\n\n- a\n- b\n\n1. c\n"),
        "html.parser",
    )
    assert soup.select("p.govuk-body strong")
    assert len(soup.select("a.govuk-link")) == 2
    assert soup.select("ul.govuk-list.govuk-list--bullet li")
    assert soup.select("ol.govuk-list.govuk-list--number li")


def test_words_are_in_english_where_a_language_has_none() -> None:
    assert words("day", "cy") == words("day", "en") == "Day"
    with pytest.raises(KeyError):
        words("nothing", "en")
