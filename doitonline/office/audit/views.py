"""The auditor's pages: the log, who saw a case, what a person saw. Each look is in the log too."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from doitonline.office.audit.gate import needs
from doitonline.office.audit.log import write
from doitonline.office.audit.models import Entry
from doitonline.office.audit.seeking import LOOKS, UUID_SHAPE, Sought, named
from doitonline.office.audit.verbs import Verb
from doitonline.sealing.codes import read_reference
from doitonline.sealing.errors import MistypedReference

FIELDS = ("officer", "case", "action", "since", "until")
KINDS = {"officer": "", "audit": "the audit log", "page": "a page"}
BEFORE_SIGNING_IN = (Verb.SIGN_IN_FAILED, Verb.LOCK)


@dataclass(frozen=True)
class Line:
    """An entry as it is read: who, with their roles then, did what to what."""

    entry: Entry
    who: str
    did: str
    what: str

    @classmethod
    def of(cls, entry: Entry, people: dict[UUID, Any]) -> "Line":
        """The line of an entry, its ids turned into names where they are officers'."""
        who = "Nobody signed in" if entry.verb in BEFORE_SIGNING_IN else "The machine itself"
        if entry.actor:
            who = str(people.get(entry.actor, entry.actor))
        name = entry.object_id
        if subject := officer_in(entry):
            name = "" if subject == entry.actor else str(people.get(subject, name))
        what = f"{KINDS.get(entry.kind, entry.kind)} {name}".strip()
        return cls(entry, who, Verb(entry.verb).words, what)


@needs("read_audit")
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """The log, newest first, with filters."""
    return _show(request, "audit/log.html", Sought.read(request.GET.dict()), {})


@needs("read_audit")
@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """Who looked at a case."""
    try:
        reference = read_reference(reference)
    except MistypedReference:
        raise Http404 from None
    sought = Sought.read({"before": request.GET.get("before", "")})
    sought.object_id, sought.verbs = reference, LOOKS
    return _show(request, "audit/case.html", sought, {"reference": reference})


@needs("read_audit")
@require_safe
def officer(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """What a person looked at."""
    person = get_object_or_404(get_user_model(), pk=officer_id)
    sought = Sought.read({"before": request.GET.get("before", "")})
    sought.actor, sought.verbs = person.pk, LOOKS
    return _show(request, "audit/officer.html", sought, {"person": person})


def _show(
    request: HttpRequest, template: str, sought: Sought, more: dict[str, Any]
) -> HttpResponse:
    entries, before = sought.page()
    ids = {entry.actor for entry in entries if entry.actor}
    ids |= {subject for entry in entries if (subject := officer_in(entry))}
    people = named(ids)
    if request.user.is_authenticated:
        write(request.user, Verb.VIEW, "audit", sought.object_id or sought.actor or "")
    query = request.GET.copy()
    query.pop("before", None)
    return render(
        request,
        template,
        {
            "lines": [Line.of(entry, people) for entry in entries],
            "typed": {name: request.GET.get(name, "") for name in FIELDS},
            "verbs": list(Verb),
            "older": f"?{_with(query, before)}" if before else None,
            "first": f"?{query.urlencode()}" if sought.before else None,
            "problems": [
                {"text": words, "href": f"#{name}"} for name, words in sought.faults.items()
            ],
            "problem": {name: {"text": words} for name, words in sought.faults.items()},
            **more,
        },
        status=422 if sought.faults else 200,
    )


def officer_in(entry: Entry) -> UUID | None:
    """The officer whom an entry is about, if it is about one."""
    about_people = entry.kind in ("officer", "audit")
    if about_people and UUID_SHAPE.fullmatch(entry.object_id):
        return UUID(entry.object_id)
    return None


def _with(query: Any, before: int) -> str:
    further = query.copy()
    further["before"] = str(before)
    return str(further.urlencode())
