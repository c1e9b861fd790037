"""Answering: one page of a journey at a time."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from doitonline.counter import clock
from doitonline.counter.drafts import Open, carried_by, change_answers, still_here
from doitonline.counter.noticed import force
from doitonline.counter.rendering import (
    CHANGE,
    CHANGE_NOW,
    FORM_CHANGED,
    address,
    changing_of,
    fill,
    following,
    journey_context,
    notes_in,
    page_context,
    said,
    see_other,
    show,
)
from doitonline.counter.sealing_upload import was_cut
from doitonline.counter.sending import send
from doitonline.counter.uploads import keep_files, save
from doitonline.counter.views.failures import bad_request
from doitonline.counter.views.lists import list_page
from doitonline.definitions.answering import gone_on, read_page
from doitonline.definitions.journey import NotOnPath, Step
from doitonline.definitions.plan import EXIT
from doitonline.definitions.summary import sections
from doitonline.pages.posted import typed
from doitonline.pages.prose import prose


@require_safe
def resume(request: HttpRequest, draft: UUID) -> HttpResponse:
    """The first page of a draft that needs an answer; its task list where it has one."""
    return to_entrance(carried_by(request, draft, clock.now()))


def to_entrance(opened: Open) -> HttpResponse:
    """Leads to where the draft goes on: the first page that needs an answer, or its task list."""
    journey = opened.journey
    step = journey.steps[0] if opened.plan.service.task_list else journey.first_open
    return see_other(noted(address(opened, step), notes_of(opened)))


def notes_of(opened: Open, more: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The keys of what must be said on the next page."""
    return (FORM_CHANGED, *more) if opened.upgraded else more


def noted(url: str, notes: tuple[str, ...]) -> str:
    """An address whose page will say the first of these."""
    return f"{url}{'&' if '?' in url else '?'}note={notes[0]}" if notes else url


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, draft: UUID, page: str, item: str | None = None) -> HttpResponse:
    """One page of a draft: shown, or its answers taken."""
    opened = carried_by(request, draft, clock.now())
    if opened.upgraded and request.method != "POST":
        return to_entrance(opened)
    step = step_at(opened, page, item)
    if step is None or not opened.journey.may_visit(step):
        return to_entrance(opened)
    if opened.upgraded and step.role == "check":
        return to_entrance(opened)  # what is sent must have been seen
    changing = changing_of(request)
    if request.method != "POST":
        if step.role == "list":
            return list_page(request, opened, step, changing)
        return show_step(request, opened, step, changing)
    if was_cut(request):
        return bad_request(request)
    return TAKE[step.role](request, opened, step, changing)


def step_at(opened: Open, page: str, item: str | None) -> Step | None:
    """The step at an address; None where it is a page that the answers no longer lead to.

    Raises Http404 for an address that is of no page, and for an item that is in no list.
    """
    try:
        return opened.journey.step(page, item)
    except NotOnPath:
        known = opened.plan.addresses.values() if item is None else _pages_of(opened, item)
        if page not in known and not opened.upgraded:
            raise Http404 from None
        return None


def _pages_of(opened: Open, item: str) -> set[str]:
    """The addresses at which an item of the draft can be asked about; none for an unknown one."""
    return {
        opened.plan.addresses[page.id]
        for listed, group in opened.plan.groups.items()
        for each in opened.content.answers.get(listed) or ()
        if each["id"] == item
        for page in group.item_pages
    }


def show_step(request: HttpRequest, opened: Open, step: Step, changing: str) -> HttpResponse:
    """A page as it stands."""
    context = {**journey_context(opened, step, changing), **SHOW[step.role](opened, step)}
    context["notes"] = notes_in(request, opened.content.language)
    if step.role == "notice":
        context["onward_url"] = onwards(opened, step, changing)
    return show(request, f"counter/{step.role}.jinja", context)


def exit_context(opened: Open, step: Step) -> dict[str, Any]:
    """A way out: who can help, and the way on where it may be passed."""
    language = opened.content.language
    out = opened.plan.service.exits[step.name.removeprefix(EXIT)]
    return {
        "heading": said(out.title, language),
        "body": prose(said(out.body, language)),
        "go_on": said(out.soft, language) if out.soft else None,
        "signpost": _signpost(out.signpost),
    }


def _signpost(key: str | None) -> Any:
    return force().signposts.get(key) if key else None


def check_page(opened: Open, step: Step) -> dict[str, Any]:
    """The check page as it stands."""
    return page_context(opened, step) | check_context(opened, step)


def check_context(opened: Open, step: Step) -> dict[str, Any]:
    """The answers, each with a link to change it; and what is left for later."""
    journey, language = opened.journey, opened.content.language
    title = said(step.page.title if step.page else None, language)
    changing = CHANGE if journey.complete else CHANGE_NOW
    return {
        "heading": title or "Check your answers",
        "sections": sections(journey, language, fill),
        "change_url": lambda to: address(opened, to, changing),
        "later": len(journey.later) if not journey.complete else 0,
        "first_open_url": address(opened, journey.first_open),
    }


def tasks_context(opened: Open, step: Step) -> dict[str, Any]:
    """The sections of a service that may be filled in any order."""
    journey, language = opened.journey, opened.content.language
    tasks = []
    for key, title in opened.plan.service.sections.items():
        steps = [s for s in journey.steps if s.section == key and s.role != "check"]
        if steps:
            done = all(s.complete for s in steps)
            first = next((s for s in steps if not s.complete), steps[0])
            tasks.append((said(title, language), address(opened, first), done))
    check = journey.check if journey.complete else None
    return {
        "heading": "What to tell us",
        "tasks": tasks,
        "check_url": address(opened, check) if check else None,
    }


def notice_context(opened: Open, step: Step) -> dict[str, Any]:
    """Words to read before going on."""
    return page_context(opened, step) | {"show_heading": True}


def take_answers(request: HttpRequest, opened: Open, step: Step, changing: str) -> HttpResponse:
    """The answers of a page: kept and led on, or shown again with what is wrong."""
    questions = opened.journey.questions(step)
    given = keep_files(request, opened, step, typed(questions, request.POST))
    read = read_page(opened.journey, step, given.fields)
    kept = save(opened, step, read, given)
    problems = {**read.problems, **given.problems}
    if problems:
        still_here(opened)
        context = page_context(opened, step, given.shown, problems)
        everything = {**journey_context(kept, step, changing), **context}
        return show(request, "counter/ask.jinja", everything, status=422)
    return see_other(onwards(kept, step, changing, read.notes))


def onwards(opened: Open, step: Step, changing: str, notes: tuple[str, ...] = ()) -> str:
    """The address to which a good answer leads."""
    onward = following(opened.journey, step, changing)
    return noted(address(opened, onward, changing), notes_of(opened, notes))


def take_exit(request: HttpRequest, opened: Open, step: Step, changing: str) -> HttpResponse:
    """Goes on past a soft exit."""
    key = step.name.removeprefix(EXIT)
    if opened.plan.service.exits[key].soft is None or request.POST.get("go_on") != "yes":
        return show_step(request, opened, step, changing)
    kept = change_answers(opened, lambda answers: gone_on(answers, key))
    return see_other(onwards(kept, step, changing))


def take_check(request: HttpRequest, opened: Open, step: Step, changing: str) -> HttpResponse:
    """The declaration, and sending."""
    given = typed(opened.journey.questions(step), request.POST)
    read = read_page(opened.journey, step, given)
    if read.problems:
        still_here(opened)
        context = page_context(opened, step, given, read.problems) | check_context(opened, step)
        everything = {**journey_context(opened, step, changing), **context}
        return show(request, "counter/check.jinja", everything, status=422)
    send(opened, read.values)
    return see_other(f"/d/{opened.id}/sent")


def take_nothing(request: HttpRequest, opened: Open, step: Step, changing: str) -> HttpResponse:
    """A page that asks nothing leads on."""
    return see_other(onwards(opened, step, changing))


SHOW = {
    "ask": page_context, "exit": exit_context, "notice": notice_context, "check": check_page,
    "tasks": tasks_context,
}  # fmt: skip
TAKE = {
    "ask": take_answers, "exit": take_exit, "check": take_check, "notice": take_nothing,
    "tasks": take_nothing, "list": list_page,
}  # fmt: skip
