"""Files that are not taken: too big, of the wrong kind, cut off, or sent where nobody asks."""

from pathlib import Path
from typing import Any

import pytest

from tests.counter.pictures import kept, lying, picture, upload
from tests.counter.station_office import Office
from tests.counter.tale import COOKIE, ITEM, name_of, opened_at, place_of
from tests.counter.visitor import URLENCODED, Visitor
from tests.counter.wire import MULTIPART, Cut, Wire, cookies, form

Case = tuple[list[Any], str]
REFUSED: dict[str, Case] = {
    "too big": ([upload(picture(size=60_000))], "each file must be smaller than 50 kB"),
    "empty": ([upload(b"")], "The file is empty"),
    "a program": ([upload(b"MZ\x90\0" + bytes(200), "shed.png")], "must be a picture"),
    "a page": ([upload(b"<!doctype html><script>alert(1)</script>", "a.txt")], "must be a picture"),
    "a page called a picture": ([upload(b"<html><body>", "a.png")], "must be a picture"),
    "a drawing with scripts": (
        [upload(b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "a.svg")],
        "must be a picture",
    ),
    "an archive": ([upload(b"PK\x03\x04" + bytes(100), "a.zip")], "must be a picture"),
    "rubbish": ([upload(bytes(range(256)) * 4, "a.jpg")], "must be a picture"),
    "too many": ([upload(picture(bytes([n])), f"{n}.png") for n in range(48, 52)], "up to 3 files"),
    "too much together": (
        [upload(picture(bytes([n]), size=40_000), f"{n}.png") for n in range(48, 51)],
        "All the files together must be smaller than 100 kB",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_a_file_that_is_not_taken_is_refused_with_the_reason_and_leaves_nothing(
    client: Visitor, office: Office, parcels: Path, settings: Any, case: Case
) -> None:
    settings.PARCEL_MOST_BYTES, settings.PARCELS_MOST_BYTES = 50_000, 100_000
    files, sentence = case
    for file in files:
        file.seek(0)
    opened_at(client, "evidence")
    page = client.post({"q.files": files, "q.about": "The lock"}, status=422)
    assert sentence in page.problems["q-files"]
    assert page.field("q.about") == "The lock"
    good = {"too many": 3, "too much together": 2}.get(
        next(name for name, each in REFUSED.items() if each is case), 0
    )
    assert len(lying(parcels)) == len(kept(client)) == office.count("letterbox_parcel") == good
    client.post({})
    assert name_of(client.page) == "reach", "one can go on without"


@pytest.mark.parametrize("where", ["check", "story", "remove", "start", "back", "nowhere"])
def test_a_file_that_no_page_asks_for_is_not_kept(
    client: Visitor, parcels: Path, office: Office, where: str
) -> None:
    opened_at(client, "check")
    place = {
        "check": place_of(client, "check"), "story": place_of(client, "story"),
        "remove": place_of(client, "things", ITEM, "/remove"), "start": "/every-question",
        "back": "/back", "nowhere": "/d/00000000-0000-4000-8000-000000000000/abcdef",
    }[where]  # fmt: skip
    data = {**client.page.fields(), "t.story": ["Still the story"], "q.files": [upload()]}
    response = client.client.post(place, dict(data))
    assert response.status_code < 500
    assert lying(parcels) == []
    assert office.count("letterbox_parcel") == 0


def test_a_file_sent_without_the_form_s_token_is_not_kept(client: Visitor, parcels: Path) -> None:
    opened_at(client, "evidence")
    response = client.client.post(client.page.path, {"q.files": upload()})
    assert response.status_code == 403
    assert lying(parcels) == []


def test_words_typed_into_the_control_of_a_file_are_passed_over(client: Visitor) -> None:
    opened_at(client, "evidence")
    client.post({"q.files": '{"id": "x"}', "q.about": ""})
    assert name_of(client.page) == "reach"
    client.get(place_of(client, "evidence"))
    assert kept(client) == []


def sent_so_far(visitor: Visitor, share: float) -> tuple[str, bytes, bytes]:
    """Where a form goes, all its bytes, and those that arrive."""
    fields = {**visitor.page.fields(), "q.about": ["The new lock"]}
    files = [("a.png", picture(b"1")), ("b.png", picture(b"2", 300_000))]
    whole = form(fields, [("q.files", name, content) for name, content in files])
    return visitor.page.path, whole, whole[: int(len(whole) * share)]


@pytest.mark.parametrize("share", [0.05, 0.3, 0.9, 0.9999])
@pytest.mark.parametrize("breaks", [False, True])
def test_a_form_that_is_cut_off_is_not_taken_and_leaves_nothing_behind(
    client: Visitor, office: Office, parcels: Path, share: float, breaks: bool
) -> None:
    opened_at(client, "evidence")
    path, whole, some = sent_so_far(client, share)
    answer = Wire().send(
        "POST", path, Cut(some, breaks), len(whole), CONTENT_TYPE=MULTIPART,
        HTTP_COOKIE=cookies(client),
    )  # fmt: skip
    assert answer.status in (400, 403)
    assert lying(parcels) == []
    assert office.count("letterbox_parcel") == 0
    client.get(path)
    assert client.page.field("q.about") == ""


def test_words_that_are_cut_off_are_not_taken_for_the_whole(
    client: Visitor, office: Office
) -> None:
    opened_at(client, "story")
    token = client.page.fields()["csrfmiddlewaretoken"][0]
    body = f"csrfmiddlewaretoken={token}&t.story=He+was+not+there".encode()
    answer = Wire().send(
        "POST", client.page.path, Cut(body[:-10]), len(body), CONTENT_TYPE=URLENCODED,
        HTTP_COOKIE=cookies(client),
    )  # fmt: skip
    assert answer.status == 400
    assert office.draft(client.draft)["revision"] == 2


def test_a_form_longer_than_announced_is_read_as_far_as_announced(
    client: Visitor, parcels: Path
) -> None:
    opened_at(client, "evidence")
    path, whole, _ = sent_so_far(client, 1)
    answer = Wire().send(
        "POST", path, whole, len(whole) // 2, CONTENT_TYPE=MULTIPART,
        HTTP_COOKIE=cookies(client),
    )  # fmt: skip
    assert answer.status in (303, 400)
    assert len(lying(parcels)) <= 1


@pytest.mark.parametrize("full", [True, False])
def test_where_there_is_no_room_the_person_is_told_and_can_go_on_without(
    client: Visitor, settings: Any, tmp_path: Path, full: bool
) -> None:
    if full:
        settings.PARCELS_FULL = 0.0
    else:
        (tmp_path / "not-a-folder").write_text("")
        settings.PARCELS = str(tmp_path / "not-a-folder")
    opened_at(client, "evidence")
    page = client.post({"q.files": upload(), "q.about": "The lock"}, status=422)
    assert "We cannot take files now" in page.problems["q-files"]
    assert page.field("q.about") == "The lock"
    client.post()
    assert name_of(client.page) == "reach"


def test_a_disk_that_fills_up_while_a_file_arrives_is_no_failure_of_ours(
    client: Visitor, settings: Any, tmp_path: Path
) -> None:
    full = tmp_path / "parcels" / "arriving"
    full.parent.mkdir()
    full.symlink_to("/dev/full")
    opened_at(client, "evidence")
    page = client.post({"q.files": upload(picture(size=2_000_000))}, status=422)
    assert "We cannot take files now" in page.problems["q-files"]


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd.png", "passwd.png"), ("C:\\Users\\me\\shed.png", "shed.png"),
        ("\u202egnp.exe", "gnp.exe"), ("a\0b\x7f.png", "ab.png"), (" ", "file"), ("..", None),
        (". ", "file"),
        ("é" * 300 + ".png", "é" * 146 + ".png"), ("<b>&amp;'.png", "<b>&'.png"), ("", None),
    ],
)  # fmt: skip
def test_a_file_s_name_is_only_words(
    client: Visitor, parcels: Path, sent: str, shown: str | None
) -> None:
    opened_at(client, "evidence")
    body = form(client.page.fields(), [("q.files", sent, picture())])
    Wire().send("POST", client.page.path, body, CONTENT_TYPE=MULTIPART, HTTP_COOKIE=cookies(client))
    client.get(place_of(client, "evidence"))
    assert kept(client) == ([shown] if shown else [])
    assert [path.parent.parent for path in lying(parcels)] == ([parcels] if shown else [])


def test_another_browser_s_files_are_not_seen(client: Visitor, another: Visitor) -> None:
    opened_at(client, "evidence")
    client.post({"q.files": upload()})
    another.client.cookies[COOKIE] = client.client.cookies[COOKIE].value[:-2] + "AA"
    another.get(place_of(client, "evidence"), status=404)
