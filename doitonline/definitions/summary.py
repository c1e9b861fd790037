"""The answers as the person saw them: by section, question and words.

The check page shows it to the person; the office shows the same to the officer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from doitonline.definitions.journey import Journey, Step
from doitonline.definitions.kinds.parsing import in_words
from doitonline.definitions.schema import Question
from doitonline.definitions.texts import Fill


@dataclass(frozen=True, slots=True)
class Row:
    """One question and its answer in words, and the page where it can be changed."""

    question: str
    item: str | None
    label: str
    words: list[str]
    step: Step
    value: Any = None
    type: str = "text"


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading: a section's own, or those of one item of a list."""

    title: str
    rows: list[Row] = field(default_factory=list)
    step: Step | None = None
    """For an item or an empty list: the list page."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the summary."""

    key: str | None
    title: str
    groups: list[Group] = field(default_factory=list)


def sections(journey: Journey, language: str, fill: Fill) -> list[Section]:
    """Every answer on the path, in its order, and what was left blank."""
    made: dict[str | None, Section] = {}
    plan = journey.plan
    for step in journey.steps:
        if step.role not in ("ask", "list") or step.page is None:
            continue
        key = _section_of(journey, step)
        if key not in made:
            title = plan.service.sections.get(key or "")
            made[key] = Section(key, title.said(language, fill) if title else "")
        if step.role == "list":
            _add_list(made[key], journey, step, language, fill)
        else:
            _add_rows(made[key], journey, step, language, fill)
    return [section for section in made.values() if section.groups]


def _section_of(journey: Journey, step: Step) -> str | None:
    if step.list is not None:
        return journey.plan.groups[step.list].section
    return step.section


def _add_rows(section: Section, journey: Journey, step: Step, language: str, fill: Fill) -> None:
    rows = list(_rows(journey, step, language, fill))
    if step.item is not None and step.list is not None:
        title = item_title(journey, step.list, step.item, language)
        last = section.groups[-1] if section.groups else None
        if last is None or last.step is None or last.step.item != step.item:
            section.groups.append(Group(title, [], step))
        section.groups[-1].rows.extend(rows)
    elif rows:
        if not section.groups or section.groups[-1].step is not None:
            section.groups.append(Group(section.title))
        section.groups[-1].rows.extend(rows)


def _rows(journey: Journey, step: Step, language: str, fill: Fill) -> Iterable[Row]:
    kept = journey.kept(step)
    given = journey.answers_at(step)
    for question in journey.questions(step):
        if question.id in kept or (question.id in given and _asked(journey, step, question)):
            value = kept.get(question.id)
            words = in_words(question, value, language)
            label = question.label.said(language, fill)
            yield Row(question.id, step.item, label, words, step, value, question.type)


def _asked(journey: Journey, step: Step, question: Question) -> bool:
    test = journey.plan.shown(question)
    scope = journey.scope_of(journey.kept(step), inside=step.item is not None)
    return test is None or test(scope)


def _add_list(section: Section, journey: Journey, step: Step, language: str, fill: Fill) -> None:
    page = step.page
    if page is None or page.repeat is None or journey.on_path.get(page.repeat.list_):
        return
    if not step.complete:
        return
    no = in_words(NONE_ADDED, "no", language)
    row = Row(page.repeat.list_, None, page.repeat.ask.said(language, fill), no, step)
    section.groups.append(Group("", [row], step))


def item_title(journey: Journey, listed: str, item: str, language: str) -> str:
    """What an item of a list is called: the answer that names it, else “Person 2”."""
    page = journey.plan.groups[listed]
    items = list(journey.given.get(listed) or ())
    number = next((n for n, each in enumerate(items, 1) if each["id"] == item), 0)
    repeat = page.repeat
    if repeat is None:
        return ""
    value = items[number - 1].get(repeat.title) if number else None
    words = in_words(journey.plan.question(repeat.title), value, language)
    if words and words[0]:
        return words[0]
    noun = repeat.one.within(language).removeprefix("an ").removeprefix("a ")
    return f"{noun[:1].upper()}{noun[1:]} {number}"


NONE_ADDED = Question.model_validate({"id": "none", "type": "yes_no", "label": "none"})
