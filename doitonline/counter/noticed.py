"""What the noticeboard tells the counter: the services, the force, the keys, who reads now."""

import logging
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from pydantic import ValidationError

from doitonline.definitions.flags import Grade
from doitonline.definitions.plan import Plan
from doitonline.force.clocks import Promise
from doitonline.force.identity import BadForce, Force
from doitonline.noticeboard.board import Board, Notice, NotPosted
from doitonline.noticeboard.models import Entry
from doitonline.sealing.hybrid import key_id_of
from doitonline.sealing.signing import read_verifying_key
from doitonline.sealing.texts import from_text

log = logging.getLogger(__name__)

PLANS_KEPT = 64


class NotOpenYet(Exception):
    """The office has not published what the counter needs; nothing can be reported here."""


@lru_cache(maxsize=1)
def board() -> Board:
    """This process's view of the noticeboard. Raises NotOpenYet without a key to verify it."""
    key = read_verifying_key(settings.NOTICEBOARD_VERIFYING_KEY)
    if key is None:
        raise NotOpenYet
    return Board(key)


def forget() -> None:
    """Forgets everything that was read, as a process that starts anew has."""
    for kept in (board, _plan, _fate):
        kept.cache_clear()
    _forces.clear()


def posted(number: int) -> Notice:
    """An entry of a service: without a query where it is the newest. Raises NotPosted."""
    newest = board().all("service")
    return next((each for each in newest if each.number == number), None) or board().entry(number)


@lru_cache(maxsize=PLANS_KEPT)
def _plan(number: int) -> Plan:
    try:
        return Plan.read(posted(number).body["compiled"])
    except (ValidationError, KeyError):
        log.error("a published service cannot be read", extra={"number": number})
        raise NotPosted(number) from None


def plan_of(number: int) -> Plan:
    """The version of a service that a draft has pinned. Raises NotPosted."""
    return _plan(number)


def services() -> list[tuple[Notice, Plan]]:
    """Every service that is open and can be read, in the order of their addresses."""
    found = []
    for notice in board().all("service"):
        if notice.body.get("open", True):
            try:
                found.append((notice, plan_of(notice.number)))
            except NotPosted:
                continue
    return found


def current(slug: str) -> tuple[int, Plan]:
    """The version of a service that is open now. Raises NotPosted; NotOpenYet on an empty board."""
    notice = board().current("service", slug)
    if notice is None or not notice.body.get("open", True):
        force()
        raise NotPosted
    return notice.number, plan_of(notice.number)


@dataclass(frozen=True, slots=True)
class Fate:
    """What later versions of a service make of a draft that is under way."""

    withdrawn: bool = False
    upgrades: tuple[int, ...] = ()
    """The versions that it passes through, the last being the one under which it goes on."""


def fate_of(number: int, slug: str) -> Fate:
    """What became of drafts of this publication: most finish under it. Raises NotPosted."""
    newest = board().current("service", slug)
    if newest is None or newest.number <= number:
        return FINISHES
    return _fate(number, newest.number, slug)


FINISHES = Fate()


@lru_cache(maxsize=PLANS_KEPT)
def _fate(number: int, newest: int, slug: str) -> Fate:
    """Each version published since has said what becomes of the drafts that were under way then."""
    later = Entry.objects.filter(
        kind="service", subject=slug, number__gt=number, number__lte=newest
    ).order_by("number")
    since, version = [], version_of(number)
    for each in later.values_list("number", flat=True):
        try:
            body = posted(each).body
        except NotPosted:
            continue
        if body.get("hash") != version:  # the same version may be put up again
            since.append((each, body.get("drafts")))
            version = str(body.get("hash"))
    policies = [policy for _, policy in since]
    if "withdraw" in policies:
        return Fate(withdrawn=True)
    if "upgrade" not in policies:
        return FINISHES
    last = len(policies) - policies[::-1].index("upgrade")
    return Fate(upgrades=tuple(each for each, _ in since[:last]))


_forces: dict[int, Force] = {}
"""The force as it was last read, by the number of its entry; where one cannot be read, the last."""


def force_number() -> int:
    """The number of the entry that the force was read from; 0 where it was never published."""
    notice = board().current("force", settings.FORCE)
    return notice.number if notice is not None else 0


def force() -> Force:
    """The force as the office last published it. Raises NotOpenYet."""
    notice = board().current("force", settings.FORCE)
    if notice is None:
        raise NotOpenYet
    known = _forces.get(notice.number)
    return known if known is not None else _read_force(notice)


def _read_force(notice: Notice) -> Force:
    try:
        read = Force.from_entry(notice.body)
    except BadForce:
        log.error("the published force cannot be read", extra={"number": notice.number})
        last = next(iter(list(_forces.values())), None)
        if last is None:
            raise NotOpenYet from None
        read = last
    _forces.clear()
    _forces[notice.number] = read
    return read


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
    """The hash of a publication, by which the office knows its version. Raises NotPosted."""
    return str(posted(number).body["hash"])
