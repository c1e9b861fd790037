"""Tells Django of the app."""

from django.apps import AppConfig


class NoticeboardConfig(AppConfig):
    name = "doitonline.noticeboard"
    label = "noticeboard"
    default_auto_field = "django.db.models.BigAutoField"
