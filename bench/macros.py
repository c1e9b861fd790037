"""What a typical question page costs to write: microseconds and bytes, and each of its parts.

Run: `python bench/macros.py`. CPU time, the median of the rounds. Absolute times mean little on a
shared machine: the floor is the same number of bytes from one loop of plain Jinja in the same
run, and the ratio to it is printed.
"""

import gzip
from collections.abc import Callable
from functools import partial
from statistics import median
from time import process_time
from types import SimpleNamespace
from typing import Any, cast

from jinja2 import DictLoader, Environment
from jinja2.runtime import Macro

from doitonline.pages.environment import environment

QUESTION = """{% extends "counter_layout.jinja" %}
{% block title %}{{ heading }}{% endblock %}
{% block content %}
<form method="post" novalidate>
{{ govukRadios({
  name: "t.kind", value: value,
  fieldset: {legend: {text: heading, isPageHeading: true, classes: "govuk-fieldset__legend--l"}},
  hint: {text: "Pick the one that fits best. You can tell us more later."},
  errorMessage: {text: problem} if problem else none,
  items: items
}) }}
{{ govukInput({name: "t.where", value: where, label: {text: "Where was it?"}, autocomplete: "off",
  hint: {text: "A road, a shop or a park will do"}}) }}
{{ govukButton({text: "Continue", preventDoubleClick: true}) }}
</form>
{% endblock %}"""
FLOOR = """{% for word in words %}<p class="govuk-body">{{ word }}</p>{% endfor %}"""
RUNS, ROUNDS = 200, 21


def context() -> dict[str, Any]:
    """What a view gives to the page: an invalid one, which is the longest."""
    problem = "Choose what happened"
    return {
        "force": SimpleNamespace(name="Anyshire Constabulary"),
        "service_name": "Report a crime",
        "back_url": "/d/3f/2k9x1m",
        "unsent": "The police cannot see this until you send it.",
        "footer_links": [
            {"href": "/privacy", "text": "Privacy"},
            {"href": "/help", "text": "Help"},
        ],
        "heading": "What happened?",
        "value": "theft",
        "where": "High Street",
        "problem": problem,
        "problems": [{"text": problem, "href": "#t.kind"}],
        "items": [
            {
                "value": f"kind-{n}",
                "text": f"Something happened, number {n}",
                "hint": {"text": "Or like it"},
            }
            for n in range(6)
        ],
    }


def microseconds(work: Callable[[], object]) -> float:
    """The median over the rounds of the mean of the runs in one round."""
    return median(_round(work) for _ in range(ROUNDS))


def _round(work: Callable[[], object]) -> float:
    began = process_time()
    for _ in range(RUNS):
        work()
    return (process_time() - began) / RUNS * 1e6


def main() -> None:
    """Print one line for each thing measured."""
    made = environment(loader=DictLoader({"question.jinja": QUESTION}))
    given = context()
    question = made.get_template("question.jinja")
    html = question.render(given)
    words = ["The same number of bytes"] * (len(html) // 51)
    floor = Environment(autoescape=True).from_string(FLOOR)
    least = microseconds(lambda: floor.render(words=words))
    whole = microseconds(lambda: question.render(given))
    size, packed = len(html), len(gzip.compress(html.encode()))
    print(f"question page       {whole:7.1f} µs  {size} bytes, {packed} gzipped")
    print(f"floor               {least:7.1f} µs  {len(floor.render(words=words))} bytes")
    print(f"ratio               {whole / least:7.2f}")
    parts: dict[str, dict[str, Any]] = {
        "govukRadios": {
            "name": "a",
            "fieldset": {"legend": {"text": "A"}},
            "items": given["items"],
        },
        "govukInput": {"name": "a", "label": {"text": "A"}, "hint": {"text": "B"}},
        "govukDateInput": {"id": "a", "namePrefix": "a", "fieldset": {"legend": {"text": "A"}}},
        "govukCharacterCount": {"name": "a", "maxlength": 100, "label": {"text": "A"}},
        "govukButton": {"text": "Continue"},
        "govukErrorSummary": {"titleText": "There is a problem", "errorList": given["problems"]},
        "govukSummaryList": {"rows": [{"key": {"text": "A"}, "value": {"text": "B"}}] * 20},
    }
    for name, params in parts.items():
        work = partial(cast(Macro, made.globals[name]), params)
        print(f"{name:<20}{microseconds(work):7.1f} µs")


if __name__ == "__main__":
    main()
