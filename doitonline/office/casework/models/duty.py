"""Duty: which officers are at their desks now; the heartbeat tells the public of it."""

from datetime import datetime, timedelta
from typing import Final

from django.db import models

from doitonline.office.people.models import Officer

AT_THE_DESK: Final = timedelta(minutes=15)
WRITTEN_EVERY: Final = timedelta(seconds=30)


class Duties(models.QuerySet["Duty"]):
    """Finds who is on duty, and notes it."""

    def on_duty(self, now: datetime) -> int:
        """How many officers looked at their work in the last quarter of an hour."""
        return self.filter(seen_at__gt=now - AT_THE_DESK).count()

    def seen(self, officer: Officer, now: datetime) -> None:
        """Note that an officer is at work. Most calls write nothing."""
        duty = self.filter(pk=officer.pk).first()
        if duty is None:
            self.get_or_create(officer=officer, defaults={"seen_at": now})
        elif now - duty.seen_at >= WRITTEN_EVERY:
            self.filter(pk=officer.pk).update(seen_at=now)

    def gone(self, officer: Officer) -> None:
        """Note that an officer signed out."""
        self.filter(pk=officer.pk).delete()


class Duty(models.Model):
    """When an officer last looked at a queue or a case."""

    officer = models.OneToOneField(Officer, models.CASCADE, primary_key=True, related_name="duty")
    seen_at = models.DateTimeField(db_index=True)

    objects = Duties.as_manager()

    class Meta:
        verbose_name_plural = "duties"

    def __str__(self) -> str:
        return str(self.pk)
