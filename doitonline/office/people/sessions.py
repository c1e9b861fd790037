"""How long a session lasts: ten hours at most, and a quarter of an hour without a request."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

SIGNED_IN: Final = "signed_in_at"
SEEN: Final = "seen_at"
# "Seen" is written at most this often: most requests then write nothing to the database.
WRITTEN_EVERY: Final = timedelta(seconds=30)
# For this long after signing in nobody is asked for the password again.
FRESH: Final = timedelta(minutes=5)


class Ended(StrEnum):
    """Why a session is over."""

    IDLE = "idle"
    LONG = "long"


def begin(session: SessionBase, now: datetime) -> None:
    """Start both clocks, when somebody has signed in."""
    session[SIGNED_IN] = session[SEEN] = now.timestamp()


def ended(session: SessionBase, now: datetime) -> Ended | None:
    """Why the session is over, or None while it lasts. One without clocks is over."""
    if _since(session, SIGNED_IN, now) >= timedelta(seconds=settings.SESSION_ABSOLUTE_SECONDS):
        return Ended.LONG
    if _since(session, SEEN, now) >= timedelta(seconds=settings.SESSION_IDLE_SECONDS):
        return Ended.IDLE
    return None


def seen(session: SessionBase, now: datetime) -> None:
    """Note that the officer is here."""
    if _since(session, SEEN, now) >= WRITTEN_EVERY:
        session[SEEN] = now.timestamp()


def is_fresh(session: SessionBase, now: datetime) -> bool:
    """Whether the officer proved who they are just now."""
    return _since(session, SIGNED_IN, now) < FRESH


def _since(session: SessionBase, clock: str, now: datetime) -> timedelta:
    moment = session.get(clock)
    if not isinstance(moment, float):
        return timedelta.max
    return timedelta(seconds=now.timestamp() - moment)


def asked_by_script(request: HttpRequest) -> bool:
    """Whether a script of a page asks, which would take the sign-in page for a good answer."""
    return request.headers.get("Sec-Fetch-Dest") == "empty"


class SessionLimits:
    """Signs out whoever was away, or in, for too long, and says so on the sign-in page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = timezone.now()
            if why := ended(request.session, now):
                return self._signed_out(request, why)
            seen(request.session, now)
        return self.get_response(request)

    def _signed_out(self, request: HttpRequest, why: Ended) -> HttpResponse:
        logout(request)
        if asked_by_script(request):
            return HttpResponse(status=401)
        query: dict[str, Any] = {"ended": why.value}
        if request.method == "GET":
            query[REDIRECT_FIELD_NAME] = request.get_full_path()
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode(query)}")
