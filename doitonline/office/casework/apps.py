"""Tells Django of the app."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out


class CaseworkConfig(AppConfig):
    name = "doitonline.office.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Note when somebody signs out: they are not on duty any more."""
        user_logged_out.connect(off_duty, dispatch_uid="casework.off_duty")


def off_duty(sender: Any, user: Any = None, **kwargs: Any) -> None:
    """An officer signed out."""
    from doitonline.office.casework.models import Duty

    if user is not None:
        Duty.objects.gone(user)
