"""Packs long pages on their way out, where no proxy does: a slow phone waits for fewer bytes.

What a page holds of the person may stand beside what somebody else chose only where they cannot
make the browser ask for it (BREACH, CVE-2013-3587): our cookies stay away from requests of others,
the CSRF token is masked anew each time, and Django adds some random bytes to what it packs.
"""

from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

LONG: Final = 10_000
"""Bytes. A shorter page costs more to pack than it saves."""


class PackedWhenLong(GZipMiddleware):
    """Django's gzip, for long pages only: most pages are short, and each is made in 3 ms."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """The answer, packed where that is worth it and the browser takes it."""
        if response.streaming or len(getattr(response, "content", b"")) < LONG:
            return response
        return super().process_response(request, response)
