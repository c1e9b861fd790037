"""The page of a case, and what is done to it. Each look and each change is written down."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from doitonline.office.audit.gate import needs
from doitonline.office.audit.log import write
from doitonline.office.audit.verbs import Verb
from doitonline.office.casework import forms
from doitonline.office.casework.doing import doing
from doitonline.office.casework.errors import CannotBeDone
from doitonline.office.casework.forms import Typed
from doitonline.office.casework.keyring import keyring
from doitonline.office.casework.models import Assessment, Case, Claim, Closure, Duty, Note
from doitonline.office.casework.promises import our_force
from doitonline.office.casework.showing import page_of
from doitonline.office.people.entrance import officer_of
from doitonline.office.people.policy import Action

Change = Callable[[datetime], object]


@needs(Action.VIEW_CASE)
@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """The case, its papers and what may be done with it."""
    return _page(request, _seen(request, reference))


@needs(Action.ASSESS)
@require_POST
def assessments(request: HttpRequest, reference: str) -> HttpResponse:
    """Assess the case."""
    officer, found = officer_of(request), _seen(request, reference)
    typed = forms.read_assessment(request.POST, found, officer)
    return _changed(
        request, found, typed, "The assessment is kept.",
        lambda now: Assessment.objects.make(
            found, officer, keyring(), forms.judgement(typed), now
        ),
    )  # fmt: skip


@needs(Action.CLAIM)
@require_POST
def claims(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin work on the case, or go on for another quarter of an hour."""
    officer, found = officer_of(request), _seen(request, reference)
    return _changed(
        request, found, Typed(), "You are working on this case for the next 15 minutes.",
        lambda now: Claim.objects.take(found, officer, now),
    )  # fmt: skip


@needs(Action.CLAIM)
@require_POST
def releases(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the case back to its queue."""
    officer, found = officer_of(request), _seen(request, reference)
    return _changed(
        request, found, Typed(), "You have released this case.",
        lambda now: Claim.objects.release(found, officer, now),
    )  # fmt: skip


@needs(Action.NOTE)
@require_POST
def notes(request: HttpRequest, reference: str) -> HttpResponse:
    """Write a note for colleagues."""
    officer, found = officer_of(request), _seen(request, reference)
    typed = forms.read_note(request.POST)
    return _changed(
        request, found, typed, "The note is kept.",
        lambda now: Note.objects.add(found, officer, keyring(), typed["note"], now),
    )  # fmt: skip


@needs(Action.CLOSE)
@require_POST
def closures(request: HttpRequest, reference: str) -> HttpResponse:
    """Close the case."""
    officer, found = officer_of(request), _seen(request, reference)
    typed = forms.read_closure(request.POST)
    reason, words = typed["closing_reason"], typed["closing_words"]
    return _changed(
        request, found, typed, "The case is closed.",
        lambda now: Closure.objects.make(found, officer, keyring(), reason, words, now),
    )  # fmt: skip


def _seen(request: HttpRequest, reference: str) -> Case:
    """The case, if this officer may know of it. Else it is not there; the log says who asked."""
    officer = officer_of(request)
    bulky = ("publication__compiled", "publication__source")
    seen = Case.objects.seen_by(officer).select_related("publication").defer(*bulky)
    found = seen.filter(reference=reference).first()
    if found is None:
        write(officer, Verb.DENY, "case", reference)
        raise Http404
    return found


def _changed(
    request: HttpRequest, found: Case, typed: Typed, words: str, change: Change
) -> HttpResponse:
    """Make the change and go back to the case; or show why not, with everything that was typed."""
    if not typed.problems:
        try:
            change(datetime.now(UTC))
        except CannotBeDone as refusal:
            typed.problems["case"] = refusal.words
    if typed.problems:
        return _page(request, _seen(request, found.reference), typed)
    messages.success(request, words)
    return HttpResponseRedirect(reverse("case", args=[found.reference]), status=303)


def _page(request: HttpRequest, found: Case, typed: Typed | None = None) -> HttpResponse:
    officer, now = officer_of(request), datetime.now(UTC)
    Duty.objects.seen(officer, now)
    status = 422 if typed is not None else 200
    shown = doing(found, officer, typed or Typed(), now)
    try:
        read = found.read(officer, keyring(), now)
    except CannotBeDone as sealed:
        context = {**shown, "why": sealed.words}
        return render(request, "casework/sealed.html", context, status=status)
    context = {**page_of(found, read, our_force()), **shown}
    return render(request, "casework/case.html", context, status=status)
