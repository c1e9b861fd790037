"""The intruder.

Somebody breaks into the counter after a report was sent. They copy its whole database, the files
under the database (where the dead rows and the log of every change lie), its folder of parcels,
its settings and keys, what it logs, and the cookies that browsers go on sending to it. Of the
report that was sent before they came they learn when it came, by which form, its reference, how
long it is, and how many files went with it, and nothing else: no word of it is there, and nothing
that they hold opens any of it.

What they could have: the key of a browser whose owner looks at the confirmation page again within
a day. It opens the stub that stands where the draft stood: the reference and the tracking code,
with which the person reads their own copy. That is why the stub goes after a day, and why “Exit
this page” makes the browser forget its key.

Each search and each attempt here has a control that succeeds: the same search finds a word that was
stored plainly, the same attempts open everything with the office's key.
"""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings as django_settings

from doitonline.sealing.drafts import draft_key, open_draft, read_root
from doitonline.sealing.envelopes import open_envelope, read_header
from doitonline.sealing.errors import SealingError
from doitonline.sealing.files import open_file
from doitonline.sealing.keys import EnvelopeKey
from doitonline.sealing.texts import from_text
from doitonline.sealing.tracking import PersonKeys, open_as_person, stretch
from tests.counter.pictures import picture, upload
from tests.counter.station_office import Office
from tests.counter.tale import COOKIE, go_on, opened_at, send
from tests.counter.visitor import Visitor
from tests.station.stage import Stage

SAID = {
    "t.story": "canary-story: the heron statue was dragged over the wall",
    "c.name-given": "Canarina", "c.name-family": "Nightingale", "c.phone": "07700 900987",
    "c.email": "canary.mail@example.org", "q.place-words": "canary-place by the old lime kiln",
    "q.mark": "CN44RYX", "th.what": "canary-thing, a heron", "q.about": "canary-about the picture",
}  # fmt: skip
CANARIES = [
    *(words for name, words in SAID.items() if name != "c.phone"), "+447700900987", "canary.png",
    "canary-7f3a-plover", "heron statue", "Nightingale",
]  # fmt: skip
Opened = dict[str, bytes]


@pytest.fixture
def sent(client: Visitor, office: Office) -> Visitor:
    """Somebody who told everything, with two files, asked for a code to come back, and sent it."""
    opened_at(client, "story")
    client.post({"t.story": SAID["t.story"]})
    client.get(client.page.link("Get a code"))
    client.post()
    client.get(f"/d/{client.draft}")
    where, marks = ({key: SAID[key]} for key in ("q.place-words", "q.mark"))
    go_on(client, "evidence", where=where, marks=marks)
    client.post({"q.files": upload(picture(), "canary.png"), "q.about": SAID["q.about"]})
    client.post({name: words for name, words in SAID.items() if name.startswith("c.")})
    listed = client.page.soup.select("a[href*='?change']")
    (thing,) = [a for a in listed if "What is it?" in a.get_text()]
    client.get(str(thing["href"]))
    client.post({"th.what": SAID["th.what"], "th.photo": upload(picture(b"2"), "canary.png")})
    send(client)
    assert len(office.envelopes()[0]["parcels"]) == 2
    return client


# What the intruder copies


def dumped(office: Office) -> Iterator[bytes]:
    """Every value of every table, as bytes."""
    tables = office.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    assert len(tables) >= 6
    return dumped_of(office, *(table for (table,) in tables))


def dumped_of(office: Office, *tables: str) -> Iterator[bytes]:
    for table in tables:
        for row in office.sql(f'SELECT * FROM "{table}"'):  # noqa: S608
            for value in row:
                yield bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def under_the_database(office: Office, stage: Stage) -> Iterator[bytes]:
    """The files that the database itself keeps: its tables with their dead rows, its log."""
    ((oid,),) = office.sql("SELECT oid FROM pg_database WHERE datname = current_database()")
    ((wal,),) = office.sql("SELECT pg_walfile_name(pg_current_wal_lsn())")
    data = stage.cluster.data
    tables = (data / "base" / str(oid)).iterdir()
    yield from (path.read_bytes() for path in tables if path.is_file())
    newest = sorted(path for path in (data / "pg_wal").iterdir() if path.name <= wal)[-3:]
    yield from (path.read_bytes() for path in newest if path.is_file())
    yield (data / "server.log").read_bytes()[-1_000_000:]


def in_the_folder(parcels: Path) -> Iterator[bytes]:
    for path in parcels.rglob("*"):
        yield str(path).encode()
        if path.is_file():
            yield path.read_bytes()


def settings_and_keys() -> Iterator[bytes]:
    """Everything that the counter is configured with."""
    for name in dir(django_settings):
        if name.isupper():
            yield repr(getattr(django_settings, name)).encode()


# Looking for words


def spellings(word: str) -> set[bytes]:
    """A word as it could stand in a file: plain, escaped, encoded."""
    found = {word.encode(), word.encode("utf-16-le"), json.dumps(word)[1:-1].encode()}
    found |= {word.upper().encode(), word.lower().encode(), word.encode().hex().encode()}
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + word.encode())
        found.add(coded[4 if shift else 0 : -4])
    return found


def seen(blobs: Iterable[bytes]) -> set[str]:
    """The canaries that stand in any of these."""
    wanted = {word: spellings(word) for word in CANARIES}
    found: set[str] = set()
    for blob in blobs:
        for word, spelt in wanted.items():
            if word not in found and any(each in blob for each in spelt):
                found.add(word)
    return found


# Trying what is there as a key


def candidates(office: Office, visitors: Iterable[Visitor]) -> set[bytes]:
    """Whatever has the size of a key: among settings, in every row, in every cookie sent now."""
    found = {blob for blob in dumped(office) if len(blob) == 32}
    for name in ("SECRET_KEY", "NOTICEBOARD_VERIFYING_KEY"):
        value = str(getattr(django_settings, name))
        found |= {value.encode()[:32].ljust(32, b"\0"), from_text(value) or b""}
    for visitor in visitors:
        for morsel in visitor.client.cookies.values():
            found |= {read_root(morsel.value) or b"", morsel.value.encode()[:32]}
    return {each for each in found if len(each) == 32}


def opened(office: Office, parcels: Path, keys: Iterable[bytes]) -> Opened:
    """All that opens when each of these is tried as a key of every kind."""
    keys, found = set(keys), {}
    for key in keys:
        for name, attempt in _attempts(office, parcels, key):
            try:
                found[name] = attempt()
            except (SealingError, ValueError):
                continue
    return found


def _attempts(
    office: Office, parcels: Path, key: bytes
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    for id_, revision, sealed in office.sql("SELECT id, revision, sealed FROM counter_draft"):
        box = bytes(sealed)
        yield (
            f"draft {id_}",
            lambda i=id_, r=revision, b=box: open_draft(draft_key(key, i), i, r, b),
        )
        yield f"draft {id_}", lambda i=id_, r=revision, b=box: open_draft(key, i, r, b)
    for id_, sealed in office.sql("SELECT id, sealed FROM letterbox_envelope"):
        yield f"envelope {id_}", lambda b=bytes(sealed): _open_envelope(key, b)
    for id_, kind, sealed in office.sql("SELECT id, kind, sealed FROM letterbox_pigeonhole"):
        yield (
            f"copy {id_}",
            lambda k=kind, b=bytes(sealed): open_as_person(PersonKeys(key), 0, k, b),
        )
    for id_, path in office.sql("SELECT id, path FROM letterbox_parcel"):
        yield f"parcel {id_}", lambda i=id_, p=path: _open_parcel(key, i, parcels / p)


def _open_envelope(seed: bytes, sealed: bytes) -> bytes:
    key = EnvelopeKey.from_private_bytes(seed, read_header(sealed).sealed_at)
    return open_envelope(lambda _: key, sealed)[1]


def _open_parcel(key: bytes, id_: UUID, path: Path) -> bytes:
    with path.open("rb") as file:
        return b"".join(open_file(file.read, key, id_))


# The tests


def test_no_word_of_a_report_is_in_anything_that_the_counter_has(
    sent: Visitor, office: Office, parcels: Path, stage: Stage, capfd: Any
) -> None:
    logged = capfd.readouterr()
    assert seen(dumped(office)) == set()
    assert seen(in_the_folder(parcels)) == set()
    assert seen(settings_and_keys()) == set()
    assert seen([logged.out.encode(), logged.err.encode()]) == set()
    assert seen(under_the_database(office, stage)) == set()


def test_the_same_search_finds_what_was_stored_plainly(
    office: Office, parcels: Path, stage: Stage
) -> None:
    written = json.dumps({"t.story": SAID["t.story"], "c.name": "Nightingale"}).encode()
    office.sql(
        "INSERT INTO counter_draft (id, publication, sealed, revision, sent, created_at,"
        " touched_at, expires_at) VALUES (gen_random_uuid(), 1, %s, 1, false, now(), now(), now())",
        written,
    )
    plain = parcels / "00"
    plain.mkdir(parents=True)
    (plain / "a.png").write_bytes(picture())
    assert {SAID["t.story"], "Nightingale"} <= seen(dumped(office))
    assert {SAID["t.story"], "Nightingale"} <= seen(under_the_database(office, stage))
    assert "canary-7f3a-plover" in seen(in_the_folder(parcels))
    assert seen([base64.b64encode(b"x" + SAID["t.story"].encode())]) >= {SAID["t.story"]}


def test_nothing_that_the_counter_has_opens_a_report_that_was_sent(
    sent: Visitor, another: Visitor, office: Office, parcels: Path
) -> None:
    opened_at(another, "reach")
    keys = candidates(office, [another])
    assert len(keys) > 5
    found = opened(office, parcels, keys)
    assert set(found) == {f"draft {another.draft}"}, "the other browser's own draft, and no more"
    assert seen(found.values()) == set()


def test_the_same_attempts_open_everything_with_the_office_s_key(
    sent: Visitor, office: Office, parcels: Path
) -> None:
    found = opened(office, parcels, [office.key.private_bytes])
    (envelope,) = [json.loads(plain) for name, plain in found.items() if "envelope" in name]
    assert seen([json.dumps(envelope, ensure_ascii=False).encode()]) >= {
        "Nightingale", "heron statue", "canary.png",
    }  # fmt: skip
    keys = [from_text(parcel["key"]) or b"" for parcel in envelope["parcels"]]
    files = opened(office, parcels, keys)
    assert len(files) == 2
    assert "canary-7f3a-plover" in seen(files.values())


def test_the_browser_s_own_key_opens_the_stub_which_has_the_reference_and_the_code_only(
    sent: Visitor, office: Office, parcels: Path
) -> None:
    root = read_root(sent.client.cookies[COOKIE].value)
    assert root
    found = opened(office, parcels, [root])
    (stub,) = [json.loads(plain) for plain in found.values()]
    assert set(stub) == {"reference", "code", "sent_at", "grade", "next", "later"}
    assert seen(found.values()) == set()
    person = stretch(stub["reference"], stub["code"]).to_bytes()
    assert [name.split()[0] for name in opened(office, parcels, [person])] == ["copy"]


def test_after_a_day_the_browser_s_key_opens_nothing(
    sent: Visitor, office: Office, parcels: Path
) -> None:
    root = read_root(sent.client.cookies[COOKIE].value)
    assert root
    office.sql("DELETE FROM counter_draft WHERE expires_at < now() + interval '25 hours'")
    assert opened(office, parcels, [root]) == {}


def test_nothing_but_the_hour_ties_the_person_s_copy_or_the_draft_to_the_report(
    sent: Visitor, office: Office
) -> None:
    ((reference,),) = office.sql("SELECT reference FROM letterbox_envelope")
    ((envelope,),) = office.sql("SELECT id FROM letterbox_envelope")
    drafts = office.sql("SELECT id::text FROM counter_draft")
    (hole,) = office.sql("SELECT id::text, address FROM letterbox_pigeonhole")
    others = b"".join(dumped_of(office, "counter_draft", "letterbox_pigeonhole"))
    assert reference.encode() not in others
    assert str(envelope).encode() not in others
    assert str(drafts[0][0]).encode() not in bytes(hole[1])
