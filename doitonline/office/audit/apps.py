"""Tells Django of the app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The log of the office."""

    name = "doitonline.office.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the office refuses to start without."""
        from doitonline.office.audit import checks  # noqa: F401
