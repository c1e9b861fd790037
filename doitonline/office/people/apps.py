"""Tells Django of the app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "doitonline.office.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
