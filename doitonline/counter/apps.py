"""Tells Django of the app."""

from django.apps import AppConfig


class CounterConfig(AppConfig):
    name = "doitonline.counter"
    label = "counter"
    default_auto_field = "django.db.models.BigAutoField"
