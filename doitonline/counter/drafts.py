"""Opening and keeping drafts: one read, or one read and one write, by primary key."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.http import HttpRequest

from doitonline.counter.carrying import root_of
from doitonline.counter.models import Draft
from doitonline.counter.noticed import fate_of, force, plan_of
from doitonline.definitions.journey import Journey, Step
from doitonline.definitions.plan import Plan
from doitonline.definitions.upgrading import upgraded
from doitonline.noticeboard.board import NotPosted
from doitonline.sealing.drafts import draft_key, open_draft, seal_draft
from doitonline.sealing.errors import BrokenDraft

TOUCH_EVERY = timedelta(minutes=2)


class NoDraft(LookupError):
    """This browser cannot open a draft of this id: there is none, or its key is another's."""


class Locked(Exception):
    """The draft was left alone for too long; its return code opens it again."""


class AlreadySent(Exception):
    """The draft was sent: it has a stub and no answers."""


class Withdrawn(Exception):
    """The service's drafts were withdrawn when another version of it was published."""

    def __init__(self, slug: str) -> None:
        super().__init__("withdrawn")
        self.slug = slug


@dataclass
class Content:
    """What is sealed in a draft."""

    answers: dict[str, Any]
    started_at: str
    language: str = "en"
    parcels: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By parcel id: its key (base64url) and size."""

    def to_bytes(self) -> bytes:
        """As JSON."""
        return json.dumps(self.__dict__, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, plain: bytes) -> "Content":
        """From JSON."""
        return cls(**json.loads(plain))


@dataclass
class Open:
    """A draft that this browser can read, at one moment."""

    row: Draft
    key: bytes
    content: Content
    now: datetime
    upgraded: bool = False
    """Whether this very request found a newer version under which the draft goes on."""
    since: tuple[Journey, Step] | None = None
    """The journey before one of its steps was answered otherwise, which is all that changed."""

    @cached_property
    def plan(self) -> Plan:
        """The version of the service that it was begun under. Raises NotPosted."""
        return plan_of(self.row.publication)

    @cached_property
    def journey(self) -> Journey:
        """The way through the service with these answers."""
        if self.since is not None:
            before, step = self.since
            return before.changed(self.content.answers, step)
        return Journey(self.plan, self.content.answers, self.now)

    @property
    def id(self) -> UUID:
        """The draft's id."""
        return self.row.id


def begin(root: bytes, publication: int, plan: Plan, language: str, now: datetime) -> Draft:
    """Makes an empty draft of a service."""
    id_ = uuid4()
    content = Content({}, now.isoformat(), language)
    draft = Draft(
        id=id_,
        publication=publication,
        revision=1,
        sealed=seal_draft(draft_key(root, id_), id_, 1, content.to_bytes()),
        created_at=now,
        touched_at=now,
        expires_at=now + timedelta(days=plan.service.draft_days),
    )
    draft.save(force_insert=True)
    return draft


def idle_limit() -> timedelta:
    """How long a draft may be left alone before it locks: a value of the force."""
    return timedelta(minutes=int(force().value("idle_lock_minutes")))


def row_of(request: HttpRequest, draft_id: UUID, now: datetime) -> tuple[Draft, bytes, bytes]:
    """A draft's row, its key by this browser's cookie, and what is sealed in it. Raises NoDraft."""
    root = root_of(request)
    row = Draft.unexpired(draft_id, now) if root else None
    if row is None or root is None:
        raise NoDraft
    key = draft_key(root, draft_id)
    return row, key, plain_of(row, key)


def plain_of(row: Draft, key: bytes) -> bytes:
    """What is sealed in a draft. Raises NoDraft for a key that is another's."""
    try:
        return open_draft(key, row.id, row.revision, bytes(row.sealed))
    except BrokenDraft:
        raise NoDraft from None


def carried_by(request: HttpRequest, draft_id: UUID, now: datetime) -> Open:
    """The draft that a request is about. Raises NoDraft, Locked, AlreadySent, Withdrawn."""
    row, key, plain = row_of(request, draft_id, now)
    # A page that is read is noted every two minutes only, and no draft locks before it was said.
    if not row.sent and now - row.touched_at > idle_limit() + TOUCH_EVERY:
        raise Locked
    opened = opened_with(row, key, plain, now)
    if opened.upgraded:
        return opened if keep(opened, opened.content) else carried_by(request, draft_id, now)
    if request.method != "POST":
        still_here(opened)
    return opened


def still_here(opened: Open) -> None:
    """Notes that somebody reads or writes, where nothing else of the request will."""
    if opened.now - opened.row.touched_at > TOUCH_EVERY:
        touch(opened.row, opened.now)


def opened_with(row: Draft, key: bytes, plain: bytes, now: datetime) -> Open:
    """A draft from its row and what is sealed in it, under the version it goes on under.

    Raises AlreadySent, NoDraft, Withdrawn.
    """
    if row.sent:
        raise AlreadySent
    content = Content.from_bytes(plain)
    try:
        slug = plan_of(row.publication).service.service
        fate = fate_of(row.publication, slug)
        if fate.withdrawn:
            raise Withdrawn(slug)
        for number in fate.upgrades:
            content = replace(content, answers=upgraded(content.answers, plan_of(number), now))
            row.publication = number
    except NotPosted:
        raise NoDraft from None
    return Open(row, key, content, now, upgraded=bool(fate.upgrades))


def touch(row: Draft, now: datetime) -> None:
    """Notes that somebody is there, so that the draft does not lock."""
    Draft.objects.filter(id=row.id, touched_at__lt=now).update(touched_at=now)


def change(opened: Open, make: Callable[[Content], Content], step: Step | None = None) -> Open:
    """Keeps a draft with its content changed by `make`, which is given it as it now is.

    Two pages posted at once both count: where the draft changed since it was read, its row is
    locked and `make` is applied to what is there. `step` is the only one whose answers `make`
    changes, if it is one of them. Raises NoDraft, AlreadySent, Withdrawn.
    """
    content = make(opened.content)
    if keep(opened, content):
        since = (opened.journey, step) if step is not None else None
        return replace(opened, content=content, since=since)
    with transaction.atomic():
        opened = locked(opened)
        content = make(opened.content)
        keep(opened, content)
    return replace(opened, content=content, since=None)


def change_answers(
    opened: Open,
    make: Callable[[dict[str, Any]], dict[str, Any]],
    step: Step | None = None,
) -> Open:
    """The same, where only the answers change."""
    return change(opened, lambda content: replace(content, answers=make(content.answers)), step)


def locked(opened: Open) -> Open:
    """The draft as it is now, its row locked to the end of the transaction. Raises as `change`."""
    row = Draft.objects.select_for_update().filter(id=opened.id).first()
    if row is None:
        raise NoDraft
    if row.revision == opened.row.revision and not row.sent:
        return opened
    return opened_with(row, opened.key, plain_of(row, opened.key), opened.now)


def keep(opened: Open, content: Content) -> bool:
    """Writes a draft's content; False where somebody else wrote since it was read."""
    sealed = seal_draft(opened.key, opened.id, opened.row.revision + 1, content.to_bytes())
    return opened.row.keep(sealed, opened.now)
