"""What kind of file something is, by what it begins with; and its name as it is shown."""

from codecs import getincrementaldecoder
from pathlib import PurePath

import puremagic

HEAD = 8_192
"""How many bytes of a file are looked at."""
LONGEST_NAME = 150
ALLOWED = ("image/", "video/", "audio/", "application/pdf", "application/ogg", "text/plain")
NEVER = (
    "image/svg", "image/x-eps", "image/wmf", "image/emf", "audio/x-mpegurl", "video/vnd.mpegurl",
    "audio/x-scpls", "audio/x-ms-asx",
)  # fmt: skip
"""Drawings that are programs, and lists that make whoever opens them fetch what they name."""
NAMELESS = {".amr": "audio/amr"}
"""Types that the table of beginnings does not name: sound as telephones record it."""
TEXT = ("text/", "message/")
MARK = b"\xef\xbb\xbf"


def display_name(name: str) -> str:
    """A file's name as it is shown: no control characters, at most 150 characters."""
    shown = "".join(c for c in name if c.isprintable())[-LONGEST_NAME:].strip()
    return shown if shown.strip(".") else ""


def type_of(head: bytes, name: str) -> str | None:
    """A file's type by what it begins with; None for one that is not taken.

    What the file is called chooses only among the types that its beginning allows.
    """
    found = _types(head)
    ending = PurePath(name).suffix.lower()
    type_ = next((type_ for end, type_ in found if end == ending), found[0][1] if found else "")
    if not type_ or type_.startswith(TEXT):
        type_ = "text/plain" if plain_text(head) and type_ != "text/html" else ""
    return type_ if type_.startswith(ALLOWED) and not type_.startswith(NEVER) else None


def _types(head: bytes) -> list[tuple[str, str]]:
    """What a beginning may be: each with the ending of its name, the likeliest first."""
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return []
    named = ((m.extension, NAMELESS.get(m.extension) or m.mime_type) for m in found)
    return [(ending, type_) for ending, type_ in named if type_]


def plain_text(head: bytes) -> bool:
    """Whether bytes are text in UTF-8, the last character cut perhaps, and no page of the web."""
    if not head or b"\0" in head:
        return False
    try:
        getincrementaldecoder("utf-8")().decode(head, final=len(head) < HEAD)
    except UnicodeDecodeError:
        return False
    return head.removeprefix(MARK).lstrip()[:1] != b"<"
