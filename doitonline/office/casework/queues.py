"""A queue: open cases by grade, then by what must be read first, then time left, then age.

It is read a page at a time by key: the next page begins after the last case of this one, so that
cases which come or go meanwhile make none appear twice or be passed over.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import models
from django.db.models import Prefetch
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan

from doitonline.office.casework.addresses import ReferenceConverter
from doitonline.office.casework.models import Case, Claim
from doitonline.office.people.policy import Somebody, teams_seen_by

ORDER: Final = ("grade", "place", "due_at", "received_at", "id")
PAGE: Final = 25
MOST_COUNTED: Final = 1000


@dataclass(frozen=True)
class Queue:
    """What one officer may see of the open cases, as far as they filter it."""

    officer: Somebody
    team: str = ""
    grade: str = ""

    @property
    def teams(self) -> frozenset[str]:
        """The teams whose cases are in it."""
        seen = teams_seen_by(self.officer)
        return seen & {self.team} if self.team else seen

    @property
    def cases(self) -> "models.QuerySet[Case]":
        """All of its cases, in no order."""
        found = Case.objects.filter(team__in=self.teams).open()
        return found.filter(grade=self.grade) if self.grade else found

    def page(self, now: datetime, after: str = "", size: int = PAGE) -> "Page":
        """The page that begins after the case with the reference `after`; the first without one."""
        found = self.cases.order_by(*ORDER)
        if after and (last := self._place_of(after)) is not None:
            found = found.filter(TupleGreaterThan(Tuple(*ORDER), last))
        claims = Prefetch("claims", Claim.objects.in_force(now).select_related("by"), "held")
        cases = list(found.prefetch_related(claims)[: size + 1])
        return Page(cases[:size], more=len(cases) > size)

    def _place_of(self, reference: str) -> tuple[Any, ...] | None:
        """Where a case stands in the order now, also one closed meanwhile; None where there is none
        that this officer may see: where the page begins must not tell that there is one.
        """
        if not re.fullmatch(ReferenceConverter.regex, reference):
            return None
        seen = Case.objects.seen_by(self.officer).filter(reference=reference)
        return seen.values_list(*ORDER).first()

    def count(self) -> int:
        """How many cases, counted no further than a thousand and one."""
        return self.cases[: MOST_COUNTED + 1].count()


@dataclass(frozen=True)
class Page:
    """Some cases of a queue, and whether there are more."""

    cases: Sequence[Case]
    more: bool

    @property
    def next(self) -> str:
        """The reference after which the next page begins; empty on the last page."""
        return self.cases[-1].reference if self.more else ""
