"""The pages of queues."""

from datetime import UTC, datetime
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from doitonline.definitions.flags import Grade
from doitonline.office.audit.gate import ANYBODY, needs
from doitonline.office.audit.log import write
from doitonline.office.audit.verbs import Verb
from doitonline.office.casework.grades import grade_words
from doitonline.office.casework.listing import as_row
from doitonline.office.casework.models import Duty
from doitonline.office.casework.queues import MOST_COUNTED, Queue
from doitonline.office.casework.teams import WORDS, in_order, team_words
from doitonline.office.people.entrance import officer_of
from doitonline.office.people.navigation import seen_from
from doitonline.office.people.policy import Action, may, may_see

NO_DOOR: Final = "/account/"


@needs(ANYBODY)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """One's own queue; for those who have none, the first of their doors."""
    officer = officer_of(request)
    if may(officer, Action.VIEW_QUEUE):
        return _listed(request, "")
    doors = seen_from(request, officer)
    return HttpResponseRedirect(doors[0]["href"] if doors else NO_DOOR)


@needs(Action.VIEW_QUEUE)
@require_safe
def queue(request: HttpRequest, team: str) -> HttpResponse:
    """One team's queue. One that this officer may not see is not there."""
    officer = officer_of(request)
    if not may_see(officer, team):
        write(officer, Verb.DENY, "queue", team if team in WORDS else "")
        raise Http404
    return _listed(request, team)


def _listed(request: HttpRequest, team: str) -> HttpResponse:
    officer, now = officer_of(request), datetime.now(UTC)
    Duty.objects.seen(officer, now)
    grade, after = request.GET.get("grade", ""), request.GET.get("after", "")
    chosen = team or request.GET.get("team", "")
    shown = Queue(officer, chosen, grade if grade in Grade.__members__ else "")
    page, count = shown.page(now, after), shown.count()
    context = {
        "title": team_words(team) if team else "Your queue",
        "team": team,
        "rows": [as_row(case, officer, now) for case in page.cases],
        "next": page.next,
        "after": after,
        "count": f"{MOST_COUNTED:,} or more" if count > MOST_COUNTED else f"{count:,}",
        "teams": [{"value": each, "text": team_words(each)} for each in in_order(officer.teams)],
        "grades": [{"value": each.name, "text": grade_words(each.name)} for each in Grade],
        "chosen_team": chosen if may_see(officer, chosen) else "",
        "chosen_grade": shown.grade,
    }
    return render(request, "casework/queue.html", context)
