"""Tells Django of the app."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "doitonline.office.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"
