"""Drafts: several in a browser, in several tabs at once, each under the version it began with."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from doitonline.counter.noticed import board
from doitonline.sealing.drafts import root_text
from tests.counter.crowd import at_once, same_browser
from tests.counter.station_office import Office
from tests.counter.tale import (
    COOKIE,
    TYPED,
    answer,
    begun,
    name_of,
    opened_at,
    place_of,
    send,
    tell,
)
from tests.counter.visitor import Page, Visitor


def test_several_drafts_in_one_browser_are_kept_apart(client: Visitor, office: Office) -> None:
    first = opened_at(client, "reach").page
    opened_at(client, "story", t__kind="noise")
    assert first.path.split("/")[2] != client.draft
    client.post({"t.story": "Drums all night"})
    client.get(first.path)
    client.post(TYPED["reach"])
    send(client)
    assert office.envelopes()[0]["answers"]["t.story"].startswith("The plover")
    client.get(f"/d/{client.drafts[1]}")
    assert name_of(client.page) == "written"


def test_two_tabs_that_post_different_pages_at_once_lose_nothing(
    client: Visitor, office: Office
) -> None:
    opened_at(client, "check")
    changes = {
        "reach": {"c.phone": "07700 900456"},
        "written": {"q.line": "Another line"},
        "story": {"t.words": "Sad"},
        "where": {"q.home-town": "Colne"},
        "marks": {"q.mark": "CD34EFG"},
        "choices": {"q.select": "blue"},
        "when": {"q.bus": "7am"},
        "evidence": {"q.about": "Another lock"},
    }
    tabs = []
    for name in changes:
        tab = same_browser(client)
        tab.get(place_of(client, name))
        tabs.append(tab)

    def post(tab: Visitor, name: str) -> Page:
        return tab.post(changes[name])

    at_once([lambda t=tab, n=name: post(t, n) for tab, name in zip(tabs, changes, strict=True)])  # type: ignore[misc]
    client.get(place_of(client, "check"))
    send(client)
    sent = office.envelopes()[0]["answers"]
    assert sent["c.phone"] == "+447700900456"
    assert sent["q.line"] == "Another line"
    assert sent["t.words"] == "Sad"
    assert sent["q.home"]["town"] == "Colne"
    assert sent["q.mark"] == "CD34EFG"
    assert sent["q.select"] == "blue"
    assert sent["q.bus"] == "07:00"
    assert sent["q.about"] == "Another lock"


def test_two_tabs_that_add_a_thing_each_at_once_add_both_and_never_too_many(
    client: Visitor,
) -> None:
    items = [{"id": "bcdf2342", "th.what": "First", "th.photo": None},
             {"id": "bcdf2343", "th.what": "Second", "th.photo": None}]  # fmt: skip
    opened_at(client, "people", thing=items)
    tabs = [same_browser(client) for _ in range(4)]
    for tab in tabs:
        tab.get(place_of(client, "things"))
    at_once([lambda t=tab: t.post({"thing.more": "yes"}) for tab in tabs])  # type: ignore[misc]
    client.get(place_of(client, "things"))
    assert len(client.page.soup.select(".app-added .govuk-summary-list__row")) == 3


def test_a_page_costs_one_read_and_a_good_answer_one_read_and_one_write(client: Visitor) -> None:
    opened_at(client, "story")
    board().look()  # which it does by itself every five seconds
    with CaptureQueriesContext(connection) as queries:
        client.client.get(client.page.path)
    assert [query["sql"].split()[0] for query in queries] == ["SELECT"]
    fields = {**client.page.fields(), "t.story": ["A story"]}
    with CaptureQueriesContext(connection) as queries:
        response = client.client.post(client.page.path, {k: v[0] for k, v in fields.items()})
    assert response.status_code == 303
    assert [query["sql"].split()[0] for query in queries] == ["SELECT", "UPDATE"]
    with CaptureQueriesContext(connection) as queries:
        response = client.client.post(
            client.page.path, {**{k: v[0] for k, v in fields.items()}, "t.story": ""}
        )
    assert response.status_code == 422
    assert [query["sql"].split()[0] for query in queries] == ["SELECT"]


def test_what_is_in_a_draft_can_be_read_by_its_browser_alone(
    client: Visitor, office: Office
) -> None:
    opened_at(client, "check")
    ((sealed,),) = office.sql("SELECT sealed FROM counter_draft")
    assert b"plover" not in bytes(sealed)
    assert b"Asha" not in bytes(sealed)


def test_the_cookie_is_for_this_site_s_own_pages_until_the_browser_closes(client: Visitor) -> None:
    client.start()
    cookie = client.client.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert cookie["max-age"] == ""
    assert cookie["expires"] == ""
    assert cookie["domain"] == ""


@pytest.mark.parametrize(
    "cookie",
    ["", "1.", "1.abc", "2." + root_text(bytes(32))[2:], root_text(bytes(32))[:-1],
     root_text(bytes(32)) + "A", "1." + "A" * 4_000, root_text(bytes(32)), "null", "\u00e9", "%00"],
)  # fmt: skip
def test_a_cookie_that_is_cut_or_forged_opens_nothing_and_a_new_draft_can_be_begun(
    client: Visitor, cookie: str
) -> None:
    opened_at(client, "reach")
    here = client.page.path
    client.client.cookies[COOKIE] = cookie
    client.get(here, status=404)
    client.start()
    assert name_of(client.page) == "danger"


def test_a_draft_of_an_unknown_publication_cannot_be_opened(
    client: Visitor, office: Office
) -> None:
    opened_at(client, "reach")
    office.sql("UPDATE counter_draft SET publication = 999999")
    client.get(client.page.path, status=404)


def test_a_draft_finishes_under_the_version_that_it_was_begun_under(
    client: Visitor, office: Office
) -> None:
    opened_at(client, "reach")
    number = office.publish(version=2, hash="f" * 64)
    client.post(TYPED["reach"])
    send(client)
    (envelope,) = office.envelopes()
    assert envelope["publication"] < number
    assert envelope["version"] != "f" * 64


def test_a_draft_whose_service_has_closed_can_still_be_finished(
    client: Visitor, office: Office
) -> None:
    opened_at(client, "reach")
    here = client.page.path
    office.publish(open=False)
    client.get("/every-question", status=404)
    client.get(here)
    client.post(TYPED["reach"])
    send(client)


def test_a_withdrawn_draft_says_so_and_can_neither_be_read_nor_sent(
    client: Visitor, office: Office
) -> None:
    opened_at(client, "check")
    form, fields = client.page.path, {**client.page.fields(), "z.true": ["agreed"]}
    office.publish(version=2, hash="e" * 64, drafts="withdraw")
    page = client.get(form, status=410)
    assert page.heading == "This form has changed"
    assert page.soup.select("a[href='/every-question']")
    client.send(form, fields, status=410)
    assert office.count("letterbox_envelope") == 0
    office.publish(version=3, hash="d" * 64)
    client.get(form, status=410)


def test_a_version_that_is_put_up_again_withdraws_no_draft_of_its_own(
    client: Visitor, office: Office
) -> None:
    opened_at(client, "check")
    office.publish(drafts="withdraw")
    client.get(client.page.path)


def test_an_entry_that_does_not_verify_withdraws_nothing(client: Visitor, office: Office) -> None:
    opened_at(client, "check")
    number = office.publish(version=2, hash="e" * 64, drafts="withdraw")
    office.sql("UPDATE noticeboard_entry SET signature = '\\x00' WHERE number = %s", number)
    office.forgotten()
    client.get(client.page.path)


def test_a_draft_begun_now_has_the_newest_version(client: Visitor, office: Office) -> None:
    number = office.publish(version=2)
    tell(client, "gun")
    assert office.draft(client.draft)["publication"] == number


def test_every_page_offers_the_way_back_to_it(client: Visitor) -> None:
    begun(client, {})
    tell(client, "kind")
    for _ in range(3):
        assert "/code" in client.page.link("Get a code to come back")
        assert client.page.soup.select(".app-unsent")
        answer(client)
