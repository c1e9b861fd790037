"""Bytes as text that fits a cookie, a configuration file or JSON: base64url without padding, read
strictly.
"""

import base64
import binascii


def to_text(data: bytes) -> str:
    """Base64url (RFC 4648, section 5) without `=`."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_text(text: str) -> bytes | None:
    """The bytes, or None for any text that `to_text` would not have written."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return None
    return data if to_text(data) == text else None
