"""The noticeboard's entries: what the office says, numbered upwards and signed."""

from django.db import models


class Entry(models.Model):
    """One thing that the office published. It is never changed; a newer one takes its place."""

    number = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=80)
    body = models.BinaryField(help_text="JSON, exactly the bytes that were signed")
    signed_at = models.DateTimeField()
    signature = models.BinaryField()

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["kind", "subject", "-number"], name="noticeboard_entry_newest")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}/{self.subject}"
