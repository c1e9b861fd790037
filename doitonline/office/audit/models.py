"""The log: one row for every look at a record, every change, every refusal, every sign-in."""

from typing import Any

from django.db import models
from django.db.models import Q

from doitonline.office.audit.shapes import CODE, DIGITS, REFERENCE


class AppendOnly(Exception):
    """An entry is written once. The database refuses the rest as well."""


class Entry(models.Model):
    """Who did what, to what, when and why; and the hash that chains it to the entry before.

    Written by `log.write` only. It holds ids and codes and no personal data, so that what is
    erased elsewhere does not live on here, and erasure breaks no chain.
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True, help_text="the officer's id; none for the machine itself")
    roles = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=20)
    kind = models.CharField(max_length=30)
    object_id = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=64, blank=True)
    detail = models.JSONField(default=dict)
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        ordering = ["-seq"]
        indexes = [
            models.Index(fields=["actor", "-seq"], name="audit_by_actor"),
            models.Index(fields=["kind", "object_id", "-seq"], name="audit_by_object"),
            models.Index(fields=["verb", "-seq"], name="audit_by_verb"),
            models.Index(fields=["at"], name="audit_by_time"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(seq__gt=0), name="audit_counts_from_one"),
            models.CheckConstraint(
                condition=Q(verb__regex=CODE) & Q(kind__regex=CODE), name="audit_verb_and_kind"
            ),
            models.CheckConstraint(
                condition=Q(object_id="")
                | Q(object_id__regex=REFERENCE)
                | (Q(object_id__regex=CODE) & ~Q(object_id__regex=DIGITS)),
                name="audit_object_is_an_id",
            ),
            models.CheckConstraint(
                condition=Q(reason="") | Q(reason__regex=CODE), name="audit_reason_is_a_code"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert the entry. Raises AppendOnly when it is there already."""
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused, always."""
        raise AppendOnly
