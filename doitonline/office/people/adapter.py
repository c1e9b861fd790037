"""What signing in means here, for the package that carries it out (django-allauth)."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone

from doitonline.office.people.models import Officer
from doitonline.office.people.sessions import is_fresh

# What the package would say with a template of its own, in our words. The rest goes without.
TOLD = {
    "account/messages/password_changed.txt": "Your password has been changed.",
    "mfa/messages/totp_activated.txt": "Your authenticator app is set up.",
    "mfa/messages/totp_deactivated.txt": "Your authenticator app has been removed.",
}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator; nobody signs up, and no mail is sent."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is closed.",
        "enter_current_password": "Your password is not right. Enter it again.",
        "incorrect_code": "That code is not right. Enter the newest code from your app.",
        "incorrect_password": "Your password is not right. Enter it again.",
        "username_password_mismatch": "The username or the password is not right.",
        "password_over": "This one-time password is over. Ask an administrator for another.",
        "code_used": "That code has been used. Wait for your app to show the next one.",
        "too_many_login_attempts": "There were too many wrong tries. Wait 15 minutes.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Never: every answer is a page."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return str(request.META["REMOTE_ADDR"])

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/account/"

    def set_password(self, user: Officer, password: str) -> None:
        user.choose_password(password)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within five minutes of signing in: that was proof enough."""
        return not is_fresh(context.request.session, timezone.now())

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        if words := TOLD.get(message_template or ""):
            messages.success(request, words)
