"""The counter's own errors turned into pages, in one place."""

import logging
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from doitonline.counter.drafts import AlreadySent, Locked, NoDraft, Withdrawn
from doitonline.counter.noticed import NotOpenYet
from doitonline.counter.rendering import see_other, show
from doitonline.counter.sealing_upload import end_uploads
from doitonline.counter.sending import NotReady
from doitonline.counter.views.failures import again, bad_request
from doitonline.letterbox.posting import ReferenceTaken
from doitonline.noticeboard.board import NotPosted
from doitonline.sealing.errors import TooManyAtOnce

log = logging.getLogger(__name__)

MOST_ANNOUNCED = 2**40
"""A longer body is no body: a terabyte, in bytes."""


class Failures:
    """Turns the counter's own errors into pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.get_host()  # refuses a host that is not ours, which nothing else here would ask
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdigit() and int(length) < MOST_ANNOUNCED):
            return bad_request(request)
        response = self.get_response(request)
        end_uploads(request)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A page for an error that has one; None for any other."""
        match error:
            case NoDraft() | NotPosted():
                return show(request, "counter/gone.jinja", {}, status=404)
            case Locked():
                return show(request, "counter/locked.jinja", {}, status=403)
            case AlreadySent():
                return see_other(draft_address(request, "/sent"))
            case NotReady():
                return see_other(draft_address(request))
            case Withdrawn(slug=slug):
                return show(request, "counter/withdrawn.jinja", {"slug": slug}, status=410)
            case TooManyAtOnce() | NotOpenYet() | ReferenceTaken():
                return again(request, 503)
            case DatabaseError():
                log.error("the database did not answer", exc_info=error)
                return again(request, 503)
        return None


def draft_address(request: HttpRequest, rest: str = "") -> str:
    """The address of the draft that a request was about."""
    match = request.resolver_match
    return f"/d/{match.kwargs['draft']}{rest}" if match else "/"
