"""The headers that tell a browser what our pages may do, and that nothing may be kept.

Sources: OWASP ASVS 5.0 chapter 3.4; the MDN pages of each header.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# No page has a script or a style inside it, so no nonce is needed. `script-src 'self'` needs no
# 'strict-dynamic' either: nothing loads a script that the page does not name.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types dio",
    ]
)
REFUSED = [
    "accelerometer",
    "autoplay",
    "bluetooth",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
]
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in REFUSED)


class Headers:
    """Adds the headers to every answer; a view may set its own value of any of them first."""

    fixed = {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "Permissions-Policy": PERMISSIONS_POLICY,
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Frame-Options": "DENY",
        "X-Robots-Tag": "noindex",
        # Static files carry whitenoise's own Cache-Control; a page is never kept anywhere.
        "Cache-Control": "no-store",
    }

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.fixed.items():
            response.headers.setdefault(name, value)
        return response
