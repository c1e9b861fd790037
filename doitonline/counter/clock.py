"""The counter's clock: what a person calls today is the day in London."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """This moment, aware, by the clock of London."""
    return timezone.localtime()
