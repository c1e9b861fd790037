"""The forms of signing in, each stricter than the package's own in one way."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.utils import timezone

from doitonline.office.people.codes import step_of
from doitonline.office.people.models import Officer


class SignInForm(LoginForm):  # type: ignore[misc]
    """A username and a password; a one-time password only while it lasts."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        officer: Officer | None = self.user
        if officer and officer.one_time_password_is_over(timezone.now()):
            raise get_adapter().validation_error("password_over")
        return cleaned


class ChoosePasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """A new password; the old one is asked for unless it was only for once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.user.has_one_time_password:
            del self.fields["oldpassword"]


class CodeAsked:
    """A code from the app, or a recovery code: counted when wrong, and good for one time."""

    user: Officer
    authenticator: Authenticator

    def clean_code(self) -> str:
        """The code that was typed, when it is right."""
        request = context.request
        credentials = {"username": self.user.username, "factor": "code"}
        if not AxesProxyHandler.is_allowed(request, credentials):
            request.axes_locked_out = True
            raise get_adapter().validation_error("too_many_login_attempts")
        code: str = self.cleaned_data["code"]  # type: ignore[attr-defined]
        problem = self._problem(code)
        if problem:
            user_login_failed.send(sender=__name__, credentials=credentials, request=request)
            raise get_adapter().validation_error(problem)
        return code

    def _problem(self, code: str) -> str | None:
        for held in Authenticator.objects.filter(user_id=self.user.pk).order_by("-type"):
            held.user = self.user
            self.authenticator = held
            if held.type == Authenticator.Type.RECOVERY_CODES:
                if held.wrap().validate_code(code):
                    return None
            elif step := step_of(secret_of(held), code, timezone.now()):
                return None if self.user.spend_code(step) else "code_used"
        return "incorrect_code"


class SignInCodeForm(CodeAsked, AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class ConfirmCodeForm(CodeAsked, ReauthenticateForm):  # type: ignore[misc]
    """The same, asked again before something that matters."""


class SetUpForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator, which proves that the app has the key."""

    def clean_code(self) -> str:
        """The code that was typed, when it is right. It is spent, like any other."""
        code: str = self.cleaned_data["code"]
        step = step_of(self.secret, code, timezone.now())
        if step is None:
            raise get_adapter().validation_error("incorrect_code")
        if not self.user.spend_code(step):
            raise get_adapter().validation_error("code_used")
        return code


def secret_of(authenticator: Authenticator) -> str:
    """The base32 secret of an authenticator, unwrapped."""
    from allauth.mfa.utils import decrypt

    return str(decrypt(authenticator.data["secret"]))
