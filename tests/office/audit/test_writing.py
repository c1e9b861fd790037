"""Many writers at once: one chain, no gaps, no forks."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from doitonline.office.audit.chain import Head, verify
from doitonline.office.audit.log import write
from doitonline.office.audit.verbs import Verb


def write_ten(_: int) -> None:
    try:
        for _ in range(10):
            write(None, Verb.RECEIVE, "case", "DIO-7K4M-Q2XW-Z")
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_once_make_one_chain():
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write_ten, range(8)))
    found = verify()
    assert isinstance(found, Head)
    assert found.seq == 80
