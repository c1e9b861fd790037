"""Published versions of services. A version is immutable, and pinned by drafts and cases."""

import json
from collections import OrderedDict
from typing import Any

from django.db import models

from doitonline.definitions.plan import Plan

PLANS_KEPT = 64
_PLANS: OrderedDict[tuple[str, str], Plan] = OrderedDict()


class Publication(models.Model):
    """One version of a service as it was published: what it said, its source, by whom and when.

    The compiled form is kept as text, because PostgreSQL's jsonb would forget the order of a
    question's options.
    """

    class Drafts(models.TextChoices):
        """What becomes of drafts under way when this version is published."""

        FINISH = "finish", "Drafts under way finish under the version they began with"
        UPGRADE = "upgrade", "Drafts under way are brought to this version"
        WITHDRAW = "withdraw", "Drafts under way are withdrawn, with a page that explains"

    service = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    source = models.JSONField(help_text="the files of the service: path to text")
    compiled = models.TextField(help_text="JSON, keys in their order")
    drafts = models.CharField(max_length=10, choices=Drafts.choices)
    published_by = models.CharField(max_length=150)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "version"], name="designer_version"),
        ]
        indexes = [models.Index(fields=["service", "hash"], name="designer_hash")]

    def __str__(self) -> str:
        return f"{self.service} version {self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add a version. Raises Immutable for one that is there already."""
        if not self._state.adding:
            raise Immutable
        super().save(*args, **kwargs)

    @property
    def tree(self) -> dict[str, Any]:
        """The compiled form."""
        tree: dict[str, Any] = json.loads(self.compiled)
        return tree

    @property
    def plan(self) -> Plan:
        """The version, ready to be walked; made once a process, however many cases pin it."""
        place = (self.service, self.hash)
        if place not in _PLANS:
            _PLANS[place] = Plan.read(self.tree)
            while len(_PLANS) > PLANS_KEPT:
                _PLANS.popitem(last=False)
        return _PLANS[place]

    @classmethod
    def newest(cls, service: str) -> "Publication | None":
        """The version published last."""
        return cls.objects.filter(service=service).order_by("-version").first()

    @classmethod
    def pinned(cls, service: str, hash_: str) -> "Publication | None":
        """The version that a draft or an envelope names by its hash."""
        return cls.objects.filter(service=service, hash=hash_).order_by("-version").first()


class Immutable(Exception):
    """A published version is never changed: publish another."""
