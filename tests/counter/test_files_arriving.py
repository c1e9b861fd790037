"""What lies on the disk while a form is still on its way: no more than may be kept of it."""

import io
from pathlib import Path
from typing import Any

import pytest

from doitonline.counter.sealing_upload import ARRIVING
from tests.counter.pictures import lying, picture, upload
from tests.counter.tale import opened_at
from tests.counter.visitor import Visitor
from tests.counter.wire import MULTIPART, Wire, cookies, form

SEGMENT = 1_050_000
"""Bytes after which some of a file is written out."""


class Watched(io.BytesIO):
    """A body whose reader is watched: the most that lay in a folder while it came."""

    def __init__(self, body: bytes, folder: Path) -> None:
        super().__init__(body)
        self._folder, self.most = folder, 0

    def read(self, size: int | None = -1) -> bytes:
        self.most = max(self.most, sum(path.stat().st_size for path in lying(self._folder)))
        return super().read(size)


def sent(visitor: Visitor, path: str, folder: Path, files: int = 3) -> tuple[int, int]:
    """The status of a form with large files, and the most that lay there while it came."""
    parts = [("q.files", f"{n}.png", picture(bytes([n]), 3 * SEGMENT)) for n in range(files)]
    body = form(visitor.page.fields(), parts)
    watched = Watched(body, folder)
    answer = Wire().send(
        "POST", path, watched, len(body), CONTENT_TYPE=MULTIPART, HTTP_COOKIE=cookies(visitor)
    )
    return answer.status, watched.most


@pytest.mark.parametrize("whose", ["nobody's", "another's", "one's own"])
def test_a_file_is_written_only_for_a_draft_that_the_browser_can_open(
    client: Visitor, another: Visitor, parcels: Path, whose: str
) -> None:
    opened_at(client, "evidence")
    path = client.page.path
    if whose == "nobody's":
        path = "/d/00000000-0000-4000-8000-000000000000/abcdef"
    if whose == "another's":
        opened_at(another, "evidence")
        client = another
    status, most = sent(client, path, parcels / ARRIVING)
    assert (status == 404, most == 0) == (whose != "one's own",) * 2
    assert lying(parcels / ARRIVING) == []


def test_a_form_writes_no_more_than_all_files_together_may_be(
    client: Visitor, parcels: Path, settings: Any
) -> None:
    settings.PARCELS_MOST_BYTES = 4 * SEGMENT
    opened_at(client, "evidence")
    status, most = sent(client, client.page.path, parcels / ARRIVING, 9)
    assert status == 422
    assert most < 5 * SEGMENT


def test_the_person_is_told_how_much_all_files_together_may_be(
    client: Visitor, settings: Any, parcels: Path
) -> None:
    settings.PARCELS_MOST_BYTES = 100_000
    opened_at(client, "evidence")
    files = [upload(picture(bytes([n]), 40_000), f"{n}.png") for n in (1, 2, 3)]
    page = client.post({"q.files": files}, status=422)
    assert page.problems["q-files"].endswith("must be smaller than 100 kB")
    assert len(lying(parcels)) == 2
