"""Tells Django of the app."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out


class CaseworkConfig(AppConfig):
    name = "doitonline.office.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the door to the queues; note when somebody signs out and is on duty no more."""
        from doitonline.office.people.navigation import offer
        from doitonline.office.people.policy import Action

        offer(10, "Queue", "home", Action.VIEW_QUEUE)
        user_logged_out.connect(off_duty, dispatch_uid="casework.off_duty")


def off_duty(sender: Any, user: Any = None, **kwargs: Any) -> None:
    """An officer signed out."""
    from doitonline.office.casework.models import Duty

    if user is not None:
        Duty.objects.gone(user)
