"""Tells Django of the app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people of the office."""

    name = "doitonline.office.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the log to signing in."""
        from doitonline.office.people import receivers  # noqa: F401
