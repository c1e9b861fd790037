"""What the noticeboard tells the counter: the services, the force, the keys, who reads now."""

from datetime import datetime
from functools import lru_cache

from django.conf import settings

from doitonline.definitions.flags import Grade
from doitonline.definitions.plan import Plan
from doitonline.force.clocks import Promise
from doitonline.force.identity import Force
from doitonline.noticeboard.board import Board, Notice, NotPosted
from doitonline.sealing.hybrid import key_id_of
from doitonline.sealing.signing import read_verifying_key
from doitonline.sealing.texts import from_text


class NotOpenYet(Exception):
    """The office has not published what the counter needs; nothing can be reported here."""


@lru_cache(maxsize=1)
def board() -> Board:
    """This process's view of the noticeboard. Raises NotOpenYet without a key to verify it."""
    key = read_verifying_key(settings.NOTICEBOARD_VERIFYING_KEY)
    if key is None:
        raise NotOpenYet
    return Board(key)


@lru_cache(maxsize=32)
def _plan(number: int) -> Plan:
    return Plan.read(board().entry(number).body["compiled"])


def plan_of(number: int) -> Plan:
    """The version of a service that a draft has pinned. Raises NotPosted."""
    return _plan(number)


def services() -> list[tuple[Notice, Plan]]:
    """Every service that is open, in the order of their addresses."""
    open_now = [notice for notice in board().all("service") if notice.body.get("open", True)]
    return [(notice, plan_of(notice.number)) for notice in open_now]


def current(slug: str) -> tuple[int, Plan]:
    """The version of a service that is open now. Raises NotPosted."""
    notice = board().current("service", slug)
    if notice is None or not notice.body.get("open", True):
        raise NotPosted
    return notice.number, plan_of(notice.number)


@lru_cache(maxsize=2)
def _force(number: int) -> Force:
    return Force.from_entry(board().entry(number).body)


def force() -> Force:
    """The force as the office last published it. Raises NotOpenYet."""
    notice = board().current("force", settings.FORCE)
    if notice is None:
        raise NotOpenYet
    return _force(notice.number)


def envelope_key() -> tuple[str, bytes]:
    """The id and the bytes of the key under which envelopes are sealed. Raises NotOpenYet."""
    notice = board().current("keys", "envelope")
    public = from_text(str(notice.body.get("public_key"))) if notice else None
    if notice is None or public is None or key_id_of(public) != notice.body.get("key_id"):
        raise NotOpenYet
    return str(notice.body["key_id"]), public


def reads_now(now: datetime) -> bool:
    """Whether the office is there and somebody is on duty."""
    return board().somebody_reads_now(now)


def promise(grade: str, sent_at: datetime) -> Promise:
    """What is promised to the public for a grade: when somebody reads, and when they answer."""
    return force().clocks.promise(Grade[grade], sent_at)


def version_of(number: int) -> str:
    """The hash of a publication. Raises NotPosted."""
    return str(board().entry(number).body["version"])
