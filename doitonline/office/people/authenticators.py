"""The officer's authenticator app: its secret, wrapped where it is kept, and its QR code."""

import io
from typing import Final

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils.safestring import SafeString

from doitonline.office.people.adapter import Adapter
from doitonline.office.people.models import Officer
from doitonline.sealing.keys import unwrap, wrap
from doitonline.sealing.texts import from_text, to_text

PURPOSE: Final = "authenticator"


class Authenticators(DefaultMFAAdapter):  # type: ignore[misc]
    """What a second factor means here, for the package that carries it out (django-allauth)."""

    error_messages = {**DefaultMFAAdapter.error_messages, **Adapter.error_messages}

    def get_totp_label(self, user: Officer) -> str:
        return user.username

    def encrypt(self, text: str) -> str:
        """The secret as the database keeps it: wrapped by the office's key."""
        return to_text(wrap(_wrapping_key(), PURPOSE, text.encode()))

    def decrypt(self, encrypted_text: str) -> str:
        return unwrap(_wrapping_key(), PURPOSE, from_text(encrypted_text) or b"").decode()

    def build_totp_svg(self, url: str) -> str:
        """The QR code as an SVG element for the page itself: no address, no style, no script."""
        drawn = io.BytesIO()
        segno.make(url, error="m").save(
            drawn,
            kind="svg",
            xmldecl=False,
            svgns=True,
            svgclass="app-office-qr",
            lineclass=None,
            omitsize=True,
            title="QR code for your authenticator app",
        )
        return SafeString(drawn.getvalue().decode())


def _wrapping_key() -> bytes:
    return from_text(settings.OFFICE_WRAPPING_KEY) or b""
