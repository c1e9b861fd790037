"""The one cookie: a root key of this browser, from which each draft's key is made."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from doitonline.sealing.drafts import new_root, read_root, root_text


def root_of(request: HttpRequest) -> bytes | None:
    """The browser's root key; None where it has none, or something that cannot be one."""
    return read_root(request.COOKIES.get(settings.DRAFT_COOKIE_NAME, ""))


def root_for(request: HttpRequest) -> bytes:
    """The browser's root key, or a new one to give it."""
    return root_of(request) or new_root()


def give(response: HttpResponse, root: bytes) -> None:
    """Gives a browser its root key, until it is closed: nothing is left on a shared device."""
    response.set_cookie(
        settings.DRAFT_COOKIE_NAME,
        root_text(root),
        secure=settings.PRODUCTION,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def take_back(response: HttpResponse) -> None:
    """Takes the root key from a browser, and its other cookie: no trace that it was here.

    Every draft in it can then only be opened by a code.
    """
    for name in (settings.DRAFT_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        response.delete_cookie(name, path="/", samesite="Lax")
