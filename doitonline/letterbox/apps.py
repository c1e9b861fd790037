"""Tells Django of the app."""

from django.apps import AppConfig


class LetterboxConfig(AppConfig):
    name = "doitonline.letterbox"
    label = "letterbox"
    default_auto_field = "django.db.models.BigAutoField"
