"""Tells Django of the app."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "doitonline.office.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"
