"""Sending: one envelope, one reference, one code, however often and however fast it is pressed."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from doitonline.sealing.codes import new_tracking_code, reference_of
from doitonline.sealing.errors import BrokenReply
from doitonline.sealing.tracking import open_as_person, stretch
from tests.counter.crowd import at_once, same_browser
from tests.counter.station_office import Office
from tests.counter.tale import AMOUNTS_TO, name_of, opened_at, place_of, send, without_ids
from tests.counter.visitor import Page, Visitor

RECEIPT = ("[data-reference]", "[data-tracking-code]")


def receipt(page: Page) -> list[str]:
    """The reference and the code on a confirmation page."""
    return [page.soup.select(each)[0].get_text() for each in RECEIPT]


def test_the_person_s_own_copy_opens_with_the_reference_and_the_code(
    client: Visitor, office: Office
) -> None:
    send(opened_at(client, "check"))
    copy = office.pigeonhole(client.reference, client.code)
    assert without_ids(copy["answers"]) == AMOUNTS_TO
    assert copy["answers"] == office.envelopes()[0]["answers"]


def test_no_other_code_opens_the_copy(client: Visitor, office: Office) -> None:
    send(opened_at(client, "check"))
    ((address, sealed),) = office.sql("SELECT address, sealed FROM letterbox_pigeonhole")
    other = stretch(client.reference, new_tracking_code())
    assert other.address != bytes(address)
    with pytest.raises(BrokenReply):
        open_as_person(other, 0, "receipt", bytes(sealed))


def test_the_confirmation_says_what_comes_next_and_what_the_reference_is_not(
    client: Visitor,
) -> None:
    page = send(opened_at(client, "check")).page
    assert page.title == "We have your report – Lancashire Constabulary"
    assert "An officer of" in page.main
    assert "If we find your things, we will call you." in page.main
    assert "This reference is not a crime number" in page.main
    assert "We cannot show the code again after" in page.main
    assert page.soup.select("a[href='/help/leaving']")
    send(opened_at(client, "check", t__kind="noise"))
    assert "If we find your things" not in client.page.main


def test_nothing_is_sent_without_the_declaration(client: Visitor, office: Office) -> None:
    opened_at(client, "check")
    client.post({"z.true": None}, status=422)
    assert office.count("letterbox_envelope") == 0
    assert "The plover box" in client.page.main.replace("plover  box", "plover box")
    send(client)
    assert office.count("letterbox_envelope") == 1


def test_pressed_twice_it_shows_the_same_page(client: Visitor, office: Office) -> None:
    opened_at(client, "check")
    form, fields = client.page.path, {**client.page.fields(), "z.true": ["agreed"]}
    first = receipt(client.send(form, fields))
    assert receipt(client.send(form, fields)) == first
    assert client.page.path.endswith("/sent")
    assert office.count("letterbox_envelope") == 1
    assert office.count("letterbox_pigeonhole") == 1


def test_replayed_later_every_address_of_the_draft_leads_to_the_confirmation(
    client: Visitor, office: Office
) -> None:
    opened_at(client, "check")
    draft = client.draft
    first = receipt(send(client).page)
    for name in ("check", "story", "things", "kind"):
        client.get(f"/d/{draft}/{place_of(client, name).split('/')[3]}")
        assert receipt(client.page) == first
    client.get(f"/d/{draft}")
    assert receipt(client.page) == first
    for rest in ("code", "stay"):
        client.get(f"/d/{draft}/{rest}")
        assert receipt(client.page) == first
    assert office.count("letterbox_envelope") == 1


@pytest.mark.parametrize("times", [2, 8])
def test_raced_by_many_threads_there_is_one_envelope_one_reference_and_one_code(
    client: Visitor, office: Office, times: int
) -> None:
    opened_at(client, "check")
    tabs = [same_browser(client) for _ in range(times)]
    pages = at_once([lambda tab=tab: send(tab).page for tab in tabs])  # type: ignore[misc]
    assert len({tuple(receipt(page)) for page in pages}) == 1
    assert office.count("letterbox_envelope") == 1
    assert office.count("letterbox_pigeonhole") == 1
    assert office.envelopes()[0]["reference"] == receipt(pages[0])[0]


def test_the_stub_is_kept_for_a_day_and_then_there_is_nothing(
    client: Visitor, office: Office
) -> None:
    send(opened_at(client, "check"))
    here = client.page.path
    draft = office.draft(client.draft)
    ((hours,),) = office.sql(
        "SELECT extract(epoch FROM expires_at - touched_at) / 3600 FROM counter_draft"
    )
    assert round(hours) == 24
    assert draft["sent"] is True
    assert draft["return_lookup"] is None
    office.sql("UPDATE counter_draft SET expires_at = now() - interval '1 second'")
    page = client.get(here, status=404)
    assert "If you already sent your report, we have it" in page.main


def test_a_reference_that_is_taken_is_drawn_again(
    client: Visitor, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(opened_at(client, "check"))
    send(opened_at(client, "check"))
    taken = [envelope["reference"] for envelope in office.envelopes()]
    dice = iter([number(reference) for reference in taken] + [2**40 - 1])
    draw = secrets.randbits
    monkeypatch.setattr(secrets, "randbits", lambda k: next(dice) if k == 40 else draw(k))
    send(opened_at(client, "check"))
    assert client.reference == reference_of(2**40 - 1)
    assert office.count("letterbox_envelope") == 3
    copy = office.pigeonhole(client.reference, client.code)
    assert without_ids(copy["answers"]) == AMOUNTS_TO


def number(reference: str) -> int:
    """The number that a reference spells."""
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    value = 0
    for letter in reference.replace("-", "")[3:11]:
        value = value * 32 + letters.index(letter)
    return value


@contextmanager
def broken(office: Office, table: str, when: str, at_commit: bool = False) -> Iterator[None]:
    """A database in which writing to a table fails: at once, or only at the commit."""
    kind, how = ("CONSTRAINT", "DEFERRABLE INITIALLY DEFERRED") if at_commit else ("", "")
    moment = "AFTER"
    office.sql(
        "CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'no'; END $$"
    )
    office.sql(
        f"CREATE {kind} TRIGGER fails {moment} {when} ON {table} {how}"
        " FOR EACH ROW EXECUTE FUNCTION fails()"
    )
    try:
        yield
    finally:
        office.sql("DROP FUNCTION fails CASCADE")


@pytest.mark.parametrize(
    ("table", "when", "at_commit"),
    [
        ("letterbox_envelope", "INSERT", False),
        ("letterbox_pigeonhole", "INSERT", False),
        ("counter_draft", "UPDATE", False),
        ("letterbox_envelope", "INSERT", True),
        ("counter_draft", "UPDATE", True),
    ],
)
def test_whatever_fails_while_sending_nothing_is_sent_and_the_draft_is_whole(
    client: Visitor, office: Office, table: str, when: str, at_commit: bool
) -> None:
    opened_at(client, "check")
    draft = client.draft
    was = office.draft(draft)
    with broken(office, table, when, at_commit):
        page = client.post({"z.true": "agreed"}, status=503)
    assert page.field("z.true") == "agreed"
    for each in ("letterbox_envelope", "letterbox_pigeonhole"):
        assert office.count(each) == 0
    assert office.draft(draft) == was
    client.post()
    assert client.page.path == f"/d/{draft}/sent"
    assert without_ids(office.envelopes()[0]["answers"]) == AMOUNTS_TO


def test_what_another_tab_changed_before_the_press_is_sent_as_it_then_is(
    client: Visitor, office: Office
) -> None:
    opened_at(client, "check")
    tab = same_browser(client)
    tab.get(place_of(client, "reach") + "?change")
    tab.post({"c.phone": "07700 900456"})
    send(client)
    assert office.envelopes()[0]["answers"]["c.phone"] == "+447700900456"


def test_what_another_tab_left_open_is_asked_before_anything_is_sent(
    client: Visitor, office: Office
) -> None:
    opened_at(client, "check")
    tab = same_browser(client)
    tab.get(place_of(client, "danger") + "?change")
    tab.post({"t.now": "yes"})
    send(client)
    assert name_of(client.page) == "exit.call-999"
    assert office.count("letterbox_envelope") == 0


def test_sending_and_changing_at_once_loses_neither(client: Visitor, office: Office) -> None:
    opened_at(client, "check")
    changing = same_browser(client)
    changing.get(place_of(client, "reach"))

    def change() -> Page:
        return changing.post({"c.phone": "07700 900456"})

    pages = at_once([lambda: send(client).page, change])
    assert len(receipt(pages[0])) == 2
    (envelope,) = office.envelopes()
    assert envelope["answers"]["c.phone"] in ("+447700900456", "+447700900123")
