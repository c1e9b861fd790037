"""Repeating groups: the list of what was added, adding another, taking one out."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from doitonline.counter import clock
from doitonline.counter.drafts import Content, Open, carried_by, change, change_answers
from doitonline.counter.rendering import (
    MACROS,
    address,
    changing_of,
    following,
    journey_context,
    notes_in,
    said,
    see_other,
    show,
)
from doitonline.counter.uploads import discard, files_in
from doitonline.definitions.answering import with_item, with_no_more, without_item
from doitonline.definitions.journey import Step
from doitonline.definitions.messages import choice_words, error_words
from doitonline.definitions.plan import MORE
from doitonline.definitions.schema import Repeat
from doitonline.definitions.summary import item_title
from doitonline.sealing.codes import new_item_id

MOST_ITEMS = 100
"""How many items a group takes that sets no limit of its own."""


def list_page(request: HttpRequest, opened: Open, step: Step, changing: str) -> HttpResponse:
    """The list of a group: shown, or its answer to “another one?” taken."""
    if request.method != "POST":
        return _show(request, opened, step, changing)
    repeat, language = repeat_of(step), opened.content.language
    count = len(opened.content.answers.get(repeat.list_) or ())
    choice, full = request.POST.get(repeat.list_ + MORE), count >= most(repeat)
    if not count and repeat.min:
        choice = "yes"  # the page of an empty list that may not stay so asks nothing
    if choice == "yes" and not full:
        return _add(opened, step, changing)
    if choice == "no" and count < repeat.min:
        least = error_words("fewest", language, least=str(repeat.min))
        return _show(request, opened, step, changing, least)
    if choice != "no" and not full:
        return _show(request, opened, step, changing, error_words("more_missing", language))
    kept = change_answers(opened, lambda answers: with_no_more(answers, repeat.list_))
    onward = following(kept.journey, step, changing)
    return see_other(address(kept, onward, changing))


def most(repeat: Repeat) -> int:
    """How many items a group takes; a draft must not grow without end."""
    return repeat.max if repeat.max is not None else MOST_ITEMS


def repeat_of(step: Step) -> Repeat:
    """The group of a list page. Raises Http404 for another page."""
    if step.role != "list" or step.page is None or step.page.repeat is None:
        raise Http404
    return step.page.repeat


def _add(opened: Open, step: Step, changing: str) -> HttpResponse:
    repeat, fresh = repeat_of(step), new_item_id()
    listed = repeat.list_

    def make(answers: dict[str, Any]) -> dict[str, Any]:
        items = answers.get(listed) or ()
        if _empty(items) or len(items) >= most(repeat):
            return dict(answers)
        return with_item(answers, listed, fresh)

    kept = change_answers(opened, make)
    item = _empty(kept.content.answers.get(listed) or ())
    first = next((s for s in kept.journey.steps if s.item == item and item), None)
    return see_other(address(kept, first or kept.journey.first_open, changing))


def _empty(items: Sequence[dict[str, Any]]) -> str | None:
    """The id of an item in which nothing was answered yet: a form sent twice adds one thing."""
    return next((str(item["id"]) for item in items if len(item) == 1), None)


def _show(
    request: HttpRequest, opened: Open, step: Step, changing: str, problem: str | None = None
) -> HttpResponse:
    repeat, language = repeat_of(step), opened.content.language
    items = opened.content.answers.get(repeat.list_) or []
    name = repeat.list_ + MORE
    full = len(items) >= most(repeat)
    ask = said(repeat.more if items and repeat.more else repeat.ask, language)
    context: dict[str, Any] = {
        **journey_context(opened, step, changing),
        "heading": _heading(repeat, len(items), ask, language),
        "question": ask,
        "rows": [_row(opened, step, item["id"], changing) for item in items],
        "problems": [{"text": problem, "href": f"#{name.replace('.', '-')}"}] if problem else [],
        "controls": None
        if full or (repeat.min and not items)
        else _yes_no(name, ask, said(repeat.hint, language), problem, bool(items), language),
        "full": full,
        "many": said(repeat.many, language),
        "notes": notes_in(request, language),
    }
    return show(request, "counter/list.jinja", context, status=422 if problem else 200)


def _heading(repeat: Repeat, count: int, ask: str, language: str) -> str:
    if not count:
        return ask
    noun = said(repeat.one if count == 1 else repeat.many, language)
    return f"You have added {noun}" if count == 1 else f"You have added {count} {noun}"


def _row(opened: Open, step: Step, item: str, changing: str) -> dict[str, Any]:
    listed, language = repeat_of(step).list_, opened.content.language
    steps = [s for s in opened.journey.steps if s.item == item]
    first = next((s for s in steps if not s.complete), steps[0])
    return {
        "title": item_title(opened.journey, listed, item, language),
        "change": address(opened, first, changing),
        "remove": f"/d/{opened.id}/{step.address}/{item}/remove{changing}",
        "complete": all(s.complete for s in steps),
    }


def _yes_no(name: str, ask: str, hint: str, problem: str | None, under: bool, language: str) -> Any:
    size = "m" if under else "l"
    params: dict[str, Any] = {
        "idPrefix": name.replace(".", "-"),
        "name": name,
        "classes": "govuk-radios--inline",
        "fieldset": {
            "legend": {
                "text": ask,
                "classes": f"govuk-fieldset__legend--{size}",
                "isPageHeading": not under,
            }
        },
        "items": [{"value": key, "text": choice_words(key, language)} for key in ("yes", "no")],
    }
    if hint:
        params["hint"] = {"text": hint}
    if problem:
        params["errorMessage"] = {"text": problem}
    return MACROS["govukRadios"](params)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, draft: UUID, page: str, item: str) -> HttpResponse:
    """Takes one thing out of a list, after asking."""
    opened = carried_by(request, draft, clock.now())
    place = opened.journey.index.get((page, None))
    step = opened.journey.steps[place] if place is not None else None
    if step is None or not any(
        s.item == item and s.list == repeat_of(step).list_ for s in opened.journey.steps
    ):
        raise Http404
    changing = changing_of(request)
    choice = request.POST.get("remove") if request.method == "POST" else None
    if choice == "yes":
        opened = _take_out(opened, repeat_of(step).list_, item)
    if choice in ("yes", "no"):
        return see_other(address(opened, step, changing))
    return _ask_remove(request, opened, step, item, changing)


def _take_out(opened: Open, listed: str, item: str) -> Open:
    gone: list[str] = []

    def make(content: Content) -> Content:
        items = content.answers.get(listed) or ()
        taken: dict[str, Any] = next((each for each in items if each["id"] == item), {})
        gone[:] = files_in(opened.plan, taken, listed)
        answers = without_item(content.answers, listed, item)
        held = {key: parcel for key, parcel in content.parcels.items() if key not in gone}
        return replace(content, answers=answers, parcels=held)

    kept = change(opened, make)
    discard(gone)
    return kept


def _ask_remove(
    request: HttpRequest, opened: Open, step: Step, item: str, changing: str
) -> HttpResponse:
    language, posted = opened.content.language, request.method == "POST"
    title = item_title(opened.journey, repeat_of(step).list_, item, language)
    problem = error_words("remove_missing", language) if posted else None
    question = f"Do you want to remove “{title}”?"
    context = {
        **journey_context(opened, step, changing),
        "back_url": address(opened, step, changing),
        "heading": "Do you want to remove this?",
        "controls": _yes_no("remove", question, "", problem, False, language),
        "problems": [{"text": problem, "href": "#remove"}] if problem else [],
        "send_now_url": None,
        "notes": [],
    }
    return show(request, "counter/remove.jinja", context, status=422 if problem else 200)
