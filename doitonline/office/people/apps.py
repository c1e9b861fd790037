"""Tells Django of the app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people of the office."""

    name = "doitonline.office.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the log to signing in, and offer the doors of this room and of the log's."""
        from doitonline.office.people import receivers  # noqa: F401
        from doitonline.office.people.navigation import offer
        from doitonline.office.people.policy import Action

        offer(80, "People", "officers", Action.MANAGE_PEOPLE)
        offer(85, "Roles to confirm", "postings_waiting", Action.CONFIRM_POSTING)
        offer(90, "Audit log", "audit_log", Action.READ_AUDIT)
