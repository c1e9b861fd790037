"""The office's envelope keys, and which envelopes have been opened."""

from django.db import models


class EnvelopeKey(models.Model):
    """A key pair that the counter seals to, for a week; the private half is wrapped.

    A key is made and its recovery copy opened in a check long before its week: it waits in reserve
    until `not_before` is set. When nothing can need it any more both its halves here are destroyed
    and the row stays to say so.
    """

    key_id = models.CharField(max_length=16, primary_key=True)
    public_key = models.BinaryField()
    private_key = models.BinaryField(null=True, help_text="the seed, wrapped by the office's key")
    recovery_copy = models.BinaryField(null=True)
    made_at = models.DateTimeField()
    recovery_proved_at = models.DateTimeField(null=True)
    not_before = models.DateTimeField(null=True, help_text="none while it waits in reserve")
    withdrawn_at = models.DateTimeField(null=True)
    destroyed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.key_id

    @property
    def wrapping_context(self) -> str:
        """What the wrapped private half is bound to."""
        return f"intake_envelopekey|private_key|{self.key_id}"

    @property
    def recovery_label(self) -> str:
        """What the recovery copy is bound to."""
        return f"envelope-key {self.key_id}"


class OpenedEnvelope(models.Model):
    """An envelope that was dealt with. Its id is never taken again, whoever posts it."""

    class Outcome(models.TextChoices):
        """What became of it."""

        CASE = "case", "A case was made"
        UNREAD = "unread", "A case was made for a person to look into"
        REFUSED = "refused", "A copy of an envelope that was opened before: no case was made"

    envelope = models.UUIDField(primary_key=True)
    key_id = models.CharField(max_length=64)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    opened_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["key_id", "opened_at"], name="intake_opened_by_key")]

    def __str__(self) -> str:
        return str(self.envelope)
