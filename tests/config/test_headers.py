"""Every answer forbids the browser what our pages do not need, and keeping any of it."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from doitonline.config.headers import Headers


def answered(response: HttpResponse) -> HttpResponse:
    def view(request: HttpRequest) -> HttpResponse:
        return response

    return Headers(view)(RequestFactory().get("/"))


def test_a_page_may_load_and_send_to_its_own_site_only() -> None:
    policy = answered(HttpResponse())["Content-Security-Policy"]
    allowed = dict(part.split(" ", 1) for part in policy.split("; "))
    assert allowed["default-src"] == "'none'"
    assert allowed["frame-ancestors"] == "'none'"
    assert allowed["base-uri"] == "'none'"
    assert set(allowed.values()) <= {"'none'", "'self'", "'script'", "dio"}


def test_nothing_is_kept_by_a_browser_or_a_proxy() -> None:
    assert answered(HttpResponse())["Cache-Control"] == "no-store"


def test_a_static_file_keeps_its_own_cache_control() -> None:
    response = HttpResponse(headers={"Cache-Control": "max-age=60, public"})
    assert answered(response)["Cache-Control"] == "max-age=60, public"


@pytest.mark.parametrize("feature", ["camera", "geolocation", "microphone", "payment", "usb"])
def test_the_device_s_features_are_refused(feature: str) -> None:
    assert f"{feature}=()" in answered(HttpResponse())["Permissions-Policy"]


def test_a_view_may_be_stricter() -> None:
    sandboxed = HttpResponse(headers={"Content-Security-Policy": "sandbox"})
    assert answered(sandboxed)["Content-Security-Policy"] == "sandbox"
