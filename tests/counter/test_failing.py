"""When something of ours does not work: a clear page, nothing typed is lost, the truth is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import psycopg
import pytest
from django.db import connections

from doitonline.station.cluster import SUPERUSER
from tests.counter.pictures import lying, upload
from tests.counter.station_office import Office
from tests.counter.tale import AMOUNTS_TO, COOKIE, TYPED, name_of, opened_at, send, without_ids
from tests.counter.visitor import URLENCODED, Page, Visitor
from tests.counter.wire import Wire, cookies
from tests.station.stage import Stage

NOBODY = "Nobody can read this now"


@contextmanager
def down() -> Iterator[None]:
    """The database's socket is dead."""
    connection = connections["default"]
    where = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = "/nowhere"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["HOST"] = where


def terminated(stage: Stage) -> None:
    """The database ends the counter's connections, as when it starts again."""
    database = connections["default"].settings_dict["NAME"]
    with psycopg.connect(stage.cluster.address(SUPERUSER, "postgres")) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE usename = 'counter' AND datname = %s",
            [database],
        )


# The database


def test_while_the_database_is_down_what_was_typed_is_in_the_page_and_can_be_sent_again(
    client: Visitor, office: Office
) -> None:
    opened_at(client, "story")
    with down():
        page = client.post({"t.story": 'Long words\r\n"quoted" <b>', "t.words": "so"}, status=503)
        assert page.heading == "Something is not working"
        assert "What you typed on the last page is still here" in page.main
        assert page.field("t.story") == 'Long words\r\n"quoted" <b>'
        client.post(status=503)
    client.post()
    assert name_of(client.page) == "written"
    client.get(client.page.back)
    assert client.page.field("t.story") == 'Long words\n"quoted" <b>'


@pytest.mark.parametrize("page", sorted(set(TYPED) - {"advice", "things", "people", "evidence"}))
def test_every_page_s_answers_survive_a_failing_database(client: Visitor, page: str) -> None:
    opened_at(client, page)
    was = client.page.path
    with down():
        client.post(TYPED[page], status=503)
        kept = client.page.fields()
        for name, value in TYPED[page].items():
            assert sorted(kept[name]) == sorted(value if isinstance(value, list) else [value])
    client.post()
    assert client.page.path != was


def test_sending_while_the_database_is_down_sends_when_it_is_up_again_and_once(
    client: Visitor, office: Office
) -> None:
    opened_at(client, "check")
    with down():
        client.post({"z.true": "agreed"}, status=503)
    client.post()
    assert client.page.soup.select("[data-reference]")
    assert without_ids(office.envelopes()[0]["answers"]) == AMOUNTS_TO


def test_a_page_that_is_asked_for_while_the_database_is_down_offers_to_try_again(
    client: Visitor,
) -> None:
    opened_at(client, "story")
    here = client.page.path
    with down():
        page = client.get(here, status=503)
        assert page.link("Try again") == here
        client.get(f"/d/{here.split('/')[2]}", status=503)
    client.get(page.link("Try again"))
    assert name_of(client.page) == "story"


def test_a_database_that_starts_again_costs_one_failed_page_at_most(
    client: Visitor, stage: Stage
) -> None:
    opened_at(client, "story")
    fields = {**client.page.fields(), "t.story": ["Words"]}
    terminated(stage)
    told = {"CONTENT_TYPE": URLENCODED, "HTTP_COOKIE": cookies(client)}
    came = [
        Wire().send("POST", client.page.path, urlencode(fields, doseq=True).encode(), **told).status
        for _ in range(2)
    ]
    assert came in ([503, 303], [303, 303])
    client.get(client.page.path)
    assert client.page.field("t.story") == "Words"


def test_the_home_and_start_pages_need_no_database_once_they_are_known(client: Visitor) -> None:
    client.get("/")
    client.get("/every-question")
    with down():
        client.get("/")
        client.get("/every-question")
        client.get("/help/leaving")
        client.client.get("/exit")
        assert client.client.post("/every-question").status_code == 403


def test_a_process_that_starts_while_the_database_is_down_says_so_kindly(
    client: Visitor, office: Office
) -> None:
    office.forgotten()
    with down():
        for path in ("/", "/every-question", "/nowhere"):
            assert "999" in client.get(path, status=503).words
        assert "999" in client.get("/help/leaving").words
        for path in ("/back", "/help/privacy", "/d/nothing"):
            assert client.client.get(path).status_code in (200, 404, 503)
    office.forgotten()
    client.get("/")


def test_a_full_draft_table_is_a_failure_that_a_person_can_wait_out(
    client: Visitor, office: Office
) -> None:
    client.get("/every-question")
    office.sql("REVOKE INSERT ON counter_draft FROM counter")
    try:
        client.post(status=503)
        assert client.page.link("Try again") == "/every-question"
    finally:
        office.sql("GRANT INSERT ON counter_draft TO counter")


def test_a_file_that_came_while_the_database_was_down_leaves_nothing_behind(
    client: Visitor, parcels: Any
) -> None:
    opened_at(client, "evidence")
    with down():
        page = client.post({"q.files": upload(), "q.about": "The lock"}, status=503)
        assert page.field("q.about") == "The lock"
    assert lying(parcels) == []
    client.post()
    assert name_of(client.page) == "reach"


# The form's token


def without_token(visitor: Visitor, typed: dict[str, Any], **headers: str) -> Page:
    return visitor.post({**typed, "csrfmiddlewaretoken": None}, status=403, **headers)


def test_a_page_that_was_open_for_too_long_keeps_what_was_typed(client: Visitor) -> None:
    opened_at(client, "story")
    page = without_token(client, {"t.story": "Long words"}, **{"Sec-Fetch-Site": "same-origin"})
    assert page.field("t.story") == "Long words"
    client.post()
    assert name_of(client.page) == "written"


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://testserver"}, {"Referer": "http://testserver/d/x"}]
)
def test_an_old_browser_s_own_page_is_known_by_where_it_says_it_comes_from(
    client: Visitor, headers: dict[str, str]
) -> None:
    opened_at(client, "story")
    page = without_token(client, {"t.story": "Long words"}, **headers)
    assert page.field("t.story") == "Long words"


@pytest.mark.parametrize(
    "headers",
    [{}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
     {"Sec-Fetch-Site": "none"}, {"Origin": "null"}, {"Origin": "https://testserver"},
     {"Origin": "http://[::1"}, {"Referer": "http://evil.example/http://testserver/"},
     {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}],
)  # fmt: skip
def test_what_another_site_sent_is_not_offered_to_be_sent_again(
    client: Visitor, headers: dict[str, str]
) -> None:
    opened_at(client, "story")
    page = without_token(client, {"t.story": "Forged words"}, **headers)
    assert "Forged words" not in str(page.soup)
    assert page.heading == "We could not take that page"


def test_a_browser_without_cookies_is_told_what_is_wrong(client: Visitor) -> None:
    client.get("/every-question")
    client.client.cookies.clear()
    page = client.post(status=403)
    assert "allow cookies" in page.main
    assert page.link("What our cookies do") == "/help/cookies"


# The office


def test_while_somebody_reads_nothing_is_said_about_it(client: Visitor) -> None:
    for path in ("/", "/every-question"):
        assert NOBODY not in client.get(path).words
    assert NOBODY not in send(opened_at(client, "check")).page.words


@pytest.mark.parametrize("how", ["old", "nobody", "never", "forged"])
def test_while_nobody_can_read_a_report_every_page_says_so_that_must(
    client: Visitor, office: Office, how: str
) -> None:
    if how == "old":
        office.take_down("heartbeat")
        office.beat(ago=timedelta(minutes=5, seconds=1))
    elif how == "nobody":
        office.beat(on_duty=0)
    elif how == "never":
        office.take_down("heartbeat")
    else:
        office.take_down("heartbeat")
        office.beat()
        office.sql("UPDATE noticeboard_entry SET signature = '\\x00' WHERE kind = 'heartbeat'")
        office.forgotten()
    for path in ("/", "/every-question"):
        assert NOBODY in client.get(path).words
    send(opened_at(client, "check"))
    assert NOBODY in client.page.words
    assert "999" in client.page.words
    assert client.page.soup.select("[data-reference]"), "the public can still report"
    assert office.count("letterbox_envelope") == 1


def test_a_heartbeat_that_stops_is_noticed_without_a_new_entry(
    client: Visitor, office: Office
) -> None:
    office.take_down("heartbeat")
    office.beat(ago=timedelta(minutes=4, seconds=59))
    assert NOBODY not in client.get("/").words
    office.take_down("heartbeat")
    office.beat(ago=timedelta(minutes=5, seconds=1))
    assert NOBODY in client.get("/").words


@pytest.mark.parametrize("how", ["missing", "forged", "another id", "no key"])
def test_without_the_office_s_key_nothing_is_sent_and_the_draft_is_safe(
    client: Visitor, office: Office, how: str
) -> None:
    opened_at(client, "check")
    was = office.draft(client.draft)
    if how == "missing":
        office.take_down("keys")
    elif how == "forged":
        office.sql("UPDATE noticeboard_entry SET signature = '\\x00' WHERE kind = 'keys'")
        office.forgotten()
    elif how == "another id":
        office.pin("keys", "envelope", {"key_id": "0" * 16, "public_key": "AAAA"})
    else:
        office.pin("keys", "envelope", {"key_id": office.key.key_id, "public_key": None})
    page = client.post({"z.true": "agreed"}, status=503)
    assert "This is our fault" in page.main
    assert page.field("z.true") == "agreed"
    assert office.count("letterbox_envelope") == 0
    assert office.draft(was["id"]) == was
    office.untidy = True
    office.publish_key()
    client.post()
    assert client.page.soup.select("[data-reference]")


def test_a_counter_to_which_nothing_was_published_says_that_it_is_not_open(
    client: Visitor, office: Office
) -> None:
    office.take_down()
    for path in ("/", "/every-question", "/nowhere"):
        client.get(path, status=503)


def test_a_counter_without_a_service_says_whom_to_call(client: Visitor, office: Office) -> None:
    office.take_down("service")
    page = client.get("/")
    assert "Nothing can be reported on this site at the moment. Call 101" in page.main


def test_a_counter_without_the_key_that_verifies_believes_nothing(
    client: Visitor, settings: Any, office: Office
) -> None:
    settings.NOTICEBOARD_VERIFYING_KEY = ""
    office.forgotten()
    try:
        client.get("/", status=503)
        client.get("/health", status=503)
    finally:
        office.forgotten()


@pytest.mark.parametrize(
    "tree", [{}, {"service": "broken"}, None, {"schema": 2, "service": "broken", "pages": "x"}]
)
def test_a_service_that_this_counter_cannot_read_closes_itself_alone(
    client: Visitor, office: Office, tree: Any
) -> None:
    office.pin("service", "broken", {"hash": "0", "compiled": tree, "open": True, "version": 1})
    page = client.get("/")
    assert "Tell us about anything" in page.main
    client.get("/broken", status=404)
    client.get("/every-question")


def test_a_force_that_cannot_be_read_leaves_the_last_one_standing(
    client: Visitor, office: Office
) -> None:
    client.get("/")
    office.pin("force", "lancashire", {"slug": "lancashire"})
    assert "Lancashire Constabulary" in client.get("/").title
    assert "Lancashire Constabulary" in client.get("/").title
    office.forgotten()
    client.get("/", status=503)


# The health page


def test_the_health_page_says_that_all_is_well(client: Visitor) -> None:
    response = client.client.get("/health")
    assert response.status_code == 200
    told = response.json()
    assert told["database"] is True
    assert told["noticeboard_faults"] == []
    assert 0 <= told["heartbeat_seconds"] < 300


def test_the_health_page_says_what_is_wrong(client: Visitor, office: Office) -> None:
    number = office.pin("promises", "clocks", {"n": 1})
    office.sql("UPDATE noticeboard_entry SET signature = '\\x00' WHERE number = %s", number)
    office.forgotten()
    told = client.client.get("/health")
    assert told.status_code == 503
    assert [fault["number"] for fault in told.json()["noticeboard_faults"]] == [number]
    office.open_up()
    office.take_down("heartbeat")
    assert client.client.get("/health").json()["heartbeat_seconds"] is None
    with down():
        told = client.client.get("/health")
    assert told.status_code == 503
    assert told.json()["database"] is False


def test_a_stranger_s_cookie_is_not_needed_to_be_told_of_a_failure(client: Visitor) -> None:
    assert COOKIE not in client.client.cookies
    with down():
        client.get("/d/00000000-0000-4000-8000-000000000000", status=404)
