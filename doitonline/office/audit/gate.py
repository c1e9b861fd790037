"""The gate before every view of the office: what the view needs, and what a refusal leaves."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, cast

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from doitonline.office.audit.log import write
from doitonline.office.audit.verbs import Verb

ANYBODY: Final = "anybody"  # whoever is signed in: one's own password, say

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


def needs(action: str) -> Callable[[View[Rest]], View[Rest]]:
    """A view for those whose roles allow `action` (a `policy.Action`), or for ANYBODY signed in.

    Whoever may not gets a page that says so, with status 403, and the log an entry. A view without
    this mark is shown to nobody: the entrance refuses it.
    """

    def gate(view: View[Rest]) -> View[Rest]:
        @wraps(view)
        def asked(
            request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs
        ) -> HttpResponseBase:
            if action != ANYBODY and not _allowed(request, action):
                return refuse(request, action)
            return view(request, *args, **kwargs)

        asked.needs = action  # type: ignore[attr-defined]
        return cast("View[Rest]", asked)

    return gate


def needed_by(view: Callable[..., Any]) -> str | None:
    """The action that a view needs; None for a view that never said."""
    return getattr(view, "needs", None)


def refuse(
    request: HttpRequest, action: str, kind: str = "page", object_id: object = ""
) -> HttpResponseBase:
    """Write the refusal down, then say it."""
    actor = request.user if request.user.is_authenticated else None
    write(actor, Verb.DENY, kind, object_id, detail={"action": str(action)})
    return render(request, "audit/refused.html", {"action": action}, status=403)


def _allowed(request: HttpRequest, action: str) -> bool:
    return request.user.is_authenticated and request.user.may(action)
