"""Whose address a request came from: what proxies of ours say, and nothing that a client says."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from doitonline.config.addresses import ClientAddress

NGINX, CLIENT, LIE = "127.0.0.1", "203.0.113.7", "198.51.100.1"


def seen(proxies: int, forwarded: str) -> str:
    found: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        found.append(request.META["REMOTE_ADDR"])
        assert "HTTP_X_FORWARDED_FOR" not in request.META
        return HttpResponse()

    request = RequestFactory().get("/", REMOTE_ADDR=NGINX, HTTP_X_FORWARDED_FOR=forwarded)
    with override_settings(PROXIES=proxies):
        ClientAddress(view)(request)
    return found[0]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (1, CLIENT, CLIENT),
        (1, f"{LIE}, {CLIENT}", CLIENT),
        (2, f"{LIE}, {CLIENT}, 10.0.0.1", CLIENT),
        (0, LIE, NGINX),
        (1, "", NGINX),
        (1, " , ", NGINX),
        (2, LIE, NGINX),
    ],
)
def test_only_what_our_own_proxies_added_counts(proxies: int, forwarded: str, address: str) -> None:
    assert seen(proxies, forwarded) == address
