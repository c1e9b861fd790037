"""Opens the invented reports into cases and works on some, so that queues look lived in.

Runs as the office, through the same code as its worker and its officers' pages.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from doitonline.config.surroundings import var
from doitonline.letterbox.models import Envelope
from doitonline.office.casework.keyring import Keyring, keyring
from doitonline.office.casework.models import Assessment, Case, Claim, Closure, Note
from doitonline.office.casework.models.assessment import Judgement, Lines
from doitonline.office.intake.opening import Opener
from doitonline.office.people.demonstration import make_staff
from doitonline.office.people.models import Officer
from doitonline.station.demonstration import WANTED

SEED, FRESH = 77, timedelta(hours=20)
BY_TEAM = {"vulnerability": "safeguarding", "psd": "psd"}
REASONS = ("no_lines", "no_evidence", "dealt_with", "signposted", "declined")
LINES = Lines(
    threat="No threat now. The person who did it has not been back.",
    harm="Loss and upset. No injury told of.",
    risk="Low unless it happens again. Advice given.",
    investigation="Ask for film, and the neighbours. Check linked reports.",
    vulnerability="Nothing told of beyond what the flags show.",
    engagement="Wants to be kept informed. Ways to reach them are in the report.",
    reason="Nothing in the report is urgent any more.",
    actions="Asked for the film to be kept.",
)


def staff(tell: Callable[[str], None]) -> str:
    """Makes the invented staff; says how each signs in."""
    members = make_staff()
    tell(f"{len(members)} invented officers can sign in")
    lines = ["Sign in to the office as (password; then the code of `doitonline code NAME`):"]
    width = max(len(name) for name, *_ in members)
    lines += [
        f"    {name:{width}}  {password:32}  {', '.join(roles)}"
        for name, password, _, roles in members
    ]
    return "\n".join(lines)


def want(tell: Callable[[str], None]) -> None:
    """Asks for examples where there is nothing yet: no case, and no envelope on its way."""
    if not Case.objects.exists() and not Envelope.objects.exists():
        (var() / WANTED).touch()


def work(tell: Callable[[str], None]) -> None:
    """Opens what waits in the letterbox, and works on what is older, once."""
    opener, now = Opener(keyring()), timezone.now()
    opened = 0
    waiting = Envelope.objects.filter(opened_at=None).order_by("posted_at")
    for posted_at in list(waiting.values_list("posted_at", flat=True)):
        opened += opener.open_waiting(posted_at + timedelta(seconds=1), most=1)
    if opened:
        tell(f"{opened} reports opened into cases")
    if Assessment.objects.exists():
        return
    random = Random(SEED)  # noqa: S311  an invented month, no secrets
    officers = {officer.username: officer for officer in Officer.objects.all()}
    for case in Case.objects.filter(sent_at__lt=now - timedelta(hours=2)).order_by("sent_at"):
        _work_on(case, officers, keyring(), random, now)
    tell("some of them assessed and closed, as in any month")


def _work_on(
    case: Case, officers: dict[str, Officer], keys: Keyring, random: Random, now: datetime
) -> None:
    fresh = now - case.sent_at < FRESH
    if random.random() < (0.55 if fresh else 0.06):
        return
    name = BY_TEAM.get(case.team) or ("supervisor" if random.random() < 0.3 else "contact")
    officer = officers[name]
    if case.team not in officer.teams:
        officer = officers["supervisor"]
    if case.team not in officer.teams:
        return
    at = min(case.sent_at + timedelta(minutes=random.randrange(3, 240)), now)
    crime = "yes" if random.random() < 0.8 else "not_yet"
    safeguarding = True if case.needs_safeguarding else None
    Claim.objects.take(case, officer, at)
    judged = Judgement(case.suggested, crime, safeguarding, LINES)
    Assessment.objects.make(case, officer, keys, judged, at)
    case.refresh_from_db()
    if random.random() < 0.3:
        Note.objects.add(case, officer, keys, "Rang, no answer. Will try again this evening.", at)
    Claim.objects.release(case, officer, at)
    closer = officers["supervisor"]
    closable = not fresh and case.grade not in ("G1", "G2") and case.team in closer.teams
    if closable and random.random() < 0.65:
        reason = random.choice(REASONS)
        Closure.objects.make(case, closer, keys, reason, "Looked into and told why.", at)
