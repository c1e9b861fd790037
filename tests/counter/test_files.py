"""Files: sealed as they arrive, kept with the draft, opened by the office; gone when not sent."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from tests.counter.crowd import at_once, same_browser
from tests.counter.pictures import CANARY, box, kept, lying, picture, upload
from tests.counter.station_office import Office
from tests.counter.tale import ITEM, go_on, name_of, opened_at, place_of, send
from tests.counter.visitor import MULTIPART, Visitor


@pytest.mark.parametrize("size", [0, 1_048_576, 2_500_000])
def test_a_file_is_sealed_as_it_arrives_and_the_office_opens_it(
    client: Visitor, office: Office, parcels: Path, size: int
) -> None:
    content = picture(size=size)
    opened_at(client, "evidence")
    client.post({"q.files": upload(content), "q.about": "The lock"})
    assert name_of(client.page) == "reach"
    (path,) = lying(parcels)
    assert CANARY not in path.read_bytes()
    assert path.stat().st_size > len(content)
    go_on(client)
    send(client)
    (envelope,) = office.envelopes()
    ((entry,), (parcel,)) = envelope["answers"]["q.files"], envelope["parcels"]
    assert entry == {
        "id": parcel["id"], "name": "shed.png", "size": len(content), "type": "image/png",
        "sha256": hashlib.sha256(content).hexdigest(),
    }  # fmt: skip
    assert parcel["question"] == "q.files"
    assert office.parcel(parcels, envelope) == content
    ((draft, row_size),) = office.sql("SELECT draft_id, size FROM letterbox_parcel")
    assert (str(draft), row_size) == (client.draft, len(content))


def test_a_file_on_the_disk_is_for_the_station_s_own_eyes(client: Visitor, parcels: Path) -> None:
    opened_at(client, "evidence")
    client.post({"q.files": upload()})
    (path,) = lying(parcels)
    assert path.parent.stat().st_mode & 0o077 == 0
    assert "shed" not in str(path)


def test_several_files_arrive_in_one_form_and_the_check_page_names_them(client: Visitor) -> None:
    opened_at(client, "evidence")
    client.post({"q.files": [upload(picture(b"1"), "a.png"), upload(picture(b"2"), "b.png")]})
    client.get(place_of(client, "evidence"))
    assert kept(client) == ["a.png", "b.png"]
    go_on(client)
    assert client.page.rows()["Add pictures or papers"] == "a.png (1 kB) b.png (1 kB)"


def test_files_already_there_count_towards_how_many(client: Visitor) -> None:
    opened_at(client, "evidence")
    client.post({"q.files": [upload(picture(bytes([n])), f"{n}.png") for n in range(48, 50)]})
    client.get(place_of(client, "evidence"))
    files = [upload(picture(bytes([n])), f"{n}.png") for n in range(50, 52)]
    page = client.post({"q.files": files}, status=422)
    assert page.problems["q-files"] == "You can add up to 3 files here"
    assert kept(client) == ["48.png", "49.png", "50.png"]


def test_a_file_is_kept_when_another_field_of_the_page_is_wrong(
    client: Visitor, office: Office, parcels: Path
) -> None:
    opened_at(client, "evidence")
    page = client.post({"q.files": upload(), "q.about": "x" * 41}, status=422)
    assert list(page.problems) == ["q-about"]
    assert kept(client) == ["shed.png"]
    client.post({"q.about": "short"})
    assert name_of(client.page) == "reach"
    assert len(lying(parcels)) == 1
    go_on(client)
    send(client)
    assert len(office.envelopes()[0]["parcels"]) == 1


def test_a_file_is_taken_out_and_nothing_of_it_is_left(
    client: Visitor, office: Office, parcels: Path
) -> None:
    opened_at(client, "evidence")
    client.post({"q.files": [upload(picture(b"1"), "a.png"), upload(picture(b"2"), "b.png")]})
    client.get(place_of(client, "evidence"))
    client.post({"q.files-out": box(client)})
    client.get(place_of(client, "evidence"))
    assert kept(client) == ["b.png"]
    assert len(lying(parcels)) == office.count("letterbox_parcel") == 1
    go_on(client)
    send(client)
    (envelope,) = office.envelopes()
    assert [parcel["name"] for parcel in envelope["parcels"]] == ["b.png"]


def test_one_is_taken_out_and_another_put_in_at_once_also_when_the_page_is_wrong(
    client: Visitor, parcels: Path
) -> None:
    opened_at(client, "evidence")
    client.post({"q.files": upload(picture(b"1"), "a.png")})
    client.get(place_of(client, "evidence"))
    change = {"q.files-out": box(client), "q.files": upload(picture(b"2"), "b.png")}
    client.post({**change, "q.about": "x" * 41}, status=422)
    assert kept(client) == ["b.png"]
    assert len(lying(parcels)) == 1
    client.post({"q.about": ""})
    client.get(place_of(client, "evidence"))
    assert kept(client) == ["b.png"]


def test_what_was_taken_out_makes_room_for_more(
    client: Visitor, settings: Any, parcels: Path
) -> None:
    settings.PARCELS_MOST_BYTES = 50_000
    opened_at(client, "evidence")
    client.post({"q.files": upload(picture(size=40_000), "a.png")})
    client.get(place_of(client, "evidence"))
    client.post({"q.files": upload(picture(size=40_000), "b.png")}, status=422)
    client.get(place_of(client, "evidence"))
    client.post({"q.files-out": box(client), "q.files": upload(picture(size=40_000), "b.png")})
    client.get(place_of(client, "evidence"))
    assert kept(client) == ["b.png"]
    assert len(lying(parcels)) == 1


def test_a_file_of_somebody_else_cannot_be_taken_out(
    client: Visitor, another: Visitor, parcels: Path
) -> None:
    opened_at(client, "evidence")
    client.post({"q.files": upload()})
    client.get(place_of(client, "evidence"))
    theirs = box(client)
    opened_at(another, "evidence")
    another.post({"q.files-out": theirs})
    assert len(lying(parcels)) == 1


def test_the_same_form_sent_twice_keeps_a_file_once(client: Visitor, parcels: Path) -> None:
    opened_at(client, "evidence")
    form_, fields = client.page.path, client.page.fields()
    for _ in range(2):
        client.send(form_, {**fields, "q.files": [upload()]}, MULTIPART)
    client.get(form_)
    assert kept(client) == ["shed.png"]
    assert len(lying(parcels)) == 1


def test_two_tabs_that_add_a_file_each_at_once_keep_both_and_never_too_many(
    client: Visitor, office: Office, parcels: Path
) -> None:
    opened_at(client, "evidence")
    tabs = [same_browser(client) for _ in range(5)]
    files = [upload(picture(bytes([n])), f"{n}.png") for n in range(48, 53)]
    at_once([lambda t=t, f=f: t.post({"q.files": f}) for t, f in zip(tabs, files, strict=True)])  # type: ignore[misc]
    client.get(place_of(client, "evidence"))
    assert len(kept(client)) == 3
    assert len(lying(parcels)) == office.count("letterbox_parcel") == 3


def test_taking_a_thing_out_of_a_list_takes_its_files_too(
    client: Visitor, office: Office, parcels: Path
) -> None:
    opened_at(client, "people")
    client.get(place_of(client, "things", ITEM))
    client.post({"th.photo": upload()})
    assert len(lying(parcels)) == 1
    client.get(place_of(client, "things", ITEM, "/remove"))
    client.post({"remove": "yes"})
    assert lying(parcels) == []
    assert office.count("letterbox_parcel") == 0


def test_the_file_of_a_thing_is_sent_with_the_thing_it_belongs_to(
    client: Visitor, office: Office, parcels: Path
) -> None:
    opened_at(client, "check")
    client.get(place_of(client, "things", ITEM) + "?change")
    client.post({"th.photo": upload()})
    assert name_of(client.page) == "check"
    send(client)
    (envelope,) = office.envelopes()
    (parcel,) = envelope["parcels"]
    assert (parcel["question"], parcel["item"]) == ("th.photo", ITEM)
    assert office.parcel(parcels, envelope) == picture()


def test_the_files_of_a_branch_left_behind_are_not_sent_and_go_when_the_rest_is(
    client: Visitor, office: Office, parcels: Path
) -> None:
    opened_at(client, "check")
    client.get(place_of(client, "things", ITEM) + "?change")
    client.post({"th.photo": upload()})
    client.get(place_of(client, "kind") + "?change")
    client.post({"t.kind": "noise"})
    assert len(lying(parcels)) == 1
    send(client)
    assert office.envelopes()[0]["parcels"] == []
    assert lying(parcels) == []
    assert office.count("letterbox_parcel") == 0
