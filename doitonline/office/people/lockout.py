"""What the counting of wrong tries (django-axes) may keep: no name as it was typed."""

from typing import Any

from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def blinded_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The name that was tried, in a form that can be counted and not read."""
    tried = credentials or request.POST
    name = str(tried.get("username") or tried.get("login") or "")
    return salted_hmac("people.lockout", name.strip().lower(), algorithm="sha256").hexdigest()


def nobody(*_: Any) -> str:
    """How a client is named in the technical log: not at all."""
    return "a client"
