"""What waits to be assessed, for the top of every page of the office."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.http import HttpRequest

from doitonline.office.casework.models import Case
from doitonline.office.casework.queues import MOST_COUNTED
from doitonline.office.casework.times import age_words
from doitonline.office.people.policy import Action, may, teams_seen_by


def waiting(request: HttpRequest) -> dict[str, Any]:
    """For every page's context: how many cases nobody has assessed, and how old the oldest is.

    Empty for whoever sees no queue.
    """
    officer = getattr(request, "user", None)
    if officer is None or not officer.is_authenticated or not getattr(request, "ready", False):
        return {}
    if not may(officer, Action.VIEW_QUEUE) or not teams_seen_by(officer):
        return {}
    now = datetime.now(UTC)
    found = Case.objects.seen_by(officer).unassessed().order_by("received_at")[: MOST_COUNTED + 1]
    facts = found.aggregate(
        count=Count("id"),
        oldest=Min("received_at"),
        late=Count("id", filter=Q(look_due_at__lte=now)),
    )
    return {"waiting": in_words(facts, now)}


def in_words(facts: Mapping[str, Any], now: datetime) -> list[dict[str, Any]]:
    """The counts as the page shows them."""
    count = int(facts["count"])
    counted = f"{MOST_COUNTED:,} or more" if count > MOST_COUNTED else f"{count:,}"
    oldest = age_words(facts["oldest"], now) if facts["oldest"] else "none"
    return [
        {"text": "Not assessed", "count": counted, "href": "/"},
        {"text": "Oldest not assessed", "count": oldest, "urgent": bool(facts["late"])},
    ]
