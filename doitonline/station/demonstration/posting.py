"""Posts some two hundred invented reports of the last month, as the counter would have taken them.

Runs as the counter: each report goes through a draft, the engine and the letterbox.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from doitonline.config.surroundings import ROOT, var
from doitonline.counter.drafts import Content, Open, begin, keep
from doitonline.counter.noticed import current, force
from doitonline.counter.sending import send
from doitonline.definitions.plan import Plan
from doitonline.definitions.written import Written, journeys, walk
from doitonline.noticeboard.board import NotPosted
from doitonline.sealing.codes import new_item_id
from doitonline.sealing.drafts import draft_key, new_root
from doitonline.station.demonstration import WANTED
from doitonline.station.demonstration.inventing import Inventor

COUNT, DAYS, SEED = 200, 30, 20_261_124
COMMON = {"burglary": 9, "theft": 7, "damage": 5, "vehicle": 4, "shop": 4, "business": 4}
"""How much more often a story is told whose name has this word in it."""


def post(tell: Callable[[str], None]) -> None:
    """Posts the reports where the office wants them: where it has no case yet."""
    if not (var() / WANTED).exists():
        return
    random = Random(SEED)  # noqa: S311  invented stories, no secrets
    inventor = Inventor(random, places())
    told = [(written, number, plan) for slug in slugs() for written, number, plan in stories(slug)]
    weights = [weight(written) for written, _, _ in told]
    if not told:
        return
    now = timezone.now()
    moments = sorted(moment(random, now) for _ in range(COUNT))
    for number, sent_at in enumerate(moments, 1):
        written, publication, plan = random.choices(told, weights)[0]
        _post_one(inventor, written, publication, plan, sent_at)
        if number % 50 == 0:
            tell(f"{number} of {COUNT} reports posted")
    (var() / WANTED).unlink()


def slugs() -> list[str]:
    """The services on this machine's disk."""
    return sorted(folder.parent.name for folder in (ROOT / "services").glob("*/service.yaml"))


def stories(slug: str) -> list[tuple[Written, int, Plan]]:
    """The written journeys of a service that end with a report, with its publication."""
    try:
        publication, plan = current(slug)
    except NotPosted:
        return []
    written = journeys(ROOT / "services" / slug)
    return [(each, publication, plan) for each in written if each.ends == "sent"]


def weight(written: Written) -> int:
    """How often a story is told."""
    return max((often for word, often in COMMON.items() if word in written.name), default=1)


def places() -> list[tuple[str, str]]:
    """Postcodes and towns of the force's own area: whole outcodes with an invented end."""
    rows = force().geography.outcodes.values()
    ours = [row for row in rows if row.default_district is not None]
    return [(f"{row.outcode} {n}{letters}", row.town) for row in ours
            for n, letters in ((1, "AA"), (2, "DP"), (4, "XT"))]  # fmt: skip


def moment(random: Random, now: datetime) -> datetime:
    """A moment of the last month: more in the evening, and more in the last days."""
    days = DAYS * (1 - random.random() ** 0.7)
    day = now - timedelta(days=days)
    hour = int(random.triangular(0, 24, 19)) % 24
    sent = day.replace(hour=hour, minute=random.randrange(60))
    return min(sent, now - timedelta(minutes=random.randrange(2, 180)))


def _post_one(
    inventor: Inventor, written: Written, publication: int, plan: Plan, now: datetime
) -> None:
    told = written.model_copy(
        update={"answers": inventor.told_again(plan, written, now), "now": now}
    )
    answers = walk(plan, told).answers
    for listed in plan.groups:
        answers[listed] = [{**item, "id": new_item_id()} for item in answers.get(listed) or ()]
    root = new_root()
    draft = begin(root, publication, plan, "en", now - timedelta(minutes=12))
    opened = Open(draft, draft_key(root, draft.id), Content({}, now.isoformat()), now)
    content = Content(answers, (now - timedelta(minutes=12)).isoformat())
    keep(opened, content)
    send(Open(draft, opened.key, content, now), {})
