"""One's own account: what is set up, and signing out everywhere."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from doitonline.office.audit.gate import ANYBODY, needs
from doitonline.office.people.entrance import officer_of
from doitonline.office.people.postings import Posting


@needs(ANYBODY)
@require_safe
def own_account(request: HttpRequest) -> HttpResponse:
    """The officer's own account, and what may be changed there."""
    officer = officer_of(request)
    held = Authenticator.objects.filter(user_id=officer.pk)
    return render(
        request,
        "people/account.html",
        {
            "postings": Posting.objects.in_force().filter(officer=officer),
            "held": {one.type: one for one in held},
        },
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: nothing was done, and how to go on."""
    return render(request, "people/try_again.html", status=403)


@needs(ANYBODY)
@require_safe
def presence(request: HttpRequest) -> HttpResponse:
    """Somebody pressed “I am still here”, or is writing: the session goes on."""
    return HttpResponse(status=204)


@needs(ANYBODY)
@require_POST
def end_own_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere, here too."""
    officer_of(request).sign_out_everywhere()
    logout(request)
    messages.success(request, "You have been signed out everywhere.")
    return HttpResponseRedirect("/account/login/", status=303)
