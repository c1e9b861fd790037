"""Tells Django of the configuration's own checks."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "doitonline.config"
    label = "config"

    def ready(self) -> None:
        """Register the checks that production must pass."""
        from doitonline.config import safety  # noqa: F401
