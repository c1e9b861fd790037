"""What an auditor looks for in the log: read from the address, and turned into a query."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils import timezone

from doitonline.office.audit.models import Entry
from doitonline.office.audit.shapes import is_id
from doitonline.office.audit.verbs import Verb
from doitonline.sealing.codes import read_reference
from doitonline.sealing.errors import MistypedReference

PAGE: Final = 50
LOOKS: Final = (Verb.VIEW, Verb.SEARCH, Verb.EXPORT, Verb.BREAK_GLASS)
UUID_SHAPE: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass
class Sought:
    """The filters, parsed; `faults` holds what could not be read, by field."""

    actor: UUID | None = None
    object_id: str = ""
    verbs: tuple[Verb, ...] = ()
    since: date | None = None
    until: date | None = None
    before: int | None = None
    faults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, typed: Mapping[str, str]) -> "Sought":
        """The filters that were typed. An officer is named by username or collar number."""
        sought = cls()
        sought._read_officer(typed.get("officer", "").strip())
        sought._read_object(typed.get("case", "").strip())
        sought._read_verb(typed.get("action", ""))
        sought.since = sought._read_day("since", typed.get("since", "").strip())
        sought.until = sought._read_day("until", typed.get("until", "").strip())
        if sought.since and sought.until and sought.until < sought.since:
            sought.faults["until"] = "The last day must be the first day or later"
        before = typed.get("before", "")
        if before.isascii() and before.isdigit() and len(before) < 19:
            sought.before = int(before)
        return sought

    def entries(self) -> QuerySet[Entry]:
        """The entries that are sought, newest first; none while a filter cannot be read."""
        if self.faults:
            return Entry.objects.none()
        wanted = Q()
        if self.actor:
            wanted &= Q(actor=self.actor)
        if self.object_id:
            wanted &= Q(object_id=self.object_id)
        if self.verbs:
            wanted &= Q(verb__in=[verb.value for verb in self.verbs])
        if self.since:
            wanted &= Q(at__gte=_midnight(self.since))
        if self.until:
            wanted &= Q(at__lt=_midnight(self.until + timedelta(days=1)))
        return Entry.objects.filter(wanted).order_by("-seq")

    def page(self) -> tuple[list[Entry], int | None]:
        """One page of entries, and the number before which the next page begins."""
        entries = self.entries()
        if self.before:
            entries = entries.filter(seq__lt=self.before)
        found = list(entries[: PAGE + 1])
        more = len(found) > PAGE
        return found[:PAGE], found[PAGE - 1].seq if more else None

    def _read_officer(self, typed: str) -> None:
        if not typed:
            return
        named = Q(username=typed.lower()) | Q(collar_number=typed)
        if UUID_SHAPE.fullmatch(typed):
            named |= Q(pk=typed)
        found = get_user_model().objects.filter(named).first() if "\0" not in typed else None
        if found is None:
            self.faults["officer"] = "Nobody has this username or collar number"
        else:
            self.actor = found.pk

    def _read_object(self, typed: str) -> None:
        try:
            self.object_id = read_reference(typed) if typed else ""
        except MistypedReference:
            if is_id(typed):
                self.object_id = typed
            else:
                self.faults["case"] = "Enter a reference like DIO-7K4M-Q2XW-Z"

    def _read_verb(self, typed: str) -> None:
        if typed in set(Verb):
            self.verbs = (Verb(typed),)
        elif typed == "looks":
            self.verbs = LOOKS
        elif typed:
            self.faults["action"] = "Select an action from the list"

    def _read_day(self, name: str, typed: str) -> date | None:
        if not typed:
            return None
        try:
            day = date.fromisoformat(typed)
        except ValueError:
            day = None
        if day is None or not 2000 <= day.year <= 2100:
            self.faults[name] = "Enter a date like 2026-11-24"
            return None
        return day


def named(ids: set[UUID]) -> dict[UUID, Any]:
    """The officers of these ids, by id, in one query."""
    return get_user_model().objects.in_bulk(list(ids))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
