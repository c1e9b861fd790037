"""What every page of the counter is given, and how a step of a journey is shown."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from markupsafe import Markup

from doitonline.counter.drafts import Open
from doitonline.counter.noticed import NotOpenYet, force, force_number, plan_of, reads_now
from doitonline.definitions.journey import Journey, Step
from doitonline.definitions.kinds import as_typed, typed_back
from doitonline.definitions.messages import error_words
from doitonline.definitions.outcomes import Doubtful, Refused
from doitonline.definitions.schema import Page, Question
from doitonline.definitions.texts import Text
from doitonline.pages.asked import Fields
from doitonline.pages.environment import environment
from doitonline.pages.problems import problem_links
from doitonline.pages.prose import prose
from doitonline.pages.questions import CHECKED, DOUBTED, draw

FORM_CHANGED = "form_changed"
NOTES = ("card_hidden", FORM_CHANGED)
CHANGE = "?change"
"""Marks an address whose good answer leads back to check your answers, or to what is still open."""
CHANGE_NOW = "?change=now"
"""The same, for somebody who is about to send now and add the rest later."""
ANY_FORCE = {
    "name": "Police",
    "numbers": {"emergency": "999", "non_emergency": "101", "textphone": "18000"},
}
"""What is true of every force in Britain, for as long as the office has not said which this is."""
MACROS: dict[str, Any] = dict(environment().globals)


def fill(key: str) -> str:
    """The force's words for a placeholder; the key itself where it has lost them."""
    return force().placeholders.get(key, key)


def said(text: Text | None, language: str) -> str:
    """A text of a definition, filled; nothing where there is none."""
    return text.said(language, fill) if text is not None else ""


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """A page with what all pages have: the force, and the footer's links."""
    return render(request, template, {**surroundings(), **context}, status=status)


def see_other(url: str) -> HttpResponseRedirect:
    """A redirect after a good POST."""
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def surroundings() -> dict[str, Any]:
    """The force, or its absence, and the footer."""
    try:
        known: Any = force()
    except NotOpenYet:
        known = ANY_FORCE
    return {
        "force": known,
        "footer_links": [
            {"href": "/help/leaving", "text": "Leaving this site quickly"},
            {"href": "/help/privacy", "text": "Privacy"},
            {"href": "/help/cookies", "text": "Cookies"},
            {"href": "/help/accessibility", "text": "Accessibility"},
        ],
    }


def changing_of(request: HttpRequest) -> str:
    """Whether an answer is being changed from the check page: the mark to carry on, or nothing."""
    if "change" not in request.GET:
        return ""
    return CHANGE_NOW if request.GET["change"] == "now" else CHANGE


def following(journey: Journey, step: Step, changing: str) -> Step:
    """Where a good answer leads."""
    if changing == CHANGE_NOW and journey.check is not None and journey.may_send_now:
        return journey.check
    return journey.after(step, bool(changing))


def notes_in(request: HttpRequest, language: str) -> list[str]:
    """What the page before has left to be said on this one."""
    note = request.GET.get("note")
    return [error_words(note, language)] if note in NOTES else []


def journey_context(opened: Open, step: Step, changing: str) -> dict[str, Any]:
    """What every page inside a journey has: the way back, progress, whether it can be sent now."""
    journey, language = opened.journey, opened.content.language
    back = journey.check if changing else journey.before(step)
    progress = journey.progress(step)
    title = opened.plan.service.sections.get(step.section or "")
    return {
        "language": language,
        "unsent": fill("force.cannot_see"),
        "back_url": address(opened, back) if back else f"/{opened.plan.service.service}",
        "progress": progress and (*progress, said(title, language)),
        "send_now_url": send_now_address(opened, step),
        "draft_id": opened.id,
        "return_code_url": f"/d/{opened.id}/code",
        "idle_seconds": int(force().value("idle_lock_minutes")) * 60,
    }


def send_now_address(opened: Open, step: Step) -> str | None:
    """Where “Send now, add the rest later” leads; None where it is not offered."""
    journey = opened.journey
    if step.role == "check" or journey.complete or not journey.may_send_now:
        return None
    return address(opened, journey.check) if journey.check else None


def address(opened: Open, step: Step, changing: str = "") -> str:
    """The address of a step of a draft."""
    path = f"/d/{opened.id}/{step.address}" + (f"/{step.item}" if step.item else "")
    return path if step.role == "check" else path + changing


def page_context(
    opened: Open,
    step: Step,
    typed: Mapping[str, Fields] | None = None,
    problems: Mapping[str, Refused | Doubtful] | None = None,
) -> dict[str, Any]:
    """A page of questions, with its answers or with what was just typed and what is wrong."""
    journey, language = opened.journey, opened.content.language
    questions, page = journey.questions(step), step.page
    fields = typed if typed is not None else stored(journey, step, questions)
    alone = page is not None and page.title is None and step.role == "ask"
    return {
        "heading": heading(journey, step, language),
        "show_heading": not alone,
        "body": body(page, language),
        "controls": drawn(opened, questions, fields, problems or {}, alone),
        "problems": problem_links(questions, problems or {}, language),
        "has_files": any(question.type == "file" for question in questions),
    }


def drawn(
    opened: Open,
    questions: list[Question],
    fields: Mapping[str, Fields],
    problems: Mapping[str, Refused | Doubtful],
    alone: bool,
) -> Markup:
    """The controls of a page. Where nothing was answered they are the same for everybody."""
    language = opened.content.language
    if problems or any(fields.values()):
        return draw(MACROS, questions, fields, problems, language, fill, alone)
    ids = tuple(question.id for question in questions)
    return blank(opened.row.publication, ids, language, alone, force_number())


@lru_cache(maxsize=2000)
def blank(number: int, ids: tuple[str, ...], language: str, alone: bool, force: int) -> Markup:
    """The controls of these questions, empty, in the words of this entry of the force's."""
    plan = plan_of(number)
    return draw(MACROS, [plan.question(id_) for id_ in ids], {}, {}, language, fill, alone)


def stored(journey: Journey, step: Step, questions: list[Question]) -> dict[str, Fields]:
    """The fields of a page as the given answers fill them."""
    answers = journey.answers_at(step)
    fields: dict[str, Fields] = {}
    for question in questions:
        value = answers.get(question.id)
        if question.type == "file":
            fields[question.id] = {"kept": [f"{f['id']} {f['name']}" for f in value or ()]}
        else:
            filled = typed_back(question, value)
            if question.type in DOUBTED and value is not None:
                filled[CHECKED] = [as_typed(question, filled)]
            fields[question.id] = filled
    return fields


def body(page: Page | None, language: str) -> Markup | None:
    """The words above a page's questions."""
    return prose(said(page.body, language)) if page is not None and page.body else None


def heading(journey: Journey, step: Step, language: str) -> str:
    """A page's title: its own, or its one question. It never names the offence."""
    page = step.page
    if page is None:
        return ""
    if page.title is not None:
        return said(page.title, language)
    return said(page.questions[0].label, language) if page.questions else ""


def nobody_reads(now: datetime) -> str | None:
    """The truth when nobody can read a report now; None when somebody can."""
    return None if reads_now(now) else fill("force.nobody_reading")
