"""Coming in: the home page, and the page on which a service begins."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from doitonline.counter import clock
from doitonline.counter.carrying import give, root_for
from doitonline.counter.drafts import begin
from doitonline.counter.noticed import current, services
from doitonline.counter.rendering import nobody_reads, said, see_other, show
from doitonline.noticeboard.board import NotPosted
from doitonline.pages.prose import prose

LANGUAGE = "en"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Emergency first; then what can be done here."""
    offered = [
        {
            "href": f"/{plan.service.service}",
            "title": said(plan.service.title, LANGUAGE),
            "summary": said(plan.service.summary, LANGUAGE),
        }
        for _, plan in services()
    ]
    now = clock.now()
    return show(
        request, "counter/home.jinja", {"services": offered, "nobody_reads": nobody_reads(now)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """What to know before beginning; a POST begins a draft. Raises Http404 for no open service."""
    try:
        number, plan = current(slug)
    except NotPosted:
        raise Http404 from None
    now = clock.now()
    if request.method == "POST":
        root = root_for(request)
        draft = begin(root, number, plan, LANGUAGE, now)
        response = see_other(f"/d/{draft.id}")
        give(response, root)
        return response
    service = plan.service
    context = {
        "heading": said(service.title, LANGUAGE),
        "body": prose(said(service.start.body, LANGUAGE)),
        "minutes": service.start.minutes,
        "button": said(service.start.button, LANGUAGE) or "Start now",
        "slug": slug,
        "nobody_reads": nobody_reads(now),
    }
    return show(request, "counter/start.jinja", context)


@require_safe
def privacy(request: HttpRequest, slug: str) -> HttpResponse:
    """How a service uses what it is told."""
    try:
        _, plan = current(slug)
    except NotPosted:
        raise Http404 from None
    body = prose(said(plan.service.law.notice, LANGUAGE))
    context = {"heading": "How we use what you tell us", "body": body, "back_url": f"/{slug}"}
    return show(request, "counter/words.jinja", context)
