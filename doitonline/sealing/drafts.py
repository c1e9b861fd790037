"""Drafts: sealed under keys that only the person's browser can give back.

The browser's cookie holds a root; each draft's key derives from it and the draft's id. The
database alone reads no draft.
"""

import secrets
from typing import Final
from uuid import UUID

from doitonline.sealing.boxes import close_box, open_box
from doitonline.sealing.derivation import KEY_BYTES, bound, derive
from doitonline.sealing.errors import BrokenDraft, DoesNotOpen
from doitonline.sealing.texts import from_text, to_text

_VERSION: Final = b"\x01"
_COOKIE_VERSION: Final = "1."


def new_root() -> bytes:
    """A browser's root: 32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def root_text(root: bytes) -> str:
    """The root as the cookie carries it: `1.` and 43 characters."""
    if len(root) != KEY_BYTES:
        raise ValueError(f"a root has {KEY_BYTES} bytes")
    return _COOKIE_VERSION + to_text(root)


def read_root(text: str) -> bytes | None:
    """The root in a cookie, or None for anything but exactly what `root_text` writes."""
    if not text.startswith(_COOKIE_VERSION):
        return None
    root = from_text(text.removeprefix(_COOKIE_VERSION))
    return root if root is not None and len(root) == KEY_BYTES else None


def draft_key(root: bytes, draft_id: UUID) -> bytes:
    """The key of one draft of this browser."""
    return derive(root, "doitonline/draft-key/v1", draft_id)


def seal_draft(key: bytes, draft_id: UUID, revision: int, plaintext: bytes) -> bytes:
    """The draft's answers, bound to the draft and to the revision in its row. About 10 µs for 2
    kB.
    """
    return _VERSION + close_box(key, _binding(draft_id, revision), plaintext)


def open_draft(key: bytes, draft_id: UUID, revision: int, sealed: bytes) -> bytes:
    """The answers. Raises BrokenDraft: wrong browser, row or revision, or changed bytes."""
    if not sealed.startswith(_VERSION):
        raise BrokenDraft("not a sealed draft of a version that we know")
    try:
        return open_box(key, _binding(draft_id, revision), sealed[1:])
    except DoesNotOpen:
        raise BrokenDraft("the draft does not open") from None


def _binding(draft_id: UUID, revision: int) -> bytes:
    return bound("doitonline/draft/v1", draft_id, revision)
