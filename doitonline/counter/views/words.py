"""The few pages of words that every service shares."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from doitonline.counter.rendering import show

PAGES = ("leaving", "privacy", "cookies", "accessibility")


@require_safe
def help_page(request: HttpRequest, page: str) -> HttpResponse:
    """One of the pages of words. Raises Http404 for any other."""
    if page not in PAGES:
        raise Http404
    return show(request, f"counter/help_{page}.jinja", {})
