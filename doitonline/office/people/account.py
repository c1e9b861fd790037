"""Signing in, and one's own account: the package's views, answering as this house answers.

Only what is listed here exists: no sign-up, no reset by mail. A good POST answers 303, a faulty
one 422 with the form again.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponseBase
from django.urls import path

from doitonline.office.audit.gate import ANYBODY, needs
from doitonline.office.people import views

View = Callable[..., HttpResponseBase]

ENTER: Final = {
    "login": "Enter your username",
    "password": "Enter your password",
    "oldpassword": "Enter your present password",
    "password1": "Enter a new password",
    "password2": "Enter the new password again",
    "code": "Enter the code",
}


def problems(form: BaseForm) -> list[dict[str, str]]:
    """What is wrong with the form, each with the field it is about, for the error summary."""
    fields = list(form.fields)
    found = []
    for name, faults in form.errors.as_data().items():
        field = name if name in fields else next(iter(fields), "")
        words = ENTER.get(name, "") if faults[0].code == "required" else faults[0].messages[0]
        found.append({"text": words, "href": f"#{field}", "field": field})
    return found


def answering(view: View) -> View:
    """The view, with this house's statuses and its list of problems."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 302:
            response.status_code = 303
        context: dict[str, Any] | None = getattr(response, "context_data", None)
        if context is not None:
            form: BaseForm | None = context.get("form")
            faults = problems(form) if form is not None and form.is_bound else []
            context["problems"] = faults
            context["problem"] = {fault["field"]: {"text": fault["text"]} for fault in faults}
            if faults:
                response.status_code = 422
        return response

    return answered


def own(view: View) -> View:
    """The same for a view that only somebody who is signed in may see."""
    asked = needs(ANYBODY)(answering(view))
    asked.login_required = True  # type: ignore[attr-defined]
    return asked


urlpatterns = [
    path("login/", answering(account.login), name="account_login"),
    path("2fa/authenticate/", answering(mfa.authenticate), name="mfa_authenticate"),
    path("inactive/", answering(account.account_inactive), name="account_inactive"),
    path("logout/", own(account.logout), name="account_logout"),
    path("", views.own_account, name="mfa_index"),
    path("sessions/presence", views.presence, name="presence"),
    path("sessions/end", views.end_own_sessions, name="end_own_sessions"),
    path("reauthenticate/", own(account.reauthenticate), name="account_reauthenticate"),
    path("2fa/reauthenticate/", own(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("password/change/", own(account.password_change), name="account_change_password"),
    path("2fa/totp/activate/", own(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "2fa/recovery-codes/",
        own(recovery_codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/generate/",
        own(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
]
