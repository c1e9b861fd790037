"""What templates rely on: examples paste in, names are checked, answers are never markup."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, UndefinedError
from markupsafe import Markup, escape

from doitonline.pages import markup
from doitonline.pages.environment import environment
from tests.pages.shapes import shape

MADE = environment()
HOSTILE = "<script>alert(1)</script>\"'"


def written(source: str, **context: Any) -> str:
    return MADE.from_string(source).render(context)


def test_an_example_of_the_design_system_pastes_in() -> None:
    example = """
{{ govukRadios({
  name: "whereDoYouLive",
  fieldset: {
    legend: {
      text: "Where do you live?",
      isPageHeading: true,
      classes: "govuk-fieldset__legend--l"
    }
  },
  items: [
    { value: "england", text: "England" },
    { value: "scotland", text: "Scotland", checked: true },
  ]
}) }}"""
    html = written(example)
    assert '<h1 class="govuk-fieldset__heading">' in html
    assert 'value="scotland" checked' in html


def test_a_key_in_brackets_is_a_variable() -> None:
    assert written("{{ {(key): 1}.colour }}", key="colour") == "1"


def test_a_name_that_is_not_there_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        written("{{ nobody }}")


def test_a_dicts_entry_comes_before_its_method() -> None:
    assert written("{{ found.items }}", found={"items": 3}) == "3"
    assert written("{{ found.items()|list|length }}", found={"a": 3}) == "1"


@pytest.mark.parametrize("key", ["text", "html"])
def test_an_answer_is_escaped_whichever_key_it_is_given_under(key: str) -> None:
    html = written("{{ govukInsetText(params) }}", params={key: HOSTILE})
    assert "<script>" not in html
    assert str(escape(HOSTILE)) in html


@pytest.mark.parametrize(
    "source",
    [
        "{{ govukInsetText({html: '<b>' ~ answer ~ '</b>'}) }}",
        "{{ govukInsetText({html: '<b>' + answer + '</b>'}) }}",
        "{{ govukInsetText({html: '<b></b>' ~ answer if answer else '<b></b>'}) }}",
        "{% set words %}<b>{{ answer }}</b>{% endset %}{{ govukInsetText({html: words}) }}",
        "{% call govukInsetText({}) %}<b>{{ answer }}</b>{% endcall %}",
    ],
)
def test_markup_written_in_a_template_stays_and_what_joins_it_is_escaped(source: str) -> None:
    html = written(source, answer=HOSTILE)
    assert "<b>" in html
    assert "<script>" not in html
    assert str(escape(HOSTILE)) in html


def test_attributes_given_as_a_plain_string_are_left_out() -> None:
    html = written("{{ govukInsetText({text: 'x', attributes: given}) }}", given=' onclick="x()"')
    assert "onclick" not in html


FIELDS = ["govukInput", "govukTextarea", "govukSelect", "govukCharacterCount", "govukFileUpload"]


@given(st.sampled_from(FIELDS), st.text(), st.text(), st.text(), st.text())
def test_no_words_a_person_types_can_leave_their_place(
    macro: str, value: str, label: str, hint: str, error: str
) -> None:
    control: Any = MADE.globals[macro]
    typed = {
        "name": "x",
        "value": value,
        "label": {"text": label},
        "hint": {"text": hint},
        "errorMessage": {"text": error},
        "items": [{"value": value, "text": label}],
    }
    harmless = {
        "name": "x",
        "value": "value" if value else "",
        "label": {"text": "label" if label else ""},
        "hint": {"text": "hint"},
        "errorMessage": {"text": "error"},
        "items": [{"value": "value" if value else "", "text": "label"}],
    }
    assert _tags(control(typed)) == _tags(control(harmless))


def _tags(html: str) -> list[Any]:
    """The elements, and the names of their attributes, without values and words."""

    def bare(node: Any) -> Any:
        return (
            node[0],
            sorted(node[1]),
            [bare(child) for child in node[2] if isinstance(child, tuple)],
        )

    return [bare(node) for node in shape(html)[0] if isinstance(node, tuple)]


def test_a_textarea_keeps_the_blank_line_that_a_person_began_with() -> None:
    control: Any = MADE.globals["govukTextarea"]
    html = control({"name": "x", "label": {"text": "Words"}, "value": "\nfirst"})
    assert ">\n\nfirst</textarea>" in html  # HTML drops the first line break inside a textarea


def test_every_macro_is_there_without_being_imported() -> None:
    assert {"govukButton", "mojTimeline", "appCopyButton"} <= MADE.globals.keys()
    assert not [name for name in MADE.globals if name.startswith("_")]


def test_a_sites_own_templates_come_first() -> None:
    made = environment(loader=DictLoader({"layout.jinja": "mine"}))
    assert made.get_template("layout.jinja").render() == "mine"


def test_without_django_an_address_is_the_plain_one() -> None:
    made = environment(static=lambda path: f"/s/{path}", url=lambda name, *args: f"/{name}")
    assert made.from_string("{{ static('a.css') }} {{ url('home') }}").render() == "/s/a.css /home"


def test_a_macro_called_from_python_gives_markup() -> None:
    button: Any = MADE.globals["govukButton"]
    assert isinstance(button({"text": "Go"}), Markup)


@pytest.mark.parametrize("value", [HOSTILE, None, 0, "", True, Markup("<b>")])
def test_what_is_not_escaped_again_is_always_markup(value: Any) -> None:
    params = {
        "text": value,
        "html": value,
        "classes": value,
        "attributes": {"x": value},
        "i": value,
    }
    found = {
        "content": [markup.content(params), markup.content({"text": value}), markup.content(None)],
        "classes": [markup.classes(params), markup.classes(None)],
        "attribute": [markup.attribute(value, "x")],
        "attributes": [
            markup.attributes(params),
            markup.attributes({"attributes": {"x": {"value": value, "optional": True}}}),
            markup.attributes({"attributes": value} if isinstance(value, str) else None),
        ],
        "translated": [
            markup.translated(params, "i", "x"),
            markup.translated({"i": {"one": value}}, "i", "x"),
        ],
    }
    assert found.keys() == markup.ALWAYS_MARKUP
    for results in found.values():
        assert all(type(result) is Markup and "<script" not in result for result in results)
