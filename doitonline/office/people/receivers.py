"""What the log hears of signing in and out."""

from typing import Any

from allauth.core import context
from allauth.mfa.models import Authenticator
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from doitonline.office.audit.log import write
from doitonline.office.audit.verbs import Verb
from doitonline.office.people import sessions
from doitonline.office.people.models import Officer


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: Officer, **kwargs: Any) -> None:
    """The session's clocks start."""
    sessions.begin(request.session, timezone.now())
    write(user, Verb.SIGN_IN, "officer", user.pk)


@receiver(user_logged_out)
def signed_out(user: Officer | None, **kwargs: Any) -> None:
    """By the officer, or because the session was over."""
    if user:
        write(user, Verb.SIGN_OUT, "officer", user.pk)


@receiver(user_login_failed)
def failed(credentials: dict[str, Any], **kwargs: Any) -> None:
    """A wrong password or code. A name that is no officer's is not written: it may be a password
    in the wrong field.
    """
    officer = _named(credentials)
    factor = str(credentials.get("factor", "password"))
    write(
        None, Verb.SIGN_IN_FAILED, "officer", officer.pk if officer else "",
        detail={"factor": factor},
    )  # fmt: skip


@receiver(user_locked_out)
def locked_out(request: HttpRequest, **kwargs: Any) -> None:
    """Too many wrong tries for one name from one address."""
    officer = _named(getattr(request, "axes_credentials", None) or {})
    write(None, Verb.LOCK, "officer", officer.pk if officer else "")


@receiver([post_save, post_delete], sender=Authenticator)
def authenticator_changed(instance: Authenticator, created: bool = True, **kwargs: Any) -> None:
    """An app or recovery codes were set up or removed by their officer, in the same transaction.

    (The package's own signals come after the commit.) What an administrator removes is written
    down where that is done.
    """
    officer = getattr(context.request, "user", None)
    if created and isinstance(officer, Officer) and officer.pk == instance.user_id:
        done = "set-up" if kwargs["signal"] is post_save else "removed"
        what = str(instance.type).replace("_", "-")
        write(officer, Verb.CHANGE, "officer", officer.pk, detail={"what": what, "done": done})


def _named(credentials: dict[str, Any]) -> Officer | None:
    username = credentials.get("username") or credentials.get("login") or ""
    return Officer.objects.filter(username=str(username).lower()[:30]).first()
