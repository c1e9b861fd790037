"""When something does not work: a clear page, and everything typed still there where it can be."""

from urllib.parse import urlsplit

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from doitonline.counter import clock
from doitonline.counter.noticed import board
from doitonline.counter.rendering import show

MOST_KEPT = 200_000


def typed_again(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, so that a page can hold it while something is put right."""
    if request.method != "POST":
        return []
    pairs = [
        (key, value)
        for key, values in request.POST.lists()
        for value in values
        if key != "csrfmiddlewaretoken" and isinstance(value, str)
    ]
    return pairs if sum(len(k) + len(v) for k, v in pairs) <= MOST_KEPT else []


def again(request: HttpRequest, status: int) -> HttpResponse:
    """“Try again”, with what was typed in hidden fields."""
    context = {"typed": typed_again(request), "path": request.get_full_path()}
    return show(request, "counter/again.jinja", context, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a right token: usually cookies are off, or the page was open for too long.

    What was typed is offered again only to this site's own page, never to another site's.
    """
    typed = typed_again(request) if sent_by_us(request) else []
    context = {"typed": typed, "path": request.get_full_path()}
    return show(request, "counter/cookies_off.jinja", context, status=403)


def sent_by_us(request: HttpRequest) -> bool:
    """Whether a page of this site sent a form, as far as the browser tells; if not, it did not."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    sender = request.headers.get("Origin") or request.headers.get("Referer") or ""
    try:
        return urlsplit(sender)[:2] == (request.scheme, request.get_host())
    except ValueError:
        return False


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No page is here."""
    return show(request, "counter/not_found.jinja", {}, status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that no browser of ours makes, or one that is far too large."""
    return show(request, "counter/bad_request.jinja", {}, status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault. The page needs neither a database nor the force."""
    try:
        return show(request, "counter/again.jinja", {"typed": [], "path": "/"}, status=500)
    except Exception:
        return HttpResponse("Something went wrong. Call 101, or 999 in an emergency.", status=500)


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Whether the counter works, for those who watch it."""
    try:
        connection.ensure_connection()
        database = True
    except DatabaseError:
        database = False
    age = board().heartbeat_age(clock.now()) if database else None
    faults = [{"number": fault.number, "reason": fault.reason} for fault in board().faults]
    state = {
        "database": database,
        "noticeboard_faults": faults,
        "heartbeat_seconds": age and round(age.total_seconds()),
    }
    return JsonResponse(state, status=200 if database and not faults else 503)
