"""Tells Django of the app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "doitonline.office.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
