"""What every page of the office knows: the force, who is signed in, and where they may go."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest

from doitonline.force.identity import Force
from doitonline.office.people.navigation import seen_from


@lru_cache(maxsize=1)
def force() -> Force:
    """The force of this office, read once."""
    return Force.load(settings.FORCE_FOLDER)


def office(request: HttpRequest) -> dict[str, Any]:
    """The context of every page. Somebody who is not ready yet sees no doors."""
    officer = getattr(request, "user", None)
    known: dict[str, Any] = {
        "force": force(),
        "footer_text": "For police staff only. What you look at is written down.",
        "told": [(one.level_tag, str(one)) for one in get_messages(request)],
    }
    if officer is None or not officer.is_authenticated:
        return known
    known["officer_name"] = officer.full_name
    known["idle_seconds"] = settings.SESSION_IDLE_SECONDS
    if getattr(request, "ready", False):
        known["account_url"] = "/account/"
        known["navigation"] = seen_from(request, officer)
    return known
