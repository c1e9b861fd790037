"""Tells Django of the app."""

from django.apps import AppConfig


class DesignerConfig(AppConfig):
    name = "doitonline.office.designer"
    label = "designer"
    default_auto_field = "django.db.models.BigAutoField"
