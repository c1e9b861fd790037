"""Return codes: a wrapped copy of a draft's key, opened by 128 random bits, once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from doitonline.counter.drafts import Open, locked
from doitonline.counter.models import Draft
from doitonline.sealing.codes import new_return_code
from doitonline.sealing.drafts import draft_key, open_draft, seal_draft
from doitonline.sealing.errors import WrongCode
from doitonline.sealing.returning import lookup_of, unwrap_with_code, wrap_for_return


def new_code(opened: Open) -> str:
    """A new code for a draft; the one before stops working. Raises NoDraft, AlreadySent."""
    code = new_return_code()
    lookup, wrapped = wrap_for_return(code, opened.id, opened.key)
    with transaction.atomic():
        # Another browser may have come back meanwhile, under another key: the lock finds that out.
        locked(opened)
        Draft.objects.filter(id=opened.id).update(
            return_lookup=lookup, return_wrapped=wrapped, touched_at=opened.now
        )
    return code


def come_back(typed: str, root: bytes, now: datetime) -> UUID:
    """Opens a draft for the browser that has this root, and spends the code. Gives the draft's id.

    Raises MistypedCode, WrongCode.
    """
    lookup = lookup_of(typed)
    with transaction.atomic():
        row = (
            Draft.objects.select_for_update()
            .filter(return_lookup=lookup, sent=False, expires_at__gt=now)
            .first()
        )
        if row is None or row.return_wrapped is None:
            raise WrongCode
        old_key = unwrap_with_code(typed, row.id, bytes(row.return_wrapped))
        plain = open_draft(old_key, row.id, row.revision, bytes(row.sealed))
        revision = row.revision + 1
        sealed = seal_draft(draft_key(root, row.id), row.id, revision, plain)
        Draft.objects.filter(id=row.id).update(
            sealed=sealed, revision=revision, touched_at=now, return_lookup=None,
            return_wrapped=None,
        )  # fmt: skip
    return row.id
