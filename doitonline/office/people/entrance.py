"""The one way into every page of the office: signed in, own password, authenticator, allowed."""

import logging
from collections.abc import Callable
from typing import Any, Final

from allauth.mfa.models import Authenticator
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from doitonline.office.audit.gate import needed_by, refuse
from doitonline.office.people.models import Officer
from doitonline.office.people.sessions import asked_by_script

logger = logging.getLogger(__name__)

# Where somebody is led before anything else, and what stays open to them meanwhile.
CHOOSE_PASSWORD: Final = "account_change_password"  # noqa: S105 - a route
SET_UP: Final = "mfa_activate_totp"
ALWAYS_OPEN: Final = {"account_logout", "account_reauthenticate", "account_login"}


class Entrance(LoginRequiredMiddleware):
    """Lets a request through to its view, or leads it to where it must go first.

    A view is closed unless it says what it needs (`audit.gate.needs`). Open to strangers is only
    what is marked with Django's `login_not_required`: signing in, and the health page.
    """

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        """To the sign-in page, and back here afterwards if here is a page that can be fetched."""
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        return HttpResponseRedirect(reverse("account_login"), status=303)

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if response := super().process_view(request, view_func, view_args, view_kwargs):
            return HttpResponse(status=401) if asked_by_script(request) else response
        if not request.user.is_authenticated or not getattr(view_func, "login_required", True):
            return None
        first = first_to(officer_of(request))
        request.ready = first is None  # type: ignore[attr-defined]
        route = request.resolver_match.view_name if request.resolver_match else ""
        if first and route != first and route not in ALWAYS_OPEN:
            return HttpResponseRedirect(reverse(first))
        if needed_by(view_func) is None:
            logger.error("a view that does not say what it needs was refused")
            return refuse(request, "unmarked-view")
        return None


def officer_of(request: HttpRequest) -> Officer:
    """Who asks. Raises PermissionDenied when nobody is signed in, which the entrance prevents."""
    if not isinstance(request.user, Officer):
        raise PermissionDenied
    return request.user


def first_to(officer: Officer) -> str | None:
    """The page that an officer must go to before any other; None for those who are ready."""
    if officer.has_one_time_password:
        return CHOOSE_PASSWORD
    if not Authenticator.objects.filter(user_id=officer.pk, type=Authenticator.Type.TOTP).exists():
        return SET_UP
    return None
