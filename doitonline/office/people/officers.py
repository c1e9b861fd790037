"""The administrator's pages: who works here, in which roles; accounts, resets, closing."""

import re
from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from doitonline.office.audit.gate import needs
from doitonline.office.people.entrance import officer_of
from doitonline.office.people.errors import Refused
from doitonline.office.people.models import USERNAME, Officer
from doitonline.office.people.policy import Action
from doitonline.office.people.postings import Posting
from doitonline.office.people.roles import Role

EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
FIELDS: Final = ("full_name", "username", "collar_number", "email")


@needs(Action.MANAGE_PEOPLE)
@require_safe
def officers(request: HttpRequest) -> HttpResponse:
    """Everybody with an account, by name, with their roles."""
    return render(request, "people/officers.html", {"officers": Officer.objects.with_roles()})


@needs(Action.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def new_officer(request: HttpRequest) -> HttpResponse:
    """Add an officer; the one-time password is on the page that answers, and nowhere else."""
    if request.method == "GET":
        return _show_new(request, dict.fromkeys(FIELDS, ""), {})
    typed = {name: request.POST.get(name, "").strip() for name in FIELDS}
    faults = faults_of_new(typed)
    if not faults:
        try:
            officer, password = Officer.objects.add(**typed, by=officer_of(request))
        except IntegrityError:
            faults = {"username": "Somebody has this username already"}
        else:
            return _show_password(request, officer, password)
    return _show_new(request, typed, faults)


def faults_of_new(typed: dict[str, str]) -> dict[str, str]:
    """What is wrong with what was typed about a new officer, by field."""
    faults = {}
    if not typed["full_name"]:
        faults["full_name"] = "Enter their full name"
    elif len(typed["full_name"]) > 100:
        faults["full_name"] = "Their full name must be 100 characters or fewer"
    if not re.fullmatch(USERNAME.strip("^$"), typed["username"].lower()):
        faults["username"] = (
            "Enter a username of 2 to 30 letters, digits, dots and dashes that begins with a letter"
        )
    if len(typed["collar_number"]) > 10:
        faults["collar_number"] = "Their collar number must be 10 characters or fewer"
    if typed["email"] and (len(typed["email"]) > 254 or not EMAIL.fullmatch(typed["email"])):
        faults["email"] = "Enter an email address like name@example.org, or leave it empty"
    if any("\0" in words for words in typed.values()):
        faults["full_name"] = "Take out the characters that cannot be seen"
    return faults


@needs(Action.MANAGE_PEOPLE)
@require_safe
def one_officer(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """One officer: the account, the roles, and what may be done."""
    return _show_officer(request, get_object_or_404(Officer, pk=officer_id))


@needs(Action.MANAGE_PEOPLE)
@require_POST
def postings(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """Give a role."""
    officer = get_object_or_404(Officer, pk=officer_id)
    chosen = request.POST.get("role", "")
    if chosen not in set(Role):
        return _show_officer(request, officer, {"role": "Select a role"}, status=422)
    role = Role(chosen)
    return _done(
        request,
        officer,
        lambda by: Posting.objects.give(officer, role, by),
        f"{role.words}: given. It counts when a second person has confirmed it.",
    )


@needs(Action.MANAGE_PEOPLE)
@require_POST
def disablement(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """Close the account, at once."""
    officer = get_object_or_404(Officer, pk=officer_id)
    return _done(request, officer, officer.disable, "The account is closed.")


@needs(Action.MANAGE_PEOPLE)
@require_POST
def enablement(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """Open the account again."""
    officer = get_object_or_404(Officer, pk=officer_id)
    return _done(request, officer, officer.enable, "The account is open again.")


@needs(Action.MANAGE_PEOPLE)
@require_POST
def authenticator_resets(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """Forget the officer's authenticator: they set up another when they next sign in."""
    officer = get_object_or_404(Officer, pk=officer_id)
    return _done(request, officer, officer.forget_authenticator, "The authenticator is removed.")


@needs(Action.MANAGE_PEOPLE)
@require_POST
def password_resets(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """Issue a one-time password; it is on the page that answers, and nowhere else."""
    officer = get_object_or_404(Officer, pk=officer_id)
    try:
        password = officer.issue_password(officer_of(request))
    except Refused as refused:
        return _show_officer(request, officer, {"reset": refused.words}, status=422)
    return _show_password(request, officer, password)


@needs(Action.CONFIRM_POSTING)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """The roles that wait for a second person."""
    found = Posting.objects.waiting().select_related("officer", "given_by")
    return render(request, "people/waiting.html", {"postings": found.order_by("given_at")})


@needs(Action.CONFIRM_POSTING)
@require_POST
def confirmation(request: HttpRequest, posting_id: int) -> HttpResponse:
    """Be the second person."""
    posting = get_object_or_404(Posting.objects.select_related("officer"), pk=posting_id)
    return _decided(request, posting, posting.confirm, f"{posting.words}: confirmed.")


@needs(Action.CONFIRM_POSTING)
@require_POST
def ending(request: HttpRequest, posting_id: int) -> HttpResponse:
    """End a posting, or refuse one that waits."""
    posting = get_object_or_404(Posting.objects.select_related("officer"), pk=posting_id)
    return _decided(request, posting, posting.end, f"{posting.words}: ended.")


def _done(
    request: HttpRequest, officer: Officer, change: Callable[[Officer], Any], words: str
) -> HttpResponse:
    """Make the change and go back to the officer's page; or show it again, saying why not."""
    try:
        with transaction.atomic():
            change(officer_of(request))
    except Refused as refused:
        officer.refresh_from_db()
        return _show_officer(request, officer, {"officer": refused.words}, status=422)
    messages.success(request, words)
    return HttpResponseRedirect(reverse("officer", args=[officer.pk]), status=303)


def _decided(
    request: HttpRequest, posting: Posting, change: Callable[[Officer], Any], words: str
) -> HttpResponse:
    by = officer_of(request)
    back = reverse("officer", args=[posting.officer_id])
    if not by.may(Action.MANAGE_PEOPLE) or request.POST.get("from") == "waiting":
        back = reverse("postings_waiting")
    try:
        with transaction.atomic():
            change(by)
    except Refused as refused:
        messages.error(request, refused.words)
    else:
        messages.success(request, words)
    return HttpResponseRedirect(back, status=303)


def _show_new(request: HttpRequest, typed: dict[str, str], faults: dict[str, str]) -> HttpResponse:
    return render(
        request,
        "people/new_officer.html",
        {"typed": typed, **_said(faults)},
        status=422 if faults else 200,
    )


def _show_officer(
    request: HttpRequest, officer: Officer, faults: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    history = officer.postings.select_related("given_by", "confirmed_by", "ended_by")
    return render(
        request,
        "people/officer.html",
        {
            "officer": officer,
            "own": officer.pk == officer_of(request).pk,
            "open": [one for one in history if not one.ended_at],
            "ended": [one for one in history if one.ended_at],
            "roles": list(Role),
            **_said(faults or {}),
        },
        status=status,
    )


def _show_password(request: HttpRequest, officer: Officer, password: str) -> HttpResponse:
    """The answer to the POST itself: to redirect, the password would have to be kept somewhere."""
    return render(
        request, "people/password.html", {"officer": officer, "password": password}, status=201
    )


def _said(faults: dict[str, str]) -> dict[str, Any]:
    return {
        "problems": [{"text": words, "href": f"#{field}"} for field, words in faults.items()],
        "problem": {field: {"text": words} for field, words in faults.items()},
    }
