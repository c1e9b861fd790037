"""What kind of file something is, by what it begins with; and its name as it is shown."""

import puremagic

HEAD = 8_192
"""How many bytes of a file are looked at."""
ALLOWED = ("image/", "video/", "audio/", "application/pdf", "text/plain")
NEVER = ("image/svg",)
LONGEST_NAME = 150


def display_name(name: str) -> str:
    """A file's name as it is shown: no control characters, at most 150 characters."""
    return "".join(c for c in name if c.isprintable())[-LONGEST_NAME:].strip()


def type_of(head: bytes, name: str) -> str | None:
    """A file's type by what it begins with; None for one that is not taken."""
    try:
        found = puremagic.magic_string(head, name)
        type_ = next((m.mime_type for m in found if m.mime_type), "")
    except (puremagic.PureError, ValueError):
        type_ = ""
    if not type_ and plain_text(head):
        type_ = "text/plain"
    allowed = type_.startswith(ALLOWED) and not type_.startswith(NEVER)
    return type_ if allowed else None


def plain_text(head: bytes) -> bool:
    """Whether bytes are text in UTF-8, but for a character cut at the end."""
    if not head or b"\0" in head:
        return False
    try:
        head[:-4].decode()
    except UnicodeDecodeError:
        return False
    return head.lstrip()[:1] != b"<"
