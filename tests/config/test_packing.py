"""Long pages are packed for browsers that take it; short ones are left alone."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from doitonline.config.packing import LONG, PackedWhenLong


@pytest.mark.parametrize(
    ("length", "accepts", "packed"),
    [(LONG, "gzip", True), (LONG - 1, "gzip", False), (LONG * 5, "", False)],
)
def test_a_page_is_packed_when_it_is_long_and_the_browser_takes_it(
    length: int, accepts: str, packed: bool
) -> None:
    page = ("words " * length)[:length].encode()
    request = RequestFactory().get("/", HTTP_ACCEPT_ENCODING=accepts)
    answer = PackedWhenLong(lambda asked: HttpResponse(page))(request)
    assert answer.has_header("Content-Encoding") is packed
    assert (gzip.decompress(answer.content) if packed else answer.content) == page
    assert len(answer.content) <= length
