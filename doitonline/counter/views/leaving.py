"""Leaving in a hurry, and coming back with a code."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from doitonline.counter import clock
from doitonline.counter.carrying import give, root_for, take_back
from doitonline.counter.drafts import carried_by, touch
from doitonline.counter.noticed import force
from doitonline.counter.rendering import see_other, show
from doitonline.counter.returning import come_back, new_code
from doitonline.sealing.errors import MistypedCode, WrongCode

ELSEWHERE = "https://www.bbc.co.uk/weather"


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """“Exit this page”: this browser forgets its drafts and is shown something harmless.

    Another site may not do this to a person, neither by a link nor by naming this address as a
    picture: where the browser says who asks (Fetch Metadata), it must be this site's own page, or
    the person.
    """
    response = HttpResponseRedirect(force_exit())
    asks = request.headers.get("Sec-Fetch-Site", "none")
    what = request.headers.get("Sec-Fetch-Dest", "document")
    if what == "document" and asks in ("none", "same-origin"):
        take_back(response)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def force_exit() -> str:
    """The neutral site that the force has chosen."""
    values = force().values
    return str(values["exit_site"].value) if "exit_site" in values else ELSEWHERE


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Offers a return code for a draft; a POST makes one and shows it, this once."""
    opened = carried_by(request, draft, clock.now())
    made = new_code(opened) if request.method == "POST" else None
    context = {"code": made, "back_url": f"/d/{draft}", "expires_at": opened.row.expires_at}
    return show(request, "counter/code.jinja", context)


@require_http_methods(["GET", "HEAD", "POST"])
def back(request: HttpRequest) -> HttpResponse:
    """Opens a draft again with its return code. The code works once."""
    if request.method != "POST":
        return show(request, "counter/back.jinja", {"problem": None, "typed": ""})
    typed = request.POST.get("code", "")
    root = root_for(request)
    try:
        draft_id = come_back(typed, root, clock.now())
    except (MistypedCode, WrongCode):
        problem = "Check the code. It has 26 letters and numbers, and it works only once"
        context = {
            "problem": problem,
            "typed": typed[:60],
            "problems": [{"text": problem, "href": "#code"}],
        }
        return show(request, "counter/back.jinja", context, status=422)
    response = see_other(f"/d/{draft_id}")
    give(response, root)
    return response


@require_safe
def stay(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Notes that the person is still there."""
    now = clock.now()
    touch(carried_by(request, draft, now).row, now)
    return HttpResponse(status=204)


@require_safe
def locked(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Says that a draft has locked, and how to open it."""
    return show(request, "counter/locked.jinja", {})
